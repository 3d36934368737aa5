"""Draws a clustered town of many points as a NumPy array, or merges its rows by cover set in numpy.

usage: draw POINTS.npy SITES.csv COUNT | merge POINTS.npy SITES.csv RADIUS_M
"""

import json
import sys
import time

import numpy


def draw(points, sites, count):
    random = numpy.random.default_rng(3)
    side, step = 20_000, 1_000_000
    centres = random.random((12, 2)) * side
    array = numpy.lib.format.open_memmap(points, mode="w+", dtype="<f8", shape=(count, 3))
    for start in range(0, count, step):
        size = min(step, count - start)
        which = random.integers(0, 12, size)
        array[start:start + size, :2] = numpy.clip(centres[which] + random.normal(0, side / 14, (size, 2)), 0, side)
        array[start:start + size, 2] = numpy.round(random.lognormal(3, 1, size)) + 1
    places = array[random.choice(count, 100, replace=False), :2] + random.normal(0, 50, (100, 2))
    with open(sites, "w") as file:
        file.write("id,x,y\n")
        file.writelines(f"s{index},{float(x)!r},{float(y)!r}\n" for index, (x, y) in enumerate(places))


def merge(points, sites, radius):
    start = time.perf_counter()
    array = numpy.load(points, mmap_mode="r")
    places = numpy.loadtxt(sites, delimiter=",", skiprows=1, usecols=(1, 2))
    total = {}
    for first in range(0, len(array), 1_000_000):
        part = numpy.asarray(array[first:first + 1_000_000])
        words = numpy.zeros((len(part), 2), dtype=numpy.uint64)
        for index, (x, y) in enumerate(places):
            inside = numpy.hypot(part[:, 0] - x, part[:, 1] - y) <= radius
            words[inside, index // 64] |= numpy.uint64(1 << (index % 64))
        keys, row = numpy.unique(words, axis=0, return_inverse=True)
        for key, weight in zip(map(bytes, keys), numpy.bincount(row.ravel(), weights=part[:, 2])):
            total[key] = total.get(key, 0.0) + weight
    covered = {key: weight for key, weight in total.items() if any(key)}
    print(json.dumps({"rows": len(array), "merged": len(covered), "weight": sum(covered.values()),
                      "seconds": {"merge": time.perf_counter() - start}}))


if sys.argv[1] == "draw":
    draw(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    merge(sys.argv[2], sys.argv[3], float(sys.argv[4]))
