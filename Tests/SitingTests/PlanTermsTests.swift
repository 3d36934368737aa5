import Model
import Siting
import Testing

/// Two stations stand before the candidates, and 8 weighs as much as 1.
struct PlanTermsTests {
  private let terms = PlanTerms(unit: 8) { $0.rawValue - 2 }

  @Test func whatIsToldOfSites() {
    #expect(
      terms.step(BuildStep(site: SiteIndex(3), gain: 2, cumulative: 6))
        == BuildStep(site: 1, gain: 0.25, cumulative: 0.75))
    #expect(
      terms.reason(
        SiteReason(
          site: SiteIndex(2), reach: 8, unique: 4, substitute: SiteIndex(4), lossWithSubstitute: -1, lossReplanned: 1,
          lossReplannedAtMost: 2))
        == SiteReason(
          site: 0, reach: 1, unique: 0.5, substitute: 2, lossWithSubstitute: -0.125, lossReplanned: 0.125,
          lossReplannedAtMost: 0.25))
    #expect(terms.point(CurvePoint(count: 3, value: 4, bound: 6)) == CurvePoint(count: 3, value: 0.5, bound: 0.75))
  }

  /// Sites 2 to 4 cover weights 4, 3 and 1; the best two without one of 2 and 3 are 2 and 4.
  @Test func alternativesKeepTheirLoss() async throws {
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: 3, rows: [[], [], [(0, 0)], [(1, 0)], [(2, 0)]]), weights: [4, 3, 1],
      statuses: [.existing, .existing, .candidate, .candidate, .candidate])
    let found = try await alternativePlans(
      problem, to: [SiteIndex(2), SiteIndex(3)], within: 0.5, count: 1, differ: 1, limits: SolveLimits())
    let told = terms.alternatives(found)
    let plan = try #require(told.plans.first)
    #expect(plan.chosen == [0, 2] && plan.dropped == [1] && plan.added == [2])
    #expect(plan.value == 0.625 && plan.bound == 0.625 && plan.loss == 2.0 / 7 && plan.isProven)
    #expect(told.appearances.map(\.site) == [0, 1, 2] && told.appearances.map(\.count) == [2, 1, 1])
  }
}
