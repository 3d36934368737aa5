import Model
import Words

/// One destination within the cutoff of an origin.
package struct TravelCost: Hashable, Sendable {
  /// Position in the list of destinations.
  package var destination: Int
  /// In the graph's unit, both access legs included.
  package var cost: Int
}

/// The costs between origins and destinations within the cutoff, row by row, without ever holding the whole table.
///
/// - Parameters:
///   - direction: `fromStation` runs from the origin to the destination, `toStation` the other way.
///   - row: called on the calling task once per origin, in their order, destinations rising; an origin that is not on
///     the network has an empty row.
///   - others: as for ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``.
/// - Returns: the nodes reached within the cutoff, summed over the origins.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`; whatever `row` throws.
/// - Complexity: as the cover sets; memory for 256 rows per worker.
@discardableResult
package func travelTimes(
  _ graph: RoadGraph, origins: [SnapResult], destinations: [SnapResult], cutoff: Cutoff,
  direction: Direction = .fromStation, threads: Int = 1, progress: Progress? = nil,
  isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled },
  row: (_ origin: Int, _ costs: [TravelCost]) throws -> Void
) async throws -> Int {
  let limit = try graph.cost(of: cutoff)
  let index = DemandOnStreets(graph, destinations, direction)
  let batch = 256 * max(1, threads)
  var settled = 0
  for start in stride(from: 0, to: origins.count, by: batch) {
    let count = min(batch, origins.count - start)
    let parts = Slots<(costs: [TravelCost], settled: Int)>(count: count)
    await withWorkers(min(threads, count)) {
      var query = ReachQuery(graph)
      var best = [UInt32](repeating: .max, count: destinations.count)
      var found: [Int32] = []
      while !isCancelled(), let part = parts.next() {
        var costs: [TravelCost] = []
        var settled = 0
        if let origin = origins[start + part].point {
          query.run(from: origin, cutoff: limit, direction: direction)
          settled = query.reachedCount
          index.row(query, from: origin, cutoff: limit, direction: direction, &best, &found) { destination, cost in
            costs.append(TravelCost(destination: Int(destination), cost: cost))
          }
        }
        parts.fill(part, (costs, settled))
      }
    }
    let rows = parts.all()
    guard rows.count == count else {
      throw RoadNetworkError(
        .cancelled,
        Bilingual("已停止，\(origins.count)个起点中只计算了\(start)个", "stopped after \(start) of \(origins.count) origins"))
    }
    for (offset, found) in rows.enumerated() {
      settled += found.settled
      try row(start + offset, found.costs)
    }
    progress?(Double(start + count) / Double(origins.count))
  }
  return settled
}
