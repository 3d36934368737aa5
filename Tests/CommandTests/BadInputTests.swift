import Foundation
import Testing

/// Every kind of bad input: its exit code, a sentence that names the place, and the old results untouched.
struct BadInputTests {
  /// A file header that promises 200 bytes and ends.
  private static let tornPBF: [UInt8] = [0, 0, 0, 14, 0x0A, 9] + Array("OSMHeader".utf8) + [0x18, 0xC8, 0x01]

  @Test(arguments: [
    ("stations.csv", "", ["stations.csv", "empty"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,7,105,0\n", ["line 2", "“services”", "text"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,drink,NaN,0\n", ["line 2", "“lon”", "“NaN”"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,drink,1e400,0\n", ["line 2", "“lon”", "“1e400”"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,drink,0,105\n", ["record 1", "swapped"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,drink,0,85\n", ["stations", "outside the extent of the roads"]),
    ("stations.csv", "id,name,services,lon,lat\ns1,One,drink,105,0\ns2,T,,105.3,0\n", ["s2", "extent of the roads"]),
    ("stations.csv", "id,lon,lat\ns1,105,0\ns1,105,0.001\n", ["record 2", "“s1”", "record 1"]),
    ("communities.csv", "id,population,lon,lat\nc1,-5,105,0\n", ["line 2", "“population”", "negative"]),
    ("communities.csv", "id,population,lon,lat\nc1,\"5,105,0\n", ["line 2", "never ends"]),
    ("candidates.csv", "id,lon,lat\n", ["no candidate sites", "inputs.candidates"]),
    ("candidates.csv", "id,lon,lat\ns1,105.02,0\n", ["candidates", "“s1”"]),
    ("roads.geojson", String(Town.roads.dropLast(30)), ["roads.geojson", "line 5", "cut off"]),
    ("roads.geojson", "", ["roads.geojson", "empty"]),
    ("roads.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}", ["roads.geojson", "layer roads", "street"]),
    ("routes.geojson", Town.routes.replacingOccurrences(of: "105.02", with: "NaN"), ["routes.geojson", "NaN"]),
    ("routes.geojson", Town.routes.replacingOccurrences(of: "105.02", with: "1e400"), ["routes.geojson", "1e400"]),
    ("analysis.yaml", "inputs:\n  stations: nowhere.csv\n", ["line 2", "nowhere.csv"]),
    ("analysis.yaml", "circel: {}\n", ["line 1", "“circle”"]),
    ("analysis.yaml", "circle: {modes: {routes: ebike}}\n", ["line 1", "“e-bike”", "circle.modes.routes"]),
    ("analysis.yaml", "custom_modes:\n  van: {like: truck, wight: 3t}\n", ["line 2", "“weight”"]),
    ("stations.csv", "id,services,extra_min,lon,lat\ns1,drink,-2,105,0\n", ["s1", "extra minutes are negative"]),
    ("stations.csv", "id,services,extra_min,lon,lat\ns1,drink,two,105,0\n", ["line 2", "“extra_min”", "“two”"]),
    ("analysis.yaml", "", ["empty", "init"]),
  ])
  func exitOne(name: String, text: String, words: [String]) throws {
    let town = try Town()
    try town.folder.file(name, text)
    let outcome = try town.run()
    #expect(outcome.code == 1 && outcome.output == "", "\(outcome)")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    try town.expectUntouched()
  }

  @Test(arguments: ["inputs.roads=roads.osm.pbf", "inputs.stations=stations.shp", "inputs.stations=."])
  func unreadableFile(override: String) throws {
    let town = try Town()
    try town.folder.file("roads.osm.pbf", Self.tornPBF)
    try town.folder.file("stations.shp", "x")
    let outcome = try town.run(["--set", override])
    #expect(outcome.code == 1 && outcome.output == "" && !outcome.errors.contains("defect"), "\(outcome)")
    try town.expectUntouched()
  }

  @Test(arguments: [
    ["run"], ["run", "a.yaml", "--nonsense"], ["run", "a.yaml", "--threads", "0"], ["nonsense"],
    ["solve", "mclp", "--sites", "s.csv", "--demand", "d.csv", "--radius", "800m"],
    ["solve", "mclp", "--sites", "s.csv", "--demand", "d.csv", "--radius", "800", "--count", "1"],
    ["solve", "mclp", "--sites", "s.csv", "--demand", "d.csv", "--count", "1"],
    [
      "solve", "mclp", "--sites", "s.csv", "--demand", "d.csv", "--radius", "800m", "--count", "1", "--seed",
      "18446744073709551615",
    ],
    [
      "solve", "mclp", "--sites", "s.csv", "--demand", "d.csv", "--costs", "c.csv", "--cutoff", "nan", "--count", "1",
    ],
    ["reach", "--roads", "r.osm", "--cutoff", "10", "--origins", "all"],
    ["reach", "--roads", "r.osm", "--cutoff", "10min", "--origins", "all", "--mode", "boat"],
    ["reach", "--roads", "r.osm", "--cutoff", "10min", "--origins", "all", "--snap-limit", "-5m"],
  ])
  func exitTwo(arguments: [String]) throws {
    let outcome = try Command.run(arguments)
    #expect(outcome.code == 2 && outcome.output == "" && outcome.errors.contains("Usage"), "\(outcome)")
  }

  /// What a run would refuse late, `check` refuses as well.
  @Test(arguments: ["run", "check"]) func aBudgetNeedsCosts(command: String) throws {
    let town = try Town()
    try town.folder.file("candidates.csv", "id,name,lon,lat\nk1,K1,105.01,0\n")
    let outcome = try Command.run([command, town.folder.path + "/analysis.yaml", "--set", "siting.budget=1000"])
    #expect(
      outcome.code == 1 && outcome.errors.contains("record k1 (K1): no cost, but a budget needs one"), "\(outcome)")
  }

  @Test func exitThreeUnderStrict() throws {
    let town = try Town()
    try town.folder.file("communities.csv", "id,population,lon,lat\nc1,,105.001,0\nc2,5,105.011,0\n")
    let strict = try town.run(["--strict"])
    #expect(strict.code == 3 && strict.output == "" && strict.errors.contains("quality gate"), "\(strict)")
    try town.expectUntouched()
    let check = try Command.run(["check", town.folder.path + "/analysis.yaml", "--strict"])
    #expect(check.code == 3 && check.output.contains("the weight is blank; it counts as 1"), "\(check)")
    #expect(try Command.run(["check", town.folder.path + "/analysis.yaml"]).code == 0)
    #expect(try town.run().code == 0, "a warning alone stops nothing")

    // What only sharing the people out over the streets finds is found by the gate, too.
    let far = "[[105.03,0.03],[105.031,0.03],[105.031,0.031],[105.03,0.03]]"
    try town.folder.file(
      "far.geojson",
      #"{"type":"Feature","id":"f","properties":{"population":5},"geometry":{"type":"Polygon","coordinates":[\#(far)]}}"#
    )
    let streetless = try town.run(["--strict", "--set", "inputs.communities=far.geojson"])
    #expect(streetless.code == 3, "\(streetless)")
    let told = try Command.run([
      "check", town.folder.path + "/analysis.yaml", "--set", "inputs.communities=far.geojson",
    ])
    #expect(told.output.contains("no street runs through the polygon"), "\(told)")
  }

  /// Today's coverage is written all the same, marked as without a plan.
  @Test func exitFourWhenNoCandidateReachesAnyDemand() throws {
    let town = try Town()
    try town.folder.file("communities.csv", "id,population,lon,lat\nc1,100,105.005,0\n")
    try town.folder.file(
      "analysis.yaml",
      """
      inputs: {roads: roads.geojson, stations: stations.csv, communities: communities.csv, candidates: candidates.csv}
      circle: {cutoff: 100m}
      output: {dir: out}
      """)
    let plain = try town.run()
    #expect(plain.code == 4 && plain.output.contains("reach") && plain.output.contains("without a plan"), "\(plain)")
    let json = try town.run(["--json"])
    let summary = try json.object()
    let siting = try #require(summary["siting"] as? [String: Any])
    #expect(json.code == 4 && siting["status"] as? String == "infeasible" && siting["reason"] is String, "\(siting)")
    #expect(summary["coverage_with_plan"] is NSNull && summary["coverage"] is [String: Any])
    let written = try town.folder.bytes("out")
    #expect(written["communities.geojson"] != nil && written["tables/curve.csv"] == nil)
    let page = String(decoding: written["report.html"] ?? Data(), as: UTF8.self)
    #expect(page.contains("没有可行方案"))
  }

  @Test func moreNewStationsThanCandidates() throws {
    let outcome = try Town().run(["--set", "siting.new=9", "--json"])
    let siting = try #require(try outcome.object()["siting"] as? [String: Any])
    #expect(outcome.code == 0 && siting["chosen"] as? [String] == ["k1", "k2"])
    #expect((siting["warnings"] as? [String])?.isEmpty == false, "\(siting)")
  }

  @Test func allCoveredAlready() throws {
    let outcome = try Town().run(["--set", "circle.cutoff=5km", "--json"])
    let siting = try #require(try outcome.object()["siting"] as? [String: Any])
    #expect(outcome.code == 0 && siting["chosen"] as? [String] == [] && siting["gap"] as? Double == 0, "\(siting)")
  }

  /// A circle smaller than the seven decimals of GeoJSON has no outline; the run stands.
  @Test func circleThatCollapses() throws {
    let town = try Town()
    try town.folder.file("communities.csv", "id,population,lon,lat\nc1,100,105.01,0\n")
    let outcome = try town.run(["--set", "circle.cutoff=0.001米", "--set", "circle.measure=circle", "--json"])
    let siting = try #require(try outcome.object()["siting"] as? [String: Any], "\(outcome)")
    #expect(outcome.code == 0 && siting["chosen"] as? [String] == ["k1"])
  }

  @Test func foreignFolderIsNotReplaced() throws {
    let town = try Town()
    for (name, place) in [("notes.txt", "other"), ("manifest.json", "web"), ("tables/plan.xlsx", "out")] {
      try town.folder.file("\(place)/\(name)", "{}")
      let before = try town.folder.bytes(place)
      let outcome = try town.run(["--out", town.folder.path + "/\(place)"])
      #expect(outcome.code == 1 && outcome.errors.contains("--out"), "\(outcome)")
      let isSame = try town.folder.bytes(place) == before
      #expect(isSame)
    }
    let file = try town.run(["--out", town.folder.path + "/stations.csv"])
    #expect(file.code == 1 && file.errors.contains("a file stands"), "\(file)")
    #expect(try String(contentsOfFile: town.folder.path + "/stations.csv", encoding: .utf8) == Town.stations)
  }

  @Test func resultsAreReplacedByResults() throws {
    let town = try Town()
    #expect(try town.run(["--set", "output.formats=[csv]"]).code == 0)
    let names = try town.folder.bytes("out").keys
    #expect(names.contains("tables/stations.csv") && !names.contains("stations.geojson"), "no file of the older run")
    #expect(try town.run().code == 0)
    #expect(try town.folder.bytes("out").keys.contains("stations.geojson"))
  }
}
