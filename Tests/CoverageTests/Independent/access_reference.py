"""Floating catchments by PySAL `access`, for `FloatingCatchmentReferenceTests`.

    python access_reference.py > access.json      # pip install access==1.1.10.post3

Random instances of sites, demand and costs, each with what `access.fca.two_stage_fca` (one zone; several zones with
`access.weights.step_fn`) and `access.fca.three_stage_fca` give. A point that PySAL leaves out, and which therefore gets
NaN in its `Access` object, is null. Costs are whole numbers, so that many lie exactly on a zone's edge.
"""

import importlib.metadata
import json
import random

import numpy
import pandas
from access import fca, weights


def two_stage_ratios(demand, supply, cost, reach, weight_fn):
    """Supply per head at each site, by the catchment sum that `two_stage_fca` takes."""
    held = fca.weighted_catchment(
        demand, cost, reach, cost_source="origin", cost_dest="dest", loc_index="geoid", loc_value="demand",
        weight_fn=weight_fn)
    return (supply["supply"] / held).reindex(supply.index)


def numbers(series, count):
    return [None if numpy.isnan(value) else float(value) for value in series.reindex(range(count))]


def tables(instance):
    demand = pandas.DataFrame({"demand": instance["demand"]}, dtype=float)
    supply = pandas.DataFrame({"supply": instance["supply"]}, dtype=float)
    demand.index.name = supply.index.name = "geoid"
    cost = pandas.DataFrame(instance["pairs"], columns=["dest", "origin", "cost"])
    return demand, supply, cost


def solved(instance):
    demand, supply, cost = tables(instance)
    zones = {up_to: weight for up_to, weight in instance["zones"]}
    reach, step = max(zones), weights.step_fn(zones)
    points, sites = len(demand), len(supply)
    one = fca.two_stage_fca(demand, supply, cost, reach)
    several = fca.two_stage_fca(demand, supply, cost, reach, weight_fn=step)
    three = fca.three_stage_fca(demand, supply, cost.copy(), reach, weight_fn=step)
    instance["2SFCA"] = numbers(one, points)
    instance["2SFCA ratios"] = numbers(two_stage_ratios(demand, supply, cost, reach, None), sites)
    instance["E2SFCA"] = numbers(several, points)
    instance["E2SFCA ratios"] = numbers(two_stage_ratios(demand, supply, cost, reach, step), sites)
    instance["3SFCA"] = numbers(three, points)
    return instance


def made(seed):
    """Some demand and supply is 0. A site with a point in reach has one with people; some have none in reach."""
    chance = random.Random(seed)
    zones = [
        [[3, 1], [6, 0.68], [10, 0.22]],
        [[10, 0.962], [20, 0.704], [30, 0.377], [60, 0.042]],
        [[7, 0.5]],
    ][seed % 3]
    reach, points, sites = zones[-1][0], chance.randint(5, 14), chance.randint(2, 6)
    demand = [chance.choice([0, chance.randint(1, 400), chance.random() * 50]) for _ in range(points)]
    supply = [chance.choice([0, chance.randint(1, 60), chance.random() * 9]) for _ in range(sites)]
    pairs = []
    for site in range(sites):
        # The last site is beyond everybody's reach.
        row = [(point, chance.randint(0, reach * 3 // 2) if site < sites - 1 else reach + 1) for point in range(points)]
        row = [pair for pair in row if chance.random() < 0.7]
        if any(demand[point] > 0 and cost <= reach for point, cost in row):
            pairs += [[site, point, cost] for point, cost in row]
    return {"zones": zones, "demand": demand, "supply": supply, "pairs": pairs}


def without_demand():
    """Sites 0 (supply 5) and 1 (supply 0) hold point 0 alone, where nobody lives: PySAL divides by 0."""
    instance = {
        "zones": [[10, 1]], "demand": [0, 0, 8], "supply": [5, 0, 4],
        "pairs": [[0, 0, 1], [1, 1, 1], [2, 2, 1]]}
    demand, supply, cost = tables(instance)
    series = fca.two_stage_fca(demand, supply, cost, 10)
    return [str(series[point]) for point in range(3)]


versions = {name: importlib.metadata.version(name) for name in ["access", "pandas", "numpy"]}
print('{"versions": ' + json.dumps(versions) + ',\n "without demand": ' + json.dumps(without_demand()) + ',')
print(' "instances": [')
print(",\n".join(json.dumps(solved(made(seed))) for seed in range(12)) + "]}")
