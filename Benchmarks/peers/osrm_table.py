"""OSRM's table service, contraction hierarchies, in process. usage: BASE ORIGINS.csv DESTINATIONS.csv SECONDS

OSRM has no cutoff: it answers all pairs.
"""

import sys

import numpy
import pandas
from common import Laps, answer

import osrm

base, origins_path, destinations_path, limit = sys.argv[1:5]
laps = Laps()
engine = osrm.OSRM(
    storage_config=base, algorithm="CH", use_shared_memory=False, max_locations_distance_table=-1)
origins = pandas.read_csv(origins_path)[["lon", "lat"]].to_numpy()
destinations = pandas.read_csv(destinations_path)[["lon", "lat"]].to_numpy()
laps.lap("load")
points = [(float(lon), float(lat)) for lon, lat in numpy.vstack([origins, destinations])]
parameters = osrm.TableParameters(
    coordinates=points, sources=list(range(len(origins))),
    destinations=list(range(len(origins), len(points))), annotations=["duration"])
result = engine.Table(parameters)
laps.lap("search")
durations = numpy.array(
    [[numpy.nan if value is None else value for value in row] for row in result["durations"]], dtype=float)
answer(laps, pairs=int((durations <= float(limit)).sum()), all_pairs=int(numpy.isfinite(durations).sum()))
