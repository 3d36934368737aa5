import Geometry
import Words

/// Appends the geometry object of RFC 7946, section 3.1.
///
/// - Throws: ``GeodataError`` `notFinite`, `outOfRange` or `invalidGeometry`, without a place.
package func appendGeometry(_ shape: Shape, to bytes: inout [UInt8]) throws(GeodataError) {
  assert(isWoundRight(shape), "outer rings must run counterclockwise, holes clockwise: orient with GEOS first")
  bytes.append(contentsOf: #"{"type":""#.utf8)
  bytes.append(contentsOf: shape.typeName.utf8)
  bytes.append(contentsOf: #"",""#.utf8)
  if case .collection(let shapes) = shape {
    bytes.append(contentsOf: #"geometries":"#.utf8)
    try appendList(shapes, to: &bytes, appendGeometry)
  } else {
    bytes.append(contentsOf: #"coordinates":"#.utf8)
    try appendCoordinates(of: shape, to: &bytes)
  }
  bytes.append(UInt8(ascii: "}"))
}

/// True when every outer ring encloses a positive area and every hole a negative one (RFC 7946, section 3.1.6).
package func isWoundRight(_ shape: Shape) -> Bool {
  shape.polygons.allSatisfy { polygon in
    (0..<polygon.ringCount).allSatisfy { index in
      let ring = polygon.ring(index)
      let area = ring.first.map { signedArea(ring, about: $0) } ?? 0
      return index == 0 ? area >= 0 : area <= 0
    }
  }
}

private func appendCoordinates(of shape: Shape, to bytes: inout [UInt8]) throws(GeodataError) {
  switch shape {
  case .point(let coordinate): try appendPosition(coordinate, to: &bytes)
  case .multiPoint(let coordinates): try appendList(coordinates, to: &bytes, appendPosition)
  case .lineString(let line): try appendLine(line, to: &bytes)
  case .multiLineString(let lines): try appendList(lines, to: &bytes, appendLine)
  case .polygon(let polygon): try appendPolygon(polygon, to: &bytes)
  case .multiPolygon(let polygons): try appendList(polygons, to: &bytes, appendPolygon)
  case .collection: preconditionFailure("a collection has geometries, not coordinates")
  }
}

private func appendPosition(_ position: Coordinate, to bytes: inout [UInt8]) throws(GeodataError) {
  guard position.isFinite else {
    throw GeodataError(
      .notFinite,
      Bilingual(
        "（\(position.x)，\(position.y)）不是有效的位置；请在输入数据中更正",
        "position (\(position.x), \(position.y)) is not a place; repair it in the input"))
  }
  guard position.x.magnitude <= 180, position.y.magnitude <= 90 else {
    throw GeodataError(
      .outOfRange,
      Bilingual(
        "（\(position.x)，\(position.y)）不是以度为单位的经纬度；请先换算为WGS84",
        "position (\(position.x), \(position.y)) is not longitude, latitude in degrees; transform to WGS84 first"))
  }
  bytes.append(UInt8(ascii: "["))
  appendDegrees(position.x, to: &bytes)
  bytes.append(UInt8(ascii: ","))
  appendDegrees(position.y, to: &bytes)
  bytes.append(UInt8(ascii: "]"))
}

private func appendLine(_ line: [Coordinate], to bytes: inout [UInt8]) throws(GeodataError) {
  guard line.count >= 2 else {
    throw GeodataError(
      .invalidGeometry,
      Bilingual("线只有\(line.count)个点，至少应有两个", "a line of \(line.count) position(s) needs at least two"))
  }
  try appendList(line, to: &bytes, appendPosition)
}

private func appendPolygon(_ polygon: Polygon, to bytes: inout [UInt8]) throws(GeodataError) {
  try appendList(polygon.rings, to: &bytes) { (ring, bytes) throws(GeodataError) in
    guard ring.count >= 4 else {
      throw GeodataError(
        .invalidGeometry,
        Bilingual(
          "环只有\(ring.count)个点，至少应有四个，且首尾相同",
          "a ring of \(ring.count) positions needs at least four, the first repeated"))
    }
    try appendList(ring, to: &bytes, appendPosition)
  }
}

private func appendList<Element>(
  _ elements: [Element], to bytes: inout [UInt8],
  _ appendElement: (Element, inout [UInt8]) throws(GeodataError) -> Void
) throws(GeodataError) {
  bytes.append(UInt8(ascii: "["))
  for (index, element) in elements.enumerated() {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    try appendElement(element, &bytes)
  }
  bytes.append(UInt8(ascii: "]"))
}
