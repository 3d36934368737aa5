import Geometry

/// The kinds of demand, kept apart so that each can be counted as a share of its own total.
public enum DemandKind: String, Hashable, CaseIterable, Sendable {
  case communities
  case workers
  case routes
}

/// A weighted point to be served: a piece of a community, a group of workers, a piece of a route.
package struct DemandPoint: Hashable, Sendable {
  package var kind: DemandKind
  /// Position of the owner (community, worker group, route) in its layer.
  package var owner: Int
  /// WGS84 degrees.
  package var position: Coordinate
  /// Residents, heads or trip-kilometres a day.
  package var weight: Double

  package init(kind: DemandKind, owner: Int, position: Coordinate, weight: Double) {
    self.kind = kind
    self.owner = owner
    self.position = position
    self.weight = weight
  }
}
