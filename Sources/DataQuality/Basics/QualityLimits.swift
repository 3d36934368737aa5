import Model

/// The thresholds of the rules: one place for the code and for `docs/quality-gate.md`.
package enum QualityLimits {
  /// The ten years from here must have an open minute: 2026-01-01.
  package static let firstDayOfHours = CivilDay(20_454)
  /// Nearer than this two sites stand at one place.
  package static let samePlace = Meters(5)
  /// Records of one name nearer than this are one record twice.
  package static let sameRecord = Meters(50)
  /// Names that differ in writing only and stand nearer than this are most likely one place.
  package static let sameName = Meters(1000)
  /// Farther from its street than this, a site deserves a look.
  package static let remarkableSnap = Meters(50)
  /// So far beyond the extent of the streets, in degrees, nothing of the file can serve a station: some two kilometres.
  package static let beyondRoads = 0.02
  /// No round is drawn with two neighbouring points this far apart.
  package static let longJump = Meters(50_000)

  /// Part of the smaller of two communities that may lie in the other: borders are drawn by hand.
  package static let sharedPart = 0.02
  /// Overlaps that are named one by one.
  package static let namedOverlaps = 20

  /// Nobody counts more residents in a community, heads at a firm, trips of a route.
  package static let mostResidents = 5_000_000.0
  package static let mostHeads = 1_000_000.0
  package static let mostTrips = 10_000.0
  /// Fewer weights than this have no usual size.
  package static let fewestWeights = 10
  /// Robust deviations from the median of the logarithms.
  package static let weightDeviations = 6.0
  /// Times the median at least, before a weight is absurdly large.
  package static let weightTimes = 50.0
  /// Of the median at the most, before a weight is absurdly small: 1 / 1000.
  package static let weightParts = 1000.0
  /// Part of the stated total by which the weights may miss it.
  package static let totalTolerance = 0.05

  /// Letters by which a word may miss one of the six services and still be meant for it.
  package static let slipOfLetters = 2
  /// Islands that are named one by one.
  package static let namedIslands = 20
}
