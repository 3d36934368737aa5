"""Maximal covering as a mixed-integer programme in CBC, by PuLP. usage: SITES.csv DEMAND.csv METRES COUNT SECONDS

A row per different set of sites, no start plan.
"""

import sys

import pulp
from common import Laps, answer
from siting import load, merged

sites_path, demand_path, radius, count, limit = sys.argv[1:6]
laps = Laps()
rows, weights, site_count = load(sites_path, demand_path, float(radius))
rows, weights = merged(rows, weights)
laps.lap("read")
problem = pulp.LpProblem("mclp", pulp.LpMaximize)
chosen = [pulp.LpVariable(f"x{site}", cat="Binary") for site in range(site_count)]
covered = [pulp.LpVariable(f"y{row}", 0, 1) for row in range(len(rows))]
problem += pulp.lpDot(weights.tolist(), covered)
for row, sites in enumerate(rows):
    problem += covered[row] <= pulp.lpSum(chosen[site] for site in sites)
problem += pulp.lpSum(chosen) <= int(count)
laps.lap("model")
problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=float(limit), gapRel=0, gapAbs=0.99))
laps.lap("solve")
open_sites = {site for site in range(site_count) if (chosen[site].value() or 0) > 0.5}
value = sum(int(weight) for sites, weight in zip(rows, weights) if open_sites.intersection(sites.tolist()))
answer(laps, value=value if open_sites else None, status=pulp.LpSolution[problem.sol_status])
