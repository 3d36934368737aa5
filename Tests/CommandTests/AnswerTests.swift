import Foundation
import Testing
import Yams

/// What the commands print.
struct AnswerTests {
  @Test func oneJSONObjectAndNothingElse() throws {
    let town = try Town()
    let analysis = town.folder.path + "/analysis.yaml"
    let sites = try town.folder.file("sites.csv", "id,x,y\na,0,0\nb,1000,0\n")
    let demand = try town.folder.file("demand.csv", "id,x,y,weight\n1,100,0,3\n2,1100,0,5\n3,9000,0,7\n")
    for arguments in [
      ["run", analysis, "--json"], ["check", analysis, "--json"], ["schema", "--json"],
      ["init", town.folder.path + "/new", "--json"],
      ["solve", "mclp", "--sites", sites, "--demand", demand, "--radius", "800m", "--count", "1", "--json"],
      ["reach", "--roads", town.folder.path + "/roads.geojson", "--cutoff", "800m", "--origins", "all", "--json"],
    ] {
      let outcome = try Command.run(arguments)
      #expect(outcome.code == 0 && outcome.errors == "", "\(arguments): \(outcome)")
      #expect(!(try outcome.object()).isEmpty)
    }
  }

  /// 3 or 5 of 15 are covered by one site within 800 m.
  @Test func solveOnPlainTables() throws {
    let folder = try ScratchFolder([
      "sites.csv": "id,x,y\na,0,0\nb,1000,0\n", "demand.csv": "id,x,y,weight\n1,-100,0,3\n2,1800,0,5\n3,9000,0,7\n",
    ])
    let answer = try Command.run([
      "solve", "mclp", "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv", "--radius",
      "800m", "--count", "1", "--json", "--assignment",
    ]).object()
    #expect(answer["status"] as? String == "optimal" && answer["sites"] as? [String] == ["b"])
    #expect(answer["objective"] as? Double == 5 && answer["gap"] as? Double == 0)
    #expect(answer["covered_weight"] as? Double == 5 && answer["total_weight"] as? Double == 15)
    #expect(answer["uncoverable"] as? [String] == ["3"])
    let assignment = try #require(answer["assignment"] as? [String: [String: Any]])
    #expect(assignment.keys.sorted() == ["2"] && assignment["2"]?["cost"] as? Double == 800, "the boundary is inside")
  }

  /// Sites a (10) and b (20) 300 m apart, c (15), a station d: by hand, 12 of 14 for 30; with 301 m between them a and c
  /// for 25.
  @Test func solveWithConstraints() throws {
    let folder = try ScratchFolder([
      "sites.csv":
        "id,x,y,cost,status\na,0,0,10,candidate\nb,300,0,20,candidate\nc,1000,0,15,candidate\nd,2000,0,5,existing\n",
      "demand.csv": "id,x,y,weight,town\n1,-700,0,3,n\n2,1050,0,5,s\n3,200,0,4,n\n4,9000,0,2,s\n",
    ])
    func solve(_ arguments: [String]) throws -> Command.Outcome {
      try Command.run(
        ["solve"] + arguments + [
          "--sites", folder.path + "/sites.csv", "--demand", folder.path + "/demand.csv", "--radius", "800m", "--json",
        ])
    }
    let plan = try solve(["mclp", "--budget", "30", "--spacing", "301m"]).object()
    #expect(plan["objective"] as? Double == 12 && plan["status"] as? String == "optimal")
    #expect(plan["sites"] as? [String] == ["a", "c"] && plan["cost"] as? Double == 25)
    let backup = try solve(["backup"]).object()
    #expect(backup["objective"] as? Double == 2 && backup["backup_weight"] as? Double == 4)
    #expect(backup["backup_clients"] as? Int == 1 && backup["sites"] as? [String] == ["a", "b"])
    let target = try solve(["target", "--share", "0.5", "--least-cost"]).object()
    #expect(target["objective"] as? Double == 10 && target["sites"] as? [String] == ["a"])
    let refused = try solve(["mclp", "--budget", "12", "--floor", "0.5"])
    let blocking = try refused.object()["blocking_demand"] as? [String]
    #expect(refused.code == 4 && blocking == ["2", "4"], "\(refused)")
    for wrong in [["mclp"], ["target"], ["lscp", "--budget", "5"], ["mclp", "--budget", "nan"]] {
      #expect(try solve(wrong).code == 2, "\(wrong)")
    }
  }

  /// 1000 m along the street at 4 km/h take 900 s; c1 is 111.3 m away, 100.2 s.
  @Test func reachWritesTimes() throws {
    let town = try Town()
    let times = town.folder.path + "/times.csv"
    let outcome = try Command.run([
      "reach", "--roads", town.folder.path + "/roads.geojson", "--cutoff", "10min", "--origins",
      town.folder.path + "/stations.csv", "--destinations", town.folder.path + "/communities.csv", "--times", times,
      "--quiet",
    ])
    #expect(outcome.code == 0, "\(outcome)")
    let lines = try String(contentsOfFile: times, encoding: .utf8).split(separator: "\n")
    #expect(
      lines.count == 2 && lines[0] == "origin,destination,seconds" && lines[1].hasPrefix("s1,c1,100.1"), "\(lines)")
    let nowhere = try Command.run([
      "reach", "--roads", town.folder.path + "/roads.geojson", "--cutoff", "10min", "--origins", "all",
      "--graph-nodes", "/nowhere/x.csv",
    ])
    #expect(nowhere.code == 1 && nowhere.errors.contains("/nowhere/x.csv"), "\(nowhere)")
  }

  /// The cart of the file goes 6 km/h, half of the bicycle's: c1, 111.3 m away, takes 66.8 s. Two minutes to get in.
  @Test func reachByAModeOfOnesOwn() throws {
    let town = try Town()
    let times = town.folder.path + "/times.csv"
    let modes = try town.folder.file("modes.yaml", "custom_modes: {cart: {like: bicycle, speed: 6km/h}}\n")
    try town.folder.file("origins.csv", "id,extra_min,lon,lat\na,,105,0\nb,2,105,0\n")
    func reach(_ mode: String, _ more: [String]) throws -> Command.Outcome {
      try Command.run(
        [
          "reach", "--roads", town.folder.path + "/roads.geojson", "--cutoff", "10min", "--origins",
          town.folder.path + "/origins.csv", "--destinations", town.folder.path + "/communities.csv", "--times", times,
          "--quiet", "--mode", mode,
        ] + more)
    }
    let outcome = try reach("cart", ["--modes", modes])
    #expect(outcome.code == 0 && outcome.output.contains("mode cart"), "\(outcome)")
    let lines = try String(contentsOfFile: times, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 2 && lines.first?.hasPrefix("a,c1,66.7") ?? false, "\(lines)")
    #expect(lines.last?.hasPrefix("b,c1,186.7") ?? false, "\(lines)")
    #expect(try reach("boat", ["--modes", modes]).code == 2)
    #expect(try reach("cart", []).code == 2)
    #expect(try reach("cart", ["--modes", "/nowhere.yaml"]).code == 1)
  }

  /// Both kinds of GeoJSON and table, by mode, whatever the threads.
  @Test func runByModeWithAnyThreads() throws {
    let town = try Town()
    let modes = ["--set", "circle.modes={communities: walk, routes: e-bike}", "--set", "circle.cutoff=5min"]
    let one = try town.run(modes + ["--threads", "1", "--out", town.folder.path + "/one"])
    let two = try town.run(modes + ["--threads", "2", "--out", town.folder.path + "/two"])
    #expect(one.code == 0 && two.code == 0, "\(one)")
    #expect(one.output.contains("walk at 4 km/h (communities), e-bike at 15 km/h (routes)"), "\(one.output)")
    let bytes = try (town.folder.bytes("one"), town.folder.bytes("two"))
    #expect(bytes.0.keys.sorted() == bytes.1.keys.sorted())
    for (name, data) in bytes.0 where name != "manifest.json" {
      let isSame = bytes.1[name] == data
      #expect(isSame, "\(name)")
      if name.hasSuffix(".geojson") { #expect(try rfc7946Faults(data) == [], "\(name)") }
    }
    let summary = try #require(try JSONSerialization.jsonObject(with: bytes.0["summary.json"]!) as? [String: Any])
    let definition = try #require(summary["definition"] as? [String: Any])
    #expect(definition["modes"] as? [String: String] == ["communities": "walk", "workers": "walk", "routes": "e-bike"])
    #expect(definition["speeds_kmh"] as? [String: Double] == ["walk": 4, "e-bike": 15])
    let areas = try #require(bytes.0["tables/service_areas.csv"].flatMap { String(data: $0, encoding: .utf8) })
    #expect(areas.contains("s1,5.00,walk,") && areas.contains("s1,5.00,e-bike,"))
    #expect(bytes.0["tables/snapping.csv"].map { String(decoding: $0, as: UTF8.self) }?.contains("mode") ?? false)
  }

  /// A saved graph serves the mode and speed it was built for, and says so when asked for another.
  @Test func aSavedGraphServesItsMode() throws {
    let town = try Town()
    let graph = town.folder.path + "/e-bike.scgraph"
    let built = try Command.run([
      "roads", "build", town.folder.path + "/roads.geojson", "--mode", "e-bike", "-o", graph, "--quiet",
    ])
    #expect(built.code == 0, "\(built)")
    func run(_ more: [String]) throws -> Command.Outcome {
      try town.run(["--json", "--out", town.folder.path + "/saved", "--set", "circle.cutoff=4min"] + more)
    }
    let riding = ["--set", "circle.modes=e-bike"]
    let plain = try run(riding)
    let saved = try run(riding + ["--set", "inputs.roads=e-bike.scgraph"])
    #expect(plain.code == 0 && saved.code == 0, "\(saved)")
    for key in ["coverage", "coverage_with_plan", "definition", "siting"] {
      #expect(try plain.object()[key] as? NSDictionary == saved.object()[key] as? NSDictionary, "\(key)")
    }
    let mixed = try run(["--set", "circle.modes={routes: e-bike}", "--set", "inputs.roads=e-bike.scgraph"])
    #expect(mixed.code == 1 && mixed.errors.contains("saved for e-bike") && mixed.errors.contains("walk"), "\(mixed)")
  }

  @Test(arguments: ["en", "zh"]) func starterRunsAsItIs(language: String) throws {
    let folder = try ScratchFolder()
    let start = try Command.run(["init", folder.path + "/town", "--language", language])
    #expect(start.code == 0 && start.output.contains("analysis.yaml"))
    let outcome = try Command.run(["run", folder.path + "/town/analysis.yaml", "--json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(try outcome.object()["illustrative"] as? Bool == true)
    let again = try Command.run(["init", folder.path + "/town"])
    #expect(again.code == 1 && again.errors.contains("not empty"))
    #expect(try Command.run(["init", folder.path + "/other", "--language", "fr"]).code == 2)

    // A build with GDAL writes the tables as a workbook, too, and reads them from there.
    guard start.output.contains("templates.xlsx,") || start.output.contains("templates.xlsx\n"),
      !start.output.contains("no templates.xlsx")
    else { return }
    let sheets = ["stations", "communities", "candidates"].flatMap {
      ["--set", "inputs.\($0)={file: templates.xlsx, layer: \($0), crs: wgs84}"]
    }
    let workbook = try Command.run(["run", folder.path + "/town/analysis.yaml", "--json"] + sheets)
    #expect(workbook.code == 0, "\(workbook.errors)")
    #expect(try workbook.object()["coverage"] as? NSDictionary == outcome.object()["coverage"] as? NSDictionary)
  }

  @Test func helpAndVersionAreNoErrors() throws {
    for arguments in [["--help"], ["run", "--help"], ["--version"]] {
      let outcome = try Command.run(arguments)
      #expect(outcome.code == 0 && !outcome.output.isEmpty && outcome.errors == "", "\(arguments)")
    }
  }

  @Test func schemaAcceptsTheExamples() throws {
    let answer = try Command.run(["schema"])
    #expect(answer.output.hasSuffix("}\n"), "the last line ends")
    let schema = try answer.object()
    let folder = Command.root.appendingPathComponent("analyses")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(names.contains("wutongqiao.yaml"))
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let document = try #require(try Yams.load(yaml: text))
      #expect(schemaFaults(document, schema, at: name) == [])
    }
  }

  @Test(arguments: [
    "circle: {modes: e-bike}", "circle: {modes: {workers: {freight: cart, default: walk}, routes: cart}}",
    "circle: {speeds: {walk: 4km/h, cart: 5km/h}}",
    "custom_modes: {cart: {like: walk, speed: 5km/h, closed: [steps], speed_factors: {track: 0.6}, width: 1m, weight: 1t}}",
    "coverage: {sensitivity: [15min, {e-bike: 12km/h}]}",
  ])
  func schemaAcceptsModes(yaml: String) throws {
    let schema = try Command.run(["schema"]).object()
    let document = try #require(try Yams.load(yaml: yaml))
    #expect(schemaFaults(document, schema, at: "") == [])
  }

  @Test(arguments: [
    "circel: {}", "circle: {cutoff: 10}", "circle: {speeds: {walk: 4}}", "siting: {new: -1}", "siting: {new: many}",
    "inputs: {stations: [a]}", "language: de", "circle: {modes: [walk]}", "circle: {modes: {boats: walk}}",
    "circle: {speeds: {cart: 5}}", "custom_modes: {cart: {like: boat}}",
    "custom_modes: {cart: {like: walk, wight: 1t}}", "inputs: {stations: {fiel: a}}", "output: {formats: [doc]}",
  ])
  func schemaRefuses(yaml: String) throws {
    let schema = try Command.run(["schema"]).object()
    let document = try #require(try Yams.load(yaml: yaml))
    #expect(!schemaFaults(document, schema, at: "").isEmpty)
  }
}

/// The part of JSON Schema that the tool's schema uses: type, properties, items, anyOf, enum, pattern, minimum.
private func schemaFaults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
  if let choices = schema["anyOf"] as? [[String: Any]] {
    let faults = choices.map { schemaFaults(value, $0, at: place) }
    return faults.contains([]) ? [] : faults.flatMap(\.self)
  }
  if let words = schema["enum"] as? [String] {
    return (value as? String).map(words.contains) ?? false ? [] : ["\(place): \(value) is not one of \(words)"]
  }
  let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
  let isOfType = types.contains { type in
    switch type {
    case "string": value is String
    case "integer": value is Int
    case "number": value is Int || value is Double
    case "array": value is [Any]
    case "object": value is [String: Any]
    default: false
    }
  }
  guard isOfType else { return ["\(place): \(value) is no \(types)"] }
  var faults: [String] = []
  if let pattern = schema["pattern"] as? String, let text = value as? String,
    text.range(of: pattern, options: .regularExpression) == nil
  {
    faults.append("\(place): “\(text)” does not match")
  }
  if let least = schema["minimum"] as? Int, let number = (value as? Double) ?? (value as? Int).map(Double.init),
    number < Double(least)
  {
    faults.append("\(place): \(number) is below \(least)")
  }
  if let items = schema["items"] as? [String: Any], let list = value as? [Any] {
    faults += list.flatMap { schemaFaults($0, items, at: place + "[]") }
  }
  if let object = value as? [String: Any] {
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for (key, member) in object {
      if let known = properties[key] ?? schema["additionalProperties"] as? [String: Any] {
        faults += schemaFaults(member, known, at: "\(place).\(key)")
      } else if schema["additionalProperties"] as? Bool == false {
        faults.append("\(place): unknown key \(key)")
      }
    }
  }
  return faults
}
