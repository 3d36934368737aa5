"""A county's stations and those of its neighbours in one layer, in which every column means what it meant in its own file.

The county's own records stay as they are: the program takes their columns as it does without a halo. A neighbour's cells go
into the county's column of the same role.
"""

import csv
import json
import re
import subprocess
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .analysis_file import Analysis
from .errors import CountyError
from .outlines import Outline, geometry_of, read_geojson, refuse_parts
from .program import Program

# What is known of a station besides its id and place, by the program's words for columns.
ROLES = ("name", "kind", "services", "hours", "capacity", "seats", "visits", "extra_min", "town", "community")
PLACES = ("lon", "lat", "x", "y", "wkt")
# The column of the ids, which are the neighbours' with their names before them.
ID = "halo id"
# Units in the name of a column of amounts or times (`附加时间(秒)`) that are not the role's own.
AMOUNTS = ("capacity", "seats", "visits", "extra_min")
UNIT = re.compile(r"(秒|sec|seconds|(?<![a-z])s|百人|千人|万人?|thousands?)\W*$", re.IGNORECASE)
SECONDS_TO_INSPECT = 120


@dataclass
class Stations:
    """A layer of stations as its file has it. `columns` says of each role the column, `stated` those the analysis names."""

    path: Path | None
    records: list[dict]
    columns: dict[str, str]
    stated: dict[str, str]

    def id(self, record: dict, number: int) -> str:
        cell = (record.get("properties") or {}).get(self.columns.get("id"))
        return str(cell if cell not in (None, "") else record.get("id", f"stations-{number}"))

    def near(self, outline: Outline, metres: float) -> list[tuple[int, dict]]:
        """Number and record of those in an outline or so near to it."""
        found = []
        for number, record in enumerate(self.records, start=1):
            place = geometry_of(self.path, number, record)
            if place is None or place.is_empty:
                raise CountyError(f"halo: {self.path.name}, record {number}: a station without a place")
            if outline.is_within(place, metres):
                found.append((number, record))
        return found

    def has_any_near(self, outline: Outline, metres: float) -> bool:
        """The same of those that have a place."""
        for number, record in enumerate(self.records, start=1):
            with suppress(CountyError):
                place = geometry_of(self.path, number, record)
                if place is not None and not place.is_empty and outline.is_within(place, metres):
                    return True
        return False


class JoinedStations:
    """The county's own stations, to which those of neighbours are added."""

    def __init__(self, own: Stations, prices: list[str]):
        self._prices = prices
        self._columns = dict(own.columns)
        self._fields = {role: column for role, column in own.stated.items() if role in ROLES}
        if _is_seats(own):
            del self._columns["capacity"]  # the program does not take seats for visits a day
        self._names = {name for record in own.records for name in record.get("properties") or {}}
        self.features = [self._feature(record, {**(record.get("properties") or {}), ID: own.id(record, number)})
                         for number, record in enumerate(own.records, start=1)]

    def add(self, theirs: Stations, near: list[tuple[int, dict]], prefix: str) -> list[str]:
        """Adds those that are near, by number and record; returns their ids.

        - Raises CountyError: a column of amounts whose name has a unit and is another than the county's.
        """
        if not near:
            return []
        columns = [(theirs.columns[role], self._column(role, theirs.columns[role])) for role in ROLES
                   if role in theirs.columns and not (role == "capacity" and _is_seats(theirs))]
        columns += [(name, name) for name in self._prices]
        ids = []
        for number, record in near:
            cells = record.get("properties") or {}
            stated = {own: cells[name] for name, own in columns if cells.get(name) not in (None, "")}
            stated[ID] = prefix + theirs.id(record, number)
            ids.append(stated[ID])
            self.features.append(self._feature(record, stated))
        return ids

    def fields(self) -> dict[str, str]:
        """Of the layer: what the analysis states, and what only neighbours have. The rest the program knows by its names."""
        return {**self._fields, "id": ID} if self.features else {}

    def _column(self, role: str, name: str) -> str:
        """Where a neighbour's cells of a role go: the county's column of the role, else one of their own."""
        own = self._columns.get(role)
        if own is None:
            own = name if name not in self._names else f"halo {name}"
            self._columns[role] = self._fields[role] = own
        elif own != name and role in AMOUNTS and (_has_unit(own) or _has_unit(name)):
            raise CountyError(f"its column `{name}` ({role}) is called `{own}` in this county: the units may differ; call them "
                              "alike")
        return own

    @staticmethod
    def _feature(record: dict, properties: dict) -> dict:
        return {"type": "Feature", "properties": properties, "geometry": record.get("geometry")}


def read_stations(analysis: Analysis, program: Program) -> Stations:
    """The stations of an analysis, none where it has no such layer; what the columns mean is the program's word."""
    layer = analysis.layer("stations")
    if not layer:
        return Stations(None, [], {}, {})
    path = analysis.path(str(layer["file"]))
    fields = layer.get("fields") or {}
    if not isinstance(fields, dict):
        raise CountyError(f"halo: {analysis.name}: inputs.stations.fields: no group of keys")
    stated = {role: str(column) for role, column in fields.items()}
    if layer.get("kind"):
        stated["kind"] = str(layer["kind"])
    known, encoding = _inspected(path, layer, program)
    columns = {**known, **stated}
    is_table = path.suffix.lower() == ".csv"
    records = _table_records(path, layer, columns, encoding) if is_table else read_geojson(path, layer)
    return Stations(path, records, columns, stated)


def price_columns(analysis: Analysis) -> list[str]:
    """Texts of `siting.options` that may name columns of the stations with prices."""
    siting = analysis.tree.get("siting")
    options = siting.get("options") if isinstance(siting, dict) else None
    upgrade, extend = (options.get("upgrade"), options.get("extend")) if isinstance(options, dict) else (None, None)
    stated = list(upgrade.values()) if isinstance(upgrade, dict) else []
    stated += [entry.get("cost") for entry in extend if isinstance(entry, dict)] if isinstance(extend, list) else []
    return sorted({text.strip() for text in stated if isinstance(text, str)})


def _inspected(path: Path, layer: dict, program: Program) -> tuple[dict[str, str], str]:
    """Role -> column of a file as the program takes them, and the encoding of its text."""
    arguments = [program.binary, "inspect", path, "--json", "--quiet"]
    if layer.get("encoding"):
        arguments.append(f"--encoding={layer['encoding']}")
    try:
        answer = subprocess.run(arguments, capture_output=True, text=True, env=program.environment, timeout=SECONDS_TO_INSPECT)
    except subprocess.TimeoutExpired:
        raise CountyError(f"halo: {path.name}: not read after {SECONDS_TO_INSPECT} s", lasting=False) from None
    if answer.returncode != 0:
        said = answer.stderr.strip().splitlines() or ["unread"]
        raise CountyError(f"halo: {path.name}: {said[-1].removeprefix('servicecircle: ')}")
    told, known = json.loads(answer.stdout), {}
    # Of several the one that can be nothing else: a station's name, not that of the community it has besides.
    for column in sorted(told.get("fields") or [], key=lambda column: len(column["taken_for"])):
        for role in column["taken_for"]:
            known.setdefault(role, column["name"])
    return known, told.get("encoding") or "utf-8"


def _table_records(path: Path, layer: dict, columns: dict[str, str], encoding: str) -> list[dict]:
    """The rows of a CSV as features: all cells but those of places."""
    refuse_parts(path, layer)
    if "crs" not in layer:
        raise CountyError(f"halo: {path.name} states no reference system: write crs: wgs84 when it is so")
    if not {"lon", "lat"} <= columns.keys():
        raise CountyError(f"halo: {path.name} has no longitude and latitude")
    places = {columns[role] for role in PLACES if role in columns}
    records = []
    for number, row in _rows(path, encoding):
        try:
            place = [float(row[columns["lon"]]), float(row[columns["lat"]])]
        except (ValueError, TypeError, KeyError):
            raise CountyError(f"halo: {path.name}, line {number}: no longitude and latitude") from None
        records.append({"properties": {name: cell for name, cell in row.items() if name and name not in places},
                        "geometry": {"type": "Point", "coordinates": place}})
    return records


def _rows(path: Path, encoding: str) -> list[tuple[int, dict]]:
    """Line and cells of each row; the header says by what cells are parted."""
    try:
        with open(path, encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
            mark = max(",;\t", key=file.readline().count)
            file.seek(0)
            table = csv.DictReader(file, delimiter=mark)
            table.fieldnames = [name.strip() for name in table.fieldnames or []]
            return [(table.line_num, row) for row in table]
    except (UnicodeError, LookupError, csv.Error) as error:
        raise CountyError(f"halo: {path.name} cannot be read as {encoding}: {error}") from None


def _is_seats(stations: Stations) -> bool:
    return "capacity" not in stations.stated and stations.columns.get("capacity", "") == stations.columns.get("seats")


def _has_unit(column: str) -> bool:
    return bool(UNIT.search(unicodedata.normalize("NFKC", column)))
