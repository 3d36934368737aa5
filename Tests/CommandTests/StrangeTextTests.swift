import Foundation
import Testing

/// Ids, names and cells that a terminal or an office program would obey.
struct StrangeTextTests {
  /// Nothing that moves the cursor, hides or turns text: controls other than the line's own end, bidi marks.
  private func expectHarmless(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let bad = text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    #expect(bad.isEmpty, "\(bad.map(\.value)) in \(text.debugDescription)", sourceLocation: sourceLocation)
  }

  private let evil = "\u{1B}[2J\u{9B}31m\u{202E}x"

  @Test func messagesAndAnswers() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,lon,lat\n\"a\(evil)\nb\",105,0\n", "demand.csv": "id,lon,lat\n\(evil),105,0\n\(evil),105,0\n",
      "good.csv": "id,lon,lat\n\(evil),105,0\n", "far.csv": "id,\(evil)\n1,2\n",
    ])
    let path = folder.path
    func solve(_ demand: String, _ more: [String] = []) throws -> Command.Outcome {
      try Command.run(
        ["solve", "mclp", "--sites", path + "/sites.csv", "--demand", path + "/" + demand, "--radius", "1m", "--count"]
          + ["1"] + more)
    }
    let twice = try solve("demand.csv")
    #expect(twice.code == 1 && twice.errors.contains("\\u001B[2J"), "\(twice)")
    let plan = try solve("good.csv")
    #expect(plan.code == 0 && plan.output.contains("a\\u001B[2J\\u009B31m\\u202Ex\\nb"), "\(plan)")
    let json = try solve("good.csv", ["--json"])
    #expect(try json.object()["sites"] as? [String] == ["a\(evil)\nb"])
    let inspected = try Command.run(["inspect", path + "/far.csv"])
    let wrong = try Command.run(["inspect", path + "/far.csv", "--filter", "\(evil)=1", "--crs", evil])
    let usage = try Command.run(["solve", evil])
    for outcome in [twice, plan, json, inspected, wrong, usage] { expectHarmless(outcome.output + outcome.errors) }
  }

  @Test func checkAndRun() throws {
    let folder = try Town.folder()
    try folder.file("stations.csv", "id,name,services,hours,lon,lat\ns1,\"O\(evil)\nne\",dri\(evil)nk,\(evil),105,0\n")
    try folder.file("candidates.csv", "id,name,host,cost_yuan,lon,lat\nk1,\"\(evil)\nk\",bank,100,105.01,0\n")
    for command in ["check", "run"] {
      let outcome = try Command.run([command, folder.path + "/analysis.yaml"])
      #expect(outcome.code == 0, "\(outcome)")
      expectHarmless(outcome.output + outcome.errors)
    }
  }

  @Test func longCellsAreCutInMessages() throws {
    let long = String(repeating: "9x", count: 50_000)
    let folder = try ScratchFolder([
      "sites.csv": "id,lon,lat\na,105,0\n", "demand.csv": "id,weight,lon,lat\n\(long),\(long),105,0\n",
    ])
    let outcome = try Command.run([
      "solve", "mclp", "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv", "--radius", "1m",
      "--count", "1",
    ])
    #expect(
      outcome.code == 1 && outcome.errors.contains("…”") && outcome.errors.count < 1_000, "\(outcome.errors.count)")
  }

  /// Ids that begin like formulas are guarded in every table and read back: the sites of a plan start the next search,
  /// and a run's table of proposals is audited.
  @Test func guardedIdsReadBack() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,status,lon,lat\n=a,existing,105,0\n-b,,105.01,0\n@c,,105.02,0\n",
      "demand.csv": "id,lon,lat\n=1+1,105.01,0\n+x,105.02,0\n", "roads.geojson": Town.roads,
    ])
    let path = folder.path
    let solve = [
      "solve", "mclp", "--sites", path + "/sites.csv", "--demand", path + "/demand.csv", "--radius", "10m", "--count",
      "2",
    ]
    let first = try Command.run(solve + ["--out", path + "/plan.csv", "--out-demand", path + "/served.csv"])
    #expect(first.code == 0, "\(first)")
    let plan = try String(contentsOfFile: path + "/plan.csv", encoding: .utf8)
    let served = try String(contentsOfFile: path + "/served.csv", encoding: .utf8)
    #expect(plan.contains("\n'=a,") && plan.contains("\n'-b,") && plan.contains("\n'@c,"), "\(plan)")
    #expect(served.contains("\n'=1+1,"), "\(served)")
    let again = try Command.run(solve + ["--start", path + "/plan.csv", "--json"])
    #expect(try again.object()["objective"] as? Double == 2, "\(again)")
    let times = try Command.run([
      "reach", "--roads", path + "/roads.geojson", "--cutoff", "30min", "--crs", "wgs84", "--origins",
      path + "/sites.csv", "--destinations", path + "/demand.csv", "--times", path + "/times.csv",
    ])
    #expect(times.code == 0, "\(times)")
    let rows = try String(contentsOfFile: path + "/times.csv", encoding: .utf8).split(separator: "\n").dropFirst()
    // 0.01° of the equator are 1,113 m, 1,002 s on foot: all but the pair 0.02° apart lie within 30 min.
    #expect(rows.count == 5 && rows.allSatisfy { $0.hasPrefix("'") && $0.contains(",'") }, "\(rows)")
  }

  @Test func aRunsOwnTableIsAudited() throws {
    let folder = try Town.folder()
    try folder.file(
      "candidates.csv", Town.candidates.replacing("k1", with: "=k1").replacing("k2", with: "-k2"))
    let path = folder.path
    let run = try Command.run(["run", path + "/analysis.yaml", "--set", "siting.new=2"])
    #expect(run.code == 0, "\(run)")
    let table = path + "/out/tables/proposed_sites.csv"
    #expect(try String(contentsOfFile: table, encoding: .utf8).contains("'=k1"))
    let audit = try Command.run(["audit", path + "/analysis.yaml", "--plan", table, "--json"])
    let sites = try #require(try audit.object()["sites"] as? [[String: Any]], "\(audit)")
    #expect(Set(sites.compactMap { $0["id"] as? String }) == ["=k1", "-k2"])
  }

  @Test func whyTheSearchEndedInPeoplesWords() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,x,y\na,0,0\nb,100,0\n", "demand.csv": "id,x,y,weight\n1,0,0,3\n2,100,0,4\n",
    ])
    let solve = [
      "solve", "mclp", "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv", "--radius",
      "10m",
      "--count", "1",
    ]
    #expect(try Command.run(solve).output.hasPrefix("mclp: 4 (proven best)\n"))
    let loose = try Command.run(solve + ["--gap", "0.9"]).output
    #expect(loose.contains("proven best") || loose.contains("within the gap asked for"), "\(loose)")
  }
}
