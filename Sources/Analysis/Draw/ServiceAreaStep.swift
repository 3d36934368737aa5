import Areas
import Geometry
import Model
import PROJ
import RoadNetwork

/// The service areas of many sites: one search each, drawn by all workers.
///
/// - Parameters:
///   - sites: on the graph; a site that is not has empty areas.
///   - cutoffs: inclusive, rising, in the graph's unit.
///   - metric: where the margins are made; for the extent of the graph.
///   - obstacles: no way to a street crosses them: what lies behind is no part of an area.
///   - places: with known costs; inside when they are reached, outside when they are not.
/// - Returns: per site, in their order, one area per cutoff, each within the next.
/// - Throws: `RoadNetworkError` code `badCutoff`, `cancelled`.
/// Deterministic for any number of threads.
package func serviceAreas(
  _ graph: RoadGraph, sites: [SnapResult], cutoffs: [Cutoff], direction: Direction, _ metric: LocalMetricCRS,
  around obstacles: Obstacles? = nil, agreeingAt places: AreaPlaces = .none, _ options: RunOptions
) async throws -> [[DrawnArea]] {
  guard let largest = cutoffs.last else { return sites.map { _ in [] } }
  let limits = try cutoffs.map { try graph.cost(of: $0) }
  let searches = try await streetReach(
    graph, sites: sites, cutoff: largest, direction: direction, threads: options.threads,
    isCancelled: options.isCancelled)
  let streets = zip(sites, searches).map { site, search -> SiteStreets<StreetReach> in
    switch site {
    case .snapped: .reached(search!)
    case .unreached(let reason): .unreached(reason)
    }
  }
  return try await drawServiceAreas(
    streets, cutoffs: limits, metric, around: obstacles, agreeingAt: places, threads: options.threads)
}

extension AreaPlaces {
  /// Places on the network, as brought there.
  package init(
    positions: [Coordinate], snapped: [SnapResult],
    reached: @escaping @Sendable (_ site: Int) -> [(place: Int, cost: Int)]
  ) {
    self.init(
      positions: positions,
      foot: { place in snapped[place].point.map { Foot(position: $0.position, accessCost: $0.accessCost) } },
      reached: reached)
  }
}

extension AnalysisInputs {
  /// The extent of everything the analysis places on the map.
  var extent: Box {
    if let area = area ?? boundary, !area.box.isEmpty { return area.box }
    var box = Box()
    for station in stations { box.add(station.position) }
    for community in communities { box.add(community.shape.box) }
    for group in workers { box.add(group.position) }
    for route in routes { box.add(Box(route.line)) }
    for candidate in candidates { box.add(candidate.position) }
    return box
  }
}
