import Geometry
import Model
import RoadNetwork

/// How one place was brought to its street.
package struct PlaceSnap: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case station, candidate, worker
  }

  package var kind: Kind
  package var mode: TravelMode
  /// The user's id.
  package var id: String
  package var position: Coordinate
  /// The street's nearest place; nil when it has none.
  package var street: Coordinate?
  package var distance: Meters?
  /// Why it has no street.
  package var reason: UnreachedReason?
  /// Its street belongs to an island: no other lies within the limit.
  package var isOnIsland: Bool
  /// A nearer street was passed over because it belongs to an island.
  package var leftIsland: Bool
  /// A nearer street was passed over because water or a barrier lies between.
  package var passedBarrier = false
  /// One-ways or turn rules let no trip come from its street, or none to it: no other lies within the limit.
  package var isOnOneWayPart = false
  /// A nearer street was passed over for that.
  package var leftOneWayPart = false
  /// A nearer street was passed over because it is a bridge, a tunnel, a ferry or lies on another level.
  package var leftLifted = false
}

extension AnalysisInputs {
  /// How stations, candidates and the workers of the mode stand on its network.
  func placeSnaps(_ network: ModeNetwork, _ circle: CircleDefinition, threads: Int) -> [PlaceSnap] {
    var places: [(kind: PlaceSnap.Kind, id: String, position: Coordinate)] = []
    places += stations.map { (.station, $0.id.rawValue, $0.position) }
    places += candidates.map { (.candidate, $0.id.rawValue, $0.position) }
    places += workers.filter { circle.modes.mode(ofTrade: $0.trade) == network.mode }.map {
      (.worker, $0.id.rawValue, $0.position)
    }
    func snap(_ end: TripEnd) -> [SnapResult] {
      network.graph.snap(
        places.map(\.position), limit: circle.snapLimit, for: end, around: streets.ground.obstacles, threads: threads)
    }
    let snapped = zip(places, zip(snap(.ofSites(circle.direction)), snap(.ofDemand(circle.direction)))).map {
      $0.kind == .worker ? $1.1 : $1.0
    }
    return zip(places, snapped).map { place, snap in
      var result = PlaceSnap(
        kind: place.kind, mode: network.mode, id: place.id, position: place.position, isOnIsland: false,
        leftIsland: false)
      switch snap {
      case .unreached(let reason): result.reason = reason
      case .snapped(let point):
        result.street = point.position
        result.distance = point.distance
        result.isOnIsland = point.isOnIsland
        result.leftIsland = point.leftIsland
        result.passedBarrier = point.passedBarrier
        result.isOnOneWayPart = point.isOnOneWayPart
        result.leftOneWayPart = point.leftOneWayPart
        result.leftLifted = point.leftLifted
      }
      return result
    }
  }
}
