/// What is to be known of a piece of street before someone sets foot on it in its middle.
package struct PieceTraits: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// On a bridge, in a tunnel or on a level other than the ground's.
  package static let lifted = PieceTraits(rawValue: 1)
  /// A ferry or what else carries at a speed of its own: one boards it at its ends.
  package static let aboard = PieceTraits(rawValue: 2)
  /// For those who live there.
  package static let `private` = PieceTraits(rawValue: 4)

  /// Nobody comes onto it in its middle from the ground.
  static let offGround: PieceTraits = [.lifted, .aboard]
}

extension RoadGraph {
  func traits(ofPiece piece: Int) -> PieceTraits {
    pieceTraits.isEmpty ? [] : PieceTraits(rawValue: pieceTraits[piece])
  }
}
