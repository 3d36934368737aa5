import Analysis
import Foundation
import Geodata
import Model
import RoadNetwork
import Testing

/// Modes, speeds and modes of one's own in the analysis file.
struct ModeFileTests {
  private static let start = "inputs:\n  stations: stations.csv\n"

  private func analysis(_ yaml: String, _ overrides: [String] = []) throws -> AnalysisFile {
    let folder = try ScratchFolder(["stations.csv": "id,lon,lat\na,103,29\n", "analysis.yaml": Self.start + yaml])
    return try folder.analysis(overrides)
  }

  @Test(arguments: [
    ("", ModeChoice()),
    ("circle: {modes: e-bike}\n", ModeChoice(.eBike)),
    ("circle: {modes: {communities: bicycle}}\n", ModeChoice(communities: .bicycle)),
    ("circle: {modes: {workers: truck, routes: e-bike}}\n", ModeChoice(workers: .truck, routes: .eBike)),
    (
      "circle: {modes: {communities: walk, workers: {takeaway: e-bike, freight: truck, default: walk}, routes: e-bike}}\n",
      ModeChoice(workers: .walk, trades: ["takeaway": .eBike, "freight": .truck], routes: .eBike)
    ),
    (
      "circle: {modes: {workers: {外卖: e-bike, default: bicycle}}}\n",
      ModeChoice(workers: .bicycle, trades: ["外卖": .eBike])
    ),
  ])
  func choices(yaml: String, expected: ModeChoice) throws {
    #expect(try analysis(yaml).circle.modes == expected)
  }

  @Test func tooManyModesAreRefused() throws {
    func modes(_ count: Int) -> String {
      "custom_modes:\n" + (0..<count).map { "  m\($0): {like: walk}\n" }.joined()
    }
    #expect(try analysis(modes(100)).modes.all.count == 100 + ModeRules.all.count)
    let error = #expect(throws: AnalysisError.self) { try analysis(modes(101)) }
    #expect(error?.message.contains("at most 100") == true)
  }

  @Test func overridesReachSingleTrades() throws {
    let file = try analysis(
      "circle: {modes: {workers: {freight: truck}}}\n",
      ["circle.modes.workers.freight=bicycle", "circle.speeds.bicycle=11km/h"])
    #expect(file.circle.modes.trades == ["freight": .bicycle] && file.circle.speed(of: .bicycle).value == 11)
  }

  /// Walk 4, bicycle 12, e-bike 15, truck 30 unless the file says else.
  @Test func speeds() throws {
    let file = try analysis(
      "custom_modes: {cart: {like: truck, speed: 8km/h}, van: {like: truck}}\n"
        + "circle: {speeds: {walk: 5km/h, van: 40km/h}}\n")
    let speeds = ["walk", "bicycle", "e-bike", "truck", "cart", "van"].map {
      file.circle.speed(of: TravelMode(rawValue: $0)).value
    }
    #expect(speeds == [5, 12, 15, 30, 8, 40])
  }

  @Test func sensitivityChangesSpeedsOfModesInUse() throws {
    let file = try analysis(
      "circle: {modes: {routes: e-bike}, cutoff: 10min, measure: circle}\n"
        + "coverage: {sensitivity: [{walk: 3.6km/h}, {e-bike: 12km/h}, {walk: 5km/h, e-bike: 20km/h}]}\n")
    let speeds = file.sensitivity.map { [$0.speed(of: .walk).value, $0.speed(of: .eBike).value] }
    #expect(speeds == [[3.6, 15], [4, 12], [5, 20]])
  }

  /// The text after `inputs` stands on lines 3 and 4 of the file.
  @Test(arguments: [
    ("circle:\n  modes: ebike\n", AnalysisError.Code.badValue, 4, 10, "circle.modes", "Did you mean “e-bike”?"),
    ("circle:\n  modes: {communities: boat}\n", .badValue, 4, 24, "circle.modes.communities", "walk, bicycle"),
    ("circle:\n  modes: {comunities: walk}\n", .unknownKey, 4, 11, "circle.modes.comunities", "“communities”"),
    ("circle:\n  modes: {communities: {old: truck}}\n", .badValue, 4, 24, "circle.modes.communities", "a travel mode"),
    ("circle:\n  modes: {routes: [walk]}\n", .badValue, 4, 19, "circle.modes.routes", "a list is not a travel mode"),
    ("circle:\n  modes: [walk]\n", .badValue, 4, 10, "circle.modes", "a group of keys"),
    (
      "circle:\n  modes: {workers: {default: walk, freight: trcuk}}\n", .badValue, 4, 45,
      "circle.modes.workers.freight", "“truck”"
    ),
    ("circle:\n  speeds: {ebike: 15km/h}\n", .unknownKey, 4, 12, "circle.speeds.ebike", "Did you mean “e-bike”?"),
    ("circle:\n  speeds: {walk: 40km/h}\n", .badValue, 4, 18, "circle.speeds.walk", "at most 20km/h"),
    ("circle:\n  speeds: {e-bike: 150km/h}\n", .badValue, 4, 20, "circle.speeds.e-bike", "at most 60km/h"),
    ("circle:\n  speeds: {truck: 15}\n", .badValue, 4, 19, "circle.speeds.truck", "a speed such as 4km/h"),
    ("circle:\n  speeds: 15km/h\n", .badValue, 4, 11, "circle.speeds", "speeds of modes"),
    (
      "coverage:\n  sensitivity: [{truck: 30km/h}]\n", .badValue, 4, 17, "coverage.sensitivity",
      "nobody travels by truck"
    ),
    ("coverage:\n  sensitivity: [{wlak: 3km/h}]\n", .unknownKey, 4, 18, "coverage.sensitivity.1.wlak", "“walk”"),
    ("custom_modes:\n  walk: {like: bicycle}\n", .badValue, 4, 3, "custom_modes.walk", "of the library already"),
    ("custom_modes:\n  a bike: {like: bicycle}\n", .badValue, 4, 3, "custom_modes.a bike", "no name for a mode"),
    ("custom_modes:\n  cart: {speed: 5km/h}\n", .missingKey, 4, 3, "custom_modes.cart", "`like: walk`"),
    ("custom_modes:\n  cart: {like: cart}\n", .badValue, 4, 16, "custom_modes.cart.like", "one of walk, bicycle"),
    ("custom_modes:\n  cart: {like: walk, sped: 5km/h}\n", .unknownKey, 4, 22, "custom_modes.cart.sped", "“speed”"),
    ("custom_modes:\n  cart: {like: walk, speed: 5}\n", .badValue, 4, 29, "custom_modes.cart.speed", "such as 4km/h"),
    ("custom_modes:\n  cart: {like: walk, closed: [stpes]}\n", .badValue, 4, 31, "custom_modes.cart.closed", "“steps”"),
    ("custom_modes:\n  cart: {like: walk, width: 1}\n", .badValue, 4, 29, "custom_modes.cart.width", "a length"),
    (
      "custom_modes:\n  cart: {like: walk, weight: 1xy}\n", .badValue, 4, 30, "custom_modes.cart.weight", "such as 3.5t"
    ),
    (
      "custom_modes:\n  cart: {like: walk, speed_factors: {track: 1.5}}\n", .badValue, 4, 45,
      "custom_modes.cart.speed_factors.track", "at most 1"
    ),
    (
      "custom_modes:\n  cart: {like: walk, speed_factors: {trakc: 0.5}}\n", .badValue, 4, 38,
      "custom_modes.cart.speed_factors", "“track”"
    ),
    (
      "custom_modes:\n  cart: {like: walk, barriers: {gate: no}}\n", .badValue, 4, 39,
      "custom_modes.cart.barriers.gate", "one of open, closed"
    ),
    (
      "custom_modes:\n  cart: {like: walk, barriers: {bolard: closed}}\n", .badValue, 4, 33,
      "custom_modes.cart.barriers", "“bollard”"
    ),
    (
      "custom_modes:\n  cart: {like: walk, barriers: {barrier=gate: closed}}\n", .badValue, 4, 33,
      "custom_modes.cart.barriers", "gate: closed"
    ),
    (
      "custom_modes:\n  cart: {like: walk, oneways: [oneway=yes]}\n", .badValue, 4, 32, "custom_modes.cart.oneways",
      "no key of a tag"
    ),
    (
      "custom_modes:\n  cart: {like: e-bike, oneways: [oneway, onway]}\n", .badValue, 4, 42,
      "custom_modes.cart.oneways", "“onway” is no key of one-ways"
    ),
    (
      "custom_modes:\n  cart: {like: walk, speed_limits: [maxsped]}\n", .badValue, 4, 37,
      "custom_modes.cart.speed_limits", "no key of legal speeds"
    ),
    (
      "custom_modes:\n  cart: {like: walk, turns: [bla]}\n", .badValue, 4, 30, "custom_modes.cart.turns",
      "no key of turn restrictions"
    ),
    (
      "custom_modes:\n  cart: {like: walk, turn_exceptions: [unicorn]}\n", .badValue, 4, 40,
      "custom_modes.cart.turn_exceptions", "no word of a restriction's except"
    ),
    (
      "custom_modes:\n  cart: {like: walk, open: [steps], closed: [track, highway=steps]}\n", .badValue, 4, 53,
      "custom_modes.cart.closed", "stands in `open` and in `closed`"
    ),
    (
      "custom_modes:\n  cart: {like: walk, destinations: [guests]}\n", .badValue, 4, 37,
      "custom_modes.cart.destinations", "no access value that opens"
    ),
    (
      "custom_modes:\n  cart: {like: walk, closed_by: [motorroad]}\n", .badValue, 4, 34,
      "custom_modes.cart.closed_by.1", "motorroad=yes"
    ),
    (
      "custom_modes:\n  cart: {like: walk, slopes: {0.05: 1}}\n", .badValue, 4, 31, "custom_modes.cart.slopes", "as -5%"
    ),
    (
      "custom_modes:\n  cart: {like: walk, slopes: {5%: 0}}\n", .badValue, 4, 35, "custom_modes.cart.slopes",
      "0.01 to 100"
    ),
    (
      "custom_modes:\n  cart: {like: walk, slopes: steep}\n", .badValue, 4, 30, "custom_modes.cart.slopes",
      "one of none, tobler"
    ),
    (
      "custom_modes:\n  cart: {like: walk, speed: 400km/h}\n", .badValue, 4, 29, "custom_modes.cart.speed",
      "at most 130km/h"
    ),
    (
      "custom_modes:\n  cart: {like: walk, own_speeds: {ferry: 131km/h}}\n", .badValue, 4, 42,
      "custom_modes.cart.own_speeds", "at most 130km/h"
    ),
    (
      "circle:\n  speeds: {cart: 131km/h}\ncustom_modes: {cart: {like: walk}}\n", .badValue, 4, 18,
      "circle.speeds.cart", "at most 130"
    ),
    (
      "custom_modes:\n  cart: {like: walk, node_delays: {crossing: 30s}}\n", .badValue, 4, 36,
      "custom_modes.cart.node_delays", "key=value"
    ),
    (
      "custom_modes:\n  cart: {like: walk, turns_round: never}\n", .badValue, 4, 35, "custom_modes.cart.turns_round",
      "dead-ends"
    ),
    ("custom_modes: [cart]\n", .badValue, 3, 15, "custom_modes", "a group of keys"),
    ("custom_modes:\n  cart: walk\n", .badValue, 4, 9, "custom_modes.cart", "a group of keys"),
  ])
  func mistakes(yaml: String, code: AnalysisError.Code, line: Int, column: Int, key: String, words: String) throws {
    let error = try #require(#expect(throws: AnalysisError.self) { _ = try analysis(yaml) })
    #expect(error.code == code, "\(error)")
    #expect(error.context.line == line && error.context.column == column && error.context.key == key, "\(error)")
    #expect(error.message.contains(words), "\(error)")
  }

  private func table(_ fields: String) throws -> ModeRules {
    let file = try analysis("custom_modes:\n  own: {\(fields)}\ncircle: {modes: own}\n")
    #expect(file.circle.modes == ModeChoice(TravelMode(rawValue: "own")))
    return try #require(file.modes[TravelMode(rawValue: "own")])
  }

  /// Each field changes its place in the table and nothing else.
  @Test(arguments: [
    FieldCase("like: bicycle") { _ in },
    FieldCase("like: bicycle, speed: 10km/h") { $0.defaultSpeed = KilometersPerHour(10) },
    FieldCase("like: bicycle, foot_speed: 3km/h") { $0.footSpeed = KilometersPerHour(3) },
    FieldCase("like: bicycle, open: [pedestrian], closed: [track]") {
      $0.classes[.init("highway", "pedestrian")]?.isOpen = true
      $0.classes[.init("highway", "track")]?.isOpen = false
    },
    FieldCase("like: bicycle, open: [leisure=track]") {
      $0.classes[.init("leisure", "track")] = .init(isOpen: true)
      $0.classKeys.append("leisure")
    },
    FieldCase("like: bicycle, pushed: [footway]") {
      $0.classes[.init("highway", "footway")] = .init(isOpen: true, speedFactor: 0.5, isPushed: true)
    },
    FieldCase("like: bicycle, speed_factors: {track: 0.6, 'highway=path': 0.4}") {
      $0.classes[.init("highway", "track")]?.speedFactor = 0.6
      $0.classes[.init("highway", "path")]?.speedFactor = 0.4
    },
    FieldCase("like: bicycle, own_speeds: {ferry: 6km/h}") {
      $0.classes[.init("route", "ferry")]?.ownSpeed = KilometersPerHour(6)
    },
    FieldCase("like: bicycle, closed_by: [surface=sand], opened_by: ['cargo_bike=yes']") {
      $0.closedBy.append(.init("surface", "sand"))
      $0.openedBy.append(.init("cargo_bike", "yes"))
    },
    FieldCase("like: bicycle, access_keys: [cargo_bike], access: {delivery: closed, permit: open}") {
      $0.accessKeys.append("cargo_bike")
      $0.openingKeys.append("cargo_bike")
      $0.accessValues["delivery"] = false
      $0.accessValues["permit"] = true
    },
    FieldCase("like: bicycle, width: 1.0m, weight: 0.3t") {
      $0.limits = [
        .init(keys: ["maxweight", "maxweightrating"], quantity: .tonnes, vehicle: 0.3),
        .init(keys: ["maxwidth", "maxwidth:physical"], quantity: .meters, vehicle: 1),
      ]
    },
    FieldCase("like: bicycle, oneways: []") {
      $0.onewayKeys = []
      $0.impliedOneways = [:]
    },
    FieldCase("like: bicycle, oneways: [oneway], contraflow: ['cycleway=lane']") {
      $0.onewayKeys = ["oneway"]
      $0.contraflow[.init("cycleway", "lane")] = .both
    },
    FieldCase("like: bicycle, slopes: none") { $0.slope = nil },
    FieldCase("like: bicycle, slopes: tobler") { $0.slope = .tobler },
    FieldCase("like: bicycle, slopes: {10%: 0.5, -5%: 1.25, 0%: 1}") {
      $0.slope = .factors([
        .init(slope: -0.05, factor: 1.25), .init(slope: 0, factor: 1), .init(slope: 0.1, factor: 0.5),
      ])
    },
    FieldCase("like: bicycle, speed_limits: []") { $0.speedLimitKeys = [] },
    FieldCase("like: bicycle, barriers: {kerb: closed, kerb=lowered: open}") {
      $0.barriers?.values["kerb"] = false
      $0.barriers?.openedBy = [ModeRules.Tag("kerb", "lowered")]
    },
    FieldCase("like: bicycle, barriers: {bollard: closed, stile: open}") {
      $0.barriers?.values["bollard"] = false
      $0.barriers?.values["stile"] = true
    },
    FieldCase("like: bicycle, turns: [restriction], turn_exceptions: [psv]") {
      $0.turnKeys = ["restriction"]
      $0.turnExceptions = ["psv"]
    },
    FieldCase("like: bicycle, destinations: [destination], turns_round: dead-ends") {
      $0.destinationValues = ["destination"]
      $0.mayTurnRound = false
    },
    FieldCase("like: bicycle, node_delays: {highway=traffic_signals: 15s}") {
      $0.nodeDelays = [ModeRules.Tag("highway", "traffic_signals"): Seconds(15)]
    },
  ])
  func fields(_ field: FieldCase) throws {
    var expected = ModeRules.bicycle
    field.change(&expected)
    expected.mode = TravelMode(rawValue: "own")
    #expect(try table(field.yaml) == expected)
  }

  /// The truck's own limits take new values and keep their keys; no axle bears more than the whole.
  @Test func sizesOfATruck() throws {
    let rules = try table("like: truck, weight: 3.5t, height: 2.1m, width: 1.9m, length: 5m")
    #expect(rules.limits.map(\.vehicle) == [3.5, 3.5, 2.1, 1.9, 5])
    #expect(try table("like: truck, axle_load: 6t").limits.map(\.vehicle) == [12, 6, 3.8, 2.5, 9])
    #expect(rules.limits.map(\.keys) == ModeRules.truck.limits.map(\.keys))
  }

  /// `docs/modes.md` shows a file that runs and names every field.
  @Test func theDocumentIsTrue() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/modes.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    let yaml = try #require(blocks.first { $0.contains("tricycle:") })
    let folder = try ScratchFolder([
      "stations.csv": "id,lon,lat\na,103,29\n", "roads.geojson": "{}",
      "analysis.yaml": "inputs: {stations: stations.csv, roads: roads.geojson}\n" + yaml,
    ])
    let file = try folder.analysis()
    #expect(file.circle.modes.trades["express"] == TravelMode(rawValue: "tricycle") && file.sensitivity.count == 2)
    #expect(file.modes[TravelMode(rawValue: "tricycle")]?.defaultSpeed.value == 12)

    guard case .object(let schema) = analysisSchema() else { throw CancellationError() }
    let properties = schema.first { $0.key == "properties" }?.value
    let fields = try #require(
      properties?["custom_modes"]?["additionalProperties"]?["properties"]?.members?.map { ($0.key, $0.value) })
    #expect(fields.count > 20)
    for (name, field) in fields {
      guard case .string(let about)? = field["description"] else { throw CancellationError() }
      #expect(text.contains("| `\(name)` | \(about) |\n"), "\(name)")
    }
  }

  @Test func ownModesOfAFileWithNothingElse() throws {
    let folder = try ScratchFolder(["modes.yaml": "custom_modes: {cart: {like: walk, closed: [steps]}}\n"])
    let tables = try ModeTables(path: folder.path + "/modes.yaml")
    #expect(tables.all.map(\.mode.rawValue) == ["walk", "bicycle", "e-bike", "truck", "cart"])
    #expect(tables[TravelMode(rawValue: "boat")] == nil)
  }
}

extension JSONValue {
  fileprivate var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }
  fileprivate subscript(key: String) -> JSONValue? { members?.first { $0.key == key }?.value }
}

/// Fields of a custom mode and the change of the bicycle's table by hand.
struct FieldCase: Sendable, CustomTestStringConvertible {
  var yaml: String
  var change: @Sendable (inout ModeRules) -> Void
  init(_ yaml: String, _ change: @escaping @Sendable (inout ModeRules) -> Void) {
    self.yaml = yaml
    self.change = change
  }
  var testDescription: String { yaml }
}
