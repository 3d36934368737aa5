import Analysis
import Coverage
import Model
import Testing

/// Routes along streets on the equator, where 0.01° are 1,113.195 m eastwards and 1,105.743 m northwards. On foot at 4
/// km/h ten minutes are 666.667 m.
struct RouteFigureTests {
  private static func scene(
    _ route: [(Double, Double)], stations: [(Double, Double)], measure: String, more: String = ""
  ) throws -> AnalysisFile {
    let places = route.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    let streets = #"[[105,0],[105.02,0],[105.02,0.01],[105,0.01],[105,0]]"#
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, routes: r.geojson, roads: roads.geojson, communities: c.geojson}
      circle: {cutoff: 10min, measure: \(measure)}
      \(more)
      """,
      "s.csv": "id,lon,lat\n" + stations.enumerated().map { "s\($0 + 1),\($1.0),\($1.1)\n" }.joined(),
      "r.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"r","日趟次":3},"#
        + #""geometry":{"type":"LineString","coordinates":[\#(places)]}}]}"#,
      "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"环路"},"#
        + #""geometry":{"type":"LineString","coordinates":\#(streets)}}]}"#,
      "c.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":"#
        + #"{"id":"c","name":"东村","population":5},"geometry":{"type":"Polygon","coordinates":"#
        + #"[[[105.015,-0.001],[105.03,-0.001],[105.03,0.02],[105.015,0.02],[105.015,-0.001]]]}}]}"#,
    ])
    return try folder.analysis()
  }

  private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double = 0.05) -> Bool {
    found.map { abs($0 - expected) <= tolerance } ?? false
  }

  /// 2,226.390 m east, the station at the start: the first 666.667 m are served, 1,559.723 m or 23.396 minutes are not.
  /// A rider meets the next after 23.396² / (2 x 33.396) = 8.195 minutes.
  @Test(arguments: ["circle", "network"])
  func oneStationAtTheStart(measure: String) async throws {
    let file = try Self.scene([(105, 0), (105.02, 0)], stations: [(105, 0)], measure: measure)
    let figures = try await runAnalysis(file).coverage.figures.routes
    let figure = try #require(figures.first)
    #expect(figures.count == 1 && !figure.isRound && figure.withPlan == nil)
    #expect(figure.offNetwork == (measure == "network" ? Meters(0) : nil))
    let service = figure.today
    #expect(service.stretches.map(\.site) == [SiteIndex(0)])
    #expect(isNear(service.stretches.first?.stretch.to, 666.667) && service.stretches.first?.stretch.from == 0)
    let gap = try #require(service.longest.first)
    #expect(service.longest.count == 1)
    #expect(isNear(gap.gap.meters.value, 1559.723) && isNear(gap.gap.minutes, 23.396, 0.001))
    // Along the streets both ends have the street's name; in a straight line one lies in the community.
    #expect([gap.from, gap.to] == (measure == "network" ? ["环路", "环路"] : ["", "东村"]))
    #expect(isNear(service.chain.meanMinutesToNext, 8.195, 0.002))
    #expect(isNear(service.chain.stationsPer10Kilometers, 10 / 2.22639, 0.001))
  }

  /// A round of 6,664.266 m with a station at a corner: 666.667 m on both sides of it are served, over the start, which
  /// lies at the opposite corner; one gap of 5,330.93 m over the start.
  @Test func aRoundWrapsOverItsStart() async throws {
    let file = try Self.scene(
      [(105, 0), (105.02, 0), (105.02, 0.01), (105, 0.01), (105, 0)], stations: [(105.02, 0.01)], measure: "network")
    let figure = try #require(try await runAnalysis(file).coverage.figures.routes.first)
    #expect(figure.isRound && figure.today.longest.count == 1)
    let gap = try #require(figure.today.longest.first?.gap)
    #expect(isNear(gap.meters.value, 6664.266 - 1333.333, 0.2) && gap.from > gap.to)
    #expect(isNear(gap.from, 2226.39 + 1105.743 + 666.667, 0.2))
    // A station at the start serves both ends: the gap lies between them.
    let other = try Self.scene(
      [(105, 0), (105.02, 0), (105.02, 0.01), (105, 0.01), (105, 0)], stations: [(105, 0)], measure: "network")
    let between = try #require(try await runAnalysis(other).coverage.figures.routes.first?.today.longest.first?.gap)
    #expect(isNear(between.from, 666.667) && isNear(between.meters.value, 6664.266 - 1333.333, 0.2))
  }

  /// Wholly off the network nothing is served, and it is said how much.
  @Test func offTheNetwork() async throws {
    let file = try Self.scene([(105, 0.5), (105.02, 0.5)], stations: [(105, 0)], measure: "network")
    let figure = try #require(try await runAnalysis(file).coverage.figures.routes.first)
    #expect(figure.today.stretches.isEmpty && isNear(figure.offNetwork?.value, 2226.3, 1))
    #expect(figure.today.chain.gaps.count == 1)
  }

  /// By e-bike a footway is no street: 445.278 m at 15 km/h and 111.320 m of it at 4 km/h take 1.781 + 1.670 minutes,
  /// whether it goes straight on from the street's end or turns off there (111.320 m of 110.574 per 0.001°).
  @Test(arguments: [("[105.021,0]", 3.451), ("[105.02,0.001]", 1.781 + 110.574 / 4000 * 60)])
  func behindTheEndOfItsStreets(end: String, minutes: Double) async throws {
    let file = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, routes: r.geojson, roads: roads.geojson}
      circle: {cutoff: 3min, modes: {routes: e-bike}, speeds: {e-bike: 15km/h}}
      """,
      "s.csv": "id,lon,lat\ns1,105,0\n",
      "r.geojson": #"{"type":"Feature","id":"r","properties":{"trips":3},"geometry":"#
        + #"{"type":"LineString","coordinates":[[105.016,0],[105.02,0],\#(end)]}}"#,
      "roads.geojson":
        #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"highway":"residential"},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}},"#
        + #"{"type":"Feature","properties":{"highway":"footway"},"#
        + #""geometry":{"type":"LineString","coordinates":[[105.02,0],\#(end)]}}]}"#,
    ]).analysis()
    let figure = try #require(try await runAnalysis(file).coverage.figures.routes.first)
    #expect(isNear(figure.today.chain.minutes, minutes, 0.005), "\(figure.today.chain.minutes)")
  }

  // MARK: corridors

  /// Two routes of one bus line, and two roads of one name 2 km apart: east-west pieces of 1,113.195 m along the equator.
  private static func corridors(_ more: String) throws -> AnalysisFile {
    func feature(_ properties: String, _ line: String) -> String {
      #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"LineString","coordinates":\#(line)}}"#
    }
    func layer(_ features: [String]) -> String {
      #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }
    return try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, routes: {file: r.geojson, corridor: line}, roads: roads.geojson}
      circle: {cutoff: 10min}
      coverage: {\(more)}
      """,
      "s.csv": "id,lon,lat\ns1,105,0\n",
      "r.geojson": layer([
        feature(#""id":"r1","trips":3,"line":"5路""#, "[[105,0],[105.02,0]]"),
        feature(#""id":"r2","trips":3,"line":"5路""#, "[[105.02,0],[105.01,0]]"),
        feature(#""id":"r3","trips":3,"line":"""#, "[[105.01,0],[105.02,0]]"),
      ]),
      "roads.geojson": layer([
        feature(#""name":"长路""#, "[[105,0],[105.01,0]]"), feature(#""name":"长路""#, "[[105.02,0],[105.01,0]]"),
        feature(#""name":"短路""#, "[[105.02,0],[105.04,0]]"), feature(#""name":"长路""#, "[[105.04,0],[105.05,0]]"),
      ]),
    ]).analysis()
  }

  /// The bus line is r1 with a gap of 1,559.723 m (23.396 minutes) and r2 wholly without, 1,113.195 m (16.698 minutes), of
  /// 50.094 minutes: (23.396² + 16.698²) / (2 x 50.094) = 8.247 minutes to the next.
  @Test func aCorridorOfRoutes() async throws {
    let figures = try await runAnalysis(try Self.corridors("")).coverage.figures
    #expect(figures.corridors.map(\.name) == ["5路"] && figures.routes.count == 3)
    let line = try #require(figures.corridors.first?.today)
    #expect(line.longest.map { ($0.gap.minutes * 1000).rounded() } == [23_396, 16_698])
    #expect(isNear(line.chain.minutes, 50.094, 0.001) && isNear(line.chain.meanMinutesToNext, 8.247, 0.001))
    #expect(isNear(line.chain.stationsPer10Kilometers, 10 / 3.339585, 0.001))
    // r1 ends where the other road begins.
    #expect(line.longest.first?.to == "长路" || line.longest.first?.to == "短路")
  }

  /// The first road of the name is two pieces drawn against each other, 2,226.39 m with the gap of r1; the second, 1,113.195
  /// m, lies beyond 2 km of another road and has no station at all.
  @Test func roadsOfOneName() async throws {
    let result = try await runAnalysis(try Self.corridors("corridors: [长路, 长璐]"))
    let roads = result.coverage.figures.corridors.filter { $0.kind == .roads }
    #expect(roads.map(\.name) == ["长路 1", "长路 2"])
    #expect(isNear(roads.first?.today.longest.first?.gap.meters.value, 1559.723))
    #expect(isNear(roads.last?.today.longest.first?.gap.meters.value, 1113.195))
    // Its own name would say nothing of where the gap ends.
    #expect(roads.first.map { $0.today.longest.map { [$0.from, $0.to].contains("短路") } } == [true])
    let unknown = try #require(result.findings.first { $0.rule == .unknownRoad })
    #expect(unknown.value == "长璐" && unknown.fix.contains("长路"))
  }

  /// Roads by name need roads with names.
  @Test func corridorsNeedRoads() throws {
    let folder = try ScratchFolder([
      "analysis.yaml": "inputs: {stations: s.csv}\ncoverage: {corridors: [x]}\n", "s.csv": "id,lon,lat\ns1,105,0\n",
    ])
    #expect(throws: AnalysisError.self) { try folder.analysis() }
  }
}
