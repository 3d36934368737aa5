import Model
import Siting
import Testing

@Suite struct MaximalCoveringTests {
  /// Four points of weight 8, 4, 2, 1: a sum names the points it is made of.
  func problem(_ rows: [[Int32]], _ statuses: [SiteStatus]? = nil, weights: [Double] = [8, 4, 2, 1]) throws
    -> SitingProblem
  {
    try SitingProblem(
      covers: CoverSets(demandCount: weights.count, rows: rows.map { $0.map { (demand: $0, cost: 0) } }),
      weights: weights, statuses: statuses ?? rows.map { _ in .candidate })
  }

  @Test func greedyIsNotEnough() async throws {
    // Greedy takes {0, 2} first (10) and ends at 14; {0, 1} and {2, 3} together cover all 15.
    let problem = try problem([[0, 1], [2, 3], [0, 2, 3]], weights: [4, 4, 4, 3])
    let plan = try await MaximalCovering(problem, count: 2).solve()
    #expect(plan.chosen.map(\.rawValue) == [0, 1] || plan.objective == 15)
    #expect(plan.objective == 15)
  }
}
