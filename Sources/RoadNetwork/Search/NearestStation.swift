import Model

/// The station that costs least to reach, without regard to a cutoff.
package enum NearestStation: Hashable, Sendable {
  /// Position in the list of stations; cost in the graph's unit, both access legs included.
  case station(Int, cost: Int)
  case unreached(UnreachedReason)
}

/// The nearest station of every demand point, by one sweep from all stations at once.
///
/// - Parameters:
///   - stations: as ``RoadGraph/snap(_:limit:threads:)`` returns them; those not on the network serve nobody.
///   - demand: likewise.
///   - direction: `toStation` counts the trip from the demand point to the station.
/// - Returns: one result per demand point, in their order. Equal costs fall to the lower station. A demand point on an
///   island that no station reaches has the reason `island`, elsewhere `noPath`.
/// - Complexity: O(streets log streets). Costs beyond ``ReachQuery/largestCutoff`` count as no path.
package func nearestStation(
  _ graph: RoadGraph, stations: [SnapResult], demand: [SnapResult], direction: Direction
) -> [NearestStation] {
  let sweep = StationSweep(graph, stations, direction)
  return demand.map(sweep.nearest)
}

extension ReachIndex {
  /// As ``nearestStation(_:stations:demand:direction:)``, for demand that is linked already.
  package func nearest(of stations: [SnapResult]) -> [NearestStation] {
    nearestStation(graph, stations: stations, demand: demand, direction: direction)
  }
}
