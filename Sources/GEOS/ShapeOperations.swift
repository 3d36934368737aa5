import Geometry

// One step from value to value. For several steps on the same geometry a `GeometryHandle` saves the conversions; for
// many questions to one shape use `PreparedGeometry`, for many shapes `STRtree`.

extension Shape {
  /// Reads well-known text.
  package init(wkt: String) throws(GEOSError) { self = try GeometryHandle(wkt: wkt).shape() }

  package func wkt(decimals: Int? = nil) throws(GEOSError) -> String {
    try GeometryHandle(self).wkt(decimals: decimals)
  }

  /// See ``GeometryHandle/buffer(_:quadrantSegments:)``.
  package func buffer(_ radius: Double, quadrantSegments: Int = 8) throws(GEOSError) -> Shape {
    try GeometryHandle(self).buffer(radius, quadrantSegments: quadrantSegments).shape()
  }
  package func union(_ other: Shape) throws(GEOSError) -> Shape {
    try GeometryHandle(self).union(try GeometryHandle(other)).shape()
  }
  package func intersection(_ other: Shape) throws(GEOSError) -> Shape {
    try GeometryHandle(self).intersection(try GeometryHandle(other)).shape()
  }
  /// What lies in this shape and not in the other.
  package func difference(_ other: Shape) throws(GEOSError) -> Shape {
    try GeometryHandle(self).difference(try GeometryHandle(other)).shape()
  }
  /// See ``GeometryHandle/simplified(tolerance:)``.
  package func simplified(tolerance: Double) throws(GEOSError) -> Shape {
    try GeometryHandle(self).simplified(tolerance: tolerance).shape()
  }
  /// See ``GeometryHandle/snapped(toGrid:)``.
  package func snapped(toGrid grid: Double) throws(GEOSError) -> Shape {
    try GeometryHandle(self).snapped(toGrid: grid).shape()
  }
  /// See ``GeometryHandle/centroid()``.
  package func centroid() throws(GEOSError) -> Coordinate? { try GeometryHandle(self).centroid() }
  /// See ``GeometryHandle/pointOnSurface()``.
  package func pointOnSurface() throws(GEOSError) -> Coordinate? { try GeometryHandle(self).pointOnSurface() }

  /// Area in squared units of the coordinates; for degrees use the geodesic area.
  package func planarArea() throws(GEOSError) -> Double { try GeometryHandle(self).area() }
  /// Length or perimeter in units of the coordinates; for degrees use the geodesic length.
  package func planarLength() throws(GEOSError) -> Double { try GeometryHandle(self).length() }
  /// Shortest distance in units of the coordinates; nil when either is empty.
  package func planarDistance(to other: Shape) throws(GEOSError) -> Double? {
    try GeometryHandle(self).distance(to: try GeometryHandle(other))
  }

  /// Same points, whatever the order and number of vertices.
  package func equals(_ other: Shape) throws(GEOSError) -> Bool {
    try GeometryHandle(self).equals(try GeometryHandle(other))
  }
  /// A point on the border is not contained.
  package func contains(_ other: Shape) throws(GEOSError) -> Bool {
    try GeometryHandle(self).contains(try GeometryHandle(other))
  }
  /// At least one common point, the border included.
  package func intersects(_ other: Shape) throws(GEOSError) -> Bool {
    try GeometryHandle(self).intersects(try GeometryHandle(other))
  }

  package func isValid() throws(GEOSError) -> Bool { try GeometryHandle(self).isValid() }
  /// The first defect by the OGC rules; nil when valid.
  package func invalidity() throws(GEOSError) -> Invalidity? { try GeometryHandle(self).invalidity() }
  /// The shape made valid, and what had to be changed; nil when it was valid.
  package func repaired() throws(GEOSError) -> (shape: Shape, repair: Repair?) {
    var handle = try GeometryHandle(self)
    guard let repair = try handle.repair() else { return (self, nil) }
    return (try handle.shape(), repair)
  }
}

/// The union of many shapes at once: far quicker than one after the other.
///
/// - Complexity: O(n log n) in the number of edges for shapes that overlap locally.
package func union(_ shapes: [Shape]) throws(GEOSError) -> Shape {
  try GeometryHandle(shapes).unaryUnion().shape()
}

/// The union of the buffers of many shapes, such as the streets reached from one station.
package func unionOfBuffers(
  _ shapes: [Shape], radius: Double, quadrantSegments: Int = 8, caps: LineCap = .round
) throws(GEOSError) -> Shape {
  try GeometryHandle(
    unionOfBuffers: shapes, radius: radius, quadrantSegments: quadrantSegments, caps: caps
  ).shape()
}
