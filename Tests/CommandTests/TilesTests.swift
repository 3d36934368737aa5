import Foundation
import Testing

/// A city cut into tiles: `tiles cut`, `tiles search` and `run --tiles` against one run of the whole.
struct TilesTests {
  /// Blocks of 222.6 m on both sides of a river at 105.007°, which one bridge crosses; every second street goes one way.
  /// Several homes, firms and pieces of the route stand at equal longitudes, where tiles are cut.
  private static func town(_ circle: String, siting: String = "{new: 2}") throws -> ScratchFolder {
    var roads: [String] = []
    func add(_ tags: String, _ line: [(Double, Double)]) {
      let places = line.map { "[\(105 + 0.002 * $0.0),\(30 + 0.002 * $0.1)]" }.joined(separator: ",")
      roads.append(
        #"{"type":"Feature","properties":{\#(tags)},"geometry":{"type":"LineString","coordinates":[\#(places)]}}"#)
    }
    for y in 0...5 {
      let tags = #""highway":"residential""# + (y % 2 == 0 ? #","oneway":"\#(y == 2 ? "-1" : "yes")""# : "")
      add(tags, (0...3).map { (Double($0), Double(y)) })
      add(tags, (4...8).map { (Double($0), Double(y)) })
    }
    for x in 0...8 { add(#""highway":"residential""#, (0...5).map { (Double(x), Double($0)) }) }
    add(#""highway":"primary","bridge":"yes""#, [(3, 3), (4, 3)])
    var homes = "id,population,lon,lat\n"
    var firms = "id,riders,trade,lon,lat\n"
    var hosts = "id,name,host,lon,lat\n"
    for x in 0...16 {
      for y in 0...10 where (x + y) % 2 == 0 {
        let place = "\(105 + 0.001 * Double(x)),\(30 + 0.001 * Double(y))"
        homes += "c\(x)-\(y),\(1 + (7 * x + 3 * y) % 11),\(place)\n"
        if x % 4 == 0 { firms += "w\(x)-\(y),\(1 + (x + y) % 3),\(y % 4 == 0 ? "parcel" : "food"),\(place)\n" }
        if y % 5 == 0 { hosts += "k\(x)-\(y),K\(x)-\(y),bank,\(place)\n" }
      }
    }
    return try ScratchFolder([
      "analysis.yaml": """
      inputs:
        roads: roads.geojson
        stations: stations.csv
        communities: communities.csv
        workers: {file: workers.csv, group: trade}
        routes: routes.geojson
        candidates: candidates.csv
      circle: \(circle)
      siting: \(siting)
      output: {dir: out}
      """,
      "roads.geojson": #"{"type":"FeatureCollection","features":[\#(roads.joined(separator: ",\n"))]}"#,
      "stations.csv":
        "id,name,services,extra_min,lon,lat\ns1,One,drink,0,105.004,30.004\ns2,Two,drink,1,105.012,30.006\n",
      "communities.csv": homes, "workers.csv": firms, "candidates.csv": hosts,
      "routes.geojson": """
      {"type":"Feature","id":"r","properties":{"trips":8},
      "geometry":{"type":"LineString","coordinates":[[105,30.006],[105.016,30.006],[105.016,30]]}}
      """,
    ])
  }

  private static func cut(_ folder: ScratchFolder, _ count: Int, _ more: [String] = []) throws -> [[String: Any]] {
    let outcome = try Command.run(
      ["tiles", "cut", folder.path + "/analysis.yaml", "--count", "\(count)", "-o", folder.path + "/tiles", "--json"]
        + more)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try #require(try outcome.object()["tiles"] as? [[String: Any]])
  }

  private static func search(_ folder: ScratchFolder, _ tiles: [[String: Any]]) throws {
    for tile in tiles {
      let name = try #require(tile["name"] as? String)
      let outcome = try Command.run(["tiles", "search", "\(folder.path)/tiles/\(name)"])
      try #require(outcome.code == 0, "\(outcome.errors)")
    }
  }

  private static func run(_ folder: ScratchFolder, _ more: [String] = []) throws -> Command.Outcome {
    try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"] + more)
  }

  /// Every file but the manifest is the same to the byte: on streets in minutes and in metres, both ways, with modes and
  /// cutoffs of their own and rounds by their detour; with other definitions beside it; in circles.
  @Test(arguments: [
    (
      "{cutoff: 4min, cutoffs: {workers: {food: 2min}}, modes: {workers: {food: e-bike, default: walk}, routes: bicycle}}",
      2
    ),
    ("{cutoff: 300m, direction: from-station, modes: {communities: bicycle}}\ncoverage: {detour: {extra: 200m}}", 4),
    ("{cutoff: 400m, modes: {communities: truck}}", 9),
    ("{cutoff: 4min}\ncoverage: {sensitivity: [3min, 6min, {walk: 5km/h}]}", 3),
    ("{cutoff: 4min, measure: circle, cutoffs: {workers: {food: 6min}}, modes: {routes: bicycle}}", 5),
  ]) func tilesGiveTheFilesOfOneRun(circle: String, count: Int) throws {
    let folder = try Self.town(circle)
    let whole = try Self.run(folder)
    try #require(whole.code == 0, "\(whole.errors)")
    var expected = try folder.bytes("out")
    let tiles = try Self.cut(folder, count)
    #expect(tiles.count == count)
    try Self.search(folder, tiles)
    let joined = try Self.run(folder, ["--tiles", folder.path + "/tiles"])
    try #require(joined.code == 0, "\(joined.errors)")
    var found = try folder.bytes("out")
    expected["manifest.json"] = nil
    found["manifest.json"] = nil
    #expect(expected.count > 10)
    for (name, bytes) in expected { #expect(found[name] == bytes, "\(name)") }
    #expect(found.keys.sorted() == expected.keys.sorted())
    // What changes no row may change: the same tiles serve another number of stations.
    let other = try Self.run(folder, ["--tiles", folder.path + "/tiles", "--set", "siting.new=1"])
    #expect(other.code == 0, "\(other.errors)")
  }

  /// Four homes, of which the second and the third stand at one longitude: half of the points would be cut between them.
  /// The cut goes west of both, and who stands on it belongs to the east.
  @Test func whoStandsOnACutHasOneTile() throws {
    let folder = try ScratchFolder([
      "analysis.yaml": "inputs: {stations: s.csv, communities: c.csv}\ncircle: {cutoff: 500m}\n",
      "s.csv": "id,lon,lat\ns,105,0\n",
      "c.csv": "id,population,lon,lat\na,1,105,0\nb,1,105.001,0\nc,1,105.001,0.0001\nd,1,105.002,0\n",
    ])
    let tiles = try Self.cut(folder, 2)
    #expect(tiles.compactMap { $0["points"] as? Int } == [1, 3])
    // Points at one place cannot be parted.
    _ = try folder.file("c.csv", "id,population,lon,lat\na,1,105,0\nb,1,105,0\n")
    #expect(try Self.cut(folder, 2).compactMap { $0["points"] as? Int } == [2])
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let folder = try Self.town("{cutoff: 4min}")
    let tiles = try Self.cut(folder, 2)
    let missing = try Self.run(folder, ["--tiles", folder.path + "/tiles"])
    #expect(missing.code == 1 && missing.errors.contains("this tile has no rows yet"), "\(missing)")
    try Self.search(folder, tiles)
    let other = try Self.run(folder, ["--tiles", folder.path + "/tiles", "--set", "circle.cutoff=5min"])
    #expect(other.code == 1 && other.errors.contains("these tiles are of another search"), "\(other)")
    let nowhere = try Self.run(folder, ["--tiles", folder.path])
    #expect(nowhere.code == 1 && nowhere.errors.contains("no folder of tiles"), "\(nowhere)")
    let rows = folder.path + "/tiles/tile-0001/tile.rows"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: rows))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: rows))
    let damaged = try Self.run(folder, ["--tiles", folder.path + "/tiles"])
    #expect(damaged.code == 1 && damaged.errors.contains("damaged"), "\(damaged)")
    let foreign = try Command.run([
      "tiles", "cut", folder.path + "/analysis.yaml", "--count", "2", "-o", folder.path,
    ])
    #expect(foreign.code == 1 && foreign.errors.contains("holds something else"), "\(foreign)")
    let none = try Command.run(["tiles", "search", folder.path])
    #expect(none.code == 1, "\(none)")
  }
}
