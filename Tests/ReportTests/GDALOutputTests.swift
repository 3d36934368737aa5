#if GDAL
import Analysis
import Foundation
import FoundationXML
import GDALData
import Geodata
import Geometry
import Report
import Testing

/// What GDAL writes, read back.
struct GDALOutputTests {
  private func outputs(_ formats: String, threads: Int = 1) async throws -> String {
    let result = try await ReportScene.result(["output.formats=[\(formats)]"], threads: threads)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gdal-\(UUID().uuidString)").path
    try writeOutputs(result, to: folder)
    return folder
  }

  private func read(_ path: String, _ layer: String? = nil) throws -> RawLayer {
    var reader = LayerReader()
    return try reader.readRaw(LayerSource(role: "test", path: path, layerName: layer))
  }

  @Test func oneGeoPackageHoldsEverything() async throws {
    let folder = try await outputs("geojson, gpkg")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let set = try VectorDataset(folder + "/layers.gpkg")
    #expect(
      Set(["stations", "communities", "gaps", "curve", "data_quality", "layer_styles"]).isSubset(
        of: set.layers.map(\.name)))
    // The same features as in the GeoJSON files.
    for name in ["stations", "service_areas", "communities", "workers", "proposed_sites", "gaps"] {
      let here = try read(folder + "/layers.gpkg", name)
      let there = try read(folder + "/\(name).geojson")
      #expect(here.stated == "EPSG:4326")
      #expect(here.records.count == there.records.count, "\(name)")
      for (a, b) in zip(here.records, there.records) {
        #expect(a.shape?.coordinateCount == b.shape?.coordinateCount, "\(name) \(a.number)")
        for field in b.fields.names where a.fields[field] != nil {
          #expect(a.fields[field]?.text == b.fields[field]?.text, "\(name) \(field)")
        }
      }
    }
    #expect(
      try read(folder + "/layers.gpkg", "communities").records.map { $0.fields["covered_share"] } == [
        .number(1), .number(0),
      ])
  }

  @Test func stylesForQGIS() async throws {
    let folder = try await outputs("gpkg")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let set = try VectorDataset(folder + "/layers.gpkg")
    var styles: [String: String] = [:]
    _ = try set.forEachFeature(VectorRequest(layer: "layer_styles")) { feature in
      if case .text(let name) = feature.values[2], case .text(let qml) = feature.values[5] { styles[name] = qml }
      return true
    }
    let mapped = set.layers.filter(\.hasGeometry).map(\.name)
    #expect(Set(styles.keys) == Set(mapped))
    for (name, qml) in styles {
      let document = try XMLDocument(xmlString: qml)
      let rules = try document.nodes(forXPath: "//rule[@symbol]").count
      let symbols = try document.nodes(forXPath: "//symbol").count
      #expect(rules > 0 && symbols == rules, "\(name)")
    }
  }

  @Test func workbookIsReadAgain() async throws {
    let folder = try await outputs("xlsx")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try VectorDataset(folder + "/tables.xlsx").layers.first?.name == "汇总")
    let stations = try read(folder + "/tables.xlsx", "驿站")
    #expect(stations.records.map { $0.fields["名称"]?.text } == ["北站"])
    #expect(stations.records.map(\.shape) == [.point(Coordinate(x: 105, y: 0))])
    let sites = try read(folder + "/tables.xlsx", "建设次序")
    #expect(sites.records.map { $0.fields["累计费用（元）"] } == [.number(12000)])
  }

  /// The rows of a table or sheet: cells by heading, empty ones left out.
  private func cells(_ path: String, _ layer: String? = nil) throws -> [[String: VectorValue]] {
    let set = try VectorDataset(
      path, openOptions: path.hasSuffix(".csv") ? ["HEADERS=YES"] : [], options: ["OGR_XLSX_HEADERS": "FORCE"])
    let table = try #require(set.layers.first { layer == nil || $0.name == layer })
    let headings = table.fields.map { String(decoding: $0.nameBytes, as: UTF8.self) }
    var rows: [[String: VectorValue]] = []
    _ = try set.forEachFeature(VectorRequest(layer: table.name)) { feature in
      rows.append(Dictionary(uniqueKeysWithValues: zip(headings, feature.values)).filter { $0.value != .null })
      return true
    }
    return rows
  }

  /// Cell by cell what the CSV files say: numbers as numbers, machine words in words.
  @Test func workbookSaysWhatTheTablesSay() async throws {
    let folder = try await outputs("csv, xlsx")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var numbers = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder + "/tables") where file.hasSuffix(".csv") {
      let table = String(file.dropLast(4))
      let sheet = try cells(folder + "/tables.xlsx", try #require(tableTitles[table]?.chinese))
      let rows = try cells(folder + "/tables/" + file)
      // A sheet of one row is read as a row, though it holds headings alone.
      guard !rows.isEmpty else { continue }
      #expect(sheet.count == rows.count, "\(table)")
      for (here, there) in zip(sheet, rows) {
        for (column, value) in there {
          guard case .text(let text) = value, !text.isEmpty else { continue }
          let cell = here[try #require(columnTitle(column, in: table)?.chinese)]
          switch cell {
          case .real(let number): #expect(Double(text) == number, "\(table).\(column): \(text)")
          case .integer(let number):
            #expect(Int64(text) == number || Double(text) == Double(number), "\(table).\(column)")
          case .text(let shown):
            let known = [column, "trade"].compactMap { cellWords(text, column: $0, in: table)?.chinese }
            #expect(
              ([text] + known + (["true": ["是"], "false": ["否"]][text] ?? [])).contains(shown),
              "\(table).\(column): \(text)")
            continue
          default: Issue.record("\(table).\(column): \(text) is missing")
          }
          numbers += 1
        }
      }
    }
    #expect(numbers > 300, "\(numbers)")
    // The words themselves, by hand.
    #expect(try cells(folder + "/tables.xlsx", "驿站")[0]["服务项目"] == .text("能喝水、可歇脚"))
    #expect(try cells(folder + "/tables.xlsx", "企业").map { $0["行业"] } == [.text("快递"), .text("外卖")])
    let services = try cells(folder + "/tables.xlsx", "分服务覆盖")
    #expect(services[0]["层级"] == .text("全区域") && services[0]["指标"] == .text("覆盖率"))
  }

  @Test func noCellIsAFormula() async throws {
    let hosts = "id,name,kind,cost_yuan,lon,lat\nk1,\"=HYPERLINK(\"\"x\"\")\",bank,12000,105.02,0\n"
    let result = try await ReportScene.result(["output.formats=[xlsx]"], files: ["k.csv": hosts])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gdal-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeOutputs(result, to: folder)
    #expect(try cells(folder + "/tables.xlsx", "拟建点").map { $0["名称"] } == [.text("=HYPERLINK(\"x\")")])
  }

  @Test func shapefilesSayWhatWasShortened() async throws {
    let folder = try await outputs("shp")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let communities = try read(folder + "/shp/communities.shp")
    #expect(communities.records.map { $0.fields["covered_sh"] } == [.number(1), .number(0)])
    #expect(communities.records.map { $0.fields["name"]?.text } == ["甲社区", "乙村"])
    #expect(communities.encoding == FoundEncoding(encoding: .utf8, origin: .data))
    #expect(communities.stated == "EPSG:4326")
    let names = try String(contentsOfFile: folder + "/shp/fields.csv", encoding: .utf8)
    #expect(names.contains("communities.shp,covered_sh,covered_share,0\n"))
    #expect(names.contains("communities.shp,covered_s2,covered_share_with_plan,0\n"))
    // What the manifest lists is replaced by the next run.
    let manifest = try String(contentsOfFile: folder + "/manifest.json", encoding: .utf8)
    #expect(manifest.contains("shp/communities.dbf") || manifest.contains("shp\\/communities.dbf"))
    let result = try await ReportScene.result(["output.formats=[csv]"])
    try writeOutputs(result, to: folder)
    #expect(!FileManager.default.fileExists(atPath: folder + "/shp"))
  }

  /// Points and polygons in one layer: shapefiles hold one kind.
  @Test func kindsOfShapeAreParted() async throws {
    let square = """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"id":"a","population":100},"geometry":{"type":"Point","coordinates":[105.001,0]}},
      {"type":"Feature","properties":{"id":"b","population":300},"geometry":{"type":"Polygon","coordinates":
      [[[105.02,0],[105.021,0],[105.021,0.001],[105.02,0]]]}}]}
      """
    let result = try await ReportScene.result(
      ["output.formats=[shp]", "inputs.communities=c.geojson"], files: ["c.geojson": square])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gdal-\(UUID().uuidString)").path
    try writeOutputs(result, to: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try read(folder + "/shp/communities_points.shp").records.map { $0.fields["id"]?.text } == ["a"])
    #expect(try read(folder + "/shp/communities_areas.shp").records.map { $0.fields["id"]?.text } == ["b"])
  }

  @Test func equalRunsGiveEqualBytes() async throws {
    let folders = [try await outputs("gpkg, xlsx, shp"), try await outputs("gpkg, xlsx, shp", threads: 2)]
    defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
    for name in ["layers.gpkg", "tables.xlsx", "shp/communities.dbf", "shp/communities.shp"] {
      let files = try folders.map { try Data(contentsOf: URL(fileURLWithPath: $0 + "/" + name)) }
      #expect(files[0] == files[1], "\(name)")
    }
  }
}
#endif
