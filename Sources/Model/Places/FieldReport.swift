import Geometry

/// Something amiss that was found on the way and reported, as far as it concerns an analysis: where.
package struct FieldReport: Hashable, Sendable {
  package var id: String
  /// WGS84 degrees.
  package var position: Coordinate

  package init(id: String, position: Coordinate) {
    self.id = id
    self.position = position
  }
}
