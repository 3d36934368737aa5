import Geometry
import Model

/// Some ground, ready to be written.
package struct DrawnGround: Hashable, Sendable {
  /// WGS84 degrees.
  package var shape: Shape
  package var squareKilometers: Double

  package init(shape: Shape, squareKilometers: Double) {
    self.shape = shape
    self.squareKilometers = squareKilometers
  }
}

extension TerritoryDrawing {
  /// What of each community is ground of one kind, when some streets are reached.
  ///
  /// The kinds of one community lie side by side and fill it.
  /// - Parameters: as for ``area(_:isKnown:places:)``.
  /// - Returns: by kind, then community; empty where there is none.
  /// - Complexity: O(edges of the partition), and sorting what is drawn.
  package mutating func communities(
    _ ranges: [ReachedRange], kinds: [GroundKind], isKnown: (_ place: Int) -> Bool = { _ in false }, places: [Int] = []
  ) -> [[DrawnGround]] {
    reach(ranges, isKnown: isKnown, places: places)
    return kinds.map { kind in
      var borders = ground.borders(of: kind, territories)
      return borders.indices.map { drawn(&borders[$0]) }
    }
  }
}

extension Territories {
  /// The ground of the cells of some places: for communities that are no polygons.
  package func ground(ofPlaces places: [Int]) -> DrawnGround {
    // Few cells mostly, and this is asked for every gap: a sorted list is quicker than a set.
    var wanted = places.map { cellOfPlace[$0] }
    wanted.sort()
    let partition = cells.partition
    var edges: [BorderEdge] = []
    var last: Int32 = -1
    for cell in wanted where cell > last {
      last = cell
      for index in Int(partition.starts[Int(cell)])..<Int(partition.starts[Int(cell) + 1]) {
        let edge = partition.edges[Int(partition.edgesOf[index])]
        let isLeft = edge.left == cell
        let other = isLeft ? edge.right : edge.left
        if other >= 0, wanted.holds(other) { continue }
        edges.append(isLeft ? BorderEdge(edge.from, edge.to) : BorderEdge(edge.to, edge.from))
      }
    }
    return drawn(&edges)
  }
}

extension [Int32] {
  /// Whether a value is among these, which rise.
  fileprivate func holds(_ value: Int32) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value
  }
}

/// The polygons of some borders, and how large they are.
func drawn(_ borders: inout [BorderEdge]) -> DrawnGround {
  let polygons = polygons(&borders)
  let area = polygons.reduce(0.0) { sum, polygon in
    let scale = LocalScale(latitude: polygon.coordinates[0].y)
    let square = (0..<polygon.ringCount).reduce(0.0) {
      $0 + signedArea(polygon.ring($1), about: polygon.coordinates[0])
    }
    return sum + square * scale.metersPerDegreeX * scale.metersPerDegreeY / 1e6
  }
  return DrawnGround(
    shape: polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons), squareKilometers: area)
}
