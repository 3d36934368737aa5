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
    var link: DemandLink
    /// Their extra time is part of their access.
    var sites: [SnapResult]

    var network: ModeNetwork { link.network }
  }

  /// Rows: the stations, then the candidates.
  var covers: CoverSets
  var nearest: NearestSites
  /// Per mode in use; empty in the circle measure.
  var networks: [SitesOnNetwork] = []
}

/// Per demand point the nearest site by its mode, also beyond the cutoff.
struct NearestSites {
  /// And its cost; nil where none can be reached.
  var sites: [(site: Int, cost: Double)?]
  /// Why the point is not reached; nil when it is within the cutoff.
  var reasons: [UnreachedReason?]

  fileprivate init(count: Int) {
    sites = [(site: Int, cost: Double)?](repeating: nil, count: count)
    reasons = [UnreachedReason?](repeating: .noPath, count: count)
  }
}

/// The demand of one mode, linked to its network: made once, used by every search.
struct DemandLink {
  var network: ModeNetwork
  /// The demand points that move by the mode, rising.
  var positions: [Int]
  var index: ReachIndex

  /// The places of sites on the network.
  func snapped(
    _ sites: [SitePlace], _ definition: CircleDefinition, around obstacles: Obstacles?, threads: Int
  ) -> [SnapResult] {
    let snaps = network.graph.snap(
      sites.map(\.position), limit: definition.snapLimit, for: .ofSites(definition.direction), around: obstacles,
      threads: threads)
    return zip(sites, snaps).map { site, snap in
      (site.street?.point(on: network.graph) ?? snap)
        .adding(definition.cost(of: site.extraTime, by: network.mode))
    }
  }
}

extension DemandPoints {
  /// Links the demand to the networks of its modes.
  ///
  /// - Parameters:
  ///   - networks: of the modes of the demand, at least.
  ///   - standing: links that are there; one to the same network is used again.
  func links(
    to networks: [ModeNetwork], _ definition: CircleDefinition, around obstacles: Obstacles?,
    standing: [DemandLink] = [], threads: Int
  ) -> [DemandLink] {
    modes.map { mode in
      guard let network = networks.first(where: { $0.mode == mode }) else {
        preconditionFailure("there is a network for each mode in use, not for \(mode.rawValue)")
      }
      let impedance = network.graph.impedance
      if let link = standing.first(where: { $0.network.mode == mode && $0.network.graph.impedance == impedance }) {
        return link
      }
      let positions = positions(of: mode)
      let snapped = snapped(positions, to: network.graph, definition, around: obstacles, threads: threads)
      return DemandLink(
        network: network, positions: positions,
        index: ReachIndex(network.graph, demand: snapped, direction: definition.direction))
    }
  }
}

/// What a search asks of the inputs, by the measure of the definition.
extension AnalysisInputs {
  /// The demand on the networks of its modes; none in the circle measure.
  func links(_ demand: DemandPoints, _ definition: CircleDefinition, _ options: RunOptions) -> [DemandLink] {
    guard definition.measure == .network else { return [] }
    return demand.links(to: networks, definition, around: ground.obstacles, threads: options.threads)
  }

  /// Of all sites: the rows of covers, and the nearest stations.
  func reach(
    _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition, _ options: RunOptions
  ) async throws -> ServiceReach {
    guard definition.measure == .network else {
      return ServiceReach(
        covers: try circleCovers(sites: sites, demand: demand, definition),
        nearest: circleNearest(sites: Array(sites.prefix(stations.count)), demand: demand, definition))
    }
    let snapped = snapped(sites, to: links, definition, options)
    let covers = try await networkCovers(
      links, sites: snapped, demandCount: demand.points.count, definition, options)
    let nearest = networkNearest(
      links, sites: snapped.map { Array($0.prefix(stations.count)) }, demandCount: demand.points.count, definition)
    return ServiceReach(
      covers: covers, nearest: nearest, networks: zip(links, snapped).map { .init(link: $0, sites: $1) })
  }

  /// The rows of some sites alone.
  func covers(
    of sites: [SitePlace], _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition,
    _ options: RunOptions
  ) async throws -> CoverSets {
    guard definition.measure == .network else {
      return try circleCovers(sites: sites, demand: demand, definition)
    }
    return try await networkCovers(
      links, sites: snapped(sites, to: links, definition, options), demandCount: demand.points.count, definition,
      options)
  }

  /// The nearest of some sites alone.
  func nearest(
    of sites: [SitePlace], _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition,
    _ options: RunOptions
  ) -> NearestSites {
    guard definition.measure == .network else { return circleNearest(sites: sites, demand: demand, definition) }
    return networkNearest(
      links, sites: snapped(sites, to: links, definition, options), demandCount: demand.points.count, definition)
  }

  private func snapped(
    _ sites: [SitePlace], to links: [DemandLink], _ definition: CircleDefinition, _ options: RunOptions
  ) -> [[SnapResult]] {
    links.map { $0.snapped(sites, definition, around: ground.obstacles, threads: options.threads) }
  }
}

/// Who is within the cutoff of each site, in the network measure: each demand point by its own mode.
///
/// - Parameter sites: per link, as they stand on its network.
private func networkCovers(
  _ links: [DemandLink], sites: [[SnapResult]], demandCount: Int, _ definition: CircleDefinition, _ options: RunOptions
) async throws -> CoverSets {
  var parts: [(covers: CoverSets, positions: [Int])] = []
  for (link, sites) in zip(links, sites) {
    let covers = try await link.index.coverSets(
      sites: sites, cutoff: definition.cutoff, threads: options.threads, isCancelled: options.isCancelled)
    parts.append((covers, link.positions))
  }
  return CoverSets(demandCount: demandCount, joining: parts)
}

/// The nearest of the sites for each demand point, in the network measure.
private func networkNearest(
  _ links: [DemandLink], sites: [[SnapResult]], demandCount: Int, _ definition: CircleDefinition
) -> NearestSites {
  var found = NearestSites(count: demandCount)
  let cutoff = definition.cutoff.cost
  for (link, sites) in zip(links, sites) {
    let nearest = nearestStation(
      link.network.graph, stations: sites, demand: link.index.demand, direction: definition.direction)
    for (position, nearest) in zip(link.positions, nearest) {
      switch nearest {
      case .unreached(let reason): found.reasons[position] = reason
      case .station(let site, let cost):
        found.sites[position] = (site, Double(cost))
        found.reasons[position] = cost <= cutoff ? nil : .beyondCutoff
      }
    }
  }
  return found
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

/// Who is within the cutoff of each site, in the circle measure: a straight line, no longer than the radius of the
/// demand's mode, the boundary included.
private func circleCovers(
  sites: [SitePlace], demand: DemandPoints, _ definition: CircleDefinition
) throws -> CoverSets {
  var parts: [(covers: CoverSets, positions: [Int])] = []
  for mode in demand.modes {
    let costPerMeter = definition.costPerMeter(by: mode)
    let radius = definition.radius(of: mode)
    let extra = sites.map { definition.extraLength($0.extraTime, by: mode) }
    let positions = demand.positions(of: mode)
    let inMeters = try coverSets(
      sites: sites.map(\.position), demand: positions.map { demand.points[$0].position }, radius: radius,
      geographic: true
    ).adding(extra, within: radius)
    let covers = CoverSets(
      demandCount: inMeters.demandCount, offsets: inMeters.offsets, demand: inMeters.demand,
      costs: inMeters.costs.map { $0 * costPerMeter })
    parts.append((covers, positions))
  }
  return CoverSets(demandCount: demand.points.count, joining: parts)
}

/// The nearest of the sites for each demand point, in the circle measure.
private func circleNearest(sites: [SitePlace], demand: DemandPoints, _ definition: CircleDefinition) -> NearestSites {
  var found = NearestSites(count: demand.points.count)
  for mode in demand.modes {
    let costPerMeter = definition.costPerMeter(by: mode)
    let radius = definition.radius(of: mode)
    let positions = demand.positions(of: mode)
    let nearest = nearestInStraightLine(
      stations: sites.map(\.position), demand: positions.map { demand.points[$0].position },
      extra: sites.map { definition.extraLength($0.extraTime, by: mode) })
    for (position, nearest) in zip(positions, nearest) {
      guard let nearest else { continue }
      found.sites[position] = (nearest.station, nearest.distance.value * costPerMeter)
      found.reasons[position] = nearest.distance <= radius ? nil : .beyondCutoff
    }
  }
  return found
}

extension CircleDefinition {
  fileprivate func costPerMeter(by mode: TravelMode) -> Double {
    switch cutoff.unit {
    case .milliseconds: speed(of: mode).millisecondsPerMeter
    case .millimeters: 1000
    }
  }

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
