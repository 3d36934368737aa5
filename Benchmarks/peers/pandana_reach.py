"""pandana.Network.precompute: every node's neighbours within a distance. usage: NODES.csv EDGES.csv METRES"""

import sys

import pandas
from common import Laps, answer

import pandana

nodes_path, edges_path, metres = sys.argv[1], sys.argv[2], float(sys.argv[3])
laps = Laps()
nodes = pandas.read_csv(nodes_path).set_index("node")
edges = pandas.read_csv(edges_path)
# Both senses of a street are one two-way edge; of parallel streets the shorter is enough.
first, last = edges[["from", "to"]].min(axis=1), edges[["from", "to"]].max(axis=1)
edges = edges.assign(**{"from": first, "to": last}).groupby(["from", "to"], as_index=False)["metres"].min()
laps.lap("read")
network = pandana.Network(nodes["lon"], nodes["lat"], edges["from"], edges["to"], edges[["metres"]], twoway=True)
laps.lap("build")
network.precompute(metres)
laps.lap("search")
# How many nodes lie within the distance, summed over the origins.
network.set(nodes.index.to_series(), variable=nodes.index.to_series() * 0 + 1.0, name="one")
settled = network.aggregate(metres, type="sum", decay="flat", name="one").sum()
answer(laps, origins=len(nodes), settled=int(round(settled)))
