"""What lies beyond a county's border and counts in it: neighbours' stations, and the streets that lead to them.

People, workers and routes are the county's own, cut at its outline (`inputs.area`): with every county run, each counts
once. A neighbour's station serves them like an own one; the plan is the county's, and counts the county's people.
"""

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .analysis_file import Analysis, read_analysis
from .circle_reach import circle_reach
from .digest import FileState, sha256_of, state_of
from .errors import CountyError
from .halo_stations import JoinedStations, price_columns, read_stations
from .outlines import Outline, feature, geometry_of, outline_of, read_geojson, write_geojson
from .program import Program

MARK = "/"  # between a neighbour's id and its station's


@dataclass
class Halo:
    """`settings` lay the layers made over the analysis; `read` are the neighbours' files that were looked at."""

    metres: float
    settings: dict[str, str]
    stations: list[str]  # ids of neighbours' stations, as the results have them
    without: list[str]  # ids of counties of which it cannot be told whether they are neighbours
    read: list[FileState]
    identity: list  # what decides besides the county's own inputs: what stands in the layers made


def layers_with_neighbours(county, analysis: Analysis, others, folder: Path, program: Program, without=()) -> Halo:
    """Writes stations, streets and outlines with what neighbours have within the halo into `folder`.

    Of `others` those that cannot be read, and are not known to lie within the halo, are left out and named, after those of
    `without`, of which the driver found no place.

    - stations: the county's own, then those of neighbours within `metres` of its outline, in order of neighbour and file;
      their ids are `NEIGHBOUR/ID`.
    - streets: the county's own; where they are GeoJSON, also neighbours' streets that come within `metres`, but those
      whose line is there already. Streets of another format must reach so far themselves.
    - boundary: the outline grown by `metres`; area: the analysis's own, else the outline.
    - Raises CountyError: a layer whose places are not sure here (see `outlines.refuse_parts`), also that of a county known to
      lie within the halo, which is named: counted without stations that are there it would be wrong.
    """
    outline = outline_of(analysis)
    metres = halo_reach(county, analysis)
    joined = JoinedStations(read_stations(analysis, program), price_columns(analysis))
    read, names, without = [], [], list(without)
    streets = _Streets(analysis, outline, metres)
    for other in others:
        before = len(streets.added)
        try:
            with _neighbour(other.id):
                theirs = read_analysis(other.analysis, other.settings_by_key())
                if layer := theirs.layer("stations"):
                    found = read_stations(theirs, program)
                    names += joined.add(found, found.near(outline, metres), other.id + MARK)
                    read.append(state_of(theirs.path(str(layer["file"]))))
                read += streets.add(theirs)
        except CountyError as error:
            if not error.lasting or len(streets.added) > before or _is_near(other, outline, metres, program):
                raise
            without.append(other.id)
            read += _places_of(other)
        if other.analysis:
            read.append(state_of(other.analysis))
    layer = {"file": str(folder / "halo" / "stations.geojson"), "crs": "wgs84", "fields": joined.fields()}
    write_geojson(folder / "halo" / "stations.geojson", joined.features)
    write_geojson(folder / "halo" / "boundary.geojson", [feature(outline.grown(metres), {})])
    settings = {"inputs.stations": json.dumps(layer, ensure_ascii=False),
                "inputs.boundary": str(folder / "halo" / "boundary.geojson")}
    if not analysis.layer("area"):
        settings["inputs.area"] = str(analysis.path(str(analysis.layer("boundary")["file"])))
    if streets.added:
        settings["inputs.roads.file"] = str(streets.write(folder / "halo" / "roads.geojson"))
    made = [[path.name, sha256_of(path)] for path in sorted((folder / "halo").iterdir())]
    return Halo(metres, settings, names, sorted(without), read, ["halo", metres, layer["fields"], made, *sorted(without)])


def halo_reach(county, analysis: Analysis) -> float:
    """Metres beyond the border: what the row states, else how far the circle goes."""
    return county.halo if county.halo >= 0 else circle_reach(analysis)


def _is_near(other, outline: Outline, metres: float, program: Program) -> bool:
    """Whether what can be read of a county's outline and stations lies within the halo."""
    with suppress(CountyError):
        theirs = read_analysis(other.analysis, other.settings_by_key())
        with suppress(CountyError):
            if outline.is_within(outline_of(theirs).ground, metres):
                return True
        return read_stations(theirs, program).has_any_near(outline, metres)
    return False


def _places_of(other) -> list[FileState]:
    """The files that would tell where a county lies: it is looked at again when one has changed."""
    states = []
    for name in ("boundary", "area", "stations", "roads"):
        with suppress(CountyError):
            analysis = read_analysis(other.analysis, other.settings_by_key())
            if (layer := analysis.layer(name)) and layer.get("file"):
                states.append(state_of(analysis.path(str(layer["file"]))))
    return states


@contextmanager
def _neighbour(name: str):
    """Whatever is wrong with a neighbour's files is told with its name."""
    try:
        yield
    except CountyError as error:
        raise CountyError(f"halo: neighbour {name}: {str(error).removeprefix('halo: ')}", error.lasting) from None


class _Streets:
    """The county's streets and what neighbours' add to them."""

    def __init__(self, analysis: Analysis, outline: Outline, metres: float):
        self.layer = analysis.layer("roads")
        self.path = analysis.path(str(self.layer["file"])) if self.layer else None
        self.is_mergeable = self.path is not None and self.path.suffix.lower() in (".geojson", ".json")
        self.outline, self.metres, self.added = outline, metres, []
        self._own: list[dict] | None = None
        self._lines: set[str] = set()

    def add(self, theirs: Analysis) -> list[FileState]:
        layer = theirs.layer("roads")
        if not (self.is_mergeable and layer):
            return []
        path = theirs.path(str(layer["file"]))
        if path == self.path:
            return []
        if self._own is None:
            self._own = read_geojson(self.path, self.layer)
            self._lines = {_line(street) for street in self._own}
        before = len(self.added)
        for number, street in enumerate(read_geojson(path, layer), start=1):
            line, shape = _line(street), geometry_of(path, number, street)
            if line not in self._lines and shape is not None and self.outline.is_within(shape, self.metres):
                self._lines.add(line)
                self.added.append(street)
        if len(self.added) > before and _without_file(layer) != _without_file(self.layer):
            raise CountyError("its roads have other fields or rules than this county's; write them alike, or name one file "
                              "of roads for both")
        return [state_of(path)]

    def write(self, path: Path) -> Path:
        write_geojson(path, self._own + self.added)
        return path


def _without_file(layer: dict) -> dict:
    return {key: value for key, value in layer.items() if key != "file"}


def _line(street: dict) -> str:
    geometry = street.get("geometry")
    return json.dumps(geometry.get("coordinates") if isinstance(geometry, dict) else None)
