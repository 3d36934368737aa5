import Geometry

/// The ground on which generated candidates may stand: inside an area, outside polygons kept free.
///
/// On an outline itself a place may count as either side.
package struct PlaceLimits: Sendable {
  private let area: Obstacles?
  private let exclusions: Obstacles?

  /// - Parameters:
  ///   - area: polygons in WGS84 degrees; nil for no limit.
  ///   - exclusions: polygons, holes allowed again; lines and points say nothing.
  package init(area: Shape? = nil, exclusions: [Shape] = []) {
    self.area = area.map { Obstacles([$0]) }
    self.exclusions = exclusions.isEmpty ? nil : Obstacles(exclusions)
  }

  package func allows(_ place: Coordinate) -> Bool {
    if let area, !area.contain(place) { return false }
    return !excludes(place)
  }

  /// Whether a place lies in one of the polygons kept free.
  package func excludes(_ place: Coordinate) -> Bool { exclusions?.contain(place) ?? false }

  private var outlines: [Obstacles] { [area, exclusions].compactMap(\.self) }

  /// The offsets of a street on which a place may stand, rising, apart from each other.
  /// - Complexity: O(pieces x outlines beside them + polygons).
  func allowedOffsets(of street: Int, in graph: RoadGraph) -> [ClosedRange<Int>] {
    let last = graph.vertexCount(street) - 1
    let whole = 0...Int(graph.streetCosts[street])
    let outlines = outlines
    guard !outlines.isEmpty else { return [whole] }
    let vertices = (0...last).map { graph.vertexPosition(street, $0) }
    let isNearOutline = zip(vertices, vertices.dropFirst()).contains { a, b in
      outlines.contains { $0.mayLie(beside: a, b) }
    }
    guard isNearOutline else { return allows(vertices[0]) ? [whole] : [] }
    var ranges: [ClosedRange<Int>] = []
    for vertex in 0..<last {
      let (a, b) = (vertices[vertex], vertices[vertex + 1])
      let (low, high) = (Double(graph.offset(street, vertex)), Double(graph.offset(street, vertex + 1)))
      let cuts = [0] + outlines.flatMap { $0.allCrossings(a, b) }.sorted() + [1]
      for (from, to) in zip(cuts, cuts.dropFirst()) where from < to {
        let middle = (from + to) / 2
        guard allows(Coordinate(x: a.x + (b.x - a.x) * middle, y: a.y + (b.y - a.y) * middle)) else { continue }
        let first = Int((low + (high - low) * from).rounded(.up))
        let end = Int((low + (high - low) * to).rounded(.down))
        guard first <= end else { continue }
        if let before = ranges.last, first <= before.upperBound + 1 {
          ranges[ranges.count - 1] = before.lowerBound...max(before.upperBound, end)
        } else {
          ranges.append(first...end)
        }
      }
    }
    return ranges
  }
}
