import Model
import Siting
import Testing

/// Places that share no site are decided apart.
@Suite struct ConnectedPartsTests {
  /// The instances side by side: no site of one reaches a point of another.
  private func sideBySide(_ problems: [SitingProblem]) throws -> SitingProblem {
    var rows: [[Int32]] = []
    var weights: [Double] = []
    for problem in problems {
      for site in 0..<problem.siteCount {
        rows.append(problem.covers.demand(of: SiteIndex(site)).map { $0 + Int32(weights.count) })
      }
      weights += problem.weights
    }
    return try Instance.problem(rows, weights: weights, problems.flatMap { $0.statuses })
  }

  @Test(arguments: UInt64(1)...60) func theFewestOfPlacesApartAddUp(seed: UInt64) async throws {
    let problems = try (1...4).map { try Instance.random(seed: 1_000 * seed + UInt64($0)) }
    // Required sites count even where nothing can be covered.
    let fewest = problems.reduce(0) { $0 + Instance.enumerate($1, count: 0).fewest }
    let together = try sideBySide(problems)
    let canCover = (0..<together.siteCount).contains {
      together.statuses[$0] != .excluded && !together.covers.demand(of: SiteIndex($0)).isEmpty
    }
    for engine in engines {
      let plan = try await SetCovering(together).solve(SolveLimits(engine))
      guard canCover else {
        #expect(plan.status == .infeasible && plan.uncoverable.count == together.demandCount, "seed \(seed), \(engine)")
        continue
      }
      #expect(plan.status == .optimal, "seed \(seed), \(engine)")
      #expect(plan.objective == Double(fewest) && plan.bound == Double(fewest), "seed \(seed), \(engine)")
    }
  }

  /// A search of the six as a whole was still open after 100 seconds.
  @Test func sixTownsAreProvenApart() async throws {
    let towns = try (1...6).map { try Instance.town(sites: 80, points: 600, side: 5_000, radius: 700, seed: $0) }
    var fewest = 0.0
    for town in towns { fewest += try #require(try await SetCovering(town).solve().objective) }
    let plan = try await SetCovering(try sideBySide(towns)).solve(SolveLimits(work: 1_000))
    #expect(plan.stopped == .proved)
    #expect(plan.objective == fewest && plan.bound == fewest)
  }

  @Test func aStopLeavesAPlanForEveryPart() async throws {
    let towns = try (1...3).map { try Instance.town(sites: 80, points: 600, side: 5_000, radius: 700, seed: $0) }
    let together = try sideBySide(towns)
    let best = try #require(try await SetCovering(together).solve().objective)
    for work in [0, 1, 2, 5, 20] {
      let plan = try await SetCovering(together).solve(SolveLimits(work: work))
      let (value, bound) = (try #require(plan.objective), try #require(plan.bound))
      #expect(bound <= best && best <= value, "work \(work)")
      #expect((plan.stopped == .proved) == (bound == value), "work \(work)")
      #expect(Verification(together, chosen: plan.chosen, fullCover: true).isFeasible, "work \(work)")
    }
    let stopped = try await SetCovering(together).solve(SolveLimits(isCancelled: { true }))
    #expect(stopped.stopped == .interrupted)
    #expect(Verification(together, chosen: stopped.chosen, fullCover: true).isFeasible)
    // The gap is that of the whole plan, not of a part.
    let near = try await SetCovering(together).solve(SolveLimits(gap: 0.1))
    let (value, bound) = (try #require(near.objective), try #require(near.bound))
    #expect(bound <= best && best <= value && (value - bound) / value <= 0.1)
  }
}
