import Geometry

/// The ground of people: of each piece of a community's ground, whose of its people it is.
///
/// A cell of a street goes to the point of its community that is nearest to its sample; the first of equals.
package struct PeopleGround: Sendable {
  private let territories: Territories
  /// Of a community, the edges and outlines of the partition in it.
  private var edges: [[Int32]]
  private var outlines: [[Int32]]

  /// - Complexity: O(edges).
  package init(_ territories: Territories) {
    self.territories = territories
    let partition = territories.cells.partition
    edges = [[Int32]](repeating: [], count: territories.ground.count)
    outlines = edges
    for (index, edge) in partition.edges.enumerated() where edge.set != GroundSets.none {
      for community in partition.sets[Int(edge.set)] { edges[Int(community)].append(Int32(index)) }
    }
    for (index, piece) in partition.outlines.enumerated() { outlines[Int(piece.community)].append(Int32(index)) }
  }

  /// The ground of some of a community's people.
  ///
  /// - Parameters:
  ///   - points: all of them; WGS84 degrees.
  ///   - isWanted: of a point, by its position.
  /// - Complexity: O(cells of the community x its points).
  package func ground(_ community: Int, points: [Coordinate], _ isWanted: (Int) -> Bool) -> DrawnGround {
    let ground = territories.cells
    let places = points.map(territories.plane.place)
    var owners: [Int32: Bool] = [:]
    func isIn(_ cell: Int32) -> Bool {
      guard ground.isOfStreet(Int(cell)) else { return false }
      if let known = owners[cell] { return known }
      let sample = territories.place(ofCell: Int(cell))
      var best = (distance: Double.infinity, point: -1)
      for (index, place) in places.enumerated() {
        let distance = place.square(to: sample)
        if distance < best.distance { best = (distance, index) }
      }
      let isIn = best.point >= 0 && isWanted(best.point)
      owners[cell] = isIn
      return isIn
    }
    var borders: [BorderEdge] = []
    for index in edges[community] {
      let edge = ground.partition.edges[Int(index)]
      let (left, right) = (isIn(edge.left), isIn(edge.right))
      if left != right { borders.append(left ? BorderEdge(edge.from, edge.to) : BorderEdge(edge.to, edge.from)) }
    }
    for index in outlines[community] {
      let piece = ground.partition.outlines[Int(index)]
      if isIn(piece.cell) { borders.append(BorderEdge(piece.from, piece.to)) }
    }
    return drawn(&borders)
  }

  /// The ground of some places that have no community's outline around them.
  package func ground(ofPlaces places: [Int]) -> DrawnGround { territories.ground(ofPlaces: places) }
}
