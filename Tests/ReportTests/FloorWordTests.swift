import Analysis
import Geodata
import Report
import Testing

/// Floors by name and what floors cost, on the page and in the summary. 甲社区 is covered today, 乙村 by k1.
struct FloorWordTests {
  @Test func whoHasWhich() async throws {
    let result = try await ReportScene.result([
      "siting.constraints.floors={by: community, share: 50%, except: {乙村: 34%}}"
    ])
    let page = reportPage(result)
    #expect(page.contains("每个社区的覆盖率不低于50.0%；其中乙村不低于34.0%"))
    #expect(page.contains("at least 50.0% of every community covered; but at least 34.0% of 乙村"))
    let summary = try result.summary.text(.compact)
    #expect(summary.contains(#""floors":{"by":"community","share":0.5,"except":{"乙村":0.34}}"#), "\(summary)")
    let named = try await ReportScene.result(["siting.constraints.floors={by: community, except: {乙村: 34%}}"])
    #expect(reportPage(named).contains("覆盖率：乙村不低于34.0%"))
    #expect(try named.summary.text(.compact).contains(#""share":null,"except""#))
  }

  /// Free, k1 brings 乙村: every floor is met by the best plan, and none costs anything.
  @Test func whatAFloorCosts() async throws {
    let page = reportPage(try await ReportScene.result(["siting.floor_curve=community"]))
    #expect(page.contains("底线的代价") && page.contains("What a floor costs"))
    let section = page.suffix(from: try #require(page.firstRange(of: "底线的代价")).lowerBound)
    #expect(section.contains("100.0%") && section.contains("proven best"))
    #expect(!reportPage(try await ReportScene.result()).contains("底线的代价"))
  }
}
