import Coverage
import Geometry
import Model
import RoadNetwork
import Siting

/// A station or candidate, as the searches see it.
struct SitePlace: Hashable, Sendable {
  var position: Coordinate
  /// Added to every trip.
  var extraTime: Seconds
  /// Where it stands on a street by choice; nil when it is snapped.
  var street: StreetPlaceOfMode?
}

/// Who reaches whom: one answer for both measures and all modes, so that coverage and siting need not know which it was.
struct ServiceReach {
  /// The sites on one mode's network.
  struct SitesOnNetwork {
    var network: ModeNetwork
    /// Their extra time is part of their access.
    var sites: [SnapResult]
    /// The demand points that move by the mode, and where they stand on the network.
    var demand: [Int] = []
    var demandSnaps: [SnapResult] = []
  }

  /// Rows: the stations, then the candidates.
  var covers: CoverSets
  /// Per demand point the nearest station by its mode, also beyond the cutoff, and its cost.
  var nearest: [(station: Int, cost: Double)?]
  /// Per demand point why it is not reached; nil when it is within the cutoff.
  var reasons: [UnreachedReason?]
  /// Per mode in use; empty in the circle measure.
  var networks: [SitesOnNetwork] = []
}

/// Computes reach in the network measure: each demand point by its own mode.
///
/// - Parameters:
///   - networks: of the modes of the demand, at least.
///   - obstacles: no access leg crosses them.
func networkReach(
  _ networks: [ModeNetwork], around obstacles: Obstacles?, sites: [SitePlace], stationCount: Int, demand: DemandPoints,
  definition: CircleDefinition, threads: Int, isCancelled: @escaping @Sendable () -> Bool
) async throws -> ServiceReach {
  var parts: [(covers: CoverSets, positions: [Int])] = []
  var reach = ServiceReach(
    covers: CoverSets(demandCount: 0, rows: []),
    nearest: [(station: Int, cost: Double)?](
      repeating: nil, count: demand.points.count),
    reasons: [UnreachedReason?](repeating: .noPath, count: demand.points.count))
  let cutoff = definition.cutoff.cost
  for mode in demand.modes {
    guard let network = networks.first(where: { $0.mode == mode }) else {
      preconditionFailure("there is a network for each mode in use, not for \(mode.rawValue)")
    }
    let graph = network.graph
    let positions = demand.positions(of: mode)
    let snappedSites = zip(
      sites,
      graph.snap(
        sites.map(\.position), limit: definition.snapLimit, for: .ofSites(definition.direction), around: obstacles,
        threads: threads)
    ).map { ($0.street?.point(on: graph) ?? $1).adding(definition.cost(of: $0.extraTime, by: mode)) }
    let snappedDemand = demand.snapped(positions, to: graph, definition, around: obstacles, threads: threads)
    let covers = try await coverSets(
      graph, sites: snappedSites, demand: snappedDemand, cutoff: definition.cutoff, direction: definition.direction,
      threads: threads, isCancelled: isCancelled)
    parts.append((covers, positions))
    let nearest = nearestStation(
      graph, stations: Array(snappedSites.prefix(stationCount)), demand: snappedDemand, direction: definition.direction)
    for (position, nearest) in zip(positions, nearest) {
      switch nearest {
      case .unreached(let reason): reach.reasons[position] = reason
      case .station(let station, let cost):
        reach.nearest[position] = (station, Double(cost))
        reach.reasons[position] = cost <= cutoff ? nil : .beyondCutoff
      }
    }
    reach.networks.append(.init(network: network, sites: snappedSites, demand: positions, demandSnaps: snappedDemand))
  }
  reach.covers = CoverSets(demandCount: demand.points.count, joining: parts)
  return reach
}

extension SnapResult {
  /// The same with a longer access: the search then needs to know nothing of it.
  func adding(_ cost: Double) -> SnapResult {
    guard case .snapped(var point) = self, cost > 0 else { return self }
    let extra = Int(min(cost.rounded(), Double(ReachQuery.largestCutoff)))
    point.accessCost += extra
    point.extraCost += extra
    return .snapped(point)
  }
}

/// Computes reach in the circle measure: a straight line, no longer than the radius of the demand's mode, the boundary
/// included.
func circleReach(
  sites: [SitePlace], stationCount: Int, demand: DemandPoints, definition: CircleDefinition
) throws -> ServiceReach {
  var parts: [(covers: CoverSets, positions: [Int])] = []
  var reach = ServiceReach(
    covers: CoverSets(demandCount: 0, rows: []),
    nearest: [(station: Int, cost: Double)?](
      repeating: nil, count: demand.points.count),
    reasons: [UnreachedReason?](repeating: .noPath, count: demand.points.count))
  let sitePositions = sites.map(\.position)
  for mode in demand.modes {
    let costPerMeter =
      switch definition.cutoff.unit {
      case .milliseconds: definition.speed(of: mode).millisecondsPerMeter
      case .millimeters: 1000.0
      }
    let radius = definition.radius(of: mode)
    let extra = sites.map { definition.extraLength($0.extraTime, by: mode) }
    let positions = demand.positions(of: mode)
    let points = positions.map { demand.points[$0].position }
    let inMeters = try coverSets(sites: sitePositions, demand: points, radius: radius, geographic: true)
      .adding(extra, within: radius)
    let covers = CoverSets(
      demandCount: inMeters.demandCount, offsets: inMeters.offsets, demand: inMeters.demand,
      costs: inMeters.costs.map { $0 * costPerMeter })
    parts.append((covers, positions))
    let nearest = nearestInStraightLine(
      stations: Array(sitePositions.prefix(stationCount)), demand: points, extra: extra)
    for (position, nearest) in zip(positions, nearest) {
      guard let nearest else { continue }
      reach.nearest[position] = (nearest.station, nearest.distance.value * costPerMeter)
      reach.reasons[position] = nearest.distance <= radius ? nil : .beyondCutoff
    }
  }
  reach.covers = CoverSets(demandCount: demand.points.count, joining: parts)
  return reach
}

extension CircleDefinition {
  /// What a mode could cover in the extra time, which a straight line is shorter by.
  func extraLength(_ time: Seconds, by mode: TravelMode) -> Meters {
    Meters(time.value * speed(of: mode).value / 3.6)
  }
}

extension CoverSets {
  /// Lengths in metres with those of each site added; what then exceeds the radius goes.
  fileprivate func adding(_ extra: [Meters], within radius: Meters) -> CoverSets {
    guard extra.contains(where: { $0.value > 0 }) else { return self }
    return CoverSets(
      demandCount: demandCount,
      rows: (0..<siteCount).map { site in
        zip(demand(of: SiteIndex(site)), costs(of: SiteIndex(site))).compactMap { point, cost in
          let length = cost + extra[site].value
          return length <= radius.value ? (point, length) : nil
        }
      })
  }
}
