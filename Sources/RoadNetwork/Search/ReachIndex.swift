import Model

/// Demand linked to a network, made once for a mode and a direction and used by every search: where each point stands,
/// and from which junctions one comes to it.
///
/// ```swift
/// let index = ReachIndex(graph, demand: homes, direction: .toStation)
/// let covers = try await index.coverSets(sites: stations, cutoff: .time(.minutes(10)))
/// let nearest = index.nearest(of: stations)
/// let moved = try await index.coverSets(sites: others, cutoff: .time(.minutes(15)))
/// ```
/// Source of the idea: the linked point set of R5, https://github.com/conveyal/r5.
/// - Complexity: O(demand + streets) to make; 8 bytes for each end of a point's street, 4 for each junction.
package struct ReachIndex: Sendable {
  package let graph: RoadGraph
  /// As ``RoadGraph/snap(_:limit:for:around:underway:threads:)`` returns it.
  package let demand: [SnapResult]
  package let direction: Direction
  let onStreets: DemandOnStreets

  /// - Parameter direction: `toStation` counts trips from the demand to a site.
  package init(_ graph: RoadGraph, demand: [SnapResult], direction: Direction) {
    self.graph = graph
    self.demand = demand
    self.direction = direction
    onStreets = DemandOnStreets(graph, demand, direction)
  }
}
