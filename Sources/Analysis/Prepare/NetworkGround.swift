import Areas
import Geometry
import Model
import RoadNetwork

extension SnapResult {
  /// Where it stands on its street; nil where it has none.
  var foot: StreetFoot? {
    point.map { StreetFoot(street: $0.street.rawValue, offset: Int32(clamping: $0.offset)) }
  }
}

extension RoadGraph {
  /// The ground of the streets.
  ///
  /// - Parameters:
  ///   - communities: their outlines, which part the ground, too.
  ///   - isReached: by street: only the ground of these is drawn; all without it.
  func territories(
    around obstacles: Obstacles?, places: TerritoryPlaces, communities: [[Polygon]] = [],
    near isReached: [Bool]? = nil, _ direction: Direction, threads: Int
  ) -> Territories {
    let all = plan()
    return Territories(
      isReached.map { StreetWindow(all, around: $0).kept() } ?? all, around: obstacles, places: places,
      isDrawn: isReached, communities: communities, threads: threads
    ) {
      snap(
        $0, limit: Meters(100), for: .ofDemand(direction), around: obstacles, threads: threads
      ).map(\.foot)
    }
  }
}
