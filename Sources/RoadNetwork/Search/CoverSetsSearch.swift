import Model
import Words

/// For each site the demand points within the cutoff, with their cost in the graph's unit.
///
/// Costs hold both access legs. The row of a site that is not on the network is empty.
/// - Parameters:
///   - sites: as ``RoadGraph/snap(_:limit:threads:)`` returns them.
///   - demand: likewise.
///   - cutoff: inclusive, of the graph's impedance.
///   - direction: `toStation` counts the trip from the demand point to the site.
///   - threads: workers; the result does not depend on it.
///   - isCancelled: asked between sites.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
/// - Complexity: O(reached nodes + pairs log pairs) per site; 12 bytes per pair, twice while they are joined. For a table
///   that memory does not hold, take ``travelTimes(_:origins:destinations:cutoff:direction:threads:progress:isCancelled:row:)``,
///   which hands out row by row.
public func coverSets(
  _ graph: RoadGraph, sites: [SnapResult], demand: [SnapResult], cutoff: Cutoff, direction: Direction,
  threads: Int = 1, progress: Progress? = nil,
  isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> CoverSets {
  try await ReachIndex(graph, demand: demand, direction: direction).coverSets(
    sites: sites, cutoff: cutoff, threads: threads, progress: progress, isCancelled: isCancelled)
}

extension ReachIndex {
  /// As ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``, for demand that is linked already.
  ///
  /// - Parameter cutoff: nil for every trip, up to ``ReachQuery/largestCutoff``.
  package func coverSets(
    sites: [SnapResult], cutoff: Cutoff?, threads: Int = 1, progress: Progress? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
  ) async throws(RoadNetworkError) -> CoverSets {
    try await coverSets(
      sites: sites, limit: try cutoff.map(graph.cost(of:)) ?? ReachQuery.largestCutoff, threads: threads,
      progress: progress, isCancelled: isCancelled)
  }

  /// As ``coverSets(sites:cutoff:threads:progress:isCancelled:)``, the cutoff in cost units of the graph.
  func coverSets(
    sites: [SnapResult], limit: Int, threads: Int = 1, progress: Progress? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) async throws(RoadNetworkError) -> CoverSets {
    let parts = Slots<CoverRowsPart>(count: (sites.count + coverRowsChunk - 1) / coverRowsChunk)
    await withWorkers(threads) {
      var query = ReachQuery(graph)
      var best = [UInt32](repeating: .max, count: demand.count)
      var found: [Int32] = []
      while !isCancelled(), let part = parts.next() {
        var rows = CoverRowsPart()
        for site in (part * coverRowsChunk)..<min((part + 1) * coverRowsChunk, sites.count) {
          if let origin = sites[site].point {
            query.run(from: origin, cutoff: limit, direction: direction)
            onStreets.row(query, from: origin, cutoff: limit, direction: direction, &best, &found) { demand, cost in
              rows.demand.append(demand)
              rows.costs.append(Double(cost))
            }
          }
          rows.ends.append(rows.demand.count)
        }
        let done = parts.fill(part, rows)
        progress?(Double(done) / Double(parts.count))
      }
    }
    let all = parts.all()
    guard all.count == parts.count else {
      throw RoadNetworkError(.cancelled, Bilingual("已停止，站点尚未全部计算", "stopped before all sites were searched"))
    }
    var offsets = [0]
    var indices: [Int32] = []
    var costs: [Double] = []
    let pairs = all.reduce(0) { $0 + $1.demand.count }
    indices.reserveCapacity(pairs)
    costs.reserveCapacity(pairs)
    for rows in all {
      let start = indices.count
      offsets.append(contentsOf: rows.ends.map { $0 + start })
      indices.append(contentsOf: rows.demand)
      costs.append(contentsOf: rows.costs)
    }
    return CoverSets(demandCount: demand.count, offsets: offsets, demand: indices, costs: costs)
  }
}

/// Sites searched by a worker at a time.
private let coverRowsChunk = 8

/// The rows of some sites, one behind the other.
private struct CoverRowsPart: Sendable {
  var ends: [Int] = []
  var demand: [Int32] = []
  var costs: [Double] = []
}
