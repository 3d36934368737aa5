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
    beside = [tmp_path / f"s.{ending}" for part in ("dbf", "shx", "prj", "cpg", "qix") for ending in (part, part.upper())]
    assert input_files(found) == sorted([tmp_path.parent / "r.pbf", tmp_path / "s.shp", *beside, tmp_path / "tiles",
                                         tmp_path / "tiles/N1.hgt", tmp_path / "w.gpkg", tmp_path / "w.gpkg-wal"])


def test_the_profiles_are_read_too(tmp_path):
    found = analysis(tmp_path, "inputs: {roads: r.pbf}\ncoverage: {profiles: ../p.csv, cutoff: 3}")
    assert input_files(found) == sorted([tmp_path / "r.pbf", tmp_path.parent / "p.csv"])
    assert yaml.safe_load(written(found))["coverage"] == {"profiles": str(tmp_path.parent / "p.csv"), "cutoff": 3}
    assert found.tree["coverage"]["profiles"] == "../p.csv"


def test_a_database_has_no_digest(tmp_path):
    assert input_files(analysis(tmp_path, "inputs: {roads: {file: 'PG:dbname=gis'}}")) is None


@pytest.mark.parametrize("text, words", [("a: [", "no YAML"), ("- a", "list of keys"), (None, "No such file"),
                                         ("public: [2026-02-30]", "a.yaml: no YAML: day is out of range"),
                                         ("a: !!timestamp soon", "a.yaml: no YAML"), ("a: !!int ''", "a.yaml: no YAML")])
def test_what_is_no_analysis(tmp_path, text, words):
    if text is not None:
        (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(CountyError, match=words):
        read_analysis(str(tmp_path / "a.yaml"), {})


def test_written_holds_from_any_folder(tmp_path):
    tree = yaml.safe_load(written(analysis(tmp_path, "inputs: {roads: ../r.pbf, stations: {file: s.csv, crs: gcj02}}\ntitle: 乐")))
    assert tree == {"inputs": {"roads": str(tmp_path.parent / "r.pbf"), "stations": {"file": str(Path(tmp_path, "s.csv")), "crs": "gcj02"}},
                    "title": "乐"}


@pytest.mark.parametrize("text, words", [
    ("inputs: {roads: [a, b]}", "a.yaml: inputs.roads: a list"), ("inputs: [roads]", "a.yaml: inputs: no group"),
    ("inputs: roads", "a.yaml: inputs: no group")])
def test_inputs_of_another_shape_are_told(tmp_path, text, words):
    for call in (input_files, written):
        with pytest.raises(CountyError, match=words):
            call(analysis(tmp_path, text))


def test_a_setting_that_is_no_yaml_is_text(tmp_path):
    assert analysis(tmp_path, "a: 1", {"title.en": "2026-02-30"}).tree["title"] == {"en": "2026-02-30"}
