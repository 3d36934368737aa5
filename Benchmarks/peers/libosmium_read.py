"""libosmium decodes the whole file and keeps the places of its nodes: a floor for any router. usage: FILE"""

import sys

import osmium
from common import Laps, answer

laps = Laps()
osmium.apply(sys.argv[1], osmium.NodeLocationsForWays(osmium.index.create_map("flex_mem")))
laps.lap("read")
answer(laps)
