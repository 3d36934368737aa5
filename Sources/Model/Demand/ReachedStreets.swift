import Geometry

/// A part of a street beyond a cutoff.
package struct UnreachedPart: Hashable, Sendable {
  /// WGS84 degrees.
  package var line: [Coordinate]
  /// Whether the street is reached right up to the line's first or last place.
  package var beginsAtCut: Bool
  package var endsAtCut: Bool

  package init(line: [Coordinate], beginsAtCut: Bool, endsAtCut: Bool) {
    self.line = line
    self.beginsAtCut = beginsAtCut
    self.endsAtCut = endsAtCut
  }
}

/// What one search found along the streets, to be cut at its cutoff and at every smaller one: what areas are drawn from.
///
/// Costs and cutoffs are whole numbers in the unit of the search, cutoffs inclusive.
package protocol ReachedStreets: Sendable {
  /// The largest that may be asked for.
  var cutoff: Int { get }
  /// What is left of the cutoff where the access leg meets the street; negative when it does not.
  var rest: Int { get }
  /// The least cost of a metre on the reached streets; nil when nothing is reached.
  var leastCostPerMeter: Double? { get }
  /// The reached lines in WGS84 degrees, each as long as its street allows.
  func lines(within cutoff: Int) -> [[Coordinate]]
  /// At least the unreached parts of streets within the margin of a reached one; empty when nothing is reached.
  func unreached(within margin: Meters, cutoff: Int) -> [UnreachedPart]
}
