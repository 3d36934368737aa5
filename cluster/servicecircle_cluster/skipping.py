"""Which counties of an earlier job still stand: told from names, sizes and times of files, without reading them."""

from concurrent.futures import ThreadPoolExecutor

from .counties import County
from .county_task import Neighbourhood, Outcome, keep_row, without_of
from .digest import FileState, from_record
from .publish import Store


def standing_outcome(store: Store, work: Neighbourhood, program: str, with_halo: bool) -> Outcome | None:
    """The row of a county that need not run again; None when anything may have changed.

    A file whose size and time of change are the recorded ones counts as unchanged (`--rehash` reads all again). Counties
    that fetch their folder, or read a database, always run.
    """
    record = store.record(work.county.id)
    if record and _is_same(record, work, program, with_halo):
        return Outcome(work.county.id, work.county.group, record["status"], key=record["key"], without=without_of(record))
    failure = store.failure(work.county.id)
    # One of tiles says nothing of a run in other tiles or in none.
    if failure and failure.get("tiles", work.county.tiles) == work.county.tiles and \
            _is_same(failure, work, program, with_halo):
        return Outcome(work.county.id, work.county.group, "failed", failure["reason"], failure["key"])
    return None


def standing_outcomes(store: Store, works: list[Neighbourhood], program: str, with_halo: bool) -> dict[str, Outcome]:
    def found_for(work):
        outcome = standing_outcome(store, work, program, with_halo)
        if outcome:
            agree(store, outcome)
        return outcome

    with ThreadPoolExecutor(16) as pool:
        found = pool.map(found_for, works)
        return {work.county.id: outcome for work, outcome in zip(works, found) if outcome}


def agree(store: Store, outcome: Outcome):
    """A row that says otherwise, of a try between, is replaced; one that agrees tells how the run went."""
    row = store.row(outcome.id)
    if row and (row["status"], row["key"]) != (outcome.status, outcome.key):
        keep_row(store, outcome)


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
