"""The inputs of one worked example, and where its people, workers and routes stand on the streets."""

import csv
import json
import math

import numpy as np
import shapely
from shapely.geometry import shape

from .streets import FOOT, Heights, Streets, key, metres

PEOPLE_EVERY = 5.0
WORDS = {
    "drink": "能喝水 饮水 热水", "rest": "可歇脚 能歇脚 休息", "heat-food": "能热饭 微波炉", "charge": "可充电 充电",
    "warm": "能取暖 可取暖 取暖 空调", "cool": "可纳凉 风扇 空调", "hot-water": "热水",
}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class County:
    def __init__(self, root, name):
        folder = root / "geodata" / name

        def layer(what):
            return json.loads((folder / f"{what}.geojson").read_text())["features"]

        self.name = name
        self.roads = layer("roads")
        self.routes = layer("routes")
        self.communities = layer("communities")
        self.area = shape(layer("area")[0]["geometry"]) if (folder / "area.geojson").exists() else shape(layer("boundary")[0]["geometry"])
        shapely.prepare(self.area)
        self.stations = table(folder / "stations.csv")
        self.firms = table(folder / "firms.csv")
        self.hosts = table(folder / "hosts.csv")
        tiles = list(folder.glob("*.hgt"))
        self.heights = Heights(tiles[0]) if tiles else None
        self._streets = {}
        self.has = []
        for station in self.stations:
            words = station["设施"].split("、")
            self.has.append({s for s, known in WORDS.items() if any(word in known.split() for word in words)})

    def streets(self, mode, speed):
        """Of one mode, with stations and then hosts as stops."""
        if (mode, speed) not in self._streets:
            stops = [(float(s["经度"]), float(s["纬度"])) for s in self.stations]
            stops += [(float(h["lon"]), float(h["lat"])) for h in self.hosts]
            self._streets[mode, speed] = Streets(self.roads, mode, speed, stops, self.heights)
        return self._streets[mode, speed]

    def counts(self, places):
        return shapely.contains_xy(self.area, np.array(places)[:, 0], np.array(places)[:, 1])

    def residents(self, streets):
        """
        Where people live, inside the area: lists of the community's position, people, piece, share and leg.

        Along the streets in the outline by length, not on bridges; a community that is a point lives there.
        """
        ids, people, pieces, shares, legs = [], [], [], [], []
        lines = shapely.linestrings(np.stack([streets.place[streets.u], streets.place[streets.v]], 1))
        tree = shapely.STRtree(lines)
        for c, community in enumerate(self.communities):
            outline, weight = shape(community["geometry"]), community["properties"]["residents"]
            if outline.geom_type == "Point":
                where = [(outline.x, outline.y)]
                piece, share, leg = streets.snap(where)
                if self.counts(where)[0]:
                    ids.append([c]), people.append([weight]), pieces.append(piece), shares.append(share), legs.append(leg)
                continue
            near = [e for e in sorted(tree.query(outline)) if not streets.bridge[e]]
            total, found = 0.0, []
            for e in near:
                a, b = streets.place[streets.u[e]], streets.place[streets.v[e]]
                length = streets.length[e]
                cut = lines[e].intersection(outline)
                for part in getattr(cut, "geoms", [cut]):
                    if part.geom_type != "LineString" or part.is_empty:
                        continue
                    ends = [math.dist(a, p) / math.dist(a, b) for p in (part.coords[0], part.coords[-1])]
                    s, t = min(ends), max(ends)
                    total += length * (t - s)
                    n = max(1, math.ceil(length * (t - s) / PEOPLE_EVERY))
                    mids = s + (np.arange(n) + 0.5) * (t - s) / n
                    found.append((e, mids, length * (t - s) / n))
            for e, mids, each in found:
                a, b = streets.place[streets.u[e]], streets.place[streets.v[e]]
                mids = mids[self.counts(a + mids[:, None] * (b - a))]
                ids.append(np.full(len(mids), c)), people.append(np.full(len(mids), weight * each / total))
                pieces.append(np.full(len(mids), e)), shares.append(mids), legs.append(np.zeros(len(mids)))
        return [np.concatenate(x) for x in (ids, people, pieces, shares, legs)]

    def firms_inside(self):
        where = [(float(f["lon"]), float(f["lat"])) for f in self.firms]
        return [f for f, inside in zip(self.firms, self.counts(where)) if inside]

    def route_places(self, route, streets, walk, step=None):
        """
        Places of a route at the middles of equal parts: fewest of at most 100 m (`step` None), else of about `step`.

        Each has a piece, share and leg of the mode's streets (a drawn street that the mode may not use, or that nothing of
        the mode joins to the main network: straight to the nearest one, on foot; docs/coverage.md), whether it counts, and the seconds that riding its part takes.
        """
        line = route["geometry"]["coordinates"]
        lengths = np.array([metres(a, b) for a, b in zip(line, line[1:])])
        ends = np.r_[0, np.cumsum(lengths)]
        n = math.ceil(ends[-1] / (step or 100))
        part = ends[-1] / n
        mids = (np.arange(n) + 0.5) * part
        seg = np.clip(np.searchsorted(ends, mids, "right") - 1, 0, len(lengths) - 1)
        shares = (mids - ends[seg]) / lengths[seg]
        vertices = np.array(line)
        where = vertices[seg] + shares[:, None] * (vertices[seg + 1] - vertices[seg])
        pieces, at, legs, ride = np.zeros(n, int), np.zeros(n), np.zeros(n), np.full(n, part / FOOT)
        off = np.zeros(n, bool)
        for s in np.unique(seg):
            these = np.flatnonzero(seg == s)
            pair = key(line[s]), key(line[s + 1])
            forward = pair in streets.drawn
            drawn = streets.drawn.get(pair) or streets.drawn.get(pair[::-1])
            if drawn is None or not all(streets.main[piece] for piece, _, _ in drawn):
                if pair not in walk.drawn and pair[::-1] not in walk.drawn:
                    raise SystemExit(f"{self.name}: a route leaves the drawn streets; this script does not follow it")
                off[these] = True
                continue
            t = shares[these] if forward else 1 - shares[these]
            which = np.clip(np.searchsorted([e for _, _, e in drawn], t), 0, len(drawn) - 1)
            for w in np.unique(which):
                piece, a, b = drawn[w]
                here = these[which == w]
                pieces[here] = piece
                at[here] = np.clip((t[which == w] - a) / (b - a), 0, 1)
                seconds = streets.there[piece] if forward else streets.ride_back[piece]
                ride[here] = seconds / streets.length[piece] * part
        if off.any():
            pieces[off], at[off], legs[off] = streets.snap(where[off], bridges=True)
        return {
            "piece": pieces, "share": at, "leg": legs, "inside": self.counts(where), "ride": ride, "part": part, "off": off,
            "closed": key(line[0]) == key(line[-1])}
