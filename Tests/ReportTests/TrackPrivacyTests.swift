import Analysis
import Foundation
import Report
import Testing

/// No output holds what is personal: a place, a time or a name of a recorded track, or who rides a route.
struct TrackPrivacyTests {
  private static let roads =
    #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"干道"},"geometry":{"type":"#
    + #""LineString","coordinates":[[105,0],[105.01,0],[105.02,0]]}},{"type":"Feature","properties":{},"geometry":"#
    + #"{"type":"LineString","coordinates":[[105.01,0],[105.01,0.01]]}}]}"#

  /// A place to a tenth of a metre.
  private struct Place: Hashable {
    var x: Int
    var y: Int

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (Int((x * 1e6).rounded()), Int((y * 1e6).rounded())) }
  }

  /// Every two numbers of a text that stand side by side, as places are written in GeoJSON, tables and WKT.
  private static func places(_ text: String) -> Set<Place> {
    var last: (value: Double, end: String.Index)?
    var places: Set<Place> = []
    for match in text.matches(of: /-?[0-9]+(?:\.[0-9]+)?/) {
      guard let value = Double(match.0) else { continue }
      if let last, text.distance(from: last.end, to: match.range.lowerBound) <= 3 {
        places.insert(Place(last.value, value))
      }
      last = (value, match.range.upperBound)
    }
    return places
  }

  private static func outputs(_ result: AnalysisResult) throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tracks-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeOutputs(result, to: folder)
    var texts: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      guard let data = FileManager.default.contents(atPath: folder + "/" + name), !data.isEmpty else { continue }
      texts[name] = String(decoding: data, as: UTF8.self)
    }
    return texts
  }

  /// Three tracks along the main street, each with its own noise, one of them up the arm and home; one of a single point
  /// and one off the streets, which have findings.
  @Test(arguments: [false, true]) func noOutputHoldsATrack(asLines: Bool) async throws {
    var count = 0.0
    func noise() -> Double {
      count += 1
      return 0.00004 * sin(count * 12.9898) + 0.00005 * sin(count * 78.233)
    }
    var places: [[(x: Double, y: Double)]] = (0..<3).map { track in
      (0...20).map { (104.9998 + 0.001 * Double($0) + noise(), noise()) }
    }
    places[2] = (0...10).map { (104.9998 + 0.001 * Double($0) + noise(), noise()) }
    places[2] += (1...10).map { (105.01 + noise(), 0.001 * Double($0) + noise()) }
    places.append([(105.00345678, 0.00123456)])
    places.append([(105.41234567, 0.41234567), (105.42345678, 0.42345678)])
    let rows = places.enumerated().flatMap { track, points in
      points.enumerated().map {
        "轨迹\(track)x,张三\(track),\(1_777_593_601 + 40 * $0.offset),\($0.element.x),\($0.element.y)"
      }
    }
    let features = places.enumerated().map { track, points in
      let line = points.map { "[\($0.x),\($0.y)]" }.joined(separator: ",")
      let times = points.indices.map { "\(1_777_593_601 + 40 * $0)" }.joined(separator: ",")
      return #"{"type":"Feature","id":"轨迹\#(track)x","properties":{"name":"张三\#(track)","times":[\#(times)]},"#
        + #""geometry":{"type":"\#(points.count > 1 ? "LineString" : "MultiPoint")","coordinates":[\#(line)]}}"#
    }.filter { !asLines || !$0.contains("MultiPoint") }
    let result = try await ReportScene.result(
      ["circle.modes.routes=bicycle"],
      files: [
        "roads.geojson": Self.roads, "t.csv": "track,骑手姓名,time,lon,lat\n" + rows.map { $0 + "\n" }.joined(),
        "t.geojson": #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#,
        "r.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"早班","#
          + #""骑手姓名":"李四李四","weight":1},"geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}]}"#,
        "analysis.yaml": """
        language: both
        inputs: {stations: s.csv, communities: c.csv, candidates: k.csv, routes: r.geojson, roads: roads.geojson,
          tracks: \(asLines ? "t.geojson" : "t.csv")}
        circle: {cutoff: 500m}
        siting: {new: 1}
        """,
      ])
    #expect(result.inputs.routes.count == 2 && result.inputs.routes.contains { $0.rider == "李四李四" })
    let texts = try Self.outputs(result)
    #expect(texts["tables/tracks.csv"]?.contains("trade,,") == true && texts.count > 10)
    for (name, text) in texts {
      for word in ["张三", "李四", "轨迹0x", "轨迹4x", "1777593", "17775936"] {
        #expect(!text.contains(word), "\(word) in \(name)")
      }
      let told = Self.places(text)
      #expect(places.joined().allSatisfy { !told.contains(Place($0.x, $0.y)) }, "a place of a track in \(name)")
    }
    // The test sees places: the street's corner.
    #expect(texts.values.contains { Self.places($0).contains(Place(105.01, 0)) })
    #expect(result.assumptions.contains { $0.id == "tracks-together" })
  }
}
