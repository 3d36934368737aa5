"""A county too large for one task: its search cut into tiles, each a task of its own, before the county's own run.

The program sees to it that the rows of all tiles are those of one search (docs/cluster.md); here they are made in the shared
output folder, where the county's run takes them by `--tiles`. Twins of slow tasks, and tasks of a driver that is gone, may do
the same at the same time: each cuts into a folder of its own, and searches on its own.
"""

import json
import shutil
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from .county_task import (DISK_TROUBLE, Neighbourhood, Orders, Outcome, arguments_of, attempted, identify, is_lasting,
                          reason_of, run_program, scratch_folder, settled)
from .errors import CountyError, WorkerError
from .program import bundle_folder, checked_program
from .publish import Store, unready_place

ROWS = "tile.rows"


@dataclass(frozen=True)
class Tile:
    """One tile's search: its county, the folder of that county's tiles, and its own folder's name there."""

    work: Neighbourhood
    folder: str
    name: str
    points: int


def tiles_folder(orders: Orders, name: str) -> Path:
    return Store(orders.out).folder / "tiles" / name


def cut_city(work: Neighbourhood, orders: Orders) -> list[Tile]:
    """Cuts a county's search; the whole city is read once, by this task.

    - Raises CountyError for what is the county's trouble, WorkerError for the worker's.
    """
    if orders.with_halo or work.county.folder:
        raise CountyError("tiles go with neither --halo nor a fetched folder: leave the column `tiles` empty", lasting=False)
    folder = tiles_folder(orders, work.county.id) / uuid.uuid4().hex[:12]
    folder.parent.mkdir(parents=True, exist_ok=True)
    _run(work, orders, lambda scratch: [
        "tiles", "cut", *arguments_of(work.county.analysis, work.county.settings_by_key(), scratch),
        f"--count={work.county.tiles}", "-o", folder])
    tiles = json.loads((folder / "tiles.json").read_text(encoding="utf-8"))["tiles"]
    return [Tile(work, str(folder), tile["name"], tile["points"]) for tile in tiles]


def search_tile(tile: Tile, orders: Orders) -> None:
    """Searches one tile; its rows appear whole in its folder, whoever searches it again.

    - Raises as `cut_city`.
    """
    place = Path(tile.folder) / tile.name

    def arguments(scratch: Path) -> list:
        aside = scratch / tile.name
        aside.mkdir()
        for file in place.iterdir():
            if file.name != ROWS and not file.name.startswith("."):
                (aside / file.name).symlink_to(file.absolute())
        return ["tiles", "search", aside]

    def keep(scratch: Path):
        unready = unready_place(place / ROWS)
        shutil.copyfile(scratch / tile.name / ROWS, unready)
        unready.replace(place / ROWS)

    _run(tile.work, orders, arguments, keep)


def try_cutting(work: Neighbourhood, orders: Orders, earlier_attempts: int) -> tuple[list[Tile] | None, Outcome | None]:
    """The tiles, or the row of a county that cannot be cut."""
    return _tried("cutting into tiles", work, orders, earlier_attempts, lambda: cut_city(work, orders))


def try_searching(tile: Tile, orders: Orders, earlier_attempts: int) -> tuple[None, Outcome | None]:
    """The row of the county when its tile cannot be searched."""
    return _tried(tile.name, tile.work, orders, earlier_attempts, lambda: search_tile(tile, orders))


def with_tiles(work: Neighbourhood, folder: str) -> Neighbourhood:
    """The county, to be run on the rows of its tiles."""
    return replace(work, tiles=folder)


def remove_tiles(orders: Orders, name: str):
    shutil.rmtree(tiles_folder(orders, name), ignore_errors=True)


def _tried(what: str, work: Neighbourhood, orders: Orders, earlier_attempts: int, call):
    made = []

    def one(outcome: Outcome) -> bool:
        try:
            made.append(call())
        except CountyError as error:
            if error.lasting:
                identify(work, orders, outcome)
                outcome.fingerprint["tiles"] = work.county.tiles
            raise
        return False

    outcome = attempted(work, orders, earlier_attempts, one)
    if made:
        return made[0], None
    outcome.reason = f"{what}: {outcome.reason}"
    return None, settled(outcome, orders)


def _run(work: Neighbourhood, orders: Orders, arguments, keep=lambda scratch: None):
    program = checked_program(bundle_folder(orders.bundle), orders.about)
    with scratch_folder(orders, f"{work.county.id}-tiles") as scratch:
        ending = run_program(work.county, orders, {}, program, scratch, arguments(scratch))
        if ending.code == 0:
            keep(scratch)
            return
        reason = reason_of(ending, scratch, work.county.seconds or orders.seconds)
        if not scratch.exists() or any(words in ending.said for words in DISK_TROUBLE):
            raise WorkerError(f"the worker could not read or write: {reason}")
        raise CountyError(reason, lasting=is_lasting(ending))
