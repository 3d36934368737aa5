import Geometry

/// The straight pieces of all admitted streets between numbered places: what both kinds of source become first.
struct RawStreets {
  /// Units of 1e-7 degree, per node.
  var longitudes: [Int32] = []
  var latitudes: [Int32] = []
  /// OpenStreetMap ids, rising with the file's order; empty for a line layer. Nodes made where barriers cut come behind
  /// and have none.
  var nodeIDs: [Int64] = []

  var from: [Int32] = []
  var to: [Int32] = []
  /// ``DirectionBits``.
  var directions: [UInt8] = []
  var classes: [UInt16] = []
  /// On a bridge, in a tunnel or on another level: nobody steps onto it from the ground.
  var isLifted: [Bool] = []
  /// Position of the way in the file, or of the record in the layer.
  var sources: [Int32] = []

  /// The way's id, or the record of the layer, for messages.
  var records: [Int64] = []
  var classList: [StreetClass] = []
  var turns: [TurnRule] = []
  /// ``ModeRules/mayTurnRound``.
  var mayTurnRound = true
  /// Milliseconds lost at a node.
  var delays: [Int32: Double] = [:]
  var notes = BuildNotes()

  static func bits(_ oneway: ModeRules.Oneway) -> UInt8 {
    switch oneway {
    case .both: DirectionBits.forward | DirectionBits.backward
    case .forward: DirectionBits.forward
    case .backward: DirectionBits.backward
    }
  }

  func position(of node: Int32) -> Coordinate {
    Coordinate(e7: longitudes[Int(node)], latitudes[Int(node)])
  }

  /// Drops all pieces behind the first.
  mutating func keep(first count: Int) {
    from.removeSubrange(count...)
    to.removeSubrange(count...)
    directions.removeSubrange(count...)
    classes.removeSubrange(count...)
    sources.removeSubrange(count...)
    isLifted.removeSubrange(count...)
  }

  /// Frees the memory of the pieces, once chains are made of them.
  mutating func forgetPieces() {
    (from, to, directions, classes, isLifted, sources) = ([], [], [], [], [], [])
  }

  /// Frees that of the nodes.
  mutating func forgetNodes() { (longitudes, latitudes, nodeIDs) = ([], [], []) }

  mutating func append(
    from: Int32, to: Int32, directions: UInt8, classIndex: Int, source: Int, isLifted: Bool = false
  ) {
    self.from.append(from)
    self.to.append(to)
    self.directions.append(directions)
    classes.append(UInt16(classIndex))
    sources.append(Int32(source))
    self.isLifted.append(isLifted)
  }
}
