import Foundation
import Testing

/// The quality gate as a user meets it: what `check` prints, writes and answers.
struct QualityGateTests {
  /// Along a street on the equator: the station's hours can be read in two ways, one firm is 0.00046° (50.9 m) off its street, k2
  /// is k1 in another writing.
  private static let files = [
    "analysis.yaml": """
    inputs:
      roads: roads.geojson
      stations: {file: s.csv, crs: wgs84!}
      workers: {file: w.csv, crs: wgs84!, weight: riders}
      candidates: {file: k.csv, crs: wgs84!}
    circle: {cutoff: 500m}
    siting: {new: 1}
    output: {dir: out}
    """,
    "roads.geojson": Town.roads,
    "s.csv": "id,name,services,hours,lon,lat\ns1,One,六能,周一至周五 9点-5点,105,0\n",
    "w.csv": "id,name,riders,lon,lat\nw1,A,5,105.003,0.00046\nw2,B,5,105.004,0\n",
    "k.csv": "id,name,lon,lat\nk1,茶花社区,105.01,0\nk2,茶花社区党群服务中心,105.013,0\n",
  ]

  @Test func findingsAsObjects() throws {
    let folder = try ScratchFolder(Self.files)
    let answer = try Command.run(["check", folder.path + "/analysis.yaml", "--json"]).object()
    let findings = try #require(answer["findings"] as? [[String: Any]])
    #expect(
      findings.map { $0["rule"] as? String } == ["similar-name", "unreadable-hours", "snap-distance"], "\(findings)")
    #expect(findings.map { $0["file"] as? String } == ["k.csv", "s.csv", "w.csv"])
    #expect(findings[0]["places"] as? [[Double]] == [[105.013, 0]] && findings[0]["record"] as? String == "k2")
    #expect((findings[0]["message"] as? String)?.contains("“茶花社区” of “k1”") == true)
    #expect((findings[0]["message"] as? String)?.contains("334 m away") == true, "0.003° of 111,319.5 m")
    #expect((findings[1]["fix"] as? String)?.contains("hours from 0 to 24") == true)
    #expect(answer["warnings"] as? Int == 2 && answer["notes"] as? Int == 1 && answer["errors"] as? Int == 0)
    let estimate = try #require(answer["estimate"] as? [String: Any])
    #expect(
      estimate["records"] as? Int == 5 && estimate["sites"] as? Int == 3 && estimate["demand_points"] as? Int == 2)
    // w1 and w2 lie 334 m and 445 m from the station, 779 m and more from the candidates.
    #expect((estimate["memory_mb"] as? Int ?? 0) >= 57 && (estimate["machine_memory_mb"] as? Int ?? 0) > 100)
  }

  @Test func exitCodes() throws {
    let folder = try ScratchFolder(Self.files)
    let analysis = folder.path + "/analysis.yaml"
    #expect(try Command.run(["check", analysis]).code == 0, "warnings do not stop")
    #expect(try Command.run(["check", analysis, "--strict"]).code == 3)
    let run = try Command.run(["run", analysis, "--strict"])
    #expect(run.code == 3 && run.errors.contains("2 error(s) and warning(s)"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    try folder.file("s.csv", "id,name,services,hours,extra_min,lon,lat\ns1,One,六能,24/7,-1,105,0\n")
    try folder.file("k.csv", "id,name,lon,lat\nk1,茶花社区,105.01,0\n")
    #expect(try Command.run(["check", analysis]).code == 1)
    #expect(try Command.run(["check", analysis, "--strict"]).code == 3)
    let stopped = try Command.run(["run", analysis])
    #expect(stopped.code == 1 && stopped.errors.contains("stations (s.csv), record s1, field extra_min: the extra"))
    // Notes alone pass.
    try folder.file("s.csv", "id,name,services,hours,lon,lat\ns1,One,六能,24/7,105,0\n")
    let clean = try Command.run(["check", analysis, "--strict"])
    #expect(clean.code == 0 && clean.output.contains("0 errors, 0 warnings, 1 notes"), "\(clean)")
    #expect(clean.output.contains("a run takes about "))
  }

  @Test func filesOfTheCheck() throws {
    let folder = try ScratchFolder(Self.files)
    let arguments = ["check", folder.path + "/analysis.yaml", "--out", folder.path + "/check"]
    #expect(try Command.run(arguments).code == 0)
    let written = try folder.bytes("check")
    #expect(written.keys.sorted() == ["data_quality.csv", "data_quality.geojson", "manifest.json"])
    let table = String(decoding: written["data_quality.csv"] ?? Data(), as: UTF8.self)
    let header = "severity,layer,record,field,value,message,fix,rule,file,modes,lon,lat"
    #expect(table.split(whereSeparator: \.isNewline).first.map { $0.hasSuffix(header) } == true, "\(table)")
    #expect(table.contains(",similar-name,k.csv,,105.013"))
    let map = try #require(
      try JSONSerialization.jsonObject(with: written["data_quality.geojson"] ?? Data()) as? [String: Any])
    let features = try #require(map["features"] as? [[String: Any]])
    #expect(features.map { $0["id"] as? String } == ["1", "2", "3"])
    #expect((features[0]["properties"] as? [String: Any])?["rule"] as? String == "similar-name")
    // It replaces its own folder, and no other.
    #expect(try Command.run(arguments).code == 0)
    #expect(try Command.run(["run", folder.path + "/analysis.yaml", "--out", folder.path + "/check"]).code == 0)
    let after = try Command.run(arguments)
    #expect(after.code == 1 && after.errors.contains("holds the results of `run`"), "\(after.errors)")
    #expect(try folder.bytes("check").keys.contains("summary.json"))
    let own = try Command.run(["check", folder.path + "/analysis.yaml", "--out", folder.path])
    #expect(own.code == 1 && own.errors.contains("which the command reads, lies in this folder"), "\(own.errors)")
    let others = try ScratchFolder(["letter.txt": "mine"])
    let foreign = try Command.run(["check", folder.path + "/analysis.yaml", "--out", others.path])
    #expect(foreign.code == 1 && foreign.errors.contains("not replaced"), "\(foreign.errors)")
    #expect(try others.bytes("").keys.sorted() == ["letter.txt"])
    #expect(
      try Command.run([
        "check", folder.path + "/analysis.yaml", "--set", "output.formats=[csv]", "--out", folder.path + "/table",
      ]).code == 0)
    #expect(try folder.bytes("table").keys.sorted() == ["data_quality.csv", "manifest.json"])
  }

  /// A clean town has an empty layer that any reader opens.
  @Test func filesOfARun() throws {
    let folder = try ScratchFolder(Self.files)
    let analysis = folder.path + "/analysis.yaml"
    #expect(try Command.run(["run", analysis]).code == 0)
    func features() throws -> [Any]? {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/data_quality.geojson"))
      return (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["features"] as? [Any]
    }
    #expect(try features()?.count == 3)
    try folder.file("s.csv", "id,name,services,hours,lon,lat\ns1,One,六能,24/7,105,0\n")
    try folder.file("w.csv", "id,name,riders,lon,lat\nw2,B,5,105.004,0\n")
    try folder.file("k.csv", "id,name,lon,lat\nk1,茶花社区,105.01,0\n")
    #expect(try Command.run(["run", analysis]).code == 0)
    #expect(try features()?.count == 0)
    let manifest = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/manifest.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: manifest) as? [String: Any])
    #expect((object["estimate"] as? [String: Any])?["seconds"] as? Double ?? 0 > 0)
  }

  /// Of a kind one line is told, with the three first and a count; the table has all.
  @Test func manyOfAKind() throws {
    let folder = try ScratchFolder(Self.files)
    let lines = (1...25).map { "w\($0),F\($0),0,105.\(100 + $0),0\n" }.joined()
    try folder.file("w.csv", "id,name,riders,lon,lat\nw0,F0,1,105.003,0\n" + lines)
    let arguments = ["check", folder.path + "/analysis.yaml", "--out", folder.path + "/check"]
    let outcome = try Command.run(arguments)
    let told = outcome.output.split(separator: "\n").filter { $0.contains("the weight is zero") }
    #expect(told.count == 1 && told[0].hasPrefix("note: workers (w.csv), 25 records: "), "\(outcome.output)")
    #expect(told[0].contains("w1 F1 (0), w2 F2 (0), w3 F3 (0) and 22 more. Fix: "), "\(outcome.output)")
    let table = String(decoding: try folder.bytes("check")["data_quality.csv"] ?? Data(), as: UTF8.self)
    #expect(table.split(whereSeparator: \.isNewline).count { $0.contains("zero-weight") } == 25)
    let json = try Command.run(["check", folder.path + "/analysis.yaml", "--json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let groups = try #require(object["groups"] as? [[String: Any]])
    let zero = try #require(groups.first { $0["rule"] as? String == "zero-weight" })
    #expect(zero["count"] as? Int == 25 && (zero["worst"] as? [Any])?.count == 3)
    // Nobody works there.
    #expect((zero["moves"] as? [String: Any])?["share"] as? Double == 0)
    #expect((object["findings"] as? [[String: Any]])?.count { $0["rule"] as? String == "zero-weight" } == 25)
  }

  /// Two stations 66 m (0.0006°) off the street for both modes: one line, and two rows. c2 (200 of 700 people) is reached from
  /// s2 alone, c3 (400) from s3; of the route's 2.2 km less than the six sevenths of the people.
  @Test func equalFindingsOfTwoModes() throws {
    let folder = try Town.folder()
    try folder.file(
      "stations.csv",
      "id,name,services,lon,lat\ns1,One,drink,105,0\ns2,Two,drink,105.01,0.0006\ns3,Three,drink,105.02,0.0006\n")
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--set", "circle.modes.routes=e-bike"])
    let line =
      "stations (stations.csv), 2 records: it stands far from the nearest street; the way there is counted as walked "
      + "straight (walk, e-bike): s3 Three (66 m), s2 Two (66 m); moves up to 85.7% of residents"
    #expect(outcome.output.contains("finding      \(line)\n"), "\(outcome)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/out/summary.json"))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let quality = try #require(summary["quality"] as? [String: Any])
    let groups = try #require(quality["findings"] as? [[String: Any]])
    let group = try #require(groups.first { $0["rule"] as? String == "snap-distance" })
    #expect(group["count"] as? Int == 2 && group["modes"] as? [String] == ["walk", "e-bike"])
    let moves = try #require(group["moves"] as? [String: Any])
    // 600 / 700.
    #expect(moves["kind"] as? String == "communities" && moves["share"] as? Double == 0.857142857)
    let worst = try #require(group["worst"] as? [[String: Any]])
    #expect(worst.map { $0["record"] as? String } == ["s3", "s2"] && worst[0]["name"] as? String == "Three")
    let page = try String(contentsOfFile: folder.path + "/out/report.html", encoding: .utf8)
    #expect(page.contains("s3 Three（66米）；s2 Two（66米）") && page.contains("至多85.7%的居民"))
    let table = try String(contentsOfFile: folder.path + "/out/tables/data_quality.csv", encoding: .utf8)
    let rows = table.split(whereSeparator: \.isNewline).filter {
      $0.contains("snap-distance") && $0.contains("warning")
    }
    #expect(rows.count == 2 && rows.allSatisfy { $0.contains("\"walk, e-bike\"") }, "\(rows)")
    let check = try Command.run(["check", folder.path + "/analysis.yaml", "--set", "circle.modes.routes=e-bike"])
    // Nobody has searched yet.
    #expect(
      check.output.contains("(walk, e-bike): s2 Two (66 m), s3 Three (66 m). Fix: check its position"), "\(check)")
  }
}
