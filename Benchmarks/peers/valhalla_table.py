"""Valhalla, pedestrian: the matrix for a sample of origins, or isochrones of all.

usage: CONFIG.json ORIGINS.csv DESTINATIONS.csv SECONDS matrix|isochrones COUNT
"""

import json
import sys

import pandas
import valhalla
from common import Laps, answer

config_path, origins_path, destinations_path, limit, what, count = sys.argv[1:7]
laps = Laps()
actor = valhalla.Actor(config_path)
places = [
    [{"lon": float(row.lon), "lat": float(row.lat)} for row in pandas.read_csv(path).itertuples()]
    for path in (origins_path, destinations_path)
]
origins, destinations = places[0][: int(count)], places[1]
laps.lap("load")
facts = {"origins": len(origins)}
costing = {"costing": "pedestrian", "costing_options": {"pedestrian": {"walking_speed": 5.0}}}
if what == "matrix":
    pairs = 0
    for origin in origins:
        reply = actor.matrix({"sources": [origin], "targets": destinations, **costing})
        for cell in reply["sources_to_targets"]["durations"][0] if isinstance(
            reply["sources_to_targets"], dict) else [c["time"] for c in reply["sources_to_targets"][0]]:
            pairs += cell is not None and cell <= float(limit)
    facts["pairs"] = pairs
else:
    vertices = 0
    for origin in origins:
        reply = actor.isochrone(
            {"locations": [origin], "contours": [{"time": float(limit) / 60}], "polygons": True, **costing})
        vertices += len(json.dumps(reply))
    facts["bytes"] = vertices
laps.lap("search")
answer(laps, **facts)
