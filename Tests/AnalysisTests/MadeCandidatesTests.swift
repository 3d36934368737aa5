import Analysis
import Foundation
import Model
import Testing

/// Candidates that an analysis makes itself, on streets along the equator, where a degree is 111,319.5 m east and
/// 110,574.3 m north. Weights are powers of two, so that a sum names exactly what is covered.
struct MadeCandidatesTests {
  /// Main Street runs east for 2,226.4 m, Side Street crosses it at its middle. c1 and c2 stand on it 1,113.2 m apart,
  /// with their middle at 105.0060; c3 is 890.6 m east of c2.
  private static func scene(
    _ siting: String, _ inputs: String = "", files: [String: String] = [:], circle: String = "{cutoff: 560m}"
  ) throws -> AnalysisFile {
    var all = [
      "analysis.yaml": """
      language: both
      inputs:
        roads: roads.geojson
        communities: c.csv
      \(inputs)
      circle: \(circle)
      siting: \(siting)
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential","name":"Main"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0],[105.02,0]]}},
      {"type":"Feature","properties":{"highway":"residential","name":"Side"},
      "geometry":{"type":"LineString","coordinates":[[105.01,-0.003],[105.01,0],[105.01,0.003]]}}]}
      """,
      "c.csv": "id,population,lon,lat\nc1,1,105.001,0\nc2,2,105.011,0\nc3,4,105.019,0\n",
    ]
    all.merge(files) { $1 }
    return try ScratchFolder(all).analysis()
  }

  private static func square(_ west: Double, _ east: Double, _ height: Double) -> String {
    "[[\(west),\(-height)],[\(east),\(-height)],[\(east),\(height)],[\(west),\(height)],[\(west),\(-height)]]"
  }

  private static func polygon(_ rings: String...) -> String {
    #"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[\#(rings.joined(separator: ","))]}}"#
  }

  @Test func aCornerIsACandidate() async throws {
    let result = try await runAnalysis(try Self.scene("{new: 1, candidates: {corners: true, cost: 30000}}"))
    // Of the corner c2 is 111.3 m away, c3 1,001.9 m, c1 1,001.9 m.
    let corner = try #require(result.inputs.candidates.first)
    #expect(result.inputs.candidates.count == 1 && corner.costYuan == 30000)
    #expect(corner.id.rawValue == "corner_105.0100000_0.0000000")
    #expect(corner.name == "Main与Side路口 corner of Main and Side" && corner.host == "街角 street corner")
    #expect(result.coverage.withPlan?.byKind[.communities]?.covered == 2)
    #expect(result.siting.made?.standsForAll == false && result.siting.made?.foundCount == 1)
  }

  @Test(arguments: ["network", "circle"]) func anywhereFindsThePlaceBetween(measure: String) async throws {
    let file = try Self.scene(
      "{new: 1, weights: {communities: 1}, candidates: {anywhere: true}}", "  candidates: k.csv",
      files: [
        "k.csv": "id,lon,lat\nk1,105.019,0.0001\n",
        "c.csv": "id,population,lon,lat\nc1,4,105.001,0\nc2,2,105.011,0\nc3,4,105.019,0\n",
      ],
      circle: "{cutoff: 560m, measure: \(measure)}")
    let result = try await runAnalysis(file)
    // c1 and c2 together are 6 of 10; k1 alone covers 4, as does every other place that covers c3 without c2.
    let plan = try #require(result.siting.plan)
    let site = result.inputs.candidates[try #require(plan.proposed.first).candidate]
    #expect(plan.status == .optimal && plan.proposed.count == 1)
    #expect(isNear(plan.value, 0.6, 1e-8))
    // c2 and c3 together are 6, too: the middles are 105.006 and 105.015.
    #expect(isNear(site.position.x, 105.006, 1e-4) || isNear(site.position.x, 105.015, 1e-3))
    #expect(result.siting.made?.standsForAll == true && result.siting.made?.bound == nil)
    #expect(result.inputs.candidates[0].id.rawValue == "k1")
    let one = try #require(result.siting.made)
    #expect(one.count == result.inputs.candidates.count - 1)
  }

  /// 0.01° are 1,113.195 m. The points' places on their streets are rounded to a millimetre, so half of the way is 556.597
  /// or 556.598 m: a millimetre less does not cover both.
  @Test(arguments: [(556.596, false), (556.598, true)]) func exactlyTheCutoff(metres: Double, isBoth: Bool) async throws
  {
    let result = try await runAnalysis(
      try Self.scene(
        "{new: 1, candidates: {anywhere: true}}",
        files: ["c.csv": "id,population,lon,lat\nc1,1,105.001,0\nc2,1,105.011,0\n"], circle: "{cutoff: \(metres)m}"))
    #expect(result.coverage.withPlan?.byKind[.communities]?.covered == (isBoth ? 2 : 1))
  }

  /// Closed around the whole middle but for a hole; the host inside is left out by name.
  @Test func exclusionsKeepCandidatesAway() async throws {
    let closed = Self.polygon(Self.square(105.002, 105.0099, 0.001), Self.square(105.005, 105.0055, 0.0005))
    let hosts = "id,name,lon,lat\nk1,Inside,105.003,0\nk2,Hole,105.0052,0\nk3,Beside,105.019,0\n"
    func run(_ siting: String) async throws -> AnalysisResult {
      try await runAnalysis(
        try Self.scene(
          siting, "  candidates: k.csv\n  exclusions: x.geojson", files: ["x.geojson": closed, "k.csv": hosts],
          circle: "{cutoff: 620m}"))
    }
    let result = try await run("{new: 1, candidates: {anywhere: true}}")
    let warnings = result.findings.filter { $0.message.contains("exclusion") }
    #expect(warnings.map(\.record) == ["k1"] && warnings[0].value == "Inside" && warnings[0].severity == .warning)
    let places = result.inputs.candidates.map(\.position)
    #expect(places.count > 3)
    for place in places where abs(place.y) < 0.001 {
      let isClosed = (105.002...105.0099).contains(place.x) && !(105.005...105.0055).contains(place.x)
      #expect(!isClosed, "\(place)")
    }
    // c1 and c2 within 620 m of one place: 105.00543 to 105.00657, of which the hole leaves the beginning.
    let both = places.filter { (105.0054...105.00551).contains($0.x) && $0.y == 0 }
    #expect(!both.isEmpty)
    // Without candidates to be made hosts keep away as well.
    let hostsOnly = try await run("{new: 1}")
    #expect(hostsOnly.inputs.candidates.map(\.id.rawValue) == ["k2", "k3"] && hostsOnly.siting.made == nil)
  }

  @Test func aLineKeepsNothingFree() throws {
    let line = #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[105,0],[105.1,0]]}}"#
    let file = try Self.scene("{new: 1}", "  exclusions: x.geojson", files: ["x.geojson": line])
    #expect { try checkAnalysis(file) } throws: { "\($0)".contains("where a polygon should") }
  }

  @Test func thinningTellsWhatItMayLose() async throws {
    func run(_ thinning: String) async throws -> (made: MadeCandidates, plan: Plan) {
      let result = try await runAnalysis(
        try Self.scene("{new: 1, weights: {communities: 1}, candidates: {anywhere: true, thinning: \(thinning)}}"))
      return (try #require(result.siting.made), try #require(result.siting.plan))
    }
    let all = try await run("0m")
    #expect(all.made.standsForAll && all.made.bound == nil && all.made.thinning == nil)
    // c2 and c3 are 6 of 7.
    #expect(isNear(all.plan.value, 6.0 / 7, 1e-8))
    let thinned = try await run("300m")
    #expect(!thinned.made.standsForAll && thinned.made.thinning == Meters(300))
    let (value, bound) = (try #require(thinned.plan.value), try #require(thinned.made.bound))
    #expect(value <= 6.0 / 7 + 1e-8 && bound >= 6.0 / 7 - 1e-8 && bound <= 1)
  }

  @Test func fullCoverageAnywhere() async throws {
    let result = try await runAnalysis(
      try Self.scene("{objective: full-coverage, candidates: {anywhere: true}}"))
    let plan = try #require(result.siting.plan)
    #expect(plan.status == .optimal && plan.proposed.count == 2)
  }

  @Test func hostsComeFromTheTagsOfNodesAndAreas() async throws {
    func node(_ id: Int, _ lon: Double, _ lat: Double, _ tags: String = "") -> String {
      "<node id='\(id)' lon='\(lon)' lat='\(lat)'>\(tags)</node>"
    }
    let osm =
      "<osm>" + node(1, 105.002, 0.0001, "<tag k='amenity' v='bank'/><tag k='name' v='Bank'/>")
      + node(2, 105.01, 0.0001) + node(3, 105.0102, 0.0001) + node(4, 105.0102, 0.0003) + node(5, 105.01, 0.0003)
      + node(6, 105.015, 0.0001, "<tag k='amenity' v='cafe'/>")
      + "<way id='7'><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='5'/><nd ref='2'/>"
      + "<tag k='amenity' v='post_office'/><tag k='name' v='Post'/></way></osm>"
    let result = try await runAnalysis(
      try Self.scene(
        "{new: 1}", "  candidates: {file: hosts.osm, filter: 'amenity=bank|post_office', kind: amenity}",
        files: ["hosts.osm": osm]))
    let hosts = result.inputs.candidates
    #expect(hosts.map(\.name) == ["Bank", "Post"] && hosts.map(\.host) == ["bank", "post_office"])
    #expect(isNear(hosts.last?.position.x, 105.0101, 1e-9) && isNear(hosts.last?.position.y, 0.0002, 1e-9))
  }

  @Test(arguments: [
    ("{candidates: {corners: false}}", "corners: true or anywhere: true"),
    ("{candidates: {corners: true, thinning: 50m}}", "thinning belongs to anywhere"),
    ("{candidates: {anywhere: true, thinning: 0.5m}}", "less than a metre"),
    ("{budget: 100000, candidates: {anywhere: true}}", "cost: 30000"),
    ("{candidates: {anywher: true}}", "anywhere"), ("{candidates: {anywhere: maybe}}", "true or false"),
  ])
  func whatCannotBeAsked(siting: String, told: String) {
    #expect { try Self.scene(siting) } throws: { "\($0)".contains(told) }
  }

  @Test(arguments: ["network", "circle"]) func threadsChangeNothing(measure: String) async throws {
    let file = try Self.scene(
      "{new: 2, candidates: {anywhere: true, corners: true}}", circle: "{cutoff: 560m, measure: \(measure)}")
    let one = try await runAnalysis(file, RunOptions(threads: 1))
    let four = try await runAnalysis(file, RunOptions(threads: 4))
    #expect(
      one.inputs.candidates == four.inputs.candidates && one.siting.plan == four.siting.plan
        && one.siting.made == four.siting.made)
    let ids = one.inputs.candidates.map(\.id)
    #expect(Set(ids).count == ids.count)
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}
