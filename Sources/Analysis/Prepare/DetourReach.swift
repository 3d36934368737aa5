import Coverage
import Geometry
import Model
import RoadNetwork

/// The routes of one mode as they lie on its streets: followed once, asked by the searches of all sites.
struct RoutesOnNetwork: Sendable {
  /// Positions in their layer, one for each line.
  var routes: [Int]
  var lines: [LineOnStreets]
  var index: LineIndex
}

/// Whom a station serves by a detour (`coverage.detour`): routes are looked at along their lines, in the middles of their
/// pieces, as they are by the cutoff.
extension AnalysisInputs {
  /// Lines along the streets of a network.
  ///
  /// - Parameter numbers: what the lines are to their caller, such as positions among the routes.
  func follow(
    _ lines: [[Coordinate]], _ numbers: [Int], on graph: RoadGraph, _ definition: CircleDefinition,
    _ options: RunOptions
  ) -> RoutesOnNetwork {
    let found = graph.follow(
      lines, limit: definition.snapLimit, around: streets.ground.obstacles, threads: options.threads)
    return RoutesOnNetwork(routes: numbers, lines: found, index: LineIndex(graph, found))
  }

  /// The routes that go by a network's mode.
  private func followRoutes(
    _ network: ModeNetwork, _ definition: CircleDefinition, _ options: RunOptions
  ) -> RoutesOnNetwork {
    let own = routes.indices.filter { definition.modes.mode(ofRoute: routes[$0].trade) == network.mode }
    return follow(own.map { routes[$0].line }, own, on: network.graph, definition, options)
  }

  /// The links with the routes followed where a detour is what they count by.
  func following(
    _ links: [DemandLink], _ definition: CircleDefinition, standing: [DemandLink], _ options: RunOptions
  ) -> [DemandLink] {
    guard definition.detour != nil else { return links }
    return links.map { link in
      guard link.routes == nil else { return link }
      var link = link
      let (mode, impedance) = (link.network.mode, link.network.graph.impedance)
      link.routes =
        standing.first { $0.network.mode == mode && $0.network.graph.impedance == impedance }?.routes
        ?? followRoutes(link.network, definition, options)
      return link
    }
  }

  /// The pieces of routes that each site serves along the streets, with what the detour costs.
  ///
  /// - Returns: a row for each site; none without a detour.
  func detourRows(
    _ demand: DemandPoints, _ links: [DemandLink], sites: [[SnapResult]], _ definition: CircleDefinition,
    _ options: RunOptions
  ) async throws -> [[(demand: Int32, cost: Double)]] {
    guard let detour = definition.detour else { return [] }
    var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: sites.first?.count ?? 0)
    for (link, sites) in zip(links, sites) {
      guard let routes = link.routes, !routes.routes.isEmpty else { continue }
      let parts = try await routes.index.served(
        by: sites, definition.routeRule, limit: definition.limit(of: detour, by: link.network.mode),
        threads: options.threads, isCancelled: options.isCancelled)
      for part in parts {
        for (point, middle) in demand.middles(ofRoute: routes.routes[part.line]) {
          if let cost = part.costs.cost(at: middle) { rows[part.site].append((Int32(point), cost.rounded())) }
        }
      }
    }
    return rows
  }

  /// The same in a straight line.
  func detourRows(
    _ demand: DemandPoints, _ places: [SitePlace], _ definition: CircleDefinition
  ) throws -> [[(demand: Int32, cost: Double)]] {
    guard let detour = definition.detour else { return [] }
    var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: places.count)
    for (route, own) in routes.enumerated() {
      let mode = definition.modes.mode(ofRoute: own.trade)
      // Costs in the unit of the definition for each metre, as in the rest of the circle measure.
      let costPerMeter = definition.costPerMeter(by: mode)
      let limit = definition.cost(of: detour.extra, by: mode) / costPerMeter
      let along = try StraightLineSites(
        line: own.line, sites: places.map(\.position),
        extra: places.map { definition.extraLength($0.extraTime, by: mode) }, definition.routeRule,
        limit: Meters(limit))
      for (point, middle) in demand.middles(ofRoute: route) {
        for site in places.indices {
          let cost = along.cost(at: middle, of: site)
          if cost <= limit { rows[site].append((Int32(point), cost * costPerMeter)) }
        }
      }
    }
    return rows
  }
}

extension CoverSets {
  /// With what a detour serves instead of what lies within the cutoff, for the routes.
  func replacingRoutes(
    _ demand: DemandPoints, _ definition: CircleDefinition, with rows: [[(demand: Int32, cost: Double)]]
  ) -> CoverSets {
    definition.detour == nil ? self : replacing(demand.points.map { $0.kind == .routes }, with: rows)
  }
}

extension DemandPoints {
  /// The demand points of a route that count, each with its place in metres along the line.
  fileprivate func middles(ofRoute route: Int) -> [(point: Int, metres: Double)] {
    let length = routePieces[route].pieceLength.value
    return routePoints[route].enumerated().compactMap { piece, point in
      point.map { ($0, (Double(piece) + 0.5) * length) }
    }
  }
}

extension CircleDefinition {
  /// What a detour may cost by a mode, as a search on its network counts.
  func limit(of detour: Detour, by mode: TravelMode) -> Int {
    min(Int(cost(of: detour.extra, by: mode).rounded()), ReachQuery.largestCutoff)
  }
}
