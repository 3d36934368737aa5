import Geometry

/// A part of a street of a network.
package struct StreetStretch: Hashable, Sendable {
  /// The street's number in its network.
  package var street: Int
  /// Metres from the street's first node; `from` is not beyond `to`.
  package var from: Double
  package var to: Double

  package init(street: Int, from: Double, to: Double) {
    self.street = street
    self.from = from
    self.to = to
  }
}

/// A part of a street of a network with the line that it is on the ground.
package struct DrawnStretch: Hashable, Sendable {
  package var stretch: StreetStretch
  /// WGS84 degrees, from `stretch.from` to `stretch.to`.
  package var line: [Coordinate]

  package init(stretch: StreetStretch, line: [Coordinate]) {
    self.stretch = stretch
    self.line = line
  }
}
