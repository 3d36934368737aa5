import Analysis
import Geodata
import Model
import Report
import Testing

/// What the data do not say and what moves a figure stands on the first page, in the summary and on the terminal.
struct AssumptionTests {
  private static func identifiers(_ result: AnalysisResult) -> [String] { result.assumptions.map(\.id) }

  @Test func whatNobodySaid() async throws {
    let result = try await ReportScene.result(files: [
      "s.csv": "id,name,services,hours,lon,lat\ns,北站,\"drink,rest\",Mo-Fr 09:00-17:00,105,0\n"
    ])
    #expect(Self.identifiers(result) == ["new-stations", "weights", "workers-walk", "hours-ignored"])
    let page = reportPage(result)
    let firstPage = page.prefix(upTo: try #require(page.firstRange(of: "<h2")).lowerBound)
    #expect(firstPage.contains("假定六项设施齐全、开放时间08:00-18:00") && firstPage.contains("（快递、外卖）未注明出行方式，按步行计"))
    #expect(firstPage.contains("taken to have all six services"))
    #expect(firstPage.contains("孰轻孰重未全部注明，按居民0.5、从业人员1计"))
    #expect(!firstPage.contains("siting.builds_with") && !firstPage.contains("circle.modes"))
    let terminal = result.headline(folder: "out").english
    #expect(
      terminal.contains("assumed      Workers (express, takeaway) walk") && terminal.contains("circle.modes.workers"))
    #expect(try result.summary.text(.pretty).contains("\"id\": \"workers-walk\""))
    // 500 m are no minutes: nothing to suggest.
    #expect(!terminal.contains("hint "))
  }

  /// b's 300 of 400 people come within the plan's reach: drink by the plan where new stations have it, else today's 100.
  @Test func whatIsStated() async throws {
    let result = try await ReportScene.result([
      "siting.builds_with=[饮水机, 图书]", "circle.modes={workers: {takeaway: e-bike, default: walk}}", "siting.new=1",
    ])
    #expect(Self.identifiers(result) == ["new-stations", "weights"])
    #expect(result.assumptions[0].words.english.contains("New stations have drink, read"))
    func withPlan(_ service: Service) -> Double? {
      result.coverage.withPlan?.byService[service]?[.communities]?.covered
    }
    #expect(withPlan(.drink) == 400 && withPlan(.rest) == 100 && withPlan(.cool) == 0)
    // What is told of one says nothing of the other; with one alone nothing is weighed.
    func isAssumed(_ overrides: [String]) async throws -> Bool {
      try await Self.identifiers(ReportScene.result(overrides)).contains("weights")
    }
    #expect(try await isAssumed(["siting.weights={workers: 2}"]))
    #expect(try await !isAssumed(["siting.weights={communities: 1, workers: 2}"]))
    #expect(try await !isAssumed(["siting.weights={workers: 0}"]))
    #expect(try await isAssumed(["siting.objective=min-travel", "siting.new=1"]))
    let hours = try await ReportScene.result(["siting.builds_with={hours: 24/7}"])
    #expect(hours.assumptions[0].words.english.contains("all six services, open 24/7"))
    #expect(hours.coverage.withPlan?.byService[.cool]?[.communities]?.covered == 300)
  }

  /// 10 min on foot at 4 km/h are 667 m; the radius of GB 50180 is 500 m.
  @Test func minutesWithoutStreets() async throws {
    let result = try await ReportScene.result(["circle.cutoff=10min", "circle.modes=walk"])
    #expect(result.headline(folder: nil).english.contains("hint         10min is 667 m (walk) in a straight line"))
    #expect(result.headline(folder: nil).english.contains("`cutoff: gb50180-10min-radius`"))
    let preset = try await ReportScene.result(["circle.cutoff=gb50180-10min-radius"])
    #expect(!preset.headline(folder: nil).english.contains("hint "))
  }

  @Test func aLayerWithoutAWeight() async throws {
    let files = ["c.csv": "id,name,户籍人口,lon,lat\na,甲社区,100,105.001,0\nb,乙村,300,105.02,0\n"]
    let error = await #expect(throws: AnalysisError.self) { _ = try await ReportScene.result(files: files) }
    let message = try #require(error).message
    #expect(message.contains("“户籍人口” looks like it") && message.contains("`weight: 户籍人口`"), "\(message)")
    #expect(message.contains("`weight: 1`"))
    let named = try await ReportScene.result(["inputs.communities={file: c.csv, weight: 户籍人口}"], files: files)
    #expect(named.coverage.now.byKind[.communities]?.total == 400)
    let alike = try await ReportScene.result(["inputs.communities={file: c.csv, weight: 1}"], files: files)
    #expect(alike.coverage.now.byKind[.communities]?.total == 2)
    #expect(Self.identifiers(alike).contains("communities-count-alike"))
  }
}
