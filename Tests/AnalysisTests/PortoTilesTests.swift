import Analysis
import Foundation
import Model
import Testing

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct PortoTilesTests {
  /// Stations at petrol pumps, candidates at crossings, homes along all of Porto's residential streets: cover sets and coverage of 2, 4
  /// and 9 tiles are those of the whole.
  @Test func tilesFindWhatTheWholeFinds() async throws {
    let porto = "\(realData!)/osm/porto_portugal.osm.pbf"
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        roads: \(porto)
        stations: {file: \(porto), filter: amenity=fuel, first: 50}
        communities: {file: \(porto), filter: highway=residential, weight: length_m}
        candidates: {file: \(porto), filter: highway=crossing|traffic_signals, kind: highway, first: 1000}
      circle: {cutoff: 10min}
      """
    ])
    let file = try folder.analysis()
    let whole = try await PreparedAnalysis(file)
    #expect(whole.covers.siteCount > 500 && whole.covers.demandCount > 50_000)
    for count in [2, 4, 9] {
      let tiles = folder.path + "/tiles"
      let set = try await cutIntoTiles(file, count: count, to: tiles, RunOptions())
      #expect(set.tiles.count == count)
      for tile in set.tiles { _ = try await searchTile("\(tiles)/\(tile.name)", RunOptions()) }
      var options = RunOptions()
      options.tiles = tiles
      let joined = try await PreparedAnalysis(file, options)
      #expect(joined.covers == whole.covers, "\(count) tiles")
      #expect(joined.coverageToday == whole.coverageToday, "\(count) tiles")
    }
  }
}
