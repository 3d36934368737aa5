import Analysis
import Foundation
import FoundationXML
import Report
import Testing

/// The QGIS project beside the layers, held to what QGIS 3.22 asks of one: `scripts/check-qgis` opens one with QGIS.
struct QGISProjectTests {
  private func project(_ language: String) async throws -> (folder: String, document: XMLDocument) {
    let result = try await ReportScene.result(["language=\(language)", "output.formats=[geojson]"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("qgis-\(UUID().uuidString)").path
    try writeOutputs(result, to: folder)
    return (folder, try XMLDocument(data: Data(contentsOf: URL(fileURLWithPath: folder + "/map.qgs"))))
  }

  private func texts(_ path: String, _ document: XMLDocument) throws -> [String] {
    try document.nodes(forXPath: path).compactMap(\.stringValue)
  }

  /// QGIS gives a layer a new id where its own has ten characters or fewer: its place in the tree is lost then.
  @Test func layersAreFoundInTheTree() async throws {
    let (folder, document) = try await project("zh")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ids = try texts("//maplayer/id", document)
    #expect(ids.count > 5 && Set(ids).count == ids.count && ids.allSatisfy { $0.count > 10 }, "\(ids)")
    #expect(try texts("//layer-tree-layer/@id", document) == ids)
    for source in try texts("//maplayer/datasource", document) {
      let name = source.prefix { $0 != "|" }
      #expect(name.hasPrefix("./") && FileManager.default.fileExists(atPath: "\(folder)/\(name.dropFirst(2))"))
    }
  }

  /// Without the switch the project's own system is not read.
  @Test func theProjectHasASystem() async throws {
    let (folder, document) = try await project("en")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try texts("/qgis/properties/SpatialRefSys/ProjectionsEnabled", document) == ["1"])
    #expect(try texts("/qgis/projectCrs/spatialrefsys/authid", document) == ["EPSG:4326"])
  }

  @Test(arguments: [("zh", ["驿站", "现有", "拟建"]), ("en", ["stations", "existing", "proposed"])])
  func theLegendIsInHerLanguage(language: String, words: [String]) async throws {
    let (folder, document) = try await project(language)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let labels = try texts("//layer-tree-layer/@name", document) + texts("//rule/@label", document)
    for word in words { #expect(labels.contains(word), "\(labels)") }
  }
}
