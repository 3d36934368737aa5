import Analysis
import DataQuality
import Foundation
import Geodata
import Geometry
import Model
import Testing

/// Layers of the Wutongqiao example, written in other systems and without a word about it.
struct DatumGuardTests {
  static let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The example's guard: boundary and streets as in its analysis file.
  static let example: Result<DatumGuard, any Error> = Result {
    var reader = LayerReader()
    func read(_ name: String) throws -> Layer {
      try reader.read(LayerSource(role: name, path: top.path + "/geodata/wutongqiao/\(name).geojson"))
    }
    var datums = DatumGuard()
    datums.boundary = try read("boundary").area()
    datums.streets = StreetLines(try read("roads").records.flatMap { $0.shape?.lines ?? [] })
    return datums
  }

  static func places(_ name: String) throws -> [Coordinate] {
    var reader = LayerReader()
    let layer = try reader.read(LayerSource(role: name, path: top.path + "/geodata/wutongqiao/\(name).csv"))
    return layer.records.compactMap { record in
      if case .point(let position) = record.shape { position } else { nil }
    }
  }

  static func raw(
    _ positions: [Coordinate], _ statement: RawLayer.Statement = .nobody, stated: String? = nil
  ) -> RawLayer {
    RawLayer(
      source: LayerSource(role: "candidates", path: "hosts.csv"),
      records: positions.enumerated().map { Record(number: $0 + 1, shape: .point($1)) }, stated: stated,
      statement: statement)
  }

  static func far(_ layer: Layer, from places: [Coordinate]) -> Double {
    zip(layer.records, places).map { shortDistance($0.shape!.box.center, $1) }.max() ?? .infinity
  }

  /// 140 hosts of the example: each comes back to within a metre, with a note that says as what it was read. Millionths
  /// of a degree are eleven centimetres.
  @Test(arguments: [
    "gcj02", "bd09", "wgs84-swapped", "gcj02-swapped", "wgs84-e6", "gcj02-e6", "EPSG:4544", "EPSG:4523",
    "EPSG:4544-swapped", "EPSG:4496", "EPSG:3857", "EPSG:32648",
  ])
  func aLayerIsPutRight(system: String) throws {
    var datums = try Self.example.get()
    let places = try Self.places("hosts")
    var findings: [QualityFinding] = []
    let layer = try datums.layer(Self.raw(try SyntheticLayer.written(places, system)), &findings)
    #expect(findings.map(\.severity) == [.note] && findings.first?.value == system, "\(findings)")
    #expect(findings.first?.message.contains("of 140 places lie inside the boundary") ?? false)
    #expect(findings.first?.fix.contains("`crs: \(system)` under inputs.candidates") ?? false)
    let shown = try #require(findings.first?.places.first)
    #expect(findings.first?.rule == .datum && shortDistance(shown, places[0]) < 1)
    #expect(Self.far(layer, from: places) < 1)
  }

  @Test(arguments: ["stations", "hosts", "firms"]) func whatIsRightStaysSilent(name: String) throws {
    var datums = try Self.example.get()
    let places = try Self.places(name)
    var findings: [QualityFinding] = []
    let layer = try datums.layer(Self.raw(places), &findings)
    #expect(findings == [] && layer.referenceSystemPath == "WGS84 (assumed: nothing stated)")
    #expect(Self.far(layer, from: places) == 0)
  }

  @Test(arguments: [RawLayer.Statement.analysisFile, .file, .format]) func aStatementIsContradicted(
    statement: RawLayer.Statement
  ) throws {
    var datums = try Self.example.get()
    let stated = statement == .format ? nil : "EPSG:4326"
    let positions = try SyntheticLayer.written(try Self.places("hosts"), "gcj02")
    var findings: [QualityFinding] = []
    _ = try datums.layer(Self.raw(positions, statement, stated: stated), &findings)
    let finding = try #require(findings.first)
    #expect(findings.count == 1 && finding.severity == .error && finding.layer == "candidates")
    #expect(finding.fix.contains("`crs: gcj02`") && finding.fix.contains("`crs: \(stated ?? "wgs84")!`"))
    #expect(finding.message.contains("the places say GCJ-02") && finding.message.contains("m from a street"))
    // Insisted on: used as stated.
    findings = []
    let layer = try datums.layer(Self.raw(positions, .beyondDoubt, stated: "EPSG:4326"), &findings)
    #expect(findings == [] && Self.far(layer, from: positions) == 0)
  }

  /// What is stated rightly is nobody's business.
  @Test func aStatementIsKept() throws {
    var datums = try Self.example.get()
    for (name, system) in [("hosts", "gcj02"), ("firms", "EPSG:4544"), ("stations", "bd09")] {
      let places = try Self.places(name)
      var findings: [QualityFinding] = []
      let layer = try datums.layer(
        Self.raw(try SyntheticLayer.written(places, system), .analysisFile, stated: system), &findings)
      #expect(findings == [] && Self.far(layer, from: places) < 0.01)
    }
  }

  /// A zone of Gauss-Krüger, wrong by three degrees: the places lie 290 km away.
  @Test func aWrongZoneIsContradicted() throws {
    var datums = try Self.example.get()
    var findings: [QualityFinding] = []
    let positions = try SyntheticLayer.written(try Self.places("hosts"), "EPSG:4544")
    _ = try datums.layer(Self.raw(positions, .analysisFile, stated: "EPSG:4543"), &findings)
    #expect(findings.map(\.severity) == [.error] && findings[0].fix.contains("`crs: EPSG:4544`"))
    #expect(findings[0].message.contains("as EPSG:4543 0.0 % of 140 places"))
  }

  /// The middles of ten fields around the town: neither streets nor boundary say anything about them.
  @Test func placesThatTellNothingAreRefused() throws {
    var datums = try Self.example.get()
    var random = SplitMix(seed: 5)
    let fields = (0..<10).map { _ in Coordinate(x: random.uniform(103.70...103.76), y: random.uniform(29.30...29.36)) }
    var findings: [QualityFinding] = []
    _ = try datums.layer(Self.raw(fields), &findings)
    #expect(findings.map(\.severity) == [.error])
    #expect(findings[0].message.contains("do not tell it") && findings[0].fix.contains("`crs: gcj02`"))
  }

  /// EPSG:2380 is Xian 1980 with the meridian 105, EPSG:2432 Beijing 1954.
  @Test(arguments: [("EPSG:2380", "Xian 1980"), ("EPSG:2432", "Beijing 1954")])
  func oldDatumsAreWarnedAbout(system: String, datum: String) throws {
    var datums = try Self.example.get()
    let places = try Self.places("hosts")
    var findings: [QualityFinding] = []
    let positions = try SyntheticLayer.written(places, system)
    let layer = try datums.layer(Self.raw(positions, .analysisFile, stated: system), &findings)
    #expect(findings.map(\.severity) == [.warning] && findings[0].value == datum, "\(findings)")
    #expect(Self.far(layer, from: places) < 1)
  }

  @Test func tenPlacesFarFromEverythingAreRefused() throws {
    var datums = try Self.example.get()
    var findings: [QualityFinding] = []
    let far = (0..<10).map { Coordinate(x: 88 + Double($0) / 10, y: 12.3) }
    _ = try datums.layer(Self.raw(far), &findings)
    #expect(findings.map(\.severity) == [.error])
    #expect(findings[0].message.contains("no reading brings one of its 10 places near the boundary"))
    #expect(findings[0].fix.contains("`crs: wgs84!` under inputs.candidates insists"))
  }

  /// Metres of a grid elsewhere are no degrees: the refusal still says what was tried.
  @Test func metresFarFromEverythingAreRefused() throws {
    var datums = try Self.example.get()
    var findings: [QualityFinding] = []
    let far = (0..<10).map { Coordinate(x: 484_000 + Double($0) * 100, y: 3_954_000) }
    let error = #expect(throws: GeodataError.self) { _ = try datums.layer(Self.raw(far), &findings) }
    #expect(
      error?.message.contains("no reading brings one of its 10 places near the boundary; tried: ") == true
        && error?.message.contains("Gauss-Krüger") == true, "\(String(describing: error))")
  }

  /// Ten stations in GCJ-02 are in doubt alone; with hosts and firms from the same hand they are not.
  @Test func layersOfOneHandSupportEachOther() throws {
    func table(_ name: String) throws -> String {
      let places = try SyntheticLayer.written(try Self.places(name), "gcj02")
      let rows = places.enumerated().map { "\(name)-\($0),\($0 + 1),bank,\($1.x),\($1.y)" }
      return "id,weight,host,lon,lat\n" + rows.joined(separator: "\n") + "\n"
    }
    let data = Self.top.path + "/geodata/wutongqiao"
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        boundary: \(data)/boundary.geojson
        roads: \(data)/roads.geojson
        stations: stations.csv
        workers: {file: workers.csv, weight: weight}
        candidates: {file: candidates.csv, kind: host}

      """, "stations.csv": try table("stations"), "workers.csv": try table("firms"),
      "candidates.csv": try table("hosts"),
    ])
    let together = try checkAnalysis(try folder.analysis()).filter { $0.field == "crs" }
    #expect(together.map(\.severity) == [.note, .note, .note] && together.allSatisfy { $0.value == "gcj02" })
    #expect(together[0].message.contains("as workers and candidates must be"))
    // The others say what they are: the stations stand alone.
    let alone = try checkAnalysis(try folder.analysis(["inputs.workers.crs=gcj02", "inputs.candidates.crs=gcj02"]))
      .filter { $0.field == "crs" }
    #expect(alone.map(\.severity) == [.error] && alone[0].layer == "stations")
  }

  @Test func withoutStreetsNothingIsShownAndThatIsTold() throws {
    var datums = DatumGuard()
    var findings: [QualityFinding] = []
    let places = try Self.places("stations")
    _ = try datums.layer(Self.raw(places), &findings)
    // 381.7 m at Wutongqiao.
    #expect(findings.map(\.severity) == [.warning] && findings[0].message.contains("380 m off here"))
    #expect(findings[0].words.chinese == "没有注明坐标系，又没有路网可以对照；现按WGS84读取，如实为GCJ-02，此处会偏380米")
    #expect(findings[0].cure.chinese == "请写inputs.candidates下的`crs: wgs84`或inputs.candidates下的`crs: gcj02`")
    datums.boundary = try Self.example.get().boundary
    _ = try datums.layer(Self.raw(places), &findings)
    #expect(findings.map(\.severity) == [.warning, .warning])
    // The boundary alone tells the axes.
    _ = try datums.layer(Self.raw(places.map { Coordinate(x: $0.y, y: $0.x) }), &findings)
    #expect(findings.count == 3 && findings[2].severity == .error, "WGS84, GCJ-02 or BD-09, but exchanged")
    // Abroad there is no shift.
    var abroad = DatumGuard()
    findings = []
    _ = try abroad.layer(Self.raw([Coordinate(x: 5.5, y: 50.6), Coordinate(x: 5.6, y: 50.7)]), &findings)
    #expect(findings == [])
  }
}
