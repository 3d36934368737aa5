"""Whether the areas of several cutoffs lie within each other. usage: AREAS.geojson

Of each origin every area is compared with the next larger one: square metres of it outside, and how many pieces of that
are wider than two centimetres, twice the step of the written grid.
"""

import json
import math
import sys
from collections import defaultdict

import shapely
from area_shares import is_wound, thin_rings
from common import Laps, answer
from shapely.geometry import shape

laps = Laps()
by_station = defaultdict(list)
with open(sys.argv[1]) as file:
    for feature in json.load(file)["features"]:
        if feature["geometry"]:
            told = feature["properties"]
            by_station[told["station"]].append((told["cutoff_min"], shape(feature["geometry"])))
laps.lap("read")
pairs, outside, wide, valid, wound, thin = 0, 0.0, 0, 0, 0, 0
for areas in by_station.values():
    areas = [area for _, area in sorted(areas, key=lambda item: item[0])]
    valid += sum(map(shapely.is_valid, areas))
    wound += sum(map(is_wound, areas))
    thin += sum(map(thin_rings, areas))
    for smaller, larger in zip(areas, areas[1:]):
        rest = smaller.difference(larger)
        square = 111_000.0**2 * math.cos(math.radians(smaller.centroid.y))
        outside = max(outside, rest.area * square)
        wide += sum(not part.buffer(-0.01 / 111_000).is_empty for part in shapely.get_parts(rest))
        pairs += 1
laps.lap("nest")
answer(laps, pairs=pairs, areas=sum(map(len, by_station.values())), valid=int(valid), wound=wound, thin=thin,
       outside_m2=outside, wide=wide)
