"""GeoJSON features as rows of a GeoParquet 1.1 file: geometry as WKB, the `geo` metadata that its readers ask for."""

import json

import pyarrow as pa
import shapely

from .results import arrow_table

GEOMETRY = "geometry"


class GeoMetadata:
    """What the `geo` metadata says of all rows of a file, gathered as they are written."""

    def __init__(self):
        self.kinds: set[str] = set()
        self.box: list[float] | None = None

    def add(self, geometries):
        for geometry in geometries:
            if geometry is None or geometry.is_empty:
                continue
            self.kinds.add(geometry.geom_type)
            west, south, east, north = geometry.bounds
            box = self.box or [west, south, east, north]
            self.box = [min(box[0], west), min(box[1], south), max(box[2], east), max(box[3], north)]

    def text(self) -> str:
        """RFC 7946 geometry: longitude and latitude in WGS84 (CRS84, the format's default), outer rings
        counterclockwise."""
        column = {"encoding": "WKB", "geometry_types": sorted(self.kinds), "orientation": "counterclockwise",
                  "edges": "planar"}
        if self.box:
            column["bbox"] = self.box
        return json.dumps({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})


def geometries_of(features: list[dict]) -> list:
    """Shapely geometries, None where a feature has none."""
    return [shapely.from_geojson(json.dumps(feature["geometry"])) if feature.get("geometry") else None
            for feature in features]


def layer_table(features: list[dict], geometries: list, schema: dict[str, str], leading: dict[str, str]) -> pa.Table:
    """Properties in `schema`'s columns behind constant `leading` ones, and the geometry as little-endian WKB."""
    rows = [{**feature["properties"], **leading} for feature in features]
    table = arrow_table(rows, {**{name: "string" for name in leading}, **schema})
    known = [None if geometry is None or geometry.is_empty else shapely.to_wkb(geometry, byte_order=1)
             for geometry in geometries]
    return table.append_column(pa.field(GEOMETRY, pa.binary()), pa.array(known, pa.binary()))
