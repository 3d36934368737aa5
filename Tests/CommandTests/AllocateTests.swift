import Foundation
import Testing

/// `allocate` on folders as `run` leaves them.
@Suite struct AllocateTests {
  /// 东县: 1,000 people, a third station pays most. 西县: 500 people, the first does.
  private static let curves = [
    "东县": "0,,0.1,0.1,0\n1,,0.11,0.12,0\n2,,0.12,0.13,0\n3,,0.5,0.5,0\n",
    "西县": "0,,0,0,0\n1,,0.2,0.2,0\n2,,0.24,0.3,0\n,0,0,0,0\n,10000,0.2,0.2,0\n",
  ]

  private static func summary(
    _ people: Int, weights: String = #""communities": 1, "workers": 0, "routes": 0"#,
    unit: String = "weighted mean of the covered shares", kind: String = "weighted-covered-share"
  ) -> String {
    """
    {"title": {"zh": "某县", "en": "A county"}, "illustrative": false, "definition": {"weights": {\(weights)}},
     "coverage": {"communities": {"total": \(people), "unit": "residents"}}, "siting": {"unit": "\(unit)", "unit_kind": "\(kind)"}, "attribution": []}
    """
  }

  private static func folder(_ curves: [String: String] = curves, _ more: [String: String] = [:]) throws
    -> ScratchFolder
  {
    let folder = try ScratchFolder(more)
    for (name, rows) in curves {
      try folder.file("\(name)/summary.json", summary(name == "东县" ? 1000 : 500))
      try folder.file("\(name)/tables/curve.csv", "new,budget_yuan,value,bound,gap\n" + rows)
    }
    return folder
  }

  private static func allocate(_ folder: ScratchFolder, _ options: [String]) throws -> Command.Outcome {
    try Command.run(["allocate", folder.path + "/东县", folder.path + "/西县"] + options)
  }

  /// 3 for the east bring 500, with nothing for the west; 1 for the west and 2 for the east 120 + 100.
  @Test func curvesThatBendAreSplitExactly() throws {
    let found = try Self.allocate(Self.folder(), ["--total", "3", "--json"]).object()
    #expect(found["value"] as? Double == 500 && found["bound"] as? Double == 500 && found["gap"] as? Double == 0)
    #expect(found["people"] as? String == "residents")
    let counties = try #require(found["counties"] as? [[String: Any]])
    #expect(counties.map { $0["given"] as? Double } == [3, 0])
    #expect(counties[1]["next"] as? [String: Double] == ["size": 1, "people": 100])
    // Equal: 2 and 1, 120 + 100. By people: 2 and 1 as well.
    let compared = try #require(found["compared_with"] as? [String: [String: Double]])
    #expect(compared["equal"]?["value"] == 220 && compared["per_head"]?["value"] == 220)
  }

  /// Shares of 0.12 and 0.2 at 2 and 1, else one of them is below 0.11 or at 0.
  @Test func theWorstCountyComesFirst() throws {
    let found = try Self.allocate(Self.folder(), ["--total", "3", "--aim", "worst", "--json"]).object()
    let counties = try #require(found["counties"] as? [[String: Any]])
    #expect(counties.map { $0["given"] as? Double } == [2, 1])
    let worst = try #require(found["worst"] as? [String: Any])
    #expect(
      worst["share"] as? Double == 0.12 && worst["bound"] as? Double == 0.13 && worst["county"] as? String == "东县")
  }

  /// Its proof is one of shares: 13 % by the east's bound at 2; the people bound, 500, says nothing of it. Equal is the same split.
  @Test func whatIsProvenOfTheWorstCounty() throws {
    let outcome = try Self.allocate(
      Self.folder(), ["--total", "3", "--aim", "worst", "--out", Self.folder().path + "/out"])
    #expect(outcome.output.contains("12.0%, proven best for these curves, at most 13.0%"), "\(outcome.output)")
    #expect(outcome.output.contains("220 residents, the most of all splits that do as well"), "\(outcome.output)")
    #expect(!outcome.output.contains("127"), "no gap between two aims")
  }

  /// The east may have 2 at most: 120 + 120 people. By people it would have 3 of 4, which looks at no cap: 500 + 100.
  @Test func plainSplitsMayCoverMore() throws {
    let folder = try Self.folder(Self.curves, ["rules.csv": "id,cap\n东县,2\n"])
    let outcome = try Self.allocate(folder, ["--total", "4", "--counties", folder.path + "/rules.csv"])
    #expect(outcome.output.contains("240 residents, 0 fewer"), "\(outcome.output)")
    #expect(outcome.output.contains("600 residents, 360 more"), "\(outcome.output)")
  }

  /// What `run` writes is what `allocate` reads.
  @Test func aFolderOfARun() throws {
    let town = try Town.folder()
    let run = try Command.run([
      "run", town.path + "/analysis.yaml", "--out", town.path + "/out", "--set", "siting.new=2", "--set",
      "siting.weights={communities: 1, workers: 0, routes: 0}", "--quiet",
    ])
    #expect(run.code == 0, "\(run)")
    let found = try Command.run(["allocate", town.path + "/out", "--total", "1", "--json"]).object()
    #expect(found["people"] as? String == "residents" && found["used"] as? Double == 1)
  }

  @Test func filesAreWritten() throws {
    let folder = try Self.folder(Self.curves, ["rules.csv": "id,name,floor,cap,group\n西县,西边的县,1,,北片\n"])
    let outcome = try Self.allocate(
      folder,
      [
        "--total", "4", "--years", "1,3", "--counties", folder.path + "/rules.csv", "--minimum", "北片=1", "--out",
        folder.path + "/out",
      ])
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.output.contains("600 residents") && outcome.output.contains("year 1"))
    let files = try folder.bytes("out")
    var names: Set = [
      "allocation.csv", "allocation.json", "allocation.html", "datapackage.json", "manifest.json", "totals.csv",
    ]
    #if Office
    names.insert("allocation.xlsx")
    #endif
    #expect(Set(files.keys) == names)
    let table = String(decoding: try #require(files["allocation.csv"]), as: UTF8.self)
    #expect(table.contains("东县,某县,,1000,,0.100000,0,,3,500.0,0.500000,1,380.0,,,curve-end,2,3,0,3"))
    #expect(table.contains("西县,西边的县,北片,500,,0.000000,1,,1,100.0,0.200000,1,100.0,1,20.0,floor,2,1,1,1"))
    let page = String(decoding: try #require(files["allocation.html"]), as: UTF8.self)
    #expect(page.contains("各县分配方案") && page.contains("西边的县") && page.contains("Year by year"))
    // The west has its floor of 1: from there to all that both curves hold.
    let totals = String(decoding: try #require(files["totals.csv"]), as: UTF8.self)
    #expect(totals.contains("\n1,all,,,1,200.0,200.0,0.133333") && totals.contains("\n5,all,,,5,620.0,650.0,0.413333"))
    // Again, in the place of its own results; not in the place of a county's.
    #expect(try Self.allocate(folder, ["--total", "3", "--out", folder.path + "/out", "--quiet"]).code == 0)
    #expect(try Self.allocate(folder, ["--total", "3", "--out", folder.path + "/东县"]).code == 1)
  }

  @Test(
    arguments: [
      ("0,,0.2,0.2,0\n1,,0.1,0.3,0\n", "falls", 3), ("0,,0.2,0.2,0\n1,,0.3,0.25,0\n", "lies below the value", 3),
      ("0,,0.2,0.2,0\n1,,0.3,0.3,0\n1,,0.3,0.3,0\n", "stands twice", 4), ("0,,nan,0.2,0\n", "no number of people", 2),
      ("0,,viel,0.2,0\n", "“viel” is no number", 2), ("0.5,,0.1,0.2,0\n", "whole size", 2),
    ])
  func brokenCurvesAreRefused(_ rows: String, _ words: String, _ line: Int) throws {
    var curves = Self.curves
    curves["西县"] = rows
    let outcome = try Self.allocate(Self.folder(curves), ["--total", "3"])
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("county 西县") && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("西县/tables/curve.csv, line \(line)"), "\(outcome.errors)")
  }

  @Test func whatCountsNoPeopleIsRefused() throws {
    let folder = try Self.folder()
    try folder.file("西县/summary.json", Self.summary(500, weights: #""communities": 0.5, "workers": 1, "routes": 1"#))
    let outcome = try Self.allocate(folder, ["--total", "3"])
    #expect(outcome.code == 1 && outcome.errors.contains("--weighed") && outcome.errors.contains("西县"), "\(outcome)")
    let weighed = try Self.allocate(folder, ["--total", "3", "--weighed", "--json"]).object()
    #expect(weighed["people"] as? String == "weighed")
    try folder.file("西县/summary.json", Self.summary(500, unit: "number of new stations", kind: "stations"))
    #expect(try Self.allocate(folder, ["--total", "3", "--weighed"]).errors.contains("number of new stations"))
    // The east has no rows by money.
    #expect(try Self.allocate(Self.folder(), ["--budget", "3"]).errors.contains("no rows by money"))
  }

  @Test func theSmallestRepairIsNamed() throws {
    let folder = try Self.folder(Self.curves, ["rules.csv": "id,floor,cap,group\n东县,3,,南片\n西县,1,1,北片\n"])
    func run(_ options: [String]) throws -> Command.Outcome {
      try Self.allocate(folder, ["--counties", folder.path + "/rules.csv"] + options)
    }
    let short = try run(["--total", "2", "--out", folder.path + "/out"])
    #expect(short.code == 4 && short.output.contains("floors and minima need 4 stations: 2 stations more"), "\(short)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    let group = try run(["--total", "9", "--minimum", "北片=2"])
    #expect(group.code == 4 && group.output.contains("Lower it to 1 station"), "\(group)")
    #expect(try run(["--total", "9", "--minimum", "西片=2"]).code == 1)
    try folder.file("rules.csv", "id,floor\n北县,1\n")
    #expect(try run(["--total", "9"]).errors.contains("county 北县 is none of the folders"))
  }

  @Test func inChinese() throws {
    let folder = try Self.folder(Self.curves, ["rules.csv": "id,floor\n东县,3\n西县,1\n"])
    let options = ["--counties", folder.path + "/rules.csv", "--language", "zh"]
    let short = try Self.allocate(folder, ["--total", "2"] + options)
    #expect(
      short.code == 4 && short.output.contains("总量2个，下限与最低额共需4个，缺2个。请增加总量，或将下限合计降低2个。"), "\(short)")
    let split = try Self.allocate(folder, ["--total", "5", "--out", folder.path + "/out"] + options)
    #expect(split.code == 0, "\(split)")
    for words in [
      "分配         5个分给2个县，用5个\n", "覆盖         居民620人，按各县曲线已证明最优\n", "东县：3个，最后1个带来380人，曲线到此为止\n",
    ] { #expect(split.output.contains(words), "\(split)") }
    let files = try folder.bytes("out")
    let page = String(decoding: try #require(files["allocation.html"]), as: UTF8.self)
    #expect(page.contains("各县分配方案") && !page.contains("Counties"))
    #expect(String(decoding: try #require(files["datapackage.json"]), as: UTF8.self).contains("下一步可带来人数"))
  }

  @Test func optionsThatMeanNothing() throws {
    let folder = try Self.folder()
    for options in [
      [], ["--total", "3", "--budget", "3"], ["--total", "-1"], ["--total", "3", "--years", "1,1"],
      ["--total", "3", "--years", "1,x"], ["--total", "3", "--minimum", "北片"], ["--budget", "nan"],
    ] {
      #expect(try Self.allocate(folder, options).code == 2, "\(options)")
    }
  }
}
