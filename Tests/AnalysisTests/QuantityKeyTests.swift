import Analysis
import Foundation
import Geodata
import Model
import Testing

/// Quantities as offices write them, under every kind of key, in the file and by `--set`.
struct QuantityKeyTests {
  private func analysis(_ rest: String, _ overrides: [String] = []) throws -> AnalysisFile {
    let folder = try ScratchFolder([
      "stations.csv": "id,lon,lat\na,103,29\n", "k.csv": "id,cost,lon,lat\nk,1,103,29\n",
      "c.csv": "id,p,lon,lat\na,1,103,29\n",
      "roads.geojson": "{}",
    ])
    try folder.write(
      "analysis.yaml",
      "inputs:\n  stations: stations.csv\n  candidates: k.csv\n  communities: {file: c.csv, weight: p, total: 23.8万人}\n"
        + "  roads: roads.geojson\n" + rest)
    return try folder.analysis(overrides)
  }

  @Test func inTheFile() throws {
    let file = try analysis(
      """
      circle: {cutoff: 十分钟, snap_limit: 两百米, speeds: {walk: 每小时五公里}, cutoffs: {workers: 一刻钟}}
      coverage:
        visits: {residents: 0.01次, workers: 0.3}
        dwell: 半小时
        sensitivity: [１５分钟, 20MIN]
      siting:
        new: 十二个
        budget: 1,200元
        gap: 0.5%
        time_limit: 1小时30分
        weights: {communities: 二, routes: ０．５}
        builds_with: {capacity: 30人次/天}
        constraints: {spacing: 0.3公里, floors: {by: kind, share: 八成五, except: {workers: 百分之六十}}}

      """)
    #expect(file.circle.cutoff == .time(.minutes(10)) && file.circle.snapLimit == Meters(200))
    #expect(file.circle.speed(of: .walk).value == 5 && file.circle.cutoffs.workers == .time(.minutes(15)))
    #expect(file.coverage.visits?.rates.map(\.perDay) == [0.01, 0.3] && file.coverage.visits?.dwell == .minutes(30))
    #expect(file.sensitivity.map(\.cutoff) == [.time(.minutes(15)), .time(.minutes(20))])
    let siting = file.siting
    #expect(siting.new == 12 && siting.budget == 1200 && siting.gap == 0.005 && siting.timeLimit == .minutes(90))
    #expect(siting.weights[.communities] == 2 && siting.weights[.routes] == 0.5 && siting.buildsWith.capacity == 30)
    #expect(siting.spacing == Meters(300))
    #expect(siting.floors?.share(of: "x") == 0.85 && siting.floors?.share(of: "workers") == 0.6)
  }

  @Test func bySet() throws {
    let file = try analysis(
      "siting: {new: 3}\n",
      [
        "circle.cutoff=１０分钟", "siting.new=十", "siting.budget=40万元", "siting.constraints.spacing=八百米",
        "siting.objective=target-coverage", "siting.target=80％", "inputs.candidates.first=１２条",
      ])
    #expect(file.circle.cutoff == .time(.minutes(10)) && file.siting.new == 10 && file.siting.budget == 400_000)
    #expect(file.siting.spacing == Meters(800) && file.siting.target == 0.8)
    #expect(file.layers[.candidates]?.first == 12)
  }

  @Test func acts() throws {
    let file = try analysis(
      """
      coverage: {services: [drink, heat-food]}
      siting:
        options:
          build: {default: {cost: 3万元}}
          upgrade: {heat-food: 600元, drink: 改造费}
          extend: [{hours: "18:00-22:00", cost: 1.5万}]
        phases: [{year: 2027年, budget: 20万元}, {year: 二〇二八年, budget: "1,200,000元"}]

      """)
    let acts = try #require(file.siting.acts)
    #expect(acts.builds.values.joined().map(\.yuan) == [30_000])
    #expect(acts.upgrades.map(\.price) == [.column("改造费"), .yuan(600)], "drink, heat-food")
    #expect(acts.extensions.map(\.price) == [.yuan(15_000)])
    #expect(acts.phases.map(\.year) == [2027, 2028] && acts.phases.map(\.budget) == [200_000, 1_200_000])
  }

  /// Each names both readings, the key, and how to write either.
  @Test(arguments: [
    ("circle.cutoff=10m", "circle.cutoff", ["10 metres or 10 minutes", "10米", "10min (10分钟)"]),
    ("circle.cutoffs.workers=15M", "circle.cutoffs.workers", ["15 metres or 15 minutes"]),
    ("coverage.detour={extra: 5m}", "coverage.detour.extra", ["5 metres or 5 minutes"]),
    ("coverage.access.zones=[3m, 6m]", "coverage.access.zones.1", ["3 metres or 3 minutes"]),
    ("coverage.sensitivity=[10min, 20m]", "coverage.sensitivity.2", ["20 metres or 20 minutes"]),
    ("siting.time_limit=10m", "siting.time_limit", ["10 metres, and a time is wanted", "10min"]),
    ("siting.constraints.spacing=2里", "siting.constraints.spacing", ["2 or 1 kilometres"]),
    ("siting.weights.routes=12,500", "siting.weights.routes", ["12500 or 12.5"]),
    ("siting.weights.routes=1,5", "siting.weights.routes", ["a point before the decimals"]),
    ("siting.new=七八个", "siting.new", ["a whole number"]), ("siting.new=2.5", "siting.new", ["a whole number"]),
    ("siting.budget=约40万", "siting.budget", ["such as 400000 or 40万元"]),
    ("siting={budget: 1,200元}", "siting.200元", ["write the number before it in quotes"]),
  ])
  func whatMayBeTwoThings(override: String, key: String, words: [String]) throws {
    let error = try #require(#expect(throws: AnalysisError.self) { _ = try analysis("", [override]) })
    #expect(error.code == (key == "siting.200元" ? .unknownKey : .badValue) && error.context.key == key, "\(error)")
    for word in words { #expect(error.message.contains(word), "\(error)") }
  }

  /// Keys of lengths alone know no minutes.
  @Test func metresWhereOnlyMetresArePossible() throws {
    let file = try analysis("", ["circle.snap_limit=50m", "siting.constraints.spacing=10m", "circle.cutoff=100m"])
    #expect(file.circle.snapLimit == Meters(50) && file.siting.spacing == Meters(10))
    #expect(file.circle.cutoff == .distance(Meters(100)))
  }
}
