"""What is made of a county and its neighbours, with a program that says of a file what stands beside it in `.told`."""

import json
import os
from types import SimpleNamespace

import pytest

from servicecircle_cluster import halo_stations
from servicecircle_cluster.analysis_file import read_analysis
from servicecircle_cluster.counties import County
from servicecircle_cluster.errors import CountyError
from servicecircle_cluster.halo import layers_with_neighbours

# By the program's own words for columns (Sources/Geodata/Columns/ColumnWords.swift).
TAKEN_FOR = {"编号": ["id"], "id": ["id"], "名称": ["name"], "name": ["name"], "社区名称": ["name", "community"],
             "站点名称": ["name"], "附加时间(秒)": ["extra_min"], "附加时间（分钟）": ["extra_min"], "extra_min": ["extra_min"],
             "座位数": ["capacity", "seats"], "seats": ["capacity", "seats"], "接待能力": ["capacity"], "经度": ["lon"],
             "纬度": ["lat"]}


@pytest.fixture
def program(tmp_path):
    binary = tmp_path / "servicecircle"
    binary.write_text("#!/bin/sh\n[ -e \"$2.told\" ] || { echo 'servicecircle: torn' >&2; exit 1; }\nexec cat \"$2.told\"\n")
    binary.chmod(0o755)
    return SimpleNamespace(binary=binary, environment={"PATH": "/usr/bin:/bin"})


def told(path, columns, encoding=None):
    path.with_name(path.name + ".told").write_text(json.dumps({"encoding": encoding, "fields": [
        {"name": name, "taken_for": TAKEN_FOR.get(name, [])} for name in columns]}))


def county(place, name: str, west: float, stations=(), more="", table="", encoding="utf-8", roads=None, **cells) -> County:
    """A square of 0.1 degrees; `stations` are properties, each in its middle at the western border, or a CSV is given."""
    folder = place / name
    folder.mkdir()
    ring = [[west, 30.0], [west + 0.1, 30.0], [west + 0.1, 30.1], [west, 30.1], [west, 30.0]]
    write(folder / "outline.geojson", [{"type": "Polygon", "coordinates": [ring]}], [{}])
    if table:
        (folder / "stations.csv").write_bytes(table.encode(encoding))
        told(folder / "stations.csv", [cell.strip() for cell in table.lstrip("\ufeff").splitlines()[0].replace(";", ",").split(",")], encoding)
        layer = "{file: stations.csv, crs: wgs84}"
    else:
        write(folder / "stations.geojson", [{"type": "Point", "coordinates": [west + 0.001, 30.05]}] * len(stations), stations)
        told(folder / "stations.geojson", dict.fromkeys(key for station in stations for key in station))
        layer = "stations.geojson"
    if roads:
        write(folder / "roads.geojson", roads, [{}] * len(roads))
    (folder / "a.yaml").write_text(f"inputs: {{boundary: outline.geojson, stations: {layer}{', roads: roads.geojson' if roads else ''}}}\n{more}")
    return County(name, str(folder / "a.yaml"), **cells)


def write(path, geometries, properties):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": cells, "geometry": geometry} for geometry, cells in zip(geometries, properties)]}))


def joined(place, program, own: County, *others: County):
    made = layers_with_neighbours(own, read_analysis(own.analysis, own.settings_by_key()), others, place / "made", program)
    layer = json.loads(made.settings["inputs.stations"])
    return layer["fields"], [one["properties"] for one in json.loads((place / "made/halo/stations.geojson").read_text())["features"]], made


# Columns.

def test_columns_keep_their_names_and_so_their_units(tmp_path, program):
    """A minute and a half at both; called `extra_min` it would be one and a half hours."""
    own = county(tmp_path, "own", 104.0, [{"编号": "S1", "附加时间(秒)": 90, "座位数": 12, "more": "x"}])
    other = county(tmp_path, "other", 104.1, [{"编号": "N1", "附加时间(秒)": 90, "座位数": 6, "more": "y"}])
    fields, stations, made = joined(tmp_path, program, own, other)
    assert stations == [{"编号": "S1", "附加时间(秒)": 90, "座位数": 12, "more": "x", "halo id": "S1"},
                        {"附加时间(秒)": 90, "座位数": 6, "halo id": "other/N1"}]
    assert fields == {"id": "halo id"}, "seats are no capacity, and the program knows the columns by itself"
    assert made.stations == ["other/N1"]


def test_a_neighbours_cells_go_into_the_countys_columns(tmp_path, program):
    own = county(tmp_path, "own", 104.0, [{"编号": "S1", "名称": "一"}], table="")
    other = county(tmp_path, "other", 104.1, [{"id": "N1", "社区名称": "社区", "站点名称": "站", "接待能力": 80}])
    fields, stations, _ = joined(tmp_path, program, own, other)
    assert stations[1] == {"名称": "站", "社区名称": "社区", "接待能力": 80, "halo id": "other/N1"}
    assert fields == {"id": "halo id", "capacity": "接待能力", "community": "社区名称"}


def test_fields_that_are_stated_stay_stated(tmp_path, program):
    own = county(tmp_path, "own", 104.0, [{"nr": "S1", "label": "一", "beds": 3}])
    text = own_text(own).replace("stations: stations.geojson", "stations: {file: stations.geojson, kind: beds, fields: {id: nr, name: label}}")
    (tmp_path / "own/a.yaml").write_text(text)
    other = county(tmp_path, "other", 104.1, [{"id": "N1", "name": "北", "label": "no name", "seats": 5}])
    fields, stations, _ = joined(tmp_path, program, own, other)
    assert fields == {"id": "halo id", "name": "label", "kind": "beds", "seats": "seats"}
    assert stations == [{"nr": "S1", "label": "一", "beds": 3, "halo id": "S1"}, {"label": "北", "seats": 5, "halo id": "other/N1"}]


def own_text(one: County) -> str:
    with open(one.analysis) as file:
        return file.read()


def test_a_column_of_other_meaning_is_not_written_over(tmp_path, program):
    """The county's `seats` are its own affair by its analysis; the neighbour's go into a column beside."""
    own = county(tmp_path, "own", 104.0, [{"编号": "S1", "label": 7}])
    other = county(tmp_path, "other", 104.1, [{"编号": "N1", "label": "北"}])
    (tmp_path / "other/a.yaml").write_text(own_text(other).replace(
        "stations: stations.geojson", "stations: {file: stations.geojson, fields: {town: label}}"))
    fields, stations, _ = joined(tmp_path, program, own, other)
    assert fields == {"id": "halo id", "town": "halo label"}
    assert stations == [{"编号": "S1", "label": 7, "halo id": "S1"}, {"halo label": "北", "halo id": "other/N1"}]


def test_other_units_are_refused(tmp_path, program):
    own = county(tmp_path, "own", 104.0, [{"编号": "S1", "附加时间(秒)": 90}])
    other = county(tmp_path, "other", 104.1, [{"编号": "N1", "附加时间（分钟）": 1.5}])
    with pytest.raises(CountyError, match="halo: neighbour other: its column `附加时间（分钟）` .* called `附加时间\\(秒\\)`"):
        joined(tmp_path, program, own, other)
    third = county(tmp_path, "third", 104.0, [{"编号": "S1", "extra_min": 1.5}])
    assert joined(tmp_path, program, third, other)[1][1]["extra_min"] == 1.5


def test_price_columns_are_copied(tmp_path, program):
    more = "siting: {options: {upgrade: {heat-food: price heat, rest: 500}, extend: [{hours: 06:00-22:00, cost: price night}]}}"
    cells = {"编号": "S1", "price heat": 600, "price night": 900}
    own = county(tmp_path, "own", 104.0, [cells], more)
    other = county(tmp_path, "other", 104.1, [{**cells, "编号": "N1", "price rest": 4}])
    assert joined(tmp_path, program, own, other)[1][1] == {"price heat": 600, "price night": 900, "halo id": "other/N1"}


def test_tables_in_the_encodings_that_the_program_reads(tmp_path, program):
    own = county(tmp_path, "own", 104.0, table="编号,名称,经度,纬度\nS1,五通桥,104.05,30.05\n", encoding="gb18030")
    other = county(tmp_path, "other", 104.1, table="\ufeff编号; 名称;经度;纬度\nN1;北;104.101;30.05\n")
    _, stations, _ = joined(tmp_path, program, own, other)
    assert stations == [{"编号": "S1", "名称": "五通桥", "halo id": "S1"}, {"名称": "北", "halo id": "other/N1"}]


# Reasons: whose file, and what.

def refusal(place, program, own, other) -> CountyError:
    with pytest.raises(CountyError) as refused:
        joined(place, program, own, other)
    assert str(refused.value).startswith("halo: neighbour other: ")
    return refused.value


@pytest.mark.parametrize("geometry, words", [
    (None, "record 1: a station without a place"), ({"type": "Point"}, "record 1: no geometry"), ({"type": "Point", "coordinates": []}, "without a place"),
    ({"type": "Point", "coordinates": ["x", 1]}, "record 1: no geometry"), ("POINT (1 2)", "record 1: no geometry")])
def test_a_neighbours_station_without_a_place(tmp_path, program, geometry, words):
    other = county(tmp_path, "other", 104.1, [{"编号": "N1"}])
    write(tmp_path / "other/stations.geojson", [geometry], [{"编号": "N1"}])
    assert words in str(refusal(tmp_path, program, county(tmp_path, "own", 104.0), other))


@pytest.mark.parametrize("text", ['{"features": [1]}', '{"features": {}}', '{"features": [{"properties": [1]}]}', "[]", "{"])
def test_a_neighbours_layer_that_is_none(tmp_path, program, text):
    other = county(tmp_path, "other", 104.1, [{"编号": "N1"}])
    (tmp_path / "other/stations.geojson").write_text(text)
    assert "stations.geojson is no GeoJSON collection" in str(refusal(tmp_path, program, county(tmp_path, "own", 104.0), other))


def test_a_neighbours_table_in_another_encoding_than_told(tmp_path, program):
    other = county(tmp_path, "other", 104.1, table="编号,经度,纬度\n五通,104.101,30.05\n", encoding="gb18030")
    told(tmp_path / "other/stations.csv", ["编号", "经度", "纬度"], "utf-8")
    assert "stations.csv cannot be read as utf-8" in str(refusal(tmp_path, program, county(tmp_path, "own", 104.0), other))


def test_a_program_that_says_nothing_or_takes_too_long(tmp_path, program, monkeypatch):
    own, other = county(tmp_path, "own", 104.0), county(tmp_path, "other", 104.1, [{"编号": "N1"}])
    (tmp_path / "other/stations.geojson.told").unlink()
    assert str(refusal(tmp_path, program, own, other)).endswith("stations.geojson: torn")
    os.mkfifo(tmp_path / "other/stations.geojson.told")
    monkeypatch.setattr(halo_stations, "SECONDS_TO_INSPECT", 0.2)
    late = refusal(tmp_path, program, own, other)
    assert str(late).endswith("stations.geojson: not read after 0.2 s") and not late.lasting


def test_roads_of_other_rules_stop_only_who_would_take_them(tmp_path, program):
    far = [{"type": "LineString", "coordinates": [[108.0, 30.0], [108.1, 30.0]]}]
    near = [{"type": "LineString", "coordinates": [[104.1, 30.0], [104.1, 30.1]]}]
    own = county(tmp_path, "own", 104.0, roads=near)
    other = county(tmp_path, "other", 104.1, roads=far)
    (tmp_path / "other/a.yaml").write_text(own_text(other).replace("roads: roads.geojson", "roads: {file: roads.geojson, crs: wgs84}"))
    assert "inputs.roads.file" not in joined(tmp_path, program, own, other)[2].settings
    write(tmp_path / "other/roads.geojson", [{"type": "LineString", "coordinates": [[104.1, 30.0], [104.1, 30.05]]}], [{}])
    assert "its roads have other fields or rules" in str(refusal(tmp_path, program, own, other))
    write(tmp_path / "other/roads.geojson", [{"type": "LineString", "coordinates": [[104.1]]}], [{}])
    assert "roads.geojson, record 1: no geometry" in str(refusal(tmp_path, program, own, other))


# Whether it is a neighbour at all.

def torn_outline(place):
    write(place / "other/outline.geojson", [{"type": "Polygon", "coordinates": [[[104.1]]]}], [{}])


def test_who_is_not_known_to_be_near_is_left_out(tmp_path, program):
    own = county(tmp_path, "own", 104.0)
    other = county(tmp_path, "other", 110.0, [{"编号": "N1"}])
    alone = joined(tmp_path, program, own)[2]
    (tmp_path / "other/stations.geojson").write_text("{")
    for far in (True, False):  # a box may be near where the outline is not; then not even the outline is known
        made = joined(tmp_path, program, own, other)[2]
        assert made.without == ["other"] and made.identity == [*alone.identity, "other"] and alone.without == []
        assert {"a.yaml", "outline.geojson", "stations.geojson"} <= {state.path.rsplit("/", 1)[1] for state in made.read}
        torn_outline(tmp_path)


def test_who_is_known_to_be_near_by_what_can_be_read_is_not_left_out(tmp_path, program, monkeypatch):
    """By one station of two, by its streets; and a program that takes too long may be faster the next time."""
    near = [{"type": "LineString", "coordinates": [[104.1, 30.0], [104.1, 30.1]]}]
    own = county(tmp_path, "own", 104.0, roads=near)
    other = county(tmp_path, "other", 104.1, [{"编号": "N1"}, {"编号": "N2"}], roads=[
        {"type": "LineString", "coordinates": [[104.1, 30.0], [104.1, 30.05]]}, {"type": "LineString", "coordinates": [[104.1]]}])
    torn_outline(tmp_path)
    write(tmp_path / "other/stations.geojson", [None, {"type": "Point", "coordinates": [104.101, 30.05]}], [{"编号": "N1"}, {"编号": "N2"}])
    assert "record 1: a station without a place" in str(refusal(tmp_path, program, own, other))
    write(tmp_path / "other/stations.geojson", [], [])
    assert "roads.geojson, record 2: no geometry" in str(refusal(tmp_path, program, own, other))
    write(tmp_path / "other/roads.geojson", [{"type": "LineString", "coordinates": [[104.1]]}], [{}])
    assert joined(tmp_path, program, own, other)[2].without == ["other"]
    (tmp_path / "other/stations.geojson.told").unlink()
    os.mkfifo(tmp_path / "other/stations.geojson.told")
    monkeypatch.setattr(halo_stations, "SECONDS_TO_INSPECT", 0.2)
    assert not refusal(tmp_path, program, own, other).lasting


# When it is the same again.

def test_a_neighbour_without_an_analysis_file_is_no_state_of_a_folder(tmp_path, program, monkeypatch):
    """The empty path would be where the worker happens to stand."""
    other = county(tmp_path, "other", 104.1, [{"编号": "N1"}])
    row = County("other", "", tuple((f"inputs.{layer}", str(tmp_path / "other" / f"{name}.geojson"))
                                    for layer, name in (("boundary", "outline"), ("stations", "stations"))))
    own = county(tmp_path, "own", 104.0)
    states = []
    for place in ("one", "other place"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        states.append(joined(tmp_path, program, own, row)[2].read)
    assert states[0] == states[1] and [state.path for state in states[0]] == [str(tmp_path / "other/stations.geojson")]
    assert joined(tmp_path, program, own, other)[2].read != states[0]


def test_what_neighbours_bring_is_part_of_the_key(tmp_path, program):
    """Not who was looked at: a neighbour whose outline is not known may be far away."""
    own, other = county(tmp_path, "own", 104.0), county(tmp_path, "other", 104.1, [{"编号": "N1", "label": "北"}])
    changed = County("other", other.analysis, (("inputs.stations.fields.town", "label"),))
    far = county(tmp_path, "far", 110.0, [{"编号": "F1"}])
    alone, with_far, with_other, with_changed = (joined(tmp_path, program, own, *others)[2] for others in (
        (), (far,), (other,), (changed,)))
    assert alone.identity == with_far.identity and alone.read == [] and len(with_far.read) == 2
    assert len({json.dumps(made.identity) for made in (alone, with_other, with_changed)}) == 3
