import Foundation
import Geodata
import Geometry
import Report
import Testing
import Workbook

/// The report of a split: two made-up counties in folders as `run` leaves them.
@Suite final class PrefectureReportTests {
  private let folder: String

  /// 东县: 1,000 people, 2 stations, 3 sites, an outline. 西县: 500 people, three communities and no other layer.
  init() throws {
    folder = NSTemporaryDirectory() + "prefecture-\(UUID().uuidString)"
    for (name, people, curve) in [
      ("东县", 1000, "0,,0.1,0.1,0\n1,,0.11,0.12,0\n2,,0.12,0.13,0\n3,,0.5,0.5,0\n"),
      ("西县", 500, "0,,0,0,0\n1,,0.2,0.2,0\n2,,0.24,0.3,0\n"),
    ] {
      try write("\(name)/tables/curve.csv", "new,budget_yuan,value,bound,gap\n" + curve)
      try write(
        "\(name)/summary.json",
        """
        {"title": {"zh": "\(name)", "en": "\(name == "东县" ? "East" : "West")"}, "illustrative": true,
         "definition": {"cutoff": "10min", "weights": {"communities": 1, "workers": 0, "routes": 0}},
         "coverage": {"communities": {"total": \(people), "unit": "residents"}},
         "siting": {"unit": "shares", "unit_kind": "weighted-covered-share"}, "attribution": []}
        """)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  private func layer(_ name: String, _ features: [(properties: String, geometry: String)]) throws {
    let rows = features.map {
      "{\"type\":\"Feature\",\"properties\":{\($0.properties)},\"geometry\":\($0.geometry)}"
    }
    try write(name, "{\"type\":\"FeatureCollection\",\"features\":[\(rows.joined(separator: ",\n"))]}")
  }

  private static func square(_ x: Double, _ y: Double, _ side: Double) -> String {
    let (right, top) = (x + side, y + side)
    return """
      {"type":"Polygon","coordinates":[[[\(x),\(y)],[\(right),\(y)],[\(right),\(top)],[\(x),\(top)],[\(x),\(y)]]]}
      """
  }

  private static func point(_ x: Double, _ y: Double) -> String { "{\"type\":\"Point\",\"coordinates\":[\(x),\(y)]}" }

  private func addLayers() throws {
    try layer("东县/outlines.geojson", [("\"kind\":\"boundary\"", Self.square(105, 29, 0.1))])
    try layer(
      "东县/stations.geojson",
      [("\"id\":\"s1\"", Self.point(105.02, 29.02)), ("\"id\":\"s2\"", Self.point(105.05, 29.05))])
    try layer("东县/service_area_merged.geojson", [("\"stations\":\"existing\"", Self.square(105.02, 29.02, 0.02))])
    try layer(
      "东县/service_areas.geojson",
      [3, 1, 2].map {
        (
          "\"station\":\"k\($0)\",\"status\":\"proposed\",\"mode\":\"walk\"",
          Self.square(105.02 + Double($0) / 100, 29.06, 0.01)
        )
      })
    try layer(
      "东县/proposed_sites.geojson",
      [3, 1, 2].map {
        (
          "\"id\":\"k\($0)\",\"name\":\"点\($0)\",\"rank\":\($0),\"cost_yuan\":\($0 * 1000)",
          Self.point(105.02 + Double($0) / 100, 29.06)
        )
      })
    // A triangle: its hull is its outline.
    try layer(
      "西县/communities.geojson",
      [(104.9, 29.0), (105.0, 29.0), (104.95, 29.1)].map { ("\"name\":\"村\"", Self.point($0.0, $0.1)) })
  }

  private func result(_ total: Double, language: String = "zh") throws -> SplitResult {
    try SplitJob(
      [folder + "/东县", folder + "/西县"], .stations, total: total, aim: .people, rules: nil, minima: [], years: [],
      isWeighed: false, language: .init(rawValue: language)!
    ).run()
  }

  /// A total of 3 goes to the east: 50.0 % in the place of 10.0 %, with all three of its sites drawn.
  @Test func mapsOfCountiesAndOfAllOfThem() throws {
    try addLayers()
    let page = try #require(try result(3).page)
    #expect(BriefTables(page) != nil, "well-formed")
    #expect(page.components(separatedBy: "<figcaption>").count - 1 == 2)
    #expect(page.contains("现有2站，分得3个，10.0% → 50.0%"))
    #expect(page.contains("分得0个，0.0% → 0.0%"))
    #expect(page.components(separatedBy: "r=\"2.2\"").count - 1 == 3 && page.contains("<title>1 点1</title>"))
    #expect(page.contains("id=\"panel-0\"") && page.contains("id=\"panel-1\""), "today and with the split")
    #expect(page.contains("审图号"))
  }

  /// The curve counts residents: how workers come changes nothing of it, how residents come does.
  @Test func onlyTheRulesOfWhoIsCountedAreCompared() throws {
    let summaries = try ["东县", "西县"].reduce(into: [String: String]()) { texts, county in
      texts[county] = try String(contentsOfFile: "\(folder)/\(county)/summary.json", encoding: .utf8)
    }
    func isNoted(east: String, west: String) throws -> Bool {
      for (county, workers, communities) in [("东县", "walk", east), ("西县", "bike", west)] {
        let file = "\(county)/summary.json"
        let summary = try #require(summaries[county])
        let modes = "\"modes\": {\"communities\": \"\(communities)\", \"workers\": \"\(workers)\"}"
        try write(file, summary.replacing("\"definition\": {", with: "\"definition\": {\(modes), "))
      }
      return try #require(try result(3).page).contains("服务圈的定义不同")
    }
    #expect(try !isNoted(east: "walk", west: "walk"))
    #expect(try isNoted(east: "walk", west: "bike"))
  }

  /// Of a total of 1 the west gets it: no site of the east is drawn, and the west has none to draw.
  @Test func onlyTheSitesThatAreGivenAreDrawn() throws {
    try addLayers()
    let page = try #require(try result(1).page)
    #expect(!page.contains("r=\"2.2\""))
    // With 4 the east has its three, in build order whatever the order of the file.
    let four = try #require(try result(4).page)
    #expect(four.components(separatedBy: "r=\"2.2\"").count - 1 == 3)
  }

  @Test func aFolderWithoutLayersHasNoMaps() throws {
    let page = try #require(try result(3).page)
    #expect(!page.contains("class=\"maps\"") && !page.contains("panel-0") && !page.contains("审图号"))
    #expect(page.contains("各县分配方案"))
  }

  /// The line at the total that was asked for is told of.
  @Test func theLegendTellsOfTheMark() throws {
    let page = try #require(try result(3).page)
    #expect(page.contains("<span>本次的总量：3</span>"))
  }

  @Test(arguments: [(0.5, 1.0), (1, 1), (4.9, 2), (5, 5), (99, 50), (1000, 1000), (333, 200)])
  func scaleBarsAreRound(_ most: Double, _ length: Double) { #expect(roundLength(atMost: most) == length) }

  /// Totals 0 to 5, of 1,500 people: 100, 200, 220, 500, 600, 620 by hand; of 2 the bounds 100 + 150 are more than 220.
  @Test func theTotalChanges() throws {
    let page = try #require(try result(3, language: "en").page)
    let rows = try #require(BriefTables(page)?.rows[""])
    let start = try #require(rows.firstIndex { $0.first?.hasPrefix("total, stations") == true })
    #expect(rows[start + 1] == ["0", "100", "6.7%", "–", "100", "0.0%", "West"])
    #expect(rows[start + 3].prefix(6) == ["2", "220", "14.7%", "20", "250", "10.0%"])
    #expect(rows[start + 4].prefix(5) == ["3", "500", "33.3%", "280", "500"])
    #expect(rows[start + 6].prefix(5) == ["5", "620", "41.3%", "20", "650"])
    let given = try #require(rows.firstIndex { $0.first == "gets, stations" })
    #expect(rows[given] == ["gets, stations", "0", "1", "2", "3", "4", "5"])
    #expect(rows[given + 1] == ["East", "0", "0", "0", "3", "3", "3"])
    #expect(rows[given + 2] == ["West", "0", "1", "2", "0", "1", "2"])
  }

  @Test func stepsAreRound() {
    let stations = TotalSteps(0...110, given: 100, part: 1)
    #expect(stations.totals == Array(stride(from: 0, through: 110, by: 10)) && stations.given == 100)
    // More than the counties can take: the end stands for it.
    #expect(TotalSteps(3...5, given: 9, part: 1).totals == [3, 4, 5])
    #expect(TotalSteps(3...5, given: 9, part: 1).given == 5)
    // 7 and 186 lie between the steps of 20.
    #expect(
      TotalSteps(7...210, given: 186, part: 1).totals == [7, 20, 40, 60, 80, 100, 120, 140, 160, 180, 186, 200, 210])
    // Fen: from 0 to 250,000 yuan by 20,000.
    #expect(
      TotalSteps(0...25_000_000, given: 10_000_000, part: 100).totals
        == Array(stride(from: 0, through: 24_000_000, by: 2_000_000)) + [25_000_000])
  }

  @Test func theWorkbook() throws {
    try addLayers()
    let sheets = try result(3).sheets
    #expect(sheets.map(\.name) == ["汇总", "分配", "各总量的分法"])
    #expect(sheets[0].lead.contains { $0.contains("已证明") } && sheets[0].lead.contains { $0.contains("示意数据") })
    #expect(sheets[0].rows.contains([.text("覆盖人数"), .text("500")]))
    #expect(sheets[1].columns.map(\.title).prefix(6) == ["编号", "名称", "分组", "人数", "现有驿站", "现状覆盖率"])
    #expect(sheets[1].rows[0].prefix(6) == [.text("东县"), .text("东县"), .empty, .number(1000), .number(2), .number(0.1)])
    #expect(sheets[2].columns.map(\.title) == ["总量", "覆盖人数", "上界", "覆盖率", "最低覆盖率", "东县", "西县"])
    #expect(
      sheets[2].rows[2] == [
        .number(2), .number(220), .number(250), .share(220.0 / 1500), .share(0.1), .number(0), .number(2),
      ])
  }

  /// 1,000 and 500 people. Of 20,000 yuan each gets 10,000, 300 + 100 people; of 30,000 the east takes all, 600 + 0. Its three
  /// sites cost 6,000 together.
  @Test func moneyIsSplit() throws {
    try addLayers()
    for (name, curve) in [("东县", "0,0.1\n10000,0.3\n30000,0.6\n"), ("西县", "0,0\n10000,0.2\n20000,0.3\n")] {
      let rows = curve.split(separator: "\n").map { row in
        let parts = row.split(separator: ",")
        return ",\(parts[0]),\(parts[1]),\(parts[1]),0"
      }
      try write("\(name)/tables/curve.csv", "new,budget_yuan,value,bound,gap\n" + rows.joined(separator: "\n") + "\n")
    }
    func page(_ total: Double) throws -> String {
      try #require(
        try SplitJob(
          [folder + "/东县", folder + "/西县"], .yuan, total: total, aim: .people, rules: nil, minima: [], years: [],
          isWeighed: false, language: .init(rawValue: "en")!
        ).run().page)
    }
    let rows = try #require(BriefTables(try page(20_000))?.rows[""])
    #expect(rows.contains { $0.first == "20,000" && $0.dropFirst().first == "400" })
    #expect(rows.contains { $0.first == "30,000" && $0.dropFirst().first == "600" })
    let given = try #require(rows.firstIndex { $0.first == "gets, 10,000 yuan" })
    let column = try #require(rows[given].firstIndex(of: "2"))
    #expect(rows[given + 1][column] == "1" && rows[given + 2][column] == "1")
    #expect(try page(30_000).components(separatedBy: "r=\"2.2\"").count - 1 == 3)
    // Money that buys equipment, too: nobody knows which sites a part of it pays for.
    try write("东县/tables/acts.csv", "rank,act\n1,build\n")
    #expect(try !page(30_000).contains("r=\"2.2\""))
  }

  /// A county that was counted with its neighbours' stations has a boundary beyond its own area; those in it are its own, one on its
  /// border, too.
  @Test func neighboursStationsAreTheirs() throws {
    try addLayers()
    try layer(
      "东县/outlines.geojson",
      [
        ("\"kind\":\"boundary\"", Self.square(104.9, 28.9, 0.3)), ("\"kind\":\"area\"", Self.square(105, 29, 0.1)),
      ])
    try layer(
      "东县/stations.geojson",
      [
        ("\"id\":\"s1\"", Self.point(105.02, 29.02)), ("\"id\":\"s2\"", Self.point(105.1, 29.05)),
        ("\"id\":\"西县/s1\"", Self.point(105.13, 29.05)),
      ])
    let counties = try #require(try result(3).json["counties"]?.elements)
    #expect(counties.map { $0["stations_today"] } == [2, .null])
  }

  /// Of more than a hundred counties the page lists a hundred, and has neither maps nor other totals.
  @Test func aHundredCountiesAreListed() throws {
    let summary = try String(contentsOfFile: folder + "/西县/summary.json", encoding: .utf8)
    let names = (0...100).map { "c\($0)" }
    for name in names {
      try write("\(name)/summary.json", summary)
      try write("\(name)/tables/curve.csv", "new,budget_yuan,value,bound,gap\n0,,0,0,0\n1,,0.1,0.1,0\n")
    }
    let page = try #require(
      try SplitJob(
        names.map { "\(folder)/\($0)" }, .stations, total: 5, aim: .people, rules: nil, minima: [], years: [],
        isWeighed: false, language: .init(rawValue: "en")!
      ).run().page)
    #expect(page.contains("the first 100 of 101 rows") && page.contains("cover 250 residents"))
    #expect(!page.contains("class=\"maps\"") && !page.contains("How it changes"))
  }

  /// Another cutoff in the west.
  @Test func otherDefinitionsAreTold() throws {
    let file = folder + "/西县/summary.json"
    let text = try String(contentsOfFile: file, encoding: .utf8).replacing("10min", with: "15min")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try #require(try result(3).page).contains("各县服务圈的定义不同（时限或距离）"))
  }

  /// A run that wrote tables alone: rows without a place are drawn nowhere, and stop nothing.
  @Test func tablesWithoutPlaces() throws {
    try write("东县/tables/service_areas.csv", "station,status,mode,lon,lat\ns1,existing,walk,,\n")
    try write("东县/tables/service_area_merged.csv", "stations,lon,lat\nexisting,,\n")
    try write("东县/tables/communities.csv", "id,name,lon,lat\na,甲,,\n")
    #expect(try result(3).page != nil)
  }
}
