"""Writes Valhalla's configuration for a tile folder. usage: FOLDER CONFIG.json"""

import json
import os
import sys

from valhalla import get_config

folder, path = sys.argv[1:3]
os.makedirs(folder, exist_ok=True)
config = get_config(tile_dir=folder, tile_extract="")
config["mjolnir"]["concurrency"] = 2
for key in ("admin", "timezone", "landmarks", "traffic_extract"):
    config["mjolnir"][key] = ""
config["service_limits"]["pedestrian"].update(max_matrix_location_pairs=3_000_000, max_matrix_locations=10_000)
config["service_limits"]["max_timedep_distance_matrix"] = 0
with open(path, "w") as file:
    json.dump(config, file)
