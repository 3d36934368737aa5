"""networkit.distance.SPSP from a sample of nodes; it has no cutoff. usage: NODES.csv EDGES.csv METRES COUNT"""

import sys

import networkit
import numpy
import pandas
from common import Laps, answer

nodes_path, edges_path, metres, count = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
networkit.setNumberOfThreads(2)
laps = Laps()
size = len(pandas.read_csv(nodes_path))
edges = pandas.read_csv(edges_path).groupby(["from", "to"], as_index=False)["metres"].min()
graph = networkit.Graph(size, weighted=True, directed=True)
for row in edges.itertuples(index=False):
    graph.addEdge(int(row[0]), int(row[1]), float(row[2]))
laps.lap("build")
origins = [int(node) for node in numpy.arange(0, size, max(1, size // count))[:count]]
search = networkit.distance.SPSP(graph, origins)
search.run()
laps.lap("search")
settled = int((numpy.asarray(search.getDistances()) <= metres).sum())
answer(laps, origins=len(origins), settled=settled)
