"""Draws origins and destinations among the nodes of the largest strongly connected part of an exported graph.

usage: NODES.csv EDGES.csv ORIGINS DESTINATIONS ORIGINS.csv DESTINATIONS.csv [SEED]
"""

import sys

import numpy
import pandas
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

nodes_path, edges_path, origins, destinations, origins_path, destinations_path = sys.argv[1:7]
nodes = pandas.read_csv(nodes_path).rename(columns={"node": "id"})
edges = pandas.read_csv(edges_path)
size = len(nodes)
graph = csr_matrix((numpy.ones(len(edges)), (edges["from"], edges["to"])), shape=(size, size))
_, part = connected_components(graph, connection="strong")
inside = numpy.flatnonzero(part == numpy.bincount(part).argmax())
seed = int(sys.argv[7]) if len(sys.argv) > 7 else 1
drawn = numpy.random.default_rng(seed).choice(inside, int(origins) + int(destinations), replace=False)
nodes.iloc[drawn[: int(origins)]].to_csv(origins_path, index=False)
nodes.iloc[drawn[int(origins) :]].to_csv(destinations_path, index=False)
