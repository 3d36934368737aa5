import Model

/// The end of a trip at which a place lies.
public enum TripEnd: Hashable, Sendable {
  case start
  case end

  /// That of the place a search begins at, and of those it looks for.
  package static func ofSites(_ direction: Direction) -> TripEnd { direction == .fromStation ? .start : .end }
  package static func ofDemand(_ direction: Direction) -> TripEnd { direction == .fromStation ? .end : .start }
}

/// What a street that one can enter and not leave, or leave and not enter, is no place for, as bits.
enum OneWayPart {
  static let noStart: UInt8 = 1
  static let noEnd: UInt8 = 2
}

extension RoadGraph {
  /// Whether no trip that begins (or ends) on the street comes from it to the rest of its network (or from there to it).
  package func isOneWayPart(_ street: StreetID, for end: TripEnd) -> Bool {
    guard !oneWayParts.isEmpty else { return false }
    return oneWayParts[Int(street.rawValue)] & (end == .start ? OneWayPart.noStart : OneWayPart.noEnd) != 0
  }
}
