#if GDAL
import Analysis
import Coverage
import Foundation
import GDALData
import GEOS
import Geodata
import Geometry
import Model
import PROJ
import Testing

/// The data of Wutongqiao as planners have it in other files: the same coverage.
struct FormatsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let data = root.appendingPathComponent("geodata/wutongqiao").path

  /// As ArcGIS writes it.
  private static let zone105 = """
    PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
    SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
    PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
    PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],\
    UNIT["Meter",1.0]]
    """

  private struct Source {
    var role: String
    var file: String
    /// Behind the file in the analysis.
    var keys = ""
  }

  private static let sources = [
    Source(role: "boundary", file: "boundary.geojson"), Source(role: "area", file: "area.geojson"),
    Source(role: "roads", file: "roads.geojson"), Source(role: "water", file: "water.geojson"),
    Source(role: "stations", file: "stations.csv", keys: "fields: {name: 名称}"),
    Source(role: "communities", file: "communities.geojson", keys: "weight: residents"),
    Source(role: "workers", file: "firms.csv", keys: "weight: riders, group: trade"),
    Source(role: "routes", file: "routes.geojson", keys: "weight: trips_per_day"),
  ]

  private func coverage(_ layers: [String: String], in folder: ScratchFolder) async throws -> AnalysisResult {
    let lines = Self.sources.map { source in
      let file = layers[source.role] ?? "file: \"\(Self.data)/\(source.file)\""
      return "  \(source.role): {\(file)\(source.keys.isEmpty || file.contains("weight:") ? "" : ", \(source.keys)")}"
    }
    try folder.write("analysis.yaml", "inputs:\n\(lines.joined(separator: "\n"))\ncircle: {cutoff: 10min}\n")
    return try await runAnalysis(try folder.analysis())
  }

  private func table(_ role: String, _ place: (Coordinate) throws -> Coordinate) throws -> VectorTable {
    let source = try #require(Self.sources.first { $0.role == role })
    var reader = LayerReader()
    let layer = try reader.read(LayerSource(role: role, path: "\(Self.data)/\(source.file)"))
    let names = Set(layer.records.flatMap(\.fields.names)).sorted()
    let isNumber = Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, layer.records.allSatisfy { if case .number? = $0.fields[name] { true } else { false } })
      })
    return VectorTable(
      name: role, about: "",
      columns: names.map { .init($0, isNumber[$0]! ? .real(decimals: 6) : .text, width: isNumber[$0]! ? 19 : 120) },
      rows: try layer.records.map { record in
        .init(
          names.map { name in
            switch record.fields[name] {
            case .number(let number)?: .real(number)
            case let value: value?.text.map { .text($0) } ?? .null
            }
          }, shape: try record.shape.map { try $0.map(place) })
      }, geometry: .any)
  }

  private func expectSame(_ a: AnalysisResult, _ b: AnalysisResult) {
    for kind in DemandKind.allCases {
      guard let x = a.coverage.now.byKind[kind]?.share, let y = b.coverage.now.byKind[kind]?.share else {
        Issue.record("no share of \(kind)")
        continue
      }
      #expect(abs(x - y) <= 1e-4 * x, "\(kind): \(x), \(y)")
    }
    #expect(a.inputs.stations.map(\.name) == b.inputs.stations.map(\.name))
  }

  /// (b) Shapefiles in GBK without a word about it, in a Gauss-Krüger zone: they hold one kind of shape, so of the
  /// communities the areas alone, here and in what they are compared with. (c) A workbook in GCJ-02 that states nothing:
  /// points, and areas and routes as text. (d) A GeoPackage in BD-09, as stated.
  @Test func sameFiguresFromEveryFormat() async throws {
    let folder = try ScratchFolder()
    let original = try await coverage([:], in: folder)

    let zone = try Transformer(from: "OGC:CRS84", to: "EPSG:4544")
    var shapefiles: [String: String] = [:]
    for role in Self.sources.map(\.role) {
      var part = try table(role) { try zone.transform($0) }
      if role == "communities" { part.rows.removeAll { $0.shape?.polygons.isEmpty ?? true } }
      // dBase names have ten bytes.
      let short = ["trips_per_day": "trips_per_", "日均服务人次": "日均人次"]
      for index in part.columns.indices {
        part.columns[index].name = short[part.columns[index].name] ?? part.columns[index].name
      }
      let path = "\(folder.path)/\(role).shp"
      try writeTables(
        [part], to: VectorTarget(driver: "ESRI Shapefile", address: path, layerOptions: ["ENCODING=CP936"]))
      try folder.write("\(role).prj", Self.zone105)
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(role).cpg")
      shapefiles[role] = "file: \(role).shp"
    }
    shapefiles["routes"]? += ", weight: trips_per_"
    let inZone = try await coverage(shapefiles, in: folder)
    let areas = "file: \"\(Self.data)/communities.geojson\", filter: kind=urban"
    expectSame(try await coverage(["communities": areas], in: folder), inZone)
    #expect(
      inZone.inputs.records.first { $0.layer == "stations" }?.encoding
        == "GB 18030 (GBK), guessed and confirmed by decoding")

    var sheets: [VectorTable] = []
    let roles = ["stations", "workers", "communities", "routes"]
    for role in roles {
      var sheet = try table(role, ChineseDatum.gcj02.fromWGS84)
      for name in ["lon", "lat", "经度", "纬度"] {
        guard let column = sheet.columns.firstIndex(where: { $0.name == name }) else { continue }
        sheet.columns.remove(at: column)
        for index in sheet.rows.indices { sheet.rows[index].values.remove(at: column) }
      }
      let isOfPoints = ["stations", "workers"].contains(role)
      sheet.columns +=
        isOfPoints
        ? [.init("经度", .real(decimals: 7)), .init("纬度", .real(decimals: 7))] : [.init("wkt", .text)]
      for index in sheet.rows.indices {
        let shape = try #require(sheet.rows[index].shape)
        let place = shape.box.center
        let wkt = try shape.wkt()
        sheet.rows[index].values += isOfPoints ? [.real(place.x), .real(place.y)] : [.text(wkt)]
      }
      sheet.geometry = .none
      sheets.append(sheet)
    }
    try writeTables(sheets, to: VectorTarget(driver: "XLSX", address: folder.path + "/tables.xlsx"))
    let guessed = try await coverage(
      [
        "stations": "file: tables.xlsx, layer: stations", "workers": "file: tables.xlsx, layer: workers",
        "communities": "file: tables.xlsx, layer: communities", "routes": "file: tables.xlsx, layer: routes",
      ], in: folder)
    expectSame(original, guessed)
    #expect(
      guessed.findings.filter { $0.value == "gcj02" && $0.severity == .note }.map(\.layer).sorted() == roles.sorted())

    let all = try Self.sources.map { try table($0.role, ChineseDatum.bd09.fromWGS84) }
    try writeTables(all, to: VectorTarget(driver: "GPKG", address: folder.path + "/all.gpkg"))
    let stated = try await coverage(
      Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, "file: all.gpkg, layer: \($0.name), crs: bd09") }), in: folder)
    expectSame(original, stated)
    #expect(
      stated.inputs.records.allSatisfy {
        $0.referenceSystemPath.contains("BD-09") || $0.referenceSystemPath.contains("bd09")
      })
  }

  /// Words of a system in which the data are not: the refusal names the file and what to write.
  @Test func systemThatLies() async throws {
    let folder = try ScratchFolder()
    let zone = try Transformer(from: "OGC:CRS84", to: "EPSG:4544")
    let metric = try table("workers") { try zone.transform($0) }
    try writeTables(
      [metric],
      to: VectorTarget(
        driver: "ESRI Shapefile", address: folder.path + "/workers.shp", layerOptions: ["ENCODING=UTF-8"]))
    // Its .prj says degrees.
    do {
      _ = try await coverage(["workers": "file: workers.shp"], in: folder)
      Issue.record("a lie was believed")
    } catch {
      for word in ["workers.shp states EPSG:4326", "write `crs: EPSG:4544` under inputs.workers"] {
        #expect("\(error)".contains(word), "\(error)")
      }
    }
  }
}
#endif
