import Analysis
import Coverage
import Foundation
import GEOS
import Geometry
import Model
import Testing

/// Walkers and riders on one street along the equator, where a degree is 111,319.5 m east and 110,574.3 m north (pyproj
/// 3.7.2). Ten minutes are 666.7 m on foot at 4 km/h and 2,500 m by e-bike at 15 km/h.
struct ModeSceneTests {
  /// c1 stands 556.6 m from the station, c2 779.2 m. Takeaway t1 2,226.4 m, t2 2,560.3 m; u1, who walks, 779.2 m.
  private static func scene(_ circle: String, _ more: [String: String] = [:]) throws -> ScratchFolder {
    var files = [
      "analysis.yaml": """
      inputs:
        roads: roads.geojson
        stations: s.csv
        communities: c.csv
        workers: {file: w.csv, group: trade}
        routes: r.geojson
        candidates: k.csv
      circle: \(circle)
      siting: {new: 1, weights: {communities: 0, workers: 1, routes: 0}}
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}]}
      """,
      "s.csv": "id,lon,lat\ns,105,0\n",
      "c.csv": "id,population,lon,lat\nc1,1,105.005,0\nc2,2,105.007,0\n",
      "w.csv": "id,riders,trade,lon,lat\nt1,4,takeaway,105.02,0\nt2,8,takeaway,105.023,0\nu1,16,other,105.007,0\n",
      "k.csv": "id,lon,lat\nk1,105.008,0\nk2,105.025,0\n",
      // 3339.585 m, 34 pieces of 98.223 m.
      "r.geojson": """
      {"type":"Feature","id":"r","properties":{"trips":8},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.03,0]]}}
      """,
    ]
    files.merge(more) { $1 }
    return try ScratchFolder(files)
  }

  private static let mixed =
    "{cutoff: 10min, modes: {communities: walk, workers: {takeaway: e-bike, default: walk}, routes: e-bike}}"

  @Test func eachKindByItsOwnMode() async throws {
    let result = try await runAnalysis(try Self.scene(Self.mixed).analysis())
    #expect(result.coverage.modes == [.walk, .eBike])
    #expect(result.coverage.now.byKind[.communities] == CoveredShare(total: 3, covered: 1))
    #expect(result.coverage.now.byKind[.workers] == CoveredShare(total: 28, covered: 4))
    let minutes = [2226.390 / 250, 2560.349 / 250, 779.236 / 4000 * 60]
    for (place, expected) in zip(result.coverage.workers, minutes) {
      #expect(isNear(place.nearestMinutes, expected, 1e-3))
    }
    #expect(isNear(result.coverage.communities[0].nearestMinutes, 556.597 / 4000 * 60, 1e-3))
    // The middles of 25 pieces lie within 2,500 m: 24.5 x 98.223 = 2406.5, 25.5 x 98.223 = 2504.7. Nine are left.
    #expect(isNear(result.coverage.now.routes.coveredKilometers, 3.339585 * 25 / 34, 1e-4))
    #expect(isNear(result.coverage.now.routes.longestGapMinutes, 3339.585 * 9 / 34 / 250, 1e-3))
  }

  /// On foot seven pieces lie within 666.7 m (6.5 x 98.223 = 638.4), by e-bike everything but t2 is covered.
  @Test func oneModeForEverybody() async throws {
    let walking = try await runAnalysis(try Self.scene("{cutoff: 10min}").analysis())
    #expect(walking.coverage.modes == [.walk] && walking.coverage.now.byKind[.workers]?.covered == 0)
    #expect(isNear(walking.coverage.now.routes.coveredKilometers, 3.339585 * 7 / 34, 1e-4))
    let riding = try await runAnalysis(try Self.scene("{cutoff: 10min, modes: e-bike}").analysis())
    #expect(riding.coverage.modes == [.eBike])
    #expect(
      riding.coverage.now.byKind[.communities]?.covered == 3 && riding.coverage.now.byKind[.workers]?.covered == 20)
    #expect(riding.inputs.streets.graph?.mode == .walk, "people live along streets where one can walk")
  }

  /// What else a record of the layer says in OpenStreetMap's words binds the modes that ask for it: 5 km/h for all
  /// vehicles make 833.3 m of ten minutes, and no bicycles none.
  @Test(arguments: [
    ("", [1, 0]), (#","maxspeed":5"#, [0, 0]), (#","maxspeed":"3 mph""#, [0, 0]), (#","bicycle":"no""#, [0, 0]),
    (#","electric_bicycle":"no""#, [0, 0]), (#","hgv":"no""#, [1, 0]), (#","foot":"yes","vehicle":"no""#, [0, 0]),
  ])
  func streetsSayMoreThanTheirClass(tags: String, shares: [Double]) async throws {
    let roads = """
      {"type":"Feature","properties":{"highway":"residential"\(tags)},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}
      """
    let other = """
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.04,0],[105.05,0]]}}
      """
    let result = try await runAnalysis(
      try Self.scene(
        Self.mixed, ["roads.geojson": #"{"type":"FeatureCollection","features":[\#(roads),\#(other)]}"#]
      ).analysis(["siting.new=0"]))
    #expect(
      result.coverage.workers.prefix(2).map(\.share) == shares && result.coverage.communities.map(\.share) == [1, 0])
  }

  /// k1 reaches u1 (111.3 m on foot) and, by e-bike, t1 and t2 (1,336 and 1,670 m); k2 only the riders. Today 4 of 28
  /// are covered, with k1 all.
  @Test func sitingSeesOneProblem() async throws {
    let plan = try #require(try await runAnalysis(try Self.scene(Self.mixed).analysis()).siting.plan)
    #expect(plan.proposed.map(\.candidate) == [0] && plan.status == .optimal)
    #expect(isNear(plan.value, 1, 1e-8) && isNear(plan.proposed[0].gain, 24.0 / 28, 1e-8))
    let two = try #require(
      try await runAnalysis(try Self.scene(Self.mixed).analysis(["siting.objective=full-coverage"])).siting.plan)
    #expect(two.proposed.map(\.candidate) == [0], "c2, 111.3 m from k1, is in its reach as well")
  }

  private func id(of allocation: Allocation, _ result: AnalysisResult) -> String {
    allocation.kind == .workers
      ? result.inputs.workers[allocation.owner].id.rawValue : result.inputs.communities[allocation.owner].id.rawValue
  }

  @Test func allocationAndAreasAreByMode() async throws {
    let result = try await runAnalysis(try Self.scene(Self.mixed).analysis())
    let byDemand = Dictionary(uniqueKeysWithValues: result.coverage.allocations.map { (id(of: $0, result), $0) })
    // From k1: c2 and u1 111.319 m on foot; t1 1335.834 m at 250 m a minute.
    for (demand, minutes) in [("c2", 1.66979), ("u1", 1.66979), ("t1", 5.34334)] {
      #expect(
        byDemand[demand].map { result.inputs.sites.id($0.site).rawValue } == "k1"
          && isNear(byDemand[demand]?.minutes, minutes, 1e-3))
    }
    #expect(result.maps.serviceAreas.map(\.site.rawValue) == ["s", "k1", "s", "k1"])
    #expect(result.maps.serviceAreas.map(\.modes) == [[.walk], [.walk], [.eBike], [.eBike]])
    for (area, meters) in zip(result.maps.serviceAreas, [666.667, 890.556 + 666.667, 2500, 890.556 + 2500]) {
      // Beside the street a corner stands up to 10 m farther out.
      #expect(isNear((area.shape.box.maxX - 105) * 111_319.491, meters + 4.5, 6))
    }
    // By mode: the station, the candidates, and the firms that move by it.
    let walkers = result.maps.snaps.filter { $0.mode == .walk }.map(\.id)
    let riders = result.maps.snaps.filter { $0.mode == .eBike }.map(\.id)
    #expect(walkers == ["s", "k1", "k2", "u1"] && riders == ["s", "k1", "k2", "t1", "t2"])
  }

  /// The street from the station to 105.01 is one-way eastwards; back from there it goes round by the north: 552.872 +
  /// 1113.195 + 552.872 m. Both stand 556.597 m from the station. Only riders are bound.
  @Test func aOneWayBindsRidersOnly() async throws {
    let roads = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential","oneway":"yes"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0]]}},
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.01,0],[105.01,0.005],[105,0.005],[105,0]]}},
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.01,0],[105.03,0]]}}]}
      """
    let folder = try Self.scene(
      Self.mixed,
      [
        "roads.geojson": roads,
        "w.csv": "id,riders,trade,lon,lat\nt,1,takeaway,105.005,0\nu,2,other,105.005,0\n",
      ])
    let toStation = try await runAnalysis(try folder.analysis(["siting.new=0"]))
    #expect(toStation.coverage.workers.map(\.share) == [0, 1])
    #expect(isNear(toStation.coverage.workers[0].nearestMinutes, (556.597 + 2218.938) / 250, 2e-3))
    #expect(isNear(toStation.coverage.workers[1].nearestMinutes, 556.597 / 4000 * 60, 1e-3))
    let fromStation = try await runAnalysis(try folder.analysis(["siting.new=0", "circle.direction=from-station"]))
    #expect(fromStation.coverage.workers.map(\.share) == [1, 1])
    #expect(isNear(fromStation.coverage.workers[0].nearestMinutes, 556.597 / 250, 1e-3))
  }

  /// Steps for walkers only: the riders' street ends there, and what lies beyond is not on their network.
  @Test func aSiteMayBeOnOneNetworkOnly() async throws {
    let roads = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.01,0],[105.1,0]]}},
      {"type":"Feature","properties":{"highway":"steps"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0]]}}]}
      """
    let result = try await runAnalysis(try Self.scene(Self.mixed, ["roads.geojson": roads]).analysis())
    #expect(result.coverage.communities[0].share == 1 && result.coverage.workers[0].reason?.name == "no-path")
    let findings = result.findings.filter { $0.record == "s" && $0.field == "geometry" }
    #expect(findings.map(\.message) == ["it is not on the street network and serves nobody"])
    #expect(findings.map(\.modes) == [["e-bike"]])
    #expect(result.findings.contains { $0.layer == "roads" && $0.modes == ["e-bike"] })
    #expect(try checkAnalysis(try Self.scene(Self.mixed, ["roads.geojson": roads]).analysis()) == result.findings)
  }

  /// Straight lines as long as the mode goes in the time; a length is the same for all.
  @Test func circlesByMode() async throws {
    let measure = Self.mixed.replacing("{cutoff: 10min", with: "{measure: circle, cutoff: 10min")
    let folder = try Self.scene(measure)
    let result = try await runAnalysis(try folder.analysis())
    #expect(
      result.coverage.now.byKind[.communities]?.covered == 1 && result.coverage.now.byKind[.workers]?.covered == 4)
    #expect(isNear(result.coverage.workers[0].nearestMinutes, 2226.390 / 250, 1e-3))
    #expect(
      result.maps.serviceAreas.map(\.modes) == [[.walk], [.walk], [.eBike], [.eBike]] && result.maps.snaps.isEmpty)
    for (area, meters) in zip(result.maps.serviceAreas, [666.667, 890.556 + 666.667, 2500, 890.556 + 2500]) {
      #expect(isNear((area.shape.box.maxX - 105) * 111_319.491, meters, 0.5))
    }
    let length = try await runAnalysis(try folder.analysis(["circle.cutoff=gb50180-15min-radius"]))
    #expect(
      length.coverage.now.byKind[.communities]?.covered == 3 && length.coverage.now.byKind[.workers]?.covered == 16)
    #expect(length.maps.serviceAreas.map(\.modes) == [[.walk, .eBike], [.walk, .eBike]])
    // 779.236 m are 11.7 minutes on foot; the riders' 2226 m take 8.9.
    #expect(isNear(length.coverage.workers[2].nearestMinutes, 779.236 / 4000 * 60, 1e-3))
    #expect(isNear(length.coverage.workers[0].nearestMinutes, 2226.390 / 250, 1e-3))
  }

  /// On foot 600 m at 3.6 km/h (c1 in), by e-bike 2,000 m at 12 km/h (t1 out); 15 min on foot are 1,000 m.
  @Test func sensitivityByMode() async throws {
    let folder = try Self.scene(Self.mixed)
    let file = try folder.analysis([
      "coverage.sensitivity=[{walk: 3km/h}, {e-bike: 12km/h}, 15min, gb50180-10min, gb50180-15min-radius]",
      "siting.new=0",
    ])
    let rows = try await runAnalysis(file).coverage.sensitivity
    // c1 1, c2 2; t1 4, t2 8, u1 16.
    #expect(rows.map { $0.coverage[.communities]?.covered } == [0, 1, 3, 0, 3])
    #expect(rows.map { $0.coverage[.workers]?.covered } == [4, 0, 28, 0, 16])
    #expect(rows.map(\.flipped) == [[0], [], [1], [0], [1]])
  }

  // MARK: Extra minutes

  /// Five of ten minutes are left: 333.3 m on foot, 1,250 m by e-bike.
  @Test func extraMinutesReduceWhatIsLeft() async throws {
    let more = [
      "s.csv": "id,extra_min,lon,lat\ns,5,105,0\n", "c.csv": "id,population,lon,lat\nc1,1,105.002,0\nc2,2,105.004,0\n",
      "w.csv": "id,riders,trade,lon,lat\nt1,4,takeaway,105.011,0\nt2,8,takeaway,105.012,0\n",
    ]
    let folder = try Self.scene(Self.mixed, more)
    for measure in ["network", "circle"] {
      let result = try await runAnalysis(try folder.analysis(["circle.measure=\(measure)", "siting.new=0"]))
      // 222.6 m and 445.3 m; 1224.5 m and 1335.8 m.
      #expect(
        result.coverage.communities.map(\.share) == [1, 0] && result.coverage.workers.map(\.share) == [1, 0],
        "\(measure)")
      #expect(isNear(result.coverage.communities[0].nearestMinutes, 5 + 222.639 / 4000 * 60, 1e-3), "\(measure)")
      #expect(isNear(result.coverage.workers[1].nearestMinutes, 5 + 1335.834 / 250, 1e-3), "\(measure)")
      #expect(isNear(result.coverage.allocations.first?.minutes, 5 + 222.639 / 4000 * 60, 1e-3), "\(measure)")
      for (area, meters) in zip(result.maps.serviceAreas, [333.333, 1250]) {
        #expect(isNear((area.shape.box.maxX - 105) * 111_319.491, meters, 0.5), "\(measure)")
      }
    }
  }

  /// The nearer station lies inside a mall: 111.3 m and 8 minutes against 333.96 m and none. A length loses 533.3 m.
  @Test(arguments: ["network", "circle"]) func extraMinutesDecideWhichIsNearest(measure: String) async throws {
    let more = [
      "s.csv": "id,门内分钟,lon,lat\nmall,8,105.004,0\nstreet,,105.008,0\n",
      "c.csv": "id,population,lon,lat\nc,1,105.005,0\n",
    ]
    let folder = try Self.scene("{cutoff: 10min, measure: \(measure)}", more)
    let overrides = ["inputs.stations={file: s.csv, fields: {extra_min: 门内分钟}}", "siting.new=0"]
    let result = try await runAnalysis(try folder.analysis(overrides))
    #expect(
      result.coverage.communities[0].nearestStation == 1
        && result.coverage.allocations.first.map { result.inputs.sites.id($0.site).rawValue } == "street")
    #expect(isNear(result.coverage.communities[0].nearestMinutes, 333.958 / 4000 * 60, 1e-3))
    let length = try await runAnalysis(try folder.analysis(overrides + ["circle.cutoff=330m"]))
    #expect(length.coverage.now.byKind[.communities]?.covered == 0)
    let wider = try await runAnalysis(try folder.analysis(overrides + ["circle.cutoff=340m"]))
    #expect(wider.coverage.now.byKind[.communities]?.covered == 1)
  }

  /// k1 would reach c2, but not with nine minutes to get in.
  @Test func extraMinutesOfCandidates() async throws {
    let siting = ["siting.weights={communities: 1, workers: 0, routes: 0}"]
    let plain = try await runAnalysis(try Self.scene("{cutoff: 10min}").analysis(siting))
    #expect(plain.coverage.withPlan?.byKind[.communities]?.covered == 3)
    let late = try Self.scene("{cutoff: 10min}", ["k.csv": "id,extra_min,lon,lat\nk1,9,105.008,0\n"])
    let result = try await runAnalysis(try late.analysis(siting))
    #expect(result.coverage.withPlan?.byKind[.communities]?.covered == 1)
  }

  @Test func extraMinutesThatCannotBe() async throws {
    let folder = try Self.scene("{cutoff: 10min}", ["s.csv": "id,extra_min,lon,lat\ns,-1,105,0\n"])
    let findings = try checkAnalysis(try folder.analysis())
    #expect(findings.contains { $0.severity == .error && $0.record == "s" && $0.field == "extra_min" })
    let error = try await #require(#expect(throws: AnalysisError.self) { try await runAnalysis(folder.analysis()) })
    #expect(error.code == .badData && error.message.contains("negative"))

    try folder.write("s.csv", "id,extra_min,lon,lat\ns,10.5,105,0\n")
    let late = try await runAnalysis(try folder.analysis())
    #expect(late.findings.contains { $0.severity == .warning && $0.record == "s" && $0.message.contains("exceed") })
    #expect(late.coverage.now.byKind[.communities]?.covered == 0)
    // Beyond any number of milliseconds a search can count.
    try folder.write("s.csv", "id,extra_min,lon,lat\ns,1e300,105,0\n")
    let never = try await runAnalysis(try folder.analysis())
    #expect(never.coverage.now.byKind[.communities]?.covered == 0)

    try folder.write("s.csv", "id,extra_min,lon,lat\ns,soon,105,0\n")
    #expect(throws: (any Error).self) { try checkAnalysis(try folder.analysis()) }
  }

  // MARK: Modes of one's own

  /// A cart at 6 km/h goes 1,000 m in ten minutes, half as far on tracks; t1 now stands 890.6 m away, 556.6 m of it track:
  /// 334.0 m + 2 x 556.6 m = 1,447 m of its time, t2 667.9 m away on the street.
  @Test func aModeOfOnesOwn() async throws {
    let roads = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.003,0],[105,0],[104.99,0]]}},
      {"type":"Feature","properties":{"highway":"track"},
      "geometry":{"type":"LineString","coordinates":[[105.003,0],[105.02,0]]}}]}
      """
    let folder = try Self.scene(
      "{cutoff: 10min, modes: {workers: {takeaway: cart, default: walk}}}",
      [
        "roads.geojson": roads, "w.csv": "id,riders,trade,lon,lat\nt1,4,takeaway,105.008,0\nt2,8,takeaway,104.994,0\n",
      ])
    let own = ["custom_modes={cart: {like: bicycle, speed: 6km/h, speed_factors: {track: 0.5}}}", "siting.new=0"]
    let result = try await runAnalysis(try folder.analysis(own))
    #expect(result.coverage.modes == [.walk, TravelMode(rawValue: "cart")])
    #expect(isNear(result.coverage.workers[0].nearestMinutes, (333.958 + 2 * 556.597) / 100, 2e-3))
    #expect(isNear(result.coverage.workers[1].nearestMinutes, 667.917 / 100, 1e-3))
    #expect(result.coverage.workers.map(\.share) == [0, 1])
    let closed = ["custom_modes={cart: {like: bicycle, speed: 6km/h, closed: [track]}}", "siting.new=0"]
    #expect(try await runAnalysis(try folder.analysis(closed)).coverage.workers[0].share == 0)
  }

  /// Walking under three names is walking: the joined cover sets are those of one search.
  @Test func walkingByOtherNames() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appendingPathComponent("analyses/wutongqiao.yaml").path
    let plain = ["siting.new=3", "siting.gap=0.02", "coverage.sensitivity=[]", "circle.cutoff=6min"]
    let names = [
      "custom_modes={stroll: {like: walk}, amble: {like: walk}}",
      "circle.modes={workers: {takeaway: stroll, default: walk}, routes: amble}",
    ]
    let one = try await runAnalysis(try AnalysisFile(path: path, overrides: plain))
    let three = try await runAnalysis(try AnalysisFile(path: path, overrides: plain + names))
    #expect(three.coverage.modes.map(\.rawValue) == ["walk", "stroll", "amble"])
    // Only the name of the mode that travels the longest gap differs.
    #expect(three.coverage.now.routes.longestGapMode?.rawValue == "amble")
    var coverage = three.coverage.now
    var coverageWithPlan = three.coverage.withPlan
    coverage.routes.longestGapMode = .walk
    coverageWithPlan?.routes.longestGapMode = .walk
    #expect(one.coverage.now == coverage)
    #expect(one.coverage.withPlan == coverageWithPlan)
    #expect(one.siting.plan == three.siting.plan)
    #expect(one.coverage.communities == three.coverage.communities && one.coverage.workers == three.coverage.workers)
    #expect(one.coverage.routeStretches == three.coverage.routeStretches)
    #expect(one.maps.gaps.map(\.community) == three.maps.gaps.map(\.community))
    #expect(one.maps.gaps.map(\.weight) == three.maps.gaps.map(\.weight))
    #expect(one.coverage.allocations == three.coverage.allocations)
    let shapes = Dictionary(grouping: three.maps.serviceAreas, by: \.modes).values.map { $0.map(\.shape) }
    // Who moves by a mode has cells of his own in its ground: shapes are alike, not the same.
    let area = { (shapes: [Shape]) in try shapes.reduce(0.0) { $0 + (try $1.planarArea()) } }
    let own = try area(one.maps.serviceAreas.map(\.shape))
    #expect(shapes.count == 3)
    for shapes in shapes { #expect(try abs(area(shapes) / own - 1) < 0.02) }
  }

  @Test func aTradeThatNobodyHas() async throws {
    let folder = try Self.scene("{cutoff: 10min, modes: {workers: {takaway: e-bike}}}")
    let result = try await runAnalysis(try folder.analysis())
    let finding = try #require(result.findings.first { $0.value == "takaway" })
    #expect(finding.severity == .warning && finding.fix.contains("“takeaway”"))
    #expect(result.coverage.modes == [.walk], "no network is made for nobody")
  }

  @Test func roadsThatOnlyTrucksMayUse() async throws {
    let roads = """
      {"type":"Feature","properties":{"highway":"motorway","oneway":"no"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}
      """
    let folder = try Self.scene("{cutoff: 10min, modes: truck}", ["roads.geojson": roads])
    let result = try await runAnalysis(try folder.analysis())
    // A motorway runs one way by itself unless it says no: 5 km in ten minutes at 30 km/h.
    #expect(result.coverage.now.byKind[.workers]?.covered == 28 && result.inputs.streets.graph?.mode == .truck)
    let walking = try folder.analysis(["circle.modes=walk"])
    let error = try await #require(#expect(throws: (any Error).self) { try await runAnalysis(walking) })
    #expect("\(error)".contains("walk"))
  }

  @Test(arguments: ["network", "circle"]) func threadsChangeNothing(measure: String) async throws {
    let file = try Self.scene(Self.mixed).analysis([
      "circle.measure=\(measure)", "coverage.sensitivity=[{e-bike: 12km/h}, gb50180-10min]",
    ])
    let one = try await runAnalysis(file, RunOptions(threads: 1))
    let four = try await runAnalysis(file, RunOptions(threads: 4))
    #expect(one.coverage.now == four.coverage.now && one.coverage.withPlan == four.coverage.withPlan)
    #expect(
      one.coverage.communities == four.coverage.communities && one.coverage.workers == four.coverage.workers
        && one.siting.plan == four.siting.plan)
    #expect(
      one.coverage.routeStretches == four.coverage.routeStretches && one.maps.gaps == four.maps.gaps
        && one.maps.snaps == four.maps.snaps)
    #expect(one.maps.serviceAreas == four.maps.serviceAreas && one.coverage.allocations == four.coverage.allocations)
    #expect(one.coverage.sensitivity == four.coverage.sensitivity && one.findings == four.findings)
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}
