import Geometry
import Model

/// The parts of streets within the cutoff of each site, cut exactly at the cutoff.
///
/// - Parameters: as for ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``.
/// - Returns: one value per site, in their order; parts by rising street, from its first node to its last. Empty for a
///   site that is not on the network. The access leg itself is no street and is not among the parts.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
/// - Complexity: O(reached vertices) per site.
public func reachedStreets(
  _ graph: RoadGraph, sites: [SnapResult], cutoff: Cutoff, direction: Direction, threads: Int = 1,
  progress: Progress? = nil, isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> [ReachedStreets] {
  let limit = try graph.cost(of: cutoff)
  let parts = Slots<ReachedStreets>(count: sites.count)
  await withWorkers(threads) {
    var query = ReachQuery(graph)
    while !isCancelled(), let site = parts.next() {
      let reached =
        if let origin = sites[site].point {
          query.reachedStreets(from: origin, cutoff: limit, direction: direction)
        } else {
          ReachedStreets(parts: [], length: Meters(0))
        }
      let done = parts.fill(site, reached)
      progress?(Double(done) / Double(sites.count))
    }
  }
  let all = parts.all()
  guard all.count == sites.count else { throw RoadNetworkError(.cancelled, "stopped before all sites were searched") }
  return all
}

extension ReachQuery {
  /// Runs a search and returns the reached parts of streets.
  public mutating func reachedStreets(from origin: SnappedPoint, cutoff: Int, direction: Direction) -> ReachedStreets {
    let lines = streetReach(from: origin, cutoff: cutoff, direction: direction).lines(within: cutoff)
    return ReachedStreets(parts: lines, length: Meters(lines.reduce(0) { $0 + lengthInMeters($1) }))
  }
}
