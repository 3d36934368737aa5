#!/usr/bin/env python3
"""Turns an instance `n r p` + `x y demand` into sites.csv and demand.csv. usage: sjc.py FILE FOLDER"""

import pathlib
import sys

source, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
rows = [line.split() for line in open(source).read().splitlines()[1:] if line.strip()]
with open(folder / "sites.csv", "w") as sites, open(folder / "demand.csv", "w") as demand:
    sites.write("id,x,y\n")
    demand.write("id,x,y,weight\n")
    for number, (x, y, weight) in enumerate(rows):
        sites.write(f"s{number},{x},{y}\n")
        demand.write(f"d{number},{x},{y},{weight}\n")
