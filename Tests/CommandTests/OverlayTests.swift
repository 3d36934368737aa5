import Foundation
import Testing

/// `output.overlays`: the layers where Amap and Baidu would have them.
struct OverlayTests {
  private func firstPosition(_ bytes: Data?) throws -> [Double] {
    let bytes = try #require(bytes)
    let collection = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    #expect((collection["positions"] as? String)?.contains("not WGS84") == true)
    let features = try #require(collection["features"] as? [[String: Any]])
    return try #require((features[0]["geometry"] as? [String: Any])?["coordinates"] as? [Double])
  }

  /// Values of prcoords 1.0.2 and coord-convert 0.2.1.
  @Test func layersAreShiftedAndSaySo() throws {
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        stations:    {file: stations.csv, crs: wgs84}
        communities: {file: communities.csv, crs: wgs84}
        candidates:  {file: candidates.csv, crs: wgs84}
      circle: {cutoff: 500m, measure: circle}
      siting: {new: 1}
      output: {dir: out, overlays: [gcj02, bd09]}
      """,
      "stations.csv": "id,name,services,lon,lat\ns1,One,drink,104.066541,30.572269\n",
      "communities.csv": "id,population,lon,lat\nc1,100,104.0666,30.5724\nc2,200,104.0766,30.5724\n",
      "candidates.csv": "id,name,host,cost_yuan,lon,lat\nk1,K1,bank,100,104.0767,30.5724\n",
    ])
    let outcome = try Command.run(["run", folder.path + "/analysis.yaml"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let files = try folder.bytes("out")
    let gcj = try firstPosition(files["gcj02/stations_gcj02.geojson"])
    #expect(abs(gcj[0] - 104.0690460) < 1.01e-7 && abs(gcj[1] - 30.5698146) < 1.01e-7)
    let bd = try firstPosition(files["bd09/stations_bd09.geojson"])
    #expect(abs(bd[0] - 104.0755222) < 1.01e-7 && abs(bd[1] - 30.5758245) < 1.01e-7)
    let bytes = try #require(files["gcj02/stations_gcj02.csv"])
    let table = String(decoding: bytes, as: UTF8.self)
    #expect(table.contains("104.069046,30.5698146"))
    // It says itself what it is.
    let again = try Command.run(["inspect", folder.path + "/out/gcj02/stations_gcj02.geojson"])
    #expect(again.output.contains("gcj02, the file says so") && again.output.contains("104.066541"), "\(again)")
    // The layer itself stays WGS84.
    let plain = try #require(files["stations.geojson"])
    let own = String(decoding: plain, as: UTF8.self)
    #expect(own.contains("[104.066541,30.572269]") && !own.contains("not WGS84"))
    for (name, data) in files where name.hasSuffix(".geojson") { #expect(try rfc7946Faults(data) == [], "\(name)") }
  }
}
