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
    return (result.coverage.now.byKind[.workers]?.covered, result.findings)
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

  /// A dBase logical arrives as F and T. Full of them, F is no and T is yes: the second street is open from west to east.
  /// Among blanks they are letters of shapefiles. Both are told with both meanings.
  @Test(arguments: [
    ("F", "F", "to-station", 4.0, "F"), ("F", "T", "to-station", 0, "F, T"), ("F", "T", "from-station", 4, "F, T"),
    ("f", "t", "from-station", 4, "f, t"), ("T", "T", "from-station", 4, "T"), ("", "F", "to-station", 0, "F"),
    ("", "T", "to-station", 4, "T"), ("", "T", "from-station", 0, "T"),
  ])
  func logicalDirections(
    first: String, second: String, direction: String, heads: Double, value: String
  ) async throws {
    let circle = "{modes: truck, direction: \(direction)}"
    let fields = [first, second].map { "\"oneway\":\"\($0)\"" }
    let found = try await Self.run(Self.scene("", circle: circle, fields))
    #expect(found.heads == heads)
    let told = found.findings.filter { $0.rule == .streetWords }
    #expect(told.count == 1 && told[0].severity == .warning && told[0].value == value && told[0].field == "oneway")
    let words = value.components(separatedBy: ", ")
    let logical = words.map { "\($0): \($0.lowercased() == "f" ? "both" : "along")" }.joined(separator: ", ")
    let letters = words.map { "\($0): \($0.lowercased() == "f" ? "along" : "against")" }.joined(separator: ", ")
    #expect(told[0].fix.contains("{\(logical)}") && told[0].fix.contains("{\(letters)}"), "\(told[0].fix)")
    // What the fix says is heeded, and nothing is told any more.
    for (said, isLogical) in [(logical, true), (letters, false)] {
      let own = try await Self.run(Self.scene(", directions: {\(said)}", circle: circle, fields))
      #expect(!own.findings.contains { $0.rule == .streetWords })
      if isLogical == !first.isEmpty { #expect(own.heads == heads) }
    }
  }

  /// B says that the letters are directions.
  @Test func lettersBesideB() async throws {
    let fields = ["\"oneway\":\"B\"", "\"oneway\":\"F\""]
    let found = try await Self.run(Self.scene("", circle: "{modes: truck, direction: to-station}", fields))
    #expect(found.heads == 0)
    #expect(found.findings.filter { $0.rule == .streetWords }.map(\.severity) == [.note, .note])
  }

  /// Ends 17 m apart in a row of 35 m become one at 20 m, and the street of 35 m between them goes.
  @Test func droppedLinesMayBeLongerThanTheTolerance() async throws {
    let folder = try Self.scene(", noding: {tolerance: 20m}")
    let lines = [
      "[105.0005,0.5],[105.003,0.5]", "[105.003,0.5],[105.00331,0.5]", "[105.00331,0.5],[105.0205,0.5]",
      "[105.00315,0.5],[105.00315,0.502]",
    ].map { #"{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[\#($0)]}}"# }
    try folder.write(
      "roads.geojson", #"{"type":"FeatureCollection","features":[\#(lines.joined(separator: ","))]}"#)
    let told = try #require(try await Self.run(folder).findings.first { $0.message.contains("dropped") })
    #expect(told.record == "2" && told.value == "1")
    #expect(told.message.contains("(34.51 m)") && !told.message.contains("shorter"), "\(told.message)")
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
    #expect(Set(result.inputs.streets.graph?.streets.map(\.streetClass) ?? []) == ["primary", "支路"])
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
