import Analysis
import Coverage
import Geodata
import Geometry
import Model
import Synchronization
import Testing

/// Whole analyses on a street along the equator, where a degree is 111,319.5 m east and 110,574.3 m north. Weights are
/// powers of two, so that a sum names exactly what is covered. Distances: pyproj 3.7.2.
struct SceneTests {
  private static let station = "id,lon,lat\ns,105,0\n"

  // c1 445.3 m, c2 500.9 m, c3 497.6 m, c4 508.6 m and c5 2226 m from the station.
  private static let communities = """
    id,population,lon,lat
    c1,1,105.004,0
    c2,2,105.0045,0
    c3,4,105,0.0045
    c4,8,105,0.0046
    c5,16,105.02,0

    """
  private static let firms = "id,riders,lon,lat\nw1,32,105,0.001\nw2,64,105.02,0.001\n"
  // k1 reaches c2 (389.6 m); k2 reaches c3 (497.6 m) and c4 (486.5 m); k3 reaches c5 (0 m) and w2 (110.6 m).
  private static let candidates = "id,cost_yuan,lon,lat\nk1,100,105.008,0\nk2,,105,0.009\nk3,300,105.02,0\n"
  /// 1001.875 m, eight trips a day.
  private static let route = """
    {"type":"Feature","id":"r","properties":{"trips":8},
    "geometry":{"type":"LineString","coordinates":[[105,0],[105.009,0]]}}
    """

  private static func circle(_ more: String = "") throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs:
        stations: s.csv
        communities: c.csv
        workers: w.csv
        routes: r.geojson
        candidates: k.csv
      circle: {cutoff: 500m}
      siting: {new: 2, weights: {communities: 1, workers: 0, routes: 0}}
      \(more)
      """, "s.csv": station, "c.csv": communities, "w.csv": firms, "k.csv": candidates, "r.geojson": route,
    ])
  }

  @Test func coverageInTheCircleMeasure() async throws {
    let result = try await runAnalysis(try Self.circle().analysis())
    let now = result.coverage.now
    #expect(now.byKind[.communities] == CoveredShare(total: 31, covered: 1 + 4))
    #expect(now.byKind[.workers] == CoveredShare(total: 96, covered: 32))
    // Eleven pieces of 91.08 m; the middles of five lie within 500 m (4.5 x 91.08 = 409.9, 5.5 x 91.08 = 500.9).
    let route = 1.001875
    #expect(isNear(now.routes.totalKilometers, route, 1e-5))
    #expect(isNear(now.routes.coveredKilometers, route * 5 / 11, 1e-5))
    // Six pieces, 546.5 m, at 4 km/h.
    #expect(isNear(now.routes.longestGapMinutes, route * 6 / 11 / 4 * 60, 1e-4))
    #expect(isNear(now.byKind[.routes]?.covered, 8 * route * 5 / 11, 1e-4))
    #expect(result.coverage.routeStretches[0].map(\.isCovered) == [true, false])
    #expect(result.coverage.communities.map(\.share) == [1, 0, 1, 0, 0])
    #expect(
      result.coverage.communities.map(\.reason?.name) == [nil, "beyond-cutoff", nil, "beyond-cutoff", "beyond-cutoff"])
    // 445.278 m at 4 km/h = 66.667 m a minute.
    #expect(isNear(result.coverage.communities[0].nearestMinutes, 445.278 / 4000 * 60, 1e-4))
    #expect(result.maps.gaps.map(\.community) == [4, 3, 1] && result.maps.gaps.map(\.weight) == [16, 8, 2])
    // 100 m around one point as a regular polygon of 16 corners: 8 sin(22.5°) x 10,000 m² = 30,615 m².
    // Less what lies in a circle.
    #expect(result.maps.gaps.allSatisfy { $0.areaSquareKilometers > 0 && $0.areaSquareKilometers < 0.030616 })
    #expect(result.maps.gaps.contains { isNear($0.areaSquareKilometers, 0.030615, 1e-6) })
  }

  @Test func planInTheCircleMeasure() async throws {
    let result = try await runAnalysis(try Self.circle().analysis())
    let plan = try #require(result.siting.plan)
    #expect(plan.proposed.map(\.candidate) == [2, 1] && plan.proposed.map(\.rank) == [1, 2])
    #expect(plan.status == .optimal && plan.gap == 0)
    // 5 today, k3 adds 16, k2 adds 8 (c3 is covered already).
    #expect(isNear(plan.value, 29.0 / 31, 1e-8))
    let shares: [(gain: Double, cumulative: Double)] = [(16.0 / 31, 21.0 / 31), (8.0 / 31, 29.0 / 31)]
    for (site, expected) in zip(plan.proposed, shares) {
      #expect(isNear(site.gain, expected.gain, 1e-8) && isNear(site.unique, expected.gain, 1e-8))
      #expect(isNear(site.cumulativeShare, expected.cumulative, 1e-8))
    }
    let curve: [Double] = [5.0 / 31, 21.0 / 31, 29.0 / 31]
    #expect(plan.curve.map(\.count) == [0, 1, 2])
    for (row, expected) in zip(plan.curve, curve) { #expect(isNear(row.value, expected, 1e-8)) }
    let with = try #require(result.coverage.withPlan)
    #expect(with.byKind[.communities] == CoveredShare(total: 31, covered: 29))
    #expect(with.byKind[.workers] == CoveredShare(total: 96, covered: 96))
    #expect(result.coverage.communities.map(\.shareWithPlan) == [1, 0, 1, 1, 1])
  }

  @Test(arguments: [
    (["siting.new=9"], ["k1", "k2", "k3"]), (["siting.new=0"], []), (["circle.cutoff=5km"], []),
  ])
  func planThatIsSimple(overrides: [String], chosen: [String]) async throws {
    let result = try await runAnalysis(try Self.circle().analysis(overrides))
    let ids = (result.siting.plan?.proposed ?? []).map { result.inputs.candidates[$0.candidate].id.rawValue }
    #expect(ids.sorted() == chosen)
    #expect((result.siting.plan?.warnings.isEmpty ?? true) == (overrides == ["siting.new=0"]))
  }

  /// A signal that falls into siting leaves the plan found so far, whatever the file asks for besides.
  @Test(arguments: [true, false]) func aSignalDuringSitingKeepsThePlan(network: Bool) async throws {
    let folder = try network ? Self.network() : Self.circle()
    let file = try folder.analysis(["coverage.sensitivity=[15min, 900m]", "siting.new=1"])
    let signal = Signal()
    let result = try await runAnalysis(
      file,
      RunOptions(
        progress: StepProgress { if $0.english == "siting" { signal.isRaised.store(true, ordering: .relaxed) } },
        isCancelled: { signal.isRaised.load(ordering: .relaxed) }))
    #expect(result.run.wasInterrupted && result.siting.plan?.proposed.count == 1 && result.coverage.withPlan != nil)
    #expect(result.coverage.sensitivity.isEmpty)
  }

  /// Only the ratios of the weights count, whatever their size; a million is the most that is taken.
  @Test(arguments: [1e-200, 1e-12, 1, 5e5]) func weightsOfAnySize(scale: Double) async throws {
    let plan = try await runAnalysis(
      try Self.circle().analysis(["siting.weights={communities: \(2 * scale), workers: \(scale), routes: 0}"])
    ).siting.plan
    // k3 and k2 bring communities to 29 of 31 and workers to 96 of 96.
    #expect(isNear(plan?.value, (2 * 29.0 / 31 + 1) / 3, 1e-8) && plan?.proposed.map(\.candidate) == [2, 1])
  }

  @Test func demandWithoutWeight() async throws {
    let folder = try Self.circle()
    try folder.write("analysis.yaml", "inputs: {stations: s.csv, communities: c.csv, candidates: k.csv}\n")
    let overrides = ["circle.cutoff=500m", "siting.weights={communities: 0}"]
    let most = try #require(try await runAnalysis(try folder.analysis(overrides)).siting.plan)
    #expect(
      most.proposed.isEmpty && most.value == nil
        && most.warnings.contains { $0.english.contains("no demand has a weight") })
    // Full coverage asks for everybody, weight or not: c2, c4 and c5 need k1, k2 and k3.
    let full = try #require(
      try await runAnalysis(try folder.analysis(overrides + ["siting.objective=full-coverage"])).siting.plan)
    #expect(full.proposed.count == 3 && full.value == 3 && full.bound == 3)
  }

  /// The area ends at 105.0044° E, 489.8 m: five of eleven pieces have their middle in it (409.9 m, then 500.9).
  @Test func routesAreCountedInsideTheArea() async throws {
    let folder = try Self.circle()
    func area(_ west: Double, _ east: Double) throws -> [String] {
      let ring = "[[\(west),-1],[\(east),-1],[\(east),1],[\(west),1],[\(west),-1]]"
      try folder.write(
        "a.geojson",
        #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[\#(ring)]}}"#)
      return ["inputs.area=a.geojson"]
    }
    let result = try await runAnalysis(try folder.analysis(try area(104.999, 105.0044)))
    let stretches = result.coverage.routeStretches[0]
    #expect(stretches.map(\.isCovered) == [true])
    #expect(
      isNear(stretches.reduce(0) { $0 + $1.length.value } / 1000, result.coverage.now.routes.totalKilometers, 1e-9))
    #expect(result.coverage.now.routes.longestGapMinutes == 0)
    // Firms only: no route is left to have a gap.
    let away = try await runAnalysis(try folder.analysis(try area(105.0195, 105.03)))
    #expect(away.coverage.routeStretches == [[]] && away.coverage.now.routes.longestGapMinutes == nil)
  }

  @Test func servicesAreCountedOneByOne() async throws {
    let folder = try Self.circle("coverage: {services: [drink, warm, 'library']}")
    try folder.write("s.csv", "id,services,lon,lat\ns,drink,105,0\nt,warm;library,105.02,0\n")
    let result = try await runAnalysis(try folder.analysis())
    func covered(_ summary: CoverageSummary?, _ service: String) -> Double? {
      summary?.byService[Service(rawValue: service)]?[.communities]?.covered
    }
    #expect(covered(result.coverage.now, "drink") == 5 && covered(result.coverage.now, "warm") == 16)
    #expect(covered(result.coverage.now, "library") == 16)
    // New stations bring the six services and no library.
    #expect(covered(result.coverage.withPlan, "library") == 16)
    #expect((covered(result.coverage.withPlan, "drink") ?? 0) >= 5 + 8)
  }

  // MARK: Network

  /// The street runs from the station east for 2226 m; a side street crosses at the station, so that the network has
  /// breadth. c3 stands 110.6 m and c4 99.5 m beside the street: with 556.6 m along it 667.2 m and 656.1 m.
  private static func network() throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs:
        roads: roads.geojson
        stations: s.csv
        communities: c.csv
        workers: w.csv
        routes: r.geojson
        candidates: k.csv
      circle: {cutoff: 10min, speeds: {walk: 4km/h}}
      siting: {new: 1, weights: {communities: 1, workers: 0, routes: 0}}
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0],[105.02,0]]}},
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105,-0.003],[105,0],[105,0.003]]}}]}
      """,
      "s.csv": station, "w.csv": firms, "k.csv": candidates, "r.geojson": route,
      "c.csv": """
      id,population,lon,lat
      c1,1,105.005,0
      c2,2,105.006,0
      c3,4,105.005,0.001
      c4,8,105.005,0.0009
      c5,16,105.005,0.0029

      """,
    ])
  }

  /// Ten minutes at 4 km/h are 666.67 m: c1 556.6 m and c4 656.1 m are in; c2 667.9 m and c3 667.2 m are not; c5 stands
  /// 320.7 m from the street, farther than the snapping limit of 200 m.
  @Test func coverageOnTheNetwork() async throws {
    let result = try await runAnalysis(try Self.network().analysis())
    #expect(result.coverage.now.byKind[.communities] == CoveredShare(total: 31, covered: 1 + 8))
    #expect(
      result.coverage.communities.map(\.reason?.name) == [
        nil, "beyond-cutoff", "beyond-cutoff", nil, "too-far-from-street",
      ])
    let meters: [Double] = [556.597, 667.917, 667.172, 656.114]
    for (place, meters) in zip(result.coverage.communities, meters) {
      #expect(isNear(place.nearestMinutes, meters / 4000 * 60, 1e-4))
    }
    #expect(result.coverage.communities[4].nearestMinutes == nil, "unreached is never a number")
    #expect(isNear(result.maps.stationSnapMeters[0], 0, 0.01))
    // w1 stands on the side street, 110.6 m away.
    #expect(result.coverage.now.byKind[.workers] == CoveredShare(total: 96, covered: 32))
    // Pieces of 91.08 m: seven middles (6.5 x 91.08 = 592.0) lie within 666.67 m, the eighth (683.1) does not.
    #expect(isNear(result.coverage.now.routes.coveredKilometers, 1.001875 * 7 / 11, 1e-5))
  }

  /// k1 (890.6 m along the street, so 334.0 m from c1) reaches c2 and c3; k3 is 1670 m from c1.
  @Test func planOnTheNetwork() async throws {
    let result = try await runAnalysis(try Self.network().analysis())
    let plan = try #require(result.siting.plan)
    #expect(plan.proposed.map(\.candidate) == [0] && plan.status == .optimal)
    #expect(isNear(plan.value, 15.0 / 31, 1e-8))
    #expect(result.findings.contains { $0.layer == "candidates" && $0.record == "k2" }, "k2 is not on a street")
  }

  @Test func aLengthIsComparedWithMetres() async throws {
    let folder = try Self.network()
    let inside = try await runAnalysis(try folder.analysis(["circle.cutoff=668m"]))
    #expect(inside.coverage.now.byKind[.communities]?.covered == 15)
    let preset = try await runAnalysis(try folder.analysis(["circle.cutoff=gb50180-10min"]))
    #expect(preset.coverage.now.byKind[.communities]?.covered == 0, "500 m along the street")
    let radius = try await runAnalysis(try folder.analysis(["circle.cutoff=gb50180-10min-radius"]))
    #expect(radius.coverage.now.byKind[.communities]?.covered == 0, "500 m in a straight line")
    let fifteen = try await runAnalysis(try folder.analysis(["circle.cutoff=gb50180-15min-radius"]))
    #expect(fifteen.coverage.now.byKind[.communities]?.covered == 31, "1000 m in a straight line, no street needed")
  }

  /// A larger cutoff never covers less; a cutoff of nothing covers what stands on the station.
  @Test func coverageGrowsWithTheCutoff() async throws {
    let folder = try Self.network()
    var last = -1.0
    for cutoff in ["0min", "1min", "5min", "599s", "10min", "601s", "20min", "3h"] {
      let result = try await runAnalysis(try folder.analysis(["circle.cutoff=\(cutoff)"]))
      let covered = try #require(result.coverage.now.byKind[.communities]?.covered)
      #expect(covered >= last, "\(cutoff)")
      last = covered
    }
    #expect(last == 15)
  }

  @Test(arguments: [true, false]) func threadsChangeNothing(network: Bool) async throws {
    let folder = try network ? Self.network() : Self.circle()
    let one = try await runAnalysis(try folder.analysis(), RunOptions(threads: 1))
    let two = try await runAnalysis(try folder.analysis(), RunOptions(threads: 2))
    #expect(one.coverage.now == two.coverage.now && one.coverage.withPlan == two.coverage.withPlan)
    #expect(one.coverage.communities == two.coverage.communities && one.coverage.workers == two.coverage.workers)
    #expect(one.coverage.routeStretches == two.coverage.routeStretches && one.maps.gaps == two.maps.gaps)
    #expect(one.maps.serviceAreas == two.maps.serviceAreas && one.coverage.allocations == two.coverage.allocations)
    #expect(one.siting.plan == two.siting.plan && one.findings == two.findings)
  }

  // MARK: Odd layers

  @Test func onlyWorkersAndRoutes() async throws {
    let folder = try Self.circle()
    try folder.write(
      "analysis.yaml", "inputs: {workers: w.csv, routes: r.geojson}\ncircle: {cutoff: 500m}\n")
    let result = try await runAnalysis(try folder.analysis())
    #expect(result.coverage.now.byKind[.workers] == CoveredShare(total: 96, covered: 0))
    #expect(result.coverage.workers.map(\.reason?.name) == ["no-path", "no-path"] && result.siting.plan == nil)
  }

  /// Outlines and lines without extent still hold their people, at the one place they name.
  @Test(arguments: [
    #"{"type":"Polygon","coordinates":[[[105,0.001],[105,0.001],[105,0.001],[105,0.001]]]}"#,
    #"{"type":"Polygon","coordinates":[[[105,0.001],[105.001,0.001],[105,0.001],[105,0.001]]]}"#,
    #"{"type":"LineString","coordinates":[[105,0.001],[105,0.001]]}"#,
    #"{"type":"Polygon","coordinates":[[[105,0],[105.002,0.002],[105.002,0],[105,0.002],[105,0]]]}"#,
  ])
  func degenerateCommunity(geometry: String) async throws {
    let folder = try Self.circle()
    try folder.write(
      "c.geojson", #"{"type":"Feature","id":"c","properties":{"population":64},"geometry":\#(geometry)}"#)
    let result = try await runAnalysis(try folder.analysis(["inputs.communities=c.geojson"]))
    let share = try #require(result.coverage.now.byKind[.communities])
    #expect(isNear(share.total, 64, 1e-9) && isNear(share.covered, 64, 1e-9))
  }

  /// An outline of a whole country without streets is sampled more coarsely, not without end.
  @Test func outlineOfACountry() async throws {
    let folder = try Self.circle()
    let ring = "[[100,-5],[110,-5],[110,5],[100,5],[100,-5]]"
    try folder.write(
      "c.geojson",
      #"{"type":"Feature","id":"c","properties":{"population":64},"geometry":{"type":"Polygon","coordinates":[\#(ring)]}}"#
    )
    let result = try await runAnalysis(try folder.analysis(["inputs.communities=c.geojson", "siting.new=0"]))
    #expect(isNear(result.coverage.now.byKind[.communities]?.total, 64, 1e-6))
    #expect(result.coverage.demandPointCount <= 11_000)
  }

  @Test func candidateWithTheIdOfAStation() async throws {
    let folder = try Self.circle()
    try folder.write("k.csv", "id,lon,lat\ns,105.00001,0\nk3,105.02,0\n")
    let result = try await runAnalysis(try folder.analysis())
    #expect(result.inputs.candidates.map(\.id.rawValue) == ["k3"], "the same place twice")

    try folder.write("k.csv", "id,lon,lat\ns,105.02,0\n")
    let error = try await #require(#expect(throws: GeodataError.self) { try await runAnalysis(folder.analysis()) })
    #expect(error.code == .duplicateIdentifier && error.context.layer == "candidates" && error.message.contains("“s”"))
  }

  @Test func noCandidateAndNoDemand() async throws {
    let folder = try Self.circle()
    try folder.write("k.csv", "id,lon,lat\n")
    let none = try await #require(#expect(throws: AnalysisError.self) { try await runAnalysis(folder.analysis()) })
    #expect(none.code == .noCandidates)
    try folder.write("analysis.yaml", "inputs: {stations: s.csv}\n")
    let nothing = try await #require(#expect(throws: AnalysisError.self) { try await runAnalysis(folder.analysis()) })
    #expect(nothing.code == .badData && nothing.message.contains("no demand"))
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}

private final class Signal: Sendable {
  let isRaised = Atomic<Bool>(false)
}
