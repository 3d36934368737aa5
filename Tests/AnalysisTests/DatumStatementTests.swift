import Analysis
import Foundation
import Geodata
import Geometry
import Model
import Testing

/// What is stated and wrong, of layers of ten places: told always, by the side that is wrong.
struct DatumStatementTests {
  private typealias Example = DatumGuardTests

  private static func findings(
    _ name: String, written system: String, _ statement: RawLayer.Statement, stated: String? = nil
  ) throws -> (findings: [QualityFinding], layer: Layer, positions: [Coordinate]) {
    var datums = try Example.example.get()
    let positions = try SyntheticLayer.written(try Example.places(name), system)
    var findings: [QualityFinding] = []
    let layer = try datums.layer(Example.raw(positions, statement, stated: stated), &findings)
    return (findings, layer, positions)
  }

  /// By 2.8 nats of ten places a warning, by 8.3 an error: GeoJSON's statement weighs no more than none.
  @Test(arguments: [("gcj02", QualityFinding.Severity.warning), ("bd09", .error)])
  func theFormatIsContradicted(system: String, severity: QualityFinding.Severity) throws {
    let (findings, layer, positions) = try Self.findings("stations", written: system, .format)
    #expect(findings.map(\.severity) == [severity] && findings[0].fix.contains("`crs: \(system)` under"), "\(findings)")
    #expect(findings[0].message.contains("of 10 places"))
    #expect(findings[0].message.contains("it is used as stated") == (severity == .warning))
    #expect((Example.far(layer, from: positions) == 0) == (severity == .warning))
  }

  @Test(arguments: [
    ("wgs84", "gcj02", RawLayer.Statement.analysisFile), ("wgs84", "bd09", .analysisFile),
    ("gcj02", "EPSG:4326", .file), ("bd09", "EPSG:4490", .file),
  ])
  func aStatementIsDoubtedAndKept(system: String, stated: String, statement: RawLayer.Statement) throws {
    let (findings, layer, _) = try Self.findings("stations", written: system, statement, stated: stated)
    #expect(findings.map(\.severity) == [.warning] && findings[0].value == stated, "\(findings)")
    #expect(findings[0].fix.contains("`crs: \(system)`") && findings[0].fix.contains("`crs: \(stated)!`"))
    let places = try Example.places("stations")
    #expect(Example.far(layer, from: places) > 300, "it is used as stated")
  }

  /// In UTM 48 they lie 1.3 km from where EPSG:4544 has them, and two zones away 290 km: or nowhere, as degrees.
  @Test(arguments: ["EPSG:4543", nil]) func thePlaceRefutesAndLeavesTwo(stated: String?) throws {
    let (findings, _, _) = try Self.findings(
      "stations", written: "EPSG:4544", stated == nil ? .format : .analysisFile, stated: stated)
    #expect(findings.map(\.severity) == [.error], "\(findings)")
    #expect(findings[0].message.contains("as \(stated ?? "WGS84") 0.0 % of 10 places"), "\(findings)")
    #expect(findings[0].fix.contains("`crs: EPSG:4544`"))
  }

  /// Fields around the town tell no street apart, but they tell the zone.
  @Test func thePlaceRefutesWhereStreetsSayNothing() throws {
    var datums = try Example.example.get()
    var random = SplitMix(seed: 5)
    let fields = (0..<10).map { _ in Coordinate(x: random.uniform(103.70...103.76), y: random.uniform(29.30...29.36)) }
    let positions = try SyntheticLayer.written(fields, "EPSG:4544")
    var findings: [QualityFinding] = []
    _ = try datums.layer(Example.raw(positions, .analysisFile, stated: "EPSG:4543"), &findings)
    #expect(findings.map(\.severity) == [.error], "\(findings)")
    #expect(findings[0].fix.contains("`crs: EPSG:4544`") && findings[0].fix.contains("`crs: EPSG:32648`"))
  }

  /// EPSG:4610 is Xian 1980 in degrees: of metres that are no degrees only the refusal speaks.
  @Test func anOldDatumIsNoMatterBesideARefusal() throws {
    let (findings, _, _) = try Self.findings("stations", written: "EPSG:4523", .analysisFile, stated: "EPSG:4610")
    #expect(findings.map(\.severity) == [.error] && findings[0].value == "EPSG:4610", "\(findings)")
  }

  /// GCJ-02 written in metres: 380 m off, and `crs` cannot say it.
  @Test(arguments: [RawLayer.Statement.nobody, .analysisFile, .file]) func shiftedMetres(
    statement: RawLayer.Statement
  ) throws {
    var datums = try Example.example.get()
    let shifted = try SyntheticLayer.written(try Example.places("hosts"), "gcj02")
    let positions = try SyntheticLayer.written(shifted, "EPSG:4544")
    var findings: [QualityFinding] = []
    _ = try datums.layer(
      Example.raw(positions, statement, stated: statement == .nobody ? nil : "EPSG:4544"), &findings)
    #expect(findings.map(\.severity) == [.error], "\(findings)")
    #expect(findings[0].message.contains("say GCJ-02 (Amap, Tencent) written in"))
    #expect(findings[0].fix.contains("bring it from EPSG:4544 to longitude and latitude"))
  }

  /// Six stations east of 103.5 degrees, four west, as two zones of 3 degrees would have them.
  @Test func twoZonesInOneFile() throws {
    let places = try Example.places("stations")
    let east = try SyntheticLayer.written(Array(places.prefix(6)), "EPSG:4523")
    let west = try SyntheticLayer.written(Array(places.dropFirst(6)), "EPSG:4522")
    var datums = try Example.example.get()
    var findings: [QualityFinding] = []
    let layer = try datums.layer(Example.raw(east + west), &findings)
    #expect(findings.map(\.severity) == [.note] && findings[0].value == "cgcs2000-gk", "\(findings)")
    #expect(findings[0].message.contains("zone prefixes 34 and 35 100.0 % of 10 places"))
    #expect(Example.far(layer, from: places) < 0.01)
  }

  /// Half of the places in the district are no proof of the zone.
  @Test func halfALayerProvesNothing() throws {
    let places = try Example.places("stations")
    let positions = try SyntheticLayer.written(
      places.enumerated().map { Coordinate(x: $1.x, y: $1.y + ($0 % 2 == 0 ? 3 : 0)) }, "EPSG:4523")
    var datums = try Example.example.get()
    var findings: [QualityFinding] = []
    _ = try datums.layer(Example.raw(positions), &findings)
    #expect(findings.map(\.severity) == [.error] && findings[0].message.contains("50.0 % of 10"), "\(findings)")
    #expect(!findings[0].fix.contains("nothing to do"))
  }
}

/// Whole analyses, in which the layers bear witness for or against each other and the streets.
struct DatumWitnessTests {
  private static let data = DatumGuardTests.top.path + "/geodata/wutongqiao/"

  /// The example's file with every position shifted.
  private static func shifted(_ name: String, _ datum: ChineseDatum) throws -> String {
    func moved(_ value: Any) -> Any {
      guard let list = value as? [Any] else { return value }
      guard let x = list.first as? Double, let y = list.dropFirst().first as? Double else { return list.map(moved) }
      let position = datum.fromWGS84(Coordinate(x: x, y: y))
      return [position.x, position.y]
    }
    let text = try Data(contentsOf: URL(fileURLWithPath: data + name))
    var collection = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let features = try #require(collection["features"] as? [[String: Any]])
    collection["features"] = features.map { feature in
      var feature = feature
      if var geometry = feature["geometry"] as? [String: Any], let coordinates = geometry["coordinates"] {
        geometry["coordinates"] = moved(coordinates)
        feature["geometry"] = geometry
      }
      return feature
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: collection), as: UTF8.self)
  }

  private static func folder(_ files: [String: String] = [:]) throws -> ScratchFolder {
    func path(_ name: String) -> String { files[name] == nil ? data + name : name }
    return try ScratchFolder(
      files.merging([
        "analysis.yaml": """
        inputs:
          boundary: \(path("boundary.geojson"))
          roads: {file: \(path("roads.geojson"))}
          water: \(path("water.geojson"))
          stations: {file: \(path(files["stations.geojson"] == nil ? "stations.csv" : "stations.geojson"))}
          communities: {file: \(path("communities.geojson")), weight: residents}
          workers: {file: \(path("firms.csv")), weight: riders}
          routes: {file: \(path("routes.geojson")), weight: trips_per_day}
          candidates: {file: \(path("hosts.csv")), kind: host}

        """
      ]) { $1 })
  }

  private static func datums(_ folder: ScratchFolder, _ overrides: [String] = []) throws -> [QualityFinding] {
    try checkAnalysis(try folder.analysis(overrides)).filter { $0.field == "crs" }
  }

  private static let stated = ["stations", "workers", "candidates"].map { "inputs.\($0).crs=wgs84" }

  @Test(arguments: [[], stated]) func theExampleIsSilent(overrides: [String]) throws {
    #expect(try Self.datums(try Self.folder(), overrides) == [])
  }

  /// A gorge: the river runs some 380 m beside the only road, so that moved by a datum's shift it would lie on it.
  @Test func aRiverBesideItsRoadIsNoWitness() throws {
    let data = Self.data + "../jinkouhe/"
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs:
        boundary: \(data)boundary.geojson
        roads: \(data)roads.geojson
        water: \(data)water.geojson
        stations: {file: \(data)stations.csv, crs: wgs84}
        communities: {file: \(data)communities.geojson, weight: residents}

      """
    ])
    #expect(try Self.datums(folder) == [])
  }

  /// The layers fit each other and the boundary: the streets are accused, once, and nobody else.
  @Test(arguments: [(ChineseDatum.gcj02, []), (.gcj02, stated), (.bd09, []), (.bd09, stated)])
  func shiftedStreetsAreAccused(datum: ChineseDatum, overrides: [String]) throws {
    let folder = try Self.folder(["roads.geojson": try Self.shifted("roads.geojson", datum)])
    let found = try Self.datums(folder, overrides)
    #expect(found.map(\.severity) == [.error] && found.map(\.layer) == ["roads"], "\(found)")
    #expect(found.first?.value == datum.rawValue, "\(found)")
    #expect(found.first?.fix.contains("`crs: \(datum.rawValue)` under inputs.roads") ?? false)
    #expect(found.first?.message.contains("workers, routes and candidates say that the streets are in") ?? false)
    // As told.
    #expect(try Self.datums(folder, overrides + ["inputs.roads.crs=\(datum.rawValue)"]) == [])
    let insisted = try Self.datums(folder, overrides + ["inputs.roads.crs=wgs84!"])
    #expect(!insisted.contains { $0.layer == "roads" })
  }

  /// Stations from the same map service as the tables beside them.
  @Test func whatTheFormatStatesFallsWithItsPeers() throws {
    let stations = try SyntheticLayer.written(try DatumGuardTests.places("stations"), "gcj02")
    let features = stations.enumerated().map {
      """
      {"type": "Feature", "properties": {"id": "s\($0)"}, "geometry": {"type": "Point", "coordinates": [\($1.x), \($1.y)]}}
      """
    }
    let hosts = try SyntheticLayer.written(try DatumGuardTests.places("hosts"), "gcj02")
    let rows = hosts.enumerated().map { "h\($0),bank,\($1.x),\($1.y)" }
    let folder = try Self.folder([
      "stations.geojson": "{\"type\": \"FeatureCollection\", \"features\": [\(features.joined(separator: ","))]}",
      "hosts.csv": "id,host,lon,lat\n" + rows.joined(separator: "\n") + "\n",
    ])
    // The firms are in WGS84: hands differ, and the stations are in doubt.
    let apart = try Self.datums(folder)
    #expect(apart.map(\.severity) == [.warning, .note] && apart[0].layer == "stations", "\(apart)")
    let together = try Self.datums(folder, ["inputs.workers.crs=wgs84"])
    #expect(together.map(\.severity) == [.error, .note] && together[0].layer == "stations", "\(together)")
    #expect(together[0].message.contains("as candidates must be"))
  }
}
