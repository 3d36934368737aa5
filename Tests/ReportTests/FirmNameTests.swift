import Analysis
import Foundation
import Report
import Testing

/// Firms go by their ids where `output.firm_names` is false: their names stand in nothing that is written.
struct FirmNameTests {
  private static let firms = """
    id,name,riders,trade,lon,lat
    w1,秘密快递公司,5,express,105.001,0
    w2,无名外卖公司,5,takeaway,105.02,0

    """

  private func files(_ overrides: [String]) async throws -> [String: String] {
    let result = try await ReportScene.result(
      ["language=zh", "output.formats=[geojson, csv, html, svg]"] + overrides, files: ["w.csv": Self.firms])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    try writeOutputs(result, to: folder.path)
    var texts: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
      let url = folder.appendingPathComponent(name)
      if !url.hasDirectoryPath { texts[name] = String(decoding: try Data(contentsOf: url), as: UTF8.self) }
    }
    return texts
  }

  @Test func namesAreLeftOut() async throws {
    let files = try await files(["output.firm_names=false"])
    #expect(files.count > 10)
    for (name, text) in files {
      #expect(!text.contains("秘密快递公司") && !text.contains("无名外卖公司"), "\(name)")
    }
    #expect(files["tables/workers.csv"]?.contains("w1,w1,") == true)
  }

  @Test func namesStandThereOtherwise() async throws {
    let files = try await files([])
    #expect(files["tables/workers.csv"]?.contains("w1,秘密快递公司,") == true)
    #expect(files["map.svg"]?.contains("<title>秘密快递公司</title>") == true)
  }
}
