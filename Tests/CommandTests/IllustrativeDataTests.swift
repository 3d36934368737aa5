import Foundation
import Testing

/// The committed files of `geodata`: regenerated, and counted.
struct IllustrativeDataTests {
  /// What is known of a county, and how many of each are drawn.
  struct County: CustomTestStringConvertible {
    var name: String
    /// 2020 census.
    var residents: Int
    var urbanResidents: Int
    var urban: Int
    var villages: Int
    var stations: Int
    var hosts: Int
    var firms: Int
    var routes: Int
    var patrols: Int
    var bridges: Int
    /// Besides the layers and tables that all have.
    var more: [String] = []

    var testDescription: String { name }
  }

  /// Urban residents: 53.15 % of 237,933 are 126,461.4; 60.29 % of 419,107 are 252,679.6; 41.89 % of 38,727 are 16,222.7.
  static let counties = [
    County(
      name: "wutongqiao", residents: 237_933, urbanResidents: 126_461, urban: 22, villages: 8, stations: 10, hosts: 140,
      firms: 87, routes: 23, patrols: 23, bridges: 4, more: ["area.geojson"]),
    County(
      name: "emeishan", residents: 419_107, urbanResidents: 252_680, urban: 19, villages: 18, stations: 22, hosts: 126,
      firms: 25, routes: 66, patrols: 60, bridges: 2, more: ["area.geojson"]),
    County(
      name: "jinkouhe", residents: 38_727, urbanResidents: 16_223, urban: 4, villages: 41, stations: 8, hosts: 56,
      firms: 20, routes: 24, patrols: 10, bridges: 4, more: ["N29E103.hgt"]),
  ]

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let geodata = root.appendingPathComponent("geodata")

  /// The test runner lies beside the built commands.
  static let generator: URL? = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let products = URL(fileURLWithPath: runner).deletingLastPathComponent()
    let folders = [
      products, root.appendingPathComponent(".build/release"), root.appendingPathComponent(".build/debug"),
    ]
    return folders.map { $0.appendingPathComponent("illustrate") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  private func text(_ county: County, _ name: String) throws -> String {
    try String(contentsOf: Self.geodata.appendingPathComponent("\(county.name)/\(name)"), encoding: .utf8)
  }

  /// The lines of a GeoJSON layer that hold one feature each.
  private func features(_ county: County, _ name: String) throws -> [Substring] {
    try text(county, name + ".geojson").split(separator: "\n").filter { $0.hasPrefix(#"{"type":"Feature","#) }
  }

  private func rows(_ county: County, _ name: String) throws -> [Substring] {
    try text(county, name).split(separator: "\r\n").dropFirst().map { $0 }
  }

  private func residents(_ lines: [Substring]) throws -> Int {
    try lines.reduce(0) { sum, line in
      let match = try #require(line.firstMatch(of: /"residents":([0-9]+)/))
      return sum + Int(match.1)!
    }
  }

  @Test(arguments: counties) func committedFilesAreAFreshRun(county: County) throws {
    let generator = try #require(Self.generator, "build the package first: swift build -c release --build-tests")
    let out = FileManager.default.temporaryDirectory.appendingPathComponent("illustrate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: out) }
    let process = Process()
    process.executableURL = generator
    process.arguments = [county.name, "--geodata", Self.geodata.path, "--out", out.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    let fresh = out.appendingPathComponent(county.name)
    let names = try FileManager.default.contentsOfDirectory(atPath: fresh.path).sorted()
    let all = [
      "boundary.geojson", "communities.geojson", "firms.csv", "hosts.csv", "roads.geojson", "routes.geojson",
      "stations.csv", "water.geojson",
    ]
    #expect(names == (all + county.more).sorted())
    for name in names {
      let isSame =
        try Data(contentsOf: fresh.appendingPathComponent(name))
        == Data(contentsOf: Self.geodata.appendingPathComponent("\(county.name)/\(name)"))
      #expect(isSame, "\(county.name)/\(name) differs from a fresh run: make geodata")
    }
  }

  @Test(arguments: counties) func residentsAreTheCensus(county: County) throws {
    let communities = try features(county, "communities")
    #expect(try residents(communities) == county.residents)
    let urban = communities.filter { $0.contains(#""kind":"urban""#) }
    #expect(urban.count == county.urban)
    #expect(try residents(urban) == county.urbanResidents)
    #expect(communities.count { $0.contains(#""kind":"village""#) } == county.villages)
  }

  @Test(arguments: counties) func tablesSayTheyAreMadeUp(county: County) throws {
    for (name, count) in [("stations", county.stations), ("hosts", county.hosts), ("firms", county.firms)] {
      let rows = try rows(county, name + ".csv")
      #expect(rows.count == count, "\(name)")
      #expect(rows.allSatisfy { $0.hasSuffix(",illustrative") }, "\(name)")
    }
  }

  @Test(arguments: counties) func layersSayTheyAreMadeUp(county: County) throws {
    for name in ["area", "water", "roads", "communities", "routes"] {
      guard name != "area" || county.more.contains("area.geojson") else { continue }
      let features = try features(county, name)
      #expect(!features.isEmpty)
      #expect(features.allSatisfy { $0.contains(#""origin":"illustrative""#) }, "\(name)")
    }
  }

  @Test(arguments: counties) func bridgesAndRoutesAreAsMany(county: County) throws {
    #expect(try features(county, "roads").count { $0.contains(#""bridge":"yes""#) } == county.bridges)
    let routes = try features(county, "routes")
    #expect(routes.count == county.routes)
    #expect(routes.count { $0.contains(#""patrol":"yes""#) } == county.patrols)
  }

  /// More than 200 part-time grid workers ride Emeishan's rounds.
  @Test func gridWorkersOfEmeishan() throws {
    let riders = try features(Self.counties[1], "routes").compactMap { $0.firstMatch(of: /"riders":([0-9]+)/) }
    #expect(riders.count == 60)
    #expect(riders.reduce(0) { $0 + Int($1.1)! } == 208)
  }

  /// Heights of the gorge: 1,201 by 1,201 whole metres, the most of them void, the rest between the river's lowest place
  /// (470 m) and some 700 m above the highest village (1,540 m).
  @Test func heightsAreThoseOfAGorge() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.geodata.appendingPathComponent("jinkouhe/N29E103.hgt")))
    #expect(bytes.count == 1201 * 1201 * 2)
    let heights = stride(from: 0, to: bytes.count, by: 2)
      .map { Int16(bitPattern: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])) }
      .filter { $0 != Int16.min }
    #expect(heights.count > 20_000 && heights.count < 40_000)
    #expect(heights.allSatisfy { $0 >= 470 && $0 <= 2240 })
  }
}
