import Analysis
import Foundation
import Report
import Testing

/// Every column and every table has a title in both languages, and no two columns of a table have the same.
struct TitleTests {
  private struct Column: Decodable {
    var name: String
    var title: String
  }

  private struct Table: Decodable {
    struct Schema: Decodable { var fields: [Column] }
    var name: String
    var schema: Schema
  }

  private struct Package: Decodable { var resources: [Table] }

  /// As `datapackage.json` has them.
  private static func tables(_ result: AnalysisResult) throws -> [Table] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("titles-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeOutputs(result, to: folder)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/tables/datapackage.json"))
    return try JSONDecoder().decode(Package.self, from: data).resources
  }

  /// Of whatever the scene can be made to write.
  private static func everyTable() async throws -> [Table] {
    let route =
      #"{"type":"Feature","id":"r","properties":{"name":"快递","trips":4},"#
      + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
    let hours = "id,name,services,hours,seats,lon,lat\ns,北站,\"drink,rest\",Mo-Fr 09:00-17:00,2,105,0\n"
    let rich = try await ReportScene.result(
      [
        "inputs.routes=r.geojson", "coverage.periods={day: Mo-Fr 08:00-20:00}", "coverage.sensitivity=[600m]",
        "siting.alternatives={within: 100%, count: 3, differ: 1}", "siting.floor_curve=community",
      ], files: ["r.geojson": route, "s.csv": hours])
    let alone = try await ReportScene.result(files: ["k.csv": "id,name,lon,lat\nk2,远行,105.03,0\n"])
    return try tables(rich) + tables(alone)
  }

  @Test func everyColumnWritten() async throws {
    let tables = try await Self.everyTable()
    #expect(Set(tables.map(\.name)).count > 22, "\(tables.map(\.name))")
    for table in tables {
      #expect(tableTitles[table.name] != nil, "\(table.name)")
      let columns = table.schema.fields.map(\.name)
      for column in columns {
        #expect(columnTitle(column, in: table.name) != nil, "\(table.name).\(column)")
      }
      for titles in [
        columns.compactMap { columnTitle($0, in: table.name)?.chinese },
        columns.compactMap { columnTitle($0, in: table.name)?.english },
      ] { #expect(Set(titles).count == columns.count, "\(table.name): \(titles)") }
    }
    // Sheets are told apart by their first 31 characters.
    #expect(Set(tableTitles.values.map { $0.chinese.prefix(31) }).count == tableTitles.count)
  }

  /// What no scene writes here stands in the sources.
  @Test func everyColumnDeclared() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Report")
    var columns: Set<String> = []
    for folder in ["Layers", "Files", "Split"] {
      let place = root.appendingPathComponent(folder)
      for file in try FileManager.default.contentsOfDirectory(atPath: place.path) {
        let text = try String(contentsOf: place.appendingPathComponent(file), encoding: .utf8)
        for match in text.matches(of: /\.(?:string|integer|boolean|number|share)\(\s*"([a-z0-9_]+)"\s*,/) {
          columns.insert(String(match.1))
        }
      }
    }
    #expect(columns.count > 120)
    for column in columns.sorted() { #expect(columnTitle(column, in: "") != nil, "\(column)") }
    // Of a total over counties, in stations and in money.
    for column in ["floor", "cap", "given", "last", "next", "equal", "per_head", "by_year_2"] {
      for unit in ["", "_yuan"] {
        #expect(columnTitle(column + unit, in: "allocation") != nil, "\(column)\(unit)")
      }
    }
    #expect(columnTitle("by_year_2_yuan", in: "allocation")?.chinese == "至第2年（元）")
  }

  @Test(arguments: [("zh", "费用（元）"), ("en", "cost, yuan"), ("both", "费用（元） / cost, yuan")])
  func inTheLanguageOfTheFile(language: String, title: String) async throws {
    let tables = try Self.tables(try await ReportScene.result(["language=\(language)"]))
    let sites = try #require(tables.first { $0.name == "proposed_sites" })
    #expect(sites.schema.fields.first { $0.name == "cost_yuan" }?.title == title)
    #expect(sites.schema.fields.first { $0.name == "lon" }?.title != "lon")
  }
}
