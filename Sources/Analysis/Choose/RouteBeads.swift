import Coverage
import Model
import Siting
import Words

/// The routes, and the roads of `coverage.corridors`, as chains of pieces that each site serves wholly or not at all, by the
/// rule in force. A corridor of routes has no longer gap than its routes have.
struct RouteBeads: Sendable {
  var chains: [ServiceBeads] = []
  /// The route or road of each chain, in words: where the area cuts one, it is several chains.
  var names: [Bilingual] = []
}

extension PreparedAnalysis {
  /// Routes that nobody rides are left out.
  ///
  /// - Complexity: as of the figures of routes, for all sites.
  func routeBeads(_ options: RunOptions) async throws -> RouteBeads {
    options.progress.report(Bilingual("正在分析路线", "following routes"))
    let sites = Array(inputs.sites.indices)
    let roads = inputs.streets.roads?.corridors(named: file.coverage.corridors) ?? []
    let lines = riddenRoutes() + (try ridden(roads))
    let roadNames = roads.flatMap { road in road.lines.map { _ in road.name } }
    var beads = RouteBeads()
    for (number, own) in try await service(of: lines, sites, file.circle.routeRule, options).enumerated() {
      let route = number < inputs.routes.count ? inputs.routes[number] : nil
      if let route, route.tripsPerDay == 0 || route.isFromTracks { continue }
      let name =
        route.map { Bilingual("路线\($0.id.rawValue)", "route \($0.id.rawValue)") }
        ?? Bilingual(
          "道路“\(roadNames[number - inputs.routes.count])”", "the road \(roadNames[number - inputs.routes.count])")
      for part in lines[number].counted {
        let pieces = own.withPlan.served.pieces(of: part)
        let ride = own.ride.inside(part)
        guard let first = pieces.first else { continue }
        let cuts = [first.stretch.from] + pieces.map(\.stretch.to)
        beads.chains.append(
          ServiceBeads(
            ends: cuts.map { ride.cost(at: $0) ?? 0 }, sites: pieces.map { $0.sites.map { sites[$0] } },
            isRound: lines[number].isRound(part)))
        beads.names.append(name)
      }
    }
    return beads
  }
}
