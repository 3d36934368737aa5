"""A county too large for one task: its search cut into tiles, each a task of its own, before the county's own run.

The program sees to it that the rows of all tiles are those of one search (docs/cluster.md); here they are made in the shared
output folder, where the county's run takes them by `--tiles`.
"""

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from .county_task import (DISK_TROUBLE, Neighbourhood, Orders, arguments_of, is_lasting, reason_of, run_program,
                          scratch_folder)
from .errors import CountyError, WorkerError
from .program import bundle_folder, checked_program
from .publish import Store


@dataclass(frozen=True)
class Tile:
    """One tile's search: its county and its folder's name below the county's tiles."""

    work: Neighbourhood
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
    folder = tiles_folder(orders, work.county.id)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _run(work, orders, lambda scratch: [
        "tiles", "cut", *arguments_of(work.county.analysis, work.county.settings_by_key(), scratch),
        f"--count={work.county.tiles}", "-o", folder])
    tiles = json.loads((folder / "tiles.json").read_text(encoding="utf-8"))["tiles"]
    return [Tile(work, tile["name"], tile["points"]) for tile in tiles]


def search_tile(tile: Tile, orders: Orders) -> None:
    """Searches one tile; its rows appear whole in its folder, whoever searches it again.

    - Raises as `cut_city`.
    """
    _run(tile.work, orders, lambda scratch: ["tiles", "search", tiles_folder(orders, tile.work.county.id) / tile.name])


def with_tiles(work: Neighbourhood, orders: Orders) -> Neighbourhood:
    """The county, to be run on the rows of its tiles."""
    return replace(work, tiles=str(tiles_folder(orders, work.county.id)))


def remove_tiles(orders: Orders, name: str):
    shutil.rmtree(tiles_folder(orders, name), ignore_errors=True)


def _run(work: Neighbourhood, orders: Orders, arguments):
    program = checked_program(bundle_folder(orders.bundle), orders.about)
    with scratch_folder(orders, f"{work.county.id}-tiles") as scratch:
        ending = run_program(work.county, orders, {}, program, scratch, arguments(scratch))
        if ending.code == 0:
            return
        reason = reason_of(ending, scratch, work.county.seconds or orders.seconds)
        if any(words in ending.said for words in DISK_TROUBLE):
            raise WorkerError(f"the worker could not read or write: {reason}")
        raise CountyError(reason, lasting=is_lasting(ending))
