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

/// The demand of one mode, linked to its network: made once, used by every search.
struct DemandLink {
  var network: ModeNetwork
  /// The demand points that move by the mode, rising.
  var positions: [Int]
  var index: ReachIndex
  /// The routes of the mode along their lines; nil where they count by the cutoff.
  var routes: RoutesOnNetwork?

  /// The places of sites on the network.
  func snapped(
    _ places: [SitePlace], _ definition: CircleDefinition, around obstacles: Obstacles?, threads: Int
  ) -> [SnapResult] {
    let snaps = network.graph.snap(
      places.map(\.position), limit: definition.snapLimit, for: .ofSites(definition.direction), around: obstacles,
      threads: threads)
    return zip(places, snaps).map { place, snap in
      (place.street?.point(on: network.graph) ?? snap)
        .adding(definition.cost(of: place.extraTime, by: network.mode))
    }
  }
}

extension DemandPoints {
  /// Some of the points brought to the streets of their mode; those of routes are on their way.
  func snapped(
    _ positions: [Int], to graph: RoadGraph, _ circle: CircleDefinition, around obstacles: Obstacles?, threads: Int
  ) -> [SnapResult] {
    graph.snap(
      positions.map { points[$0].position }, limit: circle.snapLimit, for: .ofDemand(circle.direction),
      around: obstacles, underway: positions.map { points[$0].kind == .routes }, threads: threads)
  }

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
  ///
  /// - Parameter standing: links of other demand whose routes were followed already.
  func links(
    _ demand: DemandPoints, _ definition: CircleDefinition, standing: [DemandLink] = [], _ options: RunOptions
  ) -> [DemandLink] {
    guard definition.measure == .network else { return [] }
    let links = demand.links(
      to: streets.networks, definition, around: streets.ground.obstacles, threads: options.threads)
    return following(links, definition, standing: standing, options)
  }

  /// Of all sites: the rows of covers, and the nearest stations.
  func reach(
    _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition, _ options: RunOptions
  ) async throws -> ServiceReach {
    let places = places
    let standing = Array(places.prefix(stations.count))
    var within: CoverSets?
    if let folder = options.tiles {
      within = try TileRows(folder: folder).covers(of: try wholeSearch(demand, links, definition, options))
    }
    guard definition.measure == .network else {
      let found: CoverSets
      if let within {
        found = within.replacingRoutes(demand, definition, with: try detourRows(demand, places, definition))
      } else {
        found = try await covers(of: places, demand, links, definition, options)
      }
      return ServiceReach(covers: found, nearest: nearest(of: standing, demand, links, definition, options))
    }
    let snapped = snapped(places, to: links, definition, options)
    let own = cutoffs(demand, definition)
    if within == nil {
      within = try await networkCovers(
        links, sites: snapped, demandCount: demand.points.count, definition.cutoff, own, options)
    }
    let covers = within!.replacingRoutes(
      demand, definition, with: try await detourRows(demand, links, sites: snapped, definition, options))
    let nearest = networkNearest(
      links, sites: snapped.map { Array($0.prefix(standing.count)) }, demandCount: demand.points.count, definition, own)
    return ServiceReach(
      covers: covers, nearest: nearest, networks: zip(links, snapped).map { .init(link: $0, sites: $1) })
  }

  /// The search for the rows of covers as values that need nothing else: it can be cut into tiles.
  func wholeSearch(
    _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition, _ options: RunOptions
  ) throws -> WholeSearch {
    let own = cutoffs(demand, definition)
    let sites = places.indices.map { Int32($0) }
    let searches: [TileSearch]
    if definition.measure == .network {
      searches = try zip(links, snapped(places, to: links, definition, options)).map { link, snapped in
        let limits = link.positions.map { own?.cost(of: $0) ?? definition.cutoff.cost }
        for cutoff in own?.distinct(among: link.positions) ?? [definition.cutoff] {
          _ = try link.network.graph.cost(of: cutoff)
        }
        let task = StreetTask(
          graph: link.network.graph, demand: link.index.demand, sites: snapped, limits: limits,
          direction: definition.direction)
        return TileSearch(ways: .streets(task), points: link.positions.map { Int32($0) }, sites: sites)
      }
    } else {
      let tasks = straightTasks(
        sites: places.map(\.position), extraTimes: places.map(\.extraTime), demand: demand, definition, own)
      searches = tasks.map { task, positions in
        TileSearch(ways: .straight(task), points: positions.map { Int32($0) }, sites: sites)
      }
    }
    return WholeSearch(searches: searches, positions: demand.points.map(\.position), siteCount: sites.count)
  }

  /// The rows of some sites alone.
  /// - Parameter isBounded: false for every trip, however long.
  func covers(
    of places: [SitePlace], _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition,
    isBounded: Bool = true, _ options: RunOptions
  ) async throws -> CoverSets {
    guard definition.measure == .network else {
      let covers = try circleCovers(
        sites: places.map(\.position), extraTimes: places.map(\.extraTime), demand: demand, definition,
        cutoffs(demand, definition), isBounded: isBounded)
      guard isBounded else { return covers }
      return covers.replacingRoutes(demand, definition, with: try detourRows(demand, places, definition))
    }
    let snapped = snapped(places, to: links, definition, options)
    let covers = try await networkCovers(
      links, sites: snapped, demandCount: demand.points.count, isBounded ? definition.cutoff : nil,
      isBounded ? cutoffs(demand, definition) : nil, options)
    guard isBounded else { return covers }
    return covers.replacingRoutes(
      demand, definition, with: try await detourRows(demand, links, sites: snapped, definition, options))
  }

  /// The nearest of some sites alone.
  func nearest(
    of places: [SitePlace], _ demand: DemandPoints, _ links: [DemandLink], _ definition: CircleDefinition,
    _ options: RunOptions
  ) -> NearestSites {
    guard definition.measure == .network else {
      return circleNearest(
        sites: places.map(\.position), extraTimes: places.map(\.extraTime), demand: demand, definition,
        cutoffs(demand, definition))
    }
    return networkNearest(
      links, sites: snapped(places, to: links, definition, options), demandCount: demand.points.count, definition,
      cutoffs(demand, definition))
  }

  private func snapped(
    _ places: [SitePlace], to links: [DemandLink], _ definition: CircleDefinition, _ options: RunOptions
  ) -> [[SnapResult]] {
    links.map { $0.snapped(places, definition, around: streets.ground.obstacles, threads: options.threads) }
  }
}

/// Who is within the cutoff of each site, in the network measure: each demand point by its own mode.
///
/// - Parameters:
///   - sites: per link, as they stand on its network.
///   - cutoff: nil for every trip, however long.
///   - own: the cutoff of each demand point; nil where all have the same.
private func networkCovers(
  _ links: [DemandLink], sites: [[SnapResult]], demandCount: Int, _ cutoff: Cutoff?, _ own: PointCutoffs?,
  _ options: RunOptions
) async throws -> CoverSets {
  var parts: [(covers: CoverSets, positions: [Int])] = []
  for (link, sites) in zip(links, sites) {
    let distinct = own?.distinct(among: link.positions) ?? []
    var covers = try await link.index.coverSets(
      sites: sites, cutoff: distinct.last ?? cutoff, threads: options.threads, isCancelled: options.isCancelled)
    if let own, distinct.count > 1 { covers = covers.within(link.positions.map(own.cost)) }
    parts.append((covers, link.positions))
  }
  return CoverSets(demandCount: demandCount, joining: parts)
}

/// The nearest of the sites for each demand point, in the network measure.
private func networkNearest(
  _ links: [DemandLink], sites: [[SnapResult]], demandCount: Int, _ definition: CircleDefinition, _ own: PointCutoffs?
) -> NearestSites {
  var found = NearestSites(count: demandCount)
  let cutoff = definition.cutoff.cost
  for (link, sites) in zip(links, sites) {
    for (position, nearest) in zip(link.positions, link.index.nearest(of: sites)) {
      switch nearest {
      case .unreached(let reason): found.reasons[position] = reason
      case .station(let site, let cost):
        found.sites[position] = .init(site: site, cost: Double(cost))
        found.reasons[position] = cost <= own?.cost(of: position) ?? cutoff ? nil : .beyondCutoff
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
