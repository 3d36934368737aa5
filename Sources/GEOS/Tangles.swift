import Geometry

/// How often the rings of a shape cross themselves and each other, up to a limit.
///
/// Making a tangle valid takes time and memory by its crossings, not its corners: random rings of 20,000 corners have
/// more than a machine can hold.
/// - Complexity: O(n log n + pairs that overlap from west to east), less when the limit is met.
package func crossingCount(of shape: Shape, limit: Int) -> Int {
  var edges: [(a: Coordinate, b: Coordinate)] = []
  for polygon in shape.polygons {
    for ring in polygon.rings {
      for (a, b) in zip(ring, ring.dropFirst()) { edges.append(a.x <= b.x ? (a, b) : (b, a)) }
    }
  }
  edges.sort { $0.a.x < $1.a.x }
  var count = 0
  var active: [(a: Coordinate, b: Coordinate)] = []
  for edge in edges {
    active.removeAll { $0.b.x < edge.a.x }
    let (low, high) = (min(edge.a.y, edge.b.y), max(edge.a.y, edge.b.y))
    for other in active where max(other.a.y, other.b.y) >= low && min(other.a.y, other.b.y) <= high {
      if cross(edge.a, edge.b, other.a, other.b) {
        count += 1
        if count > limit { return count }
      }
    }
    active.append(edge)
  }
  return count
}

/// Whether two edges cross at a place that is an end of neither.
private func cross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
  func side(_ p: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
  }
  return side(a, c, d) * side(b, c, d) < 0 && side(c, a, b) * side(d, a, b) < 0
}

extension Shape {
  /// More crossings than this are no slip of the pen: the corners are out of order.
  package static let mostCrossings = 20_000
}
