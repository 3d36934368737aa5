import Areas
import Coverage
import Foundation
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

/// The ground of each mode, made once, for whoever asks first; others wait for it.
final class GroundStore: Sendable {
  private final class Slot: Sendable {
    let ground = Mutex<ModeGround?>(nil)
  }

  private let slots = Mutex<[TravelMode: Slot]>([:])

  func ground(of mode: TravelMode, _ make: () throws -> ModeGround) throws -> ModeGround {
    let slot = slots.withLock { slots in
      let slot = slots[mode] ?? Slot()
      slots[mode] = slot
      return slot
    }
    return try slot.ground.withLock { ground in
      if let ground { return ground }
      let made = try make()
      ground = made
      return made
    }
  }
}

extension PreparedAnalysis {
  /// Makes all ground that will be drawn on: it depends on streets and demand alone, and so may be parted while sites are
  /// chosen and figures counted, which leaves a core idle most of the time. Nothing where there is one thread or core
  /// alone: there it is made when it is first drawn.
  func prepareGround(_ options: RunOptions) async throws {
    let threads = min(options.threads, ProcessInfo.processInfo.activeProcessorCount)
    guard file.circle.measure == .network, threads > 1 else { return }
    for link in links where !options.isCancelled() && !Task.isCancelled {
      _ = try ground(of: link, threads: options.threads)
    }
  }

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
