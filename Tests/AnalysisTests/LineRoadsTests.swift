import Analysis
import Foundation
import Geodata
import Model
import Testing

/// Two streets along half a degree north, 33 cm apart at 105.003 (111,321 m a degree there, pyproj 3.7.2), the station at
/// the west end; ten minutes' walk are 667 m.
struct LineRoadsTests {
  private static func scene(
    _ roads: String, circle: String = "{}", _ fields: [String] = ["", ""], worker: Double = 105.0055
  ) throws -> ScratchFolder {
    func line(_ properties: String, _ from: Double, _ to: Double) -> String {
      """
      {"type":"Feature","properties":{\(properties)},
      "geometry":{"type":"LineString","coordinates":[[\(from),0.5],[\(to),0.5]]}}
      """
    }
    return try ScratchFolder([
      "analysis.yaml": """
      inputs:
        roads: {file: roads.geojson\(roads)}
        stations: s.csv
        workers: w.csv
      circle: \(circle)
      """,
      "roads.geojson": """
      {"type":"FeatureCollection","features":[\(line(fields[0], 105.0005, 105.003)),
      \(line(fields[1], 105.003003, 105.0205))]}
      """,
      "s.csv": "id,services,lon,lat\ns,drink,105.0005,0.5\n",
      "w.csv": "id,riders,lon,lat\nw,4,\(worker),0.5\n",
    ])
  }

  private static func run(_ folder: ScratchFolder) async throws -> (heads: Double?, findings: [QualityFinding]) {
    let result = try await runAnalysis(folder.analysis())
    return (result.coverage.byKind[.workers]?.covered, result.findings)
  }

  @Test func theToleranceJoins() async throws {
    let joined = try await Self.run(Self.scene(", noding: 0.5m"))
    #expect(joined.heads == 4)
    let told = try #require(joined.findings.first { $0.message.contains("became one node") })
    #expect(told.value == "1" && told.record == "2" && told.message.contains("105.003, 0.5 (0.33 m)"))
    #expect(told.rule == .noding && told.places.count == 1)
    #expect(abs(told.places[0].x - 105.003) < 1e-5 && abs(told.places[0].y - 0.5) < 1e-5)
    #expect(told.severity == .note)
    #expect(!joined.findings.contains { $0.severity == .warning })

    let apart = try await Self.run(Self.scene(", noding: {tolerance: 0.2m}"))
    #expect(apart.heads == 0)
    let missed = try #require(apart.findings.first { $0.message.contains("dead ends near") })
    #expect(missed.severity == .warning && missed.value == "2")
    let parts = try #require(apart.findings.first { $0.message.contains("in the largest of 2 parts") })
    #expect(parts.severity == .warning && parts.value == "50.0 %" && parts.fix.contains("{tolerance: 0.34m"))
  }

  @Test func withoutNodingNothingIsTold() async throws {
    let plain = try await Self.run(Self.scene(""))
    #expect(plain.heads == 4)
    #expect(!plain.findings.contains { $0.message.contains("connected") })
  }

  /// Letters of shapefiles: the second street is open against its drawing, from east to west.
  @Test(arguments: [("T", 4.0), ("TF", 4), ("F", 0), ("B", 4), ("单向", 0), ("双向", 4), ("逆向", 4), ("no", 4)])
  func directions(word: String, heads: Double) async throws {
    let circle = "{modes: truck, direction: to-station}"
    let fields = ["", "\"方向\":\"\(word)\""]
    let found = try await Self.run(Self.scene(", fields: {oneway: 方向}", circle: circle, fields))
    #expect(found.heads == heads)
    #expect(found.findings.contains { $0.field == "方向" && $0.value == word } == (word != "no"))
  }

  @Test func directionsOfTheUsersOwn() async throws {
    let circle = "{modes: truck, direction: to-station}"
    let fields = ["", "\"方向\":\"2\""]
    let told = try await Self.run(Self.scene(", fields: {oneway: 方向}", circle: circle, fields))
    #expect(told.heads == 4)
    #expect(told.findings.contains { $0.severity == .warning && $0.value == "2" && $0.fix.contains("directions") })
    let own = try await Self.run(
      Self.scene(", fields: {oneway: 方向}, directions: {\"2\": along}", circle: circle, fields))
    #expect(own.heads == 0)
    #expect(!own.findings.contains { $0.field == "方向" })
  }

  @Test func classes() async throws {
    let fields = ["\"等级\":\"主干道\"", "\"等级\":\"支路\""]
    let roads = ", fields: {class: 等级}, classes: {主干道: primary}"
    let result = try await runAnalysis(Self.scene(roads, fields).analysis())
    #expect(Set(result.inputs.graph?.streets.map(\.streetClass) ?? []) == ["primary", "支路"])
    #expect(result.findings.contains { $0.value == "支路" && $0.field == "等级" })
  }

  /// Two kilometres: in ten minutes at 30 km/h, not at 6.
  @Test(arguments: [("", 4.0), ("\"限速\":\"6公里/小时\"", 0), ("\"限速\":6", 0), ("\"限速\":0", 4)])
  func speeds(field: String, heads: Double) async throws {
    let scene = try Self.scene(
      ", fields: {maxspeed: 限速}, noding: 0.5m", circle: "{modes: truck}", [field, field], worker: 105.0185)
    #expect(try await Self.run(scene).heads == heads)
  }

  @Test(arguments: [
    ("noding: 25m", "more than 20m"), ("noding: {tolerance: 0.5}", "is not a length"),
    ("noding: {t_junction: true}", "t_junctions"), ("classes: {支路: residental}", "residential"),
    ("directions: {\"2\": forth}", "along, against, both"),
  ])
  func mistakes(key: String, words: String) throws {
    let folder = try Self.scene(", \(key)")
    let error = #expect(throws: AnalysisError.self) { try folder.analysis() }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func openStreetMapKnowsItsNodes() throws {
    let folder = try Self.scene(", noding: 0.5m")
    try folder.write("roads.osm", "<osm/>")
    let error = #expect(throws: AnalysisError.self) { try folder.analysis(["inputs.roads.file=roads.osm"]) }
    #expect(error?.message.contains("knows where its streets meet") == true)
  }
}
