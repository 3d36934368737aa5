"""What lies beyond a county's border and counts in it: neighbours' stations, and the streets that lead to them.

People, workers and routes are the county's own, cut at its outline (`inputs.area`): with every county run, each counts
once. A neighbour's station serves them like an own one; the plan is the county's, and counts the county's people.
"""

import csv
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import Point, shape

from .analysis_file import Analysis, read_analysis
from .circle_reach import circle_reach
from .digest import FileState, state_of
from .errors import CountyError
from .outlines import Outline, feature, outline_of, read_geojson, refuse_parts, write_geojson
from .program import Program

# What is known of a station, by the program's words for columns.
ROLES = ("id", "name", "kind", "services", "hours", "capacity", "seats", "visits", "extra_min", "town", "community")
MARK = "/"  # between a neighbour's id and its station's


@dataclass
class Halo:
    """`settings` lay the layers made over the analysis; `read` are the files they were made of."""

    metres: float
    settings: dict[str, str]
    stations: list[str]  # ids of neighbours' stations, as the results have them
    read: list[FileState]
    identity: list  # what else decides: the distance and the neighbours' names


def layers_with_neighbours(county, analysis: Analysis, others, folder: Path, program: Program) -> Halo:
    """Writes stations, streets and outlines with what neighbours have within the halo into `folder`.

    - stations: the county's own, then those of neighbours within `metres` of its outline, in order of neighbour and file;
      their ids are `NEIGHBOUR/ID`.
    - streets: the county's own; where they are GeoJSON, also neighbours' streets that come within `metres`, but those
      whose line is there already. Streets of another format must reach so far themselves.
    - boundary: the outline grown by `metres`; area: the analysis's own, else the outline.
    - Raises CountyError: a layer whose places are not sure here (see `outlines.refuse_parts`), also a neighbour's: a
      county counted without stations that are there would be wrong.
    """
    outline = outline_of(analysis)
    metres = halo_reach(county, analysis)
    stations = _stations(analysis, program, "")
    read, names = [], []
    streets = _Streets(analysis, outline, metres)
    for other in others:
        theirs = _of_neighbour(other)
        if theirs.layer("stations"):
            near = [place for place in _stations(theirs, program, other.id + MARK)
                    if outline.is_within(shape(place["geometry"]), metres)]
            stations += near
            names += [place["properties"]["id"] for place in near]
            read.append(state_of(theirs.path(str(theirs.layer("stations")["file"]))))
        read += streets.add(theirs, other.id)
        read.append(state_of(other.analysis))
    write_geojson(folder / "halo" / "stations.geojson", stations)
    write_geojson(folder / "halo" / "boundary.geojson", [feature(outline.grown(metres), {})])
    settings = {"inputs.stations": _station_layer(folder / "halo" / "stations.geojson", stations),
                "inputs.boundary": str(folder / "halo" / "boundary.geojson")}
    if not analysis.layer("area"):
        settings["inputs.area"] = str(analysis.path(str(analysis.layer("boundary")["file"])))
    if streets.added:
        settings["inputs.roads.file"] = str(streets.write(folder / "halo" / "roads.geojson"))
    return Halo(metres, settings, names, read, ["halo", metres, [other.id for other in others]])


def halo_reach(county, analysis: Analysis) -> float:
    """Metres beyond the border: what the row states, else how far the circle goes."""
    return county.halo if county.halo >= 0 else circle_reach(analysis)


class _Streets:
    """The county's streets and what neighbours' add to them."""

    def __init__(self, analysis: Analysis, outline: Outline, metres: float):
        self.layer = analysis.layer("roads")
        self.path = analysis.path(str(self.layer["file"])) if self.layer else None
        self.is_mergeable = self.path is not None and self.path.suffix.lower() in (".geojson", ".json")
        self.outline, self.metres, self.added = outline, metres, []
        self._own: list[dict] | None = None
        self._lines: set[str] = set()

    def add(self, theirs: Analysis, name: str) -> list[FileState]:
        layer = theirs.layer("roads")
        if not (self.is_mergeable and layer):
            return []
        path = theirs.path(str(layer["file"]))
        if path == self.path:
            return []
        if _without_file(layer) != _without_file(self.layer):
            raise CountyError(f"halo: the roads of {name} have other fields or rules than this county's; "
                              "write them alike, or name one file of roads for both")
        if self._own is None:
            self._own = read_geojson(self.path, self.layer)
            self._lines = {_line(street) for street in self._own}
        for street in read_geojson(path, layer):
            line = _line(street)
            if line not in self._lines and street.get("geometry") \
                    and self.outline.is_within(shape(street["geometry"]), self.metres):
                self._lines.add(line)
                self.added.append(street)
        return [state_of(path)]

    def write(self, path: Path) -> Path:
        write_geojson(path, self._own + self.added)
        return path


def _of_neighbour(other) -> Analysis:
    try:
        return read_analysis(other.analysis, other.settings_by_key())
    except CountyError as error:
        raise CountyError(f"halo: neighbour {other.id}: {error}", error.lasting) from None


def _stations(analysis: Analysis, program: Program, prefix: str) -> list[dict]:
    """Stations as features with the properties of ROLES; what the columns mean is the program's word."""
    layer = analysis.layer("stations")
    if not layer:
        return []
    path = analysis.path(str(layer["file"]))
    columns = _columns(path, layer, program)
    features = _table_features(path, layer, columns) if path.suffix.lower() == ".csv" else read_geojson(path, layer)
    stations = []
    for row, place in enumerate(features, start=1):
        cells = place.get("properties") or {}
        stated = {role: cells[column] for role, column in columns.items()
                  if role in ROLES and cells.get(column) not in (None, "")}
        stated["id"] = prefix + str(stated.get("id", place.get("id", f"stations-{row}")))
        stations.append({"type": "Feature", "properties": stated, "geometry": place["geometry"]})
    return stations


def _columns(path: Path, layer: dict, program: Program) -> dict[str, str]:
    """Role -> column of a file: what the analysis states, else what the program takes each for."""
    stated = {role: str(column) for role, column in (layer.get("fields") or {}).items()}
    if layer.get("kind"):
        stated["kind"] = str(layer["kind"])
    answer = subprocess.run([program.binary, "inspect", path, "--json", "--quiet"], capture_output=True, text=True,
                            env=program.environment, timeout=120)
    if answer.returncode != 0:
        raise CountyError(f"halo: {path.name}: {answer.stderr.strip().splitlines()[-1] if answer.stderr else 'unread'}")
    known = {}
    for column in json.loads(answer.stdout)["fields"]:
        for role in column["taken_for"]:
            known.setdefault(role, column["name"])
    return {**known, **stated}


def _table_features(path: Path, layer: dict, columns: dict[str, str]) -> list[dict]:
    refuse_parts(path, layer)
    if "crs" not in layer:
        raise CountyError(f"halo: {path.name} states no reference system: write crs: wgs84 when it is so")
    if not {"lon", "lat"} <= columns.keys():
        raise CountyError(f"halo: {path.name} has no longitude and latitude")
    features = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                place = Point(float(row[columns["lon"]]), float(row[columns["lat"]]))
            except (ValueError, TypeError, KeyError):
                raise CountyError(f"halo: {path.name}, line {number}: no longitude and latitude") from None
            features.append({"properties": row, "geometry": {"type": "Point", "coordinates": [place.x, place.y]}})
    return features


def _station_layer(path: Path, stations: list[dict]) -> str:
    roles = [role for role in ROLES if any(role in place["properties"] for place in stations)]
    layer = {"file": str(path), "crs": "wgs84", "fields": {role: role for role in roles if role != "kind"}}
    if "kind" in roles:
        layer["kind"] = "kind"
    return json.dumps(layer, ensure_ascii=False)


def _without_file(layer: dict) -> dict:
    return {key: value for key, value in layer.items() if key != "file"}


def _line(street: dict) -> str:
    return json.dumps((street.get("geometry") or {}).get("coordinates"))
