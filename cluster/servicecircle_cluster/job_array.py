"""The same without Spark: one county a process, for job arrays such as Slurm's; then everything gathered here."""

from pathlib import Path

from . import addresses
from .counties import County, read_table
from .county_task import Neighbourhood, Orders, Outcome, run_county, without_of
from .errors import JobError
from .gather import gather_group, note_gathered, plan_gathering
from .job import Job, installed_about, with_neighbours, write_rows
from .publish import Store
from .skipping import agree, standing_outcome


def run_number(job: Job, number: int) -> Outcome:
    """Runs the county of that number, from 1, in order of id. Other processes may run others in the same folder.

    Its row is kept in `rows/ID.json` for `gather_here`.
    """
    table, store = read_table(job.table), _store(job)
    if not 1 <= number <= len(table.counties):
        raise JobError(f"county {number}: the table has {len(table.counties)} counties that can run")
    county = table.counties[number - 1]
    about = installed_about(job.installed)
    orders = Orders(out=str(store.folder), about=about, bundle=str(Path(job.installed).absolute()), scratch=job.scratch,
                    threads=job.threads, seconds=job.seconds, memory_mb=job.memory_mb, tries=job.tries, with_halo=job.halo)
    with store.job_lock(shared=True):
        works = with_neighbours(table, []) if job.halo else [Neighbourhood(county)]
        work = next(work for work in works if work.county.id == county.id)
        if standing := standing_outcome(store, work, about["program"], job.halo):
            agree(store, standing)
            return standing
        return run_county(work, orders)


def gather_here(job: Job) -> list[Outcome]:
    """Gathers all groups in this process and writes the rows.

    - Raises JobError: not one county of the table was ever run in the folder. Nothing is touched then.
    """
    table, store = read_table(job.table), _store(job)
    with store.job_lock():
        found = {county.id: left_outcome(store, county) for county in table.counties}
        if not any(found.values()):
            raise JobError(f"{store.folder}: no county of {job.table} was run here: name the folder that `county` wrote to")
        outcomes = [Outcome(name, "", "failed", f"its row of the table: {reason}") for name, reason in table.refused]
        outcomes += [found[county.id] or Outcome(county.id, county.group, "failed", "not run") for county in table.counties]
        finished = [(outcome.id, outcome.group) for outcome in outcomes if outcome.is_finished]
        plan = plan_gathering(store, finished)
        for gathering in plan.todo:
            gather_group(gathering)
        note_gathered(store, plan)
        outcomes.sort(key=lambda outcome: outcome.id)
        write_rows(store, outcomes)
    return outcomes


def left_outcome(store: Store, county: County) -> Outcome | None:
    """How a county stands: by the row of its last attempt, else by its record or failure; None when it has none."""
    record, row = store.record(county.id), store.row(county.id)
    if row and (row["status"] == "failed" or (record and record["key"] == row["key"])):
        return Outcome(county.id, county.group, **row)
    if record:
        return Outcome(county.id, county.group, record["status"], key=record["key"], without=without_of(record))
    failure = store.failure(county.id)
    return Outcome(county.id, county.group, "failed", failure["reason"], failure["key"]) if failure else None


def _store(job: Job) -> Store:
    store = Store(addresses.local_path(job.out).absolute())
    store.prepare()
    return store
