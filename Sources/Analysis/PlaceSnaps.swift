import Geometry
import Model
import RoadNetwork

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
        places.map(\.position), limit: circle.snapLimit, for: end, around: ground.obstacles, threads: threads)
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
