import Foundation
import Testing

/// `roads build`, and the saved graph in the place of its file.
struct RoadsBuildTests {
  @Test func aSavedGraphStandsForItsFile() throws {
    let town = try Town()
    let graph = town.folder.path + "/town.scgraph"
    let built = try Command.run(["roads", "build", town.folder.path + "/roads.geojson", "-o", graph, "--json"])
    #expect(built.code == 0, "\(built)")
    let facts = try built.object()
    // A crossing with its three arms, one of them with a bend that is no junction.
    #expect(facts["nodes"] as? Int == 4 && facts["edges"] as? Int == 6 && facts["components"] as? Int == 1)
    let origin = try #require(facts["origin"] as? String)
    #expect(origin == "roads.geojson, walk, time at 4.0 km/h")
    let chinese = try Command.run([
      "roads", "build", town.folder.path + "/roads.geojson", "-o", graph, "--language", "zh",
    ])
    #expect(chinese.output.contains("roads.geojson，步行，按时间（时速4公里）\n"), "\(chinese)")

    var times: [String] = []
    for roads in [town.folder.path + "/roads.geojson", graph] {
      let path = town.folder.path + "/times\(times.count).csv"
      let places = town.folder.path + "/communities.csv"
      let outcome = try Command.run([
        "reach", "--roads", roads, "--cutoff", "40min", "--origins", places, "--destinations", places, "--times", path,
      ])
      #expect(outcome.code == 0, "\(outcome)")
      times.append(try String(contentsOfFile: path, encoding: .utf8))
    }
    #expect(times[0] == times[1] && times[0].split(separator: "\n").count == 10)
  }

  /// Two lines whose ends are a metre apart, 0.000009 degrees of latitude, are one street when that is asked for.
  @Test func linesAreJoined() throws {
    let town = try Town()
    func line(_ from: String, _ to: String) -> String {
      #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[105,\#(from)],[105,\#(to)]]}}"#
    }
    let lines = #"{"type":"FeatureCollection","features":[\#(line("0", "0.001")),\#(line("0.001009", "0.002"))]}"#
    try town.folder.file("lines.geojson", lines)
    let path = town.folder.path + "/lines.geojson"
    let graph = town.folder.path + "/lines.scgraph"
    for (more, components) in [([], 2), (["--noding", "1.5m"], 1)] {
      let built = try Command.run(["roads", "build", path, "-o", graph, "--json"] + more)
      let found = try built.object()["components"] as? Int
      #expect(built.code == 0 && found == components, "\(built)")
    }
    let saved = try Command.run(["roads", "build", graph, "-o", town.folder.path + "/b.scgraph", "--noding", "1m"])
    #expect(saved.code == 1 && saved.errors.contains("--noding is for lines"), "\(saved)")
    let alone = try Command.run(["roads", "build", path, "-o", graph, "--t-junctions"])
    #expect(alone.code == 2 && alone.errors.contains("need --noding"), "\(alone)")
  }

  /// Areas from ground that is kept with the graph are those from ground that is parted anew, byte for byte.
  @Test func keptTerritoriesAreDrawnAlike() throws {
    let town = try Town()
    let files = ["bare", "kept"].map { town.folder.path + "/\($0).scgraph" }
    let roads = town.folder.path + "/roads.geojson"
    for (path, more) in zip(files, [[], ["--territories"]]) {
      let built = try Command.run(["roads", "build", roads, "--impedance", "distance", "-o", path] + more)
      #expect(built.code == 0, "\(built)")
    }
    let (bare, kept) = (
      try Data(contentsOf: URL(fileURLWithPath: files[0])), try Data(contentsOf: URL(fileURLWithPath: files[1]))
    )
    #expect(kept.count > bare.count && kept.prefix(bare.count) == bare)

    func reach(_ graph: String) throws -> (outcome: Command.Outcome, areas: Data?) {
      let path = town.folder.path + "/areas.geojson"
      try? FileManager.default.removeItem(atPath: path)
      let outcome = try Command.run([
        "reach", "--roads", graph, "--cutoff", "300m,700m", "--origins", town.folder.path + "/communities.csv",
        "--areas",
        path,
      ])
      return (outcome, FileManager.default.contents(atPath: path))
    }
    let made = try reach(files[0])
    #expect(made.outcome.code == 0 && made.areas!.count > 2000, "\(made.outcome)")
    #expect(try reach(files[1]).areas == made.areas)

    func run(_ graph: String) throws -> (outcome: Command.Outcome, layers: [String: Data]) {
      let outcome = try town.run(["--set", "inputs.roads=\(graph)"])
      return (outcome, try town.folder.bytes("out").filter { $0.key.hasSuffix(".geojson") })
    }
    let layers = try run(files[0]).layers
    #expect(layers["service_areas.geojson"] != nil)
    #expect(try run(files[1]).layers == layers)

    // What is read is what is kept: where it is damaged neither goes on.
    var damaged = kept
    damaged[kept.count - 100] ^= 1
    try damaged.write(to: URL(fileURLWithPath: files[1]))
    for outcome in [try reach(files[1]).outcome, try run(files[1]).outcome] {
      #expect(outcome.code == 1 && outcome.errors.contains("kept.scgraph"), "\(outcome)")
      #expect(
        outcome.errors.contains("its ground does not add up") && outcome.errors.contains("roads build"), "\(outcome)")
    }
    // Who draws no areas does not read it.
    let lines = try Command.run(["reach", "--roads", files[1], "--cutoff", "300m", "--origins", "all"])
    #expect(lines.code == 0, "\(lines)")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let town = try Town()
    let graph = town.folder.path + "/town.scgraph"
    let roads = town.folder.path + "/roads.geojson"
    let built = try Command.run(["roads", "build", roads, "-o", graph])
    try #require(built.code == 0, "\(built)")
    let stations = town.folder.path + "/stations.csv"
    for (arguments, words) in [
      (["--cutoff", "500m"], "asked is walk, distance"), (["--cutoff", "10min", "--speed", "5km/h"], "5.0 km/h"),
      (["--cutoff", "10min", "--mode", "e-bike"], "asked is e-bike"),
    ] {
      let outcome = try Command.run(["reach", "--roads", graph, "--origins", stations] + arguments)
      #expect(outcome.code == 1 && outcome.errors.contains(words), "\(outcome)")
      #expect(outcome.errors.contains("town.scgraph") && outcome.errors.contains("roads build"), "\(outcome)")
    }
    // Torn by a full disk.
    let whole = try Data(contentsOf: URL(fileURLWithPath: graph))
    try whole.dropLast(64).write(to: URL(fileURLWithPath: graph))
    let torn = try Command.run(["reach", "--roads", graph, "--origins", stations, "--cutoff", "10min"])
    #expect(torn.code == 1 && torn.errors.contains("torn"), "\(torn)")
    for arguments in [["-o", town.folder.path + "/town.bin"], ["-o", graph, "--impedance", "money"], []] {
      #expect(try Command.run(["roads", "build", roads] + arguments).code == 2)
    }
    #expect(try Command.run(["roads", "build", town.folder.path + "/none.geojson", "-o", graph]).code == 1)
  }

  /// A barrier 111 m east of the station: of the 666.7 m of ten minutes 111.3 m are left in the east.
  @Test func barriersBound() throws {
    let town = try Town()
    let fence = #"{"type":"LineString","coordinates":[[105.001,-0.01],[105.001,0.01]]}"#
    try Data(#"{"type":"Feature","properties":{},"geometry":\#(fence)}"#.utf8)
      .write(to: URL(fileURLWithPath: town.folder.path + "/fence.geojson"))
    let lines = town.folder.path + "/lines.geojson"
    let outcome = try Command.run([
      "reach", "--roads", town.folder.path + "/roads.geojson", "--origins", town.folder.path + "/stations.csv",
      "--cutoff", "10min", "--barriers", town.folder.path + "/fence.geojson", "--lines", lines,
    ])
    #expect(outcome.code == 0, "\(outcome)")
    let text = try String(contentsOfFile: lines, encoding: .utf8)
    let east = text.matches(of: /\[(105\.\d+),0(?:\.0)?\]/).compactMap { Double($0.1) }.max()
    #expect(abs(try #require(east) - 105.001) < 1e-6)
    #expect(
      outcome.errors.contains("pieces of street are cut at barriers or lie inside a closed area (1, "), "\(outcome)")
  }

  @Test func heightsMustBeTiles() throws {
    let town = try Town()
    let outcome = try Command.run([
      "reach", "--roads", town.folder.path + "/roads.geojson", "--origins", "all", "--cutoff", "10min", "--elevation",
      town.folder.path,
    ])
    #expect(outcome.code == 1 && outcome.errors.contains(".hgt"), "\(outcome)")
  }
}
