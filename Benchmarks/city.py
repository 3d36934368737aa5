#!/usr/bin/env python3
"""Draws a clustered town as a siting instance: sites.csv (id,x,y) and demand.csv (id,x,y,weight), in metres.

usage: city.py SITES DEMAND SIDE_METRES SEED FOLDER

People live round 12 quarters, normally spread by a fourteenth of the side and kept inside the square; weights are
lognormal, whole, at least 1. Sites stand near demand points drawn without replacement, 50 m off on average. NumPy's
default generator is asked in one fixed order, so that a seed always gives the same town.
"""

import pathlib
import sys

import numpy


def draw(sites, demand, side, seed):
    random = numpy.random.default_rng(seed)
    quarters = random.random((12, 2)) * side
    home = random.integers(0, 12, demand)
    people = quarters[home] + random.normal(0, side / 14, (demand, 2))
    people = people.clip(0, side)
    weights = 1 + random.lognormal(3, 1, demand).round().astype(int)
    hosts = people[random.choice(demand, sites, replace=False)]
    return hosts + random.normal(0, 50, (sites, 2)), people, weights


def main(sites, demand, side, seed, folder):
    hosts, people, weights = draw(int(sites), int(demand), int(side), int(seed))
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "sites.csv", "w") as file:
        file.write("id,x,y\n")
        for number, (x, y) in enumerate(hosts.tolist()):
            file.write(f"s{number},{x!r},{y!r}\n")
    with open(folder / "demand.csv", "w") as file:
        file.write("id,x,y,weight\n")
        for number, ((x, y), weight) in enumerate(zip(people.tolist(), weights.tolist())):
            file.write(f"d{number},{x!r},{y!r},{weight}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
