import Geometry

/// How long streets are in metres, up to every vertex: what a graph in milliseconds does not know.
struct StreetMeters: Sendable {
  /// From the street's first node to the beginning of each piece.
  let pieceStarts: [Float]
  let streets: [Float]
  /// Of each arc that leaves a node, 0 for turns.
  let arcs: [Float]

  /// - Complexity: O(pieces + arcs) time; 4 bytes for each of them and each street.
  init(_ graph: RoadGraph) {
    var starts = [Float](repeating: 0, count: graph.pieceCount)
    var lengths = [Float](repeating: 0, count: graph.streetCount)
    var scale = LocalScale(latitude: graph.extent.center.y)
    var scaleLatitude = graph.extent.center.y
    graph.forEachPiece { piece, street, a, b in
      let (from, to) = (a.position, b.position)
      // The scale changes by a millionth within these degrees.
      if abs(from.y - scaleLatitude) > 1e-4 {
        scaleLatitude = from.y
        scale = LocalScale(latitude: scaleLatitude)
      }
      starts[piece] = lengths[street]
      lengths[street] += Float(scale.distance(from, to))
    }
    pieceStarts = starts
    streets = lengths
    arcs = graph.outward.streets.map { $0 == ArcTable.turn ? 0 : lengths[Int($0)] }
  }
}
