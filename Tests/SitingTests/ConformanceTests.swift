import Model
import Siting
import Testing

/// What every solver must pass: agreement with trying every plan.
@Suite struct ConformanceTests {
  @Test(arguments: UInt64(1)...150) func maximalCoveringEqualsEnumeration(seed: UInt64) async throws {
    let problem = try Instance.random(seed: seed)
    for (count, engine) in (0...5).flatMap({ count in engines.map { (count, $0) } }) {
      let plan = try await MaximalCovering(problem, count: count).solve(SolveLimits(engine))
      guard let best = Instance.enumerate(problem, count: count).value else {
        #expect(plan.status == .infeasible && plan.objective == nil, "seed \(seed), count \(count)")
        continue
      }
      if plan.status == .infeasible {
        #expect(
          plan.uncoverable.count == problem.demandCount, "seed \(seed), count \(count): \(plan.reason?.english ?? "")")
        continue
      }
      #expect(plan.status == .optimal && plan.stopped == .proved, "seed \(seed), count \(count)")
      #expect(plan.objective == best, "seed \(seed), count \(count)")
      #expect(plan.bound == best && plan.gap == 0, "seed \(seed), count \(count)")
      let check = Verification(problem, chosen: plan.chosen, count: count)
      #expect(check.isFeasible && check.coveredWeight == best, "seed \(seed), count \(count): \(check.violations)")
      #expect(plan.chosen == plan.chosen.sorted())
    }
  }

  @Test(arguments: UInt64(1)...60) func fractionalWeightsEqualEnumeration(seed: UInt64) async throws {
    let problem = try Instance.random(seed: seed, fractional: true)
    for engine in engines {
      let plan = try await MaximalCovering(problem, count: 3).solve(SolveLimits(engine))
      guard let best = Instance.enumerate(problem, count: 3).value else {
        #expect(plan.status == .infeasible && plan.objective == nil, "seed \(seed), \(engine)")
        continue
      }
      guard let value = plan.objective else {
        // No site covers anything.
        #expect(best == 0 && plan.uncoverable.count == problem.demandCount, "seed \(seed), \(engine)")
        continue
      }
      // Sums in demand order on both sides: the same plan gives the same bits, ties may differ in the last one.
      #expect(abs(value - best) <= 1e-9, "seed \(seed), \(engine)")
      #expect(plan.status == .optimal, "seed \(seed), \(engine)")
    }
  }

  @Test(arguments: UInt64(1)...150) func setCoveringEqualsEnumeration(seed: UInt64) async throws {
    let problem = try Instance.random(seed: seed)
    for engine in engines {
      let plan = try await SetCovering(problem).solve(SolveLimits(engine))
      if plan.status == .infeasible {
        #expect(plan.uncoverable.count == problem.demandCount, "seed \(seed)")
        return
      }
      let fewest = Instance.enumerate(problem, count: 0).fewest
      #expect(plan.status == .optimal, "seed \(seed), \(engine)")
      #expect(plan.objective == Double(fewest) && plan.bound == Double(fewest), "seed \(seed), \(engine)")
      #expect(plan.chosen.count == fewest, "seed \(seed), \(engine)")
      #expect(Verification(problem, chosen: plan.chosen, fullCover: true).isFeasible, "seed \(seed), \(engine)")
    }
  }
}
