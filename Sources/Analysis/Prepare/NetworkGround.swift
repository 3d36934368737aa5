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
  /// The ground of the streets: read where it is kept with the graph and nothing but streets parts it, else made.
  ///
  /// - Parameters:
  ///   - communities: their outlines, which part the ground, too.
  ///   - isReached: by street: only the ground of these is drawn; all without it.
  /// - Throws: ``RoadNetworkError`` code `graphFile` where what is kept is damaged or of another version.
  func territories(
    around obstacles: Obstacles?, places: TerritoryPlaces, communities: [[Polygon]] = [],
    near isReached: [Bool]? = nil, _ direction: Direction, threads: Int
  ) throws -> Territories {
    if obstacles == nil, let savedGround {
      let kept = try savedGround.value(layout: KeptTerritories.layout) { try KeptTerritories(plan(), &$0) }
      if let known = kept.territories(direction, places: places, communities: communities) { return known }
    }
    let all = plan()
    let window = isReached.map { StreetWindow(all, around: $0) }
    return Territories(
      window?.plan ?? all, around: obstacles, places: places, part: window?.part, communities: communities,
      threads: threads
    ) { feet(of: $0, around: obstacles, direction, threads: threads) }
  }

  /// All of the ground, to be kept with the graph.
  package func keptTerritories(threads: Int) -> KeptTerritories {
    KeptTerritories(plan(), threads: threads) { feet(of: $0, around: nil, $1, threads: threads) }
  }

  private func feet(
    of positions: [Coordinate], around obstacles: Obstacles?, _ direction: Direction, threads: Int
  ) -> [StreetFoot?] {
    snap(
      positions, limit: Meters(100), for: .ofDemand(direction), around: obstacles, threads: threads
    ).map(\.foot)
  }
}
