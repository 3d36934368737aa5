import Foundation
import Testing

/// `compare` on results, on two settings of a tiny town, and on what it must refuse.
@Suite struct CompareTests {
  /// On the street of ``Town``, 111.3 m a thousandth of a degree, c1 lies 111 m from the station, c2 1,224 m, c3 2,115 m;
  /// k1 lies 111 m from c2.
  private static let town = Result { try Town() }

  private static func path(_ name: String) throws -> String { try town.get().folder.path + "/" + name }

  private static func rows(_ answer: [String: Any], _ level: String) throws -> [[String: Any]] {
    let results = try #require(answer["results"] as? [String: Any])
    return try #require(results["figures"] as? [[String: Any]]).filter { $0["level"] as? String == level }
  }

  @Test func aFolderIsTheRunThatWroteIt() throws {
    let outcome = try Command.run(["compare", Self.path("out"), Self.path("analysis.yaml"), "--json"])
    let answer = try outcome.object()
    #expect(answer["same"] as? Bool == true && answer["same_file"] as? Bool == false, "\(outcome)")
    #expect(answer["compared"] as? String == "results")
    let text = try Command.run(["compare", Self.path("out"), Self.path("out")]).output
    #expect(text.contains("the same folder") && text.contains("nothing differs"), "\(text)")
  }

  @Test func twoSettingsOfOneAnalysis() throws {
    let outcome = try Command.run(
      ["compare", Self.path("analysis.yaml"), "--set", "circle.cutoff=1300m", "--set", "siting.new=0", "--json"])
    let answer = try outcome.object()
    let results = try #require(answer["results"] as? [String: Any], "\(outcome)")
    let definitions = try #require(results["definitions"] as? [[String: String]])
    #expect(definitions == [["key": "cutoff", "a": "500m", "b": "1300m"]])
    // c1 of 700 residents, then c1 and c2.
    let coverage = try Self.rows(answer, "coverage")
    let today = try #require(
      coverage.first { $0["kind"] as? String == "communities" && $0["figure"] as? String == "covered" })
    #expect(today["a"] as? Double == 100 && today["b"] as? Double == 300 && today["difference"] as? Double == 200)
    let plan = try Self.rows(answer, "plan")
    let new = try #require(plan.first { $0["figure"] as? String == "new" })
    #expect(new["a"] as? Int == 1 && new["b"] as? Int == 0)
    let communities = try #require(results["communities"] as? [String: Any])
    func ids(_ key: String) -> [String] {
      (communities[key] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }
    #expect(ids("gained") == ["c2"] && ids("lost") == [] && ids("lost_with_plan") == [])
    let sites = try #require(results["sites"] as? [String: Any])
    #expect((sites["only_in_a"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["k1"])
    // Nothing of either run is written.
    try Self.town.get().expectUntouched()
    // What the figures mean comes before them.
    let text = try Command.run(["compare", Self.path("analysis.yaml"), "--set", "circle.cutoff=1300m"]).output
    let definition = try #require(text.range(of: "definition   cutoff: A 500m, B 1300m"), "\(text)")
    let figures = try #require(text.range(of: "today  "), "\(text)")
    #expect(definition.lowerBound < figures.lowerBound)
  }

  @Test func tableLayerAndPageAreWritten() throws {
    let folder = try ScratchFolder()
    for threads in ["1", "2"] {
      let outcome = try Command.run([
        "compare", Self.path("out"), Self.path("analysis.yaml"), "--out", folder.path + "/" + threads, "--threads",
        threads,
      ])
      #expect(outcome.code == 0, "\(outcome)")
    }
    let (one, two) = (try folder.bytes("1"), try folder.bytes("2"))
    #expect(
      one.keys.sorted() == [
        "compare.csv", "compare.geojson", "compare.html", "compare.json", "datapackage.json", "manifest.json",
      ])
    #expect(one == two)
    let table = try text(one, "compare.csv")
    #expect(table.contains("level,name,kind,figure,a,b,difference\r\n"), "\(table.prefix(80))")
    #expect(table.contains("\r\ncoverage,,communities,covered,100,100,0\r\n"), "\(table)")
    let page = try text(one, "compare.html")
    #expect(page.contains("两个结果的比较"))
    // It may be written over itself, never over a result.
    let again = ["compare", try Self.path("out"), try Self.path("out"), "--out"]
    #expect(try Command.run(again + [folder.path + "/1"]).code == 0)
    let refused = try Command.run([
      "compare", Self.path("analysis.yaml"), "--set", "siting.new=0", "--out", Self.path("out"),
    ])
    #expect(refused.code == 1 && refused.errors.contains("results of `run`"), "\(refused)")
    try Self.town.get().expectUntouched()
  }

  /// Two folders written by hand, one of them without map layers: half a share counts as covered, sites 22.3 m apart are
  /// one, and a value in another unit has no difference.
  @Test func figuresAreComparedByWhatTheyMean() throws {
    func summary(_ cutoff: String, _ unit: String, _ value: Double, _ cost: Int, _ covered: Int) -> String {
      """
      {"definition": {"cutoff": "\(cutoff)", "measure": "network", "metric_crs": "\(cutoff)", "speeds_kmh": {"walk": 4}},
      "coverage": {"communities": {"total": 400, "covered": \(covered), "share": \(Double(covered) / 400), "unit": "residents"}},
      "coverage_with_plan": null, "later": {"x": 1},
      "siting": {"objective": "max-coverage", "unit": "\(unit)", "value": \(value), "cost_yuan": \(cost), "seed": 1}}
      """
    }
    let places = "id,name,weight,covered_share,covered_share_with_plan,lon,lat\n"
    let sites = "id,name,cost_yuan,lon,lat\n"
    let folder = try ScratchFolder([
      "a/summary.json": summary("10min", "minutes", 8, 100, 160),
      "b/summary.json": summary("15min", "metres", 900, 150, 200),
      "a/tables/communities.csv": places + "c1,One,100,0.49,,105,0\nc2,Two,200,0.5,1,105,0\nc3,Three,100,0.2,,105,0\n",
      "b/tables/communities.csv": places + "c1,One,100,0.5,,105,0\nc2,Two,200,0.49,0,105,0\nc4,Four,100,0.2,,105,0\n",
      "a/tables/proposed_sites.csv": sites + "x,X,50,105,0\ny,Y,50,105.01,0\n",
      "b/tables/proposed_sites.csv": sites + "z,Z,50,105.0002,0\nw,W,100,105.02,0\n",
      "a/tables/stations.csv": "id,name,lon,lat\ns,S,105,0\n",
    ])
    let outcome = try Command.run(["compare", folder.path + "/a", folder.path + "/b", "--json"])
    let answer = try outcome.object()
    let results = try #require(answer["results"] as? [String: Any], "\(outcome)")
    #expect(results["definitions"] as? [[String: String]] == [["key": "cutoff", "a": "10min", "b": "15min"]])
    let plan = try Self.rows(answer, "plan")
    func difference(_ figure: String) -> Double? {
      plan.first { $0["figure"] as? String == figure }?["difference"] as? Double
    }
    #expect(difference("value") == nil && difference("cost_yuan") == 50)
    let coverage = try Self.rows(answer, "coverage")
    #expect(coverage.map { $0["difference"] as? Double } == [0, 40, 0.1])
    let communities = try #require(results["communities"] as? [String: Any])
    func ids(_ key: String) -> [String] {
      (communities[key] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }
    #expect(ids("gained") == ["c1"] && ids("lost") == ["c2"] && ids("lost_with_plan") == ["c2"])
    #expect(ids("changed") == ["c2", "c1"] && communities["in_both"] as? Int == 2)
    #expect(communities["only_in_a"] as? [String] == ["c3"] && communities["only_in_b"] as? [String] == ["c4"])
    let found = try #require(results["sites"] as? [String: Any])
    let same = try #require(found["same_place"] as? [[String: Any]])
    #expect(same.count == 1 && same[0]["a"] as? String == "x" && same[0]["b"] as? String == "z")
    #expect(same[0]["meters"] as? Double == 22.3)
    #expect((found["only_in_a"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["y"])
    #expect((found["only_in_b"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["w"])
    // B holds no layer of stations: nothing is said of them, and that is told.
    let stations = try #require(results["stations"] as? [String: Any])
    #expect((stations["only_in_a"] as? [Any])?.isEmpty == true)
    #expect((results["cautions"] as? [String])?.contains { $0.contains("B does not hold stations") } == true)
  }

  /// Illustrative data stay so in every output.
  @Test func madeUpDataSaySo() throws {
    let folder = try ScratchFolder([
      "a.csv": "id,lon,lat,origin\n1,105,0,illustrative\n", "b.csv": "id,lon,lat\n1,105,0\n",
    ])
    let outcome = try Command.run([
      "compare", folder.path + "/a.csv", folder.path + "/b.csv", "--out", folder.path + "/out",
    ])
    #expect(outcome.output.contains("made-up sample data"), "\(outcome)")
    let written = try folder.bytes("out")
    for (file, words) in [("compare.geojson", "\"origin\":\"illustrative\""), ("compare.html", "示意数据")] {
      let text = try text(written, file)
      #expect(text.contains(words), "\(file)")
    }
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let folder = try ScratchFolder([
      "none/x.txt": "", "audit/audit.json": "{}", "half/summary.json": "{\"coverage\": {}}", "broken/summary.json": "{",
      "ledger.csv": "id,lon,lat\n1,105,0\n",
    ])
    func path(_ name: String) -> String { folder.path + "/" + name }
    let (out, analysis) = (try Self.path("out"), try Self.path("analysis.yaml"))
    let cases: [(arguments: [String], code: Int32, words: [String])] = [
      ([path("none"), out], 1, ["none", "no result of `run`", "summary.json"]),
      ([out, path("audit")], 1, ["It holds an audit"]), ([path("half"), out], 1, ["summary.json", "“definition”"]),
      ([path("broken"), out], 1, ["summary.json", "cut off"]),
      ([path("ledger.csv"), out], 1, ["is a ledger", "a folder of results", "--analysis"]),
      ([analysis, path("ledger.csv")], 1, ["an analysis file", "a ledger"]),
      ([path("ledger.csv"), path("gone.csv")], 1, ["gone.csv", "does not exist"]), ([out], 2, ["needs two things"]),
      ([out, "--set", "siting.new=0"], 2, ["a folder of results", "Name an analysis file"]),
      ([analysis, out, "--set", "siting.new=0"], 2, ["leave B out"]),
      ([analysis, "--set", "siting.neu=0"], 1, ["siting.neu", "Did you mean “new”?"]),
      ([out, out, "--analysis", analysis], 2, ["for two ledgers"]),
      ([path("ledger.csv"), path("ledger.csv"), "--moved", "far"], 2, ["--moved is a length"]),
      ([path("ledger.csv"), path("ledger.csv"), "--as", "roads"], 2, ["--as roads", "stations, candidates"]),
      ([path("ledger.csv"), path("ledger.csv"), "--crs", "plan:gcj02"], 2, ["--crs plan:…", "not given"]),
    ]
    for (arguments, code, words) in cases {
      let outcome = try Command.run(["compare"] + arguments)
      #expect(outcome.code == code && outcome.output.isEmpty, "\(arguments): \(outcome)")
      for word in words { #expect(outcome.errors.contains(word), "\(arguments): \(outcome.errors)") }
    }
  }
}

/// A written file as text.
func text(_ files: [String: Data], _ name: String) throws -> String {
  try #require(files[name].flatMap { String(data: $0, encoding: .utf8) }, "\(name)")
}
