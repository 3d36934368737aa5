import Coverage
import Geometry
import Model
import RoadNetwork

/// How one route is served along its length, to the metre.
package struct RouteFigure: Hashable, Sendable {
  /// Position in its layer.
  package var route: Int
  /// The parts of the route inside the area.
  package var counted: [LineStretch]
  package var isRound: Bool
  /// Metres of the route without a street within the snapping limit; nil in the circle measure.
  package var offNetwork: Meters?
  package var today: RouteService
  /// nil without a plan.
  package var withPlan: RouteService?
}

/// What some sites do for a route.
package struct RouteService: Hashable, Sendable {
  /// What is served inside the area, each part by the nearest of those that serve it.
  package var stretches: [ServedStretch]
  package var chain: ServiceChain
  /// The two longest gaps in minutes.
  package var longest: [NamedGap]
}

/// A part of a route and who serves it best.
package struct ServedStretch: Hashable, Sendable {
  package var stretch: LineStretch
  package var site: SiteIndex
}

/// A gap and what the places at its ends are called, by street or community; empty where neither has a name.
package struct NamedGap: Hashable, Sendable {
  package var gap: ServiceGap
  package var from = ""
  package var to = ""
}

extension PreparedAnalysis {
  /// Each route with the stretches on which a station lies within its cutoff, and the gaps between them.
  ///
  /// - Parameter plan: nil without one.
  /// - Returns: nothing without routes, and when told to stop.
  func routeFigures(plan: [SiteIndex]?, _ options: RunOptions) async throws -> [RouteFigure] {
    guard !inputs.routes.isEmpty, !options.isCancelled() else { return [] }
    options.progress.report("following routes")
    do {
      return try await foundRouteFigures(plan: plan, options)
    } catch let error as RoadNetworkError where error.code == .cancelled {
      return []
    }
  }

  private func foundRouteFigures(plan: [SiteIndex]?, _ options: RunOptions) async throws -> [RouteFigure] {
    let standing = inputs.sites.stationIndices
    let sites = standing + (plan ?? [])
    let service = try await file.circle.measure == .network ? networkService(sites, options) : straightService(sites)
    var figures: [RouteFigure] = []
    for (route, own) in service.enumerated() {
      let line = MeasuredLine(inputs.routes[route].line)
      let counted = countedParts(of: route)
      let isRound = line.isRound
      func of(_ found: RouteLineService.Found) -> RouteService {
        let chain = ServiceChain(
          counted.map { part in
            ServedLine(
              ride: own.ride.inside(part), served: found.served.map(\.stretch).inside(part),
              isRound: isRound && part.length >= line.length - 1e-6)
          }, stationCount: Set(found.served.inside(counted).map(\.site)).count)
        return RouteService(
          stretches: found.best.inside(counted).map { ServedStretch(stretch: $0.stretch, site: sites[$0.site]) },
          chain: chain, longest: chain.byLength.prefix(2).map { NamedGap(gap: $0) })
      }
      figures.append(
        RouteFigure(
          route: route, counted: counted, isRound: isRound, offNetwork: own.offNetwork, today: of(own.today),
          withPlan: plan.map { _ in of(own.withPlan) }))
    }
    try nameGaps(&figures, service)
    return figures
  }

  /// The parts of a route inside the area, by the middles of its pieces.
  private func countedParts(of route: Int) -> [LineStretch] {
    let length = demand.routePieces[route].pieceLength.value
    let points = demand.routePoints[route]
    return points.indices.filter { points[$0] != nil }.map { piece in
      LineStretch(from: Double(piece) * length, to: Double(piece + 1) * length)
    }.joined()
  }

  /// Names the ends of the longest gaps: by the street there, else by the community around.
  private func nameGaps(_ figures: inout [RouteFigure], _ service: [RouteLineService]) throws {
    var ends: [(place: Coordinate, around: (before: Coordinate, after: Coordinate)?)] = []
    func visit(_ body: (inout NamedGap, _ route: Int) -> Void) {
      for index in figures.indices {
        let route = figures[index].route
        for gap in figures[index].today.longest.indices { body(&figures[index].today.longest[gap], route) }
        for gap in (figures[index].withPlan?.longest ?? []).indices {
          body(&figures[index].withPlan!.longest[gap], route)
        }
      }
    }
    visit { named, route in
      let line = MeasuredLine(inputs.routes[route].line)
      for metres in [named.gap.from, named.gap.to] {
        ends.append((line.position(at: metres), service[route].around(metres)))
      }
    }
    let streets = StreetNames(inputs.streets.roads, at: ends.compactMap(\.around).flatMap { [$0.before, $0.after] })
    let communities = try inputs.communityNames(at: ends.map(\.place))
    let names = zip(ends, communities).map { end, community in
      end.around.flatMap { streets.between($0.before, $0.after).first } ?? community
    }
    var next = 0
    visit { named, _ in
      (named.from, named.to) = (names[next], names[next + 1])
      next += 2
    }
  }
}
