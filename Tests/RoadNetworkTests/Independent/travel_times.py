"""Travel times of `servicecircle reach` against scipy's Dijkstra over the exported graph.

    python3 travel_times.py SERVICECIRCLE ROADS [PAIRS]

Takes random nodes of the largest component as origins and destinations (at least PAIRS pairs, default 1000), lets
SERVICECIRCLE compute their times, and compares each with scipy.sparse.csgraph.dijkstra. Ends with an error when any
differs by more than 0.1 s. Needs numpy and scipy (tried with 2.4.6 and 1.17.1).
"""

import csv
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra


def main(program, roads, pairs=1000):
    folder = pathlib.Path(tempfile.mkdtemp())
    nodes_file, edges_file, times_file = folder / "nodes.csv", folder / "edges.csv", folder / "times.csv"
    # A first run only exports the graph.
    first = folder / "first.csv"
    reach = [program, "reach", "--roads", roads, "--mode", "walk", "--cutoff", "100h", "--quiet"]
    first.write_text("id,lon,lat\n0,0,0\n")
    subprocess.run(
        reach + ["--origins", first, "--graph-nodes", nodes_file, "--graph-edges", edges_file],
        check=True, stdout=subprocess.DEVNULL)

    nodes = numpy.genfromtxt(nodes_file, delimiter=",", skip_header=1, encoding="utf-8-sig")
    edges = numpy.genfromtxt(edges_file, delimiter=",", skip_header=1, encoding="utf-8-sig")
    count = len(nodes)
    tail, head, seconds = edges[:, 0].astype(int), edges[:, 1].astype(int), edges[:, 3]
    # Of parallel arcs the cheapest counts; scipy would add them up. It also takes a weight of 0 for no arc at all.
    order = numpy.lexsort((seconds, head, tail))
    tail, head, seconds = tail[order], head[order], numpy.maximum(seconds[order], 1e-9)
    is_first = numpy.ones(len(tail), bool)
    is_first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    graph = coo_matrix((seconds[is_first], (tail[is_first], head[is_first])), shape=(count, count)).tocsr()

    labels = connected_components(graph, directed=False)[1]
    largest = numpy.flatnonzero(labels == numpy.bincount(labels).argmax())
    # Two nodes at one place would be told apart only by chance.
    places, uses = numpy.unique(nodes[:, 1:], axis=0, return_counts=True)
    shared = set(map(tuple, places[uses > 1]))
    largest = [node for node in largest if tuple(nodes[node, 1:]) not in shared]
    side = math.ceil(math.sqrt(pairs))
    chosen = numpy.random.default_rng(1).choice(largest, 2 * side, replace=False)
    origins, destinations = chosen[:side], chosen[side:]
    for name, part in [("origins", origins), ("destinations", destinations)]:
        with open(folder / f"{name}.csv", "w") as file:
            file.write("id,lon,lat\n")
            for node in part:
                file.write(f"{node},{nodes[node, 1]:.7f},{nodes[node, 2]:.7f}\n")
    subprocess.run(
        reach + ["--direction", "from-station", "--origins", folder / "origins.csv",
                 "--destinations", folder / "destinations.csv", "--times", times_file],
        check=True, stdout=subprocess.DEVNULL)

    found = {}
    with open(times_file, encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            found[int(row["origin"]), int(row["destination"])] = float(row["seconds"])
    expected = dijkstra(graph, indices=origins)
    worst = 0.0
    for index, origin in enumerate(origins):
        for destination in destinations:
            time = expected[index, destination]
            if math.isinf(time) != ((origin, destination) not in found):
                sys.exit(f"{origin} to {destination}: scipy {time}, servicecircle {found.get((origin, destination))}")
            if not math.isinf(time):
                worst = max(worst, abs(time - found[origin, destination]))
    print(f"{side * side} pairs over {count} nodes and {len(edges)} arcs, largest difference {worst:.6f} s")
    if worst > 0.1:
        sys.exit("more than 0.1 s")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1000)
