"""Maximal covering as a mixed-integer programme in HiGHS.

usage: SITES.csv DEMAND.csv METRES COUNT SECONDS raw|merged|greedy. Tells when the gap fell to 1 % and to 0.1 %.
raw: a row per demand point. merged: a row per different set of sites. greedy: no solver, only the greedy value.
"""

import sys
import time

import numpy
from common import Laps, answer
from siting import greedy, load, merged

import highspy

sites_path, demand_path, radius, count, limit, how = sys.argv[1:7]
laps = Laps()
rows, weights, site_count = load(sites_path, demand_path, float(radius))
if how == "greedy":
    value = greedy(rows, weights, site_count, int(count))
    laps.lap("solve")
    answer(laps, value=value, status="greedy")
    sys.exit()
if how == "merged":
    rows, weights = merged(rows, weights)
laps.lap("read")
solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("time_limit", float(limit))
solver.setOptionValue("mip_rel_gap", 0.0)
solver.setOptionValue("mip_abs_gap", 0.99)
sizes = numpy.array([len(row) for row in rows])
columns = site_count + len(rows)
programme = highspy.HighsLp()
programme.num_col_, programme.num_row_ = columns, len(rows) + 1
programme.sense_ = highspy.ObjSense.kMaximize
programme.col_cost_ = numpy.concatenate([numpy.zeros(site_count), weights.astype(float)])
programme.col_lower_, programme.col_upper_ = numpy.zeros(columns), numpy.ones(columns)
programme.integrality_ = [highspy.HighsVarType.kInteger] * site_count + [
    highspy.HighsVarType.kContinuous] * len(rows)
# Row i: covered_i - sum of its sites <= 0. Last row: number of sites.
starts = numpy.concatenate([[0], numpy.cumsum(sizes + 1)])
indices, values = [], []
for number, row in enumerate(rows):
    indices.append(numpy.append(row, site_count + number))
    values.append(numpy.append(-numpy.ones(len(row)), 1.0))
indices.append(numpy.arange(site_count))
values.append(numpy.ones(site_count))
programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
programme.a_matrix_.start_ = numpy.append(starts, starts[-1] + site_count)
programme.a_matrix_.index_ = numpy.concatenate(indices)
programme.a_matrix_.value_ = numpy.concatenate(values)
programme.row_lower_ = numpy.full(len(rows) + 1, -highspy.kHighsInf)
programme.row_upper_ = numpy.append(numpy.zeros(len(rows)), float(count))
solver.passModel(programme)
start, reached = time.perf_counter(), {}


def note(event):
    value, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
    for gap in (0.01, 0.001):
        if gap not in reached and 0 < value < 1e15 and bound / value - 1 <= gap:
            reached[gap] = time.perf_counter() - start


solver.cbMipInterrupt += note
solver.run()
laps.lap("solve")
info = solver.getInfo()
value = info.objective_function_value
answer(
    laps, value=None if abs(value) > 1e15 else round(value, 3), bound=round(info.mip_dual_bound, 3), rows=len(rows),
    nodes=int(info.mip_node_count), status=solver.modelStatusToString(solver.getModelStatus()),
    to_gap={str(gap): seconds for gap, seconds in reached.items()})
