import Geometry

/// The kinds of demand, kept apart so that each can be counted as a share of its own total.
public enum DemandKind: String, Hashable, CaseIterable, Sendable {
  case communities
  case workers
  case routes
}

/// A weighted point to be served: a piece of a community, a group of workers, a piece of a route.
public struct DemandPoint: Hashable, Sendable {
  public var kind: DemandKind
  /// Position of the owner (community, worker group, route) in its layer.
  public var owner: Int
  /// WGS84 degrees.
  public var position: Coordinate
  /// Residents, heads or trip-kilometres a day.
  public var weight: Double

  public init(kind: DemandKind, owner: Int, position: Coordinate, weight: Double) {
    self.kind = kind
    self.owner = owner
    self.position = position
    self.weight = weight
  }
}
