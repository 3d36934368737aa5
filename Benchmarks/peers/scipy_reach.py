"""scipy.sparse.csgraph.dijkstra with a limit, from a sample of nodes. usage: NODES.csv EDGES.csv METRES COUNT"""

import sys

import numpy
import pandas
from common import Laps, answer
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

nodes_path, edges_path, metres, count = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
laps = Laps()
size = len(pandas.read_csv(nodes_path))
edges = pandas.read_csv(edges_path).groupby(["from", "to"], as_index=False)["metres"].min()
graph = csr_matrix((edges["metres"], (edges["from"], edges["to"])), shape=(size, size))
laps.lap("build")
origins = numpy.arange(0, size, max(1, size // count))[:count]
settled = 0
for chunk in numpy.array_split(origins, max(1, count // 50)):
    settled += int(numpy.isfinite(dijkstra(graph, indices=chunk, limit=metres)).sum())
laps.lap("search")
answer(laps, origins=len(origins), settled=settled)
