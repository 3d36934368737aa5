import Analysis
import Coverage
import Model
import Testing

/// Routes along streets on the equator, where 0.01° are 1,113.195 m eastwards and 1,105.743 m northwards. On foot at 4
/// km/h ten minutes are 666.667 m.
struct RouteFigureTests {
  private static func scene(
    _ route: [(Double, Double)], stations: [(Double, Double)], measure: String, more: String = ""
  ) throws -> AnalysisFile {
    let places = route.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    let streets = #"[[105,0],[105.02,0],[105.02,0.01],[105,0.01],[105,0]]"#
    let folder = try ScratchFolder([
      "analysis.yaml": """
      inputs: {stations: s.csv, routes: r.geojson, roads: roads.geojson, communities: c.geojson}
      circle: {cutoff: 10min, measure: \(measure)}
      \(more)
      """,
      "s.csv": "id,lon,lat\n" + stations.enumerated().map { "s\($0 + 1),\($1.0),\($1.1)\n" }.joined(),
      "r.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"r","日趟次":3},"#
        + #""geometry":{"type":"LineString","coordinates":[\#(places)]}}]}"#,
      "roads.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"环路"},"#
        + #""geometry":{"type":"LineString","coordinates":\#(streets)}}]}"#,
      "c.geojson": #"{"type":"FeatureCollection","features":[{"type":"Feature","properties":"#
        + #"{"id":"c","name":"东村","population":5},"geometry":{"type":"Polygon","coordinates":"#
        + #"[[[105.015,-0.001],[105.03,-0.001],[105.03,0.02],[105.015,0.02],[105.015,-0.001]]]}}]}"#,
    ])
    return try folder.analysis()
  }

  private func isNear(_ found: Double?, _ expected: Double, _ tolerance: Double = 0.05) -> Bool {
    found.map { abs($0 - expected) <= tolerance } ?? false
  }

  /// 2,226.390 m east, the station at the start: the first 666.667 m are served, 1,559.723 m or 23.396 minutes are not.
  /// A rider meets the next after 23.396² / (2 x 33.396) = 8.195 minutes.
  @Test(arguments: ["circle", "network"])
  func oneStationAtTheStart(measure: String) async throws {
    let file = try Self.scene([(105, 0), (105.02, 0)], stations: [(105, 0)], measure: measure)
    let figures = try await runAnalysis(file).coverage.figures.routes
    let figure = try #require(figures.first)
    #expect(figures.count == 1 && !figure.isRound && figure.withPlan == nil)
    #expect(figure.offNetwork == (measure == "network" ? Meters(0) : nil))
    let service = figure.today
    #expect(service.stretches.map(\.site) == [SiteIndex(0)])
    #expect(isNear(service.stretches.first?.stretch.to, 666.667) && service.stretches.first?.stretch.from == 0)
    let gap = try #require(service.longest.first)
    #expect(service.longest.count == 1)
    #expect(isNear(gap.gap.meters.value, 1559.723) && isNear(gap.gap.minutes, 23.396, 0.001))
    // Along the streets both ends have the street's name; in a straight line one lies in the community.
    #expect([gap.from, gap.to] == (measure == "network" ? ["环路", "环路"] : ["", "东村"]))
    #expect(isNear(service.chain.meanMinutesToNext, 8.195, 0.002))
    #expect(isNear(service.chain.stationsPer10Kilometers, 10 / 2.22639, 0.001))
  }

  /// A round of 6,664.266 m with a station at a corner: 666.667 m on both sides of it are served, over the start, which
  /// lies at the opposite corner; one gap of 5,330.93 m over the start.
  @Test func aRoundWrapsOverItsStart() async throws {
    let file = try Self.scene(
      [(105, 0), (105.02, 0), (105.02, 0.01), (105, 0.01), (105, 0)], stations: [(105.02, 0.01)], measure: "network")
    let figure = try #require(try await runAnalysis(file).coverage.figures.routes.first)
    #expect(figure.isRound && figure.today.longest.count == 1)
    let gap = try #require(figure.today.longest.first?.gap)
    #expect(isNear(gap.meters.value, 6664.266 - 1333.333, 0.2) && gap.from > gap.to)
    #expect(isNear(gap.from, 2226.39 + 1105.743 + 666.667, 0.2))
    // A station at the start serves both ends: the gap lies between them.
    let other = try Self.scene(
      [(105, 0), (105.02, 0), (105.02, 0.01), (105, 0.01), (105, 0)], stations: [(105, 0)], measure: "network")
    let between = try #require(try await runAnalysis(other).coverage.figures.routes.first?.today.longest.first?.gap)
    #expect(isNear(between.from, 666.667) && isNear(between.meters.value, 6664.266 - 1333.333, 0.2))
  }

  /// Wholly off the network nothing is served, and it is said how much.
  @Test func offTheNetwork() async throws {
    let file = try Self.scene([(105, 0.5), (105.02, 0.5)], stations: [(105, 0)], measure: "network")
    let figure = try #require(try await runAnalysis(file).coverage.figures.routes.first)
    #expect(figure.today.stretches.isEmpty && isNear(figure.offNetwork?.value, 2226.3, 1))
    #expect(figure.today.chain.gaps.count == 1)
  }
}
