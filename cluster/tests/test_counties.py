import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servicecircle_cluster.counties import County, read_table, settings_of, table_of
from servicecircle_cluster.errors import JobError


def test_csv_with_bom_and_settings_columns(tmp_path):
    (tmp_path / "t.csv").write_text("\ufeffid,analysis,settings,siting.new,group,seconds\n五通桥,a/x.yaml,circle.cutoff=8min;siting.seed=2,5,乐山,\n", "utf-8")
    county, = read_table(str(tmp_path / "t.csv")).counties
    assert county == County("五通桥", f"{tmp_path}/a/x.yaml", (("circle.cutoff", "8min"), ("siting.new", "5"), ("siting.seed", "2")), "乐山")


def test_parquet_with_numbers_as_ids(tmp_path):
    pq.write_table(pa.table({"id": [511112.0, 511113.0], "analysis": ["x.yaml", "file:///b/y%20z.yaml"], "memory_mb": [None, 900.0]}), tmp_path / "t.parquet")
    one, other = read_table(f"file://{tmp_path}/t.parquet").counties
    assert (one.id, one.memory_mb) == ("511112", 0)
    assert (other.analysis, other.memory_mb) == ("/b/y z.yaml", 900)


def test_every_duplicate_is_named():
    with pytest.raises(JobError, match="more than once: a, c"):
        table_of([{"id": name, "analysis": "x"} for name in "acbac"], "/")


def test_ids_that_differ_in_case_only():
    with pytest.raises(JobError, match="Leshan, leshan"):
        table_of([{"id": "Leshan", "analysis": "x"}, {"id": "leshan", "analysis": "x"}], "/")


@pytest.mark.parametrize("row, words", [
    ({"id": "../x", "analysis": "a"}, "cannot name a folder"),
    ({"id": ".x", "analysis": "a"}, "cannot name a folder"),
    ({"id": "x" * 201, "analysis": "a"}, "cannot name a folder"),
    ({"id": "", "analysis": "a"}, "no id"),
    ({"id": "x"}, "neither an analysis file nor inputs"),
    ({"id": "x", "analysis": "a", "settings": "new"}, "not key=value"),
    ({"id": "x", "analysis": "a", "settings": "{new"}, "no JSON object"),
    ({"id": "x", "analysis": "a", "seconds": "soon"}, "`soon` is no number"),
    ({"id": "x", "analysis": "a", "seconds": "-1"}, "not 0 or more"),
    ({"id": "x", "analysis": "ftp://x/a"}, "not a local path or file:// address"),
])
def test_a_row_that_cannot_run_is_refused_alone(row, words):
    table = table_of([{"id": "good", "analysis": "a"}, row], "/")
    assert [county.id for county in table.counties] == ["good"]
    (_, reason), = table.refused
    assert words in reason


def test_inputs_in_the_row_start_from_the_tables_folder():
    county, = table_of([{"id": "x", "inputs.roads": "r.geojson", "inputs.stations.file": "s.csv", "inputs.stations.crs": "wgs84"}], "/t").counties
    assert county.settings_by_key() == {"inputs.roads": "/t/r.geojson", "inputs.stations.file": "/t/s.csv", "inputs.stations.crs": "wgs84"}


def test_profiles_in_the_row_start_from_the_tables_folder():
    county, = table_of([{"id": "x", "inputs.roads": "r.geojson", "coverage.profiles": "p.csv", "coverage.detour.file": "no path"}], "/t").counties
    assert county.settings_by_key()["coverage.profiles"] == "/t/p.csv"
    assert county.settings_by_key()["coverage.detour.file"] == "no path"


def test_json_settings_keep_yaml_values():
    assert settings_of('{"a.b": 3, "c": {"d": "乐"}, "e": "8min", "f": true}') == {"a.b": "3", "c": '{"d": "乐"}', "e": "8min", "f": "true"}


def test_no_table(tmp_path):
    with pytest.raises(JobError, match="does not exist"):
        read_table(str(tmp_path / "none.csv"))
    with pytest.raises(JobError, match="no column `id`; it has name"):
        table_of([{"name": "x"}], "/")
    with pytest.raises(JobError, match="no row"):
        table_of([], "/")
