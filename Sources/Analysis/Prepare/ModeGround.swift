import Areas
import Coverage
import Geometry
import Model
import RoadNetwork
import Synchronization

/// The ground of one mode's network, parted among its streets, with the demand that stands on it.
struct ModeGround: Sendable {
  var territories: Territories
  /// Of a place of the territories, its demand point.
  var demandOf: [Int]
  /// Of a demand point, its place; -1 for none.
  var placeOf: [Int32]
}

/// The ground of each mode, made when it is first drawn.
final class GroundStore: Sendable {
  private let grounds = Mutex<[TravelMode: ModeGround]>([:])

  func ground(of mode: TravelMode, _ make: () throws -> ModeGround) rethrows -> ModeGround {
    if let known = grounds.withLock({ $0[mode] }) { return known }
    let made = try make()
    grounds.withLock { $0[mode] = made }
    return made
  }
}

extension PreparedAnalysis {
  /// - Complexity: O(n log n) in the streets the first time; nothing afterwards.
  func ground(of link: DemandLink, threads: Int) throws -> ModeGround {
    try groundStore.ground(of: link.network.mode) {
      // Routes are underway: they stand nowhere.
      let standing = link.positions.indices.filter { demand.points[link.positions[$0]].kind != .routes }
      let demandOf = standing.map { link.positions[$0] }
      var placeOf = [Int32](repeating: -1, count: demand.points.count)
      for (place, point) in demandOf.enumerated() { placeOf[point] = Int32(place) }
      let isOfResidents = link.network.mode == file.circle.modes.communities
      return ModeGround(
        territories: try link.network.graph.territories(
          around: inputs.streets.ground.obstacles,
          places: TerritoryPlaces(
            positions: demandOf.map { demand.points[$0].position },
            feet: standing.map { link.index.demand[$0].foot }),
          communities: isOfResidents ? try inputs.communityPolygons() : [], file.circle.direction, threads: threads),
        demandOf: demandOf, placeOf: placeOf)
    }
  }
}

extension AnalysisInputs {
  /// The outlines of the communities, repaired, as far as they lie in the area; none of those that are no polygons.
  func communityPolygons() throws -> [[Polygon]] {
    try communities.map { community in
      guard !community.shape.polygons.isEmpty else { return [] }
      let shape = try community.shape.repaired().shape
      guard let area else { return shape.polygons }
      return try shape.intersection(area).polygons
    }
  }
}
