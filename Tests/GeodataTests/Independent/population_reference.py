"""Sums of a population raster over polygons by exactextract, for `PopulationRasterTests`.

    python population_reference.py FOLDER > population.json   # pip install exactextract==0.3.0 rasterio geopandas

FOLDER is `population` in the folder that `SERVICECIRCLE_DATA` names: `burundi.gpkg` and `burundi_worldpop.tif`. The
polygons are the country, slanted strips across it, and stars from larger than it to much smaller than a cell; each is
written with its sum of people and its count of cells, the country (which the test reads itself) without its outline.
"""

import importlib.metadata
import json
import math
import random
import sys

import geopandas
import rasterio
import shapely
from exactextract import exact_extract

folder = sys.argv[1]
country = geopandas.read_file(f"{folder}/burundi.gpkg").geometry.iloc[0]
west, south, east, north = country.bounds
chance = random.Random(20)
shapes = [country]
for line in range(9):
    at = west + (east - west) * line / 8
    strip = shapely.Polygon([(at, south), (at + 0.25, south), (at + 0.05, north), (at - 0.2, north)])
    shapes.append(strip)
for star in range(60):
    x, y = chance.uniform(west, east), chance.uniform(south, north)
    size = 10 ** chance.uniform(-3.5, 0.3)
    corners = 3 + chance.randrange(20)
    turns = [2 * math.pi * (i + chance.random() * 0.9) / corners for i in range(corners)]
    ring = [(x + size * chance.uniform(0.3, 1) * math.cos(t), y + size * chance.uniform(0.3, 1) * math.sin(t)) for t in turns]
    shape = shapely.Polygon(ring)
    if shape.is_valid:
        shapes.append(shape)

# What is written is what is computed with: coordinates as text.
shapes[1:] = [shapely.from_wkt(shapely.to_wkt(shape, rounding_precision=9)) for shape in shapes[1:]]
frame = geopandas.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs=4326)
with rasterio.open(f"{folder}/burundi_worldpop.tif") as raster:
    rows = exact_extract(raster, frame, ["sum", "count"], include_cols=["n"])
versions = {name: importlib.metadata.version(name) for name in ["exactextract", "rasterio"]}
print('{"versions": ' + json.dumps(versions) + ',\n "polygons": [')
lines = [
    json.dumps({"wkt": shapely.to_wkt(shape, rounding_precision=9) if n else None, "sum": row["properties"]["sum"] or 0,
                "count": row["properties"]["count"] or 0})
    for n, (shape, row) in enumerate(zip(shapes, rows))
]
print(",\n".join(lines) + "\n]}")
