import CGEOS
import Geometry

extension GeometryHandle {
  package borrowing func isEmpty() throws(GEOSError) -> Bool {
    try test("GEOSisEmpty_r") { GEOSisEmpty_r($0, $1) }
  }

  /// Area in squared units of the coordinates; zero for points and lines. Degrees give a number without meaning.
  package borrowing func area() throws(GEOSError) -> Double {
    try measure("GEOSArea_r") { GEOSArea_r($0, $1, $2) }
  }

  /// Length of lines, perimeter of polygons, in units of the coordinates.
  package borrowing func length() throws(GEOSError) -> Double {
    try measure("GEOSLength_r") { GEOSLength_r($0, $1, $2) }
  }

  /// The shortest distance between the two, in units of the coordinates; nil when either is empty, where GEOS says 0.
  package borrowing func distance(to other: borrowing GeometryHandle) throws(GEOSError) -> Double? {
    if try isEmpty() { return nil }
    if try other.isEmpty() { return nil }
    return try measure("GEOSDistance_r", with: other) { GEOSDistance_r($0, $1, $2, $3) }
  }

  /// Same points, whatever the order and number of vertices.
  package borrowing func equals(_ other: borrowing GeometryHandle) throws(GEOSError) -> Bool {
    try test("GEOSEquals_r", with: other) { GEOSEquals_r($0, $1, $2) }
  }

  /// No point of the other lies outside, and at least one inside: a point on the border is not contained.
  package borrowing func contains(_ other: borrowing GeometryHandle) throws(GEOSError) -> Bool {
    try test("GEOSContains_r", with: other) { GEOSContains_r($0, $1, $2) }
  }

  /// At least one common point, the border included.
  package borrowing func intersects(_ other: borrowing GeometryHandle) throws(GEOSError) -> Bool {
    try test("GEOSIntersects_r", with: other) { GEOSIntersects_r($0, $1, $2) }
  }
}
