import Foundation
import Testing

/// `compare` on two ledgers: an office's list against what was found on the spot.
@Suite struct CompareLedgerTests {
  /// 0.001 degrees of longitude at the equator are 111.3 m. One has moved, one has another name, one other hours, one is
  /// gone, one is new, one differs in writing only.
  private static let office = """
    编号,名称,街道,开放时间,lon,lat
    YZ1,名山路站,绥山街道,08:00-18:00,105,0
    YZ2,新联站,胜利街道,24小时,105.01,0
    YZ3,南华站,胜利街道,24小时,105.02,0
    YZ4,普兴站,胜利街道,24小时,105.03,0
    YZ5,佛光站,胜利街道,"周一,周二",105.05,0
    """
  private static let spot = """
    编号,名称,街道,开放时间,lon,lat
    YZ1,名山路站,绥山街道,08:00-18:00,105.001,0
    YZ2,新联驿家,胜利街道,24小时,105.01,0
    YZ3,南华站,胜利街道,08:00-20:00,105.02,0
    YZ9,新站,符溪镇,24小时,105.04,0
    YZ5,佛光站 ,胜利街道,周一、周二,105.05,0
    """

  private static func withoutIDs(_ table: String) -> String {
    table.split(separator: "\n").map { $0.drop { $0 != "," }.dropFirst() }.joined(separator: "\n")
  }

  private static func compare(_ a: String, _ b: String, _ options: [String] = ["--json"]) throws -> Command.Outcome {
    let folder = try ScratchFolder(["a.csv": a, "b.csv": b])
    return try Command.run(["compare", folder.path + "/a.csv", folder.path + "/b.csv"] + options)
  }

  private static func ledgers(_ outcome: Command.Outcome) throws -> [String: Any] {
    try #require(outcome.object()["ledgers"] as? [String: Any], "\(outcome)")
  }

  private static func names(_ ledgers: [String: Any], _ key: String) throws -> [String] {
    try #require(ledgers[key] as? [[String: Any]]).map { entry in
      let record = entry["a"] as? [String: Any] ?? entry
      return record["name"] as? String ?? "?"
    }
  }

  @Test func recordsAreMatchedByTheirIDs() throws {
    let found = try Self.ledgers(Self.compare(Self.office, Self.spot))
    #expect(found["matched_by"] as? [String: Int] == ["id": 4] && found["role"] as? String == "stations")
    #expect(try Self.names(found, "only_in_a") == ["普兴站"] && Self.names(found, "only_in_b") == ["新站"])
    #expect(try Self.names(found, "moved") == ["名山路站"] && Self.names(found, "renamed") == ["新联站"])
    #expect(try Self.names(found, "changed") == ["南华站"] && found["rewritten"] as? Int == 1)
    let moved = try #require(found["moved"] as? [[String: Any]])
    #expect(moved[0]["meters"] as? Double == 111.3)
    let changed = try #require(found["changed"] as? [[String: Any]])
    #expect(
      changed[0]["fields"] as? [[String: String]] == [["field": "开放时间", "a": "24小时", "b": "08:00-20:00"]])
  }

  @Test func recordsWithoutIDsAreMatchedByNameAndPlace() throws {
    let found = try Self.ledgers(Self.compare(Self.withoutIDs(Self.office), Self.withoutIDs(Self.spot)))
    #expect(found["matched_by"] as? [String: Int] == ["name-and-place": 2, "name": 1, "place": 1])
    #expect(found["ids_used"] as? Bool == false && found["ids_shared"] as? Int == 0)
    #expect(try Self.names(found, "only_in_a") == ["普兴站"] && Self.names(found, "only_in_b") == ["新站"])
    #expect(try Self.names(found, "renamed") == ["新联站"] && Self.names(found, "moved") == ["名山路站"])
    // 111 m is no move when 200 m are allowed, and beyond 100 m a name means another record.
    let wide = try Self.ledgers(
      Self.compare(Self.withoutIDs(Self.office), Self.withoutIDs(Self.spot), ["--json", "--moved", "200m"]))
    #expect(try Self.names(wide, "moved") == [])
    let narrow = try Self.ledgers(
      Self.compare(Self.withoutIDs(Self.office), Self.withoutIDs(Self.spot), ["--json", "--same-name", "100m"]))
    #expect(try Self.names(narrow, "only_in_a") == ["名山路站", "普兴站"])
    #expect((narrow["cautions"] as? [String])?.contains { $0.contains("名山路站") && $0.contains("111 m") } == true)
  }

  @Test func peopleReadTheSame() throws {
    let text = try Self.compare(Self.office, Self.spot, []).output
    for words in [
      "a.csv: 5 records", "4 by id", "only in A    1: YZ4 普兴站", "only in B    1: YZ9 新站",
      "YZ1 名山路站 111 m (more than 30 m)",
      "YZ2 新联站 → 新联驿家", "YZ3 南华站: 开放时间 24小时 → 08:00-20:00", "胜利街道: 4 → 3 (1 only in A, 1 renamed, 1 changed)",
    ] {
      #expect(text.contains(words), "\(words) in \(text)")
    }
  }

  @Test func oneFileDiffersInNothing() throws {
    let folder = try ScratchFolder(["a.csv": Self.office])
    let outcome = try Command.run(["compare", folder.path + "/a.csv", folder.path + "/a.csv"])
    #expect(outcome.code == 0 && outcome.output.contains("A and B are the same file"), "\(outcome)")
    #expect(outcome.output.contains("nothing differs"))
  }

  /// Two of A could be the one of B; one stands twice in B.
  @Test func tiesAndDuplicatesAreTold() throws {
    let a = "name,lon,lat\nShop,105,0\nShop,105.0002,0\n"
    let b = "name,lon,lat\nShop,105.0001,0\nBank,105.01,0\nbank ,105.01,0\n"
    let found = try Self.ledgers(Self.compare(a, b))
    let ties = try #require(found["undecided"] as? [[String: Any]])
    #expect(ties.count == 1 && (ties[0]["a"] as? [Any])?.count == 2 && (ties[0]["b"] as? [Any])?.count == 1)
    #expect((found["duplicates_in_b"] as? [[Any]])?.map(\.count) == [2])
    let text = try Self.compare(a, b, []).output
    #expect(text.contains("undecided    by name and place: of A Shop, Shop; of B Shop"), "\(text)")
    #expect(text.contains("twice in B   1: Bank (records 2, 3)"), "\(text)")
  }

  /// The firms' columns beside the stations': each is seen for what it is.
  @Test func ledgersOfDifferentThingsAreTold() throws {
    let firms = "企业名称,行业,从业人数,lon,lat\n甲,外卖,3,105.2,0\n"
    let text = try Self.compare(firms, Self.office, []).output
    #expect(text.contains("A holds workers and B stations") && text.contains("only in A    1: 甲"), "\(text)")
  }

  @Test func tableAndLayerHoldEveryChange() throws {
    let folder = try ScratchFolder(["a.csv": Self.office, "b.csv": Self.spot])
    let (a, b, out) = (folder.path + "/a.csv", folder.path + "/b.csv", folder.path + "/out")
    let outcome = try Command.run(["compare", a, b, "--out", out])
    #expect(outcome.code == 0, "\(outcome)")
    let written = try folder.bytes("out")
    let table = try text(written, "compare.csv")
    for row in [
      "ledger,,,records,5,5,0", "ledger,,,only,1,1,0", "ledger,,id,matched,4,4,0", "town,胜利街道,,records,4,3,-1",
      "record,YZ4,only-in-a,name,普兴站,,", "record,YZ9,only-in-b,name,,新站,", "record,YZ2,renamed,name,新联站,新联驿家,",
      "record,YZ3,changed,开放时间,24小时,08:00-20:00,", "record,YZ1,moved,meters,105 0,105.001 0,111.3",
      "pair,YZ5,id,meters,YZ5,YZ5,0",
    ] {
      #expect(table.contains("\r\n\(row)\r\n"), "\(row) in \(table)")
    }
    let layer = try JSONSerialization.jsonObject(with: Data(text(written, "compare.geojson").utf8)) as? [String: Any]
    let features = try #require(layer?["features"] as? [[String: Any]])
    let changes = features.map { feature in
      let properties = feature["properties"] as? [String: Any]
      let geometry = feature["geometry"] as? [String: Any]
      return
        "\(properties?["change"] as? String ?? "") \(properties?["id"] as? String ?? "") \(geometry?["type"] as? String ?? "")"
    }
    #expect(
      changes == [
        "only-in-a YZ4 Point", "only-in-b YZ9 Point", "moved YZ1 LineString", "renamed YZ2 Point", "changed YZ3 Point",
      ])
    let page = try text(written, "compare.html")
    #expect(page.contains("两份台账的比较") && page.contains("YZ4 普兴站"))
    // A ledger that lies in the folder would go with it.
    let within = try Command.run(["compare", a, b, "--out", folder.path])
    #expect(within.code == 1 && within.errors.contains("a.csv"), "\(within)")
  }

  /// The second station serves c2 of ``Town``: 200 of 700 residents more.
  @Test func coverageFollowsTheLedger() throws {
    let town = try Town.folder()
    let more = try town.file("more.csv", Town.stations + "s2,Two,drink,105.0115,0\n")
    let stations = town.path + "/stations.csv"
    let arguments = ["compare", stations, more, "--analysis", town.path + "/analysis.yaml", "--json"]
    let outcome = try Command.run(arguments)
    let answer = try outcome.object()
    let results = try #require(answer["results"] as? [String: Any], "\(outcome)")
    let figures = try #require(results["figures"] as? [[String: Any]])
    let covered = try #require(
      figures.first { $0["kind"] as? String == "communities" && $0["figure"] as? String == "covered" })
    #expect(covered["a"] as? Double == 100 && covered["b"] as? Double == 300)
    let ledgers = try #require(answer["ledgers"] as? [String: Any])
    #expect(try Self.names(ledgers, "only_in_b") == ["Two"])
    #expect(!FileManager.default.fileExists(atPath: town.path + "/out"))
    // Columns that fit stations as well as candidates do not say which layer is meant.
    let plain = try ["p.csv", "q.csv"].map { try town.file($0, "id,name,lon,lat\ns1,One,105,0\n") }
    let open = try Command.run(["compare"] + plain + ["--analysis", town.path + "/analysis.yaml"])
    #expect(open.code == 1 && open.errors.contains("--as stations"), "\(open)")
    let said = try Command.run(["compare"] + plain + ["--analysis", town.path + "/analysis.yaml", "--as", "stations"])
    #expect(said.code == 0 && said.output.contains("coverage     the same"), "\(said)")
  }

  /// What is advised is done: options speak of `a` and `b`.
  @Test func adviceSpeaksOfTheLedgers() throws {
    let a = "编号,编码,lon,lat\n1,2,105,0\n"
    let doubt = try Self.compare(a, Self.office, [])
    #expect(doubt.code == 1 && doubt.errors.contains("--fields a:id=编号"), "\(doubt)")
    #expect(try Self.compare(a, Self.office, ["--fields", "a:id=编号"]).code == 0)
    // 名称 in GBK beside UTF-8.
    let folder = try ScratchFolder(["a.csv": Self.office])
    let gbk: [UInt8] = Array("id,".utf8) + [0xC3, 0xFB, 0xB3, 0xC6] + Array(",lon,lat\nYZ1,x,105,0\n".utf8)
    let path = try folder.file("b.csv", gbk)
    let wrong = try Command.run(["compare", folder.path + "/a.csv", path, "--encoding", "b:utf-8"])
    #expect(wrong.code == 1 && wrong.errors.contains("layer b"), "\(wrong)")
    #expect(try Command.run(["compare", folder.path + "/a.csv", path, "--encoding", "b:gbk"]).code == 0)
  }
}
