"""Whole jobs without Spark: the driver over tasks that run in this process, with a program of a few lines."""

import json
import os
import shutil

import pyarrow.parquet as pq
import pytest

from servicecircle_cluster import job as driver
from servicecircle_cluster.bundle import program_digest
from servicecircle_cluster.digest import sha256_of
from servicecircle_cluster.errors import JobError
from servicecircle_cluster.job import Job, run_job
from servicecircle_cluster.job_array import gather_here, run_number
from servicecircle_cluster.publish import Store
from tests.fake_spark import FakeTasks, WorkerDied, use_fake_spark

# Every run adds the county's name to `runs`. NAME.fails is what it says when it fails; NAME.tile, when a tile of it does.
PROGRAM = r"""#!/bin/sh
if [ "$1" = --version ]; then echo 1.2; exit 0; fi
if [ "$1" = inspect ]; then echo 'servicecircle: torn' >&2; exit 1; fi
if [ "$1 $2" = "tiles search" ]; then
  touch "$3/tile.rows"
  city=$(cat "$3/city")
  if [ -e "$city.tile" ]; then echo "servicecircle: $(cat "$city.tile")" >&2; exit 1; fi
  exit 0
fi
if [ "$1 $2" = "tiles cut" ]; then
  analysis=$3
  while [ $# -gt 0 ]; do case "$1" in -o) out=$2;; esac; shift; done
  mkdir -p "$out/tile-0001"
  echo "${analysis%.yaml}" > "$out/tile-0001/city"
  echo '{"tiles": [{"name": "tile-0001", "points": 3}]}' > "$out/tiles.json"
  exit 0
fi
name=${2%.yaml}
echo "$(basename "$name")" >> "$(dirname "$name")/runs"
while [ $# -gt 0 ]; do case "$1" in --out) out=$2;; esac; shift; done
if [ -e "$name.fails" ]; then echo "servicecircle: $(cat "$name.fails")" >&2; exit 1; fi
mkdir -p "$out/tables"
echo '{"resources": []}' > "$out/tables/datapackage.json"
echo '{"coverage": {"communities": {"total": 3, "covered": 1}}, "siting": null}' > "$out/summary.json"
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    binary = tmp_path / "installed/bin/servicecircle"
    binary.parent.mkdir(parents=True)
    binary.write_text(PROGRAM)
    binary.chmod(0o755)
    digests = {"bin/servicecircle": sha256_of(binary)}
    about = {"version": "1.2", "files": digests, "program": program_digest(digests)}
    (tmp_path / "installed/bundle.json").write_text(json.dumps(about))
    (tmp_path / "r.geojson").write_text("{}")
    return tmp_path


@pytest.fixture
def spark(monkeypatch):
    return use_fake_spark(monkeypatch)


def job(place, counties: dict, columns: dict | None = None, **more) -> Job:
    """A table of counties by id, each with the text of its analysis file; `columns` holds more cells by id."""
    names = sorted({name for cells in (columns or {}).values() for name in cells})
    lines = [",".join(["id", "analysis", "group", *names])]
    for county, text in counties.items():
        if not (place / f"{county}.yaml").exists() or (place / f"{county}.yaml").read_text() != text:
            (place / f"{county}.yaml").write_text(text)
        cells = (columns or {}).get(county, {})
        lines.append(",".join([county, f"{county}.yaml", "g", *(str(cells.get(name, "")) for name in names)]))
    (place / "t.csv").write_text("\n".join(lines) + "\n")
    return Job(str(place / "t.csv"), str(place / "out"), installed=str(place / "installed"), quiet=True, **more)


def rows(place) -> dict:
    return {row["county"]: row for row in pq.read_table(place / "out/counties.parquet").to_pylist()}


def attempts(place) -> dict:
    return {row["county"]: row for row in pq.read_table(place / "out/attempts.parquet").to_pylist()}


def runs(place) -> list[str]:
    return (place / "runs").read_text().split() if (place / "runs").exists() else []


GOOD = "inputs: {roads: r.geojson}\n"


# One odd county.

@pytest.mark.parametrize("text, reason", [
    ("public: [2026-02-30]", "odd.yaml: no YAML: day is out of range"),
    ("x: !!timestamp soon", "odd.yaml: no YAML"),
    ("inputs: {roads: [a, b]}", "odd.yaml: inputs.roads: a list, where a path or a group of keys belongs"),
    ("inputs: [roads]", "odd.yaml: inputs: no group of keys"),
    ("inputs: roads", "odd.yaml: inputs: no group of keys"),
])
def test_one_odd_analysis_is_one_row(place, spark, text, reason):
    run_job(job(place, {"good": GOOD, "odd": text}))
    assert rows(place)["odd"]["status"] == "failed" and rows(place)["odd"]["reason"].startswith(reason)
    assert rows(place)["good"]["status"] == "done"
    run_job(job(place, {"good": outlined(place, "good", RING), "odd": text}, halo=True))
    assert rows(place)["odd"]["status"] == "failed" and rows(place)["odd"]["reason"].startswith(reason)
    assert rows(place)["good"]["status"] == "done" and left_out(place) == ["odd"]


def test_a_setting_that_is_no_yaml_is_the_programs_to_judge(place, spark):
    run_job(job(place, {"good": GOOD}, {"good": {"title.en": "2026-02-30"}}))
    assert rows(place)["good"]["status"] == "done"


# Neighbours.

RING = [[104.0, 30.0], [104.1, 30.0], [104.1, 30.1], [104.0, 30.1], [104.0, 30.0]]


def outlined(place, name: str, *rings) -> str:
    (place / f"{name}-outline.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]}))
    return f"inputs: {{boundary: {name}-outline.geojson, roads: r.geojson}}\n"


@pytest.mark.parametrize("ring", [[[104.0, 30.0], [104.1, 30.0]], [["a", "b"]] * 4, [[104.0]] * 4, [[float("nan"), 30.0]] * 4])
def test_a_malformed_outline_is_one_row(place, spark, ring):
    """Its county may be anybody's neighbour, and its stations tell of whom; here it has none."""
    run_job(job(place, {"good": outlined(place, "good", RING), "odd": outlined(place, "odd", ring)}, halo=True))
    assert rows(place)["good"]["status"] == "done"
    assert rows(place)["odd"]["reason"].startswith("halo: odd-outline.geojson, record 1: no geometry")


def test_crossing_outlines_are_made_valid_before_they_are_joined(place, spark):
    bow = [[104.0, 30.0], [104.1, 30.1], [104.1, 30.0], [104.0, 30.1], [104.0, 30.0]]
    other = [[lon + 0.03, lat + 0.01] for lon, lat in bow]
    run_job(job(place, {"bows": outlined(place, "bows", bow, other)}, halo=True))
    assert rows(place)["bows"]["status"] == "done"


def left_out(place) -> list[str]:
    return rows(place)["good"]["without"]


@pytest.mark.parametrize("text, columns", [("inputs: {", {}), (GOOD, {"folder": "."}), (GOOD, {"tiles": "four"})])
def test_who_has_no_place_is_one_row_and_the_others_say_so(place, spark, capsys, monkeypatch, text, columns):
    """No analysis, files still to be fetched, a row that cannot be run: nothing tells whose neighbour it is."""
    monkeypatch.setattr(driver, "with_files", lambda spark, works: FakeTasks(spark.sparkContext, [(work, []) for work in works]))
    good = outlined(place, "good", RING)
    run_job(job(place, {"good": good}, halo=True))
    assert rows(place)["good"]["status"] == "done" and left_out(place) == []
    whole = Store(place / "out").record("good")["key"]
    asked = job(place, {"good": good, "odd": text}, {"odd": columns}, halo=True)
    asked.quiet = False
    report = run_job(asked)
    assert (rows(place)["good"]["status"], rows(place)["odd"]["status"], left_out(place)) == ("done", "failed", ["odd"])
    assert "good  done" in (said := capsys.readouterr().err) and "without odd" in said
    assert report.warnings == ["odd may be a neighbour and could not be counted: 1 county is counted without it, "
                               "and run again when it is mended"] and report.is_whole
    record = Store(place / "out").record("good")
    assert record["halo"]["without"] == ["odd"] and record["key"] != whole
    # It stands, and all that asks says the same.
    before = runs(place)
    assert run_job(asked).warnings == report.warnings and runs(place) == before and left_out(place) == ["odd"]
    if not columns:
        assert run_number(asked, 1).without == ["odd"]
    assert {one.id: one.without for one in gather_here(asked)} == {"good": ["odd"], "odd": []} and left_out(place) == ["odd"]
    shutil.rmtree(place / "out/rows")
    assert gather_here(asked)[0].without == ["odd"]
    # Mended, though far away.
    far = outlined(place, "odd", [[lon + 6, lat] for lon, lat in RING])
    run_job(job(place, {"good": good, "odd": far}, halo=True))
    assert left_out(place) == [] and runs(place).count("good") == 3 and rows(place)["odd"]["status"] == "done"
    assert Store(place / "out").record("good")["key"] == whole


def test_who_has_neither_outline_nor_stations_to_be_read_is_left_out(place, spark):
    """Its analysis can be read; each file of it that is mended makes the others run again."""
    good = outlined(place, "good", RING)
    torn = outlined(place, "odd", [[104.0]] * 4).replace("roads", "stations: s.geojson, roads")
    (place / "s.geojson").write_text("{")
    run_job(job(place, {"good": good, "odd": torn}, halo=True))
    assert (rows(place)["good"]["status"], rows(place)["odd"]["status"], left_out(place)) == ("done", "failed", ["odd"])
    before = runs(place)
    run_job(job(place, {"good": good, "odd": torn}, halo=True))
    assert runs(place) == before and left_out(place) == ["odd"]
    outlined(place, "odd", [[lon + 0.1, lat] for lon, lat in RING])
    run_job(job(place, {"good": good, "odd": torn}, halo=True))
    assert rows(place)["good"]["reason"].startswith("halo: neighbour odd: s.geojson"), "now it is known to be one"


def test_a_fetched_county_has_no_halo(place, spark, monkeypatch):
    monkeypatch.setattr(driver, "with_files", lambda spark, works: FakeTasks(spark.sparkContext, [(work, []) for work in works]))
    run_job(job(place, {"fetched": GOOD}, {"fetched": {"folder": str(place)}}, halo=True))
    assert rows(place)["fetched"]["reason"].startswith("halo: its folder is fetched")


# Folders that Spark fetches.

def test_a_wrong_folder_is_its_own_row(place, spark, monkeypatch):
    """Spark refuses to list a folder that is not there: it would list none."""
    def listed(spark, works):
        for work in works:
            if not os.path.isdir(work.county.folder):
                raise Exception(f"[PATH_NOT_FOUND] {work.county.folder}")
        return FakeTasks(spark.sparkContext, [(work, [(f"{work.county.id}.yaml", GOOD.encode()), ("r.geojson", b"{}")])
                                              for work in works])

    monkeypatch.setattr(driver, "with_files", listed)
    (place / "store").mkdir()
    folders = {"a-far": place / "store", "b-gone": place / "none", "c-nowhere": "hdfs://nowhere/c", "d-unknown": "ftp://x/d"}
    report = run_job(job(place, {name: GOOD for name in [*folders, "here"]},
                         {name: {"folder": folder} for name, folder in folders.items()}))
    found = rows(place)
    assert report.is_whole and (found["here"]["status"], found["a-far"]["status"]) == ("done", "done"), found
    assert found["b-gone"]["reason"] == f"its folder {place / 'none'} does not exist"
    assert found["c-nowhere"]["reason"] == "its folder hdfs://nowhere/c cannot be reached: UnknownHostException: nowhere"
    assert found["d-unknown"]["reason"] == "its row of the table: ftp://x/d: not a local path or file:// address"


def test_counties_here_are_done_whatever_becomes_of_fetching(place, spark, monkeypatch):
    def refused(spark, works):
        raise Exception("no more memory")

    monkeypatch.setattr(driver, "with_files", refused)
    report = run_job(job(place, {"far": GOOD, "here": GOOD}, {"far": {"folder": place}}))
    assert rows(place)["here"]["status"] == "done" and rows(place)["far"]["reason"].startswith("not run")
    assert not report.is_whole and report.warnings == ["Spark gave up: no more memory"]


# Cities in tiles.

def test_a_tile_that_kills_workers_is_given_up(place, spark, monkeypatch):
    """The city is a row then; other cities are done."""
    search, killed = driver.try_searching, []

    def killing(tile, orders, earlier):
        if tile.work.county.id == "killer" and earlier < orders.deaths:
            killed.append(earlier)
            raise WorkerDied("executor lost")
        return search(tile, orders, earlier)

    monkeypatch.setattr(driver, "try_searching", killing)
    run_job(job(place, {"calm": GOOD, "killer": GOOD}, {"calm": {"tiles": 2}, "killer": {"tiles": 2}}))
    assert rows(place)["calm"]["status"] == "done"
    assert rows(place)["killer"]["reason"] == "tile-0001: given up: 3 workers died or failed under it"
    assert killed == [0, 1, 2] and not list((place / "out/tiles").glob("*"))


def test_a_tile_that_fails_is_remembered(place, spark):
    (place / "city.tile").write_text("torn")
    for tiles in (2, 2):
        report = run_job(job(place, {"city": GOOD}, {"city": {"tiles": tiles}}))
    assert rows(place)["city"]["reason"] == "tile-0001: exit 1: torn"
    assert (report.stood, report.ran) == (1, 0)
    report = run_job(job(place, {"city": GOOD}))
    assert (report.ran, rows(place)["city"]["status"]) == (1, "done")


def test_a_tile_that_fails_takes_no_good_results_away(place, spark):
    """The same inputs stand already; --rehash makes the job cut again."""
    asked = job(place, {"city": GOOD}, {"city": {"tiles": 2}}, rehash=True)
    run_job(asked)
    (place / "city.tile").write_text("no luck")
    run_job(asked)
    assert Store(place / "out").record("city") and rows(place)["city"]["status"] == "failed"
    (place / "city.tile").unlink()
    asked.rehash = False
    assert run_job(asked).stood == 1 and rows(place)["city"]["status"] == "done"


# Rows and attempts.

def test_attempts_of_what_stands_are_kept(place, spark):
    run_job(job(place, {"a": GOOD, "b": GOOD}))
    first = attempts(place)
    (place / "c.yaml").write_text(GOOD)
    run_job(job(place, {"a": GOOD, "b": GOOD, "c": GOOD}))
    assert attempts(place).keys() == {"a", "b", "c"} and {name: attempts(place)[name] for name in "ab"} == first
    run_job(job(place, {"a": GOOD, "c": GOOD}))
    assert attempts(place).keys() == {"a", "c"}


def gathered(place) -> list[str]:
    table = place / "out/gathered/coverage/group=g/part-0.parquet"
    return pq.read_table(table, partitioning=None).column("county").to_pylist() if table.exists() else []


def test_gather_in_the_folder_of_a_job(place, spark):
    (place / "bad.fails").write_text("torn")
    asked = job(place, {"good": GOOD, "bad": GOOD})
    run_job(asked)
    before = {name: (place / "out" / name).read_bytes() for name in ("counties.parquet", "failed.jsonl", "attempts.parquet")}
    for kind in ("rows", ""):  # also a folder of an older version, without rows
        if not kind:
            shutil.rmtree(place / "out/rows")
        gather_here(asked)
        assert {name: (place / "out" / name).read_bytes() for name in before} == before
        assert gathered(place) == ["good"]


def test_the_job_after_an_array_tells_how_it_stands(place, spark):
    """The array's row says failed; the job has run the county since. And the other way round."""
    (place / "c.fails").write_text("torn")
    asked = job(place, {"c": GOOD})
    assert run_number(asked, 1).status == "failed"
    (place / "c.fails").unlink()
    asked.retry_failed = True
    run_job(asked)
    assert gather_here(asked)[0].status == "done" and gathered(place) == ["c"]
    (place / "c.yaml").write_text(GOOD + "title: other\n")
    (place / "c.fails").write_text("torn again")
    run_number(asked, 1)
    assert gather_here(asked)[0].reason == "exit 1: torn again" and gathered(place) == []


def test_a_second_pass_of_an_array_keeps_the_attempts(place):
    asked = job(place, {"a": GOOD, "b": GOOD})
    for number in (1, 2):
        run_number(asked, number)
    gather_here(asked)
    first = attempts(place)
    assert [row["tries"] for row in first.values()] == [1, 1]
    job(place, {"a": GOOD, "b": GOOD + "title: other\n"})
    for number in (1, 2):
        assert run_number(asked, number).status == "done"
    gather_here(asked)
    assert runs(place) == ["a", "b", "b"] and attempts(place).keys() == first.keys() and attempts(place)["a"] == first["a"]


def test_gathering_where_nothing_was_run_touches_nothing(place, spark):
    run_job(job(place, {"a": GOOD}))
    before = {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*.parquet")}
    with pytest.raises(JobError, match="no county of .* was run here"):
        gather_here(job(place, {"other": GOOD}))
    assert {path: path.stat().st_mtime_ns for path in (place / "out").rglob("*.parquet")} == before


def test_jobs_gatherings_and_arrays_do_not_meet(place, spark):
    asked, store = job(place, {"a": GOOD}), Store(place / "out")
    store.prepare()
    (store.work() / "of a task under way").mkdir()
    with store.job_lock(shared=True):
        assert run_number(asked, 1).status == "done"  # tasks of an array run beside each other
        for call in (run_job, gather_here):
            with pytest.raises(JobError, match="another job"):
                call(asked)
        assert (store.work() / "of a task under way").exists()
    with store.job_lock():
        for call in (lambda job: run_number(job, 1), gather_here):
            with pytest.raises(JobError, match="another job"):
                call(asked)
    gather_here(asked)
    assert not list(store.work().iterdir())
