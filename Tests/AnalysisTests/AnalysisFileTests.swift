import Analysis
import Foundation
import Geodata
import Geometry
import Model
import Testing

struct AnalysisFileTests {
  private static let files = [
    "stations.csv": "id,lon,lat\na,103,29\n", "roads.geojson": #"{"type":"FeatureCollection","features":[]}"#,
  ]
  private static let start = "inputs:\n  stations: stations.csv\n"

  private func analysis(_ yaml: String, _ overrides: [String] = []) throws -> AnalysisFile {
    let folder = try ScratchFolder(Self.files)
    try folder.write("analysis.yaml", yaml)
    return try folder.analysis(overrides)
  }

  private func failure(
    _ yaml: String, _ overrides: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> AnalysisError {
    try #require(
      #expect(throws: AnalysisError.self, sourceLocation: sourceLocation) { _ = try analysis(yaml, overrides) },
      sourceLocation: sourceLocation)
  }

  /// The text after `inputs` stands on lines 3 and 4 of the file.
  @Test(arguments: [
    ("circle:\n  cutof: 10min\n", AnalysisError.Code.unknownKey, 4, 3, "circle.cutof", "Did you mean “cutoff”?"),
    ("circel:\n  cutoff: 10min\n", .unknownKey, 3, 1, "circel", "Did you mean “circle”?"),
    ("circle:\n  cutoff: 10\n", .badValue, 4, 11, "circle.cutoff", "“10” is not a duration such as 10min"),
    ("circle:\n  cutoff: 10 miles\n", .badValue, 4, 11, "circle.cutoff", "800m"),
    ("circle:\n  cutoff: -5min\n", .badValue, 4, 11, "circle.cutoff", "“-5min”"),
    ("circle:\n  cutoff: [10min]\n", .badValue, 4, 11, "circle.cutoff", "a list is not"),
    ("circle:\n  cutoff: 999999999999999999999min\n", .badValue, 4, 11, "circle.cutoff", "is not a duration"),
    ("circle:\n  speeds: {walk: 4km}\n", .badValue, 4, 18, "circle.speeds.walk", "a speed such as 4km/h"),
    ("circle:\n  speeds: {wlak: 4km/h}\n", .unknownKey, 4, 12, "circle.speeds.wlak", "Did you mean “walk”?"),
    ("circle:\n  speeds: {walk: 0km/h}\n", .badValue, 4, 18, "circle.speeds.walk", "“0km/h”"),
    ("circle:\n  speeds: {walk: 0.0000001km/h}\n", .badValue, 4, 18, "circle.speeds.walk", "a speed such as 4km/h"),
    ("circle:\n  snap_limit: 200\n", .badValue, 4, 15, "circle.snap_limit", "a length such as 300m"),
    ("circle:\n  measure: crow\n", .badValue, 4, 12, "circle.measure", "one of network, circle"),
    ("siting:\n  new: 2.5\n", .badValue, 4, 8, "siting.new", "a whole number"),
    ("siting:\n  new: -1\n", .badValue, 4, 8, "siting.new", "zero or more"),
    ("siting:\n  gap: .nan\n", .badValue, 4, 8, "siting.gap", "a number"),
    ("siting:\n  weights: {communitys: 1}\n", .unknownKey, 4, 13, "siting.weights.communitys", "“communities”"),
    ("siting:\n  weights: {communities: 0, workers: 0, routes: 0}\n", .badValue, 4, 12, "siting.weights", "all zero"),
    ("siting: 28\n", .badValue, 3, 9, "siting", "a group of keys"),
    ("output:\n  formats: [doc]\n", .badValue, 4, 13, "output.formats.1", "one of geojson, csv, html"),
    ("language: de\n", .badValue, 3, 11, "language", "one of zh, en, both"),
    ("circle:\n  measure: network\n", .missingKey, 4, 3, "circle", "needs `inputs.roads`"),
    ("coverage:\n  periods: {day: x}\n", .badValue, 4, 18, "coverage.periods.day", "“x” is not understood"),
    ("coverage:\n  detour: 5min\n", .badValue, 4, 11, "coverage.detour", "a group of keys"),
    ("coverage:\n  detour: {rule: return}\n", .missingKey, 4, 11, "coverage.detour", "needs its `extra`"),
    ("siting:\n  options: {build: false}\n", .badValue, 4, 12, "siting.options", "nothing to spend money on"),
    (
      "siting:\n  constraints: {capacity: visits}\n", .missingKey, 4, 27, "siting.constraints.capacity",
      "no visits are expected"
    ),
    ("siting:\n  budget: -1\n", .badValue, 4, 11, "siting.budget", "a number"),
    ("siting:\n  constraints: {spacing: 300}\n", .badValue, 4, 26, "siting.constraints.spacing", "such as 300m"),
    (
      "siting:\n  constraints: {floors: {by: village, share: 0.5}}\n", .badValue, 4, 30,
      "siting.constraints.floors.by", "one of town, community, trade, kind"
    ),
    (
      "siting:\n  constraints: {floors: {by: town}}\n", .missingKey, 4, 25, "siting.constraints.floors",
      "{by: town, share: 60%}"
    ),
    (
      "siting:\n  constraints: {floors: {by: trade, share: 60%}}\n  weights: {workers: 0}\n", .badValue, 4, 25,
      "siting.constraints.floors", "siting.weights.workers"
    ),
    (
      "siting:\n  objective: full-coverage\n  budget: 1000\n", .badValue, 5, 11, "siting.budget",
      "target-coverage with target: 100%"
    ),
    (
      "siting:\n  objective: min-travel\n  constraints: {spacing: 300m}\n", .badValue, 5, 16, "siting.constraints",
      "min-travel knows no constraints"
    ),
    ("siting:\n  objective: target-coverage\n", .missingKey, 4, 14, "siting.objective", "target: 90%"),
    ("siting:\n  target: 90%\n", .badValue, 4, 11, "siting.target", "belongs to target-coverage"),
    ("siting:\n  least: cost\n", .badValue, 4, 10, "siting.least", "belongs to target-coverage"),
    (
      "siting:\n  objective: target-coverage\n  target: 0\n", .badValue, 5, 11, "siting.target", "more than 0"
    ),
    ("siting:\n  alternatives: {within: 1 percent}\n", .badValue, 4, 26, "siting.alternatives.within", "such as 1%"),
    ("siting:\n  alternatives: {within: 101%}\n", .badValue, 4, 26, "siting.alternatives.within", "100% at most"),
    ("siting:\n  alternatives: {within: 2}\n", .badValue, 4, 26, "siting.alternatives.within", "such as 0.01"),
    ("siting:\n  alternatives: {count: 0}\n", .badValue, 4, 25, "siting.alternatives.count", "1 or more"),
    ("siting:\n  alternatives: {differ: 0}\n", .badValue, 4, 26, "siting.alternatives.differ", "1 or more"),
    ("siting:\n  alternatives: {diffr: 1}\n", .unknownKey, 4, 18, "siting.alternatives.diffr", "“differ”"),
    (
      "siting:\n  alternatives: {}\n  objective: full-coverage\n", .badValue, 4, 17, "siting.alternatives",
      "max-coverage"
    ),
    (
      "coverage:\n  sensitivity: [15min, gb50180-10min]\n", .missingKey, 4, 24, "coverage.sensitivity",
      "gb50180-10min-radius"
    ),
  ])
  func mistakes(
    rest: String, code: AnalysisError.Code, line: Int, column: Int, key: String, words: String
  ) throws {
    let error = try failure(Self.start + rest)
    #expect(error.code == code)
    #expect(error.context.line == line && error.context.key == key, "\(error)")
    #expect(error.context.column == column || key == "circle", "\(error)")
    #expect(error.message.contains(words), "\(error)")
  }

  @Test(arguments: [
    ("inputs:\n  stations: nowhere.csv\n", AnalysisError.Code.fileMissing, 2, "nowhere.csv"),
    ("inputs:\n  stations: {file: nowhere.csv}\n", .fileMissing, 2, "nowhere.csv"),
    ("inputs:\n  stations: {crs: gcj02}\n", .missingKey, 2, "`file`"),
    ("inputs:\n  stations:\n", .badValue, 2, "is not"),
    ("inputs:\n  statoins: stations.csv\n", .unknownKey, 2, "“stations”"),
    ("inputs:\n  stations: {file: stations.csv, fields: {nmae: x}}\n", .unknownKey, 2, "Valid roles: id, name"),
    ("inputs:\n  stations: {file: stations.csv, filter: bank}\n", .badValue, 2, "field=value"),
    ("inputs:\n  stations: {file: stations.csv, cost: x}\n", .unknownKey, 2, "Valid here"),
    ("inputs:\n  stations: {file: stations.csv, encoding: big5}\n", .badValue, 2, "gb18030"),
    ("coverage:\n  detour: {extra: gb50180-10min}\n", .badValue, 2, "not a detour"),
    ("inputs:\n  stations: [stations.csv\ncircle: {}\n", .malformed, 3, "not valid YAML"),
    ("inputs:\n  stations: stations.csv\n\tcircle: 1\n", .malformed, 3, "not valid YAML"),
  ])
  func mistakesInInputs(yaml: String, code: AnalysisError.Code, line: Int, words: String) throws {
    let error = try failure(yaml)
    #expect(error.code == code && error.message.contains(words), "\(error)")
    #expect(error.context.line == line, "\(error)")
  }

  @Test func emptyAndForeignFiles() throws {
    #expect(try failure("").message.contains("init DIR"))
    #expect(try failure("# only a comment\n").code == .malformed)
    #expect(try failure("- a\n- b\n").code == .badValue)
    #expect(try failure("inputs: {}\ninputs: {}\n").code == .malformed, "a repeated key")
    let missing = try #require(#expect(throws: AnalysisError.self) { _ = try AnalysisFile(path: "/nowhere/a.yaml") })
    #expect(missing.code == .fileMissing && missing.message.contains("init DIR"))
  }

  @Test func alternativesAreReadWithDefaults() throws {
    #expect(try analysis(Self.start).siting.alternatives == nil)
    let usual = try #require(try analysis(Self.start + "siting: {alternatives: {}}\n").siting.alternatives)
    #expect(usual.within == 0.01 && usual.count == 5 && usual.differ == 3)
    for within in ["2.5%", "0.025", "2.5 %"] {
      let stated = try analysis(Self.start + "siting: {alternatives: {within: \(within), count: 2, differ: 1}}\n")
      #expect(stated.siting.alternatives?.within == 0.025 && stated.siting.alternatives?.count == 2)
      #expect(stated.siting.alternatives?.differ == 1)
    }
  }

  @Test func overridesReplaceSingleKeys() throws {
    let yaml = Self.start + "circle: {cutoff: 800m, speeds: {walk: 5km/h}}\nsiting: {new: 28}\n"
    let file = try analysis(
      yaml, ["circle.cutoff=18min", "siting.new=3", "siting.weights.workers=0.25", "output.formats=[csv]"])
    #expect(file.circle.cutoff == .time(.minutes(18)) && file.circle.speed(of: .walk).value == 5)
    #expect(file.siting.new == 3 && file.siting.weights[.workers] == 0.25 && file.siting.weights[.communities] == 0.5)
    #expect(file.formats == [.csv])
    #expect(try analysis(yaml).siting.new == 28)
  }

  /// West of Greenwich and south of the equator as elsewhere.
  @Test func boxesAnywhereOnEarth() throws {
    func box(_ text: String) throws -> Box? {
      try analysis("inputs:\n  stations: {file: stations.csv, box: \(text)}\n").layers[.stations]?.box
    }
    #expect(try box("[-8.7, 41.1, -8.5, 41.2]") == Box(minX: -8.7, minY: 41.1, maxX: -8.5, maxY: 41.2))
    #expect(try box("[-70, -34, -69, -33]") == Box(minX: -70, minY: -34, maxX: -69, maxY: -33))
    #expect(throws: AnalysisError.self) { _ = try box("[-190, 0, 1, 2]") }
  }

  /// A mistake on the command line is not looked for in the file.
  @Test(arguments: [
    ("circle.cutoff=10", "“10” is not a duration"), ("circle.cutof=10min", "Did you mean “cutoff”"),
    ("inputs.stations.file=nowhere.csv", "nowhere.csv"), ("circle.cutoff", "is not key=value"), ("=1", "not key=value"),
    ("siting.new=", "has no value"), ("siting.new=[1", "not valid YAML"),
  ])
  func mistakesInOverrides(override: String, words: String) throws {
    let error = try failure("inputs:\n  stations: {file: stations.csv}\n", [override])
    #expect(error.context.file == "--set", "\(error)")
    #expect(error.message.contains(words), "\(error)")
    #expect(override.contains("[") || error.context.line == nil, "\(error)")
  }

  @Test func defaultsWithoutRoads() throws {
    let file = try analysis(Self.start)
    #expect(file.circle.measure == .circle && file.circle.cutoff == .time(.minutes(10)))
    #expect(file.circle.preset == nil && file.circle.speed(of: .walk).value == 4)
    #expect(file.siting.new == 10 && file.siting.seed == 1)
    #expect(file.siting.weights == [.communities: 0.5, .workers: 1, .routes: 1])
    #expect(file.formats == AnalysisFile.Format.usual && file.language == .chinese)
  }

  private static let withRoads = "inputs:\n  stations: stations.csv\n  roads: roads.geojson\n"

  @Test func defaultsWithRoads() throws {
    let file = try analysis(Self.withRoads)
    #expect(file.circle.measure == .network && file.circle.cutoff == .time(.minutes(10)) && file.circle.preset == nil)
    #expect(file.circle.snapLimit == Meters(200) && file.circle.direction == .toStation)
  }

  @Test(arguments: [
    ("gb50180-5min", 300.0, Measure.network), ("gb50180-10min", 500, .network), ("gb50180-15min", 1000, .network),
    ("gb50180-5min-radius", 300, .circle), ("gb50180-10min-radius", 500, .circle),
    ("gb50180-15min-radius", 1000, .circle),
  ])
  func presets(name: String, meters: Double, measure: Measure) throws {
    let file = try analysis(Self.withRoads + "circle: {cutoff: \(name)}\n")
    #expect(file.circle.cutoff == .distance(Meters(meters)) && file.circle.measure == measure)
    #expect(file.circle.preset == name)
  }

  @Test func presetAndMeasureThatContradict() throws {
    let error = try failure(Self.withRoads + "circle: {cutoff: gb50180-10min-radius, measure: network}\n")
    #expect(error.code == .badValue && error.context.key == "circle.measure" && error.context.line == 4)
    #expect(try failure(Self.start + "circle: {cutoff: gb50180-10min}\n").code == .missingKey, "no roads")
  }

  @Test func timeInACircleIsWalkedStraight() throws {
    let circle = try analysis(Self.start + "circle: {cutoff: 10min, measure: circle, speeds: {walk: 6km/h}}\n").circle
    #expect(circle.measure == .circle && circle.radius(of: .walk) == Meters(1000))
  }

  /// A minute is a minute: on foot at 4 km/h 10 min are 667 m, by e-bike at 15 km/h 2,500 m. The radii of GB 50180-2018
  /// (300, 500 and 1000 m) only by their presets.
  @Test(arguments: [
    ("5min", 333.333, 1250.0), ("10min", 666.667, 2500), ("15min", 1000, 3750), ("12min", 800, 3000),
    ("gb50180-5min-radius", 300, 300), ("gb50180-10min-radius", 500, 500), ("gb50180-15min-radius", 1000, 1000),
  ])
  func timeWithoutRoadsIsWhatTheModeGoes(cutoff: String, walk: Double, eBike: Double) throws {
    let circle = try analysis(Self.start + "circle: {cutoff: \(cutoff), modes: {routes: e-bike}}\n").circle
    #expect(circle.measure == .circle && circle.preset == (cutoff.hasPrefix("gb") ? cutoff : nil))
    #expect(abs(circle.radius(of: .walk).value - walk) < 0.01 && abs(circle.radius(of: .eBike).value - eBike) < 0.01)
  }

  @Test func schemaNamesEveryTopLevelKey() throws {
    guard case .object(let members) = analysisSchema() else {
      Issue.record("an object was expected")
      return
    }
    #expect(members.map(\.key).contains("properties"))
    let text = try analysisSchema().text(.pretty)
    for key in ["title", "language", "inputs", "circle", "coverage", "siting", "output"] {
      #expect(text.contains("\"\(key)\""))
    }
  }
}
