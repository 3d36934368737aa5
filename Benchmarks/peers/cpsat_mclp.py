"""Maximal covering in CP-SAT, by OR-tools. usage: SITES.csv DEMAND.csv METRES COUNT SECONDS

A row per different set of sites, no start plan, one worker. Tells when the gap fell to 1 % and to 0.1 %.
"""

import sys
import time

from common import Laps, answer
from ortools.sat.python import cp_model
from siting import load, merged

sites_path, demand_path, radius, count, limit = sys.argv[1:6]
laps = Laps()
rows, weights, site_count = load(sites_path, demand_path, float(radius))
rows, weights = merged(rows, weights)
laps.lap("read")
model = cp_model.CpModel()
chosen = [model.new_bool_var(f"x{site}") for site in range(site_count)]
covered = [model.new_bool_var(f"y{row}") for row in range(len(rows))]
for row, sites in enumerate(rows):
    model.add_bool_or([chosen[site] for site in sites.tolist()] + [covered[row].negated()])
model.add(sum(chosen) <= int(count))
model.maximize(sum(int(weight) * one for weight, one in zip(weights.tolist(), covered)))
laps.lap("model")
start, seen, reached = time.perf_counter(), {"value": 0.0, "bound": float(weights.sum())}, {}


def note():
    for gap in (0.01, 0.001):
        if gap not in reached and seen["value"] > 0 and seen["bound"] / seen["value"] - 1 <= gap:
            reached[gap] = time.perf_counter() - start


class Watch(cp_model.CpSolverSolutionCallback):
    def on_solution_callback(self):
        seen["value"] = self.objective_value
        note()


def bound(value):
    seen["bound"] = value
    note()


solver = cp_model.CpSolver()
solver.parameters.max_time_in_seconds = float(limit)
solver.parameters.num_workers = 1
solver.best_bound_callback = bound
status = solver.solve(model, Watch())
laps.lap("solve")
answer(laps, value=round(solver.objective_value) if seen["value"] else None, bound=round(solver.best_objective_bound, 3),
       status=solver.status_name(status), to_gap={str(gap): seconds for gap, seconds in reached.items()})
