/// What is to be known of a piece of street before someone sets foot on it in its middle.
public struct PieceTraits: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// On a bridge, in a tunnel or on a level other than the ground's.
  public static let lifted = PieceTraits(rawValue: 1)
  /// A ferry or what else carries at a speed of its own: one boards it at its ends.
  public static let aboard = PieceTraits(rawValue: 2)
  /// For those who live there.
  public static let `private` = PieceTraits(rawValue: 4)

  /// Nobody comes onto it in its middle from the ground.
  static let offGround: PieceTraits = [.lifted, .aboard]
}

extension RoadGraph {
  func traits(ofPiece piece: Int) -> PieceTraits {
    pieceTraits.isEmpty ? [] : PieceTraits(rawValue: pieceTraits[piece])
  }
}
