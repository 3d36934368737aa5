import Analysis
import DataQuality
import Geodata
import Geometry
import Model
import Testing

/// Two exports in one file: half in WGS84, half in GCJ-02.
struct MixedDatumTests {
  private static let city = DatumCity.made(seed: 5)

  /// Places 8 m beside the middles of pieces of street.
  private static func places(_ count: Int, seed: UInt64) -> [Coordinate] {
    var random = SplitMix(seed: seed)
    let scale = LocalScale(latitude: 29.39)
    return (0..<count).map { _ in
      let street = city.streets.randomElement(using: &random)!
      let place = Int.random(in: 0..<street.count - 1, using: &random)
      let (a, b) = (street[place], street[place + 1])
      let part = random.uniform(0...1)
      return Coordinate(
        x: a.x + (b.x - a.x) * part + 8 / scale.metersPerDegreeX,
        y: a.y + (b.y - a.y) * part + 8 / scale.metersPerDegreeY)
    }
  }

  private static func judged(
    _ places: [Coordinate], shifted: (Int) -> Bool, source: ((Int) -> String)? = nil,
    statement: RawLayer.Statement = .nobody, stated: String? = nil
  ) throws -> [QualityFinding] {
    let gcj = try SyntheticLayer.written(places, "gcj02")
    let records = places.indices.map { index in
      Record(
        number: index + 1, fields: source.map { ["来源": .text($0(index))] } ?? [:],
        shape: .point(shifted(index) ? gcj[index] : places[index]))
    }
    var datums = DatumGuard()
    datums.streets = StreetLines(city.streets)
    var findings: [QualityFinding] = []
    _ = try datums.layer(
      RawLayer(
        source: LayerSource(role: "stations", path: "s.csv"), records: records, stated: stated, statement: statement),
      &findings)
    return findings
  }

  /// Eight tracks as lines, the second four in GCJ-02: found, and named by their numbers, although a column with the
  /// riders' names would part them as well.
  @Test func recordedLines() throws {
    let places = Self.places(8 * 20, seed: 3)
    let gcj = try SyntheticLayer.written(places, "gcj02")
    let records = (0..<8).map { track in
      Record(
        number: track + 1, fields: ["id": .text("秘密\(track)"), "骑手姓名": .text(track < 4 ? "张秘密" : "李秘密")],
        shape: .lineString(Array((track < 4 ? places : gcj)[(20 * track)..<(20 * track + 20)])))
    }
    var datums = DatumGuard()
    datums.streets = StreetLines(Self.city.streets)
    var findings: [QualityFinding] = []
    _ = try datums.layer(
      RawLayer(
        source: LayerSource(role: "tracks", path: "t.geojson"), records: records, stated: nil, statement: .nobody),
      &findings)
    let found = try #require(Self.mixture(findings))
    #expect(found.message.contains("records 1 to 4") && found.message.contains("records 5 to 8"), "\(found.message)")
    #expect(!"\(found)".contains("秘密"))
  }

  private static func mixture(_ findings: [QualityFinding]) -> QualityFinding? {
    findings.first { $0.message.contains("mixes two systems") }
  }

  @Test func theSecondHalfIsNamed() throws {
    let found = try #require(
      Self.mixture(try Self.judged(Self.places(120, seed: 1), shifted: { $0 >= 60 })))
    #expect(found.severity == .error && found.rule == .datum)
    // A place or two at the seam may fit both.
    let numbers = found.message.split { !$0.isNumber }.compactMap { Int($0) }.filter { (2...119).contains($0) }
    #expect(numbers.contains { abs($0 - 60) <= 3 }, "\(found.message)")
    #expect(found.message.contains("as WGS84") && found.message.contains("as GCJ-02"))
    // The remedy is taken.
    #expect(
      try Self.judged(
        Self.places(120, seed: 1), shifted: { $0 >= 60 }, statement: .beyondDoubt, stated: "wgs84") == [])
  }

  @Test(arguments: [RawLayer.Statement.format, .analysisFile]) func whateverIsStated(statement: RawLayer.Statement)
    throws
  {
    let findings = try Self.judged(
      Self.places(120, seed: 2), shifted: { $0 < 40 }, statement: statement,
      stated: statement == .format ? nil : "gcj02")
    #expect(Self.mixture(findings)?.severity == .error, "\(findings)")
  }

  @Test func aColumnThatTellsThemApart() throws {
    let findings = try Self.judged(
      Self.places(120, seed: 3), shifted: { $0 % 3 == 0 }, source: { $0 % 3 == 0 ? "高德" : "实测" })
    let message = try #require(Self.mixture(findings)).message
    #expect(
      message.contains("来源 “实测” lie along the streets as WGS84") && message.contains("“高德” as GCJ-02"), "\(message)")
  }

  /// One system is never taken for two, whatever it is.
  @Test func oneSystemIsNoMixture() throws {
    for seed in 10..<22 as Range<UInt64> {
      for isShifted in [false, true] {
        let findings = try Self.judged(Self.places(40, seed: seed), shifted: { _ in isShifted })
        #expect(Self.mixture(findings) == nil, "seed \(seed): \(findings)")
      }
    }
  }
}
