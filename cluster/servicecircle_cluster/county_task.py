"""One county on a worker: its inputs' digest, the program under limits, its folder published."""

import fcntl
import os
import shutil
import signal
import socket
import time
import uuid
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import halo
from .analysis_file import Analysis, input_files, read_analysis, written
from .counties import County
from .digest import FileState, as_record, key_of, state_of
from .errors import CountyError, WorkerError
from .limits import Ending, run_limited
from .program import bundle_folder, checked_program
from .publish import Store
from .results import table_schemas

# A plan was written, or today's coverage and the proof that no plan is possible.
FINISHED = {0: "done", 4: "infeasible"}
# Ends that another try could change: no memory (127: not even for its libraries), a defect, a signal from outside (-N). Bad
# input (1, 2, 3) stays bad.
MAY_PASS = {5, 70, 71, 127}
# What the system says (LANG=C) when the worker's disk is at fault and not the input; the program ends by 1 then, too.
DISK_TROUBLE = ("No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error",
                "Stale file handle")
FETCHED = "its folder is fetched, and a halo needs files in place: leave `folder` empty, or run without --halo"
# Of folders on a worker's own disk, which others use, too.
SCRATCH = "servicecircle-"


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What every task of a job is told."""

    out: str  # the output folder, the same on every machine
    about: dict  # bundle.json of the bundle that was shipped
    bundle: str = ""  # a folder with the unpacked bundle; empty: Spark's archive
    scratch: str = ""  # a folder on the worker's own disk; empty: inside the output folder
    threads: int = 1
    seconds: float = 3600
    memory_mb: int = 0
    tries: int = 2  # runs of a county in one task, when its end may pass
    deaths: int = 3  # attempts of a task whose worker dies or fails under it, before the county is given up
    with_halo: bool = False


@dataclass
class Outcome:
    """A county's row. What may differ between equal jobs stands in `attempt` alone."""

    id: str
    group: str
    status: str  # done, infeasible, failed
    reason: str = ""  # of a failure: exit code and last message
    key: str = ""
    without: list[str] = field(default_factory=list)  # counties that may be neighbours and could not be counted
    attempt: dict = field(default_factory=dict)  # seconds, cpu, memory, host, tries
    fingerprint: dict = field(default_factory=dict)  # what the record keeps to know the same work again
    is_workers: bool = False  # the worker failed, not the county
    is_lasting: bool = False  # a failure that would come again until something is changed

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED.values()

    @property
    def left_out(self) -> str:
        """Whom it was counted without, for the eye; empty when nobody is missing."""
        more = len(self.without) - 3
        names = ", ".join(self.without[:3]) + (f" and {more} more" if more > 0 else "")
        return f"without {names}" if self.without else ""


@dataclass(frozen=True)
class Neighbourhood:
    """A county and those whose stations and streets may count in it."""

    county: County
    neighbours: tuple[County, ...] = ()
    tiles: str = ""  # the folder of its tiles, when their rows stand for its search
    without: tuple[str, ...] = ()  # ids of those of which nothing tells whether they are neighbours

    def stated_neighbours(self) -> list:
        """What the record keeps of them; whoever is mended changes it."""
        named = [[other.id, other.analysis, list(map(list, other.settings))] for other in self.neighbours]
        return named + [[name] for name in self.without]


def run_county(work: Neighbourhood, orders: Orders, earlier_attempts: int = 0, files: Path | None = None) -> Outcome:
    """Runs one county to its row; never raises for what is the county's or the worker's own trouble.

    - Parameter files: a local copy of the county's folder, when Spark's file layer fetched it.
    """
    def run(outcome: Outcome) -> bool:
        with scratch_folder(orders, work.county.id) as scratch:
            return _run(work, orders, Store(orders.out), outcome, scratch, files)

    return settled(attempted(work, orders, earlier_attempts, run), orders)


def attempted(work: Neighbourhood, orders: Orders, earlier_attempts: int, call) -> Outcome:
    """What `call` comes to: it fills the outcome and returns whether a failure is lasting. What it raises is a reason."""
    begun, outcome = time.monotonic(), Outcome(work.county.id, work.county.group, "failed")
    outcome.attempt.update(host=socket.gethostname(), process=os.getpid(), earlier_attempts=earlier_attempts, tries=0)
    try:
        if earlier_attempts >= orders.deaths:
            raise CountyError(f"given up: {earlier_attempts} workers died or failed under it", lasting=False)
        outcome.is_lasting = call(outcome)
    except CountyError as error:
        outcome.reason, outcome.is_lasting, outcome.is_workers = str(error), error.lasting, isinstance(error, WorkerError)
    except OSError as error:
        outcome.reason, outcome.is_workers = f"the worker could not read or write: {error.strerror or error}", True
    except Exception as error:  # a defect of ours is this county's row, not the end of the job
        outcome.reason = f"a defect of the job: {type(error).__name__}: {error}"
    outcome.attempt["seconds"] = round(time.monotonic() - begun, 3)
    return outcome


def settled(outcome: Outcome, orders: Orders) -> Outcome:
    """The outcome as the output folder remembers it: a failure in place of older results, and the row."""
    store = Store(orders.out)
    if outcome.status == "failed" and not outcome.is_workers:
        try:
            failure = {**outcome.fingerprint, "reason": outcome.reason} if outcome.is_lasting and outcome.key else None
            store.publish_failure(outcome.id, outcome.key, failure)
        except OSError as error:
            outcome.reason += f" (and could not be recorded: {error.strerror or error})"
    with suppress(OSError):  # what has no row is known by its record
        keep_row(store, outcome)
    return outcome


def keep_row(store: Store, outcome: Outcome):
    """Keeps the row for `gather`, but that of a late twin which failed where results stand."""
    standing = store.record(outcome.id) if outcome.status == "failed" else None
    if not standing or standing["key"] != outcome.key:
        store.keep_row(outcome.id, {"status": outcome.status, "reason": outcome.reason, "key": outcome.key,
                                    "without": outcome.without, "attempt": outcome.attempt})


def without_of(record: dict) -> list[str]:
    """Counties that those results were counted without."""
    return (record.get("halo") or {}).get("without", [])


def identify(work: Neighbourhood, orders: Orders, outcome: Outcome, files: Path | None = None) -> tuple[
        Analysis, FileState | None, list[FileState]]:
    """Reads the analysis and digests all inputs: what the record keeps to know the same work again, and its key."""
    county = work.county
    path, settings = analysis_of(county, files)
    analysis_state = state_of(path) if path else None
    print_of = outcome.fingerprint
    print_of.update(program=orders.about["program"], settings=list(map(list, county.settings)),
                    analysis=asdict(analysis_state) if analysis_state else None, inputs=[], has_database=False,
                    with_halo=orders.with_halo, neighbours=work.stated_neighbours(),
                    analysis_path=county.analysis, halo_stated=county.halo if orders.with_halo else None)
    outcome.key = key_of(orders.about["program"], analysis_state, county.settings, [])
    analysis = read_analysis(path, settings)
    inputs = input_files(analysis)
    states = [state_of(file) for file in inputs or []]
    print_of.update(inputs=as_record(states), has_database=inputs is None)
    outcome.key = key_of(orders.about["program"], analysis_state, county.settings, states)
    return analysis, analysis_state, states


def _run(work: Neighbourhood, orders: Orders, store: Store, outcome: Outcome, scratch: Path, files) -> bool:
    """Fills the outcome; returns whether a failure is lasting."""
    county = work.county
    if orders.with_halo and county.folder:
        raise CountyError(f"halo: {FETCHED}", lasting=False)
    path, settings = analysis_of(county, files)
    analysis, analysis_state, states = identify(work, orders, outcome, files)
    print_of = outcome.fingerprint
    program = checked_program(bundle_folder(orders.bundle), orders.about)
    made, more = None, []
    if orders.with_halo:
        try:
            made = halo.layers_with_neighbours(county, analysis, work.neighbours, scratch, program, work.without)
        except CountyError as error:
            # It may come from a neighbour's files, which are not watched for a county that failed.
            raise CountyError(str(error), lasting=False) from None
        more = [made.identity]
        settings = {**settings, **made.settings}
        print_of.update(inputs=as_record(states + made.read))
        outcome.key = key_of(orders.about["program"], analysis_state, county.settings, states, more)
    standing = store.record(county.id)
    if standing and standing["key"] == outcome.key:
        # Touched, but the same bytes.
        outcome.status, outcome.without = standing["status"], without_of(standing)
        store.refresh(county.id, {**standing, **print_of})
        return False

    rows = ["--tiles", work.tiles] if work.tiles else []
    arguments = ["run", *arguments_of(path, settings, scratch), *rows, "--out", scratch / "result"]
    ending = run_program(county, orders, outcome.attempt, program, scratch, arguments)
    if ending.code not in FINISHED:
        outcome.reason = reason_of(ending, scratch, county.seconds or orders.seconds)
        if not scratch.exists() or any(words in ending.said for words in DISK_TROUBLE):
            raise WorkerError(f"the worker could not read or write: {outcome.reason}")
        return is_lasting(ending)
    result = scratch / "result"
    if orders.scratch:
        # From the worker's disk to the shared one, where a rename is possible.
        result = store.work() / scratch.name / "result"
        shutil.copytree(scratch / "result", result)
    try:
        store.publish(county.id, result, {
            **print_of, "key": outcome.key, "status": FINISHED[ending.code], "tables": table_schemas(result),
            "halo": {"metres": made.metres, "stations": made.stations, "without": made.without} if made else None,
        })
    finally:
        if orders.scratch:
            shutil.rmtree(result.parent, ignore_errors=True)
    outcome.status, outcome.without = FINISHED[ending.code], made.without if made else []
    return False


def arguments_of(path: str, settings: dict[str, str], scratch: Path) -> list:
    """The analysis file and its settings; a row without an analysis file gets one."""
    if not path:
        (scratch / "analysis.yaml").write_text(written(read_analysis("", settings)), encoding="utf-8")
        return [scratch / "analysis.yaml"]
    return [path] + [part for key, value in sorted(settings.items()) for part in ("--set", f"{key}={value}")]


def run_program(county: County, orders: Orders, attempt: dict, program, scratch: Path, arguments: list) -> Ending:
    """Runs the program until its end would not change, `orders.tries` times at the most; `attempt` is told how it went."""
    arguments = [program.binary, *arguments, f"--threads={orders.threads}", "--quiet"]
    for number in range(1, orders.tries + 1):
        ending = run_limited(arguments, program.environment, scratch, county.seconds or orders.seconds,
                             county.memory_mb or orders.memory_mb)
        attempt.update(tries=number, program_seconds=round(ending.seconds, 3),
                               cpu_seconds=round(ending.cpu_seconds, 3), peak_mb=round(ending.peak_mb, 1))
        if ending.code in FINISHED or ending.ran_out or is_lasting(ending):
            break
    return ending


def is_lasting(ending: Ending) -> bool:
    return ending.code > 0 and ending.code not in MAY_PASS and not ending.ran_out


def analysis_of(county: County, files: Path | None) -> tuple[str, dict[str, str]]:
    """The analysis file's path and the settings; of a fetched county inside the local copy of its folder."""
    if not county.folder:
        return county.analysis, county.settings_by_key()
    folder = files or Path(county.folder)
    return str(folder / county.analysis), county.settings_by_key()


def reason_of(ending: Ending, scratch: Path, seconds: float) -> str:
    """One line: how it ended and what it said last, without the names of scratch folders."""
    if ending.ran_out:
        return f"time: not done after {seconds:g} s"
    lines = [line for line in ending.said.replace(f"{scratch}/", "").splitlines() if line.strip()]
    how = f"exit {ending.code}" if ending.code >= 0 else f"ended by {_signal(-ending.code)}"
    # The loader names the program by its path, which is another in each job.
    return f"{how}: {lines[-1].rpartition('/bin/servicecircle: ')[2].removeprefix('servicecircle: ')}" if lines else how


@contextmanager
def scratch_folder(orders: Orders, name: str):
    """A folder for one attempt, gone after it.

    What a killed worker left in the output folder the next job removes; on the worker's own disk whoever comes next.
    """
    name = f"{name}-{uuid.uuid4().hex[:12]}"
    if not orders.scratch:
        with _made(Store(orders.out).work() / name) as folder:
            yield folder
        return
    base = Path(orders.scratch)
    base.mkdir(parents=True, exist_ok=True)
    _sweep(base)
    mark = base / f"{SCRATCH}{name}.lock"
    with _held(mark), _made(mark.with_suffix("")) as folder:
        yield folder


@contextmanager
def _made(folder: Path):
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(mark: Path):
    """A lock that says that its owner lives: it goes with the process, however that ends."""
    while True:
        file = open(mark, "w")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            break
        file.close()  # swept before it was locked
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)
        file.close()


def _sweep(base: Path):
    """Removes the scratch folders whose owners are gone."""
    for mark in base.glob(f"{SCRATCH}*.lock"):
        with suppress(OSError), open(mark, "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(mark.with_suffix(""), ignore_errors=True)
            mark.unlink()


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
