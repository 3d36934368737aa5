import Coverage
import Geometry
import Model
import RoadNetwork
import Words

/// How one route is served along its length, to the metre.
package struct RouteFigure: Hashable, Sendable {
  /// Position in its layer.
  package var route: Int
  /// The parts of the route inside the area.
  package var counted: [LineStretch]
  package var isRound: Bool
  /// Metres of the route without a street within the snapping limit; nil in the circle measure.
  package var offNetwork: Meters?
  /// Where a detour is the rule: the parts inside the area with a station within the cutoff, that of the plan if there is one.
  package var withinCutoff: [LineStretch]?
  package var today: RouteService
  /// nil without a plan.
  package var withPlan: RouteService?
}

/// The chain of several lines.
package struct CorridorFigure: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Of the routes that name it.
    case routes
    /// Of a road by its name.
    case roads
  }

  package var name: String
  package var kind: Kind
  /// Of a road as the map has it, without a number behind it.
  var road = ""
  /// As they were looked at: routes by their position, then roads.
  package var lines: [Int]
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
  /// Each route with the stretches that a station serves by the rule in force and the gaps between them, and the same for
  /// corridors of several lines: those that routes name, and the roads that are asked for.
  ///
  /// - Parameter plan: nil without one.
  /// - Returns: nothing without routes and roads, and when told to stop.
  func routeFigures(
    plan: [SiteIndex]?, _ options: RunOptions
  ) async throws -> (routes: [RouteFigure], corridors: [CorridorFigure]) {
    guard !options.isCancelled() else { return ([], []) }
    do {
      return try await foundRouteFigures(plan: plan, options)
    } catch let error as RoadNetworkError where error.code == .cancelled {
      return ([], [])
    }
  }

  private func foundRouteFigures(
    plan: [SiteIndex]?, _ options: RunOptions
  ) async throws -> (routes: [RouteFigure], corridors: [CorridorFigure]) {
    let sites = inputs.sites.stationIndices + (plan ?? [])
    let roads = inputs.streets.roads?.corridors(named: file.coverage.corridors) ?? []
    let routes = riddenRoutes()
    let lines = routes + (try ridden(roads))
    guard !lines.isEmpty else { return ([], []) }
    options.progress.report(Bilingual("正在分析路线", "following routes"))
    let near = try await withinCutoff(routes, sites, options)
    let found = LinesFound(
      lines: lines, service: try await service(of: lines, sites, file.circle.routeRule, options),
      sites: sites)
    var figures = routes.indices.filter { !inputs.routes[$0].isFromTracks }.map { route in
      RouteFigure(
        route: route, counted: routes[route].counted, isRound: MeasuredLine(routes[route].line).isRound,
        offNetwork: found.service[route].offNetwork, withinCutoff: near?[route],
        today: found.service(along: [route], isWithPlan: false),
        withPlan: plan.map { _ in found.service(along: [route], isWithPlan: true) })
    }
    var corridors: [CorridorFigure] = []
    func add(_ name: String, _ kind: CorridorFigure.Kind, _ members: [Int], road: String = "") {
      corridors.append(
        CorridorFigure(
          name: name, kind: kind, road: road, lines: members, today: found.service(along: members, isWithPlan: false),
          withPlan: plan.map { _ in found.service(along: members, isWithPlan: true) }))
    }
    let named = Dictionary(grouping: inputs.routes.indices) { inputs.routes[$0].corridor }
    for (name, members) in named.sorted(by: { $0.key < $1.key }) where !name.isEmpty { add(name, .routes, members) }
    var next = routes.count
    for road in roads {
      add(road.name, .roads, Array(next..<next + road.lines.count), road: road.road)
      next += road.lines.count
    }
    try nameGaps(&figures, &corridors, found)
    return (figures, corridors)
  }

  /// Of each route the parts that lie within the cutoff of one of the sites, whatever the detour; nil where that is the rule.
  private func withinCutoff(
    _ routes: [RiddenLine], _ sites: [SiteIndex], _ options: RunOptions
  ) async throws -> [[LineStretch]]? {
    guard file.circle.detour != nil else { return nil }
    let lines = routes.indices.map { route in
      var line = routes[route]
      let cutoff = file.circle.cutoff(of: .routes, trade: inputs.routes[route].trade)
      line.limit = cutoff.cost
      line.radius = file.circle.radius(of: line.mode, cutoff)
      return line
    }
    return zip(lines, try await service(of: lines, sites, .cutoff(file.circle.direction), options)).map { line, found in
      line.counted.flatMap { found.withPlan.served.map(\.stretch).inside($0) }.joined()
    }
  }

  /// Names the ends of the longest gaps: by the street there, else by the community around.
  private func nameGaps(
    _ figures: inout [RouteFigure], _ corridors: inout [CorridorFigure], _ found: LinesFound
  ) throws {
    var ends: [(place: Coordinate, around: (before: Coordinate, after: Coordinate)?, road: String)] = []
    func visit(_ body: (inout NamedGap, _ line: Int, _ road: String) -> Void) {
      func visit(_ service: inout RouteService?, _ members: [Int], _ road: String = "") {
        for gap in (service?.longest ?? []).indices {
          body(&service!.longest[gap], members[service!.longest[gap].gap.line], road)
        }
      }
      for index in figures.indices {
        let members = [figures[index].route]
        var today = Optional(figures[index].today)
        visit(&today, members)
        figures[index].today = today!
        visit(&figures[index].withPlan, members)
      }
      for index in corridors.indices {
        let members = corridors[index].lines
        let road = corridors[index].kind == .roads ? corridors[index].road : ""
        var today = Optional(corridors[index].today)
        visit(&today, members, road)
        corridors[index].today = today!
        visit(&corridors[index].withPlan, members, road)
      }
    }
    visit { named, line, road in
      let measured = MeasuredLine(found.lines[line].line)
      for metres in [named.gap.from, named.gap.to] {
        ends.append((measured.position(at: metres), found.service[line].around(metres), road))
      }
    }
    let streets = StreetNames(inputs.streets.roads, at: ends.compactMap(\.around).flatMap { [$0.before, $0.after] })
    let communities = try inputs.communityNames(at: ends.map(\.place))
    let names = zip(ends, communities).map { end, community in
      // On a road its own name says nothing: there it is the street that meets it near by.
      guard !end.road.isEmpty else {
        return end.around.flatMap { streets.between($0.before, $0.after).first } ?? community
      }
      let meeting = end.around.map { streets.at($0.before) + streets.at($0.after) } ?? []
      return meeting.first { $0 != end.road } ?? community
    }
    var next = 0
    visit { named, _, _ in
      (named.from, named.to) = (names[next], names[next + 1])
      next += 2
    }
  }
}

/// Lines with who serves them where.
private struct LinesFound {
  var lines: [RiddenLine]
  var service: [RouteLineService]
  var sites: [SiteIndex]

  /// The chain of some lines; a gap's line is a position among them.
  func service(along members: [Int], isWithPlan: Bool) -> RouteService {
    var parts: [ServedLine] = []
    var lineOfPart: [Int] = []
    var stations: Set<Int> = []
    var stretches: [ServedStretch] = []
    for (member, line) in members.enumerated() {
      let found = isWithPlan ? service[line].withPlan : service[line].today
      let counted = lines[line].counted
      for part in counted {
        parts.append(
          ServedLine(
            ride: service[line].ride.inside(part), served: found.served.map(\.stretch).inside(part),
            isRound: lines[line].isRound(part)))
        lineOfPart.append(member)
      }
      stations.formUnion(found.served.inside(counted).map(\.site))
      stretches += found.best.inside(counted).map { ServedStretch(stretch: $0.stretch, site: sites[$0.site]) }
    }
    let chain = ServiceChain(parts, stationCount: stations.count)
    return RouteService(
      stretches: stretches, chain: chain,
      longest: chain.byLength.prefix(2).map { gap in
        var gap = gap
        gap.line = lineOfPart[gap.line]
        return NamedGap(gap: gap)
      })
  }
}
