import Geometry

/// A ride as it was recorded. It tells where somebody lives and works: nothing that is written may show a single one.
package struct RecordedTrack: Hashable, Sendable {
  /// Of its record or first point, 1-based: what findings call it by.
  package var record: Int
  /// Of whoever rode it; empty when unknown.
  package var trade = ""
  /// What it is a day of, in the user's own word; empty when unknown.
  package var round = ""
  /// For how many trips a day it stands.
  package var tripsPerDay = 1.0
  /// WGS84 degrees, in the order of travel; NaN for a point without a place.
  package var coordinates: [Coordinate]
  /// Of each place, from any start, NaN where it cannot be read; nil without times.
  package var seconds: [Double]?

  package init(record: Int, coordinates: [Coordinate], seconds: [Double]? = nil) {
    self.record = record
    self.coordinates = coordinates
    self.seconds = seconds
  }
}
