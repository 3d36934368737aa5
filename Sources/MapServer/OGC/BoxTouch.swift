import Geometry
import Report

/// Whether a feature has a point in a box, its border included; its shape is read only when its own box does not tell.
///
/// - Complexity: O(positions of the shape).
func featureTouches(_ feature: FeatureLayer.Feature, _ own: Box, _ box: Box) -> Bool {
  guard own.maxX >= box.minX, own.minX <= box.maxX, own.maxY >= box.minY, own.minY <= box.maxY else { return false }
  if own.minX >= box.minX, own.maxX <= box.maxX, own.minY >= box.minY, own.maxY <= box.maxY { return true }
  let json = FeatureBytes(bytes: feature.json)
  guard let geometry = json.value(of: Array(#""geometry""#.utf8)) else { return false }
  return touches(json, geometry, box)
}

private func touches(_ json: FeatureBytes, _ geometry: Int, _ box: Box) -> Bool {
  if let parts = json.value(of: Array(#""geometries""#.utf8), inObjectAt: geometry) {
    return json.elements(ofArrayAt: parts).contains { touches(json, $0, box) }
  }
  guard let type = json.value(of: Array(#""type""#.utf8), inObjectAt: geometry),
    let start = json.value(of: Array(#""coordinates""#.utf8), inObjectAt: geometry)
  else { return false }
  let paths = paths(json, start)
  switch json.text(ofValueAt: type) {
  case #""Point""#, #""MultiPoint""#: return paths.joined().contains { holds(box, $0) }
  case #""LineString""#, #""MultiLineString""#: return paths.contains { crosses($0, box) }
  default: return paths.contains { crosses($0, box) } || encloses(paths, Coordinate(x: box.minX, y: box.minY))
  }
}

/// The runs of positions below an array: a line each, a ring each, a point alone or those of a multipoint.
private func paths(_ json: FeatureBytes, _ start: Int) -> [[Coordinate]] {
  let elements = json.elements(ofArrayAt: start)
  guard let first = elements.first else { return [] }
  if let position = position(json, start) { return [[position]] }
  if position(json, first) != nil { return [elements.compactMap { position(json, $0) }] }
  return elements.flatMap { paths(json, $0) }
}

private func position(_ json: FeatureBytes, _ start: Int) -> Coordinate? {
  let numbers = json.elements(ofArrayAt: start).prefix(2).map { Double(json.text(ofValueAt: $0)) }
  guard numbers.count == 2, let x = numbers[0], let y = numbers[1] else { return nil }
  return Coordinate(x: x, y: y)
}

private func holds(_ box: Box, _ point: Coordinate) -> Bool {
  point.x >= box.minX && point.x <= box.maxX && point.y >= box.minY && point.y <= box.maxY
}

private func crosses(_ path: [Coordinate], _ box: Box) -> Bool {
  zip(path, path.dropFirst()).contains { crosses($0, $1, box) }
}

/// Whether a straight piece has a point in a box.
///
/// Source: Liang and Barsky (1984), A new concept and method for line clipping, doi:10.1145/357332.357333.
private func crosses(_ a: Coordinate, _ b: Coordinate, _ box: Box) -> Bool {
  var (from, to) = (0.0, 1.0)
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  for (p, q) in [(-dx, a.x - box.minX), (dx, box.maxX - a.x), (-dy, a.y - box.minY), (dy, box.maxY - a.y)] {
    if p == 0 {
      if q < 0 { return false }
    } else if p < 0 {
      from = max(from, q / p)
    } else {
      to = min(to, q / p)
    }
  }
  return from <= to
}

/// Whether a point lies in the areas that rings bound, holes left out: the even-odd rule.
private func encloses(_ rings: [[Coordinate]], _ point: Coordinate) -> Bool {
  var isInside = false
  for ring in rings {
    for (a, b) in zip(ring, ring.dropFirst()) where (a.y > point.y) != (b.y > point.y) {
      if point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) { isInside.toggle() }
    }
  }
  return isInside
}
