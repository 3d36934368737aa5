"""Written layers as arrays of shapely geometries with their properties."""

import json
import math

import numpy as np
import shapely
from shapely.geometry import shape


class Layer:
    """The features of a GeoJSON file that have a polygon; how many have none is told."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            features = json.load(file)["features"]
        kinds = {"Polygon", "MultiPolygon"}
        kept = [one for one in features if one["geometry"] and one["geometry"]["type"] in kinds]
        self.name = path.name
        self.left_out = len(features) - len(kept)
        self.properties = [one["properties"] for one in kept]
        self.shapes = np.array([shape(one["geometry"]) for one in kept], dtype=object)
        self.mend()

    def mend(self):
        """`sound`: the shapes with invalid ones, which are told by a check of their own, made valid."""
        self.sound = self.shapes.copy()
        broken = ~shapely.is_valid(self.shapes)
        self.sound[broken] = shapely.make_valid(self.shapes[broken])

    def __len__(self):
        return len(self.shapes)

    def by(self, *columns):
        """Positions of the features by the values of one column or several."""
        found = {}
        for number, told in enumerate(self.properties):
            values = tuple(told.get(column) for column in columns)
            found.setdefault(values if len(columns) > 1 else values[0], []).append(number)
        return found

    def kept(self, condition):
        """The features whose properties fulfil a condition, as a layer."""
        part = object.__new__(Layer)
        rows = [number for number, told in enumerate(self.properties) if condition(told)]
        part.name, part.left_out = self.name, self.left_out
        part.properties, part.shapes = [self.properties[number] for number in rows], self.shapes[rows]
        part.mend()
        return part


def rounded(shapes, decimals=7):
    """Places rounded as they are written."""
    return shapely.transform(shapes, lambda places: np.round(places, decimals))


def at(shape):
    """A place in or on it, to find it on a map."""
    if shape.is_empty:
        return "nowhere"
    place = shape.representative_point()
    return f"{place.x:.7f}, {place.y:.7f}"


def square_meters(shape):
    """For the eye: of a planar area in degrees, at its own latitude."""
    if shape.is_empty:
        return 0.0
    return shape.area * 111_195.0**2 * math.cos(math.radians(shape.representative_point().y))


def meters(line):
    """For the eye: of a planar length in degrees, as if it ran north."""
    return line.length * 111_195.0


def is_wound(shape):
    """Outer rings counter-clockwise, holes clockwise (RFC 7946, 3.1.6)."""
    return all(
        part.exterior.is_ccw and not any(ring.is_ccw for ring in part.interiors) for part in shapely.get_parts(shape))
