import Analysis
import Coverage
import Model
import Testing

/// Routes of several trades along one street on the equator, where 0.01° are 1,113.195 m.
struct RouteTradeTests {
  private static func scene(_ modes: String) throws -> ScratchFolder {
    func route(_ id: String, _ trade: String) -> String {
      #"{"type":"Feature","properties":{"id":"\#(id)","行业":"\#(trade)","日趟次":1},"#
        + #""geometry":{"type":"LineString","coordinates":[[105,0],[105.02,0]]}}"#
    }
    return try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, routes: r.geojson}
      circle: {cutoff: 10min, modes: \(modes)}
      """,
      "s.csv": "id,lon,lat\ns,105,0\n",
      "r.geojson": #"{"type":"FeatureCollection","features":[\#(route("a", "外卖")),\#(route("b", "步巡"))]}"#,
    ])
  }

  /// 2,226.39 m in 23 pieces of 96.8 m. On foot (666.7 m) the middles of 7 lie within: 6.5 x 96.8 = 629.2, 7.5 x 96.8 =
  /// 726.0; by e-bike (2,500 m) all.
  @Test func eachTradeByItsOwnMode() async throws {
    let folder = try Self.scene("{routes: {外卖: e-bike, default: walk}}")
    let result = try await runAnalysis(try folder.analysis())
    #expect(result.coverage.modes == [.walk, .eBike])
    let kilometers = 2.22639
    #expect(isNear(result.coverage.now.routes.totalKilometers, 2 * kilometers, 1e-4))
    #expect(isNear(result.coverage.now.routes.coveredKilometers, kilometers * (1 + 7.0 / 23), 1e-4))
    // 16 pieces on foot at 4 km/h.
    #expect(isNear(result.coverage.now.routes.longestGapMinutes, kilometers * 16 / 23 / 4 * 60, 1e-3))
    #expect(result.coverage.now.routes.longestGapMode == .walk)
  }

  @Test func aTradeThatNoRouteHas() async throws {
    let folder = try Self.scene("{routes: {takeaway: e-bike, default: walk}}")
    let findings = try checkAnalysis(try folder.analysis())
    let finding = findings.first { $0.rule == .unknownTrade }
    #expect(finding?.layer == "routes" && finding?.value == "takeaway")
    #expect(finding?.fix.contains("外卖") == true)
  }
}

private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double) -> Bool {
  found.map { abs($0 - expected) <= tolerance } ?? false
}
