from pathlib import Path

import pytest
import yaml

from servicecircle_cluster.analysis_file import input_files, read_analysis, written
from servicecircle_cluster.errors import CountyError


def analysis(tmp_path, text, settings=None):
    (tmp_path / "a.yaml").write_text(text)
    return read_analysis(str(tmp_path / "a.yaml"), settings or {})


def test_settings_lie_over_the_file(tmp_path):
    tree = analysis(tmp_path, "circle: {cutoff: 10min}\ninputs: {roads: r.pbf}", {
        "circle.cutoff": "8min", "inputs.roads.box": "[1, 2, 3, 4]", "siting.new": "3", "coverage.periods": '{day: "Mo-Fr"}'}).tree
    assert tree == {"circle": {"cutoff": "8min"}, "inputs": {"roads": {"file": "r.pbf", "box": [1, 2, 3, 4]}},
                    "siting": {"new": 3}, "coverage": {"periods": {"day": "Mo-Fr"}}}


def test_files_of_every_layer_with_what_belongs_to_them(tmp_path):
    (tmp_path / "tiles").mkdir()
    for name in ("s.shp", "s.dbf", "s.prj", "tiles/N1.hgt"):
        (tmp_path / name).touch()
    found = analysis(tmp_path, "inputs: {roads: &x ../r.pbf, communities: {file: *x}, stations: s.shp, elevation: tiles, "
                               "workers: 'w.gpkg|layername=firms'}")
    assert input_files(found) == sorted([tmp_path.parent / "r.pbf", tmp_path / "s.shp", tmp_path / "s.dbf", tmp_path / "s.prj",
                                         tmp_path / "tiles", tmp_path / "tiles/N1.hgt", tmp_path / "w.gpkg"])


def test_a_database_has_no_digest(tmp_path):
    assert input_files(analysis(tmp_path, "inputs: {roads: {file: 'PG:dbname=gis'}}")) is None


@pytest.mark.parametrize("text, words", [("a: [", "no YAML"), ("- a", "list of keys"), (None, "No such file")])
def test_what_is_no_analysis(tmp_path, text, words):
    if text is not None:
        (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(CountyError, match=words):
        read_analysis(str(tmp_path / "a.yaml"), {})


def test_written_holds_from_any_folder(tmp_path):
    tree = yaml.safe_load(written(analysis(tmp_path, "inputs: {roads: ../r.pbf, stations: {file: s.csv, crs: gcj02}}\ntitle: 乐")))
    assert tree == {"inputs": {"roads": str(tmp_path.parent / "r.pbf"), "stations": {"file": str(Path(tmp_path, "s.csv")), "crs": "gcj02"}},
                    "title": "乐"}
