import Analysis
import Model
import Report
import Testing

/// Alternatives and unreached demand in the page, on the scene's one station, two places and two hosts.
///
/// Residents count 0.5, workers 1; 乙村 has 3/4 of the residents and half of the workers.
struct ExplanationTests {
  @Test func alternativesOnlyWhenAskedFor() async throws {
    let plain = try await ReportScene.result()
    #expect(plain.siting.plan?.alternatives == nil && !reportPage(plain).contains("Plans nearly as good"))

    let asked = try await ReportScene.result(["siting.alternatives={within: 100%, count: 3, differ: 1}"])
    let alternatives = try #require(asked.siting.plan?.alternatives)
    // Of two hosts one other remains, which adds nothing: (0.5 x 1/4 + 1/2) / 1.5 = 0.41667 instead of 1.
    #expect(alternatives.plans.count == 1 && alternatives.isExhausted)
    let other = try #require(alternatives.plans.first)
    #expect(abs(other.value - 0.625 / 1.5) < 1e-8 && abs(other.loss - (1 - 0.625 / 1.5)) < 1e-8 && other.isProven)
    #expect(other.chosen == [1] && other.dropped == [0] && other.added == [1])
    #expect(alternatives.appearances.map(\.site) == [0, 1] && alternatives.appearances.map(\.count) == [1, 1])
    let page = reportPage(asked)
    for words in ["差不多好的其他方案", "Plans nearly as good", "东行", "远行", "已证明没有更多"] { #expect(page.contains(words)) }
  }

  @Test func thatThereIsNoneIsSaid() async throws {
    let result = try await ReportScene.result([
      "siting.alternatives={within: 1%, count: 3, differ: 1}", "language=en",
    ])
    #expect(result.siting.plan?.alternatives?.plans == [])
    #expect(reportPage(result).contains("It is proven that there is no other plan that replaces at least 1 sites"))
  }

  @Test func reasonsOfTheOneSite() async throws {
    let site = try #require(try await ReportScene.result().siting.plan?.proposed.first)
    let reason = try #require(site.reason)
    // It alone covers (0.5 x 3/4 + 1/2) / 1.5 = 0.58333, and its only substitute covers none of it.
    for value in [reason.reach, reason.lossWithSubstitute ?? -1, reason.lossReplanned ?? -1] {
      #expect(abs(value - 0.875 / 1.5) < 1e-8)
    }
    #expect(reason.substitute == 1)
  }

  @Test func theDemandNoSiteReaches() async throws {
    // Without k1 nobody reaches 乙村: k2 stands 0.01° = 1,113.2 m away, which 1,120 m would reach.
    let result = try await ReportScene.result(files: ["k.csv": "id,name,lon,lat\nk2,远行,105.03,0\n"])
    let unreached = try #require(result.siting.unreached)
    #expect(unreached.weight == [.communities: 300, .workers: 5])
    #expect(unreached.cutoff == .distance(Meters(1120)))
    // Half of all workers weigh more than three quarters of the residents at half their weight.
    #expect(unreached.groups.map(\.kind) == [.workers, .communities])
    #expect(unreached.groups.allSatisfy { $0.share == 1 && $0.cutoff == .distance(Meters(1120)) })
    let spot = try #require(unreached.spots.first)
    #expect(unreached.spots.count == 1 && spot.covered == [.communities: 300, .workers: 5])
    #expect(abs(spot.gain - 0.875 / 1.5) < 1e-8)
    #expect(abs(spot.position.x - 105.02) < 1e-9 && spot.position.y == 0)
    let page = reportPage(result)
    #expect(page.contains("现有驿站与候选点均无法覆盖：居民300人、从业人员5人。服务圈放宽到1,120米") && page.contains("1,120 m"))
    // 乙村 is a point: no outline holds the spot.
    #expect(page.contains("若在经度105.02、纬度0处附近找到候选点，可覆盖其中的居民300人、从业人员5人。"))
    #expect(try await ReportScene.result().siting.unreached == nil)
  }
}
