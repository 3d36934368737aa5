"""What all counties found, as Parquet by group: `gathered/TABLE/group=GROUP/part-0.parquet`.

Counties stand in order of id, one row group each. The bytes depend on the counties' results alone: not on who ran them,
when, how often or in how many partitions.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from .geoparquet import GeoMetadata, geometries_of, layer_table
from .publish import Store, unready_place, write_whole
from .results import (COVERAGE_COLUMNS, PLAN_COLUMNS, arrow_table, coverage_rows, joined_schema, plan_rows, read_rows)

# Table -> the county's own table it is made of.
TABLES = {"curves": "curve", "plans": "build_order", "quality": "data_quality"}
SUMMARIES = {"coverage": (COVERAGE_COLUMNS, coverage_rows), "plan_values": (PLAN_COLUMNS, plan_rows)}
LAYERS = ("stations", "service_areas", "proposed_sites", "gaps", "communities")
# Of a layer, the property that names a station: rows of neighbours' stations are those neighbours' to tell.
STATION_OF = {"stations": "id", "service_areas": "station"}
# Label places of the tables; a layer has the geometry itself.
PLACE_COLUMNS = ("lon", "lat")
NO_GROUP = "all"
# What Spark and Arrow escape in names of partition folders.
ESCAPED = set('"#%\'*/:=?\\\x7f{[]^') | {chr(code) for code in range(32)}


@dataclass(frozen=True)
class Gathering:
    """One group's counties in order, and the columns of every table, which are the same for all groups."""

    out: str
    group: str
    counties: tuple[str, ...]
    schemas: dict


@dataclass
class GatheringPlan:
    """What is to be gathered: every group's counties and columns, and a digest of both that says when it is done."""

    todo: list[Gathering]
    states: dict[str, str]


def plan_gathering(store: Store, counties: list[tuple[str, str]]) -> GatheringPlan:
    """The groups whose files are not yet those of the counties given as (id, group); removes groups that are gone.

    Columns are joined over all counties, so that a table reads as one.
    """
    records = {name: store.record(name) for name, _ in counties}
    groups: dict[str, list[str]] = {}
    for name, group in sorted(counties):
        if records[name]:
            groups.setdefault(group or NO_GROUP, []).append(name)
    schemas = _schemas([records[name] for name in sorted(records) if records[name]])
    states = {group: _state(names, records, schemas) for group, names in groups.items()}
    standing, kept = _read_state(store), {partition(group) for group in groups}
    for table in _all_tables():
        for folder in (store.folder / "gathered" / table).glob("group=*"):
            if folder.name not in kept:
                _remove(folder)
    todo = [Gathering(str(store.folder), group, tuple(names), schemas) for group, names in sorted(groups.items())
            if standing.get(group) != states[group] or not _is_whole(store, group)]
    return GatheringPlan(todo, states)


def _remove(folder: Path):
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass  # another gathering removes it


def note_gathered(store: Store, plan: GatheringPlan):
    """Remembers what was gathered, once every group's files stand."""
    write_whole(store.folder / "gathered.json", json.dumps(plan.states, ensure_ascii=False, indent=1, sort_keys=True))


def gather_group(gathering: Gathering) -> int:
    """Writes every table of one group, one county in memory at a time; returns how many rows."""
    store, rows = Store(gathering.out), 0
    for table, (schema, rows_of) in SUMMARIES.items():
        rows += _write(store, gathering, table, schema, lambda name, folder: rows_of(_summary(folder)))
    for table, source in TABLES.items():
        schema = gathering.schemas.get(source, {})
        rows += _write(store, gathering, table, schema, lambda name, folder: read_rows(folder, source))
    for layer in LAYERS:
        rows += _write_layer(store, gathering, layer)
    return rows


def partition(group: str) -> str:
    return "group=" + "".join(f"%{ord(letter):02X}" if letter in ESCAPED else letter for letter in group)


def _write(store: Store, gathering: Gathering, table: str, schema: dict, rows_of) -> int:
    columns, count = {"county": "string", **schema}, 0
    empty = arrow_table([], columns)
    with _Part(store, table, gathering.group, empty.schema) as part:
        for name in gathering.counties:
            rows = [{**row, "county": name} for row in rows_of(name, store.county(name))]
            part.write(arrow_table(rows, columns))
            count += len(rows)
    return count


def _write_layer(store: Store, gathering: Gathering, layer: str) -> int:
    schema = {name: kind for name, kind in gathering.schemas.get(layer, {}).items() if name not in PLACE_COLUMNS}
    metadata, count = GeoMetadata(), 0
    empty = layer_table([], [], schema, {"county": ""})
    with _Part(store, layer, gathering.group, empty.schema) as part:
        for name in gathering.counties:
            features = own_features(layer, _features(store.county(name) / f"{layer}.geojson"), store.record(name))
            geometries = geometries_of(features)
            metadata.add(geometries)
            part.write(layer_table(features, geometries, schema, {"county": name}))
            count += len(features)
        part.writer.add_key_value_metadata({"geo": metadata.text()})
    return count


def own_features(layer: str, features: list[dict], record: dict) -> list[dict]:
    """Without what belongs to neighbours' stations, which the neighbours' own runs tell."""
    foreign = set((record.get("halo") or {}).get("stations", ()))
    key = STATION_OF.get(layer)
    if not key or not foreign:
        return features
    return [feature for feature in features if feature["properties"][key] not in foreign]


class _Part:
    """A file of one partition that appears whole."""

    def __init__(self, store: Store, table: str, group: str, schema):
        self.place = store.folder / "gathered" / table / partition(group) / "part-0.parquet"
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.unready = unready_place(self.place)
        # Without Arrow's own copy of the schema, which would hide the `geo` metadata from readers of Arrow.
        self.writer = pq.ParquetWriter(self.unready, schema, compression="zstd", store_schema=False)

    def __enter__(self):
        return self

    def write(self, table):
        if table.num_rows:
            self.writer.write_table(table)

    def __exit__(self, kind, error, trace):
        self.writer.close()
        if kind is None:
            self.unready.replace(self.place)
        else:
            self.unready.unlink(missing_ok=True)


def _is_whole(store: Store, group: str) -> bool:
    return all((store.folder / "gathered" / table / partition(group) / "part-0.parquet").exists()
               for table in _all_tables())


def _all_tables() -> list[str]:
    return [*SUMMARIES, *TABLES, *LAYERS]


def _schemas(records: list[dict]) -> dict:
    names = {*TABLES.values(), *LAYERS}
    return {name: joined_schema([record["tables"][name] for record in records if name in record["tables"]])
            for name in sorted(names)}


def _state(names: list[str], records: dict, schemas: dict) -> str:
    text = json.dumps([[[name, records[name]["key"]] for name in names], schemas], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _read_state(store: Store) -> dict:
    try:
        return json.loads((store.folder / "gathered.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _summary(folder: Path) -> dict:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def _features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"] if path.exists() else []
