import json
import random

import pytest
from shapely.geometry import Point, box

from servicecircle_cluster.analysis_file import Analysis, read_analysis
from servicecircle_cluster.circle_reach import circle_reach, metres
from servicecircle_cluster.errors import CountyError
from servicecircle_cluster.outlines import MARGIN, METRES_PER_DEGREE, Outline, neighbours, outline_of


@pytest.mark.parametrize("tree, reach", [
    ({}, 4000 / 6),  # ten minutes at 4 km/h
    ({"circle": {"cutoff": "800m", "modes": "truck"}}, 800),
    ({"circle": {"cutoff": "gb50180-15min-radius"}}, 1000),
    ({"circle": {"cutoff": "10min", "modes": {"communities": "walk", "workers": {"freight": "truck"}}}}, 5000),  # 30 km/h
    ({"circle": {"cutoff": "6min", "cutoffs": {"routes": {"express": "20min"}}, "modes": {"routes": "e-bike"}}}, 5000),  # 15 km/h
    ({"circle": {"cutoff": "1h", "speeds": {"walk": "3 km/h"}}}, 4000),  # access legs are walked at 4 km/h
    ({"circle": {"cutoff": "60s"}, "inputs": {"elevation": "x"}}, 4000 / 60 * 1.2),
    ({"coverage": {"sensitivity": ["15min", {"walk": "3.6km/h"}], "detour": {"extra": "5min"}}}, 1000),
])
def test_reach_by_hand(tree, reach):
    assert circle_reach(Analysis(tree, None)) == pytest.approx(reach, abs=1e-6)


def test_what_is_not_known_is_asked_for():
    with pytest.raises(CountyError, match="state `halo`"):
        circle_reach(Analysis({"custom_modes": {"tricycle": {}}}, None))
    with pytest.raises(CountyError, match="cutoff `soon`"):
        metres("soon", 4)


def test_within_metres_of_a_border():
    outline = Outline(box(104.0, 30.0, 104.1, 30.1))
    north = 30.1 + 500 / METRES_PER_DEGREE
    assert outline.is_within(Point(104.05, 30.05), 0)
    assert outline.is_within(Point(104.05, north), 500)
    assert not outline.is_within(Point(104.05, north), 500 / MARGIN / 1.001)
    assert outline.grown(500).contains(Point(104.05, north))


def test_neighbours_against_all_pairs():
    """Random boxes: whoever lies within the halo of another's box is found; seed 7."""
    draw = random.Random(7)
    boxes = {}
    for number in range(60):
        west, south = draw.uniform(100, 101), draw.uniform(28, 29)
        boxes[f"c{number}"] = (west, south, west + draw.uniform(0.01, 0.1), south + draw.uniform(0.01, 0.1))
    reach = {name: draw.uniform(0, 4000) for name in boxes}
    found = neighbours(boxes, reach)
    for name in boxes:
        outline = Outline(box(*boxes[name]))
        near = {other for other in boxes if other != name and outline.plane.distance(outline.to_plane(box(*boxes[other]))) <= reach[name]}
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
