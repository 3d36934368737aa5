"""Reads a layer into memory. usage: pyogrio|arrow|geopandas|pandas FILE

pyogrio and geopandas give a GeoDataFrame; arrow a table with WKB; a CSV's points come from its columns lon and lat.
"""

import sys

from common import Laps, answer

how, path = sys.argv[1:3]
options = {}
if how == "geopandas":
    import geopandas
elif how == "pandas":
    import geopandas
    import pandas
else:
    import pyogrio
if path.endswith(".csv"):
    options = {"X_POSSIBLE_NAMES": "lon", "Y_POSSIBLE_NAMES": "lat"}

laps = Laps()
if how == "arrow":
    _, layer = pyogrio.read_arrow(path, **options)
elif how == "pyogrio":
    layer = pyogrio.read_dataframe(path, **options)
elif how == "geopandas":
    layer = geopandas.read_file(path, **options)
else:
    table = pandas.read_csv(path)
    layer = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(table["lon"], table["lat"]), crs=4326)
laps.lap("read")
answer(laps, records=len(layer))
