"""The checks of `make cluster-test`, each on the same small cluster; a check raises AssertionError with what it saw."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow.parquet as pq

from servicecircle_cluster.bundle import build_bundle, libraries_of
from servicecircle_cluster.counties import read_table
from servicecircle_cluster.limits import run_limited
from servicecircle_cluster.nation.county import write_county
from servicecircle_cluster.nation.plan import CountyPlan
from servicecircle_cluster.program import checked_program

from . import forty
from .folders import differences, stamps
from .standalone import Standalone


class Skipped(Exception):
    """A check that cannot be made here, with the reason."""


class Checks:
    """Scratch folder, program, cluster; the checks in their order."""

    def __init__(self, root: Path, binary: Path, data: Path | None, scratch: Path):
        self.root, self.binary, self.scratch = root, binary, scratch
        self.extracts = data / "osm" if data and (data / "osm").is_dir() else None
        self.bundle = scratch / "bundle.tar.gz"
        self.cluster: Standalone | None = None
        self.table = scratch / "forty.csv"
        self.notes: list[str] = []

    def all(self):
        return [self.bundle_has_all, self.forty_counties_and_a_killed_worker, self.equal_to_single_runs,
                self.second_call_does_nothing, self.a_changed_county_runs_alone, self.real_extracts,
                self.gathered_is_read_by_others, self.killed_driver_and_other_partitions, self.job_array, self.bad_counties,
                self.duplicate_ids, self.program_missing_on_a_worker, self.other_program_on_the_workers,
                self.full_disk_on_a_worker, self.fetched_folders, self.halo_counts_once, self.city_in_tiles]

    # The forty.

    def bundle_has_all(self):
        """The program starts with the bundle's libraries alone, those of the C library excepted."""
        about, folder = build_bundle(self.binary, self.bundle), self.scratch / "installed"
        with tarfile.open(self.bundle) as tar:
            tar.extractall(folder, filter="data")
        assert checked_program(str(folder), about).binary.is_file()
        listing = subprocess.run(["ldd", folder / "bin/servicecircle"], capture_output=True, text=True,
                                 env={"LD_LIBRARY_PATH": str(folder / "lib"), "PATH": os.environ["PATH"]}).stdout
        foreign = {name: path for name, path in libraries_of(listing).items() if path is None or folder not in path.parents}
        assert not foreign, foreign

    def forty_counties_and_a_killed_worker(self):
        self.cluster = Standalone(self.scratch / "spark")
        for _ in range(2):
            self.cluster.add_worker()
        table = forty.rows(self.root, self.extracts)
        forty.write_table(self.table, table)
        assert len(table) == forty.COUNT
        begun = time.monotonic()
        with self._start(self.table, "forty") as job:
            killed = 0
            for line in job.stderr:
                ended = re.match(rb"\[ *(\d+)/40\]", line)
                if ended and int(ended[1]) >= 10 and not killed:
                    killed = self.cluster.kill_worker(0)
                    self.cluster.add_worker()
            answer = json.loads(job.stdout.read())
        assert killed >= 2, f"a worker has an executor: {killed} processes ended"
        assert job.returncode == 0 and answer["done"] == 40 and answer["ran"] == 40, answer
        deaths = pq.read_table(self._out("forty") / "attempts.parquet").column("earlier_attempts").to_pylist()
        assert sum(deaths) >= 1, "no county was under way on the killed worker"
        self.notes.append(f"40 counties, two workers of one core, one killed with {killed - 1} processes below it: "
                          f"{time.monotonic() - begun:.0f} s")

    def equal_to_single_runs(self):
        """Each county's folder is that of one run by hand, but for manifest.json."""
        singles, begun = self.scratch / "singles", time.monotonic()
        counties = read_table(str(self.table)).counties

        def single(county):
            arguments = [self.binary, "run", county.analysis, "--quiet", "--out", singles / county.id]
            for key, value in county.settings:
                arguments += ["--set", f"{key}={value}"]
            ended = subprocess.run(arguments, capture_output=True, text=True)
            assert ended.returncode == 0, f"{county.id}: {ended.stderr}"
            return [f"{county.id}/{name}" for name in
                    differences(self._out("forty") / "counties" / county.id, singles / county.id, ("manifest.json",))]

        singles.mkdir()
        with ThreadPoolExecutor(2) as pool:
            different = [name for names in pool.map(single, counties) for name in names]
        assert not different, f"{len(different)} files differ: {different[:5]}"
        files = sum(1 for path in singles.rglob("*") if path.is_file())
        self.notes.append(f"{files} files of 40 single runs are equal ({time.monotonic() - begun:.0f} s, two at a time)")

    def second_call_does_nothing(self):
        before, begun = stamps(self._out("forty") / "counties"), time.monotonic()
        ended, answer = self._run(self.table, "forty")
        assert ended == 0 and answer["stood"] == 40 and answer["ran"] == 0, answer
        assert stamps(self._out("forty") / "counties") == before
        self.notes.append(f"second call: {time.monotonic() - begun:.1f} s")

    def a_changed_county_runs_alone(self):
        """Another setting is another county; a touched input of the same bytes is not."""
        table = forty.rows(self.root, self.extracts)
        table[-1]["settings"] += ";siting.seed=2"
        forty.write_table(self.scratch / "changed.csv", table)
        before = stamps(self._out("forty") / "counties")
        ended, answer = self._run(self.scratch / "changed.csv", "forty")
        after = stamps(self._out("forty") / "counties")
        written = {name.split("/")[0] for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        assert ended == 0 and answer["ran"] == 1 and written == {table[-1]["id"]}, (answer, written)

    def real_extracts(self):
        if not self.extracts:
            raise Skipped("no data beside the checkout: variants of the worked examples stand in for extracts")
        for name in forty.EXTRACTS:
            summary = json.loads((self._out("forty") / "counties" / name.split(".")[0] / "summary.json").read_text())
            assert summary["coverage"]["communities"]["total"] > 0, name

    def gathered_is_read_by_others(self):
        """Tables by Spark's own reader, layers by GeoPandas; counts against the counties' files."""
        import geopandas
        import pandas

        out = self._out("forty")
        expected = {path.parent.name: json.loads(path.read_text())["features"]
                    for path in (out / "counties").glob("*/service_areas.geojson")}
        areas = [geopandas.read_parquet(part) for part in sorted((out / "gathered/service_areas").rglob("*.parquet"))]
        assert all(part.crs.equals("OGC:CRS84") or part.crs.to_epsg() == 4326 for part in areas)
        areas = pandas.concat(areas)
        for name, features in expected.items():
            here = areas[areas.county == name]
            assert list(here.station) == [feature["properties"]["station"] for feature in features], name
            assert [None if shape is None else shape.geom_type for shape in here.geometry] == \
                [feature["geometry"] and feature["geometry"]["type"] for feature in features], name
        reading = ("import sys; from pyspark.sql import SparkSession; s = SparkSession.builder.master('local[1]')"
                   ".config('spark.log.level', 'ERROR').getOrCreate(); c = s.read.parquet(sys.argv[1]);"
                   "print(c.where(\"kind = 'communities'\").count(), c.select('group').distinct().count())")
        said = subprocess.run([sys.executable, "-c", reading, out / "gathered" / "coverage"], capture_output=True,
                              text=True, env=self._environment())
        assert said.stdout.split() == ["40", "4" if self.extracts else "3"], (said.stdout, said.stderr[-500:])

    def killed_driver_and_other_partitions(self):
        """The driver killed and started again, on the cluster; the same counties in other order on threads of one
        process, with twins of slow tasks: equal bytes."""
        table = [row for row in forty.rows(self.root, None) if row["id"].startswith("jinkouhe-")][:10]
        forty.write_table(self.scratch / "ten.csv", table)
        with self._start(self.scratch / "ten.csv", "killed") as job:
            for line in job.stderr:
                if re.match(rb"\[ *3/10\]", line):
                    for process in [job.pid, *_below(job.pid)]:
                        os.kill(process, signal.SIGKILL)
                    break
        ended, answer = self._run(self.scratch / "ten.csv", "killed")
        assert ended == 0 and answer["stood"] >= 3 and answer["done"] == 10, answer
        forty.write_table(self.scratch / "turned.csv", table[::-1])
        ended, other = self._run(self.scratch / "turned.csv", "turned", "--conf", "spark.speculation=true", "--conf",
                                 "spark.speculation.multiplier=1.1", "--conf", "spark.speculation.quantile=0.1",
                                 "--conf", "spark.speculation.interval=100ms", master="local[2]")
        assert ended == 0 and other["stood"] == 0, other
        names = differences(self._out("killed"), self._out("turned"), ("manifest.json", "attempts.parquet"))
        names = [name for name in names if not name.startswith(("records/", "rows/"))]
        assert not names, names
        self.notes.append(f"driver killed after 3 of 10 counties: {answer['stood']} stood when it came back")

    # What goes wrong.

    def bad_counties(self):
        """Each is a row with a reason; those beside them are done."""
        place, good = self.scratch / "bad", self.root / "analyses" / "jinkouhe.yaml"
        huge = write_county(place / "huge", CountyPlan("huge", people=1_000_000, junctions=25_000, seed=3))
        small = write_county(place / "small", CountyPlan("small", people=10_000, junctions=250, seed=3))
        (place / "broken.yaml").write_text("inputs: {roads: [")
        (place / "odd.yaml").write_text("public: [2026-02-30]")
        (place / "broken.geojson").write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "geom')
        (place / "empty.geojson").write_text('{"type": "FeatureCollection", "features": []}')
        unloadable, starting = self._memory_limits()
        table = [
            {"id": "good", "analysis": good}, {"id": "small", "analysis": small},
            {"id": "100-times", "analysis": huge, "seconds": "900"},
            {"id": "broken-analysis", "analysis": place / "broken.yaml"},
            {"id": "odd-date", "analysis": place / "odd.yaml"},
            {"id": "broken-data", "analysis": good, "settings": f"inputs.roads={place / 'broken.geojson'}"},
            {"id": "empty", "analysis": good, "settings": json.dumps(
                {f"inputs.{layer}": str(place / "empty.geojson") for layer in ("communities", "workers", "routes")})},
            {"id": "no-file", "analysis": place / "none.yaml"},
            {"id": "no-such-key", "analysis": good, "settings": "siting.nwe=3"},
            {"id": "infeasible", "analysis": good, "settings": "siting.constraints={floors: {by: kind, share: 100%}}"},
            {"id": "too-slow", "analysis": huge, "seconds": "0.3"},
            {"id": "too-large", "analysis": huge, "memory_mb": starting},
            {"id": "no-room-to-load", "analysis": good, "memory_mb": unloadable},
            {"id": "../outside", "analysis": good}, {"id": "nothing", "analysis": ""},
        ]
        columns = ("id", "analysis", "settings", "seconds", "memory_mb")
        forty.write_table(self.scratch / "bad.csv",
                          [{column: str(row.get(column, "")) for column in columns} for row in table])
        ended, answer = self._run(self.scratch / "bad.csv", "bad")
        rows = {row["county"]: row for row in pq.read_table(self._out("bad") / "counties.parquet").to_pylist()}
        assert ended == 3 and len(rows) == len(table), (ended, answer)
        status = {name: row["status"] for name, row in rows.items()}
        assert [name for name in status if status[name] == "done"] == ["100-times", "good", "small"], rows
        assert status["infeasible"] == "infeasible", rows["infeasible"]
        for name, words in {"broken-analysis": "no YAML", "odd-date": "no YAML", "broken-data": "exit 1", "empty": "exit 1",
                            "no-file": "none.yaml", "no-such-key": "nwe", "too-slow": "time: not done after 0.3 s",
                            "too-large": "exit 71", "no-room-to-load": "exit 127", "../outside": "cannot name a folder",
                            "nothing": "neither an analysis file nor inputs"}.items():
            assert status[name] == "failed" and words in rows[name]["reason"], (name, rows[name])
        assert sorted(path.name for path in (self._out("bad") / "counties").iterdir()) == \
            ["100-times", "good", "infeasible", "small"]
        ended, again = self._run(self.scratch / "bad.csv", "bad")
        # Time and memory may be other tomorrow; what is wrong in the data is remembered until it changes.
        assert ended == 3 and again["ran"] == 3 and again["failed"] == answer["failed"], again
        self.notes.append(f"address space: {starting} MB start the program, at {unloadable} MB its libraries find no room")

    def _memory_limits(self) -> tuple[int, int]:
        """Megabytes of address space: the most at which the program's libraries cannot be loaded (127), and the least in
        which it starts. They depend on what it is built with: 240 and 320 for the full build, 100 and 180 for the minimal."""
        about = json.loads((self.scratch / "installed" / "bundle.json").read_text())
        program, unloadable = checked_program(str(self.scratch / "installed"), about), 0
        for megabytes in range(20, 2000, 20):
            ending = run_limited([program.binary, "--version"], program.environment, self.scratch, 60, megabytes)
            if ending.code == 127:
                unloadable = megabytes
            if ending.code == 0:
                return unloadable, megabytes
        raise AssertionError(f"the program does not start in {megabytes} MB: exit {ending.code}: {ending.said}")

    def duplicate_ids(self):
        good = str(self.root / "analyses" / "jinkouhe.yaml")
        forty.write_table(self.scratch / "twice.csv", [{"id": name, "analysis": good} for name in ("a", "b", "a")])
        said = subprocess.run(self._arguments(self.scratch / "twice.csv", "twice"), capture_output=True, text=True,
                              env=self._environment())
        assert said.returncode == 1 and "more than once: a." in said.stderr, said.stderr

    def program_missing_on_a_worker(self):
        """Its folder vanishes under one worker during the job: others do its counties, or they are rows."""
        table = [row for row in forty.rows(self.root, None) if row["id"].startswith("jinkouhe-")][:8]
        forty.write_table(self.scratch / "eight.csv", table)
        removed = 0
        with self._start(self.scratch / "eight.csv", "missing") as job:
            for line in job.stderr:
                if re.match(rb"\[ *2/8\]", line) and not removed:
                    for place in self.cluster.newest_worker().glob("app-*/*/servicecircle-bundle"):
                        removed += 1
                        os.rename(place, place.with_name("gone"))
            answer = json.loads(job.stdout.read())
        assert removed == 1, f"{removed} folders of the bundle on the newest worker"
        rows = pq.read_table(self._out("missing") / "counties.parquet").to_pylist()
        assert len(rows) == 8 and all(row["status"] == "done" or "missing on the worker" in row["reason"] for row in rows), rows
        ended, again = self._run(self.scratch / "eight.csv", "missing")
        assert ended == 0 and again["done"] == 8, again
        self.notes.append(f"program gone from one worker of two after 2 of 8 counties: {answer['done']} done at once, "
                          "the rest by the second call")

    def other_program_on_the_workers(self):
        """Another version, other bytes, none at all: said by every county, and nothing is run with it."""
        table = [{"id": "one", "analysis": str(self.root / "analyses" / "jinkouhe.yaml")}]
        forty.write_table(self.scratch / "one.csv", table)
        for name, change, words in (
            ("version", _claim_another_version, "is version"),
            ("bytes", lambda folder: _append(folder / "lib" / "libproj.so.25"), "is not the one shipped"),
            ("none", lambda folder: (folder / "bin" / "servicecircle").unlink(), "missing on the worker"),
        ):
            folder = self.scratch / f"installed-{name}"
            with tarfile.open(self.bundle) as tar:
                tar.extractall(folder, filter="data")
            change(folder)
            ended, said = self._county(self.scratch / "one.csv", 1, f"other-{name}", "--installed", str(folder))
            assert ended == 3 and "failed" in said and words in said, said
            shutil.rmtree(folder)

    def full_disk_on_a_worker(self):
        small = self.scratch / "small-disk"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", small], capture_output=True).returncode:
            raise Skipped("a small disk asks for root")
        try:
            ended, said = self._county(self.scratch / "one.csv", 1, "full", "--scratch", str(small))
            assert ended == 3 and "No space left on device" in said, said
            assert not list(small.iterdir()) and not list((self._out("full") / ".work").iterdir())
        finally:
            subprocess.run(["umount", small], check=True)
        ended, said = self._county(self.scratch / "one.csv", 1, "full")
        assert ended == 0, said

    # Where inputs lie, and what counts in them.

    def fetched_folders(self):
        """A county whose folder comes through Spark's file layer equals the one read in place."""
        folder = self.scratch / "a folder"
        for name in ("analyses", "geodata/jinkouhe"):
            shutil.copytree(self.root / name, folder / name)
        table = [{"id": "fetched", "analysis": "analyses/jinkouhe.yaml", "folder": f"file://{folder}".replace(" ", "%20"),
                  "settings": ""},
                 {"id": "gone", "analysis": "a.yaml", "folder": f"file://{self.scratch}/none", "settings": ""},
                 {"id": "nowhere", "analysis": "a.yaml", "folder": "hdfs://nowhere.invalid/x", "settings": ""},
                 {"id": "in-place", "analysis": str(self.root / "analyses/jinkouhe.yaml"), "folder": "", "settings": ""}]
        forty.write_table(self.scratch / "fetched.csv", table)
        ended, answer = self._run(self.scratch / "fetched.csv", "fetched")
        assert ended == 3 and answer["done"] == 2, answer
        rows = {row["county"]: row["reason"] for row in pq.read_table(self._out("fetched") / "counties.parquet").to_pylist()}
        assert "does not exist" in rows["gone"] and "cannot be reached: " in rows["nowhere"], rows
        counties = self._out("fetched") / "counties"
        different = differences(counties / "fetched", counties / "in-place", ("manifest.json",))
        assert not different, different

    def halo_counts_once(self):
        """Two counties of one town: with halos they cover what one run over both covers, and nobody counts twice."""
        from .border import write_border

        border = write_border(self.scratch / "border")
        forty.write_table(self.scratch / "border.csv", border.rows)
        ended, answer = self._run(self.scratch / "border.csv", "border", "--halo", master="local[2]")
        assert ended == 0 and answer["done"] == 3, answer
        figures = {}
        for row in pq.read_table(self._out("border") / "gathered" / "coverage").to_pylist():
            figures[row["county"]] = (row["total"], row["covered"])
        assert figures == border.expected, (figures, border.expected)
        # Without a halo B has no station; south is the third by id. This way goes without Spark.
        ended, said = self._county(self.scratch / "border.csv", 3, "border-without")
        summary = json.loads((self._out("border-without") / "counties" / "south" / "summary.json").read_text())
        assert ended == 0 and summary["coverage"]["communities"]["covered"] == 107, said
        stations = pq.read_table(self._out("border") / "gathered" / "stations").to_pylist()
        assert sorted((row["county"], row["id"]) for row in stations) == border.stations, stations
        # One that cannot be read may be anybody's neighbour: a row, and the others say that they were counted without it.
        (self.scratch / "torn.yaml").write_text("inputs: {roads: [")
        forty.write_table(self.scratch / "border.csv", [*border.rows, {"id": "torn", "analysis": self.scratch / "torn.yaml"}])
        for ran in (4, 0):
            ended, answer = self._run(self.scratch / "border.csv", "border", "--halo", master="local[2]")
            rows = pq.read_table(self._out("border") / "counties.parquet").to_pylist()
            assert ended == 3 and (answer["done"], answer["ran"]) == (3, ran), answer
            assert {row["county"]: row["without"] for row in rows} == \
                {"far": ["torn"], "north": ["torn"], "south": ["torn"], "torn": []}, rows

    def city_in_tiles(self):
        """Cities whose search is parted among tasks have the folders of counties run whole; one that cannot be cut is a row."""
        good = str(self.root / "analyses" / "jinkouhe.yaml")
        table = [{"id": f"{name}-{tiles or 'whole'}", "analysis": str(self.root / "analyses" / f"{name}.yaml"), "settings": "",
                  "tiles": tiles} for name in ("jinkouhe", "wutongqiao") for tiles in ("", "4")]
        table.append({"id": "no-such-key", "analysis": good, "settings": "siting.nwe=3", "tiles": "2"})
        forty.write_table(self.scratch / "tiles.csv", table)
        ended, answer = self._run(self.scratch / "tiles.csv", "tiles")
        rows = {row["county"]: row for row in pq.read_table(self._out("tiles") / "counties.parquet").to_pylist()}
        assert ended == 3 and answer["done"] == 4 and "nwe" in rows["no-such-key"]["reason"], (answer, rows)
        counties = self._out("tiles") / "counties"
        for name in ("jinkouhe", "wutongqiao"):
            different = differences(counties / f"{name}-4", counties / f"{name}-whole", ("manifest.json",))
            assert not different, different
        assert not list((self._out("tiles") / "tiles").glob("*-4")), "tiles that are done with are removed"

    def job_array(self):
        """Counties one by one, without Spark, gather to the bytes that Spark's job gathered; that gathers again alike."""
        for number in range(1, 11):
            ended, said = self._county(self.scratch / "ten.csv", number, "array")
            assert ended == 0, said
        before = stamps(self._out("turned") / "gathered")
        for out in ("array", "turned"):
            said = subprocess.run([sys.executable, "-m", "servicecircle_cluster", "gather", str(self.scratch / "ten.csv"),
                                   "--out", str(self._out(out))], capture_output=True, text=True)
            assert said.returncode == 0, said.stderr
        names = differences(self._out("array") / "gathered", self._out("turned") / "gathered")
        assert not names and stamps(self._out("turned") / "gathered") == before, names
        rows = [(self._out(out) / "counties.parquet").read_bytes() for out in ("array", "turned")]
        assert rows[0] == rows[1]

    def _county(self, table: Path, number: int, out: str, *more: str) -> tuple[int, str]:
        program = () if "--installed" in more else ("--installed", str(self.scratch / "installed"))
        said = subprocess.run([sys.executable, "-m", "servicecircle_cluster", "county", str(table), "--out",
                               str(self._out(out)), "--number", str(number), *program, *more], capture_output=True, text=True)
        return said.returncode, said.stdout + said.stderr

    def _out(self, name: str) -> Path:
        return self.scratch / "out" / name

    def _arguments(self, table: Path, out: str, *more: str, master: str = "") -> list[str]:
        address = master or (self.cluster.address if self.cluster else "local[2]")
        return [sys.executable, "-m", "servicecircle_cluster", "run", str(table), "--out", str(self._out(out)),
                "--bundle", str(self.bundle), "--master", address, "--json",
                "--conf", "spark.executor.memory=512m", "--conf", "spark.driver.memory=512m",
                "--conf", "spark.executor.cores=1", "--conf", "spark.ui.enabled=false", *more]

    def _environment(self) -> dict:
        return {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}

    def _start(self, table: Path, out: str) -> subprocess.Popen:
        return subprocess.Popen(self._arguments(table, out), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self._environment())

    def _run(self, table: Path, out: str, *more: str, master: str = "") -> tuple[int, dict]:
        said = subprocess.run(self._arguments(table, out, "--quiet", *more, master=master),
                              capture_output=True, text=True, env=self._environment())
        try:
            return said.returncode, json.loads(said.stdout)
        except ValueError:
            raise AssertionError(f"exit {said.returncode}: {said.stderr[-1500:]}") from None


def _below(process: int) -> list[int]:
    from .standalone import descendants

    return descendants(process)


def _claim_another_version(folder: Path):
    about = json.loads((folder / "bundle.json").read_text())
    (folder / "bundle.json").write_text(json.dumps({**about, "version": "99.0"}))


def _append(path: Path):
    with open(path, "ab") as file:
        file.write(b"\0")
