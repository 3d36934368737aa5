import Foundation
import Testing

/// The committed files of `geodata/wutongqiao`: regenerated, and counted.
struct IllustrativeDataTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = root.appendingPathComponent("geodata/wutongqiao")

  /// The test runner lies beside the built commands.
  private static let generator: URL? = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let products = URL(fileURLWithPath: runner).deletingLastPathComponent()
    let folders = [
      products, root.appendingPathComponent(".build/release"), root.appendingPathComponent(".build/debug"),
    ]
    return folders.map { $0.appendingPathComponent("illustrate-wutongqiao") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The lines of a GeoJSON layer that hold one feature each.
  private func features(_ name: String) throws -> [Substring] {
    try text(name).split(separator: "\n").filter { $0.hasPrefix(#"{"type":"Feature","#) }
  }

  private func rows(_ name: String) throws -> [Substring] {
    try text(name).split(separator: "\r\n").dropFirst().map { $0 }
  }

  private func residents(_ lines: [Substring]) throws -> Int {
    try lines.reduce(0) { sum, line in
      let match = try #require(line.firstMatch(of: /"residents":([0-9]+)/))
      return sum + Int(match.1)!
    }
  }

  @Test func committedFilesAreAFreshRun() throws {
    let generator = try #require(Self.generator, "build the package first: swift build -c release --build-tests")
    let fresh = FileManager.default.temporaryDirectory.appendingPathComponent("wutongqiao-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: fresh) }
    let process = Process()
    process.executableURL = generator
    process.arguments = ["--facts", Self.folder.appendingPathComponent("facts").path, "--out", fresh.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    let names = try FileManager.default.contentsOfDirectory(atPath: fresh.path).sorted()
    #expect(
      names == [
        "area.geojson", "boundary.geojson", "communities.geojson", "firms.csv", "hosts.csv", "roads.geojson",
        "routes.geojson", "stations.csv", "water.geojson",
      ])
    for name in names {
      let isSame =
        try Data(contentsOf: fresh.appendingPathComponent(name))
        == Data(contentsOf: Self.folder.appendingPathComponent(name))
      #expect(isSame, "\(name) differs from a fresh run: make geodata")
    }
  }

  /// 2020 census: 237,933 residents; 53.15 % of them, 126,461.4, are urban.
  @Test func residentsAreTheCensus() throws {
    let communities = try features("communities.geojson")
    #expect(try residents(communities) == 237_933)
    let urban = communities.filter { $0.contains(#""kind":"urban""#) }
    #expect(urban.count == 22)
    #expect(try residents(urban) == 126_461)
  }

  @Test(arguments: [("stations.csv", 10), ("hosts.csv", 140), ("firms.csv", 87)])
  func tablesSayTheyAreMadeUp(name: String, count: Int) throws {
    let rows = try rows(name)
    #expect(rows.count == count)
    #expect(rows.allSatisfy { $0.hasSuffix(",illustrative") })
  }

  @Test(arguments: ["area", "water", "roads", "communities", "routes"])
  func layersSayTheyAreMadeUp(name: String) throws {
    let features = try features(name + ".geojson")
    #expect(!features.isEmpty)
    #expect(features.allSatisfy { $0.contains(#""origin":"illustrative""#) })
  }

  @Test func bridgesAndRoutesAreAsMany() throws {
    #expect(try features("roads.geojson").count { $0.contains(#""bridge":"yes""#) } == 4)
    #expect(try features("routes.geojson").count == 23)
  }
}
