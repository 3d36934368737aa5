"""Streets of one mode as a graph of its own making: short straight pieces between vertices, costs in seconds each way.

Definitions: docs/street-rules.md (classes, one-ways), docs/modes.md (snapping, legs at 4 km/h, slopes). Nothing is taken
from the program. Lengths are metres by the radii of curvature of WGS84 at the middle latitude of each piece.
"""

import collections
import heapq
import math

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

FOOT = 4 / 3.6
# Share of the mode's speed by class; what is not named is closed. As docs/street-rules.md has it.
ALL = dict.fromkeys(["primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "service"], 1.0)
CLASSES = {
    "walk": ALL | {"footway": 1.0, "steps": 1.0},
    "e-bike": ALL,
    "truck": ALL | {"residential": 0.8, "living_street": 0.3, "service": 0.5},
}
# Slope: share of the speed on level ground, linear between, constant beyond.
SLOPES = {
    "e-bike": ([0, 0.03, 0.06, 0.10, 0.15], [1, 0.95, 0.85, 0.65, 0.4]),
    "truck": ([-0.12, -0.06, 0.02, 0.06, 0.10], [0.6, 1, 1, 0.6, 0.4]),
}


def scale(latitude):
    """Metres in a degree of longitude and of latitude."""
    e2 = 0.00669437999014
    w = 1 - e2 * np.sin(np.radians(latitude)) ** 2
    return 6378137 / np.sqrt(w) * np.cos(np.radians(latitude)) * math.pi / 180, 6378137 * (1 - e2) / w**1.5 * math.pi / 180


def metres(a, b):
    kx, ky = scale((a[1] + b[1]) / 2)
    return math.hypot((b[0] - a[0]) * kx, (b[1] - a[1]) * ky)


def key(place):
    return round(place[0] * 1e7), round(place[1] * 1e7)


def speed_on_slope(mode, slope):
    if mode == "walk":  # Tobler's hiking function against level ground
        return math.exp(-3.5 * (abs(slope + 0.05) - 0.05))
    return float(np.interp(slope, *SLOPES[mode]))


class Heights:
    """An .hgt tile; between its places bilinear, nothing beside a void."""

    def __init__(self, path):
        self.west, self.south = int(path.stem[4:7]), int(path.stem[1:3])
        values = np.fromfile(path, ">i2")
        self.size = math.isqrt(len(values))
        self.values = values.reshape(self.size, self.size).astype(float)
        self.spacing = scale(self.south + 0.5)[1] / (self.size - 1)

    def at(self, place):
        x = (place[0] - self.west) * (self.size - 1)
        y = (self.south + 1 - place[1]) * (self.size - 1)
        i, j = min(int(y), self.size - 2), min(int(x), self.size - 2)
        four = self.values[i : i + 2, j : j + 2]
        if (four < -1000).any():
            return None
        fy, fx = y - i, x - j
        return float(np.array([1 - fy, fy]) @ four @ np.array([1 - fx, fx]))


class Streets:
    """
    roads: features; stops: places that become nodes where they snap (stations, hosts), so that nobody shares a piece
    with a station. `at[i]` is the node of stop i and `legs[i]` the seconds of its leg, None and nan beyond the limit.
    """

    def __init__(self, roads, mode, speed_kmh, stops=(), heights=None, limit=200.0):
        self.mode, self.speed, self.heights, self.limit = mode, speed_kmh / 3.6, heights, limit
        self.nodes, self.index = [], {}
        self.pieces = []  # from, to, metres, seconds there, seconds back, class, bridge, drawn
        self.drawn = {}  # (vertex, vertex) of a road: its pieces in order, (piece, share from, share to)
        self._lay(roads)
        self._freeze()
        self._split(stops)

    def _node(self, place):
        k = key(place)
        if k not in self.index:
            self.index[k] = len(self.nodes)
            self.nodes.append((k[0] / 1e7, k[1] / 1e7))
        return self.index[k]

    def _lay(self, roads):
        roads = [r for r in roads if r["properties"]["highway"] in CLASSES[self.mode]]
        count = collections.Counter()
        for road in roads:
            places = road["geometry"]["coordinates"]
            count.update(key(p) for p in places)
            count.update([key(places[0]), key(places[-1])])  # an end is a node: counted twice
        for road in roads:
            places = road["geometry"]["coordinates"]
            cut = [i for i, p in enumerate(places) if i in (0, len(places) - 1) or count[key(p)] > 1]
            for a, b in zip(cut, cut[1:]):
                self._lay_street(places[a : b + 1], road["properties"])

    def _lay_street(self, places, tags):
        bridge = tags.get("bridge") == "yes"
        lengths = [metres(a, b) for a, b in zip(places, places[1:])]
        total = sum(lengths)
        steps, slopes = 1, [0.0]
        if self.heights:
            steps = 1 if bridge else max(1, math.floor(total / self.heights.spacing + 0.5))
            ends = [0.0]
            for length in lengths:
                ends.append(ends[-1] + length)
            marks = []
            for i in range(steps + 1):
                at = total * i / steps
                j = min(int(np.searchsorted(ends, at, "right")) - 1, len(lengths) - 1)
                share = min((at - ends[j]) / lengths[j], 1) if lengths[j] else 0
                a, b = places[j], places[j + 1]
                marks.append(self.heights.at((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)))
            slopes = [0.0] * steps if None in marks else [(b - a) / (total / steps) for a, b in zip(marks, marks[1:])]
        speed = self.speed * CLASSES[self.mode][tags["highway"]]
        one_way = tags.get("oneway") == "yes" and self.mode != "walk"
        walked = 0.0
        for a, b, length in zip(places, places[1:], lengths):
            step = total / steps
            inner = [m for m in (step * i for i in range(1, steps)) if walked + 0.01 < m < walked + length - 0.01]
            shares = [0.0, *((m - walked) / length for m in inner), 1.0]
            drawn = []
            u = self._node(a)
            for s, e in zip(shares, shares[1:]):
                if e == 1.0:
                    v = self._node(b)
                else:
                    v = len(self.nodes)
                    self.nodes.append((a[0] + (b[0] - a[0]) * e, a[1] + (b[1] - a[1]) * e))
                part = length * (e - s)
                slope = slopes[min(int((walked + length * (s + e) / 2) / step), steps - 1)] if step else 0.0
                there = part / (speed * speed_on_slope(self.mode, slope))
                back = part / (speed * speed_on_slope(self.mode, -slope))
                drawn.append((len(self.pieces), s, e))
                self.pieces.append((u, v, part, there, math.inf if one_way else back, tags["highway"], bridge, back))
                u = v
            self.drawn[key(a), key(b)] = drawn
            walked += length

    def _freeze(self):
        self.u = np.array([p[0] for p in self.pieces])
        self.v = np.array([p[1] for p in self.pieces])
        self.length = np.array([p[2] for p in self.pieces])
        self.there = np.array([p[3] for p in self.pieces])
        self.back = np.array([p[4] for p in self.pieces])
        self.ride_back = np.array([p[7] for p in self.pieces])  # whatever the one-way says
        self.bridge = np.array([p[6] for p in self.pieces])
        self.place = np.array(self.nodes)
        self.searched = {}
        n = len(self.nodes)
        both = np.isfinite(self.back)
        graph = csr_matrix(
            (np.ones(len(self.u) + both.sum()), (np.r_[self.u, self.v[both]], np.r_[self.v, self.u[both]])), (n, n))
        _, label = connected_components(graph, connection="strong")
        main = np.bincount(label).argmax()
        self.main = (label[self.u] == main) & (label[self.v] == main)
        self.out, self.into = [[] for _ in range(n)], [[] for _ in range(n)]
        for u, v, _, there, back, *_ in self.pieces:
            self.out[u].append((v, there))
            self.into[v].append((u, there))
            if back < math.inf:
                self.out[v].append((u, back))
                self.into[u].append((v, back))

    def _split(self, stops):
        self.at, self.legs = [], []
        if not len(stops):
            return
        pieces, shares, legs = self.snap(stops)
        cuts = collections.defaultdict(list)
        for i, (piece, share, leg) in enumerate(zip(pieces, shares, legs)):
            if math.isfinite(leg):
                cuts[int(piece)].append((float(share), i))
        node_of, moved = {}, {}
        for piece, places in cuts.items():
            u, v, length, there, back, name, bridge, ride_back = self.pieces[piece]
            (ax, ay), (bx, by) = self.nodes[u], self.nodes[v]
            parts, last, at = [], 0.0, u
            for share, i in sorted(places):
                if share <= 1e-9:
                    node_of[i] = u
                    continue
                if share >= 1 - 1e-9:
                    node_of[i] = v
                    continue
                if share - last > 1e-9:
                    parts.append((at, len(self.nodes), last, share))
                    at, last = len(self.nodes), share
                    self.nodes.append((ax + (bx - ax) * share, ay + (by - ay) * share))
                node_of[i] = at
            parts.append((at, v, last, 1.0))
            if len(parts) > 1:
                ids = []
                for n, (a, b, s, e) in enumerate(parts):
                    made = (a, b, length * (e - s), there * (e - s), back * (e - s), name, bridge, ride_back * (e - s))
                    if n == 0:
                        self.pieces[piece] = made
                        ids.append((piece, s, e))
                    else:
                        ids.append((len(self.pieces), s, e))
                        self.pieces.append(made)
                moved[piece] = ids
        for pair, drawn in self.drawn.items():
            if any(piece in moved for piece, _, _ in drawn):
                self.drawn[pair] = [
                    (p, s + (e - s) * ps, s + (e - s) * pe)
                    for piece, s, e in drawn for p, ps, pe in moved.get(piece, [(piece, 0.0, 1.0)])]
        self._freeze()
        self.at = [node_of.get(i) for i in range(len(stops))]
        self.legs = legs

    def snap(self, places, bridges=False):
        """Of each place the nearest piece of the main network, the share of the piece and the seconds of the leg."""
        use = np.flatnonzero(self.main if bridges else self.main & ~self.bridge)
        a, b = self.place[self.u[use]], self.place[self.v[use]]
        pieces, shares, legs = [], [], []
        for x, y in places:
            kx, ky = scale(y)
            ax, ay = (a[:, 0] - x) * kx, (a[:, 1] - y) * ky
            dx, dy = (b[:, 0] - x) * kx - ax, (b[:, 1] - y) * ky - ay
            square = dx * dx + dy * dy
            t = np.clip(-(ax * dx + ay * dy) / np.where(square > 0, square, 1), 0, 1)
            away = np.hypot(ax + t * dx, ay + t * dy)
            best = int(away.argmin())
            pieces.append(use[best])
            shares.append(t[best])
            legs.append(away[best] / FOOT if away[best] <= self.limit else math.nan)
        return np.array(pieces, int), np.array(shares), np.array(legs)

    def search(self, source, back):
        """Dijkstra: seconds from every node to the source (`back`), or from it to every node; kept."""
        if (source, back) in self.searched:
            return self.searched[source, back]
        arcs = self.into if back else self.out
        cost = np.full(len(self.nodes), math.inf)
        cost[source] = 0
        heap = [(0.0, source)]
        while heap:
            far, node = heapq.heappop(heap)
            if far > cost[node]:
                continue
            for other, seconds in arcs[node]:
                if far + seconds < cost[other]:
                    cost[other] = far + seconds
                    heapq.heappush(heap, (far + seconds, other))
        self.searched[source, back] = cost
        return cost

    def to_stop(self, stop, pieces, shares, legs):
        """Seconds from places to a stop, all legs included; infinite where there is no way."""
        if self.at[stop] is None:
            return np.full(len(pieces), math.inf)
        cost = self.search(self.at[stop], True)
        ways = np.minimum(
            cost[self.u[pieces]] + times(shares, self.back[pieces]), cost[self.v[pieces]] + (1 - shares) * self.there[pieces])
        return np.where(np.isnan(legs), math.inf, ways + legs + self.legs[stop])

    def from_stop(self, stop, pieces, shares, legs):
        """Seconds from a stop to places."""
        if self.at[stop] is None:
            return np.full(len(pieces), math.inf)
        cost = self.search(self.at[stop], False)
        ways = np.minimum(
            cost[self.u[pieces]] + shares * self.there[pieces], cost[self.v[pieces]] + times(1 - shares, self.back[pieces]))
        return np.where(np.isnan(legs), math.inf, ways + legs + self.legs[stop])


def times(share, seconds):
    """A share of seconds; no part of what cannot be ridden is still no time."""
    known = np.isfinite(seconds)
    return np.where(share == 0, 0.0, np.where(known, share * np.where(known, seconds, 0), math.inf))
