"""Outlines of counties in WGS84, distances from them in metres, and who is whose neighbour."""

import json
import math
from pathlib import Path

import shapely
from shapely import STRtree, affinity
from shapely.geometry import box, mapping, shape

from .analysis_file import Analysis
from .errors import CountyError

METRES_PER_DEGREE = 111_319.49  # of the equator; a degree of latitude is 0.6 % shorter at most
# What a distance may be short by, so that nobody is lost at the edge of a halo; who is beyond reach changes nothing.
MARGIN = 1.01


class Outline:
    """A county's ground, with a plane around it in which metres are metres to 1 % (within some 100 km)."""

    def __init__(self, ground):
        self.ground = ground
        self._scale = math.cos(math.radians(ground.centroid.y))
        self.plane = self.to_plane(ground)
        shapely.prepare(self.plane)

    def to_plane(self, geometry):
        factor = METRES_PER_DEGREE
        return affinity.affine_transform(geometry, [factor * self._scale, 0, 0, factor, 0, 0])

    def from_plane(self, geometry):
        factor = METRES_PER_DEGREE
        return affinity.affine_transform(geometry, [1 / (factor * self._scale), 0, 0, 1 / factor, 0, 0])

    def grown(self, metres: float):
        """The outline and all ground within so many metres of it."""
        return self.from_plane(self.plane.buffer(metres * MARGIN))

    def is_within(self, geometry, metres: float) -> bool:
        """Whether something lies in the county or so near to it (inclusive, generous by 1 %)."""
        return bool(shapely.dwithin(self.plane, self.to_plane(geometry), metres * MARGIN))


def outline_of(analysis: Analysis) -> Outline:
    """The polygons of `inputs.boundary`, or of `inputs.area` where there is no boundary, as one.

    - Raises CountyError: neither, or not GeoJSON in WGS84.
    """
    layer = analysis.layer("boundary") or analysis.layer("area")
    if not layer or not layer.get("file"):
        raise CountyError("halo: the analysis has neither inputs.boundary nor inputs.area: where does the county end?")
    path = analysis.path(str(layer["file"]))
    shapes = [geometry_of(path, number, record) for number, record in enumerate(read_geojson(path, layer), start=1)]
    try:
        # Each on its own first: invalid ones cannot be joined.
        ground = shapely.union_all([shapely.make_valid(one) for one in shapes
                                    if one is not None and one.geom_type in ("Polygon", "MultiPolygon")])
    except shapely.errors.ShapelyError as error:
        raise CountyError(f"halo: {path.name}: its polygons cannot be joined: {error}") from None
    if ground.is_empty:
        raise CountyError(f"halo: {layer['file']} has no polygon")
    return Outline(ground)


def geometry_of(path: Path, number: int, record: dict):
    """The shape of a record; None of one without.

    - Raises CountyError: what makes no shape, or one whose coordinates are no numbers.
    """
    if not record.get("geometry"):
        return None
    try:
        found = shape(record["geometry"])
        if found.is_empty or all(map(math.isfinite, found.bounds)):
            return found
        why = "coordinates that are no numbers"
    except Exception as error:  # shapely trips over each kind of damage in its own way
        why = str(error) or type(error).__name__
    raise CountyError(f"halo: {path.name}, record {number}: no geometry: {why}")


def read_geojson(path: Path, layer: dict) -> list[dict]:
    """The features of a GeoJSON layer of which all counts.

    - Raises CountyError: another format, another reference system than WGS84, or a part of the layer only.
    """
    if path.suffix.lower() not in (".geojson", ".json"):
        raise CountyError(f"halo: {path.name} is no GeoJSON; write the layer as GeoJSON in WGS84")
    refuse_parts(path, layer)
    try:
        collection = json.loads(path.read_text(encoding="utf-8-sig"))
        if "crs" in collection and "CRS84" not in json.dumps(collection["crs"]):
            raise CountyError(f"halo: {path.name} has a `crs` of its own; write it in WGS84")
        records = collection["features"]
    except OSError as error:
        raise CountyError(f"halo: {path.name}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CountyError(f"halo: {path.name} is no GeoJSON collection: {error}") from None
    if not isinstance(records, list) or not all(
            isinstance(record, dict) and isinstance(record.get("properties") or {}, dict) for record in records):
        raise CountyError(f"halo: {path.name} is no GeoJSON collection: what should be features is something else")
    return records


def refuse_parts(path: Path, layer: dict):
    """A halo is cut from whole layers whose places are sure: WGS84, no filter."""
    crs = str(layer.get("crs", "wgs84")).rstrip("!")
    if crs.lower() not in ("wgs84", "cgcs2000", "epsg:4326", "epsg:4490"):
        raise CountyError(f"halo: {path.name} is in {crs}; write it in WGS84")
    for key in ("filter", "box", "first", "layer"):
        if layer.get(key) is not None:
            raise CountyError(f"halo: {path.name} is used with `{key}`; write that part as a file of its own")


def neighbours(outlines: dict[str, tuple[float, float, float, float]], metres: dict[str, float]) -> dict[str, list[str]]:
    """Who may have stations or streets within each county's halo, by bounding boxes; ids in order.

    - Parameter outlines: west, south, east, north in degrees.
    - Complexity: O(n log n + neighbours).
    """
    names = sorted(outlines)
    tree = STRtree([box(*outlines[name]) for name in names])
    found = {}
    for name in names:
        west, south, east, north = outlines[name]
        up = metres[name] * MARGIN * MARGIN / METRES_PER_DEGREE
        widest = max(0.01, math.cos(math.radians(min(89.0, max(abs(south), abs(north)) + up))))
        near = tree.query(box(west - up / widest, south - up, east + up / widest, north + up))
        found[name] = sorted(names[index] for index in near if names[index] != name)
    return found


def feature(geometry, properties: dict) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def write_geojson(path: Path, features: list[dict]):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
