import Geometry

/// The finest step that GeoJSON of seven decimals can hold, in degrees: about a centimetre.
package let rfc7946Grid = 1e-7

/// The shape as RFC 7946 wants it written: on the 1e-7 degree grid, valid, exterior rings counter-clockwise and holes
/// clockwise.
///
/// - Returns: an empty shape when everything collapses. Lines shorter than the grid and rings or holes without area are
///   dropped; a polygon that falls into parts becomes a multi-polygon.
/// - Throws: ``GEOSError`` `notFinite` for a NaN or infinite coordinate.
/// Source: RFC 7946, sections 3.1.6 (right-hand rule) and 11.2 (precision).
package func rfc7946(_ shape: Shape) throws(GEOSError) -> Shape {
  var handle = try GeometryHandle(shape.withoutCollapsedParts)
  // Snapping wants valid input and gives valid output, so one repair before it is enough.
  if try !handle.isValid() { handle = try handle.repaired() }
  let snapped = try handle.snapped(toGrid: rfc7946Grid)
  return try snapped.shape(orientingRings: true)
}

extension Shape {
  /// Without lines of one position and rings of fewer than four, which GEOS refuses to build.
  fileprivate var withoutCollapsedParts: Shape {
    switch self {
    case .point, .multiPoint: self
    case .lineString(let line): .lineString(line.count < 2 ? [] : line)
    case .multiLineString(let lines): .multiLineString(lines.filter { $0.count >= 2 })
    case .polygon(let polygon): .polygon(polygon.withoutCollapsedRings ?? Polygon(rings: []))
    case .multiPolygon(let polygons): .multiPolygon(polygons.compactMap(\.withoutCollapsedRings))
    case .collection(let shapes): .collection(shapes.map(\.withoutCollapsedParts))
    }
  }
}

extension Polygon {
  /// Nil when the exterior ring itself has collapsed.
  fileprivate var withoutCollapsedRings: Polygon? {
    guard ringCount > 0, ring(0).count >= 4 else { return nil }
    if (1..<ringCount).allSatisfy({ ring($0).count >= 4 }) { return self }
    return Polygon(rings: rings.filter { $0.count >= 4 })
  }
}
