import Analysis
import Foundation
import Geodata
import Geometry
import Model
import Testing

private let environment = ProcessInfo.processInfo.environment

/// What the guard says of many layers that state a system, rightly and wrongly: numbers of `docs/datum-guard.md`.
struct DatumStatementMeasurementTests {
  @Test func statementsInAMadeUpTown() throws {
    let city = DatumCity.made(seed: 3)
    let right = try Measurement([city], layers: 30, seed: 23, .right)
    #expect(right.outcomes.count { $0.severity != nil } <= 1, "seed 23: \(right.table)")
    let wrong = try Measurement([city], layers: 30, seed: 24, .wrong)
    #expect(wrong.outcomes.count { $0.severity == nil } <= 1, "seed 24: \(wrong.table)")
    let shifted = try Measurement([city], layers: 30, seed: 25, .shiftedStreets)
    #expect(shifted.outcomes.count { $0.accusesStreets } >= 10, "seed 25: \(shifted.table)")
  }

  @Test(
    .enabled(
      if: environment["SERVICECIRCLE_DATA"] != nil && environment["SERVICECIRCLE_GUARD_LAYERS"] != nil,
      "set SERVICECIRCLE_DATA and SERVICECIRCLE_GUARD_LAYERS"))
  func statementsInRealCities() throws {
    let cities = try DatumMeasurementTests.cities(isMany: true)
    let layers = environment["SERVICECIRCLE_GUARD_LAYERS"].flatMap { Int($0) } ?? 24
    let seed = environment["SERVICECIRCLE_GUARD_SEED"].flatMap { UInt64($0) } ?? 29
    let measured = try Measurement.Kind.allCases.map { try Measurement(cities, layers: layers, seed: seed, $0) }
    if let path = environment["SERVICECIRCLE_GUARD_TABLE"] {
      let tables = measured.map(\.table).joined(separator: "\n")
      try Data(tables.utf8).write(to: URL(fileURLWithPath: path + ".stated"))
    }
    #expect(Double(measured[0].outcomes.count { $0.severity != nil }) <= 0.02 * Double(layers), "seed \(seed)")
    #expect(Double(measured[1].outcomes.count { $0.severity == nil }) <= 0.02 * Double(layers), "seed \(seed)")
  }
}

private struct Measurement {
  enum Kind: String, CaseIterable {
    case right = "stated rightly"
    /// Another of WGS84, GCJ-02 and BD-09 than theirs, and metres of GCJ-02 positions.
    case wrong = "stated wrongly"
    /// Of places that know nothing of streets.
    case anywhere = "stated rightly, places anywhere"
    case shiftedStreets = "stated rightly, streets in GCJ-02"
  }

  struct Outcome {
    var count: Int
    var statement: RawLayer.Statement
    var severity: QualityFinding.Severity?
    var accusesStreets: Bool
  }

  var outcomes: [Outcome] = []
  private let kind: Kind

  init(_ cities: [DatumCity], layers: Int, seed: UInt64, _ kind: Kind) throws {
    self.kind = kind
    var random = SplitMix(seed: seed)
    let cities =
      kind == .right || kind == .anywhere ? cities : cities.filter { $0.systems == DatumCity.chinese }
    let guards = try cities.map { city in
      try DatumGuard(
        doubtedStreets: kind == .shiftedStreets
          ? city.streets.map { $0.map(ChineseDatum.gcj02.fromWGS84) } : city.streets)
    }
    for _ in 0..<layers {
      var layer = try SyntheticLayer(cities, &random)
      guard !layer.positions.isEmpty else { continue }
      var stated = layer.system
      switch kind {
      case .right, .shiftedStreets: break
      case .wrong: stated = try Self.missState(&layer, &random)
      case .anywhere:
        let box = Box(layer.positions)
        for index in layer.positions.indices {
          layer.positions[index] = Coordinate(
            x: random.uniform(box.minX...box.maxX), y: random.uniform(box.minY...box.maxY))
        }
      }
      var raw = layer.raw
      raw.statement = stated == "wgs84" && Bool.random(using: &random) ? .format : .analysisFile
      raw.stated = raw.statement == .format ? nil : stated
      var datums = guards[layer.city]
      datums.boundary = layer.boundary
      var findings: [QualityFinding] = []
      _ = try datums.layer(raw, &findings)
      outcomes.append(
        Outcome(
          count: layer.positions.count, statement: raw.statement, severity: findings.first?.severity,
          accusesStreets: findings.contains { $0.layer == "roads" }))
    }
  }

  /// - Returns: a system in which the layer is not; metres keep theirs and are shifted.
  private static func missState(_ layer: inout SyntheticLayer, _ random: inout SplitMix) throws -> String {
    let suffix = ["-e6", "-swapped"].first { layer.system.hasSuffix($0) } ?? ""
    let datum = String(layer.system.dropLast(suffix.count))
    let datums = ["wgs84", "gcj02", "bd09"]
    if datums.contains(datum) {
      return datums.filter { $0 != datum }.randomElement(using: &random)! + suffix
    }
    let places = try ReferenceSystem(layer.system).positionsInWGS84(layer.positions)
    layer.positions = try SyntheticLayer.written(places.map(ChineseDatum.gcj02.fromWGS84), layer.system)
    return layer.system
  }

  var table: String {
    var text =
      "| \(kind.rawValue) | number | silent | warning | error | error on the roads |\n|---|---|---|---|---|---|\n"
    func row(_ name: String, _ rows: [Outcome]) {
      let counts = [nil, .warning, .error].map { severity in
        rows.count { $0.severity == severity && !$0.accusesStreets }
      }
      text += "| \(name) | \(rows.count) | " + counts.map(String.init).joined(separator: " | ")
      text += " | \(rows.count { $0.accusesStreets }) |\n"
    }
    row("all", outcomes)
    row("by the format", outcomes.filter { $0.statement == .format })
    for (low, high) in [(10, 19), (20, 49), (50, 199), (200, 999), (1000, 5000)] {
      row("\(low)–\(high) places", outcomes.filter { (low...high).contains($0.count) })
    }
    return text
  }
}
