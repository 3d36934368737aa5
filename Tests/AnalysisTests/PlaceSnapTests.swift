import Analysis
import Geometry
import Model
import Testing

/// Places beside a street along the equator, where a degree of latitude is 110,574.3 m.
struct PlaceSnapTests {
  private static func folder(_ circle: String = "{cutoff: 10min}") throws -> ScratchFolder {
    try ScratchFolder([
      "analysis.yaml": """
      inputs: {roads: roads.geojson, stations: s.csv, communities: c.csv, workers: w.csv, candidates: k.csv}
      circle: \(circle)
      siting: {new: 1}
      """,
      // A street of 8.9 km, and an island of 111 m 55 m to the north of it.
      "roads.geojson": """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105,0],[105.08,0]]}},
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.04,0.0005],[105.041,0.0005]]}},
      {"type":"Feature","properties":{"highway":"residential"},
      "geometry":{"type":"LineString","coordinates":[[105.06,0.01],[105.061,0.01]]}}]}
      """,
      "s.csv": "id,lon,lat\nat,105.01,0\nfar,105.01,0.003\n",
      "k.csv": "id,cost_yuan,lon,lat\nbeside,1,105.02,0.0009\nislander,1,105.0605,0.0101\n",
      "w.csv": "id,riders,lon,lat\nnear-island,5,105.0405,0.0004\n", "c.csv": "id,population,lon,lat\nc,1,105.011,0\n",
    ])
  }

  @Test func everyPlaceTellsItsStreetOrWhyNot() async throws {
    let snaps = try await runAnalysis(try Self.folder().analysis()).maps.snaps
    #expect(snaps.map(\.kind) == [.station, .station, .candidate, .candidate, .worker])
    #expect(snaps.map(\.id) == ["at", "far", "beside", "islander", "near-island"])
    #expect(snaps.map(\.reason) == [nil, .tooFarFromStreet, nil, nil, nil])
    #expect(snaps.map(\.isOnIsland) == [false, false, false, true, false])
    #expect(snaps.map(\.leftIsland) == [false, false, false, false, true])
    #expect(snaps[1].street == nil && snaps[1].distance == nil)
    // 0.0009, 0.0001 and 0.0004 degrees.
    for (index, meters) in [(0, 0.0), (2, 99.5), (3, 11.06), (4, 44.2)] {
      let distance = try #require(snaps[index].distance)
      #expect(abs(distance.value - meters) < 0.1)
    }
    let street = try #require(snaps[2].street)
    #expect(abs(street.x - 105.02) < 1e-7 && abs(street.y) < 1e-7)
  }

  @Test func aCircleNeedsNoStreets() async throws {
    #expect(try await runAnalysis(try Self.folder("{cutoff: 500m, measure: circle}").analysis()).maps.snaps.isEmpty)
  }
}
