import Analysis
import Coverage
import Model
import Testing

/// Routes that count by a detour, on one street along the equator, where 0.01° are 1,113.195 m. On foot at 4 km/h ten
/// minutes are 666.667 m.
struct DetourTests {
  /// The route has 3,339.585 m, 34 pieces of 98.223 m: their middles lie at 49.1, 147.3, 245.6, 343.8 …
  private static func scene(
    _ detour: String, measure: String, stations: String = "s,0,105,0\n", siting: String = "{new: 1}",
    candidates: String = "k1,105.01,0\nk2,105.02,0\n", people: String = "c,105,0.00001,1\n"
  ) throws -> AnalysisFile {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {roads: roads.geojson, stations: s.csv, routes: r.geojson, communities: c.csv, candidates: k.csv}
      circle: {cutoff: 10min, measure: \(measure)}
      coverage: {\(detour)}
      siting: \(siting)
      """,
      "roads.geojson": #"{"type":"Feature","properties":{"highway":"residential"},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}"#,
      "s.csv": "id,extra_min,lon,lat\n" + stations,
      "r.geojson": #"{"type":"Feature","id":"r","properties":{"trips":8},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.03,0]]}}"#,
      "c.csv": "id,lon,lat,population\n" + people,
      "k.csv": "id,lon,lat\n" + candidates,
    ]).analysis()
  }

  private static func pieces(_ result: AnalysisResult) -> Double {
    result.coverage.now.routes.coveredKilometers / (3.339585 / 34)
  }

  private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double = 0.02) -> Bool {
    found.map { abs($0 - expected) <= tolerance } ?? false
  }

  /// There and back in ten minutes are 333.333 m one way: three middles. Every metre by the cutoff are 666.667 m.
  @Test(arguments: ["network", "circle"]) func thereAndBack(measure: String) async throws {
    let result = try await runAnalysis(
      try Self.scene("detour: {extra: 10min}", measure: measure, siting: "{new: 0}"))
    #expect(isNear(Self.pieces(result), 3, 1e-3))
    let served = try #require(result.coverage.figures.routes.first?.today.stretches.first)
    #expect(served.stretch.from == 0 && isNear(served.stretch.to, 333.333))
    // Residents keep the cutoff.
    #expect(result.coverage.now.byKind[.communities]?.share == 1)
    let without = try await runAnalysis(try Self.scene("", measure: measure, siting: "{new: 0}"))
    #expect(isNear(Self.pieces(without), 7, 1e-3))
  }

  /// A minute of the station's own is gone there and back: four minutes are left one way, 266.667 m.
  @Test(arguments: ["network", "circle"]) func extraMinutesCountTwice(measure: String) async throws {
    let result = try await runAnalysis(
      try Self.scene("detour: {extra: 10min}", measure: measure, stations: "s,1,105,0\n", siting: "{new: 0}"))
    #expect(isNear(result.coverage.figures.routes.first?.today.stretches.first?.stretch.to, 266.667))
    #expect(isNear(Self.pieces(result), 3, 1e-3))
  }

  /// The station stands 556.598 m behind the end of the route: from anywhere calling there is 1,113.195 m or 16.698
  /// minutes longer than ending the ride.
  @Test(arguments: ["network", "circle"]) func through(measure: String) async throws {
    for (extra, pieces) in [("17min", 34.0), ("16.7min", 34), ("16.69min", 0)] {
      let result = try await runAnalysis(
        try Self.scene(
          "detour: {extra: \(extra), rule: through}", measure: measure, stations: "s,0,105.035,0\n", siting: "{new: 0}")
      )
      #expect(isNear(Self.pieces(result), pieces, 1e-3), "\(extra)")
    }
    // There and back in seventeen minutes are 566.667 m: the last ten metres, and no middle.
    let back = try await runAnalysis(
      try Self.scene("detour: {extra: 17min}", measure: measure, stations: "s,0,105.035,0\n", siting: "{new: 0}"))
    let served = try #require(back.coverage.figures.routes.first?.today.stretches.first)
    #expect(isNear(served.stretch.from, 3896.183 - 566.667, 0.05) && Self.pieces(back) == 0)
  }

  /// A length is worth the minutes that it takes: 666.667 m are ten minutes.
  @Test func aLengthIsATime() async throws {
    let result = try await runAnalysis(
      try Self.scene("detour: {extra: 666.667m}", measure: "network", siting: "{new: 0}"))
    #expect(isNear(result.coverage.figures.routes.first?.today.stretches.first?.stretch.to, 333.333))
  }

  /// By ten minutes there and back k1 (at 1,113.195 m) serves seven middles: those from 780 to 1,447 m. A plan by the detour
  /// covers the route and not its neighbourhood.
  @Test func sitesAreChosenByIt() async throws {
    let result = try await runAnalysis(
      try Self.scene("detour: {extra: 10min}", measure: "network", candidates: "k0,105.0395,0\nk1,105.01,0\n"))
    #expect(result.siting.plan?.proposed.map { result.inputs.candidates[$0.candidate].id.rawValue } == ["k1"])
    #expect(isNear((result.coverage.withPlan?.routes.coveredKilometers ?? 0) / (3.339585 / 34), 10, 1e-3))
  }

  /// Half the detour, one way, leads to places on the street; what they serve is counted by the detour itself.
  @Test func candidatesAreMadeByIt() async throws {
    let file = try Self.scene(
      "detour: {extra: 10min}", measure: "network",
      siting: "{new: 5, weights: {communities: 0}, candidates: {anywhere: true}}", candidates: "k0,105.0395,0\n")
    let result = try await runAnalysis(file)
    // 3,339.585 m less the 333.333 m of the station are five stations' worth of 666.667 m: 31 middles.
    #expect(isNear((result.coverage.withPlan?.routes.coveredKilometers ?? 0) / (3.339585 / 34), 34, 1.5))
    #expect(result.siting.made?.standsForAll == false && result.siting.made?.bound == nil)
  }

  // MARK: gaps

  /// The street's first 2,226.39 m are the route's; by five minutes each station serves 333.333 m on both sides.
  private static func gaps(
    _ siting: String, candidates: String = "k1,105.005,0\nk2,105.01,0\nk3,105.02,0\n"
  ) throws -> AnalysisFile {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {roads: roads.geojson, stations: s.csv, routes: r.geojson, communities: c.csv, candidates: k.csv}
      circle: {cutoff: 5min}
      siting: \(siting)
      """,
      "roads.geojson": #"{"type":"Feature","properties":{"highway":"residential"},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}"#,
      "s.csv": "id,lon,lat\ns,105.04,0\n",
      "r.geojson": #"{"type":"Feature","id":"r","properties":{"trips":8},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#,
      "c.csv": "id,lon,lat,population\nc,105.0205,0,100\n",
      "k.csv": "id,lon,lat\n" + candidates,
    ]).analysis()
  }

  /// k2 in the middle leaves 779.862 m (11.698 minutes) on both sides; k1 would leave 1,336.5 m, k3 1,893 m.
  @Test func theShortestGap() async throws {
    let result = try await runAnalysis(try Self.gaps("{objective: shortest-gaps, new: 1}"))
    let plan = try #require(result.siting.plan)
    #expect(plan.proposed.map { result.inputs.candidates[$0.candidate].id.rawValue } == ["k2"])
    #expect(isNear(plan.value, 11.698, 0.001) && plan.value == plan.bound && plan.status == .optimal)
    #expect(isNear(result.coverage.figures.routes.first?.withPlan?.longest.first?.gap.minutes, plan.value!, 1e-6))
  }

  /// k2 leaves 790.99 m before it, and no other station shortens that. Beside it k1 serves the more of the route, and k3
  /// the people.
  @Test func tiesGoToCoverage() async throws {
    let candidates = "k1,105.015,0\nk2,105.0101,0\nk3,105.02,0\n"
    for (weights, other) in [("communities: 1, routes: 1", "k3"), ("communities: 0, routes: 1", "k1")] {
      let result = try await runAnalysis(
        try Self.gaps("{objective: shortest-gaps, new: 2, weights: {\(weights)}}", candidates: candidates))
      let plan = try #require(result.siting.plan)
      let found = Set(plan.proposed.map { result.inputs.candidates[$0.candidate].id.rawValue })
      #expect(found == ["k2", other] && isNear(plan.value, 790.994 / 4000 * 60, 0.001), "\(found)")
    }
  }

  /// Coverage alone takes k3, where the people are; no gap over a quarter of an hour asks for k2.
  @Test func aLongestGapBindsThePlan() async throws {
    let siting = "weights: {communities: 1, routes: 0.001}, new: 1"
    let free = try await runAnalysis(try Self.gaps("{\(siting)}"))
    #expect(free.siting.plan?.proposed.map(\.candidate) == [2])
    let bound = try await runAnalysis(try Self.gaps("{\(siting), constraints: {longest_gap: 15min}}"))
    #expect(bound.siting.plan?.proposed.map(\.candidate) == [1] && bound.siting.plan?.status == .optimal)
  }

  /// The route has no gap, the road behind it has 3,339.585 m without a station: k2 in its middle leaves 1,336.459 m (20.047
  /// minutes) on both sides, k1 2,449.654 m. With both the middle has 446.5 m, and the end of the road stays.
  @Test func roadsCountAmongTheGaps() async throws {
    func town(_ siting: String) throws -> AnalysisFile {
      try ScratchFolder([
        "analysis.yaml": """
        inputs: {roads: roads.geojson, stations: s.csv, routes: r.geojson, communities: c.csv, candidates: k.csv}
        circle: {cutoff: 5min}
        coverage: {corridors: [长路]}
        siting: \(siting)
        """,
        "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":"#
          + #"{"type":"LineString","coordinates":[[105,0],[105.01,0]]}},{"type":"Feature","properties":{"name":"长路"},"#
          + #""geometry":{"type":"LineString","coordinates":[[105.01,0],[105.04,0]]}}]}"#,
        "s.csv": "id,lon,lat\ns,105.0025,0\n",
        "r.geojson": #"{"type":"Feature","id":"r","properties":{"trips":8},"#
          + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.005,0]]}}"#,
        "c.csv": "id,lon,lat,population\nc,105.0151,0,100\n",
        "k.csv": "id,lon,lat\nk1,105.015,0\nk2,105.025,0\n",
      ]).analysis()
    }
    let result = try await runAnalysis(try town("{objective: shortest-gaps, new: 1}"))
    let plan = try #require(result.siting.plan)
    #expect(plan.proposed.map { result.inputs.candidates[$0.candidate].id.rawValue } == ["k2"])
    #expect(isNear(plan.value, 20.047, 0.001) && plan.status == .optimal)
    let none = try await runAnalysis(try town("{new: 2, constraints: {longest_gap: 5min}}"))
    let why = try #require(none.siting.plan?.reason?.english)
    #expect(why.contains("the road 长路 has 20 min") && why.contains("`longest_gap: 21min`"), "\(why)")
  }

  /// Ten minutes take all three; what cannot be had at all names the route and what can.
  @Test func whatCannotBeHadSaysWhy() async throws {
    let few = try await runAnalysis(try Self.gaps("{new: 1, constraints: {longest_gap: 10min}}"))
    let reason = try #require(few.siting.plan?.reason?.english)
    #expect(few.siting.plan?.status == .infeasible)
    #expect(reason.contains("`new: 3`") && reason.contains("`longest_gap: 12min`"), "\(reason)")
    let none = try await runAnalysis(try Self.gaps("{new: 3, constraints: {longest_gap: 5min}}"))
    let why = try #require(none.siting.plan?.reason?.english)
    #expect(why.contains("route r") && why.contains("6.7 min") && why.contains("`longest_gap: 7min`"), "\(why)")
  }
}
