import Model
import Words

/// What a search from every place of the network did.
package struct ReachTotals: Hashable, Sendable {
  /// Places searched from: every node of the source's admitted ways.
  package var origins: Int
  /// Nodes of the contracted graph reached within the cutoff, summed over the origins.
  package var settled: Int
  /// Sum of all their costs in the graph's unit: the same for any number of threads.
  package var costSum: Int
}

/// Searches from every node of the source's admitted ways; a node that became geometry starts on its street.
///
/// - Parameters: as for ``coverSets(_:sites:demand:cutoff:direction:threads:progress:isCancelled:)``.
/// - Throws: ``RoadNetworkError`` code `badCutoff`, `cancelled`.
/// - Complexity: O(reached nodes) per origin; one workspace per worker and nothing per origin.
package func reachFromAll(
  _ graph: RoadGraph, cutoff: Cutoff, direction: Direction = .fromStation, threads: Int = 1,
  progress: Progress? = nil, isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
) async throws(RoadNetworkError) -> ReachTotals {
  let limit = try graph.cost(of: cutoff)
  let chunk = 256
  let nodeChunks = (graph.nodeCount + chunk - 1) / chunk
  let streetChunks = (graph.streetCount + chunk - 1) / chunk
  let parts = Slots<ReachTotals>(count: nodeChunks + streetChunks)
  await withWorkers(threads) {
    var query = ReachQuery(graph)
    while !isCancelled(), let part = parts.next() {
      var totals = ReachTotals(origins: 0, settled: 0, costSum: 0)
      if part < nodeChunks {
        for node in (part * chunk)..<min((part + 1) * chunk, graph.nodeCount) {
          query.run(from: NodeIndex(node), cutoff: limit, direction: direction)
          totals.add(query)
        }
      } else {
        let first = (part - nodeChunks) * chunk
        for street in first..<min(first + chunk, graph.streetCount) {
          for index in graph.inner(of: street) {
            let offset = Int(graph.innerOffsets[index])
            query.run(
              from: StreetPosition(street: StreetID(street), offset: offset), cutoff: limit, direction: direction)
            totals.add(query)
          }
        }
      }
      let done = parts.fill(part, totals)
      progress?(Double(done) / Double(parts.count))
    }
  }
  let all = parts.all()
  guard all.count == parts.count else {
    throw RoadNetworkError(.cancelled, Bilingual("已停止，地点尚未全部计算", "stopped before all places were searched"))
  }
  return all.reduce(into: ReachTotals(origins: 0, settled: 0, costSum: 0)) { sum, part in
    sum.origins += part.origins
    sum.settled += part.settled
    sum.costSum += part.costSum
  }
}

extension ReachTotals {
  fileprivate mutating func add(_ query: borrowing ReachQuery) {
    let reached = query.reachedTotals
    origins += 1
    settled += reached.count
    costSum += reached.costSum
  }
}
