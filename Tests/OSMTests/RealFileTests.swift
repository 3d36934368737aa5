import Foundation
import OSM
import Testing

/// The folder of real files; tests that need it are skipped without.
let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct RealFileTests {
  /// Counts and sums of coordinates (units of 1e-7 degree) by pyosmium 4.3.2 over the same files.
  @Test(arguments: [
    ("porto_portugal.osm.pbf", 347_944, 51_458, 427_898, 0, 357, 51_349, -29_750_936_941_118, 143_300_768_892_821),
    ("chengdu.osm", 24_617, 3_820, 29_640, 0, 121, 2_278, 25_621_731_676_955, 7_554_408_816_823),
    ("helsinki.osm.pbf", 24_260, 5_130, 38_026, 4_525, 620, 2_650, 6_051_479_098_926, 14_597_448_200_208),
    ("campo-grande.osm.gz", 24_168, 4_590, 38_102, 3_080, 7, 4_129, -13_188_003_830_244, -4_947_278_724_129),
    ("heidelberg.osm.pbf", 221_009, 31_619, 266_661, 0, 1_700, 25_359, 19_270_867_417_260, 109_212_618_475_740),
    ("andorra.osm.pbf", 69_644, 2_725, 72_968, 0, 74, 1_615, 1_093_804_254_870, 29_630_403_205_769),
  ])
  func agreesWithOsmium(
    name: String, nodes: Int, ways: Int, references: Int, missing: Int, relations: Int, highways: Int,
    longitudeSum: Int, latitudeSum: Int
  ) throws {
    let data = try OSMFile.read("\(realData!)/osm/\(name)")
    #expect(data.nodeCount == nodes)
    #expect(data.wayCount == ways)
    #expect((0..<data.wayCount).reduce(0) { $0 + data.nodes(ofWay: $1).count } == references)
    #expect(data.missingNodeCount == missing)
    #expect(data.relationCount == relations)
    #expect(
      Set(data.features(matching: [TagFilter(key: "highway")]).filter { $0.id.hasPrefix("way") }).count == highways)
    #expect(data.longitudes.reduce(0) { $0 + Int($1) } == longitudeSum)
    #expect(data.latitudes.reduce(0) { $0 + Int($1) } == latitudeSum)
  }

  @Test func portoHasFuelAndChengduItsBanks() throws {
    let porto = try OSMFile.read("\(realData!)/osm/porto_portugal.osm.pbf")
    // By pyosmium 4.3.2: 65 nodes and ways.
    #expect(try porto.features(matching: [TagFilter("amenity=fuel")]).count == 65)
    let chengdu = try OSMFile.read("\(realData!)/osm/chengdu.osm")
    #expect(try chengdu.features(matching: [TagFilter("amenity=fuel")]).count == 4)
  }

  @Test func tornPortoIsTold() throws {
    let path = "\(realData!)/osm/porto_portugal.osm.pbf"
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for length in [3, 10, 100, 4_096, 1_000_000, bytes.count - 1] {
      let error = #expect(throws: OSMError.self) {
        try withFile(Array(bytes[..<length])) { try OSMFile.read($0) }
      }
      #expect(error?.code == .truncated || length <= 5)
    }
  }
}
