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
///   - territories: of the graph; made for the streets around what is reached when not given.
///   - obstacles: no ground goes across them.
///   - places: with known costs; inside when they are reached, outside when they are not.
/// - Returns: per site, in their order, one area per cutoff, each within the next.
/// - Throws: `RoadNetworkError` code `badCutoff`, `cancelled`.
/// Deterministic for any number of threads.
package func serviceAreas(
  _ graph: RoadGraph, sites: [SnapResult], cutoffs: [Cutoff], direction: Direction, around obstacles: Obstacles? = nil,
  agreeingAt places: KnownPlaces? = nil, _ options: RunOptions
) async throws -> [[DrawnArea]] {
  guard let largest = cutoffs.last else { return sites.map { _ in [] } }
  let searches = try await streetReach(
    graph, sites: sites, cutoff: largest, direction: direction, threads: options.threads,
    isCancelled: options.isCancelled)
  let streets = try await reachedStreets(searches, sites, graph, cutoffs, threads: options.threads)
  var isReached = [Bool](repeating: false, count: graph.streetCount)
  for case .reached(let ranges) in streets {
    for range in ranges[ranges.count - 1] { isReached[Int(range.street)] = true }
  }
  let territories = try graph.territories(
    around: obstacles, places: places.map { TerritoryPlaces($0) } ?? .none, near: isReached, direction,
    threads: options.threads)
  return await drawServiceAreas(
    streets, cutoffs: try cutoffs.map { try graph.cost(of: $0) }, in: territories, agreeingAt: places?.areaPlaces,
    threads: options.threads)
}

/// The areas of sites that have been searched from.
func serviceAreas(
  _ searches: [StreetReach?], _ sites: [SnapResult], _ graph: RoadGraph, cutoffs: [Cutoff], in territories: Territories,
  agreeingAt places: AreaPlaces?, _ options: RunOptions
) async throws -> [[DrawnArea]] {
  await drawServiceAreas(
    try await reachedStreets(searches, sites, graph, cutoffs, threads: options.threads),
    cutoffs: try cutoffs.map { try graph.cost(of: $0) }, in: territories, agreeingAt: places, threads: options.threads)
}

/// The reached parts of streets of each site, within each cutoff.
private func reachedStreets(
  _ searches: [StreetReach?], _ sites: [SnapResult], _ graph: RoadGraph, _ cutoffs: [Cutoff], threads: Int
) async throws -> [SiteStreets] {
  let limits = try cutoffs.map { try graph.cost(of: $0) }
  let workers = max(1, min(threads, sites.count))
  return await withTaskGroup(of: [(Int, SiteStreets)].self) { group in
    for worker in 0..<workers {
      group.addTask {
        stride(from: worker, to: sites.count, by: workers).map { site in
          switch sites[site] {
          case .snapped: (site, .reached(limits.map { searches[site]!.reachedRanges(within: $0) }))
          case .unreached(let reason): (site, .unreached(reason))
          }
        }
      }
    }
    var streets = [SiteStreets](repeating: .reached([]), count: sites.count)
    for await part in group {
      for (site, reached) in part { streets[site] = reached }
    }
    return streets
  }
}

/// Places on a network whose way to each of some sites is known.
package struct KnownPlaces: Sendable {
  package var positions: [Coordinate]
  package var snapped: [SnapResult]
  package var areaPlaces: AreaPlaces

  /// - Parameter reached: the places within the largest cutoff of a site, with their cost.
  package init(
    positions: [Coordinate], snapped: [SnapResult],
    reached: @escaping @Sendable (_ site: Int) -> [(place: Int, cost: Int)]
  ) {
    self.positions = positions
    self.snapped = snapped
    areaPlaces = AreaPlaces(reached: reached)
  }
}

extension TerritoryPlaces {
  init(_ known: KnownPlaces) { self.init(positions: known.positions, feet: known.snapped.map(\.foot)) }
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
