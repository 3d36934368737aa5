import Model
import Siting
import Testing

/// What holds for every instance, checked on generated towns.
@Suite struct PropertyTests {
  @Test(arguments: UInt64(1)...3) func coverageMeetsTheNumberThatCoversAll(seed: UInt64) async throws {
    let problem = try Instance.town(sites: 40, points: 300, side: 4_000, radius: 600, seed: seed)
    let fewest = try #require(try await SetCovering(problem).solve().objective)
    let all = problem.totalWeight - Verification(problem, chosen: []).uncoverable.reduce(0) { $0 + problem.weights[$1] }
    var previous = 0.0
    for count in 0...Int(fewest) {
      let value = try #require(try await MaximalCovering(problem, count: count).solve().objective)
      #expect(value >= previous, "seed \(seed): the optimum fell at \(count)")
      #expect((value == all) == (Double(count) >= fewest), "seed \(seed): \(count) sites cover \(value) of \(all)")
      previous = value
    }
  }

  @Test(arguments: UInt64(1)...3) func largerCirclesNeedNoMoreSites(seed: UInt64) async throws {
    var previous = Double.infinity
    for radius in [400.0, 600, 900] {
      let problem = try Instance.town(sites: 40, points: 30, side: 2_000, radius: radius, seed: seed)
      // Only comparable while the same points can be covered.
      guard Verification(problem, chosen: []).uncoverable.isEmpty else { continue }
      let fewest = try #require(try await SetCovering(problem).solve().objective)
      #expect(fewest <= previous, "seed \(seed), radius \(radius)")
      previous = fewest
    }
    #expect(previous < .infinity, "seed \(seed): no radius covers every point, the property was not tested")
  }

  @Test(arguments: UInt64(1)...5) func oneMoreCandidateNeverHurts(seed: UInt64) async throws {
    let problem = try Instance.town(sites: 30, points: 200, side: 4_000, radius: 500, seed: seed)
    let fewer = try SitingProblem(
      covers: problem.covers, weights: problem.weights,
      statuses: (0..<30).map { $0 % 6 == 0 ? .excluded : .candidate })
    let better = try #require(try await MaximalCovering(problem, count: 5).solve().objective)
    let worse = try #require(try await MaximalCovering(fewer, count: 5).solve().objective)
    #expect(better >= worse, "seed \(seed)")
  }

  @Test(arguments: [1, 2, 3, 8]) func threadsAndRerunsGiveTheSamePlan(threads: Int) async throws {
    // Hard enough to be stopped by its work, in the middle of branching.
    let problem = try Instance.town(sites: 200, points: 2_000, side: 8_000, radius: 700, seed: 5)
    let one = try await MaximalCovering(problem, count: 14).solve(SolveLimits(work: 150, threads: 1))
    let other = try await MaximalCovering(problem, count: 14).solve(SolveLimits(work: 150, threads: threads))
    #expect(one == other)
    let cover = try await SetCovering(problem).solve(SolveLimits(work: 100, threads: 1))
    #expect(try await SetCovering(problem).solve(SolveLimits(work: 100, threads: threads)) == cover)
  }

  @Test(arguments: UInt64(1)...4) func whateverStopsItTheBoundHolds(seed: UInt64) async throws {
    let problem = try Instance.town(sites: 60, points: 500, side: 5_000, radius: 600, seed: seed)
    let best = try #require(try await MaximalCovering(problem, count: 7).solve().objective)
    for work in [0, 1, 3, 10] {
      let plan = try await MaximalCovering(problem, count: 7).solve(SolveLimits(work: work, seed: seed))
      let (value, bound) = (try #require(plan.objective), try #require(plan.bound))
      #expect(value <= best && bound >= best, "seed \(seed), work \(work)")
      #expect(plan.status == (plan.stopped == .proved ? .optimal : .feasible))
    }
  }

  @Test func limitsStopTheSearch() async throws {
    let problem = try Instance.town(sites: 200, points: 2_000, side: 8_000, radius: 700, seed: 5)
    let model = try MaximalCovering(problem, count: 14)
    let cancelled = try await model.solve(SolveLimits(isCancelled: { true }))
    #expect(cancelled.stopped == .interrupted && cancelled.status == .feasible && cancelled.chosen.count == 14)
    let late = try await model.solve(SolveLimits(timeLimit: Seconds(0)))
    #expect(late.stopped == .time && late.objective! > 0 && late.bound! >= late.objective!)
    let close = try await model.solve(SolveLimits(gap: 0.05))
    #expect(close.stopped == .gap && close.gap! <= 0.05)
    let worked = try await model.solve(SolveLimits(work: 0))
    #expect(worked.stopped == .work)
  }
}
