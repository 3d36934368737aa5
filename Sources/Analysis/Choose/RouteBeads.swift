import Coverage
import Model
import Siting

/// The routes as chains of pieces that each site serves wholly or not at all, by the rule in force.
struct RouteBeads: Sendable {
  var chains: [ServiceBeads] = []
  /// The route of each chain: where the area cuts one, it is several chains.
  var routes: [Int] = []
}

extension PreparedAnalysis {
  /// Routes that nobody rides are left out.
  ///
  /// - Complexity: as of the figures of routes, for all sites.
  func routeBeads(_ options: RunOptions) async throws -> RouteBeads {
    options.progress.report("following routes")
    let sites = Array(inputs.sites.indices)
    let lines = riddenRoutes()
    var beads = RouteBeads()
    for (route, own) in try await service(of: lines, sites, file.circle.routeRule, options).enumerated()
    where inputs.routes[route].tripsPerDay > 0 && !inputs.routes[route].isFromTracks {
      for part in lines[route].counted {
        let pieces = own.withPlan.served.pieces(of: part)
        let ride = own.ride.inside(part)
        guard let first = pieces.first else { continue }
        let cuts = [first.stretch.from] + pieces.map(\.stretch.to)
        beads.chains.append(
          ServiceBeads(
            ends: cuts.map { ride.cost(at: $0) ?? 0 }, sites: pieces.map { $0.sites.map { sites[$0] } },
            isRound: lines[route].isRound(part)))
        beads.routes.append(route)
      }
    }
    return beads
  }
}
