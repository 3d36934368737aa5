import Foundation
import Testing

struct SensitivityTests {
  /// Each row of the table has a name of its own: the cutoff, speeds that are others, and a number where one comes again.
  @Test func rowsAreToldApart() throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, communities: c.csv}
      circle: {cutoff: 10min}
      coverage: {sensitivity: [15min, {walk: 3km/h}, 10min, 15min]}
      output: {dir: out}
      """,
      "s.csv": "id,name,services,lon,lat\ns1,One,drink,105,0\n", "c.csv": "id,population,lon,lat\nc1,100,105.001,0\n",
    ])
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml", "--quiet"])
    try #require(outcome.code == 0, "\(outcome.errors)")
    let rows = try TownRun(results: folder.bytes("out")).table("sensitivity")
    #expect(
      rows.map { $0["definition"] } == ["10min", "15min", "10min, walk at 3 km/h", "10min (2)", "15min (2)"])
  }

  /// `check` tells how recorded tracks lie on the streets, and writes nothing.
  @Test func checkTellsOfTracks() throws {
    let points = (0..<3).flatMap { track in
      (0...20).map { "t\(track),\(1_777_593_600 + 40 * $0),\(105 + 0.001 * Double($0)),0\n" }
    }
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, tracks: t.csv, roads: roads.geojson}
      circle: {cutoff: 500m, modes: {routes: bicycle}}
      output: {dir: out}
      """,
      "s.csv": "id,name,services,lon,lat\ns1,One,drink,105,0\n", "t.csv": "track,time,lon,lat\n" + points.joined(),
      "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"#
        + #""LineString","coordinates":[[105,0],[105.02,0]]}}]}"#,
    ])
    let outcome = try Command.run(["check", folder.path + "/analysis.yaml"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("tracks: 3 matched, 0 refused; 6.7 km along streets, 0 km off them, 0 gaps"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
    let json = try Command.run(["check", folder.path + "/analysis.yaml", "--json"]).object()
    let tracks = try #require(json["tracks"] as? [[String: Any]])
    #expect(tracks.count == 1 && tracks[0]["tracks"] as? Int == 3 && tracks[0]["gaps"] as? Int == 0)
  }
}
