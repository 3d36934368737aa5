import Coverage
import GEOS
import Geometry
import Model
import RoadNetwork

/// Where the sites serve one route, in metres of its line; sites by their position in the list that was asked for.
struct RouteLineService {
  struct Found {
    /// By the nearest of those that serve a part.
    var best: [SiteStretch] = []
    /// By each that serves it.
    var served: [SiteStretch] = []
  }

  /// The minutes that riding takes from the start up to each place.
  var ride: [CostPiece] = []
  var offNetwork: Meters?
  var today = Found()
  var withPlan = Found()
  /// As it lies on the streets of its mode; nil in the circle measure.
  var onStreets: (line: LineOnStreets, graph: RoadGraph)?

  /// The vertices of its street around a place; nil off the streets.
  func around(_ metres: Double) -> (before: Coordinate, after: Coordinate)? {
    guard let onStreets, let position = onStreets.line.position(at: metres) else { return nil }
    return onStreets.graph.vertices(around: position)
  }
}

extension PreparedAnalysis {
  /// Along the streets: one search for each site and mode.
  ///
  /// - Parameter sites: the stations in operation, then those of the plan.
  func networkService(
    _ lines: [RiddenLine], _ sites: [SiteIndex], _ rule: LineRule, _ options: RunOptions
  ) async throws -> [RouteLineService] {
    let standing = inputs.sites.stationIndices.count
    var found = [RouteLineService](repeating: RouteLineService(), count: lines.count)
    for place in reach.networks {
      let mode = place.network.mode
      let own = lines.indices.filter { lines[$0].mode == mode }
      guard let longest = own.map({ lines[$0].limit }).max() else { continue }
      let graph = place.network.graph
      let followed =
        place.link.routes.flatMap { $0.routes == own ? $0 : nil }
        ?? inputs.follow(own.map { lines[$0].line }, own, on: graph, file.circle, options)
      let parts = try await followed.index.served(
        by: sites.map { place.sites[$0.rawValue] }, rule, limit: longest,
        threads: options.threads, isCancelled: options.isCancelled)
      var ofLine = [[SiteOnLine]](repeating: [], count: own.count)
      for part in parts { ofLine[part.line].append(part) }
      for (position, line) in own.enumerated() {
        let limit = Double(lines[line].limit)
        func service(_ parts: [SiteOnLine]) -> RouteLineService.Found {
          let best = parts.reduce(into: [CostPiece]()) { $0 = $0.lower($1.costs) }
          return RouteLineService.Found(
            best: best.siteStretches(within: limit),
            served: parts.flatMap { part in
              part.costs.stretches(within: limit).map { SiteStretch(stretch: $0, site: part.site) }
            })
        }
        found[line].ride = followed.index.rides(of: position).map { piece in
          var piece = piece
          piece.fromCost = file.circle.minutes(cost: piece.fromCost, by: mode)
          piece.toCost = file.circle.minutes(cost: piece.toCost, by: mode)
          return piece
        }
        found[line].offNetwork = Meters(followed.lines[position].lengthOffNetwork)
        found[line].today = service(ofLine[position].filter { $0.site < standing })
        found[line].withPlan = service(ofLine[position])
        found[line].onStreets = (followed.lines[position], graph)
      }
    }
    return found
  }

  /// In a straight line.
  ///
  /// - Parameter sites: the stations in operation, then those of the plan.
  func straightService(_ lines: [RiddenLine], _ sites: [SiteIndex], _ rule: LineRule) throws -> [RouteLineService] {
    let standing = inputs.sites.stationIndices.count
    let places = inputs.places
    return try lines.map { line in
      func service(_ sites: some Sequence<SiteIndex>) throws -> RouteLineService.Found {
        let sites = sites.map { places[$0.rawValue] }
        let along = try StraightLineSites(
          line: line.line, sites: sites.map(\.position),
          extra: sites.map { file.circle.extraLength($0.extraTime, by: line.mode) }, rule,
          limit: line.radius)
        return RouteLineService.Found(best: along.best(), served: along.served())
      }
      let length = lengthInMeters(line.line)
      var own = RouteLineService(today: try service(sites.prefix(standing)), withPlan: try service(sites))
      let minutes = length / 1000 / file.circle.speed(of: line.mode).value * 60
      if length > 0 { own.ride = [CostPiece(from: 0, to: length, fromCost: 0, toCost: minutes, site: 0)] }
      return own
    }
  }

  /// By the measure of the analysis.
  func service(
    of lines: [RiddenLine], _ sites: [SiteIndex], _ rule: LineRule, _ options: RunOptions
  ) async throws -> [RouteLineService] {
    try await file.circle.measure == .network
      ? networkService(lines, sites, rule, options) : straightService(lines, sites, rule)
  }
}

extension AnalysisInputs {
  /// The community in whose outline each place lies, the first of several; empty for none.
  ///
  /// - Throws: `GEOSError` for an outline that cannot be repaired.
  /// - Complexity: O(places x communities) box tests.
  func communityNames(at places: [Coordinate]) throws -> [String] {
    var names = [String](repeating: "", count: places.count)
    for community in communities where !community.name.isEmpty && !community.shape.polygons.isEmpty {
      let box = community.shape.box
      let near = places.indices.filter { names[$0].isEmpty && box.contains(places[$0]) }
      guard !near.isEmpty else { continue }
      let outline = try PreparedGeometry(community.shape.repaired().shape)
      for (place, isInside) in zip(near, try outline.intersects(near.map { places[$0] })) where isInside {
        names[place] = community.name
      }
    }
    return names
  }
}
