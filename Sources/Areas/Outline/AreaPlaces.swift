import Geometry

/// Places whose way to each site is known: the drawn area agrees with the table at every one of them.
///
/// A place that is reached by a way to its street longer than the margin gets that way as a narrow spur; one that is not
/// reached though its street's neighbour is gets a small hole.
package struct AreaPlaces: Sendable {
  /// Where a place steps onto its street.
  package struct Foot: Hashable, Sendable {
    /// WGS84 degrees.
    package var position: Coordinate
    /// The way to it, in the unit of the costs.
    package var accessCost: Int

    package init(position: Coordinate, accessCost: Int) {
      self.position = position
      self.accessCost = accessCost
    }
  }

  /// WGS84 degrees.
  package var positions: [Coordinate]
  /// Of a place; nil where it has none.
  package var foot: @Sendable (_ place: Int) -> Foot?
  /// The places within the largest cutoff of a site, with their cost in the unit of the search.
  package var reached: @Sendable (_ site: Int) -> [(place: Int, cost: Int)]

  package init(
    positions: [Coordinate], foot: @escaping @Sendable (_ place: Int) -> Foot?,
    reached: @escaping @Sendable (_ site: Int) -> [(place: Int, cost: Int)]
  ) {
    self.positions = positions
    self.foot = foot
    self.reached = reached
  }

  package static let none = AreaPlaces(positions: [], foot: { _ in nil }, reached: { _ in [] })

  /// Half-widths in metres of a spur and of a hole at the most.
  static let spur = 0.3
  static let hole = 0.5
}
