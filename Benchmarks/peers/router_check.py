"""Compares the ways we find with Valhalla's, pair by pair, and says why the far-off ones differ.

usage: SERVICECIRCLE VALHALLA_BUILD_TILES FOLDER PAIRS CITY.osm...

Both look for the shortest way in metres (Valhalla's `shortest`), so that neither speeds nor penalties enter: what is
compared is where each mode may go. Points are junctions of our network, drawn with a fixed seed. A pair off by more
than 10 % gets a kind: of the shorter way the first thing that the other engine does not do, found in the tags of the
ways and nodes on it.
"""

import collections
import csv
import heapq
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys

import osmium
import valhalla
from common import Laps, answer

MODES = {
    "walk": ("pedestrian", {"max_hiking_difficulty": 6}),
    "bicycle": ("bicycle", {"bicycle_type": "Mountain", "avoid_bad_surfaces": 0}),
    "truck": ("truck", {"weight": 12, "height": 3.8, "width": 2.5, "length": 9, "disable_hierarchy_pruning": True}),
}
KEYS = {
    "walk": ["access", "foot"],
    "bicycle": ["access", "vehicle", "bicycle"],
    "truck": ["access", "vehicle", "motor_vehicle", "goods", "hgv"],
}
SIZES = ("maxweight", "maxweightrating", "maxheight", "maxwidth", "maxlength")
FAR = 0.1


def place(lon, lat):
    """Valhalla's lines have six decimals."""
    return round(lon * 1e6), round(lat * 1e6)


class City:
    """What the file says of the places and pieces of its ways."""

    def __init__(self, path):
        self.nodes, self.node_tags, self.pieces, self.tags = {}, {}, collections.defaultdict(list), {}
        self.restrictions = collections.defaultdict(list)
        ways = {}
        for entity in osmium.FileProcessor(str(path)):
            if entity.is_node():
                key = place(entity.location.lon, entity.location.lat)
                self.nodes[entity.id] = key
                if len(entity.tags):
                    self.node_tags[key] = dict(entity.tags)
            elif entity.is_way() and ("highway" in entity.tags or entity.tags.get("route") == "ferry"
                                      or "railway" in entity.tags or "public_transport" in entity.tags
                                      or "man_made" in entity.tags):
                ways[entity.id] = [node.ref for node in entity.nodes]
                self.tags[entity.id] = dict(entity.tags)
            elif entity.is_relation() and entity.tags.get("type", "").startswith("restriction"):
                members = {role: [(m.type, m.ref) for m in entity.members if m.role == role]
                           for role in ("from", "via", "to")}
                for _, way in members["from"]:
                    self.restrictions[way].append((members, dict(entity.tags)))
        for way, refs in ways.items():
            line = [self.nodes[ref] for ref in refs if ref in self.nodes]
            for a, b in zip(line, line[1:]):
                self.pieces[a, b].append((way, True))
                self.pieces[b, a].append((way, False))

    def ways(self, a, b):
        """The ways with a piece from one place to another, and whether it is drawn so."""
        return self.pieces.get((a, b), [])


class Ours:
    """Our network: arcs, and the places of each street."""

    def __init__(self, program, city, mode, folder):
        self.command = [program, "reach", "--roads", city, "--mode", mode, "--speed", "3.6km/h", "--cutoff", "2000km",
                        "--quiet"]
        self.folder = folder
        nodes, edges, lines, one = (folder / name for name in ("nodes.csv", "edges.csv", "lines.geojson", "one.csv"))
        one.write_text("id,lon,lat\n0,0,0\n")
        self.run("--origins", one, "--graph-nodes", nodes, "--graph-edges", edges)
        self.place, self.position = [], []
        for row in csv.DictReader(open(nodes, encoding="utf-8-sig")):
            self.place.append(place(float(row["lon"]), float(row["lat"])))
            self.position.append((float(row["lon"]), float(row["lat"])))
        self.arcs = collections.defaultdict(list)
        for row in csv.DictReader(open(edges, encoding="utf-8-sig")):
            self.arcs[int(row["from"])].append((int(row["to"]), float(row["metres"])))
        self.at = collections.defaultdict(list)
        for node, key in enumerate(self.place):
            self.at[key].append(node)

    def run(self, *options):
        subprocess.run([str(word) for word in [*self.command, *options]], check=True, stdout=subprocess.DEVNULL)

    def table(self, points):
        """Metres between all pairs of points."""
        file, times = self.folder / "points.csv", self.folder / "times.csv"
        file.write_text("id,lon,lat\n" + "".join(f"{i},{lon!r},{lat!r}\n" for i, (lon, lat) in enumerate(points)))
        self.run("--origins", file, "--destinations", file, "--times", times)
        rows = csv.reader(open(times, encoding="utf-8-sig"))
        next(rows)
        return {(int(a), int(b)): float(seconds) for a, b, seconds in rows}

    def streets(self, point):
        """The places along each street that a point reaches, by its ends and whole metres."""
        one, lines = self.folder / "one.csv", self.folder / "lines.geojson"
        one.write_text(f"id,lon,lat\n0,{point[0]!r},{point[1]!r}\n")
        self.run("--origins", one, "--lines", lines)
        found, pieces = {}, set()
        for feature in json.load(open(lines))["features"]:
            line = [place(*position) for position in feature["geometry"]["coordinates"]]
            found.setdefault((line[0], line[-1]), []).append(line)
            found.setdefault((line[-1], line[0]), []).append(line[::-1])
            for a, b in zip(line, line[1:]):
                pieces.update(((a, b), (b, a)))
        return found, pieces

    def path(self, start, end):
        """The junctions on the way, by a plain search over the exported arcs."""
        goal = set(self.at[end])
        best, previous, heap = {}, {}, []
        for node in self.at[start]:
            best[node] = 0.0
            heapq.heappush(heap, (0.0, node))
        while heap:
            cost, node = heapq.heappop(heap)
            if cost > best[node]:
                continue
            if node in goal:
                break
            for head, metres in self.arcs[node]:
                if cost + metres < best.get(head, float("inf")):
                    best[head], previous[head] = cost + metres, node
                    heapq.heappush(heap, (cost + metres, head))
        else:
            return []
        nodes = [node]
        while nodes[-1] in previous:
            nodes.append(previous[nodes[-1]])
        places = [self.place[node] for node in reversed(nodes)]
        return [p for i, p in enumerate(places) if i == 0 or p != places[i - 1]]


class Valhalla:
    def __init__(self, build, city, folder, mode):
        self.costing, options = MODES[mode]
        self.options = {self.costing: {"shortest": True, **options}}
        config = folder / "valhalla.json"
        if not config.exists():
            subprocess.run([sys.executable, pathlib.Path(__file__).parent / "valhalla_setup.py", folder / "tiles",
                            config], check=True)
            subprocess.run([build, "-c", config, city], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        self.actor = valhalla.Actor(str(config))

    def route(self, *positions):
        """Metres and places, None where there is no way."""
        locations = [{"lon": lon, "lat": lat, "minimum_reachability": 0, "radius": 0} for lon, lat in positions]
        try:
            reply = self.actor.route({"locations": locations, "costing": self.costing,
                                      "costing_options": self.options, "directions_type": "none"})
        except RuntimeError:
            return None
        leg = reply["trip"]["legs"][0]
        return leg["summary"]["length"] * 1000, decode(leg["shape"])


def decode(text):
    """Google's line encoding, six decimals."""
    values, value, shift, last = [], 0, 0, [0, 0]
    for character in text:
        byte = ord(character) - 63
        value |= (byte & 31) << shift
        shift += 5
        if byte < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    line = []
    for lat, lon in zip(values[::2], values[1::2]):
        last = [last[0] + lat, last[1] + lon]
        line.append((last[1], last[0]))
    return line


def metres(a, b):
    """Flat, near enough for places on one street."""
    import math
    scale = math.cos(math.radians((a[1] + b[1]) / 2e6))
    return math.hypot((a[0] - b[0]) * scale, a[1] - b[1]) * 0.11132


def word(tags, mode):
    """What a way's tags say of the mode, the particular first."""
    for key in reversed(KEYS[mode]):
        for suffix in ("", ":forward", ":backward", ":conditional"):
            if key + suffix in tags:
                return f"{key}{suffix}={tags[key + suffix] if suffix != ':conditional' else '…'}"
    for key in ("motorroad", "indoor", "ramp:bicycle", "surface", "smoothness", "tracktype", "sac_scale", "bus"):
        if key in tags and (key != "surface" or mode != "walk"):
            return f"{key}={tags[key]}"
    return ""


def describe(tags, mode):
    kind = next((f"{key}={tags[key]}" for key in ("highway", "route", "railway", "public_transport", "man_made")
                 if key in tags), "?")
    said = word(tags, mode)
    sizes = [f"{key}={tags[key]}" for key in SIZES if key in tags] if mode == "truck" else []
    area = ["area=yes"] if tags.get("area") == "yes" else []
    return " ".join([kind, *area, *sizes, said]).strip()


def is_against(tags, is_drawn, mode):
    if mode == "walk":
        value = tags.get("oneway:foot", "no")
    else:
        value = tags.get("oneway:" + ("bicycle" if mode == "bicycle" else "hgv"), tags.get("oneway"))
        if value is None and (tags.get("junction") in ("roundabout", "circular") or tags["highway"] == "motorway"):
            value = "yes"
    return value in ("yes", "true", "1") and not is_drawn or value in ("-1", "reverse") and is_drawn


def restriction(city, line):
    """A restriction that the way breaks or obeys: whether one starts on a way of it and ends on a later one."""
    ways = []
    for a, b in zip(line, line[1:]):
        for way, _ in city.ways(a, b)[:1]:
            if not ways or ways[-1] != way:
                ways.append(way)
    for index, way in enumerate(ways):
        for members, tags in city.restrictions.get(way, []):
            vias = [ref for kind, ref in members["via"] if kind == "w"]
            later = ways[index + 1: index + 2 + len(vias)]
            targets = [ref for _, ref in members["to"]]
            said = next((f"{key}={value}" for key, value in sorted(tags.items())
                         if key.startswith("restriction")), "")
            if ":conditional" in said:
                said = "restriction:conditional"
            hits = later[-1:] and later[-1] in targets and later[:-1] == vias
            if "only_" in said:
                hits = bool(later[len(vias):]) and later[-1] not in targets and later[:len(vias)] == vias
            if hits:
                return f"turn restriction {said}" + (" over a way" if vias else "")
    return None


def destination(tags, mode):
    """Whether the mode's last word is for destinations only."""
    said = [tags[key] for key in KEYS[mode] if key in tags]
    return bool(said) and said[-1] in ("destination", "delivery", "customers", "residents", "local")


def their_way_is_shorter(city, mode, pieces, line):
    """Why we do not go where Valhalla goes."""
    for a, b in zip(line, line[1:]):
        ways = city.ways(a, b)
        if ways and (a, b) not in pieces:
            return "they use, we do not: " + describe(city.tags[ways[0][0]], mode)
    for key in line[1:-1]:
        tags = city.node_tags.get(key, {})
        if "barrier" in tags:
            return f"they pass, we do not: barrier={tags['barrier']} {word(tags, mode)}".strip()
    for a, b in zip(line, line[1:]):
        for way, is_drawn in city.ways(a, b)[:1]:
            if is_against(city.tags[way], is_drawn, mode):
                return "they go against a one-way: " + describe(city.tags[way], mode)
    if any(a == c for a, c in zip(line, line[2:])):
        return "they turn round in a street"
    broken = restriction(city, line)
    if broken:
        return "we heed, they do not: " + broken
    if mode == "truck":
        for a, b in zip(line, line[1:]):
            for way, _ in city.ways(a, b)[:1]:
                if destination(city.tags[way], mode):
                    return "they pass through: " + describe(city.tags[way], mode)
    return None


def our_way_is_shorter(city, mode, theirs, streets, junctions):
    """Why Valhalla does not go where we go: the first hop, then the first turn, that is far longer for it."""
    def position(key):
        return key[0] / 1e6, key[1] / 1e6

    def hop(a, b):
        lines = streets.get((a, b), [])
        return min(lines, key=lambda line: sum(metres(*pair) for pair in zip(line, line[1:])), default=[a, b])

    def long(line):
        own = sum(metres(*pair) for pair in zip(line, line[1:]))
        found = theirs.route(position(line[0]), position(line[-1]))
        return found is None or found[0] > own * 1.1 + 10

    hops = [hop(a, b) for a, b in zip(junctions, junctions[1:])]
    for line in hops:
        if long(line):
            inner = [city.node_tags[key] for key in line[1:-1] if "barrier" in city.node_tags.get(key, {})]
            against = [city.tags[way] for a, b in zip(line, line[1:]) for way, drawn in city.ways(a, b)[:1]
                       if city.tags[way].get("oneway") not in (None, "no") and mode != "walk" and not drawn]
            tags = [city.tags[way] for a, b in zip(line, line[1:]) for way, _ in city.ways(a, b)[:1]]
            if inner:
                return f"we pass, they do not: barrier={inner[0]['barrier']} {word(inner[0], mode)}".strip()
            if against:
                return "we go against a one-way, they do not: " + describe(against[0], mode)
            return "we use, they do not: " + (describe(tags[0], mode) if tags else "?")
    for first, second in zip(hops, hops[1:]):
        line = first[-2:] + second[1:2]
        if len(line) < 3 or not long(line):
            continue
        tags = city.node_tags.get(first[-1], {})
        if "barrier" in tags:
            return f"we pass, they do not: barrier={tags['barrier']} {word(tags, mode)}".strip()
        heeded = restriction(city, first + second[1:])
        if heeded:
            return "they heed, we do not: " + heeded
        if first[-2] == second[1]:
            return "we turn round, they do not"
        return "they do not make a turn"
    whole = [key for line in hops for key in line]
    heeded = restriction(city, whole)
    if heeded:
        return "they heed, we do not: " + heeded
    return None


def compare(program, build, path, folder, mode, count):
    folder.mkdir(parents=True, exist_ok=True)
    pbf = folder / "city.osm.pbf"
    if not pbf.exists():
        with osmium.SimpleWriter(str(pbf)) as writer:
            for entity in osmium.FileProcessor(str(path)):
                writer.add(entity)
    city = City(path)
    ours = Ours(program, path, mode, folder)
    theirs = Valhalla(build, pbf, folder, mode)
    numbers = random.Random(1)
    # Only junctions from which something leads on and to which something leads; first those that many others reach.
    candidates = sorted({ours.position[node] for node in ours.arcs})
    numbers.shuffle(candidates)
    points = candidates[: 3 * count]
    table = ours.table(points)
    reach = collections.Counter(a for a, _ in table)
    reached = collections.Counter(b for _, b in table)
    main = [i for i in range(len(points)) if reach[i] > len(points) * 0.5 and reached[i] > len(points) * 0.5]
    pairs = [pair for pair in zip(main, main[1:]) if pair in table and table[pair] > 200][:count]
    streets, pieces = ours.streets(points[main[0]])
    differences, kinds, no_way, far, records = [], collections.Counter(), 0, 0, []
    for a, b in pairs:
        mine = table[a, b]
        found = theirs.route(points[a], points[b])
        if found is None:
            no_way += 1
            continue
        length, line = found
        difference = length / mine - 1
        differences.append(difference)
        if abs(difference) <= FAR:
            continue
        far += 1
        ends = [metres(place(*points[i]), key) for i, key in ((a, line[0]), (b, line[-1]))]
        kind = None
        if max(ends) > 5:
            kind = "they start or end on another street"
        elif difference < 0:
            kind = their_way_is_shorter(city, mode, pieces, line)
        else:
            kind = our_way_is_shorter(city, mode, theirs, streets, ours.path(place(*points[a]), place(*points[b])))
        kind = kind or ("not explained, theirs shorter" if difference < 0 else "not explained, ours shorter")
        kinds[kind] += 1
        records.append({"from": points[a], "to": points[b], "ours": mine, "theirs": length, "kind": kind})
    return {"city": path.name.split(".")[0], "mode": mode, "pairs": len(differences), "no_way": no_way,
            "median": statistics.median(abs(d) for d in differences), "signed": statistics.median(differences),
            "within_1": sum(abs(d) <= 0.01 for d in differences), "far": far, "kinds": dict(kinds.most_common()),
            "records": records}


def main():
    program, build, folder, count, *cities = sys.argv[1:]
    modes = os.environ.get("MODES", "walk,bicycle,truck").split(",")
    laps = Laps()
    results = [compare(program, build, pathlib.Path(city), pathlib.Path(folder) / pathlib.Path(city).name, mode,
                       int(count)) for city in cities for mode in modes]
    laps.lap("compare")
    answer(laps, results=results)


if __name__ == "__main__":
    main()
