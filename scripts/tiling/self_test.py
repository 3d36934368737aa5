"""Layers made by hand: one that tiles, and one for each way not to."""

import copy
import json
import pathlib
import tempfile

from tiling.checking import Rules, check

STEP = 0.001  # about 100 m


def box(left, low, right, high, *holes):
    """A polygon of a square grid, wound by the right-hand rule, with such boxes as holes."""
    ring = lambda a, b, c, d: [[10 + x * STEP, 50 + y * STEP] for x, y in ((a, b), (c, b), (c, d), (a, d), (a, b))]
    rings = [ring(left, low, right, high), *(ring(*hole)[::-1] for hole in holes)]
    return {"type": "Polygon", "coordinates": [[[round(v, 7) for v in place] for place in one] for one in rings]}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def town():
    """Two communities side by side, b with a hole that belongs to nobody; west of x = 3 all is served.

    Of a the upper row is rest. The vertices at x = 2 are those of both sides.
    """
    served_a = box(0, 0, 2, 2)
    served_b, gap_b = box(2, 0, 3, 2), box(3, 0, 6, 2, (4, 0.5, 5, 1.5))
    rest_a = {"type": "Polygon", "coordinates": [box(0, 2, 2, 3)["coordinates"][0]]}
    area = {"type": "Polygon", "coordinates": [[[10, 50], [10.002, 50], [10.003, 50], [10.003, 50.002],
                                                [10.002, 50.002], [10, 50.002], [10, 50]]]}
    community_b = {"type": "Polygon", "coordinates": box(2, 0, 6, 2, (4, 0.5, 5, 1.5))["coordinates"]}
    return {
        "territories": [
            feature(served_a, community="a", **{"class": "served"}),
            feature(rest_a, community="a", **{"class": "rest"}),
            feature(served_b, community="b", **{"class": "served"}),
            feature(gap_b, community="b", **{"class": "gap"}),
            feature(box(4, 0.5, 5, 1.5), community=None, **{"class": "rest"})],
        "service_areas": [feature(area, station="s", mode="walk", status="existing")],
        "gaps": [feature(copy.deepcopy(gap_b), id="gap-b", community="b")],
        "communities": [feature(box(0, 0, 2, 3), id="a"), feature(community_b, id="b")],
    }


def move(layers, name, number, place, by):
    """Every vertex at a place of one feature, moved; a vertex is found by its number in the first ring."""
    ring = layers[name][number]["geometry"]["coordinates"][0]
    for vertex in {place % (len(ring) - 1)} | ({len(ring) - 1} if place == 0 else set()):
        ring[vertex] = [round(ring[vertex][0] + by[0], 7), round(ring[vertex][1] + by[1], 7)]


def overlap(layers):
    move(layers, "territories", 0, 1, (1e-6, 0))


def sliver(layers):
    move(layers, "territories", 2, 0, (4e-7, 0))


def narrow_gap(layers):
    """Between the hole of b and what fills it."""
    for place, by in enumerate(((-4e-7, 4e-7), (-4e-7, -4e-7), (4e-7, -4e-7), (4e-7, 4e-7)), 1):
        move(layers, "territories", 4, place % 4, by)


def missing(layers):
    del layers["territories"][1]


def twice(layers):
    layers["territories"].append(copy.deepcopy(layers["territories"][3]))


def wrong_way(layers):
    layers["territories"][0]["geometry"]["coordinates"][0].reverse()


def hole_wrong_way(layers):
    layers["gaps"][0]["geometry"]["coordinates"][1].reverse()


def crossed(layers):
    ring = layers["territories"][1]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]


def other_class(layers):
    layers["territories"][1]["properties"]["class"] = "water"


def stranger(layers):
    layers["territories"][1]["properties"]["community"] = "z"


def other_gap(layers):
    move(layers, "gaps", 0, 2, (0, 1e-7))


def no_gap(layers):
    layers["gaps"] = []


def gap_is_served(layers):
    layers["territories"][3]["properties"]["class"] = "served"


def area_too_large(layers):
    move(layers, "service_areas", 0, 3, (1e-6, 0))


def hanging_vertex(layers):
    layers["territories"][0]["geometry"]["coordinates"][0].insert(2, [10.002, 50.001])


def border_moved(layers):
    for name, number, place in (("territories", 0, 0), ("service_areas", 0, 0)):
        move(layers, name, number, place, (-1e-7, 0))


# What is done, the check that must fail.
WRONG = [
    (overlap, "no overlaps"), (overlap, "coverage_is_valid"), (narrow_gap, "nothing narrow between"),
    (sliver, "classes sum"), (missing, "classes sum"), (twice, "no overlaps"), (twice, "classes sum"),
    (wrong_way, "right-hand rule, territories"), (hole_wrong_way, "right-hand rule, gaps"),
    (crossed, "valid, territories"), (other_class, "classes and communities"),
    (stranger, "classes and communities"), (other_gap, "gaps are the class gap"), (no_gap, "gaps are the class gap"),
    (gap_is_served, "gaps are the class gap"), (gap_is_served, "service areas are the class served"),
    (area_too_large, "service areas are the class served"), (hanging_vertex, "coverage_is_valid"),
    (border_moved, "classes sum"),
]


def larger(by):
    """The town with a cutoff that takes the area of b as far as x = 3 + by."""
    layers = town()
    for name, number, places in (("service_areas", 0, (2, 3)), ("territories", 2, (1, 2)), ("territories", 3, (0, 3)),
                                 ("gaps", 0, (0, 3))):
        for place in places:
            move(layers, name, number, place, (by * STEP, 0))
    return layers


def write(layers, folder):
    folder.mkdir(parents=True)
    for name, features in layers.items():
        (folder / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return folder


def self_test():
    """-> the exit code; a line for each layer made."""
    wrong = 0
    with tempfile.TemporaryDirectory() as top:
        top = pathlib.Path(top)
        good = write(town(), top / "good")

        def told(name, report, must_fail):
            nonlocal wrong
            failed = [line.partition("FAILS  ")[2] for line in report.lines if line.startswith("FAILS")]
            holds = any(line.startswith(must_fail) for line in failed) if must_fail else not failed
            wrong += not holds
            print(f"{'ok   ' if holds else 'WRONG'}  {name}: {'; '.join(failed) or 'nothing fails'}")

        told("the good town", check(good, Rules()), None)
        for number, (spoil, must_fail) in enumerate(WRONG):
            layers = town()
            spoil(layers)
            told(spoil.__name__, check(write(layers, top / str(number)), Rules()), must_fail)
        told("a larger cutoff", check(good, Rules(), write(larger(0.5), top / "larger")), None)
        told("a smaller one", check(good, Rules(), write(larger(-0.001), top / "smaller")), "areas lie within")
        told("a smaller one", check(good, Rules(), top / "smaller"), "served grows")
    return 1 if wrong else 0
