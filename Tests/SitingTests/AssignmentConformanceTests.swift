import Model
import Siting
import Testing

/// p-median and p-center against trying every plan.
@Suite struct AssignmentConformanceTests {
  /// 40 x 50 instances of each problem.
  @Test(arguments: 0..<40) func bothEqualEnumeration(batch: Int) async throws {
    for seed in UInt64(batch * 50 + 1)...UInt64(batch * 50 + 50) {
      let (problem, count) = try AssignmentInstance.random(seed: seed)
      let median = try await PMedian(problem, count: count).solve()
      let center = try await PCenter(problem, count: count).solve()
      guard let best = AssignmentInstance.enumerate(problem, count: count) else {
        #expect(median.status == .infeasible && median.objective == nil, "seed \(seed)")
        #expect(center.status == .infeasible && center.objective == nil, "seed \(seed)")
        #expect(median.reason != nil && center.reason != nil && median.chosen == [], "seed \(seed)")
        continue
      }
      for plan in [median, center] {
        #expect(plan.status == .optimal && plan.stopped == .proved && plan.gap == 0, "seed \(seed) \(plan)")
        let open = problem.sites(.required).count + problem.sites(.candidate).count
        #expect(plan.chosen.count == min(count, open) && plan.chosen == plan.chosen.sorted(), "seed \(seed)")
        let check = AssignmentVerification(problem, chosen: plan.chosen, count: count)
        #expect(check.isFeasible && check.uncoverable == plan.uncoverable, "seed \(seed): \(check.violations)")
        #expect(check.reachedWeight == plan.coveredWeight, "seed \(seed)")
      }
      // Sums in demand order on both sides; tied plans of broken weights may differ in the last bit.
      #expect(abs(try #require(median.objective) - best.median) <= 1e-9 * max(1, best.median), "seed \(seed)")
      #expect(center.objective == best.center, "seed \(seed)")
    }
  }

  /// Two independent solvers: the largest cost is at most r exactly when so few sites cover all within r.
  @Test(arguments: UInt64(1)...6) func centerAgreesWithSetCovering(seed: UInt64) async throws {
    let problem = try AssignmentInstance.strewn(sites: 30, points: 60, seed: seed)
    for count in [2, 4, 9] {
      let radius = try #require(try await PCenter(problem, count: count).solve().objective)
      func fewest(_ cutoff: Double) async throws -> Double? {
        let near = try SitingProblem(
          covers: problem.covers.within(cutoff), weights: problem.weights, statuses: problem.statuses)
        let cover = try await SetCovering(near).solve()
        return cover.uncoverable.isEmpty ? cover.objective : nil
      }
      #expect(try #require(try await fewest(radius)) <= Double(count), "seed \(seed)")
      #expect(try await fewest(radius.nextDown).map { $0 > Double(count) } ?? true, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1)...4) func moreSitesNeverCostMore(seed: UInt64) async throws {
    let problem = try AssignmentInstance.strewn(sites: 25, points: 80, seed: seed)
    var before: (median: Double, center: Double) = (.infinity, .infinity)
    for count in 1...8 {
      let median = try #require(try await PMedian(problem, count: count).solve().objective)
      let center = try #require(try await PCenter(problem, count: count).solve().objective)
      #expect(median <= before.median && center <= before.center, "seed \(seed), count \(count)")
      before = (median, center)
    }
  }

  @Test func threadsDoNotChangeTheAnswer() async throws {
    let problem = try AssignmentInstance.strewn(sites: 80, points: 200, seed: 3)
    for count in [3, 12] {
      let one = try await PMedian(problem, count: count).solve(SolveLimits(threads: 1))
      let three = try await PMedian(problem, count: count).solve(SolveLimits(threads: 3))
      #expect(one == three && one.status == .optimal)
      let center = try await PCenter(problem, count: count).solve(SolveLimits(threads: 1))
      #expect(center == (try await PCenter(problem, count: count).solve(SolveLimits(threads: 3))))
      let stopped = try await PMedian(problem, count: count).solve(SolveLimits(work: 1, threads: 1))
      #expect(stopped == (try await PMedian(problem, count: count).solve(SolveLimits(work: 1, threads: 2))))
    }
  }
}
