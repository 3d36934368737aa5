"""Cuts tracks from known routes, matches them by ServiceCircle and by Valhalla, and counts the metres both found.

usage: MATCH_TRACKS CITY.osm.pbf CONFIG MODE COUNT SEED... [KEY=VALUE...]

Half of the routes are cheapest ways over ServiceCircle's network, half are Valhalla's own, so that neither side knows its
own streets alone; both are told apart in the answer. A track has a point every so many seconds, with independent normal
noise east and north. A true metre counts when the matched way runs within a metre of it, whoever matched; a metre of the
matched way is false when no true one lies within a metre. Valhalla is asked under several settings; told means that it is
given the noise, which ServiceCircle estimates.
"""

import json
import math
import random
import subprocess
import sys
import time

import numpy
import shapely
import valhalla

NOISES = [(5, 1), (15, 5), (30, 15)]
COSTING = {"walk": "pedestrian", "bicycle": "bicycle", "e-bike": "bicycle", "truck": "truck"}
SPEED = {"walk": 4 / 3.6, "bicycle": 12 / 3.6, "e-bike": 15 / 3.6, "truck": 30 / 3.6}


class Plane:
    """Metres around a town's middle."""

    def __init__(self, lon, lat):
        self.origin = numpy.array([lon, lat])
        self.scale = numpy.array([111319.49 * math.cos(math.radians(lat)), 111132.95])

    def there(self, places):
        return (numpy.asarray(places) - self.origin) * self.scale

    def back(self, places):
        return numpy.asarray(places) / self.scale + self.origin


def ours(program, city, mode, *words, text=""):
    reply = subprocess.run([program, *words[:1], city, mode, *words[1:]], input=text, text=True, check=True,
                           stdout=subprocess.PIPE)
    return reply.stdout.splitlines()


def decode(text):
    """Google's line encoding, six decimals."""
    values, value, shift = [], 0, 0
    for character in text:
        byte = ord(character) - 63
        value |= (byte & 31) << shift
        shift += 5
        if byte < 32:
            values.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    places = numpy.cumsum(numpy.array(values).reshape(-1, 2), axis=0) / 1e6
    return places[:, ::-1]


def valhalla_routes(actor, mode, ends, count):
    """Valhalla's own ways between the same ends, at one speed."""
    routes = []
    for a, b in ends:
        if len(routes) == count:
            break
        try:
            reply = json.loads(actor.route(json.dumps({
                "locations": [{"lon": a[0], "lat": a[1]}, {"lon": b[0], "lat": b[1]}], "costing": COSTING[mode],
                "directions_type": "none"})))
        except RuntimeError:
            continue
        leg = reply["trip"]["legs"][0]
        if 3 <= leg["summary"]["length"] <= 10:
            routes.append(decode(leg["shape"]))
    return routes


def lengths(line):
    return numpy.concatenate([[0], numpy.cumsum(numpy.hypot(*numpy.diff(line, axis=0).T))])


def cut(line, seconds, noise, step, draw):
    """Points along a line in metres, every step of seconds and at its end, with noise."""
    times = numpy.append(numpy.arange(0, seconds[-1], step), seconds[-1])
    places = numpy.column_stack([numpy.interp(times, seconds, line[:, axis]) for axis in (0, 1)])
    return numpy.column_stack([places + draw.normal(0, noise, places.shape), times])


def trace(actor, mode, track, options):
    shape = [{"lon": lon, "lat": lat, "time": seconds} for lon, lat, seconds in track]
    request = json.dumps({
        "shape": shape, "costing": COSTING[mode], "shape_match": "map_snap", "trace_options": options,
        "filters": {"attributes": ["shape"], "action": "include"}})
    start = time.perf_counter()
    try:
        reply = actor.trace_attributes(request)
    except RuntimeError:
        reply = None
    seconds = time.perf_counter() - start
    shape = decode(json.loads(reply)["shape"]) if reply else []
    return [shape] if len(shape) > 1 else [], seconds


def settings(noise):
    return {
        "as it comes": {},
        "told": {"gps_accuracy": noise, "search_radius": min(100, max(50, 3.5 * noise))},
        "told, points 2 noises apart": {"gps_accuracy": noise, "search_radius": min(100, max(50, 3.5 * noise)),
                                        "interpolation_distance": 2 * noise},
        "told, points 4 noises apart": {"gps_accuracy": noise, "search_radius": min(100, max(50, 3.5 * noise)),
                                        "interpolation_distance": 4 * noise},
    }


def share(truth, lines):
    """The true metres that were found, and the false ones."""
    if not lines:
        return 0.0, 0.0
    matched = shapely.MultiLineString([line for line in lines if len(line) > 1])
    found = truth.intersection(matched.buffer(1, cap_style="flat")).length
    return found, matched.difference(truth.buffer(1)).length


def main():
    program, city, config, mode, count = sys.argv[1:6]
    seeds = [int(word) for word in sys.argv[6:] if "=" not in word]
    tuning = [word for word in sys.argv[6:] if "=" in word]
    only_ours = "peer=0" in tuning
    count = int(count)
    actor = valhalla.Actor(config)
    answers = []
    for seed in seeds:
        rows = ours(program, city, mode, "routes", str(2 * count), str(seed))
        routes = [numpy.array(row.split(), float).reshape(-1, 3) for row in rows]
        plane = Plane(*routes[0][0, :2])
        truths = [(plane.there(route[:, :2]), route[:, 2], "ours") for route in routes[:count]]
        ends = [(route[0, :2], route[-1, :2]) for route in routes[count:]]
        for line in valhalla_routes(actor, mode, ends, count):
            line = plane.there(line)
            line = line[numpy.concatenate([[True], numpy.hypot(*numpy.diff(line, axis=0).T) > 0])]
            truths.append((line, lengths(line) / SPEED[mode], "theirs"))
        for noise, step in NOISES:
            draw = numpy.random.default_rng(1000 * seed + noise)
            tracks = []
            for line, seconds, _ in truths:
                track = cut(line, seconds, noise, step, draw)
                track[:, :2] = plane.back(track[:, :2])
                tracks.append(track)
            text = "".join(" ".join(f"{v:.9f}" for v in track.ravel()) + "\n" for track in tracks)
            *lines, last = ours(program, city, mode, "match", *(t for t in tuning if t != "peer=0"), text=text)
            points = sum(len(track) for track in tracks)
            sides = {"ServiceCircle": (
                [[plane.there(numpy.array(part.split(), float).reshape(-1, 2)) for part in line.split(";") if part]
                 for line in lines], float(last.split()[0]))}
            for name, options in {} if only_ours else settings(noise).items():
                found = [trace(actor, mode, track, options) for track in tracks]
                sides["Valhalla, " + name] = (
                    [[plane.there(part) for part in parts] for parts, _ in found], sum(s for _, s in found))
            for name, (matched, seconds) in sides.items():
                sums = {"ours": [0, 0, 0], "theirs": [0, 0, 0]}
                for (line, _, kind), parts in zip(truths, matched):
                    truth = shapely.LineString(line)
                    found, wrong = share(truth, parts)
                    sums[kind][0] += found
                    sums[kind][1] += truth.length
                    sums[kind][2] += wrong
                total = [sum(sums[kind][i] for kind in sums) for i in range(3)]
                answers.append({
                    "seed": seed, "noise": noise, "step": step, "side": name, "points": points, "meters": total[1],
                    "found": total[0] / total[1], "false": total[2] / total[1],
                    "found_on_ours": sums["ours"][0] / max(sums["ours"][1], 1),
                    "found_on_theirs": sums["theirs"][0] / max(sums["theirs"][1], 1),
                    "us_per_point": seconds / points * 1e6})
                one = answers[-1]
                print(f"{seed} {noise:2} m {step:2} s {name:38} {one['found']*100:6.2f} % (ours"
                      f" {one['found_on_ours']*100:6.2f}, theirs {one['found_on_theirs']*100:6.2f}), false"
                      f" {one['false']*100:5.2f} %, {one['us_per_point']:7.1f} us/point, {points} points",
                      file=sys.stderr)
    print(json.dumps({"rows": answers}))


if __name__ == "__main__":
    main()
