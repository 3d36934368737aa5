import Coverage
import Geometry
import Model
import RoadNetwork
import Siting

/// Who reaches whom: one answer for both measures, so that coverage and siting need not know which it was.
struct ServiceReach {
  /// Rows: the stations, then the candidates.
  var covers: CoverSets
  /// Per demand point the nearest station, also beyond the cutoff, and its cost.
  var nearest: [(station: Int, cost: Double)?]
  /// Per demand point why it is not reached; nil when it is within the cutoff.
  var reasons: [UnreachedReason?]
  /// Metres from each site to its street; nil in the circle measure or when it is not on the network.
  var siteSnap: [Double?]
  /// The sites on the network, for service areas; empty in the circle measure.
  var snappedSites: [SnapResult] = []
  var findings: [QualityFinding] = []
}

/// Computes reach in the network measure.
func networkReach(
  _ graph: RoadGraph, sites: [Coordinate], stationCount: Int, demand: [Coordinate], definition: CircleDefinition,
  threads: Int, isCancelled: @escaping @Sendable () -> Bool
) async throws -> ServiceReach {
  let snappedSites = graph.snap(sites, limit: definition.snapLimit, threads: threads)
  let snappedDemand = graph.snap(demand, limit: definition.snapLimit, threads: threads)
  let covers = try await coverSets(
    graph, sites: snappedSites, demand: snappedDemand, cutoff: definition.cutoff, direction: definition.direction,
    threads: threads, isCancelled: isCancelled)
  let nearest = nearestStation(
    graph, stations: Array(snappedSites.prefix(stationCount)), demand: snappedDemand, direction: definition.direction)
  let cutoff = definition.cutoff.cost
  return ServiceReach(
    covers: covers,
    nearest: nearest.map { nearest in
      guard case .station(let station, let cost) = nearest else { return nil }
      return (station, Double(cost))
    },
    reasons: nearest.map { nearest in
      switch nearest {
      case .unreached(let reason): reason
      case .station(_, let cost): cost <= cutoff ? nil : .beyondCutoff
      }
    },
    siteSnap: snappedSites.map { $0.point?.distance.value }, snappedSites: snappedSites)
}

/// Computes reach in the circle measure: a straight line, no longer than the radius, the boundary included.
func circleReach(
  sites: [Coordinate], stationCount: Int, demand: [Coordinate], definition: CircleDefinition
) throws -> ServiceReach {
  let costPerMeter =
    switch definition.cutoff.unit {
    case .milliseconds: definition.speed.millisecondsPerMeter
    case .millimeters: 1000.0
    }
  let inMeters = try coverSets(sites: sites, demand: demand, radius: definition.radius, geographic: true)
  let covers = CoverSets(
    demandCount: inMeters.demandCount, offsets: inMeters.offsets, demand: inMeters.demand,
    costs: inMeters.costs.map { $0 * costPerMeter })
  let nearest = nearestInStraightLine(stations: Array(sites.prefix(stationCount)), demand: demand)
  return ServiceReach(
    covers: covers, nearest: nearest.map { $0.map { ($0.station, $0.distance.value * costPerMeter) } },
    reasons: nearest.map { nearest in
      guard let nearest else { return .noPath }
      return nearest.distance <= definition.radius ? nil : .beyondCutoff
    },
    siteSnap: sites.map { _ in nil })
}
