/// Distance in the unit of the coordinates.
@inlinable
package func planarDistance(_ a: Coordinate, _ b: Coordinate) -> Double {
  ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
}

/// Distance of a point from a straight piece, in the unit of the coordinates.
@inlinable
package func planarDistance(_ point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
  let (dx, dy) = (b.x - a.x, b.y - a.y)
  let square = dx * dx + dy * dy
  let share = square > 0 ? max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square)) : 0
  return planarDistance(point, Coordinate(x: a.x + dx * share, y: a.y + dy * share))
}

/// The area that a closed ring encloses, in the square of the coordinates' unit: positive when it runs counterclockwise.
///
/// - Parameter origin: what the coordinates are measured from. With the ring's first corner large coordinates do not
///   swallow small areas.
package func signedArea(_ ring: ArraySlice<Coordinate>, about origin: Coordinate) -> Double {
  let sum = zip(ring, ring.dropFirst()).reduce(0) {
    $0 + ($1.0.x - origin.x) * ($1.1.y - origin.y) - ($1.1.x - origin.x) * ($1.0.y - origin.y)
  }
  return sum / 2
}

/// The line with fewer vertices: its ends, and no vertex farther than the tolerance from what is left.
///
/// - Parameter tolerance: in the unit of the coordinates.
/// - Complexity: O(n log n) usually, O(n²) at worst.
/// Source: Douglas, Peucker (1973), Algorithms for the reduction of the number of points required to represent a
/// digitized line or its caricature, doi:10.3138/FM57-6770-U75U-7727.
package func simplified(_ line: [Coordinate], tolerance: Double) -> [Coordinate] {
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
