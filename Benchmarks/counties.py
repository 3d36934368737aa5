#!/usr/bin/env python3
"""Makes up run folders of counties for `servicecircle allocate`: a summary and a curve of plans each, the same each time.

usage: Benchmarks/counties.py FOLDER [COUNTIES] [POINTS]     2,800 counties and 200 points unless told

People are log-normal as in Leshan's counties (docs/scale.md). Curves rise unevenly, and are bounded up to 0.2 % above.
"""
import json
import math
import pathlib
import random
import sys

folder = pathlib.Path(sys.argv[1])
counties, points = (int(word) for word in (sys.argv[2:] + ["2800", "200"][len(sys.argv) - 2:]))
chance = random.Random(1)
for number in range(counties):
    people = int(math.exp(chance.gauss(12.8, 0.79)))
    value = 0.3 * chance.random()
    rows = [(0, value, value)]
    for point in range(1, points + 1):
        value = min(1, value + max(0, chance.gauss(0.02, 0.015)) * 0.985**point)
        rows.append((point, value, min(1, value * (1 + 0.002 * chance.random()))))
    place = folder / f"c{number:04d}"
    (place / "tables").mkdir(parents=True, exist_ok=True)
    lines = [f"{size},,{value:.9f},{bound:.9f},{(bound - value) / max(value, 1e-9):.9f}\n" for size, value, bound in rows]
    (place / "tables/curve.csv").write_text("new,budget_yuan,value,bound,gap\n" + "".join(lines), encoding="utf-8")
    (place / "summary.json").write_text(json.dumps({
        "title": {"zh": f"县{number}", "en": f"County {number}"}, "illustrative": True,
        "definition": {"cutoff": "10min", "weights": {"communities": 1, "workers": 0, "routes": 0}},
        "coverage": {"communities": {"total": people, "unit": "residents"}},
        "siting": {"unit": "shares", "unit_kind": "weighted-covered-share"}, "attribution": []}, ensure_ascii=False),
        encoding="utf-8")
