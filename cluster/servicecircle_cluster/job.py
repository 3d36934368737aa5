"""A whole job on the driver: what stands, what runs, what is gathered, and a row for every county."""

import json
import os
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from . import addresses
from .analysis_file import input_files, read_analysis
from .bundle import read_about
from .city_tiles import remove_tiles, try_cutting, try_searching, with_tiles
from .counties import County, CountyTable, read_table
from .county_task import FETCHED, Neighbourhood, Orders, Outcome, keep_row, run_county
from .errors import CountyError, JobError
from .gather import gather_group, note_gathered, plan_gathering
from .halo import halo_reach
from .outlines import neighbours, outline_of
from .program import FOLDER
from .publish import Store, unready_place, write_whole
from .skipping import standing_outcomes
from .staging import found_roots, run_with_files, with_files

# What `counties.parquet` says of a county, and what `attempts.parquet` (the only table that may differ between equal
# jobs) says of how it went.
COUNTY_SCHEMA = pa.schema([("county", pa.string()), ("group", pa.string()), ("status", pa.string()),
                           ("reason", pa.string()), ("key", pa.string()), ("without", pa.list_(pa.string()))])
ATTEMPT_SCHEMA = pa.schema([
    ("county", pa.string()), ("host", pa.string()), ("tries", pa.int64()), ("earlier_attempts", pa.int64()),
    ("seconds", pa.float64()), ("program_seconds", pa.float64()), ("cpu_seconds", pa.float64()), ("peak_mb", pa.float64())])


PAUSE_OF_A_FAILING_WORKER = 3.0  # seconds


@dataclass
class Job:
    """What a job is asked; see `servicecircle-cluster run --help`."""

    table: str
    out: str
    bundle: str = ""  # the archive of the program
    installed: str = ""  # or a folder with the unpacked bundle on every worker
    master: str = ""
    settings: dict[str, str] = field(default_factory=dict)  # of Spark
    halo: bool = False
    rehash: bool = False
    retry_failed: bool = False
    scratch: str = ""
    threads: int = 1
    seconds: float = 3600
    memory_mb: int = 0
    tries: int = 2
    deaths: int = 3
    quiet: bool = False


@dataclass
class Report:
    """Rows of all counties in order of id, how many stood already, and what went wrong beside the counties."""

    outcomes: list[Outcome]
    stood: int
    ran: int
    seconds: float
    is_whole: bool  # Spark did not give up, and all groups were gathered
    warnings: list[str]

    def count(self, status: str) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)


def run_job(job: Job) -> Report:
    """Runs what is to be run and gathers; a county's failure is its row, the job's is a JobError.

    Spark starts only when there is something to do, or the table lies where only Spark reads.
    """
    begun = time.monotonic()
    about = read_about(job.bundle) if job.bundle else installed_about(job.installed)
    session = _Session(job)
    try:
        table = read_table(job.table, session.get() if addresses.is_remote(job.table) else None)
        store = Store(Path(addresses.local_path(job.out)).absolute())
        store.prepare()
        with store.job_lock():
            return _run(job, about, table, store, session, begun)
    finally:
        session.stop()


def _run(job: Job, about: dict, table: CountyTable, store: Store, session, begun: float) -> Report:
    warnings: list[str] = []
    gave_up: list[str] = []
    works = with_neighbours(table, warnings) if job.halo else [Neighbourhood(one) for one in table.counties]
    outcomes = {} if job.rehash else standing_outcomes(store, works, about["program"], job.halo)
    if job.retry_failed:
        outcomes = {name: outcome for name, outcome in outcomes.items() if outcome.status != "failed"}
    stood, ran = len(outcomes), 0
    todo = _largest_first([work for work in works if work.county.id not in outcomes])
    orders = Orders(out=str(store.folder), about=about, bundle=job.installed and str(Path(job.installed).absolute()),
                    scratch=job.scratch, threads=job.threads, seconds=job.seconds, memory_mb=job.memory_mb,
                    tries=job.tries, deaths=job.deaths, with_halo=job.halo)
    if todo:
        ran = len(todo)
        _say(job, f"{stood} of {len(works)} counties stand; {len(todo)} to run")
        todo, failed = _with_tiles(job, session, todo, orders)
        outcomes.update(failed)
        if todo:
            outcomes.update(_run_tasks(job, session.get(), todo, orders, gave_up))
        for work in todo:
            if work.tiles:
                remove_tiles(orders, work.county.id)
    for name, reason in table.refused:
        outcomes[name] = Outcome(name, "", "failed", f"its row of the table: {reason}")
    for work in todo:
        outcomes.setdefault(work.county.id, _failed(work, "not run: the job ended before it"))
    plan = plan_gathering(store, [(one.id, one.group) for one in table.counties if outcomes[one.id].is_finished])
    left = _gather(session.get(), plan.todo) if plan.todo else []
    if not left:
        note_gathered(store, plan)
    rows = [outcomes[name] for name in sorted(outcomes)]
    write_rows(store, rows)
    warnings += told_without(rows)
    return Report(rows, stood, ran, time.monotonic() - begun, not (gave_up or left), warnings + gave_up + left)


def _run_tasks(job: Job, spark, todo: list[Neighbourhood], orders: Orders, gave_up: list[str]) -> dict[str, Outcome]:
    """One task for each county. When Spark gives up, what had ended is kept and the reason told."""
    from .progress import Progress  # with pyspark, which job arrays do without

    context = spark.sparkContext
    with Progress(context, len(todo), sys.stderr if not job.quiet else open(os.devnull, "w")) as progress:
        ended = progress.ended

        def one(work):
            return told(run_county(work, orders, _attempt()))

        def fetched(pair):
            return told(run_with_files(pair, orders, _attempt()))

        attempts = _attempts(context, orders)

        def told(outcome):
            or_elsewhere(outcome, _attempt(), attempts)
            ended.add([outcome])
            return outcome

        outcomes: dict[str, Outcome] = {}

        def collect(part):
            try:
                outcomes.update({outcome.id: outcome for outcome in part().collect()})
            except Exception as error:
                gave_up.append(_gave_up(error))
                outcomes.update({outcome.id: outcome for outcome in ended.value})

        here = [work for work in todo if not work.county.folder]
        there = [work for work in todo if work.county.folder]
        if here:
            collect(lambda: context.parallelize(here, len(here)).map(one))
        there, failed = found_roots(spark, there)
        for work, reason in failed:
            outcomes[work.county.id] = _kept(_failed(work, reason), orders)
            ended.add([outcomes[work.county.id]])
        if there:
            collect(lambda: with_files(spark, there).map(fetched))
    return outcomes


def _kept(outcome: Outcome, orders: Orders) -> Outcome:
    """A row that the driver itself decides; what stands of the county stays."""
    keep_row(Store(orders.out), outcome)
    return outcome


def or_elsewhere(outcome: Outcome, attempt: int, attempts: int):
    """Raises where another worker may do it: Spark tries again. Whoever fails at once waits, lest it take the work of all
    others."""
    if outcome.is_workers and attempt + 1 < attempts:
        time.sleep(PAUSE_OF_A_FAILING_WORKER)
        raise RuntimeError(f"{outcome.id}: {outcome.reason}")


def _gave_up(error: Exception) -> str:
    return f"Spark gave up: {(str(error).strip() or type(error).__name__).splitlines()[0][:300]}"


def _failed(work: Neighbourhood, reason: str) -> Outcome:
    return Outcome(work.county.id, work.county.group, "failed", reason)


def told_without(rows: list[Outcome]) -> list[str]:
    """A line for each county that others were counted without."""
    missed = Counter(name for row in rows for name in row.without)
    return [f"{name} may be a neighbour and could not be counted: {count} {'county is' if count == 1 else 'counties are'} "
            "counted without it, and run again when it is mended" for name, count in sorted(missed.items())]


def _with_tiles(job: Job, session, todo: list[Neighbourhood], orders: Orders):
    """Cuts and searches the tiles of the cities that ask for them; returns what is to be run, and the rows of cities of
    which a tile failed."""
    cities = [work for work in todo if work.county.tiles > 1]
    if not cities:
        return todo, {}
    context = session.get().sparkContext
    attempts, failed = _attempts(context, orders), {}

    def tasks(call, items: list, work_of) -> list:
        """What the call made of every item; rows of those of which it made nothing are failures."""
        def one(item):
            made, outcome = call(item, orders, _attempt())
            if outcome:
                or_elsewhere(outcome, _attempt(), attempts)
            return made, outcome

        try:
            ended = context.parallelize(items, len(items)).map(one).collect() if items else []
        except Exception as error:
            ended = [(None, _kept(_failed(work_of(item), _gave_up(error)), orders)) for item in items]
        for made, outcome in ended:
            if outcome:
                failed.setdefault(outcome.id, outcome)
        return [made for made, outcome in ended if not outcome]

    tiles = [tile for made in tasks(try_cutting, cities, lambda work: work) for tile in made]
    tiles.sort(key=lambda tile: (-tile.points, tile.work.county.id, tile.name))
    _say(job, f"{len(tiles)} tiles of {len(cities) - len(failed)} cities to search")
    tasks(try_searching, tiles, lambda tile: tile.work)
    for name in failed:
        remove_tiles(orders, name)
    folders = {tile.work.county.id: tile.folder for tile in tiles}
    left = [with_tiles(work, folders[work.county.id]) if work.county.id in folders else work
            for work in todo if work.county.id not in failed]
    return left, failed


def _attempts(context, orders: Orders) -> int:
    """How often Spark tries a task: threads of one process have no elsewhere, and nothing is tried twice there."""
    return 1 if context.master.startswith("local") and "cluster" not in context.master else orders.deaths


def _attempt() -> int:
    from pyspark import TaskContext

    return TaskContext.get().attemptNumber()


def _gather(spark, todo: list) -> list[str]:
    """One task for each group; returns what could not be gathered, and why."""
    def one(gathering):
        try:
            gather_group(gathering)
            return None
        except Exception as error:
            return f"group {gathering.group} could not be gathered: {type(error).__name__}: {error}"

    try:
        return list(filter(None, spark.sparkContext.parallelize(todo, len(todo)).map(one).collect()))
    except Exception as error:
        return [f"gathering: {_gave_up(error)}"]


def with_neighbours(table: CountyTable, warnings: list[str]) -> list[Neighbourhood]:
    """Each county with those whose stations and streets may count in it.

    Where an outline cannot be read, the county may be anybody's neighbour: its stations tell of whom. Where not even the row
    or the analysis can, or files are still to be fetched, nothing tells: the others are counted without it, and say so.
    """
    boxes, metres, unplaced, nowhere = {}, {}, [], [name for name, _ in table.refused]
    for county in table.counties:
        try:
            if county.folder:
                raise CountyError(FETCHED)
            analysis = read_analysis(county.analysis, county.settings_by_key())
        except Exception:  # its own task says what is wrong
            nowhere.append(county.id)
            continue
        try:
            boxes[county.id] = outline_of(analysis).ground.bounds
        except Exception as error:
            # Its own task will say the same in its row.
            warnings.append(f"{county.id} may be anybody's neighbour: {error}")
            unplaced.append(county.id)
            continue
        try:
            metres[county.id] = halo_reach(county, analysis)
        except Exception:
            # Its own task will say why; that it does not know its reach takes nothing from its neighbours.
            metres[county.id] = 0
    near = neighbours(boxes, metres)
    named, nowhere = {county.id: county for county in table.counties}, tuple(sorted(nowhere))

    def around(county: County) -> Neighbourhood:
        if county.id not in boxes:
            return Neighbourhood(county)  # it fails by itself, and says why
        others = sorted([*near[county.id], *unplaced])
        return Neighbourhood(county, tuple(named[name] for name in others), without=nowhere)

    return [around(county) for county in table.counties]


def _largest_first(works: list[Neighbourhood]) -> list[Neighbourhood]:
    """By expected work, so that no large county begins when all others have ended; equal ones by id."""
    return sorted(works, key=lambda work: (-(work.county.size or _input_bytes(work.county)), work.county.id))


def _input_bytes(county: County) -> int:
    if county.folder:
        return 0
    try:
        files = input_files(read_analysis(county.analysis, county.settings_by_key())) or []
        return sum(file.stat().st_size for file in files if file.is_file())
    except Exception:  # whatever is odd about it, its own task says so in its row
        return 0


def write_rows(store: Store, rows: list[Outcome]):
    counties = pa.Table.from_pylist(
        [{"county": row.id, "group": row.group, "status": row.status, "reason": row.reason, "key": row.key,
          "without": row.without}
         for row in rows], COUNTY_SCHEMA)
    _write_parquet(store.folder / "counties.parquet", counties)
    # What stands, or was only looked at again, tells how it went when it ran.
    attempts = {row["county"]: row for row in _attempts_before(store)}
    attempts.update({row.id: {"county": row.id, **row.attempt} for row in rows if row.attempt and (
        row.attempt.get("tries") or not row.is_finished or row.id not in attempts)})
    attempts = [attempts[row.id] for row in rows if row.id in attempts]
    if attempts:
        _write_parquet(store.folder / "attempts.parquet", pa.Table.from_pylist(attempts, ATTEMPT_SCHEMA))
    lines = [json.dumps({"county": row.id, "status": row.status, "reason": row.reason}, ensure_ascii=False)
             for row in rows if row.status == "failed"]
    write_whole(store.folder / "failed.jsonl", "".join(f"{line}\n" for line in lines))


def _attempts_before(store: Store) -> list[dict]:
    try:
        return pq.read_table(store.folder / "attempts.parquet").to_pylist()
    except (OSError, pa.ArrowException):
        return []


def _write_parquet(path: Path, table: pa.Table):
    unready = unready_place(path)
    pq.write_table(table, unready)
    unready.replace(path)


def installed_about(folder: str) -> dict:
    if not folder:
        raise JobError("name the program's bundle (--bundle), or where it is installed on every worker (--installed)")
    try:
        return json.loads((Path(folder) / "bundle.json").read_text())
    except (OSError, ValueError) as error:
        raise JobError(f"{folder}: no unpacked bundle of ServiceCircle ({error})") from None


def _say(job: Job, text: str):
    if not job.quiet:
        print(text, file=sys.stderr, flush=True)


class _Session:
    """A Spark session that starts when it is first asked for."""

    def __init__(self, job: Job):
        self._job, self._spark, self._sent = job, None, None

    def get(self):
        if self._spark is None:
            from pyspark.sql import SparkSession

            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            builder = SparkSession.builder.appName("ServiceCircle")
            if self._job.master:
                builder = builder.master(self._job.master)
            stated = {
                # A county is given up by its own task at the last attempt but one; the job goes on.
                "spark.task.maxFailures": str(self._job.deaths + 2), "spark.ui.showConsoleProgress": "false",
                "spark.task.cpus": str(self._job.threads), "spark.log.level": "ERROR", **self._job.settings,
            }
            for key, value in stated.items():
                builder = builder.config(key, value)
            self._spark = builder.getOrCreate()
            context = self._spark.sparkContext
            self._sent = tempfile.TemporaryDirectory()
            context.addPyFile(_package_zip(Path(self._sent.name)))
            if self._job.bundle:
                context.addArchive(f"{Path(self._job.bundle).absolute()}#{FOLDER}")
        return self._spark

    def stop(self):
        if self._spark is not None:
            self._spark.stop()
            self._sent.cleanup()


def _package_zip(folder: Path) -> str:
    """This package as tasks import it, whatever the workers have installed."""
    here = Path(__file__).parent
    target = folder / "servicecircle_cluster.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(here.rglob("*.py")):
            archive.write(path, path.relative_to(here.parent))
    return str(target)
