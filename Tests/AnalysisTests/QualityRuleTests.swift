import Analysis
import Geometry
import Model
import Testing

/// Each rule on a small town that is clean but for one thing, and on the same town with that thing just within bounds.
///
/// On the equator, where 0.001° are 111.32 m. The rules of single values are in DataQualityTests, the datum guard and
/// noding have tests of their own.
struct QualityRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: QualityRule
    var layer: String
    /// nil when the finding is about the layer.
    var record: String?
    var severity = QualityFinding.Severity.warning
    /// Files of the town replaced, to raise it and not quite.
    var raising: [String: String]
    var sparing: [String: String] = [:]
    var overrides: [String] = []
    var hasPlace = true

    var testDescription: String { "\(rule.rawValue) of \(layer)" }
  }

  static let town = [
    "analysis.yaml": """
    inputs:
      boundary: b.geojson
      roads: roads.geojson
      stations: {file: s.csv, crs: wgs84!}
      communities: {file: c.csv, crs: wgs84!, weight: people}
      workers: {file: w.csv, crs: wgs84!, weight: riders, group: trade}
      routes: {file: r.geojson, weight: trips}
      candidates: {file: k.csv, crs: wgs84!}
    circle: {cutoff: 500m}
    siting: {new: 1}
    """,
    "b.geojson": polygon([(104.99, -0.02), (105.03, -0.02), (105.03, 0.02), (104.99, 0.02)]),
    "roads.geojson": roads([[(105, 0), (105.01, 0), (105.02, 0)], [(105.01, -0.003), (105.01, 0), (105.01, 0.003)]]),
    "s.csv": stations("s1,北站,\"六能\",24/7,0,105.001,0.0001"),
    "c.csv": "id,name,people,lon,lat\nc1,甲社区,100,105.002,0\nc2,乙社区,200,105.012,0\n",
    "w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0\n",
    "r.geojson": route([(105, 0), (105.02, 0)]),
    "k.csv": "id,name,lon,lat\nk1,东行,105.015,0\nk2,西行,105.008,0\n",
  ]

  static func stations(_ lines: String...) -> String {
    "id,name,services,hours,extra_min,lon,lat\n" + lines.map { $0 + "\n" }.joined()
  }

  private static func ring(_ places: [(Double, Double)]) -> String {
    "[" + places.map { "[\($0.0),\($0.1)]" }.joined(separator: ",") + "]"
  }

  static func polygon(_ places: [(Double, Double)], also features: String = "") -> String {
    """
    {"type":"FeatureCollection","features":[{"type":"Feature","id":"p","properties":{},
    "geometry":{"type":"Polygon","coordinates":[\(ring(places + [places[0]]))]}}\(features)]}
    """
  }

  static func feature(_ id: String, _ type: String, _ coordinates: String) -> String {
    """
    {"type":"Feature","id":"\(id)","properties":{"highway":"residential"},
    "geometry":\(type == "null" ? "null" : "{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}")}
    """
  }

  static func roads(_ lines: [[(Double, Double)]], also features: String = "") -> String {
    let streets = lines.enumerated().map { feature("street\($0)", "LineString", ring($1)) }
    return "{\"type\":\"FeatureCollection\",\"features\":[\(streets.joined(separator: ","))\(features)]}"
  }

  private static func route(_ places: [(Double, Double)]) -> String {
    """
    {"type":"Feature","id":"r","properties":{"trips":8},"geometry":{"type":"LineString","coordinates":\(ring(places))}}
    """
  }

  private static let street: [[(Double, Double)]] = [
    [(105, 0), (105.01, 0), (105.02, 0)], [(105.01, -0.003), (105.01, 0), (105.01, 0.003)],
  ]
  private static let lake: [(Double, Double)] = [
    (105.015, 0.005), (105.017, 0.005), (105.017, 0.007), (105.015, 0.007),
  ]

  static let cases: [Case] = [
    Case(
      rule: .emptyLayer, layer: "candidates", record: nil, raising: ["k.csv": "id,name,lon,lat\n"],
      sparing: ["k.csv": "id,name,lon,lat\nk1,东行,105.015,0\n"], hasPlace: false),
    Case(
      rule: .mixedGeometry, layer: "water", record: "pump",
      raising: ["water.geojson": polygon(lake, also: "," + feature("pump", "Point", "[105.016,0.006]"))],
      sparing: ["water.geojson": polygon(lake)], overrides: ["inputs.water=water.geojson"]),
    Case(
      rule: .mixedGeometry, layer: "water", record: "brook", severity: .note,
      raising: [
        "water.geojson": polygon(lake, also: "," + feature("brook", "LineString", "[[105.01,0.01],[105.02,0.01]]"))
      ],
      sparing: ["water.geojson": polygon(lake)], overrides: ["inputs.water=water.geojson"]),
    Case(
      rule: .missingGeometry, layer: "roads", record: "lost",
      raising: ["roads.geojson": roads(street, also: "," + feature("lost", "null", ""))], hasPlace: false),
    Case(
      rule: .invalidGeometry, layer: "boundary", record: "p",
      raising: [
        "b.geojson": polygon([
          (104.99, -0.02), (105.03, -0.02), (105.03, 0.02), (105.01, 0.02), (105.02, 0.021),
          (105.015, 0.015), (104.99, 0.02),
        ])
      ],
      sparing: [
        "b.geojson": polygon([(104.99, -0.02), (105.03, -0.02), (105.03, 0.02), (105.01, 0.019), (104.99, 0.02)])
      ]),
    // 0.0000001° is a centimetre.
    Case(
      rule: .noLength, layer: "routes", record: "r", raising: ["r.geojson": route([(105, 0), (105, 0)])],
      sparing: ["r.geojson": route([(105, 0), (105.0000001, 0)])]),
    // 0.45° are 50.09 km, 0.449° 49.98.
    Case(
      rule: .longJump, layer: "routes", record: "r",
      raising: ["r.geojson": route([(105, 0), (105.02, 0), (105.47, 0)])],
      sparing: ["r.geojson": route([(105, 0), (105.02, 0), (105.469, 0)])]),
    Case(
      rule: .outsideBoundary, layer: "workers", record: "w2",
      raising: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0\nw2,远,5,express,105.0301,0\n"],
      sparing: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0\nw2,远,5,express,105.03,0\n"]),
    // The street's extent ends at 105.02, the margin at 105.04.
    Case(
      rule: .beyondRoads, layer: "stations", record: "s2", severity: .error,
      raising: ["s.csv": stations("s1,北站,六能,24/7,0,105.001,0", "s2,远站,六能,24/7,0,105.041,0")],
      sparing: ["s.csv": stations("s1,北站,六能,24/7,0,105.001,0", "s2,远站,六能,24/7,0,105.0399,0")]),
    Case(
      rule: .coLocated, layer: "candidates", record: "k2", severity: .note,
      raising: ["k.csv": "id,name,lon,lat\nk1,东行,105.015,0\nk2,西行,105.01504,0\n"],
      sparing: ["k.csv": "id,name,lon,lat\nk1,东行,105.015,0\nk2,西行,105.01505,0\n"]),
    Case(
      rule: .coLocated, layer: "candidates", record: "k1", severity: .note,
      raising: ["k.csv": "id,name,lon,lat\nk1,东行,105.001,0.00014\n"],
      sparing: ["k.csv": "id,name,lon,lat\nk1,东行,105.001,0.00015\n"]),
    Case(
      rule: .candidateIsStation, layer: "candidates", record: nil, severity: .note,
      raising: ["k.csv": "id,name,lon,lat\nk1,东行,105.015,0\ns1,北站,105.001,0.0001\n"], hasPlace: false),
    Case(
      rule: .excludedCandidate, layer: "candidates", record: "k1",
      raising: ["k.csv": "id,name,lon,lat\nk1,湖心,105.016,0.006\nk2,西行,105.008,0\n", "x.geojson": polygon(lake)],
      sparing: ["k.csv": "id,name,lon,lat\nk1,湖边,105.0171,0.006\nk2,西行,105.008,0\n", "x.geojson": polygon(lake)],
      overrides: ["inputs.exclusions=x.geojson"]),
    Case(
      rule: .unknownTrade, layer: "workers", record: nil, raising: [:],
      sparing: [
        "w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,freight,105.003,0\n"
      ], overrides: ["circle.modes={communities: walk, routes: walk, workers: {freight: e-bike, default: walk}}"],
      hasPlace: false),
    Case(
      rule: .missingWeight, layer: "communities", record: "c2",
      raising: ["c.csv": "id,name,people,lon,lat\nc1,甲社区,100,105.002,0\nc2,乙社区,,105.012,0\n"]),
    // Nobody has any: one finding, and records would count as people.
    Case(
      rule: .missingWeight, layer: "communities", record: nil, severity: .error,
      raising: ["c.csv": "id,name,people,lon,lat\nc1,甲社区,,105.002,0\nc2,乙社区,,105.012,0\n"], hasPlace: false),
    Case(
      rule: .zeroWeight, layer: "communities", record: "c2", severity: .note,
      raising: ["c.csv": "id,name,people,lon,lat\nc1,甲社区,100,105.002,0\nc2,乙社区,0,105.012,0\n"],
      sparing: ["c.csv": "id,name,people,lon,lat\nc1,甲社区,100,105.002,0\nc2,乙社区,1,105.012,0\n"]),
    // 300 people, of which 5 % are 15.
    Case(
      rule: .weightTotal, layer: "communities", record: nil, raising: [:],
      sparing: ["c.csv": "id,name,people,lon,lat\nc1,甲社区,101,105.002,0\nc2,乙社区,200,105.012,0\n"],
      overrides: ["inputs.communities.total=316.5"], hasPlace: false),
    Case(
      rule: .extraMinutes, layer: "stations", record: "s1", severity: .error,
      raising: ["s.csv": stations("s1,北站,六能,24/7,-1,105.001,0")],
      sparing: ["s.csv": stations("s1,北站,六能,24/7,1,105.001,0")]),
    Case(
      rule: .unreadableHours, layer: "stations", record: "s1",
      raising: ["s.csv": stations("s1,北站,六能,9点至5点,0,105.001,0")]),
    // 200 m are the limit: 0.0018° of latitude are 199 m, 0.00181° are 200.1 m.
    Case(
      rule: .offNetwork, layer: "workers", record: "w1",
      raising: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0.00181\n"],
      sparing: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0.0018\n"]),
    // 0.00045° of latitude are 49.8 m, 0.00046° are 50.9 m.
    Case(
      rule: .snapDistance, layer: "stations", record: "s1",
      raising: ["s.csv": stations("s1,北站,六能,24/7,0,105.001,0.00046")],
      sparing: ["s.csv": stations("s1,北站,六能,24/7,0,105.001,0.00045")]),
    Case(
      rule: .snapDistance, layer: "workers", record: "w1", severity: .note,
      raising: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0.00046\n"],
      sparing: ["w.csv": "id,name,riders,trade,lon,lat\nw1,顺达,5,express,105.003,0.00045\n"]),
    // The main street is 33 m south, the wall between; the other end of the cross street is 122 m east.
    Case(
      rule: .acrossBarrier, layer: "stations", record: "s1",
      raising: [
        "s.csv": stations("s1,北站,六能,24/7,0,105.0089,0.0003"),
        "wall.geojson": roads([[(105.0001, 0.0002), (105.0095, 0.0002)]]),
      ],
      sparing: [
        "s.csv": stations("s1,北站,六能,24/7,0,105.0089,0.0003"),
        "wall.geojson": roads([[(105.0001, 0.0004), (105.0095, 0.0004)]]),
      ], overrides: ["inputs.barriers=wall.geojson"]),
    // A second street of 445 m that meets no other.
    Case(
      rule: .onIsland, layer: "stations", record: "s1",
      raising: [
        "roads.geojson": roads(street + [[(105.001, 0.005), (105.005, 0.005)]]),
        "s.csv": stations("s1,北站,六能,24/7,0,105.003,0.005"),
      ],
      sparing: [
        "roads.geojson": roads(street + [[(105, 0), (105, 0.005), (105.005, 0.005)]]),
        "s.csv": stations("s1,北站,六能,24/7,0,105.003,0.005"),
      ]),
    Case(
      rule: .islands, layer: "roads", record: nil, severity: .note,
      raising: ["roads.geojson": roads(street + [[(105.001, 0.005), (105.005, 0.005)]])]),
    Case(
      rule: .noStreetInside, layer: "communities", record: "p",
      raising: ["c.geojson": polygon(lake)],
      sparing: ["c.geojson": polygon([(105.015, -0.001), (105.017, -0.001), (105.017, 0.007), (105.015, 0.007)])],
      overrides: ["inputs.communities={file: c.geojson}"]),
    // The first record of what was passed over has its place.
    Case(
      rule: .streets, layer: "roads", record: "3", severity: .note,
      raising: [
        "roads.geojson": roads(
          street, also: "," + feature("twice", "LineString", "[[105.02,0],[105.02,0],[105.021,0]]"))
      ]),
  ]

  @Test(arguments: cases)
  func oneThingWrong(_ example: Case) throws {
    let folder = try ScratchFolder(Self.town.merging(example.raising) { $1 })
    let all = try checkAnalysis(try folder.analysis(example.overrides))
    let found = all.filter { $0.rule == example.rule && $0.layer == example.layer && $0.severity == example.severity }
    #expect(found.map(\.record) == [example.record], "\(all)")
    guard let finding = found.first else { return }
    #expect(finding.places.isEmpty != example.hasPlace, "\(finding)")
    #expect(finding.file != nil && !finding.message.isEmpty && !finding.fix.isEmpty && !finding.fix.hasSuffix("."))

    let spared = try ScratchFolder(Self.town.merging(example.raising) { $1 }.merging(example.sparing) { $1 })
    let rest = example.sparing.isEmpty ? try Self.clean() : try checkAnalysis(try spared.analysis(example.overrides))
    #expect(
      !rest.contains {
        $0.rule == example.rule && $0.layer == example.layer && $0.record == example.record
          && $0.severity == example.severity
      }, "\(rest)")
  }

  private static func clean() throws -> [QualityFinding] { try checkAnalysis(try ScratchFolder(town).analysis()) }

  @Test func aCleanTownHasNoFinding() throws {
    #expect(try Self.clean() == [])
  }

  /// Places of islands, the longest first.
  @Test func islandsHavePlaces() throws {
    let roads = Self.roads(
      Self.street + [[(105.001, 0.005), (105.003, 0.005)], [(105.01, 0.01), (105.014, 0.01)]])
    let findings = try checkAnalysis(try ScratchFolder(Self.town.merging(["roads.geojson": roads]) { $1 }).analysis())
    let islands = try #require(findings.first { $0.rule == .islands })
    #expect(islands.value == "2" && islands.places.map(\.y) == [0.01, 0.005])
    #expect(islands.message.contains("the longest 445 m"))
  }

  /// The same findings from `check` and from a run.
  @Test func runsAndChecksFindTheSame() async throws {
    let files = Self.town.merging(Self.cases.first { $0.rule == .onIsland }!.raising) { $1 }
    let folder = try ScratchFolder(files)
    let result = try await runAnalysis(try folder.analysis())
    let report = try await qualityReport(try folder.analysis())
    #expect(report.findings == result.findings && !report.findings.isEmpty)
    #expect(result.run.estimate == report.estimate)
  }

  /// 57 MB, 360 bytes an arc, 1450 a record, 640 a point brought to a street, 270 a record brought there, 10 a pair.
  @Test func memoryThatIsNotThere() {
    var counts = RunEstimate.Counts()
    counts.arcs = 1000
    counts.records = 2000
    counts.snappedPoints = 3000
    counts.snappedRecords = 4000
    counts.pairs = 5000
    let needed = 57_000_000 + 360_000 + 2_900_000 + 1_920_000 + 1_080_000 + 50_000
    #expect(RunEstimate(counts: counts, machineBytes: needed).findings == [])
    let short = RunEstimate(counts: counts, machineBytes: needed - 1)
    #expect(short.bytes == needed)
    #expect(short.findings.map(\.rule) == [.memory] && short.findings[0].severity == .warning)
    #expect(short.findings[0].fix.contains("inputs.area"))
    counts.pairs = 1_000_000_000
    let pairs = RunEstimate(counts: counts, machineBytes: 1_000_000_000)
    #expect(
      pairs.findings[0].fix.contains("circle.cutoff") && pairs.words.english.contains("10.1 GB"),
      "\(pairs.words.english)")
  }
}
