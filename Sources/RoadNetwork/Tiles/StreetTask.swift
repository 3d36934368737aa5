import Geometry
import Model

/// One search along streets for who is within the cutoff of which site: all that it needs, and nothing of how the points
/// came to their streets.
package struct StreetTask: Sendable {
  package var graph: RoadGraph
  package var demand: [SnapResult]
  package var sites: [SnapResult]
  /// The inclusive cutoff of each demand point, in cost units of the graph.
  package var limits: [Int]
  package var direction: Direction

  /// - Precondition: a limit for each demand point, ``ReachQuery/largestCutoff`` at most.
  package init(
    graph: RoadGraph, demand: [SnapResult], sites: [SnapResult], limits: [Int], direction: Direction
  ) {
    precondition(demand.count == limits.count, "a limit for each demand point")
    self.graph = graph
    self.demand = demand
    self.sites = sites
    self.limits = limits
    self.direction = direction
  }

  /// - Returns: rows in the order of the sites, costs in the graph's unit.
  /// - Throws: ``RoadNetworkError`` code `cancelled`.
  package func covers(
    threads: Int, isCancelled: @escaping @Sendable () -> Bool
  ) async throws(RoadNetworkError) -> CoverSets {
    let covers = try await ReachIndex(graph, demand: demand, direction: direction).coverSets(
      sites: sites, limit: limits.max() ?? 0, threads: threads, isCancelled: isCancelled)
    return Set(limits).count > 1 ? covers.within(limits) : covers
  }
}

extension StreetTask {
  /// The part of the search that decides about some of the demand, with the streets of one cutoff around it.
  ///
  /// A way within the cutoff of a point passes only junctions that are within it themselves. These are found by one search
  /// back from all the points, and the streets between them are kept whole. So every pair of a site and one of the points has
  /// the cost in the part that it has here, whatever speeds, slopes, one-ways and turns there are.
  /// - Parameter owned: positions of demand points, rising.
  /// - Returns: the part with the owned points alone, and the positions of the sites that can matter to them; nil when no
  ///   site can reach any.
  /// - Complexity: one bounded search, O(streets).
  package func part(owning owned: [Int]) -> (task: StreetTask, sites: [Int])? {
    let isNear = junctions(near: owned)
    var isKept = [Bool](repeating: false, count: graph.streetCount)
    var doors: Set<Coordinate> = []
    for case .snapped(let point) in owned.lazy.map({ demand[$0] }) {
      isKept[Int(point.street.rawValue)] = true
      if let door = point.door { doors.insert(door) }
    }
    let near = sites.indices.filter { site in
      guard let point = sites[site].point else { return false }
      let street = Int(point.street.rawValue)
      return isKept[street] || isNear[Int(graph.streetFrom[street])] || isNear[Int(graph.streetTo[street])]
        || point.door.map(doors.contains) ?? false
    }
    if near.isEmpty { return nil }
    for site in near { isKept[Int(sites[site].point!.street.rawValue)] = true }
    for street in 0..<graph.streetCount
    where isNear[Int(graph.streetFrom[street])] && isNear[Int(graph.streetTo[street])] { isKept[street] = true }
    let (part, numbers) = graph.part(isKept)
    let task = StreetTask(
      graph: part, demand: owned.map { demand[$0].renumbered(numbers) },
      sites: near.map { sites[$0].renumbered(numbers) }, limits: owned.map { limits[$0] }, direction: direction)
    return (task, near)
  }

  /// By junction whether a search could come from it to one of the demand points within that point's limit.
  private func junctions(near owned: [Int]) -> [Bool] {
    let back: Direction = direction == .toStation ? .fromStation : .toStation
    let limit = owned.reduce(0) { max($0, limits[$1]) }
    var seeds: [(node: Int32, cost: Int)] = []
    for index in owned {
      guard let point = demand[index].point else { continue }
      // Who may go less far starts later.
      let start = point.accessCost + limit - limits[index]
      let ends = graph.arriving(point.place, direction)
      let entries = graph.entries(point.place, direction)
      for (cost, node) in [(ends.start, entries.start), (ends.end, entries.end)] {
        guard let cost else { continue }
        seeds.append((node, start + cost))
        // A ruled junction is where ways end; back from it they part.
        for turn in graph.turns(at: node, back) { seeds.append((turn, start + cost)) }
      }
    }
    var query = ReachQuery(graph)
    query.run(from: seeds, cutoff: limit, direction: back)
    var isNear = [Bool](repeating: false, count: graph.nodeCount)
    query.forEachSettled { node, _ in isNear[Int(graph.streetEnds.junction(of: node))] = true }
    return isNear
  }
}

extension SnapResult {
  /// The same on a graph in which its street has another number.
  fileprivate func renumbered(_ numbers: [Int32]) -> SnapResult {
    guard case .snapped(var point) = self else { return self }
    point.street = StreetID(rawValue: numbers[Int(point.street.rawValue)])
    return .snapped(point)
  }
}
