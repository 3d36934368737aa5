import Analysis
import Coverage
import Foundation
import Geometry
import Model
import Testing

/// Kinds and trades with cutoffs of their own on one street along the equator, where a degree is 111,319.5 m: at 4 km/h
/// 0.001° take 1.6698 minutes. Weights are powers of two, so that a sum names exactly who is covered.
struct OwnCutoffTests {
  /// From the station: c1 8.349, c2 10.019, c3 6.679 minutes; takeaway t1 6.679, t2 8.349, z 0 and those who are not
  /// u1 10.019, u2 13.358.
  private static func scene(
    _ circle: String, siting: String = "{new: 1}", _ more: [String: String] = [:]
  ) throws -> ScratchFolder {
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
      siting: \(siting)
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.04,0]]}}]}
      """,
      "s.csv": "id,lon,lat\ns,105,0\n",
      "c.csv": "id,name,population,lon,lat\nc1,c1,1,105.005,0\nc2,c2,2,105.006,0\nc3,c3,4,105.004,0\n",
      "w.csv": """
      id,riders,trade,lon,lat
      t1,4,takeaway,105.004,0
      t2,8,takeaway,105.005,0
      u1,16,other,105.006,0
      u2,32,other,105.008,0
      z,64,takeaway,105,0

      """,
      "k.csv": "id,lon,lat\nk1,105.035,0\n",
      // 3339.585 m, 34 pieces of 98.223 m.
      "r.geojson": """
      {"type":"Feature","id":"r","properties":{"trips":8},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.03,0]]}}
      """,
    ]
    files.merge(more) { $1 }
    return try ScratchFolder(files)
  }

  private static let own = "cutoffs: {communities: 8min, workers: {takeaway: 7min, default: 12min}}"

  /// Of the general ten minutes are the routes alone: the middles of 7 pieces lie within 666.7 m (6.5 x 98.223 = 638.4,
  /// 7.5 x 98.223 = 736.7). A straight line is as long as the street here.
  @Test(arguments: ["network", "circle"]) func everybodyByTheirOwn(measure: String) async throws {
    let result = try await runAnalysis(try Self.scene("{measure: \(measure), \(Self.own)}").analysis())
    #expect(result.coverage.now.byKind[.communities] == CoveredShare(total: 7, covered: 4))
    #expect(result.coverage.now.byKind[.workers] == CoveredShare(total: 124, covered: 4 + 16 + 64))
    #expect(isNear(result.coverage.now.routes.coveredKilometers, 3.339585 * 7 / 34, 1e-4))
    #expect(result.coverage.communities.map(\.reason?.name) == ["beyond-cutoff", "beyond-cutoff", nil])
    #expect(result.coverage.workers.map(\.share) == [1, 0, 1, 0, 1])
    #expect(result.coverage.workers.map(\.reason?.name) == [nil, "beyond-cutoff", nil, "beyond-cutoff", nil])
    // The nearest station is told beyond the cutoff as well.
    #expect(isNear(result.coverage.workers[3].nearestMinutes, 890.556 / 4000 * 60, 1e-3))
    // Without them the ten minutes are everybody's: c1 and c3, the takeaway.
    let alike = try await runAnalysis(try Self.scene("{measure: \(measure)}").analysis())
    #expect(alike.coverage.now.byKind[.communities] == CoveredShare(total: 7, covered: 5))
    #expect(alike.coverage.now.byKind[.workers] == CoveredShare(total: 124, covered: 76))
  }

  /// Five extra minutes are 300,000 ms, and nothing else lies between the station and z.
  @Test(arguments: [("300s", 1.0), ("299.999s", 0)]) func theOwnCutoffIsInclusive(cutoff: String, share: Double)
    async throws
  {
    let folder = try Self.scene(
      "{cutoffs: {workers: {takeaway: \(cutoff)}}}", ["s.csv": "id,extra_min,lon,lat\ns,5,105,0\n"])
    let result = try await runAnalysis(try folder.analysis())
    #expect(result.coverage.workers[4].share == share)
    #expect(result.coverage.workers[4].reason?.name == (share == 1 ? nil : "beyond-cutoff"))
  }

  @Test func aTradeWithoutItsOwnHasTheGeneralOne() async throws {
    let file = try Self.scene("{cutoff: 12min, cutoffs: {workers: {takeaway: 7min}}}").analysis()
    let result = try await runAnalysis(file)
    #expect(result.coverage.workers.map(\.share) == [1, 0, 1, 0, 1])
    #expect(result.coverage.communities.map(\.share) == [1, 1, 1])
  }

  /// In reach of k1 lies t2 (9.183 minutes), of k2 u1. Eight takeaway riders are more than two others, if they come so far.
  @Test(arguments: [("{}", 0), ("{workers: {takeaway: 9min}}", 1), ("{workers: {takeaway: 10min}}", 0)])
  func aPlanFollows(cutoffs: String, chosen: Int) async throws {
    let folder = try Self.scene(
      "{cutoffs: \(cutoffs)}", siting: "{new: 1, weights: {communities: 0, workers: 1, routes: 0}}",
      [
        "w.csv": "id,riders,trade,lon,lat\nt2,8,takeaway,105.005,0\nu1,2,other,105.02,0\n",
        "s.csv": "id,lon,lat\ns,105.035,0\n", "k.csv": "id,lon,lat\nk1,105.0105,0\nk2,105.021,0\n",
      ])
    let plan = try #require(try await runAnalysis(try folder.analysis()).siting.plan)
    #expect(plan.proposed.map(\.candidate) == [chosen])
  }

  /// One site within five minutes (333.3 m) of the one and ten (666.7 m) of the other: there is one when they are 997.4 m
  /// apart, none at 1,001.9 m.
  @Test(arguments: [("105.00896", 1.0), ("105.009", 0.5)])
  func candidatesAreMadeForEachCutoff(place: String, value: Double) async throws {
    let folder = try Self.scene(
      "{cutoffs: {workers: {takeaway: 5min}}}",
      siting: "{new: 1, candidates: {anywhere: true}, weights: {communities: 0, workers: 1, routes: 0}}",
      [
        "w.csv": "id,riders,trade,lon,lat\nt,1,takeaway,105,0\nu,1,other,\(place),0\n",
        "s.csv": "id,lon,lat\ns,105.04,0\n",
      ])
    let result = try await runAnalysis(try folder.analysis())
    #expect(isNear(result.siting.plan?.value, value, 1e-9))
    #expect(result.siting.made?.standsForAll == true)
  }

  @Test func aSessionCountsByThem() async throws {
    let file = try Self.scene("{\(Self.own)}").analysis()
    let session = Session(try await PreparedAnalysis(file))
    let station = StationID(rawValue: "s")
    // At 105.001 it is 5.009 minutes from t1, 6.679 from t2, 8.349 from u1 and 11.688 from u2.
    let moved = try await session.evaluate(Scenario([.move(station, to: Coordinate(x: 105.001, y: 0))]))
    #expect(moved.tally.byOwner[.workers]?.map(\.covered) == [4, 8, 16, 32, 64])
    // 6.679 minutes to c1, 8.349 to c2.
    #expect(moved.tally.byOwner[.communities]?.map(\.covered) == [1, 0, 4])
    #expect(try await session.evaluate(Scenario()).tally.byOwner[.workers]?.map(\.covered) == [4, 0, 16, 0, 64])
  }

  /// Drawn by the general cutoff while walkers differ; by their own when they agree, and each mode by its own.
  @Test func whatIsDrawn() async throws {
    func cutoffs(_ circle: String) async throws -> [String: Double] {
      let areas = try await runAnalysis(try Self.scene(circle).analysis()).maps.serviceAreas.filter { !$0.isProposed }
      return Dictionary(
        uniqueKeysWithValues: areas.map { area in
          (area.modes.map(\.rawValue).joined(separator: ","), (area.shape.box.maxX - 105) * 111_319.5)
        })
    }
    // Ten minutes on foot are 666.7 m; beside the street a corner stands up to 10 m farther out.
    #expect(isNear(try await cutoffs("{\(Self.own)}")["walk"], 671, 6))
    #expect(isNear(try await cutoffs("{cutoffs: {communities: 6min, workers: 6min, routes: 6min}}")["walk"], 404, 6))
    let riders = "modes: {communities: walk, workers: e-bike, routes: walk}"
    let two = try await cutoffs("{\(riders), cutoffs: {workers: 2min}}")
    #expect(isNear(two["walk"], 671, 6) && isNear(two["e-bike"], 504, 6))
    // Circles of one length are drawn once; of two lengths, each by itself.
    let lengths = "measure: circle, cutoff: 600m, \(riders)"
    #expect(try await cutoffs("{\(lengths)}").keys.sorted() == ["walk,e-bike"])
    let circles = try await cutoffs("{\(lengths), cutoffs: {workers: 300m}}")
    #expect(isNear(circles["walk"], 600, 1) && isNear(circles["e-bike"], 300, 1))
  }

  @Test func anotherCutoffIsEverybodys() async throws {
    let file = try Self.scene("{\(Self.own)}").analysis(["coverage.sensitivity=[10min, {walk: 8km/h}]"])
    let rows = try await runAnalysis(file).coverage.sensitivity
    #expect(rows[0].coverage[.workers] == CoveredShare(total: 124, covered: 76))
    #expect(rows[0].coverage[.communities] == CoveredShare(total: 7, covered: 5))
    // Twice as fast all are within their own: u2 takes 6.679 of 12 minutes, c2 5.009 of 8.
    #expect(rows[1].coverage[.workers]?.share == 1 && rows[1].coverage[.communities]?.share == 1)
  }

  /// k1 is 48.4 minutes from t2 and 45.1 from u2; the station 8.349 and 13.358; c1 8.349 and c2 10.019.
  @Test func theRepairNamesEachKey() async throws {
    let file = try Self.scene("{\(Self.own)}", siting: "{new: 1, weights: {routes: 0}}").analysis()
    let unreached = try #require(try await runAnalysis(file).siting.unreached)
    let repairs = unreached.ownCutoffs.map { "\($0.key)=\($0.cutoff)" }
    #expect(
      repairs == [
        "circle.cutoffs.communities=11min", "circle.cutoffs.workers.default=14min",
        "circle.cutoffs.workers.takeaway=9min",
      ])
    let mended = try Self.scene("{}", siting: "{new: 1, weights: {routes: 0}}")
      .analysis(repairs)
    #expect(try await runAnalysis(mended).siting.reachesAll == true)
  }

  private static let mistakes: [(String, [String])] = [
    ("{cutoff: 10min, cutoffs: {workers: {takeaway: 500m}}}", ["circle.cutoffs.workers.takeaway is 500m", "10min"]),
    ("{cutoffs: {communities: 500m}}", ["circle.cutoffs.communities is 500m", "10min, as nothing else is said"]),
    ("{cutoff: 500m, cutoffs: {routes: 5min}}", ["circle.cutoffs.routes is 5min", "500m"]),
    ("{cutoff: 500m, cutoffs: {routes: gb50180-5min-radius}}", ["circle measure", "300m"]),
    ("{cutoffs: {riders: 5min}}", ["unknown key", "workers"]),
    ("{cutoffs: {workers: soon}}", ["“soon” is not a duration"]),
    ("{cutoffs: {communities: {town: 5min}}}", ["a group of keys is not a duration"]),
  ]

  @Test(arguments: mistakes) func mistakesAreNamed(circle: String, words: [String]) throws {
    let folder = try Self.scene(circle)
    #expect {
      try folder.analysis()
    } throws: { error in
      words.allSatisfy("\(error)".contains)
    }
  }

  @Test func aTradeThatNobodyHas() throws {
    let findings = try checkAnalysis(try Self.scene("{cutoffs: {workers: {takeway: 5min}}}").analysis())
    let finding = findings.first { $0.rule == .unknownTrade }
    #expect(finding?.value == "takeway" && finding?.message.contains("circle.cutoffs") == true)
    #expect(finding?.fix.contains("did you mean “takeaway”?") == true)
  }
}

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct OwnCutoffRealTests {
  /// Chengdu's banks, restaurants and cafes: each kind and trade as in a run in which all have its cutoff.
  @Test(arguments: ["network", "circle"]) func asRunsWithEachCutoffJoined(measure: String) async throws {
    let extract = "\(realData!)/osm/chengdu.osm"
    func session(_ circle: String) async throws -> Session {
      let folder = try ScratchFolder([
        "analysis.yaml": """
        inputs:
          roads: \(extract)
          stations: {file: \(extract), filter: amenity=bank, first: 20}
          communities: {file: \(extract), filter: highway=residential, weight: length_m}
          workers: {file: \(extract), filter: amenity=restaurant|cafe, weight: 1, group: amenity}
        circle: {measure: \(measure), \(circle)}
        """
      ])
      return Session(try await PreparedAnalysis(try folder.analysis()))
    }
    let own = try await session("cutoffs: {communities: 4min, workers: {cafe: 6min, default: 13min}}")
    let joined = try await own.evaluate(Scenario()).tally
    let trades = own.prepared.inputs.workers.map(\.trade)
    #expect(Set(trades) == ["restaurant", "cafe"])
    for (minutes, trade) in [(4, nil), (6, "cafe"), (13, "restaurant")] as [(Int, String?)] {
      let alone = try await session("cutoff: \(minutes)min").evaluate(Scenario()).tally
      guard let trade else {
        #expect(joined.byOwner[.communities] == alone.byOwner[.communities])
        #expect((joined.byKind[.communities]?.covered ?? 0) > 0)
        continue
      }
      let of = trades.indices.filter { trades[$0] == trade }
      let covered = of.map { joined.byOwner[.workers]![$0].covered }
      #expect(covered == of.map { alone.byOwner[.workers]![$0].covered } && covered.contains(1))
    }
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}
