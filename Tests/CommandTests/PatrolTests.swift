import Foundation
import Testing

/// Rounds in two communities on the equator, where 0.01° are 1,113.195 m eastwards and 0.005° 552.871 m northwards:
///
///          甲巷  |        |  乙巷
///               |  A | B |
///     主街 =====+====|===+=======
///        105  .004  .01  .015  105.02
///
/// A rides the main street of A twice a day and patrols; B that of B three times a day, there and back; C both lanes once.
/// A has 1,113.195 + 552.871 = 1,666.066 m of street, B as many. People stand in the middles of pieces of 50 m at the most:
/// in A 9 x 49.475 m, 14 of the 25 x 48.981 m between the lanes, 552.871 m of lane (1,683.88 m in all), in B 11 of the 25,
/// 556.597 m and the lane (1,648.26 m). So 100 x 552.871 / 1,683.88 = 32.83 of A live along its lane, of B 100.63.
struct PatrolTests {
  private static func line(_ properties: String, _ places: String) -> String {
    #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"LineString","coordinates":[\#(places)]}}"#
  }

  private static func polygon(_ properties: String, _ west: Double, _ east: Double) -> String {
    let places = "[\(west),-0.001],[\(east),-0.001],[\(east),0.01],[\(west),0.01],[\(west),-0.001]"
    return
      #"{"type":"Feature","properties":{\#(properties)},"geometry":{"type":"Polygon","coordinates":[[\#(places)]]}}"#
  }

  private static func collection(_ features: [String]) -> String {
    #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
  }

  private static func run(
    _ patrol: String, inputs: String = "roads: roads.geojson, reports: finds.csv", more: String = "",
    files: [String: String] = [:]
  ) throws -> (outcome: Command.Outcome, folder: ScratchFolder) {
    let scene = [
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.geojson, routes: r.geojson, \(inputs)}
      circle: {cutoff: 10min\(more)}
      coverage: {patrol: \(patrol)}
      language: both
      output: {dir: out}
      """,
      "s.csv": "id,name,services,lon,lat\ns1,One,drink,105,0\n",
      "finds.csv": "id,lon,lat\nf1,105.004,0.004\nf2,105.006,0\nf3,105.0172,0.0001\nf4,105.0172,0.02\n",
      "c.geojson": collection([
        polygon(#""id":"a","name":"东村","population":100"#, 104.999, 105.01),
        polygon(#""id":"b","name":"西村","population":300"#, 105.01, 105.021),
      ]),
      "roads.geojson": collection([
        line(#""name":"主街","highway":"residential""#, "[105,0],[105.004,0],[105.015,0],[105.02,0]"),
        line(#""name":"甲巷","highway":"residential""#, "[105.004,0],[105.004,0.005]"),
        line(#""name":"乙巷","highway":"residential""#, "[105.015,0],[105.015,0.005]"),
      ]),
      "r.geojson": collection([
        line(#""id":"p1","rider":"张三","patrol":"是","trips":2"#, "[105,0],[105.01,0]"),
        line(#""id":"q1","rider":"李四","patrol":"否","trips":3"#, "[105.01,0],[105.02,0],[105.01,0]"),
        line(#""id":"q2","rider":"王五","patrol":"","trips":1"#, "[105.015,0],[105.015,0.005]"),
        line(#""id":"q3","rider":"王五","patrol":"","trips":1"#, "[105.004,0],[105.004,0.005]"),
        line(#""id":"q4","rider":"","patrol":"","trips":0"#, "[105.004,0],[105.004,0.005]"),
      ]),
    ]
    let folder = try ScratchFolder(scene.merging(files) { $1 })
    return (try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"]), folder)
  }

  private static func figures(_ run: TownRun) throws -> [String: [String: String]] {
    Dictionary(
      uniqueKeysWithValues: try run.table("patrol").map { ("\($0["id"] ?? "") \($0["figure"] ?? "")", $0) })
  }

  private func isNear(_ text: String?, _ expected: Double, _ tolerance: Double = 0.01) -> Bool {
    text.flatMap(Double.init).map { abs($0 - expected) <= tolerance } ?? false
  }

  /// Streets that recorded tracks share are nobody's round: none of them is taken on.
  @Test func tracksAreNoRiders() throws {
    let rows = ["a", "b", "c"].flatMap { name in
      (0...20).map { "\(name),\(1_777_593_600 + 60 * $0),\(105 + 0.001 * Double($0)),0" }
    }
    let (outcome, folder) = try Self.run(
      "{riders: 3}", inputs: "roads: roads.geojson, tracks: t.csv",
      files: ["t.csv": (["track,time,lon,lat"] + rows).joined(separator: "\n") + "\n"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    let run = try TownRun(results: folder.bytes("out"))
    #expect(try run.table("routes").contains { ($0["route"] ?? "").hasPrefix("track-") })
    let riders = try run.table("patrol_riders")
    #expect(Set(riders.map { $0["routes"] ?? "" }) == ["p1", "q1", "q2 q3", "q4"])
    #expect(try run.table("patrol_rounds").allSatisfy { !($0["route"] ?? "").hasPrefix("track-") })
  }

  @Test(arguments: ["network", "circle"])
  func tablesAndLayers(measure: String) throws {
    let (outcome, folder) = try Self.run("{riders: 1}", more: ", measure: \(measure)")
    try #require(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.output.contains(
        "patrol       33.4% of the streets passed by 1 who patrol, 66.8% with 1 more (proven best)"))
    let run = try TownRun(results: folder.bytes("out"))
    let all = try Self.figures(run)
    func expect(_ key: String, _ today: Double, _ plan: Double, _ rounds: Double, within: Double = 0.01) {
      let row = all[key]
      #expect(
        isNear(row?["today"], today, within) && isNear(row?["with_plan"], plan, within)
          && isNear(row?["all_rounds"], rounds, within), "\(key): \(row ?? [:])")
    }
    expect("a metres", 1666.066, 1666.066, 1666.066)
    expect("b metres", 1666.066, 1666.066, 1666.066)
    expect(" metres", 3332.132, 3332.132, 3332.132)
    expect("a passed-metres", 1113.195, 1113.195, 1666.066)
    expect("b passed-metres", 0, 1113.195, 1666.066)
    expect(" share", 0.334079, 0.668157, 1, within: 1e-5)
    expect("a passes-per-day", 2 * 1113.195 / 1666.066, 2 * 1113.195 / 1666.066, (2 * 1113.195 + 552.871) / 1666.066)
    expect("b passes-per-day", 0, 6 * 1113.195 / 1666.066, (6 * 1113.195 + 552.871) / 1666.066)
    expect("a blind-people", 32.833, 32.833, 0)
    expect("b blind-people", 300, 100.628, 0)
    expect(" people", 400, 400, 400)
    expect("a reports", 2, 2, 2)
    expect("a reports-near-blind", 1, 1, 0)
    expect("b reports-near-blind", 1, 0, 0)
    expect(" reports", 4, 4, 4)

    let riders = try run.table("patrol_riders")
    #expect(riders.map { $0["routes"] } == ["p1", "q1", "q2 q3", "q4"])
    #expect(riders.map { $0["state"] } == ["patrols", "chosen", "other", "other"])
    #expect(riders.map { $0["community"] } == ["a", "b", "", ""])
    #expect(riders[1]["rank"] == "1" && isNear(riders[1]["adds_people"], 199.372, 0.05))
    #expect(isNear(riders[1]["cumulative_share"], (67.167 + 199.372) / 400, 1e-4))
    #expect(isNear(riders[2]["adds_metres"], 2 * 552.871, 0.06) && riders[3]["metres"] == "0.0")
    #expect(riders[0]["redundant"] == "false" && riders[2]["redundant"] == "")
    #expect(!folder.holds("张三") && !folder.holds("王五"))

    let rounds = try run.table("patrol_rounds")
    #expect(rounds.map { "\($0["route"]!) \($0["community"]!)" } == ["p1 a", "q1 b", "q2 b", "q3 a", "q4 a"])
    // On foot at 4 km/h.
    #expect(isNear(rounds[0]["minutes"], 16.698) && isNear(rounds[1]["minutes"], 33.396))
    #expect(rounds.map { $0["passes_per_day"] } == ["2.000", "3.000", "1.000", "1.000", "0.000"])

    let streets = try run.table("patrol_streets")
    let blind = streets.filter { $0["state"] == "blind" }
    #expect(Set(blind.map { "\($0["rank"]!) \($0["street"]!) \($0["name"]!)" }) == ["1 乙巷 西村", "2 甲巷 东村"])
    #expect(Set(streets.filter { $0["state"] == "planned" }.map { $0["street"] }) == ["主街"])
    let finds = try run.table("reports")
    #expect(finds.map { $0["near_blind"] } == ["true", "false", "true", "false"])
    #expect(finds.map { $0["near_blind_with_plan"] } == ["true", "false", "false", "false"])

    let page = String(decoding: try #require(try folder.bytes("out")["report.html"]), as: UTF8.self)
    #expect(page.contains("Patrol") && page.contains("盲区") && page.contains("属地报到") && page.contains("乙巷"))
    let summary = try JSONSerialization.jsonObject(with: try #require(try folder.bytes("out")["summary.json"]))
    let patrol = try #require((summary as? [String: Any])?["patrol"] as? [String: Any])
    let chosen = try #require(patrol["chosen"] as? [String: Any])
    #expect(chosen["gap"] as? Double == 0 && chosen["routes"] as? [[String]] == [["q1"]])
    let today = try #require(patrol["today"] as? [String: Any])
    #expect(today["blind_communities"] as? [String] == ["b"] && today["riders"] as? Int == 1)
    let plan = try #require(patrol["with_plan"] as? [String: Any])
    #expect(plan["blind_communities"] as? [String] == [])
  }

  /// Names of the ledger stand beside the routes where they are asked for, and nowhere else.
  @Test func namesWhereAskedFor() throws {
    let (outcome, folder) = try Self.run("{riders: 1, names: true}", inputs: "roads: roads.geojson")
    try #require(outcome.code == 0, "\(outcome.errors)")
    let results = try folder.bytes("out")
    let riders = try TownRun(results: results).table("patrol_riders")
    #expect(riders.map { $0["routes"] } == ["p1", "q1", "q2 q3", "q4"])
    #expect(riders.map { $0["rider"] } == ["张三", "李四", "王五", ""])
    let holding = results.filter { String(decoding: $0.value, as: UTF8.self).contains("李四") }.keys
    #expect(Set(holding).isSubset(of: ["tables/patrol_riders.csv", "report.html"]) && holding.count == 2, "\(holding)")
    let plain = try Self.run("{riders: 1, names: false}", inputs: "roads: roads.geojson").folder
    #expect(!plain.holds("李四"))
    #expect(try TownRun(results: plain.bytes("out")).table("patrol_riders").first?["rider"] == nil)
  }

  /// Nobody is asked for: no plan, and no word of it.
  @Test func withoutAChoice() throws {
    let (outcome, folder) = try Self.run("{by: metres}", inputs: "roads: roads.geojson")
    try #require(outcome.code == 0, "\(outcome.errors)")
    let run = try TownRun(results: folder.bytes("out"))
    let rows = try run.table("patrol")
    #expect(rows.allSatisfy { $0["with_plan"] == "" } && !rows.contains { $0["figure"] == "reports" })
    #expect(try folder.bytes("out")["reports.geojson"] == nil)
    #expect(try run.table("patrol_riders").map { $0["state"] } == ["patrols", "other", "other", "other"])
  }

  @Test func refusesWithoutStreetsAndOutlines() throws {
    let (outcome, _) = try Self.run("{riders: 1}", inputs: "reports: finds.csv", more: ", measure: circle")
    #expect(outcome.code == 1 && outcome.errors.contains("coverage.patrol") && outcome.errors.contains("inputs.roads"))
  }
}

extension ScratchFolder {
  /// Whether any result says a word.
  fileprivate func holds(_ word: String) -> Bool {
    (try? bytes("out").values.contains { String(decoding: $0, as: UTF8.self).contains(word) }) ?? true
  }
}
