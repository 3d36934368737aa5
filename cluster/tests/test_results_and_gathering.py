import json
import struct

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servicecircle_cluster.gather import gather_group, note_gathered, own_features, partition, plan_gathering
from servicecircle_cluster.geoparquet import GeoMetadata, geometries_of, layer_table
from servicecircle_cluster.job import write_rows
from servicecircle_cluster.publish import Store
from servicecircle_cluster.results import arrow_table, coverage_rows, joined_schema, table_schemas


def test_columns_of_all_counties_in_order_of_appearance():
    assert joined_schema([{"a": "integer", "b": "string"}, {"c": "boolean", "a": "number"}, {"b": "number"}]) == \
        {"a": "number", "b": "string", "c": "boolean"}


def test_cells_become_values():
    table = arrow_table([{"n": "1.5", "i": "7", "b": "true", "s": "五", "more": "x"}, {"n": "", "i": None}],
                        {"n": "number", "i": "integer", "b": "boolean", "s": "string"})
    assert table.to_pylist() == [{"n": 1.5, "i": 7, "b": True, "s": "五"}, {"n": None, "i": None, "b": None, "s": None}]
    assert table.schema.types == [pa.float64(), pa.int64(), pa.bool_(), pa.string()]


def test_coverage_has_a_row_for_each_kind():
    summary = {"coverage": {"communities": {"total": 10, "covered": 4, "share": 0.4, "unit": "residents"}, "workers": None,
                            "routes": {"total": 0, "covered": 0, "share": None}},
               "coverage_with_plan": None}
    row, = coverage_rows(summary)
    assert (row["kind"], row["total"], row["covered"], row["share_with_plan"]) == ("communities", 10, 4, None)


def test_geometry_as_wkb_and_metadata():
    features = [{"properties": {"id": "a"}, "geometry": {"type": "Point", "coordinates": [103.5, 29.25]}},
                {"properties": {"id": "b"}, "geometry": None},
                {"properties": {"id": "c"}, "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 2], [3, 5], [1, 2]]]}}]
    geometries = geometries_of(features)
    rows = layer_table(features, geometries, {"id": "string"}, {"county": "x"}).to_pylist()
    assert rows[0] == {"county": "x", "id": "a", "geometry": struct.pack("<BIdd", 1, 1, 103.5, 29.25)}
    assert rows[1]["geometry"] is None
    metadata = GeoMetadata()
    metadata.add(geometries)
    geo = json.loads(metadata.text())
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point", "Polygon"], "orientation": "counterclockwise",
                                          "edges": "planar", "bbox": [1.0, 2.0, 103.5, 29.25]}


def test_partitions_as_spark_names_them():
    assert [partition(name) for name in ("乐山", "a/b=c", "50%")] == ["group=乐山", "group=a%2Fb%3Dc", "group=50%25"]


def test_neighbours_stations_are_left_to_the_neighbours():
    areas = [{"properties": {"station": "own"}}, {"properties": {"station": "north/N1"}}]
    record = {"halo": {"metres": 1, "stations": ["north/N1"]}}
    assert own_features("service_areas", areas, record) == areas[:1]
    assert own_features("gaps", areas, record) == areas
    assert own_features("service_areas", areas, {"halo": None}) == areas


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path)
    store.prepare()
    for name, value, extra in (("b", "2.5", False), ("a", "1", True)):
        folder = store.work() / name / "result"
        (folder / "tables").mkdir(parents=True)
        fields = [{"name": "new", "type": "integer"}, {"name": "value", "type": "number"}] + ([{"name": "extra", "type": "string"}] if extra else [])
        (folder / "tables/datapackage.json").write_text(json.dumps({"resources": [{"name": "curve", "schema": {"fields": fields}}]}))
        (folder / "tables/curve.csv").write_text("\ufeffnew,value,extra\n1,%s,%s\n" % (value, "x" if extra else ""), "utf-8")
        (folder / "summary.json").write_text(json.dumps({"coverage": {"communities": {"total": 3, "covered": 1}}, "siting": None}))
        store.publish(name, folder, {"key": name, "status": "done", "tables": table_schemas(folder)})
    return store


def test_two_gatherings_at_once_make_files_of_their_own(store, monkeypatch):
    """One process gathers within another: each renames a whole file of its own."""
    gathering, = plan_gathering(store, [("a", ""), ("b", "")]).todo
    made = pq.ParquetWriter

    def one_more(place, *arguments, **named):
        places.append(place)
        if len(places) == 1:
            # The other one gathers while this one has just begun.
            monkeypatch.setattr("os.getpid", lambda: 2)
            gather_group(gathering)
        return made(place, *arguments, **named)

    places = []
    monkeypatch.setattr("os.getpid", lambda: 1)
    monkeypatch.setattr("servicecircle_cluster.gather.pq.ParquetWriter", one_more)
    gather_group(gathering)
    assert places[0] != places[1] and places[0].parent == places[1].parent
    table = pq.read_table(store.folder / "gathered/curves/group=all/part-0.parquet", partitioning=None)
    assert table.column("county").to_pylist() == ["a", "b"]
    assert not [path.name for path in store.folder.rglob(".*.parquet.*")]


def test_rows_are_made_beside_their_place_by_each_process(store, monkeypatch):
    places = []
    monkeypatch.setattr("servicecircle_cluster.job.pq.write_table", lambda table, place: (places.append(place), place.touch()))
    for process in (1, 2):
        monkeypatch.setattr("os.getpid", lambda: process)
        write_rows(store, [])
    assert len(set(places)) == 2 and {place.parent for place in places} == {store.folder}
    assert all(place.name.startswith(".counties.parquet.") for place in places)


def test_groups_are_gathered_once_and_alike(store):
    counties = [("b", "one"), ("a", "two"), ("c", "two")]  # c has no results
    plan = plan_gathering(store, counties)
    assert [(one.group, one.counties) for one in plan.todo] == [("one", ("b",)), ("two", ("a",))]
    for gathering in plan.todo:
        gather_group(gathering)
    note_gathered(store, plan)
    one = pq.read_table(store.folder / "gathered/curves/group=one/part-0.parquet", partitioning=None)
    two = pq.read_table(store.folder / "gathered/curves/group=two/part-0.parquet", partitioning=None)
    assert one.schema == two.schema
    assert one.to_pylist() == [{"county": "b", "new": 1, "value": 2.5, "extra": None}]
    assert two.to_pylist() == [{"county": "a", "new": 1, "value": 1.0, "extra": "x"}]
    layer = store.folder / "gathered/service_areas/group=one/part-0.parquet"
    assert json.loads(pq.read_schema(layer).metadata[b"geo"])["columns"]["geometry"]["geometry_types"] == []
    assert plan_gathering(store, counties).todo == []
    # Both in one group: the old ones go, whatever the order of the table.
    plan = plan_gathering(store, [("b", ""), ("a", "")])
    assert [(one.group, one.counties) for one in plan.todo] == [("all", ("a", "b"))]
    assert not (store.folder / "gathered/curves/group=one").exists()
