import Model
import Siting
import Testing

/// Instances small enough to solve on paper. Weights are powers of two where a sum must name its points.
@Suite struct HandComputedTests {
  @Test func greedyWouldMissTheBestPair() async throws {
    // Greedy takes site 2 (4 + 4 + 1 = 9) and then gains 3; sites 0 and 1 together cover 7 + 7 = 14.
    let problem = try Instance.problem([[0, 1], [2, 3], [0, 2, 4]], weights: [4, 3, 4, 3, 1])
    let plan = try await MaximalCovering(problem, count: 2).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1])
    #expect(plan.objective == 14)
  }

  @Test func existingCoverageIsPartOfTheValueAndNotOfTheCount() async throws {
    // Site 0 stands and covers 8; of 1 (8 + 4) and 2 (2 + 1 + 4), 2 adds more: 8 + 7 = 15.
    let problem = try Instance.problem(
      [[0], [0, 1], [1, 2, 3]], weights: [8, 4, 2, 1], [.existing, .candidate, .candidate])
    let plan = try await MaximalCovering(problem, count: 1).solve()
    #expect(plan.chosen.map(\.rawValue) == [2])
    #expect(plan.objective == 15)
  }

  @Test func requiredSitesCountAndExcludedNeverCover() async throws {
    // Site 2 would be best, but is excluded; the required site 0 (1) takes one of two places, site 1 (4) the other.
    let problem = try Instance.problem(
      [[0], [1], [0, 1, 2]], weights: [1, 4, 8], [.required, .candidate, .excluded])
    let plan = try await MaximalCovering(problem, count: 2).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1])
    #expect(plan.objective == 5)
    #expect(plan.uncoverable == [2])
    #expect(plan.totalWeight == 13)
  }

  @Test func tiesFallToTheLowerSite() async throws {
    let problem = try Instance.problem([[1], [0], [1], [0]], weights: [3, 3])
    let plan = try await MaximalCovering(problem, count: 1).solve()
    #expect(plan.chosen.map(\.rawValue) == [0])
  }

  @Test func moreSitesThanCandidatesTakesAllWithAWarning() async throws {
    let problem = try Instance.problem([[0], [], [1]], weights: [1, 2, 4], [.candidate, .candidate, .candidate])
    let plan = try await MaximalCovering(problem, count: 9).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1, 2])
    #expect(plan.status == .optimal && plan.objective == 3)
    #expect(plan.warnings.map(\.english) == ["9 new sites asked for, 3 to choose from: all were chosen"])
    #expect(plan.warnings.map(\.chinese) == ["要求新建9处，而可选的只有3处，已全部选用"])
  }

  @Test func sitesThatAddNothingFillThePlanUpWithAWarning() async throws {
    let problem = try Instance.problem([[0], [0, 1], [1]], weights: [1, 2])
    let plan = try await MaximalCovering(problem, count: 2).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1])
    #expect(plan.objective == 3)
    #expect(plan.warnings.map(\.english) == ["1 of the 2 sites suffice for this value"])
  }

  @Test func allCoveredAlreadyChoosesNone() async throws {
    let problem = try Instance.problem([[0, 1], [0]], weights: [1, 2], [.existing, .candidate])
    let plan = try await MaximalCovering(problem, count: 1).solve()
    #expect(plan.chosen.isEmpty && plan.status == .optimal && plan.objective == 3)
    let cover = try await SetCovering(problem).solve()
    #expect(cover.chosen.isEmpty && cover.status == .optimal && cover.objective == 0)
  }

  @Test func nothingReachableIsInfeasibleWithTheReason() async throws {
    let problem = try Instance.problem([[], []], weights: [1, 2])
    let plan = try await MaximalCovering(problem, count: 1).solve()
    #expect(plan.status == .infeasible && plan.objective == nil && plan.bound == nil && plan.gap == nil)
    #expect(plan.reason?.english == "no site reaches any of the 2 demand points within the cutoff; raise the cutoff")
    #expect(plan.uncoverable == [0, 1])
    #expect(try await SetCovering(problem).solve().status == .infeasible)
  }

  @Test func moreRequiredThanAllowedIsInfeasible() async throws {
    let problem = try Instance.problem([[0], [1]], weights: [1, 2], [.required, .required])
    let plan = try await MaximalCovering(problem, count: 1).solve()
    #expect(plan.status == .infeasible)
    #expect(plan.reason?.english == "2 sites are required but only 1 may be chosen; raise the count")
    #expect(plan.reason?.chinese == "必选点有2处，而最多只能选1处；请增加新建数量")
  }

  @Test func setCoverCountsRequiredSitesAndListsTheUncoverable() async throws {
    // Point 3 is out of reach. Required site 0 covers 0; site 1 covers the rest; one of two twins is not needed.
    let problem = try Instance.problem(
      [[0], [1, 2], [1], [1, 2]], weights: [1, 0, 1, 1], [.required, .candidate, .candidate, .candidate])
    let plan = try await SetCovering(problem).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1])
    #expect(plan.objective == 2 && plan.bound == 2)
    #expect(plan.uncoverable == [3])
  }

  @Test func theRelaxationOfATriangleMustBeRoundedUp() async throws {
    // Each point is covered by two of three sites: half of each site is enough for the relaxation (1.5), two for a plan.
    let problem = try Instance.problem([[0, 1], [1, 2], [0, 2]], weights: [1, 1, 1])
    let plan = try await SetCovering(problem).solve()
    #expect(plan.objective == 2 && plan.status == .optimal)
  }
}
