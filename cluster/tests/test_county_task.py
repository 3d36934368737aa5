"""One county from row to row, with a program of a few lines that ends as its analysis file says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from servicecircle_cluster.bundle import program_digest
from servicecircle_cluster.counties import County
from servicecircle_cluster.county_task import Neighbourhood, Orders, Outcome, keep_row, run_county
from servicecircle_cluster.digest import sha256_of
from servicecircle_cluster.publish import Store
from servicecircle_cluster.skipping import standing_outcome

# Its file of roads is a line of shell; every run adds a line to `runs` beside that.
PROGRAM = r"""#!/bin/sh
if [ "$1" = --version ]; then echo 1.2; exit 0; fi
roads=$(sed -n 's/.*roads: *//p' "$2" | tr -d '{}')
case "$roads" in /*) ;; *) roads="$(dirname "$2")/$roads";; esac
here=$(dirname "$roads")
while [ $# -gt 0 ]; do case "$1" in --out) out=$2;; --set) echo "$2" >> "$here/settings";; esac; shift; done
echo run >> "$here/runs"
mkdir -p "$out/tables"
echo '{"resources": []}' > "$out/tables/datapackage.json"
echo done > "$out/summary.json"
eval "$(cat "$roads")"
"""


@pytest.fixture
def place(tmp_path):
    (tmp_path / "installed/bin").mkdir(parents=True)
    binary = tmp_path / "installed/bin/servicecircle"
    binary.write_text(PROGRAM)
    binary.chmod(0o755)
    Store(tmp_path / "out").prepare()
    return tmp_path


def orders(place, **more):
    digests = {"bin/servicecircle": sha256_of(place / "installed/bin/servicecircle")}
    about = {"version": "1.2", "files": digests, "program": program_digest(digests)}
    return Orders(out=str(place / "out"), about=about, bundle=str(place / "installed"), **more)


def work(place, roads="exit 0", settings=()):
    (place / "a.yaml").write_text("inputs: {roads: r.geojson}\n")
    (place / "r.geojson").write_text(roads)
    return Neighbourhood(County("c", str(place / "a.yaml"), settings, "g"))


def runs(place) -> int:
    return len((place / "runs").read_text().splitlines()) if (place / "runs").exists() else 0


def test_a_county_that_is_done_has_folder_and_record(place):
    outcome = run_county(work(place, settings=(("a.b", "1"),)), orders(place))
    assert (outcome.status, outcome.reason, outcome.group) == ("done", "", "g")
    assert (place / "out/counties/c/summary.json").read_text() == "done\n"
    assert Store(place / "out").record("c")["key"] == outcome.key
    assert (place / "settings").read_text() == "a.b=1\n"
    assert not list((place / "out/.work").iterdir())


def test_the_same_bytes_are_not_run_again(place):
    first = run_county(work(place), orders(place))
    os.utime(place / "r.geojson", ns=(1, 1))
    second = run_county(Neighbourhood(County("c", str(place / "a.yaml"), (), "g")), orders(place))
    assert (second.status, second.key, runs(place)) == ("done", first.key, 1)
    assert Store(place / "out").record("c")["inputs"][0]["mtime_ns"] == 1
    (place / "r.geojson").write_text("exit 0 # other")
    assert run_county(Neighbourhood(County("c", str(place / "a.yaml"), (), "g")), orders(place)).key != first.key
    assert runs(place) == 2


@pytest.mark.parametrize("roads, status, reason, tries", [
    ("exit 4", "infeasible", "", 1),
    ("echo first >&2; echo 'servicecircle: bad roads' >&2; exit 1", "failed", "exit 1: bad roads", 1),
    ("exit 3", "failed", "exit 3", 1),
    ("echo 'no memory' >&2; exit 71", "failed", "exit 71: no memory", 2),
    ("echo 'libx.so: failed to map segment' >&2; exit 127", "failed", "exit 127: libx.so: failed to map segment", 2),
    ('echo "$0: no room for libx.so" >&2; exit 127', "failed", "exit 127: no room for libx.so", 2),  # the loader names the path
    ("kill -9 $$", "failed", "ended by SIGKILL", 2),
    ('[ "$(wc -l < "$here/runs")" -ge 2 ] || exit 70', "done", "", 2),
    ("sleep 100", "failed", "time: not done after 1.5 s", 1),
])
def test_how_a_run_ends(place, roads, status, reason, tries):
    outcome = run_county(work(place, roads), orders(place, seconds=1.5))
    assert (outcome.status, outcome.reason, outcome.attempt["tries"]) == (status, reason, tries)
    assert runs(place) == tries and not outcome.is_workers
    assert not list((place / "out/.work").iterdir())


def test_only_a_failure_that_would_come_again_is_remembered(place):
    store = Store(place / "out")
    outcome = run_county(work(place, "exit 1"), orders(place))
    assert store.failure("c")["key"] == outcome.key
    run_county(work(place, "exit 70"), orders(place))
    assert store.failure("c") is None


def test_results_of_other_inputs_do_not_stand_for_a_failed_county(place):
    run_county(work(place), orders(place))
    run_county(work(place, "exit 1"), orders(place))
    assert Store(place / "out").record("c") is None and not (place / "out/counties/c").exists()


def test_a_worker_without_the_program_changes_nothing(place):
    told = orders(place)
    run_county(work(place), told)
    (place / "installed/bin/servicecircle").unlink()
    outcome = run_county(work(place, "exit 0 # other"), told)
    assert outcome.is_workers and outcome.reason.startswith("the program is missing on the worker")
    assert Store(place / "out").record("c") and Store(place / "out").failure("c") is None


def test_a_full_disk_is_the_workers(place):
    outcome = run_county(work(place, "echo 'x: writing failed: No space left on device.' >&2; exit 1"), orders(place))
    assert outcome.is_workers and "No space left on device" in outcome.reason
    assert Store(place / "out").failure("c") is None


def test_results_that_cannot_be_published_are_not_done(place, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "publish", full)
    outcome = run_county(work(place), orders(place))
    assert (outcome.status, outcome.is_workers) == ("failed", True) and "No space left" in outcome.reason


def test_given_up_after_workers_that_died(place):
    outcome = run_county(work(place), orders(place), earlier_attempts=3)
    assert outcome.reason == "given up: 3 workers died or failed under it" and runs(place) == 0


def test_a_scratch_folder_of_the_workers_own(place):
    (place / "scratch").mkdir()
    outcome = run_county(work(place), orders(place, scratch=str(place / "scratch")))
    assert outcome.status == "done" and (place / "out/counties/c/summary.json").exists()
    assert not list((place / "scratch").iterdir()) and not list((place / "out/.work").iterdir())


def test_a_sidecar_that_comes_later_is_another_input(place):
    """A shapefile without .prj was read as WGS84; with it, it is elsewhere."""
    (place / "a.yaml").write_text("inputs: {roads: r.shp}\n")
    (place / "r.shp").write_text("exit 0")
    one = Neighbourhood(County("c", str(place / "a.yaml"), (), "g"))
    first, store = run_county(one, orders(place)), Store(place / "out")
    assert standing_outcome(store, one, orders(place).about["program"], False)
    for name in ("r.prj", "r.PRJ"):
        (place / name).write_text("GK")
        assert not standing_outcome(store, one, orders(place).about["program"], False)
        assert run_county(one, orders(place)).key != first.key
        assert standing_outcome(store, one, orders(place).about["program"], False)
        (place / name).unlink()
    assert runs(place) == 3


def test_changed_profiles_are_another_input(place):
    (place / "r.geojson").write_text("exit 0")
    (place / "p.csv").write_text("one")
    (place / "a.yaml").write_text("coverage: {profiles: p.csv}\ninputs: {roads: r.geojson}\n")
    one = Neighbourhood(County("c", str(place / "a.yaml"), (), "g"))
    first = run_county(one, orders(place))
    (place / "p.csv").write_text("other")
    assert not standing_outcome(Store(place / "out"), one, orders(place).about["program"], False)
    assert run_county(one, orders(place)).key != first.key and runs(place) == 2


def test_few_of_many_that_are_left_out_are_named():
    for names, said in (([], ""), (["a"], "without a"), (list("abcde"), "without a, b, c and 2 more")):
        assert Outcome("x", "g", "done", without=names).left_out == said


def test_the_row_is_kept_by_whoever_ran_the_county(place):
    store = Store(place / "out")
    done = run_county(work(place), orders(place))
    assert store.row("c") == {"status": "done", "reason": "", "key": done.key, "without": [], "attempt": done.attempt}
    failed = run_county(work(place, "exit 1"), orders(place))
    assert (store.row("c")["reason"], store.row("c")["key"]) == ("exit 1", failed.key)


def test_a_late_twin_that_fails_does_not_speak_for_the_county(place):
    store, done = Store(place / "out"), run_county(work(place), orders(place))
    keep_row(store, Outcome("c", "g", "failed", "the worker could not read or write", done.key))
    assert store.row("c")["status"] == "done"


def test_a_row_older_than_the_record_does_not_count(place):
    """Of a task that was killed between both."""
    store = Store(place / "out")
    run_county(work(place, "exit 1"), orders(place))
    os.utime(place / "out/rows/c.json", ns=(1, 1))
    assert store.row("c") is None


def test_what_killed_workers_left_on_their_own_disk_goes(place):
    """The next attempt there removes it; what is in use by another, and what is not ours, stays."""
    scratch = place / "scratch"
    script = ("import sys, time; from servicecircle_cluster.county_task import Orders, scratch_folder;"
              "s = scratch_folder(Orders(out='', about={}, scratch=sys.argv[1]), 'c'); f = s.__enter__();"
              "(f / 'large').touch(); print(f, flush=True); time.sleep(1000)")
    dead, alive = (subprocess.Popen([sys.executable, "-c", script, scratch], stdout=subprocess.PIPE, text=True) for _ in "12")
    left, used = (Path(process.stdout.readline().strip()) for process in (dead, alive))
    (scratch / "others").mkdir()
    try:
        dead.kill()
        dead.wait()
        assert (left / "large").exists()
        assert run_county(work(place), orders(place, scratch=str(scratch))).status == "done"
        assert (used / "large").exists() and not left.exists()
        assert sorted(path.name for path in scratch.iterdir()) == sorted(["others", used.name, f"{used.name}.lock"])
    finally:
        alive.kill()
        alive.wait()


def test_a_row_without_an_analysis_file_gets_one(place):
    (place / "r.geojson").write_text("exit 4")
    county = County("c", "", (("inputs.roads", str(place / "r.geojson")),))
    outcome = run_county(Neighbourhood(county), orders(place))
    assert outcome.status == "infeasible"
    assert json.loads((place / "out/records/c.json").read_text())["inputs"][0]["path"] == str(place / "r.geojson")


def test_a_job_array_does_without_pyspark(place):
    """`county` and `gather` in processes that cannot import it."""
    work(place, """echo '{"coverage": {"communities": {"total": 3, "covered": 1}}, "siting": null}' > "$out/summary.json"; exit 0""")
    (place / "installed/bundle.json").write_text(json.dumps(orders(place).about))
    (place / "t.csv").write_text("id,analysis\nc,a.yaml\n")
    script = ("import sys; sys.modules['pyspark'] = None; from servicecircle_cluster.command import main;"
              "raise SystemExit(main(sys.argv[1:]))")
    for words in (["county", "--number=1", f"--installed={place / 'installed'}"], ["gather"]):
        ended = subprocess.run([sys.executable, "-c", script, *words, place / "t.csv", "--out", place / "out"],
                               capture_output=True, text=True)
        assert ended.returncode == 0, ended.stderr
    row, = pq.read_table(place / "out/counties.parquet").to_pylist()
    assert (row["county"], row["status"]) == ("c", "done")
    row, = pq.read_table(place / "out/gathered/coverage/group=all/part-0.parquet", partitioning=None).to_pylist()
    assert (row["total"], row["covered"]) == (3, 1)
