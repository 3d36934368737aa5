import Foundation
import Testing

/// `audit` on the example with faults planted in its best plan, and on wrong plans.
@Suite struct AuditTests {
  /// The proven best 28 (`servicecircle run analyses/wutongqiao.yaml`).
  private static let best = """
    bank-4 bank-8 bank-9 bank-15 post_bank-4 post_bank-5 fuel-1 fuel-2 fuel-9 community_centre-5 community_centre-11 \
    community_centre-15 community_centre-17 toilets-2 toilets-3 toilets-9 toilets-13 toilets-22 supermarket-10 \
    supermarket-15 supermarket-17 supermarket-24 pharmacy-1 pharmacy-2 pharmacy-7 pharmacy-10 pharmacy-12 bus_station-7
    """.split(separator: " ").map(String.init)

  /// The example with one host more: on a street 7 km outside the area, where nobody counts.
  private static let example = Result {
    let folder = try ScratchFolder()
    for name in ["analyses", "geodata"] {
      try FileManager.default.copyItem(
        atPath: Command.root.appendingPathComponent(name).path, toPath: folder.path + "/" + name)
    }
    let hosts = folder.path + "/geodata/wutongqiao/hosts.csv"
    let text = try String(contentsOfFile: hosts, encoding: .utf8)
    try (text + "far-1,Far,bank,9000,103.87,29.36,illustrative\n").write(
      toFile: hosts, atomically: true, encoding: .utf8)
    return folder
  }

  private func audit(_ plan: [String], _ options: [String] = ["--json"]) throws -> Command.Outcome {
    let folder = try Self.example.get()
    let file = try ScratchFolder().file("plan.txt", plan.joined(separator: "\n") + "\n")
    return try Command.run(["audit", folder.path + "/analyses/wutongqiao.yaml", "--plan", file] + options)
  }

  @Test func theBestPlanIsKeptAndProven() throws {
    let answer = try audit(Self.best).object()
    #expect(answer["verdicts"] as? [String: Int] == ["keep": 28, "move": 0, "drop": 0])
    let same = try #require(answer["same_size"] as? [String: Any])
    #expect(same["status"] as? String == "optimal" && same["loss_at_most"] as? Double == 0)
    #expect(same["value"] as? Double == answer["value"] as? Double)
    // What may cost as much is worth at least as much, and costs no more.
    let budget = try #require(answer["same_budget"] as? [String: Any])
    let value = try #require(answer["value"] as? Double)
    #expect(try #require(budget["value"] as? Double) >= value && #require(budget["cost_yuan"] as? Double) <= 371_000)
    #expect(try #require(budget["bound"] as? Double) >= #require(budget["value"] as? Double))
  }

  /// A colleague's table: in another encoding, with headers of its own and rows that are not meant.
  @Test func thePlanIsReadAsSaid() throws {
    // 代号,批次,备注: bank-4 and fuel-1 of 一期, bank-8 of 二期; GBK.
    let gbk = try #require(
      Data(
        base64Encoded: """
          tPq6xSzF+rTOLLG416IKYmFuay00LNK7xtoszfi14wpiYW5rLTgstv7G2izN+LXjCmZ1ZWwtMSzSu8ba\
          LLzT083Vvgo=
          """))
    let folder = try ScratchFolder()
    let path = folder.path + "/plan.csv"
    try gbk.write(to: URL(fileURLWithPath: path))
    let example = try Self.example.get().path + "/analyses/wutongqiao.yaml"
    let options = ["--encoding", "plan:gb18030", "--fields", "id=代号", "--filter", "批次=一期", "--json"]
    let answer = try Command.run(["audit", example, "--plan", path] + options).object()
    let sites = try #require(answer["sites"] as? [[String: Any]])
    #expect(Set(sites.compactMap { $0["id"] as? String }) == ["bank-4", "fuel-1"])
    let wrong = try Command.run(["audit", example, "--plan", path, "--encoding", "utf-8"])
    #expect(wrong.code == 1 && wrong.errors.contains("UTF-8"), "\(wrong)")
  }

  /// Three good sites gone; in their places a near-duplicate of bus_station-7, a host nobody reaches, and toilets-10,
  /// the best substitute of pharmacy-7, which is one of the three.
  @Test func plantedFaultsAreFound() throws {
    let gone = ["toilets-2", "community_centre-17", "pharmacy-7"]
    let plan = Self.best.filter { !gone.contains($0) } + ["supermarket-16", "far-1", "toilets-10"]
    let answer = try audit(plan).object()
    let sites = try #require(answer["sites"] as? [[String: Any]])
    func site(_ id: String) throws -> [String: Any] { try #require(sites.first { $0["id"] as? String == id }) }
    func verdicts(_ verdict: String) -> Set<String> {
      Set(sites.filter { $0["verdict"] as? String == verdict }.compactMap { $0["id"] as? String })
    }
    #expect(verdicts("drop") == ["supermarket-16", "far-1"])
    #expect(verdicts("move") == ["toilets-10"])
    #expect(try site("far-1")["gain"] as? Double == 0 && site("far-1")["unique"] as? Double == 0)
    // What is to replace them is what was taken out.
    let replacements = sites.compactMap { $0["replacement"] as? String }
    #expect(Set(replacements) == Set(gone) && replacements.count == 3)

    let pairs = try #require(answer["redundant_pairs"] as? [[String: Any]])
    let twin = try #require(
      pairs.first { Set([$0["first"] as? String, $0["second"] as? String]) == ["supermarket-16", "bus_station-7"] })
    #expect(try #require(twin["shared_share"] as? Double) > 0.99)

    let moves = try #require(answer["moves"] as? [[String: Any]])
    let same = try #require(answer["same_size"] as? [String: Any])
    let value = try #require(answer["value"] as? Double)
    let best = try #require(same["value"] as? Double)
    #expect(try #require(moves.last?["value"] as? Double) == best && same["status"] as? String == "optimal")
    #expect(abs(try #require(same["loss_at_least"] as? Double) - (best - value)) < 2e-9 && best - value > 0.01)
    #expect(Set(same["chosen"] as? [String] ?? []) == Set(Self.best))
  }

  @Test func peopleReadTheSame() throws {
    let plan = Self.best.filter { $0 != "toilets-2" } + ["supermarket-16"]
    let text = try audit(plan, []).output
    for words in ["keep 27, move 0, drop 1", "drop         supermarket-16", "toilets-2", "proven: the plan is"] {
      #expect(text.contains(words), "\(text)")
    }
  }

  @Test func tablesAndLayerAreWritten() throws {
    let folder = try ScratchFolder()
    let plan = Self.best.filter { $0 != "toilets-2" } + ["supermarket-16"]
    for threads in ["1", "2"] {
      let outcome = try audit(plan, ["--json", "--out", folder.path + "/" + threads, "--threads", threads])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    let one = try folder.bytes("1")
    let two = try folder.bytes("2")
    #expect(
      one.keys.sorted() == [
        "audit.json", "audit_sites.geojson", "manifest.json", "tables/audit_moves.csv", "tables/audit_pairs.csv",
        "tables/audit_sites.csv", "tables/datapackage.json",
      ])
    for (name, bytes) in one where name != "manifest.json" {
      let isSame = two[name] == bytes
      #expect(isSame, "\(name)")
    }
    let layer = try JSONSerialization.jsonObject(with: try #require(one["audit_sites.geojson"])) as? [String: Any]
    let features = try #require(layer?["features"] as? [[String: Any]])
    let verdicts = features.compactMap { ($0["properties"] as? [String: Any])?["verdict"] as? String }
    #expect(verdicts.count == 28 && verdicts.count { $0 == "drop" } == 1)
    // An audit may be written again over itself.
    #expect(try audit(plan, ["--out", folder.path + "/1"]).code == 0)
  }

  @Test(arguments: [
    ("plan.txt", "k1\nk9\n", ["plan.txt", "record 2", "line 2", "“k9”", "“k1”"]),
    ("plan.txt", "k1\nk2\nk1\n", ["record 3", "“k1”", "record 1"]),
    ("plan.txt", "s1\n", ["“s1”", "in operation"]),
    ("plan.txt", "\n", ["plan.txt", "empty"]),
    ("plan.csv", "id\n", ["plan.csv", "names no site"]),
    ("plan.csv", "row,rank\nk1,1\n", ["plan.csv", "line 2", "rank, row", "id"]),
    ("plan.txt", "k1\n天安门\n", ["record 2", "“天安门”", "lon and lat"]),
    ("plan.csv", "id,rank\nk1,1\n,2\n", ["record 2", "line 3", "“id”", "empty"]),
    (
      "plan.geojson",
      #"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[105,0]}}"#,
      ["plan.geojson", "record 1", "in operation"]
    ),
    (
      "plan.csv", "编号,name\nk1,K2\n",
      ["record 1", "id “k1” is the candidate k1", "name “K2” is k2", "“编号” only numbers"]
    ),
    // 0.01° of longitude at the equator: 1113 m.
    ("plan.csv", "id,lon,lat\nk1,105.02,0\n", ["record 1", "id “k1”", "lies 1113 m from there, at k2", "--crs gcj02"]),
    ("plan.csv", "name,lon,lat\nK1,105.02,0\n", ["record 1", "name “K1”", "lies 1113 m from there, at k2"]),
  ])
  func wrongPlans(name: String, text: String, words: [String]) throws {
    let town = try Town()
    let file = try town.folder.file(name, text)
    let outcome = try Command.run(["audit", town.folder.path + "/analysis.yaml", "--plan", file])
    #expect(outcome.code == 1 && outcome.output == "", "\(outcome)")
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  }

  /// By id under a heading, by name, by the name in another writing, by place: 22 m from k1, and on k2.
  @Test(arguments: [
    ("plan.txt", "k1\nk2\n"), ("plan.csv", "rank,id\n1,k1\n2,k2\n"), ("plan.txt", "方案\nk1\nk2\n"),
    ("plan.txt", "名称\nK1\nk 2\n"), ("plan.csv", "name,rank\nK1,1\nＫ2,2\n"),
    ("plan.csv", "name,lon,lat\n某处,105.0102,0\n另一处,105.02,0\n"),
    // 445 m from k1, and no degrees at all: ids say it.
    ("plan.csv", "id,lon,lat\nk1,105.014,0\nk2,105.02,0\n"), ("plan.csv", "id,name,x,y\nk1,k 1,900000,0\nk2,,9,9\n"),
    (
      "plan.geojson",
      #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"k1","properties":{},"geometry":null},{"type":"Feature","id":"x","properties":{"id":"k2"},"geometry":null}]}"#
    ),
  ])
  func everyKindOfPlanFile(name: String, text: String) throws {
    let town = try Town()
    let file = try town.folder.file(name, text)
    let outcome = try Command.run(["audit", town.folder.path + "/analysis.yaml", "--plan", file, "--json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let sites = try #require(try outcome.object()["sites"] as? [[String: Any]])
    #expect(Set(sites.compactMap { $0["id"] as? String }) == ["k1", "k2"])
    #expect(try outcome.object()["cost_yuan"] as? Double == 300)
  }

  /// 222 m from k1 is another place: it is added and said so, and covers c2 (111 m from k1).
  @Test func aPlaceThatIsNoCandidateIsAdded() throws {
    let town = try Town()
    let file = try town.folder.file("plan.csv", "名称,经度,纬度\n新点,105.012,0\nK2,105.02,0\n")
    let outcome = try Command.run([
      "audit", town.folder.path + "/analysis.yaml", "--plan", file, "--json",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let answer = try outcome.object()
    let sites = try #require(answer["sites"] as? [[String: Any]])
    #expect(Set(sites.compactMap { $0["name"] as? String }) == ["新点", "K2"])
    let notes = try #require(answer["notes"] as? [String])
    #expect(notes.contains { $0.contains("新点") && $0.contains("added") }, "\(notes)")
    let plan = try #require(
      (answer["coverage_with_plan"] as? [String: Any])?["communities"] as? [String: Any])
    #expect(plan["covered"] as? Double == 700)
  }

  /// GCJ-02 lies 383 m off here. The plan has the numbers of k1 in GCJ-02 and does not say so; where the candidates are
  /// WGS84 by their format, the stations say what this office's tables are in.
  @Test(arguments: [
    ("{file: candidates.csv, crs: gcj02}", [], ["k1"], "they are read as the candidates are, in gcj02"),
    ("candidates.geojson", [], ["k1"], "they are read as the stations are, in gcj02"),
    // What is said of the plan itself counts.
    ("{file: candidates.csv, crs: gcj02}", ["--crs", "wgs84"], ["plan-1"], "is no candidate; its place was added"),
  ])
  func aPlanIsReadAsTheCandidatesAre(candidates: String, options: [String], ids: [String], note: String) throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        stations:    {file: stations.csv, crs: gcj02}
        communities: {file: communities.csv, crs: gcj02}
        candidates:  \(candidates)
      circle: {cutoff: 1000m, measure: circle}
      siting: {new: 1}
      output: {dir: out}
      """,
      "stations.csv": "id,name,lon,lat\ns1,One,103.80,29.40\n",
      "communities.csv": "id,population,lon,lat\nc1,100,103.83,29.40\n",
      "candidates.csv": "id,name,lon,lat\nk1,K1,103.83,29.40\n",
      // The same place in WGS84, to within a metre.
      "candidates.geojson": """
      {"type":"Feature","properties":{"id":"k1","name":"K1"},
      "geometry":{"type":"Point","coordinates":[103.82789,29.40291]}}
      """,
      "plan.csv": "lon,lat\n103.83,29.40\n",
    ])
    let arguments = ["audit", folder.path + "/analysis.yaml", "--plan", folder.path + "/plan.csv", "--json"]
    let answer = try Command.run(arguments + options).object()
    let sites = try #require(answer["sites"] as? [[String: Any]])
    #expect(sites.compactMap { $0["id"] as? String } == ids)
    let notes = try #require(answer["notes"] as? [String])
    #expect(notes.contains { $0.contains(note) }, "\(notes)")
  }

  /// Another case is nearer than another letter.
  @Test func theNearestIDDiffersInCase() throws {
    let folder = try Town.folder()
    try folder.file("candidates.csv", "id,name,lon,lat\nka,北门,105.01,0\nkb,西门,105.02,0\n")
    let file = try folder.file("plan.txt", "ka\nkB\n")
    let outcome = try Command.run(["audit", folder.path + "/analysis.yaml", "--plan", file])
    #expect(outcome.code == 1 && outcome.errors.contains("Did you mean “kb”?"), "\(outcome)")
  }

  @Test func aPlanThatNobodyReachesIsExplained() throws {
    let town = try Town()
    try town.folder.file("stations.csv", "id,name,services,lon,lat\ns1,One,drink,105,-0.003\n")
    try town.folder.file("candidates.csv", "id,lon,lat\nk1,105,-0.0029\n")
    try town.folder.file("communities.csv", "id,population,lon,lat\nc3,400,105.019,0\n")
    let file = try town.folder.file("plan.txt", "k1\n")
    let outcome = try Command.run([
      "audit", town.folder.path + "/analysis.yaml", "--plan", file, "--set", "circle.cutoff=1米", "--set",
      "inputs.routes={file: routes.geojson, first: 0}",
    ])
    #expect(outcome.code == 4, "\(outcome)")
    for words in ["no site reaches", "unreached", "repair"] {
      #expect(outcome.output.contains(words), "\(outcome.output)")
    }
  }

  @Test func usage() throws {
    let outcome = try Command.run(["audit", "a.yaml"])
    #expect(outcome.code == 2 && outcome.errors.contains("--plan"))
  }
}
