"""pyrosm's walking network, then a pandana network of it. usage: FILE"""

import sys

from common import Laps, answer
from pyrosm import OSM

import pandana

laps = Laps()
nodes, edges = OSM(sys.argv[1]).get_network(network_type="walking", nodes=True)
laps.lap("read")
lookup = nodes.set_index("id")
network = pandana.Network(lookup["lon"], lookup["lat"], edges["u"], edges["v"], edges[["length"]], twoway=True)
laps.lap("build")
answer(laps, nodes=len(nodes), edges=len(edges))
