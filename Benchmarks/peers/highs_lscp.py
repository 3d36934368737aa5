"""Set covering of what any site covers, in HiGHS. usage: SITES.csv DEMAND.csv METRES SECONDS

A row per different set of sites, gap 0, no start plan.
"""

import sys

import numpy
from common import Laps, answer
from siting import load, merged

import highspy

sites_path, demand_path, radius, limit = sys.argv[1:5]
laps = Laps()
rows, weights, site_count = load(sites_path, demand_path, float(radius))
rows, _ = merged(rows, weights)
laps.lap("read")
solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("time_limit", float(limit))
solver.setOptionValue("mip_rel_gap", 0.0)
solver.setOptionValue("mip_abs_gap", 0.99)
programme = highspy.HighsLp()
programme.num_col_, programme.num_row_ = site_count, len(rows)
programme.col_cost_ = numpy.ones(site_count)
programme.col_lower_, programme.col_upper_ = numpy.zeros(site_count), numpy.ones(site_count)
programme.integrality_ = [highspy.HighsVarType.kInteger] * site_count
programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
programme.a_matrix_.start_ = numpy.concatenate([[0], numpy.cumsum([len(row) for row in rows])])
programme.a_matrix_.index_ = numpy.concatenate(rows)
programme.a_matrix_.value_ = numpy.ones(len(programme.a_matrix_.index_))
programme.row_lower_, programme.row_upper_ = numpy.ones(len(rows)), numpy.full(len(rows), highspy.kHighsInf)
solver.passModel(programme)
solver.run()
laps.lap("solve")
info = solver.getInfo()
value = info.objective_function_value
answer(laps, value=None if abs(value) > 1e15 else round(value), bound=round(info.mip_dual_bound, 3),
       status=solver.modelStatusToString(solver.getModelStatus()))
