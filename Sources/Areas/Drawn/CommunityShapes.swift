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
    let wanted = Set(places.map { Int(cellOfPlace[$0]) }).filter { $0 >= 0 }
    return ground(ofCells: wanted.sorted()) { wanted.contains($0) }
  }

  private func ground(ofCells wanted: [Int], _ isIn: (Int) -> Bool) -> DrawnGround {
    let partition = cells.partition
    var edges: [BorderEdge] = []
    for cell in wanted {
      for index in partition.edges(of: cell) {
        let edge = partition.edges[Int(index)]
        let isLeft = Int(edge.left) == cell
        let other = isLeft ? Int(edge.right) : Int(edge.left)
        if other >= 0, isIn(other) { continue }
        edges.append(isLeft ? BorderEdge(edge.from, edge.to) : BorderEdge(edge.to, edge.from))
      }
    }
    return drawn(&edges)
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
