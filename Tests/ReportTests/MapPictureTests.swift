import Analysis
import Foundation
import Report
import Testing

/// The map as a file of its own.
struct MapPictureTests {
  /// The map of the scene is 1000 x 500; the legend stands beneath it.
  @Test(arguments: ["zh", "en", "both"])
  func wellFormedAndSelfContained(language: String) async throws {
    let picture = MapPicture(try await ReportScene.result(["language=\(language)"]))
    #expect(BriefTables(picture.svg) != nil)
    let rest = picture.svg.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    #expect(!rest.contains("http") && !rest.contains("<style") && !rest.contains("class="))
    #expect(picture.size.width == 1000 && picture.size.height > 500)
    #expect(picture.svg.contains("height=\"\(picture.size.height)\""))
  }

  @Test func theLegendSaysWhatIsDrawn() async throws {
    let svg = MapPicture(try await ReportScene.result(["language=zh"])).svg
    #expect(svg.contains(">现有驿站</text>") && svg.contains(">拟建点（数字为建设次序）</text>"))
    // There are no routes.
    #expect(!svg.contains(">路线</text>"))
    #expect(svg.contains("<circle cx=\"28.3\" cy=\"250\" r=\"6.5\""))
  }

  @Test func areasClosedToNewStationsAreDrawn() async throws {
    let closed = """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
       "coordinates": [[[105.005, -0.002], [105.01, -0.002], [105.01, 0.002], [105.005, 0.002], [105.005, -0.002]]]}}]}
      """
    let result = try await ReportScene.result(
      ["language=zh", "inputs.exclusions=closed.geojson"], files: ["closed.geojson": closed])
    let svg = MapPicture(result).svg
    #expect(svg.contains(">禁设区</text>") && svg.contains("stroke-dasharray=\"20 20\""))
    #expect(!MapPicture(try await ReportScene.result(["language=zh"])).svg.contains("禁设区"))
  }
}
