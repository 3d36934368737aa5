import Analysis
import Foundation
import Report
import Testing

/// The strips of the routes and what the page, the summary and the terminal say of the rule they count by.
struct RouteSectionTests {
  /// A route of 2,226.39 m from the station on: by a cutoff of 500 m the first 500 m are served.
  private static let files = [
    "r.geojson": #"{"type":"Feature","id":"r","properties":{"name":"快递<1>","trips":4},"#
      + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
  ]

  private static func result(_ more: [String] = []) async throws -> AnalysisResult {
    try await ReportScene.result(["inputs.routes=r.geojson"] + more, files: files)
  }

  /// 1,726.39 m at 4 km/h are 25.9 minutes; host k1 at the other end serves its last 500 m: 18.4 minutes are left.
  @Test func stripsAndTable() async throws {
    let page = reportPage(try await Self.result())
    #expect(page.contains("沿线：多久遇到一站") && page.contains("Along the routes"))
    #expect(page.contains("快递&lt;1&gt;") && !page.contains("快递<1>"))
    #expect(page.contains("18.4 min") && page.contains("25.9 → <b>18.4</b>"))
    #expect(page.contains("a place counts as served within the circle"))
    // Two beads: the station at the start, the host at the end.
    let strips = try #require(page.range(of: "aria-label=\"各路线沿线的服务"))
    let drawing = page[strips.lowerBound...].components(separatedBy: "</svg>")[0]
    #expect(drawing.components(separatedBy: "<circle").count - 1 == 2)
    // What is served, what the plan adds and what nobody serves are told by their heights, too: colours alone are one grey.
    let heights = drawing.matches(of: /height="([0-9.]+)"\s+fill="(#[0-9a-f]+)"/).reduce(
      into: [Substring: Set<Substring>]()
    ) {
      $0[$1.1, default: []].insert($1.2)
    }
    #expect(heights.count == 3 && heights.values.allSatisfy { $0.count == 1 }, "\(heights)")
  }

  /// Two routes of one name are told apart by their ids.
  @Test func routesOfOneName() async throws {
    let lines = ["r1", "r2"].map { id in
      #"{"type":"Feature","id":"\#(id)","properties":{"name":"环线","trips":4},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
    }
    let page = reportPage(
      try await ReportScene.result(
        ["inputs.routes=r.geojson"],
        files: ["r.geojson": #"{"type":"FeatureCollection","features":["# + lines.joined(separator: ",") + "]}"]))
    #expect(page.contains(">环线 r1</th>") && page.contains(">环线 r2</th>"))
  }

  /// Two bus lines along a road, and the road itself.
  @Test func aRoadAndTheLinesAlongIt() async throws {
    let line = #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
    let lines = ["r1", "r2"].map { id in
      #"{"type":"Feature","id":"\#(id)","properties":{"name":"\#(id)","trips":4,"corridor":"翠屏路"},"# + line
    }
    let page = reportPage(
      try await ReportScene.result(
        ["inputs.routes=r.geojson", "inputs.roads=g.geojson", "coverage.corridors=[翠屏路]", "language=zh"],
        files: [
          "r.geojson": #"{"type":"FeatureCollection","features":["# + lines.joined(separator: ",") + "]}",
          "g.geojson": #"{"type":"Feature","properties":{"highway":"residential","name":"翠屏路"},"# + line,
        ]))
    #expect(page.contains(">翠屏路（2条线路）</th>") && page.contains(">翠屏路（道路）</th>"))
  }

  /// By 400 m there and back the first 200 m are served: the headline says by which rule.
  @Test func theRuleIsNamed() async throws {
    let result = try await Self.result(["coverage.detour={extra: 400m}"])
    let page = reportPage(result)
    #expect(page.contains("绕行往返不超过400米即为覆盖"))
    #expect(page.contains("served where a station and back to the same place takes 400"))
    #expect(page.contains("服务圈之内"))
    let text = result.headline(folder: nil).english
    #expect(text.contains("routes by a detour of 400m to a station and back to the same place"))
    #expect(text.contains("of route trip-km (by detour)"))
  }
}
