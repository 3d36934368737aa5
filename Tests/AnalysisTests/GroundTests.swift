import Analysis
import Coverage
import Foundation
import Model
import RoadNetwork
import Testing

/// One street along the equator with the station at its west end: 111,319.5 m a degree (pyproj 3.7.2), ten minutes at
/// 4 km/h are 666.7 m.
struct GroundTests {
  private static func scene(_ inputs: String = "", _ more: [String: String] = [:]) throws -> ScratchFolder {
    var files = [
      "analysis.yaml": """
      inputs:
        roads: roads.geojson
        stations: s.csv
        workers: w.csv
        \(inputs)
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.0005,0.5],[105.0205,0.5]]}}]}
      """,
      "s.csv": "id,lon,lat\ns,105.0005,0.5\n",
      // 222.6 m east; the same, 55 m north of the street; 556.6 m east.
      "w.csv": "id,riders,lon,lat\nnear,1,105.0025,0.5\ndoor,2,105.0025,0.5005\nfar,4,105.0055,0.5\n",
      "line.geojson": """
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[105.001,0.5002],[105.02,0.5002]]}}
      """,
      "across.geojson": """
      {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[105.004,0.499],[105.004,0.501]]}}
      """,
    ]
    files.merge(more) { $1 }
    return try ScratchFolder(files)
  }

  private static func covered(_ folder: ScratchFolder) async throws -> (heads: Double?, result: AnalysisResult) {
    let result = try await runAnalysis(folder.analysis())
    return (result.coverage.now.byKind[.workers]?.covered, result)
  }

  @Test func openGround() async throws {
    #expect(try await Self.covered(Self.scene()).heads == 7)
  }

  @Test func noDoorIsReachedAcrossWater() async throws {
    let (heads, result) = try await Self.covered(Self.scene("water: line.geojson"))
    #expect(heads == 5)
    let snap = try #require(result.maps.snaps.first { $0.id == "door" })
    #expect(snap.reason == .behindBarrier && snap.street == nil)
    #expect(result.inputs.streets.graph?.notes.count(.barrierCrossed) == 0)
  }

  @Test func barriersCutStreets() async throws {
    let (heads, result) = try await Self.covered(Self.scene("barriers: across.geojson"))
    #expect(heads == 3)
    #expect(result.inputs.streets.graph?.notes.count(.barrierCrossed) == 1)
    // As water the line stands across the street and in nobody's way.
    #expect(try await Self.covered(Self.scene("water: across.geojson")).heads == 7)
  }

  /// A fall of 12 m from each sample to the next, 92.77 m east: 12.94 %. Uphill to the station 556.6 m (500.9 s on level
  /// ground) take exp(3.5 x 0.1294) times as long, 788 s, and 222.6 m 315 s; down from it exp(3.5 x 0.0294) times, 555 s.
  @Test func slopesCount() async throws {
    var heights = Data(capacity: 1201 * 1201 * 2)
    for _ in 0..<1201 {
      for column in 0..<1201 {
        let height = Int16(max(0, 480 - column * 12))
        heights.append(UInt8(truncatingIfNeeded: height >> 8))
        heights.append(UInt8(truncatingIfNeeded: height))
      }
    }
    for (direction, heads) in [("to-station", 3.0), ("from-station", 7)] {
      let folder = try Self.scene("elevation: .\ncircle: {direction: \(direction)}")
      try heights.write(to: URL(fileURLWithPath: folder.path + "/N00E105.hgt"))
      #expect(try await Self.covered(folder).heads == heads, "\(direction)")
    }
    let missing = try Self.scene("elevation: tiles")
    #expect(throws: AnalysisError.self) { try missing.analysis() }
  }
}
