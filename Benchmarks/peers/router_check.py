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

# Settings of Valhalla; of the ways they give the shortest counts. `shortest` alone often falls back to a far longer way.
FREE = {"destination_only_penalty": 0, "private_access_penalty": 0, "gate_cost": 0, "gate_penalty": 0,
        "maneuver_penalty": 0, "service_penalty": 0, "service_factor": 1, "use_living_streets": 1, "use_tracks": 1}
TRUCK = {"weight": 12, "height": 3.8, "width": 2.5, "length": 9, "disable_hierarchy_pruning": True}
MODES = {
    "walk": ("pedestrian", [
        {"shortest": True, "max_hiking_difficulty": 6},
        {**FREE, "walking_speed": 4, "walkway_factor": 1, "sidewalk_factor": 1, "alley_factor": 1, "driveway_factor": 1,
         "step_penalty": 0, "elevator_penalty": 0, "use_lit": 0, "max_hiking_difficulty": 6},
        {"walking_speed": 4, "max_hiking_difficulty": 6}]),
    "bicycle": ("bicycle", [
        {"shortest": True, "bicycle_type": "Mountain", "avoid_bad_surfaces": 0},
        {**FREE, "bicycle_type": "Mountain", "avoid_bad_surfaces": 0, "cycling_speed": 12, "use_roads": 1,
         "use_hills": 1}]),
    "truck": ("truck", [
        {**TRUCK, "shortest": True}, {**TRUCK, **FREE, "fixed_speed": 30, "use_highways": 1}, {**TRUCK, **FREE},
        TRUCK]),
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

    def streets(self, city, point):
        """The places along each street that a point reaches, by its ends and whole metres."""
        one, lines = self.folder / "one.csv", self.folder / "lines.geojson"
        one.write_text(f"id,lon,lat\n0,{point[0]!r},{point[1]!r}\n")
        self.run("--origins", one, "--lines", lines)
        features = [[place(*position) for position in feature["geometry"]["coordinates"]]
                    for feature in json.load(open(lines))["features"]]
        # Where the ways from both ends meet a street is cut at a place that is no node: join it again.
        known, open_ends, whole = set(city.nodes.values()), {}, []
        for line in features:
            for cut in (line[0], line[-1]):
                if cut in known or cut not in open_ends:
                    continue
                other = open_ends.pop(cut)
                whole.remove(other)
                line = (other if other[-1] == cut else other[::-1])[:-1] + (line if line[0] == cut else line[::-1])[1:]
            for cut in (line[0], line[-1]):
                if cut not in known:
                    open_ends[cut] = line
            whole.append(line)
        found, pieces = {}, set()
        for line in whole:
            found.setdefault((line[0], line[-1]), []).append(line)
            found.setdefault((line[-1], line[0]), []).append(line[::-1])
            for a, b in zip(line, line[1:]):
                pieces.update(((a, b), (b, a)))
        return found, pieces

    def main_part(self):
        """The nodes of the largest part that hangs together: from an island one would be put on the nearest street."""
        parent = list(range(len(self.place)))

        def root(node):
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        for node, arcs in self.arcs.items():
            for head, _ in arcs:
                parent[root(node)] = root(head)
        sizes = collections.Counter(root(node) for node in range(len(parent)))
        largest = sizes.most_common(1)[0][0]
        return [node for node in range(len(parent)) if root(node) == largest]

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
        self.costing, self.settings = MODES[mode]
        config = folder / "valhalla.json"
        if not config.exists():
            subprocess.run([sys.executable, pathlib.Path(__file__).parent / "valhalla_setup.py", folder / "tiles",
                            config], check=True)
            subprocess.run([build, "-c", config, city], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
        self.actor = valhalla.Actor(str(config))

    def route(self, *positions):
        """Metres and places, None where there is no way."""
        locations = [{"lon": lon, "lat": lat, "radius": 0} for lon, lat in positions]
        best = None
        for options in self.settings:
            try:
                reply = self.actor.route({"locations": locations, "costing": self.costing,
                                          "costing_options": {self.costing: options}, "directions_type": "none"})
            except RuntimeError:
                continue
            leg = reply["trip"]["legs"][0]
            if best is None or leg["summary"]["length"] * 1000 < best[0]:
                best = leg["summary"]["length"] * 1000, leg["shape"]
        return best and (best[0], decode(best[1]))


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


def their_way_is_shorter(city, mode, ours, pieces, line):
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
    # Street by street: one that we do not travel in this sense, else a turn.
    stops = [index for index, key in enumerate(line) if key in ours.at]
    for first, last in zip(stops, stops[1:]):
        heads = {ours.place[head] for node in ours.at[line[first]] for head, _ in ours.arcs[node]}
        if line[last] not in heads:
            ways = city.ways(line[first], line[first + 1])
            return "they go where we go the other way only: " + (describe(city.tags[ways[0][0]], mode) if ways else "?")
    return "they make a turn that we do not"


def our_way_is_shorter(city, mode, theirs, streets, junctions):
    """Why Valhalla does not go where we go: the shortest stretch of our way that it does not do, by halving."""
    def hop(a, b):
        lines = streets.get((a, b), [])
        return min(lines, key=length, default=[a, b])

    def length(line):
        return sum(metres(*pair) for pair in zip(line, line[1:]))

    def middle(line):
        rest = length(line) / 2
        for a, b in zip(line, line[1:]):
            step = metres(a, b)
            if step >= rest and step > 0:
                return a[0] + (b[0] - a[0]) * rest / step, a[1] + (b[1] - a[1]) * rest / step
            rest -= step
        return line[0]

    def is_long(first, last):
        """From the middle of one street to the middle of another; a single one from end to end."""
        own = sum(length(line) for line in hops[first:last + 1])
        ends = hops[first][0], hops[first][-1]
        if first < last:
            own -= (length(hops[first]) + length(hops[last])) / 2
            ends = middle(hops[first]), middle(hops[last])
        found = theirs.route(*((lon / 1e6, lat / 1e6) for lon, lat in ends))
        return found is None or found[0] > own * 1.1 + 10

    def tags(line):
        return [city.tags[way] for a, b in zip(line, line[1:]) for way, _ in city.ways(a, b)[:1]]

    hops = [hop(a, b) for a, b in zip(junctions, junctions[1:])]
    if not hops:
        return None
    low, high = -1, len(hops) - 1
    while high - low > 1:
        half = (low + high) // 2
        low, high = (low, half) if is_long(0, half) else (half, high)
    last = high
    low, high = 0, last + 1
    while high - low > 1:
        half = (low + high) // 2
        low, high = (half, high) if is_long(half, last) else (low, half)
    first = low
    line = [key for index in range(first, last + 1) for key in hops[index][index > first:]]
    barriers = [city.node_tags[key] for key in line[1:-1] if "barrier" in city.node_tags.get(key, {})]
    if barriers:
        return f"we pass, they do not: barrier={barriers[0]['barrier']} {word(barriers[0], mode)}".strip()
    if last > first:
        heeded = restriction(city, line)
        if heeded:
            return "they heed, we do not: " + heeded
        if any(a == c for a, c in zip(line, line[2:])):
            return "we turn round, they do not"
    single = [index for index in range(first, last + 1) if is_long(index, index)]
    if single:
        said = tags(hops[single[0]])
        return "we use, they do not: " + (describe(said[0], mode) if said else "?")
    if last - first > 3:
        return "they find a longer way, though every street and turn of ours is open to them"
    return "they do not make a turn"


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
    candidates = sorted({ours.position[node] for node in ours.main_part()})
    numbers.shuffle(candidates)
    points = candidates[: 3 * count]
    table = ours.table(points)
    reach = collections.Counter(a for a, _ in table)
    reached = collections.Counter(b for _, b in table)
    main = [i for i in range(len(points)) if reach[i] > len(points) * 0.5 and reached[i] > len(points) * 0.5]
    pairs = [pair for pair in zip(main, main[1:]) if pair in table and table[pair] > 200][:count]
    streets, pieces = ours.streets(city, points[main[0]])
    differences, kinds, no_way, far, records = [], collections.Counter(), 0, 0, []
    for a, b in pairs:
        mine = table[a, b]
        found = theirs.route(points[a], points[b])
        # Where Valhalla finds no way at all, it does not do what ours does on some street.
        length, line = found or (float("inf"), [])
        no_way += found is None
        difference = length / mine - 1
        differences.append(difference)
        if abs(difference) <= FAR:
            continue
        far += 1
        ends = [0] if not line else [metres(place(*points[i]), key) for i, key in ((a, line[0]), (b, line[-1]))]
        kind = None
        if max(ends) > 5:
            kind = "they start or end on another street"
        elif difference < 0:
            kind = their_way_is_shorter(city, mode, ours, pieces, line)
        else:
            kind = our_way_is_shorter(city, mode, theirs, streets, ours.path(place(*points[a]), place(*points[b])))
        kind = kind or ("not explained, theirs shorter" if difference < 0 else "not explained, ours shorter")
        kinds[kind] += 1
        records.append({"from": points[a], "to": points[b], "ours": mine, "theirs": length if line else None, "kind": kind})
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
