import Analysis
import DataQuality
import Foundation
import Geodata
import Geometry
import Model
import Testing

private let environment = ProcessInfo.processInfo.environment

/// What the guard did with many layers whose system is known: the numbers of `docs/datum-guard.md`.
///
/// `SERVICECIRCLE_GUARD_LAYERS` asks for more layers than the tests need, `SERVICECIRCLE_GUARD_TABLE` names a file for
/// the tables, `SERVICECIRCLE_LIEGE` the streets of Liège as GeoJSON.
struct DatumMeasurementTests {
  @Test func aMadeUpTown() throws {
    let measured = try Measurement([.made(seed: 3)], layers: 40, seed: 17)
    #expect(measured.wrong.isEmpty, "seed 17: \(measured.wrong)")
    #expect(measured.right >= 36, "seed 17: \(measured.right) of 40")
  }

  @Test(.enabled(if: environment["SERVICECIRCLE_DATA"] != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
  func realCities() throws {
    let layers = environment["SERVICECIRCLE_GUARD_LAYERS"].flatMap { Int($0) }
    let cities = try Self.cities(isMany: layers != nil)
    let seed = environment["SERVICECIRCLE_GUARD_SEED"].flatMap { UInt64($0) } ?? 29
    let measured = try Measurement(cities, layers: layers ?? 24, seed: seed)
    if let path = environment["SERVICECIRCLE_GUARD_TABLE"] {
      try Data(measured.tables.utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(measured.wrong.isEmpty, "seed \(seed): \(measured.wrong)")
    #expect(Double(measured.right) >= 0.95 * Double(measured.count), "seed \(seed): \(measured.right)")
  }
}

extension DatumMeasurementTests {
  static func cities(isMany: Bool) throws -> [DatumCity] {
    let folder = environment["SERVICECIRCLE_DATA"]!
    var cities = [try DatumCity.openStreetMap("Chengdu", folder + "/osm/chengdu.osm", DatumCity.chinese)]
    guard isMany else { return cities }
    let abroad = ["wgs84", "wgs84-swapped", "wgs84-e6", "EPSG:3857"]
    let porto = try DatumCity.openStreetMap("Porto", folder + "/osm/porto_portugal.osm.pbf", abroad + ["EPSG:32629"])
    cities += [porto, porto.movedToChina]
    if let path = environment["SERVICECIRCLE_LIEGE"] {
      let liege = try DatumCity.geoJSON("Liège", path, abroad + ["EPSG:32631"])
      cities += [liege, liege.movedToChina]
    }
    return cities
  }
}

extension DatumGuard {
  /// With streets that are in WGS84 by the word of GeoJSON only.
  init(doubtedStreets streets: [[Coordinate]]) throws {
    self.init()
    var findings: [QualityFinding] = []
    let roads = LayerSource(role: "roads", path: "roads.geojson")
    _ = try layer(RawLayer(source: roads, records: [], statement: .format), &findings)
    self.streets = StreetLines(streets)
  }
}

private struct Measurement {
  struct Outcome {
    var layer: SyntheticLayer
    var city: String
    /// What the guard used; nil when it refused.
    var used: String?
    /// It said nothing.
    var isSilent: Bool
  }

  var outcomes: [Outcome] = []

  init(_ cities: [DatumCity], layers: Int, seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let guards = try cities.map { try DatumGuard(doubtedStreets: $0.streets) }
    for _ in 0..<layers {
      let layer = try SyntheticLayer(cities, &random)
      guard !layer.positions.isEmpty else { continue }
      var datums = guards[layer.city]
      datums.boundary = layer.boundary
      var findings: [QualityFinding] = []
      _ = try datums.layer(layer.raw, &findings)
      let isRefused = findings.contains { $0.severity == .error }
      outcomes.append(
        Outcome(
          layer: layer, city: cities[layer.city].name, used: isRefused ? nil : findings.first?.value ?? "wgs84",
          isSilent: findings.isEmpty))
    }
  }

  var count: Int { outcomes.count }
  var right: Int { outcomes.count { $0.used == $0.layer.system } }
  var wrong: [String] {
    outcomes.filter { $0.used != nil && $0.used != $0.layer.system }.map {
      "\($0.city): \($0.layer.system) used as \($0.used ?? ""), \($0.layer.positions.count) places, "
        + "noise \(Int($0.layer.noise)) m\($0.isSilent ? ", silently" : "")"
    }
  }

  /// Markdown: by true system and what was used; by number of places and noise.
  var tables: String {
    let systems = Set(outcomes.map(\.layer.system)).sorted()
    var text = "| true system | layers | " + systems.map { "as \($0)" }.joined(separator: " | ") + " | refused |\n"
    text += "|" + String(repeating: "---|", count: systems.count + 3) + "\n"
    for system in systems {
      let rows = outcomes.filter { $0.layer.system == system }
      let cells = systems.map { used in rows.count { $0.used == used } }.map { $0 == 0 ? "" : "\($0)" }
      text += "| \(system) | \(rows.count) | " + cells.joined(separator: " | ")
      text += " | \(rows.count { $0.used == nil }) |\n"
    }
    func summary(_ name: String, _ rows: [Outcome]) -> String {
      let right = rows.count { $0.used == $0.layer.system }
      let refused = rows.count { $0.used == nil }
      let silent = rows.count { $0.used != nil && $0.used != $0.layer.system && $0.isSilent }
      return "| \(name) | \(rows.count) | \(right) | \(refused) | \(rows.count - right - refused) | \(silent) |\n"
    }
    text +=
      "\n| layers | number | used rightly | refused | used wrongly | wrongly and silently |\n|---|---|---|---|---|---|\n"
    text += summary("all", outcomes)
    for city in Set(outcomes.map(\.city)).sorted() { text += summary(city, outcomes.filter { $0.city == city }) }
    for (low, high) in [(10, 19), (20, 49), (50, 199), (200, 999), (1000, 5000)] {
      text += summary("\(low)–\(high) places", outcomes.filter { (low...high).contains($0.layer.positions.count) })
    }
    for (low, high) in [(5.0, 20.0), (20.0, 40.0), (40.0, 60.0)] {
      text += summary(
        "noise \(Int(low))–\(Int(high)) m", outcomes.filter { $0.layer.noise >= low && $0.layer.noise < high })
    }
    text += summary("with boundary", outcomes.filter { $0.layer.boundary != nil })
    text += summary("without boundary", outcomes.filter { $0.layer.boundary == nil })
    return text
  }
}
