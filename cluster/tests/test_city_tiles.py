"""A city in tiles, with a program of a few lines that writes down how it was called."""

import json

import pytest

from servicecircle_cluster.bundle import program_digest
from servicecircle_cluster.city_tiles import cut_city, remove_tiles, search_tile, tiles_folder, try_cutting, try_searching, with_tiles
from servicecircle_cluster.counties import County, table_of
from servicecircle_cluster.county_task import Neighbourhood, Orders, run_county
from servicecircle_cluster.digest import sha256_of
from servicecircle_cluster.errors import CountyError
from servicecircle_cluster.publish import Store

PROGRAM = r"""#!/bin/sh
here=$(cd "$(dirname "$0")/../.." && pwd)
case "$1 $2" in
--version*) echo 1.2; exit 0;;
"tiles cut") while [ $# -gt 0 ]; do case "$1" in --count=*) count=$1;; -o) out=$2;; esac; shift; done
  if [ -e "$out" ]; then echo "servicecircle: $out: another run writes there" >&2; exit 1; fi
  mkdir -p "$out/tile-0001" "$out/tile-0002"; echo 3 > "$out/tile-0001/tile.points"; echo 4 > "$out/tile-0002/tile.points"
  echo "{\"tiles\": [{\"name\": \"tile-0001\", \"points\": 3}, {\"name\": \"tile-0002\", \"points\": 4}]}" > "$out/tiles.json"
  echo "cut $count" >> "$here/calls";;
"tiles search") if [ -e "$3/.in use" ] || [ -e "$3/tile.rows" ]; then echo "servicecircle: $3: in use" >&2; exit 1; fi
  touch "$3/.in use"; cp "$3/tile.points" "$3/tile.rows"; echo "search $(basename "$3")" >> "$here/calls"
  if [ -e "$here/bad" ]; then echo "servicecircle: torn" >&2; exit 1; fi;;
run*) while [ $# -gt 0 ]; do case "$1" in --tiles) tiles=$2;; --out) out=$2;; esac; shift; done
  echo "run $(ls "$tiles"/*/tile.rows | wc -l)" >> "$here/calls"
  mkdir -p "$out/tables"; echo "{\"resources\": []}" > "$out/tables/datapackage.json";;
esac
"""


@pytest.fixture
def orders(tmp_path):
    binary = tmp_path / "installed/bin/servicecircle"
    binary.parent.mkdir(parents=True)
    binary.write_text(PROGRAM)
    binary.chmod(0o755)
    (tmp_path / "a.yaml").write_text("inputs: {roads: r.geojson}\n")
    (tmp_path / "r.geojson").write_text("")
    Store(tmp_path / "out").prepare()
    digests = {"bin/servicecircle": sha256_of(binary)}
    about = {"version": "1.2", "files": digests, "program": program_digest(digests)}
    return Orders(out=str(tmp_path / "out"), about=about, bundle=str(tmp_path / "installed"))


def city(tmp_path, **more) -> Neighbourhood:
    return Neighbourhood(County("c", str(tmp_path / "a.yaml"), tiles=2, **more))


def test_cut_search_run(tmp_path, orders):
    tiles = cut_city(city(tmp_path), orders)
    assert [(tile.name, tile.points) for tile in tiles] == [("tile-0001", 3), ("tile-0002", 4)]
    for tile in tiles:
        search_tile(tile, orders)
    assert run_county(with_tiles(city(tmp_path), tiles[0].folder), orders).status == "done"
    assert (tmp_path / "calls").read_text().splitlines() == \
        ["cut --count=2", "search tile-0001", "search tile-0002", "run 2"]
    remove_tiles(orders, "c")
    assert not tiles_folder(orders, "c").exists()


def test_tiles_change_no_key(tmp_path, orders):
    tiles = cut_city(city(tmp_path), orders)
    for tile in tiles:
        search_tile(tile, orders)
    parted = run_county(with_tiles(city(tmp_path), tiles[0].folder), orders)
    again = run_county(Neighbourhood(County("c", str(tmp_path / "a.yaml"))), orders)
    assert again.key == parted.key and (tmp_path / "calls").read_text().count("run") == 1


def test_a_tile_that_fails_says_why(tmp_path, orders):
    tiles = cut_city(city(tmp_path), orders)
    (tmp_path / "bad").touch()
    with pytest.raises(CountyError, match="exit 1: torn"):
        search_tile(tiles[0], orders)
    with pytest.raises(CountyError, match="neither --halo nor"):
        cut_city(city(tmp_path, folder="s3a://b"), orders)


def test_twins_do_not_meet(tmp_path, orders):
    """The program refuses a place in use: a twin under way, or one that a killed worker has left."""
    one, twin = cut_city(city(tmp_path), orders), cut_city(city(tmp_path), orders)
    assert one[0].folder != twin[0].folder
    (tmp_path / "bad").touch()
    with pytest.raises(CountyError):
        search_tile(one[0], orders)
    (tmp_path / "bad").unlink()
    for tile in (*one, *one, *twin):
        search_tile(tile, orders)
    rows = [(tmp_path / "out/tiles/c" / tile.folder / tile.name / "tile.rows").read_text() for tile in (*one, *twin)]
    assert rows == ["3\n", "4\n"] * 2
    assert not list((tmp_path / "out/.work").iterdir())


def test_a_tile_that_fails_is_the_countys_row(tmp_path, orders):
    tiles, none = try_cutting(city(tmp_path), orders, 0)
    assert none is None and try_searching(tiles[0], orders, 0) == (None, None)
    (tmp_path / "bad").touch()
    _, outcome = try_searching(tiles[1], orders, 0)
    assert (outcome.id, outcome.status, outcome.reason) == ("c", "failed", "tile-0002: exit 1: torn")
    assert Store(orders.out).failure("c")["key"] == outcome.key == Store(orders.out).row("c")["key"] != ""
    _, outcome = try_searching(tiles[1], orders, 3)
    assert outcome.reason == "tile-0002: given up: 3 workers died or failed under it"
    (tmp_path / "installed/bin/servicecircle").unlink()
    assert try_cutting(city(tmp_path), orders, 0)[1].is_workers


def test_the_column(tmp_path):
    table = table_of([{"id": "a", "analysis": "a.yaml", "tiles": "9"}, {"id": "b", "analysis": "a.yaml", "tiles": ""}], "/t")
    assert [county.tiles for county in table.counties] == [9, 0]
    assert json.dumps(table.refused) == "[]"
