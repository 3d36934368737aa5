"""Cover sets of a siting instance, exactly as the tables give them, and the merging of equal rows."""

import collections

import numpy
import pandas
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree


def load(sites_path, demand_path, radius):
    """-> for each demand point the sorted sites within the radius, and the weights."""
    sites = pandas.read_csv(sites_path)[["x", "y"]].to_numpy()
    table = pandas.read_csv(demand_path)
    points = table[["x", "y"]].to_numpy()
    near = cKDTree(sites).query_ball_point(points, radius * (1 + 1e-9))
    rows = []
    for point, candidates in zip(points, near):
        candidates = numpy.sort(numpy.array(candidates, dtype=int))
        offset = sites[candidates] - point
        rows.append(candidates[numpy.sqrt((offset**2).sum(axis=1)) <= radius])
    return rows, table["weight"].to_numpy(), len(sites)


def merged(rows, weights):
    """Demand points with the same sites become one, their weights added; those without a site go."""
    sums = collections.defaultdict(int)
    for row, weight in zip(rows, weights.tolist()):
        if len(row):
            sums[tuple(row.tolist())] += weight
    return [numpy.array(key) for key in sums], numpy.array(list(sums.values()))


def greedy(rows, weights, site_count, count):
    columns = numpy.concatenate(rows) if rows else numpy.zeros(0, int)
    indices = numpy.repeat(numpy.arange(len(rows)), [len(row) for row in rows])
    covers = csr_matrix((numpy.ones(len(columns)), (columns, indices)), shape=(site_count, len(rows)))
    left = weights.astype(float).copy()
    for _ in range(count):
        best = int((covers @ left).argmax())
        left[covers[best].indices] = 0
    return int(weights.sum() - left.sum())
