import Geometry

/// One street of a line layer, with the words of its record.
///
/// ```swift
/// StreetLine(coordinates: line, streetClass: "residential", tags: ["oneway": "yes", "maxspeed": "30"])
/// ```
public struct StreetLine: Hashable, Sendable {
  /// WGS84 degrees.
  public var coordinates: [Coordinate]
  /// In OpenStreetMap's keys and words: whatever the rules of the mode ask for. `highway` is the street's class; without
  /// it, or with a word that the rules do not know, the street is taken as open.
  package var tags: [String: String]
  /// Position of the record in its layer, for messages.
  package var record: Int

  /// - Parameter streetClass: the tag `highway`.
  public init(
    coordinates: [Coordinate], streetClass: String? = nil, tags: [String: String] = [:], record: Int = 0
  ) {
    self.coordinates = coordinates
    self.tags = tags
    if let streetClass { self.tags["highway"] = streetClass }
    self.record = record
  }
}
