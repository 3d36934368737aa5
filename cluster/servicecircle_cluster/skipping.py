"""Which counties of an earlier job still stand: told from names, sizes and times of files, without reading them."""

from concurrent.futures import ThreadPoolExecutor

from .counties import County
from .county_task import Neighbourhood, Outcome
from .digest import FileState, from_record
from .publish import Store


def standing_outcome(store: Store, work: Neighbourhood, program: str, with_halo: bool) -> Outcome | None:
    """The row of a county that need not run again; None when anything may have changed.

    A file whose size and time of change are the recorded ones counts as unchanged (`--rehash` reads all again). Counties
    that fetch their folder, or read a database, always run.
    """
    record = store.record(work.county.id)
    if record and _is_same(record, work, program, with_halo):
        return Outcome(work.county.id, work.county.group, record["status"], key=record["key"])
    failure = store.failure(work.county.id)
    if failure and _is_same(failure, work, program, with_halo):
        return Outcome(work.county.id, work.county.group, "failed", failure["reason"], failure["key"])
    return None


def standing_outcomes(store: Store, works: list[Neighbourhood], program: str, with_halo: bool) -> dict[str, Outcome]:
    with ThreadPoolExecutor(16) as pool:
        found = pool.map(lambda work: standing_outcome(store, work, program, with_halo), works)
        return {work.county.id: outcome for work, outcome in zip(works, found) if outcome}


def _is_same(record: dict, work: Neighbourhood, program: str, with_halo: bool) -> bool:
    county: County = work.county
    if county.folder or record["has_database"]:
        return False
    states = from_record(record["inputs"])
    if record["analysis"]:
        states.append(FileState(**record["analysis"]))
    stated = (record["program"], record["settings"], record["with_halo"], record["neighbours"], record["analysis_path"],
              record["halo_stated"])
    asked = (program, list(map(list, county.settings)), with_halo, work.stated_neighbours(),
             county.analysis, county.halo if with_halo else None)
    return stated == asked and all(state.is_untouched() for state in states)
