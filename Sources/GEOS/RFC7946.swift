import Geometry
import Words

/// The finest step that GeoJSON of seven decimals can hold, in degrees: about a centimetre.
package let rfc7946Grid = 1e-7

/// The shape as RFC 7946 wants it written: on the 1e-7 degree grid, valid, exterior rings counter-clockwise and holes
/// clockwise. Every coordinate is the number that its seven decimals read back as, so what is valid here is valid in
/// the file.
///
/// - Returns: an empty shape when everything collapses. Lines shorter than the grid and rings or holes without area are
///   dropped; a polygon that falls into parts becomes a multi-polygon. What is in this form already comes back as it is.
/// - Throws: ``GEOSError`` `notFinite` for a NaN or infinite coordinate.
/// Source: RFC 7946, sections 3.1.6 (right-hand rule) and 11.2 (precision).
package func rfc7946(_ shape: Shape) throws(GEOSError) -> Shape {
  // Mostly a shape stays valid when each of its positions is rounded: the cheap way, and the shape's own corners.
  if let rounded = shape.roundedRings {
    let handle = try GeometryHandle(rounded)
    if try handle.isValid() { return try handle.shape(orientingRings: true) }
  }
  var written = shape.withoutCollapsedParts
  // Two rounds, the second to look at the first, nearly always. Snap rounding may leave a vertex exactly on an edge it does not belong to, and the last
  // bit of a decimal then puts it across: that needs another.
  for _ in 0..<8 {
    var handle = try GeometryHandle(written)
    let isValid = try handle.isValid()
    if isValid, written.map(\.toSevenDecimals) == written { return try handle.shape(orientingRings: true) }
    if !isValid { handle = try handle.repaired() }
    // GEOS gives k x 1e-7, which is not always the double nearest to the decimal number.
    written = try handle.snapped(toGrid: rfc7946Grid).shape().map(\.toSevenDecimals)
  }
  throw GEOSError(
    code: .topology,
    message: Bilingual(
      "坐标取七位小数后无法得到有效的图形；请先简化图形",
      "no valid form with seven decimals was found; simplify the shape first"),
    at: Bilingual(same: "rfc7946"))
}

extension Coordinate {
  fileprivate var toSevenDecimals: Coordinate {
    Coordinate(x: (x * 1e7).rounded() / 1e7, y: (y * 1e7).rounded() / 1e7)
  }
}

extension Shape {
  /// For polygons: every position rounded, equal neighbours merged; nil for other shapes and when a ring collapses.
  fileprivate var roundedRings: Shape? {
    switch self {
    case .polygon(let polygon): return polygon.roundedRings.map { .polygon($0) }
    case .multiPolygon(let polygons):
      let rounded = polygons.compactMap(\.roundedRings)
      return rounded.count == polygons.count ? .multiPolygon(rounded) : nil
    default: return nil
    }
  }

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
  fileprivate var roundedRings: Polygon? {
    var rounded: [[Coordinate]] = []
    for index in 0..<ringCount {
      var ring: [Coordinate] = []
      for position in self.ring(index).lazy.map(\.toSevenDecimals) where position != ring.last { ring.append(position) }
      guard ring.count >= 4 else { return nil }
      rounded.append(ring)
    }
    return rounded.isEmpty ? nil : Polygon(rings: rounded)
  }

  /// Nil when the exterior ring itself has collapsed.
  fileprivate var withoutCollapsedRings: Polygon? {
    guard ringCount > 0, ring(0).count >= 4 else { return nil }
    if (1..<ringCount).allSatisfy({ ring($0).count >= 4 }) { return self }
    return Polygon(rings: rings.filter { $0.count >= 4 })
  }
}
