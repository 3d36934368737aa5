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
    run(from: origin, cutoff: cutoff, direction: direction)
    var lines: [[Coordinate]] = []
    var length = 0.0
    for street in touchedStreets(origin, direction) {
      for interval in intervals(of: Int(street), origin, cutoff, direction) {
        let line = graph.part(of: Int(street), interval)
        lines.append(line)
        length += lengthInMeters(line)
      }
    }
    return ReachedStreets(parts: lines, length: Meters(length))
  }

  /// Streets that leave a reached node, and the origin's own, by rising number.
  private borrowing func touchedStreets(_ origin: SnappedPoint, _ direction: Direction) -> [Int32] {
    let arcs = graph.arcs(direction)
    var streets = [origin.street.rawValue]
    forEachSettled { node, _ in
      let node = Int(node)
      streets.append(contentsOf: arcs.streets[Int(arcs.starts[node])..<Int(arcs.starts[node + 1])])
    }
    streets.sort()
    var distinct: [Int32] = []
    for street in streets where street != distinct.last && street != ArcTable.turn { distinct.append(street) }
    return distinct
  }

  /// The reached costs along one street, joined where they touch; never of length zero.
  private borrowing func intervals(
    of street: Int, _ origin: SnappedPoint, _ cutoff: Int, _ direction: Direction
  ) -> [ClosedRange<Int>] {
    let cost = Int(graph.streetCosts[street])
    let allowed = graph.allows(street, direction)
    let entries = graph.entries(onto: street, direction)
    var found: [ClosedRange<Int>] = []
    if allowed.along, let start = self.cost(of: NodeIndex(rawValue: entries.start)) {
      found.append(0...min(cost, cutoff - start))
    }
    if allowed.against, let end = self.cost(of: NodeIndex(rawValue: entries.end)) {
      found.append(max(0, cost - (cutoff - end))...cost)
    }
    let rest = cutoff - origin.accessCost
    if origin.street.rawValue == Int32(street), rest >= 0 {
      let place = origin.costToStart
      let first = allowed.against ? max(0, place - rest) : place
      let last = allowed.along ? min(cost, place + rest) : place
      found.append(first...last)
    }
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var joined: [ClosedRange<Int>] = []
    for interval in found {
      if let last = joined.last, interval.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, interval.upperBound)
      } else {
        joined.append(interval)
      }
    }
    return joined.filter { $0.lowerBound < $0.upperBound }
  }
}
