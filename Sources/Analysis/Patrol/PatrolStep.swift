import Coverage
import Geometry
import Model
import RoadNetwork
import Siting
import Words

extension PreparedAnalysis {
  /// Which streets the rounds pass, and whom to take on; nil when the analysis does not ask.
  ///
  /// - Throws: ``AnalysisError`` as ``AnalysisInputs/checkPatrol(_:)``; `GEOSError` for an outline that cannot be repaired.
  func patrolFigures(_ options: RunOptions) async throws -> PatrolFigures? {
    guard let definition = file.coverage.patrol else { return nil }
    try inputs.checkPatrol(file)
    let graph = inputs.streets.graph!
    options.progress.report(Bilingual("正在分析巡查路线", "following rounds"))
    let outlines = try CommunityOutlines(inputs.communities, area: inputs.area)
    let followed = graph.follow(
      inputs.routes.map(\.line), limit: file.circle.snapLimit, around: inputs.streets.ground.obstacles,
      threads: options.threads)
    // A round that is never ridden passes nothing.
    let ridden = zip(graph.ridden(followed), inputs.routes).map { $1.tripsPerDay > 0 ? $0 : [] }
    let streets = PatrolStreets(graph.openStreets(), outlines, rounds: ridden)
    let homes = file.countsStreets ? [] : demand.points.filter { $0.kind == .communities }
    let people = streets.people(
      homes.map { PatrolHome(community: $0.owner, position: $0.position, people: $0.weight) })
    let reports = ReportPlaces(inputs.reports.map(\.position), outlines)
    let crew = PatrolCrew(inputs.routes, streets, people: people.along)

    options.progress.report(Bilingual("正在选取骑手", "choosing riders"))
    var limits = SolveLimits(gap: file.siting.gap, seed: file.siting.seed, threads: options.threads)
    limits.isCancelled = options.isCancelled
    let riders = try await crew.riders(definition, limits)
    func state(_ isIn: (PatrolRider) -> Bool) -> PatrolState {
      let own = riders.all.indices.filter { isIn(riders.all[$0]) }
      let passes = streets.passes(own.flatMap { riders.all[$0].routes }, trips: inputs.routes.map(\.tripsPerDay))
      let count = streets.count(passes: passes, people: people.along, communities: inputs.communities.count)
      return PatrolState(
        riders: own, passes: passes, all: count.all, byCommunity: count.byCommunity,
        isNearBlind: reports.areNear(streets, where: { passes[$0] == 0 }))
    }
    let today = state { $0.state == .patrols }
    let withPlan = riders.choice.map { _ in state { $0.state != .other } }
    let allRounds = state { _ in true }
    let names = StreetNames(inputs.streets.roads, at: streets.lines.lazy.flatMap(\.line))
    let drawn = PatrolDrawing(streets, people.along, names, today, withPlan, allRounds)
    return PatrolFigures(
      definition: definition, streets: streets, people: people.along, peopleWithoutStreet: people.without,
      withoutOutline: inputs.communities.indices.filter { inputs.communities[$0].shape.polygons.isEmpty },
      riders: riders.all, choice: riders.choice, reporting: riders.reporting, today: today, withPlan: withPlan,
      allRounds: allRounds, stretches: drawn.stretches, blindSpots: drawn.spots,
      rounds: try await rounds(outlines, streets, options), communityOfReport: reports.communities)
  }

  /// What was left out of the streets.
  func patrolFindings(_ patrol: PatrolFigures) -> [QualityFinding] {
    func note(_ layer: String, record: String?, _ message: Bilingual, _ fix: Bilingual) -> QualityFinding {
      QualityFinding(.note, .patrol, layer: layer, record: record, message: message, fix: fix)
    }
    var findings: [QualityFinding] = []
    if let first = patrol.withoutOutline.first {
      findings.append(
        note(
          "communities", record: inputs.communities[first].id.rawValue,
          Bilingual(
            "有\(patrol.withoutOutline.count)个社区没有范围，因而没有可巡查的道路",
            "\(patrol.withoutOutline.count) communities have no outline, so they have no streets to patrol"),
          Bilingual("请以面的形式给出这些社区", "give them as polygons")))
    }
    func kilometres(_ millimeters: Int) -> String { "\((Double(millimeters) / 10_000).rounded() / 100)" }
    if patrol.streets.millimetersWithoutOutline > 0 {
      findings.append(
        note(
          "roads", record: nil,
          Bilingual(
            "有\(kilometres(patrol.streets.millimetersWithoutOutline))公里道路不在任何社区范围内，未计入巡查",
            "\(kilometres(patrol.streets.millimetersWithoutOutline)) km of street lie in no community and are not patrolled"
          ),
          Bilingual("如不缺社区范围则无需处理", "nothing, unless outlines are missing")))
    }
    if patrol.streets.millimetersOutsideArea > 0 {
      findings.append(
        note(
          "roads", record: nil,
          Bilingual(
            "有\(kilometres(patrol.streets.millimetersOutsideArea))公里道路在主城区范围以外，未计入巡查",
            "\(kilometres(patrol.streets.millimetersOutsideArea)) km of street lie outside the area and are not patrolled"
          ),
          Bilingual("无需处理", "nothing to do")))
    }
    return findings
  }

  /// Where each route spends its time.
  private func rounds(
    _ outlines: CommunityOutlines, _ streets: PatrolStreets, _ options: RunOptions
  ) async throws -> [PatrolRound] {
    let rides: [RouteLineService]
    do {
      rides = try await service(of: riddenRoutes(), [], file.circle.routeRule, options)
    } catch let error as RoadNetworkError where error.code == .cancelled {
      return []
    }
    return inputs.routes.indices.filter { !inputs.routes[$0].isFromTracks }.flatMap { route in
      RoundTimes(MeasuredLine(inputs.routes[route].line), ride: rides[route].ride, outlines)
        .rounds(of: route, trips: inputs.routes[route].tripsPerDay, streets)
    }
  }
}

/// The finds of the layer of reports.
private struct ReportPlaces {
  let positions: [Coordinate]
  let communities: [Int?]

  init(_ positions: [Coordinate], _ outlines: CommunityOutlines) {
    self.positions = positions
    communities = positions.map { position in
      if case .community(let community) = outlines.place(of: position) { community } else { nil }
    }
  }

  func areNear(_ streets: PatrolStreets, where isBlind: (Int) -> Bool) -> [Bool] {
    guard !positions.isEmpty else { return [] }
    let blind = streets.atoms.indices.filter(isBlind)
    let lines = NearestLines(blind.map { streets.line(from: $0, through: $0) })
    return positions.map { lines.nearest(to: $0, within: PatrolFigures.nearBlind) != nil }
  }
}

/// How long a route is in which community.
private struct RoundTimes {
  /// Metres of the line outside a community that are no leaving of it: a crossing, a kink of the border.
  private static let away = 30.0

  private var minutes: [Int?: Double] = [:]
  private var stays: [Int?: Int] = [:]

  init(_ line: MeasuredLine, ride: [CostPiece], _ outlines: CommunityOutlines) {
    var lastEnd: [Int?: Double] = [:]
    for part in outlines.parts(of: line) {
      let community: Int? = if case .community(let number) = part.place { number } else { nil }
      minutes[community, default: 0] += ride.inside(part.stretch).reduce(0) { $0 + abs($1.toCost - $1.fromCost) }
      if lastEnd[community].map({ part.stretch.from - $0 > Self.away }) ?? true { stays[community, default: 0] += 1 }
      lastEnd[community] = part.stretch.to
    }
  }

  /// In the order of the communities, what lies in none last.
  func rounds(of route: Int, trips: Double, _ streets: PatrolStreets) -> [PatrolRound] {
    var passed: [Int: Int] = [:]
    for passing in streets.rounds[route] {
      let atom = streets.atoms[passing.atom]
      passed[atom.community, default: 0] += atom.millimeters
    }
    let own = Set(minutes.keys).union(passed.keys.map { $0 })
    return own.sorted { ($0 ?? .max) < ($1 ?? .max) }.map { community in
      PatrolRound(
        route: route, community: community, minutes: minutes[community] ?? 0,
        passesPerDay: trips * Double(stays[community] ?? 0), millimeters: community.flatMap { passed[$0] } ?? 0)
    }
  }
}
