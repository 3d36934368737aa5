import Geometry

/// Length in the unit of the coordinates.
func planarLength(_ line: [Coordinate]) -> Double {
  zip(line, line.dropFirst()).reduce(0) { $0 + planarDistance($1.0, $1.1) }
}

func planarDistance(_ a: Coordinate, _ b: Coordinate) -> Double {
  ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
}

/// The line without so much of its start and end; nil when nothing is left.
func trimmed(_ line: [Coordinate], start: Double, end: Double) -> [Coordinate]? {
  guard planarLength(line) > start + end else { return nil }
  return withoutStart(withoutStart(line, start).reversed(), end).reversed()
}

private func withoutStart(_ line: [Coordinate], _ length: Double) -> [Coordinate] {
  guard length > 0 else { return line }
  var rest = length
  for index in 0..<(line.count - 1) {
    let (a, b) = (line[index], line[index + 1])
    let step = planarDistance(a, b)
    if rest < step {
      let share = rest / step
      return [Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)] + line[(index + 1)...]
    }
    rest -= step
  }
  return line.suffix(2)
}

/// The lines without short ones between others: what lies near them lies near those, to within a
/// sixteenth.
///
/// - Parameter length: two thirds of the distance that counts as near.
func withoutLinks(_ lines: [[Coordinate]], shorterThan length: Double) -> [[Coordinate]] {
  let isShort = lines.map { planarLength($0) < length }
  var ends: Set<Coordinate> = []
  for (line, isShort) in zip(lines, isShort) where !isShort { ends.formUnion([line[0], line[line.count - 1]]) }
  return zip(lines, isShort).compactMap { line, isShort in
    guard isShort else { return line }
    if ends.contains(line[0]), ends.contains(line[line.count - 1]) { return nil }
    ends.formUnion([line[0], line[line.count - 1]])
    return line
  }
}

/// The line with fewer vertices: its ends, and no vertex farther than the tolerance from what is left.
///
/// - Complexity: O(n log n) for usual streets.
/// Source: Douglas and Peucker (1973), doi:10.3138/FM57-6770-U75U-7727.
func smoothed(_ line: [Coordinate], tolerance: Double) -> [Coordinate] {
  guard line.count > 2 else { return line }
  var isKept = [Bool](repeating: false, count: line.count)
  isKept[0] = true
  isKept[line.count - 1] = true
  var open = [(0, line.count - 1)]
  while let (first, last) = open.popLast() {
    var farthest = tolerance
    var middle: Int?
    for index in (first + 1)..<max(last, first + 1) {
      let distance = planarDistance(line[index], line[first], line[last])
      if distance > farthest {
        farthest = distance
        middle = index
      }
    }
    guard let middle else { continue }
    isKept[middle] = true
    open.append((first, middle))
    open.append((middle, last))
  }
  return zip(line, isKept).compactMap { $1 ? $0 : nil }
}

func planarDistance(_ point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let square = dx * dx + dy * dy
  let share = square > 0 ? max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square)) : 0
  return planarDistance(point, Coordinate(x: a.x + dx * share, y: a.y + dy * share))
}

extension Shape {
  /// Its polygons without rings that are all border: thinner than a width, and holes smaller than an area.
  ///
  /// A ring's width is twice its area by its length: that of a long rectangle.
  package func withoutSlivers(thinnerThan width: Double, hole area: Double) -> Shape {
    var kept: [Polygon] = []
    for polygon in polygons where !isSliver(polygon.ring(0), width) {
      let holes = (1..<polygon.ringCount).filter {
        !isSliver(polygon.ring($0), width) && ringArea(polygon.ring($0)) >= area
      }
      if holes.count == polygon.ringCount - 1 {
        kept.append(polygon)
      } else {
        kept.append(Polygon(rings: ([0] + holes).map { Array(polygon.ring($0)) }))
      }
    }
    return kept.count == 1 ? .polygon(kept[0]) : .multiPolygon(kept)
  }
}

private func isSliver(_ ring: ArraySlice<Coordinate>, _ width: Double) -> Bool {
  2 * ringArea(ring) < width * planarLength(Array(ring))
}

private func ringArea(_ ring: ArraySlice<Coordinate>) -> Double {
  // About the first corner: large coordinates would swallow small areas.
  guard let origin = ring.first else { return 0 }
  let sum = zip(ring, ring.dropFirst()).reduce(0) {
    $0 + ($1.0.x - origin.x) * ($1.1.y - origin.y) - ($1.1.x - origin.x) * ($1.0.y - origin.y)
  }
  return abs(sum) / 2
}
