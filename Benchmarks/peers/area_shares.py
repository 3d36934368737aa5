"""Street on the wrong side of service areas, ours and Valhalla's, by one rule, from written files alone.

usage: STREETS.geojson LINES.geojson AREAS.geojson [ORIGINS.csv CONFIG.json COSTING SPEED_OPTION KMH SECONDS]

STREETS are all streets of our graph, LINES the parts of them within the cutoff of each origin, AREAS the polygons. Of an
area, false inside is the unreached street metres inside of all street metres inside, false outside the reached metres
outside of all reached metres. With ORIGINS only their areas are judged. Polygons and streets are straight in degrees; metres are geodesic (WGS84). Nothing of
ServiceCircle's own measuring is used; its own figures, written beside the areas, are compared with these.

Valhalla's polygons are judged twice: on our streets by our reach, and on its own edges by its own reach, from its
`expansion`, where all edges within three times the cutoff stand for all streets.
"""

import csv
import json
import statistics
import sys
from collections import defaultdict

import numpy
import pyproj
import shapely
from common import Laps, answer
from shapely.geometry import shape
from shapely.ops import substring

GEOD = pyproj.Geod(ellps="WGS84")


def metres(lines):
    """Geodesic length of all lines together."""
    lines = numpy.asarray(lines, dtype=object)
    if len(lines) == 0:
        return 0.0
    points, owner = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    same = owner[1:] == owner[:-1]
    a, b = points[:-1][same], points[1:][same]
    return float(GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2].sum()) if len(a) else 0.0


def inside(lines, area):
    """Metres of the lines inside the area."""
    lines = numpy.asarray(lines, dtype=object)
    cut = shapely.intersection(lines, area)
    cut = shapely.get_parts(shapely.get_parts(cut))
    return metres(cut[shapely.get_type_id(cut) == 1])


def shares(reached_inside, all_inside, reached):
    return max(0.0, all_inside - reached_inside) / all_inside if all_inside else None, \
        max(0.0, reached - reached_inside) / reached


def judge(area, reached, streets, tree):
    """-> false inside, false outside on the streets; the area is prepared for many questions."""
    near = streets[tree.query(area)]
    return shares(inside(reached, area), inside(near, area), metres(reached))


def is_wound(area):
    """Outer rings counter-clockwise, holes clockwise (RFC 7946, 3.1.6)."""
    return all(
        polygon.exterior.is_ccw and not any(ring.is_ccw for ring in polygon.interiors)
        for polygon in shapely.get_parts(area))


def thin_rings(area, metres_per_degree=111_000.0, width=0.02):
    """Rings narrower than the written grid: nothing is left of them two centimetres further in."""
    rings = [ring for polygon in shapely.get_parts(area) for ring in (polygon.exterior, *polygon.interiors)]
    return sum(shapely.Polygon(ring).buffer(-width / 2 / metres_per_degree).is_empty for ring in rings)


def own_reach(actor, request, seconds):
    """-> the reached and unreached parts of Valhalla's edges within three times the time."""
    reply = actor.expansion({
        **request, "action": "isochrone", "contours": [{"time": 3 * seconds / 60}],
        "expansion_properties": ["duration", "edge_id", "pred_edge_id"], "dedupe": True})
    edges = reply["features"]
    ends = {edge["properties"]["edge_id"]: edge["properties"]["duration"] for edge in edges}
    intervals = defaultdict(list)
    for edge in edges:
        line = tuple(map(tuple, edge["geometry"]["coordinates"]))
        if len(line) < 2:
            continue
        begin, end = ends.get(edge["properties"]["pred_edge_id"], 0), edge["properties"]["duration"]
        share = 1.0 if end <= seconds else max(0.0, (seconds - begin) / (end - begin)) if end > begin else 0.0
        key = min(line, line[::-1])
        intervals[key].append((0.0, share) if key == line else (1 - share, 1.0))
    reached, unreached = [], []
    for key, parts in intervals.items():
        line, at = shapely.LineString(key), 0.0
        length = line.length
        for start, end in sorted(parts) + [(1.0, 1.0)]:
            if start > at:
                unreached.append(substring(line, at * length, start * length))
            if end > max(start, at):
                reached.append(substring(line, max(start, at) * length, end * length))
            at = max(at, end)
    solid = lambda lines: numpy.array([line for line in lines if line.length > 0], dtype=object)
    return solid(reached), solid(unreached)


def summary(pairs):
    pairs = [pair for pair in pairs if pair[0] is not None]
    facts = {"count": len(pairs)}
    for place, name in enumerate(("inside", "outside")):
        values = [pair[place] for pair in pairs]
        facts[name] = {"median": statistics.median(values), "worst": max(values)} if values else None
    return facts


def layer(path):
    with open(path) as file:
        return json.load(file)["features"]


def main(streets_path, lines_path, areas_path, *peer):
    laps = Laps()
    streets = numpy.array([shape(feature["geometry"]) for feature in layer(streets_path)], dtype=object)
    tree = shapely.STRtree(streets)
    reached = defaultdict(list)
    for feature in layer(lines_path):
        reached[feature["properties"]["station"]].append(shape(feature["geometry"]))
    areas = [feature for feature in layer(areas_path) if feature["geometry"]]
    if peer:
        with open(peer[0]) as file:
            origins = {row["id"]: row for row in csv.DictReader(file)}
        areas = [feature for feature in areas if feature["properties"]["station"] in origins]
    laps.lap("read")

    ours, differences, vertices = [], [], 0
    facts = {"valid": 0, "wound": 0, "thin": 0}
    for feature in areas:
        area = shape(feature["geometry"])
        facts["valid"] += bool(shapely.is_valid(area))
        facts["wound"] += is_wound(area)
        facts["thin"] += thin_rings(area)
        vertices += int(shapely.get_num_coordinates(area))
        shapely.prepare(area)
        pair = judge(area, reached[feature["properties"]["station"]], streets, tree)
        ours.append(pair)
        told = feature["properties"]
        differences.append(max(
            abs(pair[0] - told["false_inside_share"]), abs(pair[1] - told["false_outside_share"])))
    facts |= {"ours": summary(ours), "told": max(differences), "vertices": vertices / len(areas)}
    laps.lap("ours")

    if peer:
        import valhalla

        _, config, costing, option, speed, seconds = peer
        actor, seconds = valhalla.Actor(config), float(seconds)
        theirs, own, valid, wound, vertices, failed, ratios = [], [], 0, 0, 0, 0, []
        mine = {feature["properties"]["station"]: pair for feature, pair in zip(areas, ours)}
        for row in (row for key, row in origins.items() if key in mine):
            request = {
                "locations": [{"lon": float(row["lon"]), "lat": float(row["lat"])}], "costing": costing,
                "costing_options": {costing: {option: float(speed)}}}
            try:
                reply = actor.isochrone({**request, "contours": [{"time": seconds / 60}], "polygons": True})
            except RuntimeError:
                failed += 1
                continue
            area = shapely.union_all([shape(feature["geometry"]) for feature in reply["features"]])
            written = shape(reply["features"][0]["geometry"])
            valid += bool(shapely.is_valid(written))
            wound += is_wound(written)
            vertices += int(shapely.get_num_coordinates(written))
            shapely.prepare(area)
            theirs.append(judge(area, reached[row["id"]], streets, tree))
            part, rest = own_reach(actor, request, seconds)
            within = inside(part, area)
            own.append(shares(within, within + inside(rest, area), metres(part)))
        done = max(1, len(theirs))
        facts["valhalla"] = {
            "by_our_reach": summary(theirs), "by_its_own_reach": summary(own), "valid": valid, "wound": wound,
            "vertices": vertices / done, "failed": failed}
        laps.lap("valhalla")
    answer(laps, areas=len(areas), **facts)


if __name__ == "__main__":
    main(*sys.argv[1:])
