"""scipy's bounded Dijkstra between nodes of our own exported graph, compared with our table pair by pair.

usage: NODES.csv EDGES.csv ORIGINS.csv DESTINATIONS.csv SECONDS [TIMES.csv]
"""

import sys

import numpy
import pandas
from common import Laps, answer
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

nodes_path, edges_path, origins_path, destinations_path, limit = sys.argv[1:6]
laps = Laps()
size = len(pandas.read_csv(nodes_path))
edges = pandas.read_csv(edges_path).groupby(["from", "to"], as_index=False)["seconds"].min()
graph = csr_matrix((edges["seconds"], (edges["from"], edges["to"])), shape=(size, size))
origins = pandas.read_csv(origins_path)["id"].to_numpy()
destinations = pandas.read_csv(destinations_path)["id"].to_numpy()
laps.lap("build")
rows = []
for chunk in numpy.array_split(origins, 10):
    rows.append(dijkstra(graph, indices=chunk, limit=float(limit))[:, destinations])
table = numpy.vstack(rows)
laps.lap("search")
facts = {"pairs": int(numpy.isfinite(table).sum())}
if len(sys.argv) > 6:
    ours = pandas.read_csv(sys.argv[6])
    row = pandas.Series(range(len(origins)), index=origins)[ours["origin"]].to_numpy()
    column = pandas.Series(range(len(destinations)), index=destinations)[ours["destination"]].to_numpy()
    theirs = table[row, column]
    facts["compared"] = len(ours)
    facts["missing"] = int((~numpy.isfinite(theirs)).sum())
    facts["largest_difference"] = float(numpy.nanmax(numpy.abs(theirs - ours["seconds"].to_numpy())))
answer(laps, **facts)
