import json
import math
import random

import pytest
from shapely.geometry import Point, box

from servicecircle_cluster.analysis_file import Analysis, read_analysis
from servicecircle_cluster.circle_reach import circle_reach
from servicecircle_cluster.counties import County, CountyTable
from servicecircle_cluster.errors import CountyError
from servicecircle_cluster.halo import halo_reach
from servicecircle_cluster.job import with_neighbours
from servicecircle_cluster.outlines import Outline, neighbours, outline_of


@pytest.mark.parametrize("tree, reach", [
    ({}, 4000 / 6),  # ten minutes at 4 km/h
    ({"circle": {"cutoff": "800m", "modes": "truck"}}, 800),
    ({"circle": {"cutoff": "gb50180-15min-radius"}}, 1000),
    ({"circle": {"cutoff": "10min", "modes": {"communities": "walk", "workers": {"freight": "truck"}}}}, 5000),  # 30 km/h
    ({"circle": {"cutoff": "6min", "cutoffs": {"routes": {"express": "20min"}}, "modes": {"routes": "e-bike"}}}, 5000),  # 15 km/h
    ({"circle": {"cutoff": "1h", "speeds": {"walk": "3 km/h"}}}, 4000),  # access legs are walked at 4 km/h
    ({"circle": {"cutoff": "60s"}, "inputs": {"elevation": "x"}}, 4000 / 60 * 1.2),
    ({"coverage": {"sensitivity": ["15min", {"walk": "3.6km/h"}], "detour": {"extra": "5min"}}}, 1000),
    ({"coverage": {"sensitivity": [{"walk": "6km/h"}]}}, 1000),  # an entry with keys raises the speed
    ({"coverage": {"sensitivity": ["１５分钟", "800m"]}}, 1000),  # every other one is a cutoff
    ({"coverage": {"sensitivity": ["1.2公里", "gb50180-15min-radius"]}}, 1200),
    ({"circle": {"speeds": {"walk": "6公里/小时"}}}, 1000),
    ({"circle": {"cutoff": "5min"}, "coverage": {"access": {"zones": ["3min", "15 MIN"]}}}, 1000),
])
def test_reach_by_hand(tree, reach):
    assert circle_reach(Analysis(tree, None)) == pytest.approx(reach, abs=1e-6)


@pytest.mark.parametrize("tree, key, value", [
    ({"circle": {"cutoff": "soon"}}, "circle.cutoff", "`soon`"),
    ({"circle": {"cutoff": "1.2.3km"}}, "circle.cutoff", "`1.2.3km`"),
    ({"circle": {"cutoffs": {"workers": {"freight": "半小时"}}}}, "circle.cutoffs.workers.freight", "`半小时`"),
    ({"coverage": {"sensitivity": ["8min", "十五分钟"]}}, "coverage.sensitivity", "`十五分钟`"),
    ({"coverage": {"sensitivity": ["6km/h"]}}, "coverage.sensitivity", "`6km/h`"),  # of no mode
    ({"coverage": {"sensitivity": [None]}}, "coverage.sensitivity", "`None`"),
    ({"coverage": {"sensitivity": [{"walk": "fast"}]}}, "coverage.sensitivity.walk", "`fast`"),
    ({"coverage": {"sensitivity": [{"walk": "15min"}]}}, "coverage.sensitivity.walk", "`15min`"),
    ({"coverage": {"detour": {"extra": "some"}}}, "coverage.detour.extra", "`some`"),
    ({"circle": {"speeds": {"walk": "时速4公里"}}}, "circle.speeds.walk", "`时速4公里`"),
    ({"circle": {"modes": {"routes": "tricycle"}}}, "circle.modes", "`tricycle`"),
    ({"circle": "10min"}, "circle", "`10min`"),
    ({"custom_modes": {"tricycle": {}}}, "custom_modes", "not known"),
    ({"siting": {"objective": "min-travel"}}, "siting.objective", "min-travel"),
    ({"siting": {"objective": "min-worst"}}, "siting.objective", "min-worst"),
])
def test_what_is_not_understood_is_refused_by_file_and_key(tree, key, value):
    with pytest.raises(CountyError) as refused:
        circle_reach(Analysis(tree, None, "county.yaml"))
    assert str(refused.value).startswith(f"halo: county.yaml: {key}: ") and value in str(refused.value)


def test_a_stated_halo_goes_before_all_that():
    unknown = Analysis({"siting": {"objective": "min-travel"}}, None)
    assert halo_reach(County("c", halo=4000), unknown) == 4000
    with pytest.raises(CountyError, match="state `halo`"):
        halo_reach(County("c"), unknown)


def test_the_file_is_named(tmp_path):
    (tmp_path / "a.yaml").write_text("circle: {cutoff: soon}")
    for path, name in ((str(tmp_path / "a.yaml"), "a.yaml"), ("", "the row of the table")):
        with pytest.raises(CountyError, match=f"halo: {name}: circle.cutoff: `late`"):
            circle_reach(read_analysis(path, {"circle.cutoff": "late"}))


def test_a_county_of_unknown_reach_still_counts_in_its_neighbours(tmp_path):
    for name, west, cutoff in (("one", 104.0, "10min"), ("other", 104.1, "soon")):
        ring = [[west, 30.0], [west + 0.1, 30.0], [west + 0.1, 30.1], [west, 30.1], [west, 30.0]]
        (tmp_path / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}))
        (tmp_path / f"{name}.yaml").write_text(f"inputs: {{boundary: {name}.geojson}}\ncircle: {{cutoff: {cutoff}}}")
    warnings = []
    works = with_neighbours(CountyTable([County(name, str(tmp_path / f"{name}.yaml")) for name in ("one", "other")]), warnings)
    assert [other.id for other in works[0].neighbours] == ["other"] and not warnings


# WGS84: at 30.1 degrees north a degree of latitude is 110,854 m, at 30.05 one of longitude 96,438 m.
@pytest.mark.parametrize("place", [Point(104.05, 30.1 + 0.0045104), Point(104.1 + 0.0051847, 30.05)])
def test_within_metres_of_a_border(place):
    """500 m off, to the north and to the east: within 500 m, and by 1 % and the plane's own not within 485."""
    outline = Outline(box(104.0, 30.0, 104.1, 30.1))
    assert outline.is_within(Point(104.05, 30.05), 0)
    assert outline.is_within(place, 500) and not outline.is_within(place, 485)
    assert outline.grown(500).contains(place) and not outline.grown(485).contains(place)


def test_neighbours_against_all_pairs():
    """Random boxes: whoever lies within the halo of another's box is found; seed 7.

    Between 28 and 29.1 degrees north a degree of latitude is 110,819 m or more, one of longitude 97,345 m or more.
    """
    def metres_apart(one, other):
        east = max(0, one[0] - other[2], other[0] - one[2]) * 97_345
        north = max(0, one[1] - other[3], other[1] - one[3]) * 110_819
        return math.hypot(east, north)

    draw = random.Random(7)
    boxes = {}
    for number in range(60):
        west, south = draw.uniform(100, 101), draw.uniform(28, 29)
        boxes[f"c{number}"] = (west, south, west + draw.uniform(0.01, 0.1), south + draw.uniform(0.01, 0.1))
    reach = {name: draw.uniform(0, 4000) for name in boxes}
    found = neighbours(boxes, reach)
    for name in boxes:
        near = {other for other in boxes if other != name and metres_apart(boxes[name], boxes[other]) <= reach[name]}
        assert near <= set(found[name])
        assert found[name] == sorted(found[name]) and name not in found[name]
    assert sum(map(len, found.values())) < 60 * 59 / 2


def test_an_outline_of_an_unsure_layer_is_refused(tmp_path):
    (tmp_path / "b.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": []}))
    for layer, words in (("b.geojson", "no polygon"), ("{file: b.geojson, crs: gcj02}", "gcj02"), ("{file: b.geojson, filter: x=y}", "filter"), ("b.shp", "no GeoJSON")):
        (tmp_path / "a.yaml").write_text(f"inputs: {{boundary: {layer}}}")
        with pytest.raises(CountyError, match=words):
            outline_of(read_analysis(str(tmp_path / "a.yaml"), {}))
    (tmp_path / "a.yaml").write_text("inputs: {}")
    with pytest.raises(CountyError, match="where does the county end"):
        outline_of(read_analysis(str(tmp_path / "a.yaml"), {}))
