"""Maximal covering in spopt with its own model, solved by PuLP's CBC. usage: SITES.csv DEMAND.csv METRES COUNT SECONDS"""

import sys

import numpy
import pandas
import pulp
from common import Laps, answer
from scipy.spatial.distance import cdist
from spopt.locate import MCLP

sites_path, demand_path, radius, count, limit = sys.argv[1:6]
laps = Laps()
sites = pandas.read_csv(sites_path)[["x", "y"]].to_numpy()
demand = pandas.read_csv(demand_path)
costs = cdist(demand[["x", "y"]].to_numpy(), sites)
laps.lap("read")
model = MCLP.from_cost_matrix(costs, demand["weight"].to_numpy(), float(radius), p_facilities=int(count))
laps.lap("model")
status = "optimal"
try:
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=float(limit)))
except RuntimeError as error:
    status = str(error)
laps.lap("solve")
chosen = [number for number, clients in enumerate(model.fac2cli) if clients] if hasattr(model, "fac2cli") else []
value = None
if chosen:
    value = int(demand["weight"].to_numpy()[(costs[:, chosen] <= float(radius)).any(axis=1)].sum())
answer(laps, value=value, status=status if status != "optimal" else pulp.LpSolution[model.problem.sol_status])
