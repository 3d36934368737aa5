import Foundation
import Testing

/// `reach --mode truck` on street lines whose columns carry tags.
struct TruckReachTests {
  /// East from a: a one-way of 0.01 degree, 1,113.195 m; from its end b a street limited to 15 km/h to c, 0.005 degree;
  /// a way back from b to a that bears 3.5 t only.
  private static let roads = """
    {"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"highway":"primary","oneway":"yes","maxspeed":null,"maxweight":null},
    "geometry":{"type":"LineString","coordinates":[[105,0],[105.01,0]]}},
    {"type":"Feature","properties":{"highway":"primary","maxspeed":15},
    "geometry":{"type":"LineString","coordinates":[[105.01,0],[105.015,0]]}},
    {"type":"Feature","properties":{"highway":"primary","maxweight":"3.5"},
    "geometry":{"type":"LineString","coordinates":[[105.01,0],[105.005,0.003],[105,0]]}}]}
    """

  @Test func oneWaysLimitsAndSizes() throws {
    let folder = try ScratchFolder([
      "roads.geojson": Self.roads, "places.csv": "id,lon,lat\na,105,0\nb,105.01,0\nc,105.015,0\n",
    ])
    let times = folder.path + "/times.csv"
    let places = folder.path + "/places.csv"
    let outcome = try Command.run([
      "reach", "--roads", folder.path + "/roads.geojson", "--mode", "truck", "--cutoff", "10min", "--origins", places,
      "--destinations", places, "--times", times, "--quiet", "--json",
    ])
    try #require(outcome.code == 0, "\(outcome)")
    let answer = try outcome.object()
    #expect(answer["mode"] as? String == "truck")
    var seconds: [String: Double] = [:]
    for line in try String(contentsOfFile: times, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",")
      if cells[0] != cells[1] { seconds["\(cells[0])\(cells[1])"] = Double(cells[2]) }
    }
    // 1,113.195 m at 30 km/h, and 556.597 m at 15 km/h; nobody comes back to a.
    #expect(seconds.keys.sorted() == ["ab", "ac", "bc", "cb"])
    for (pair, expected) in ["ab": 133.583, "ac": 267.167, "bc": 133.583, "cb": 133.583] {
      #expect(abs(try #require(seconds[pair]) - expected) < 0.01, "\(pair)")
    }
  }

  /// The roads of an analysis name a column for any key of a mode; other layers do not.
  @Test func mappedKeys() throws {
    let town = try Town()
    let analysis = try String(contentsOfFile: town.folder.path + "/analysis.yaml", encoding: .utf8)
    func check(_ fields: String) throws -> Command.Outcome {
      let text = analysis.replacingOccurrences(
        of: "roads.geojson", with: "{file: roads.geojson, fields: {\(fields)}}")
      return try Command.run(["check", try town.folder.file("mapped.yaml", text)])
    }
    for fields in ["class: highway, maxspeed: vmax", "'hgv:backward': truck_back", "highway: highway"] {
      let outcome = try check(fields)
      #expect(outcome.code == 0, "\(outcome)")
    }
    let wrong = try check("maxspeeed: vmax")
    #expect(wrong.code == 1 && wrong.errors.contains("maxspeed"), "\(wrong)")
  }
}
