"""The same without Spark: one county a process, for job arrays such as Slurm's; then everything gathered here."""

from pathlib import Path

from . import addresses
from .counties import read_table
from .county_task import Neighbourhood, Orders, Outcome, run_county
from .errors import JobError
from .gather import gather_group, note_gathered, plan_gathering
from .job import Job, installed_about, with_neighbours, write_rows
from .publish import Store
from .skipping import standing_outcome


def run_number(job: Job, number: int) -> Outcome:
    """Runs the county of that number, from 1, in order of id. Other processes may run others in the same folder.

    Its row is kept in `rows/ID.json` until `gather_here`.
    """
    table, store = read_table(job.table), _store(job)
    if not 1 <= number <= len(table.counties):
        raise JobError(f"county {number}: the table has {len(table.counties)} counties that can run")
    county = table.counties[number - 1]
    works = with_neighbours(table.counties, []) if job.halo else [Neighbourhood(county)]
    work = next(work for work in works if work.county.id == county.id)
    about = installed_about(job.installed)
    orders = Orders(out=str(store.folder), about=about, bundle=str(Path(job.installed).absolute()), scratch=job.scratch,
                    threads=job.threads, seconds=job.seconds, memory_mb=job.memory_mb, tries=job.tries, with_halo=job.halo)
    outcome = standing_outcome(store, work, about["program"], job.halo) or run_county(work, orders)
    store.keep_row(county.id, {"status": outcome.status, "reason": outcome.reason, "key": outcome.key,
                               "attempt": outcome.attempt})
    return outcome


def gather_here(job: Job) -> list[Outcome]:
    """Gathers all groups in this process and writes the rows; a county that left none was not run."""
    table, store = read_table(job.table), _store(job)
    outcomes = [Outcome(name, "", "failed", f"its row of the table: {reason}") for name, reason in table.refused]
    for county in table.counties:
        row = store.row(county.id)
        outcomes.append(Outcome(county.id, county.group, **row) if row else
                        Outcome(county.id, county.group, "failed", "not run"))
    finished = {outcome.id for outcome in outcomes if outcome.is_finished}
    plan = plan_gathering(store, [(county.id, county.group) for county in table.counties if county.id in finished])
    for gathering in plan.todo:
        gather_group(gathering)
    note_gathered(store, plan)
    outcomes.sort(key=lambda outcome: outcome.id)
    write_rows(store, outcomes)
    return outcomes


def _store(job: Job) -> Store:
    store = Store(addresses.local_path(job.out).absolute())
    store.prepare()
    return store
