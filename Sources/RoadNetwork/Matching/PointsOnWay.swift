import Geometry
import Model

/// Brings points to the stretches of a way.
struct PointsOnWay {
  private let graph: RoadGraph
  private let stretches: [MatchedWay.Stretch]

  init(_ graph: RoadGraph, _ way: MatchedWay) {
    self.graph = graph
    stretches = way.stretches
  }

  /// The place nearest to a point on the stretches of a range, the first of several.
  /// - Complexity: O(vertices of the stretches).
  func nearest(to point: Coordinate, _ range: ClosedRange<Int>) -> MatchedPoint? {
    let scale = LocalScale(latitude: point.y)
    var best: MatchedPoint?
    var least = Double.infinity
    for stretch in stretches[range] {
      let street = Int(stretch.street)
      let low = UInt32(clamping: min(stretch.from, stretch.to))
      let high = UInt32(clamping: max(stretch.from, stretch.to))
      var vertex = graph.vertex(of: street, after: low + 1) - 1
      let last = graph.vertexCount(street) - 1
      while vertex < last {
        let (start, end) = (graph.offset(street, vertex), graph.offset(street, vertex + 1))
        if start > high || (start == high && low < high) { break }
        let (a, b) = (graph.vertexPosition(street, vertex), graph.vertexPosition(street, vertex + 1))
        vertex += 1
        let (ax, ay) = ((a.x - point.x) * scale.metersPerDegreeX, (a.y - point.y) * scale.metersPerDegreeY)
        let (dx, dy) = ((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
        let square = dx * dx + dy * dy
        var share = square > 0 ? max(0, min(1, -(ax * dx + ay * dy) / square)) : 0
        if end > start {
          let (first, last) = (Double(max(low, start) - start), Double(min(high, end) - start))
          share = max(first / Double(end - start), min(last / Double(end - start), share))
        }
        let (x, y) = (ax + share * dx, ay + share * dy)
        guard x * x + y * y < least else { continue }
        least = x * x + y * y
        best = MatchedPoint(
          position: StreetPosition(
            street: StreetID(rawValue: stretch.street),
            offset: Int(start) + Int((Double(end - start) * share).rounded())),
          coordinate: Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share),
          distance: Meters(least.squareRoot()))
      }
    }
    return best
  }
}
