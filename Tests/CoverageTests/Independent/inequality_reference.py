"""Inequality by PySAL `inequality` and quantiles by numpy, for `InequalityReferenceTests`.

    python inequality_reference.py > inequality.json      # pip install inequality==1.2.0

Every row is repeated as many times as people stand in it, and the repeated rows go to `inequality.gini.Gini`,
`inequality.theil.Theil`, `inequality.theil.TheilD` and `numpy.quantile(method="inverted_cdf")`.
"""

import importlib.metadata
import json
import random

import numpy
from inequality.gini import Gini
from inequality.theil import Theil, TheilD


def solved(values, people, groups):
    rows = numpy.repeat(numpy.array(values, float), people)
    parts = TheilD(rows, numpy.repeat(groups, people))
    shares = [0.05, 0.1, 0.25, 0.5, 0.9, 1]
    return {
        "values": values, "people": people, "groups": groups, "gini": float(Gini(rows).g),
        "theil": float(Theil(rows).T), "between": float(parts.bg.sum()), "within": float(parts.wg.sum()),
        "mean": float(rows.mean()), "shares": shares,
        "quantiles": [float(numpy.quantile(rows, share, method="inverted_cdf")) for share in shares],
    }


def made(seed):
    chance = random.Random(seed)
    count = chance.choice([1, 3, 12, 40])
    values = [chance.choice([0, chance.randint(1, 9), chance.random() * 30]) for _ in range(count)]
    people = [chance.choice([0, 1, chance.randint(2, 60)]) for _ in range(count)]
    values[0], people[0] = 4.5, 3
    return solved(values, people, [chance.randrange(4) for _ in range(count)])


versions = {name: importlib.metadata.version(name) for name in ["inequality", "numpy"]}
print('{"versions": ' + json.dumps(versions) + ',\n "instances": [')
print(",\n".join(json.dumps(made(seed)) for seed in range(16)) + "]}")
