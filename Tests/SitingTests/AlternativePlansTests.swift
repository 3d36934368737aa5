import Model
import Siting
import Testing

@Suite struct AlternativePlansTests {
  private func alternatives(
    _ problem: SitingProblem, to chosen: [Int], within: Double, count: Int, differ: Int
  ) async throws -> AlternativePlans<SiteIndex> {
    try await alternativePlans(
      problem, to: chosen.map { SiteIndex($0) }, within: within, count: count, differ: differ, limits: SolveLimits())
  }

  /// Sites 0...3 cover 8 + 1, 4 + 1, 4 and 1 (point 3, which 0 and 1 cover too); two are chosen: 0 and 1 cover 13.
  /// One site other: {0, 2} 13, {0, 3} 9, {1, 2} 9, {1, 3} 5. Both other: {2, 3} 5.
  let problem = try! Instance.problem([[0, 3], [1, 3], [2], [3]], weights: [8, 4, 4, 1])

  @Test func theAlternativesOfFourSites() async throws {
    let found = try await alternatives(problem, to: [0, 1], within: 0.31, count: 5, differ: 1)
    // 13 x 0.69 = 8.97: three come within, and each differs from those before it.
    #expect(found.plans.map(\.value) == [13, 9, 9])
    #expect(found.plans[0].chosen.map(\.rawValue) == [0, 2])
    #expect(found.plans[0].dropped.map(\.rawValue) == [1] && found.plans[0].added.map(\.rawValue) == [2])
    #expect(Set(found.plans.dropFirst().map { $0.chosen.map(\.rawValue) }) == [[0, 3], [1, 2]])
    #expect(found.plans.allSatisfy { $0.isProven && $0.bound == $0.value } && found.isExhausted)
    // Of the four plans three hold site 0, two each of 1 and 2, one 3.
    #expect(
      found.appearances == [
        SiteAppearance(site: SiteIndex(0), count: 3), SiteAppearance(site: SiteIndex(1), count: 2),
        SiteAppearance(site: SiteIndex(2), count: 2), SiteAppearance(site: SiteIndex(3), count: 1),
      ])
  }

  @Test func theBoundaryOfTheLossBelongsToIt() async throws {
    // 13 - 4 = 9 is exactly (1 - 4/13) of 13.
    #expect(try await alternatives(problem, to: [0, 1], within: 4.0 / 13, count: 5, differ: 1).plans.count == 3)
    #expect(try await alternatives(problem, to: [0, 1], within: 3.9 / 13, count: 5, differ: 1).plans.count == 1)
  }

  @Test func differInBothSites() async throws {
    let found = try await alternatives(problem, to: [0, 1], within: 1, count: 5, differ: 2)
    // {2, 3} is the only plan without 0 and 1.
    #expect(found.plans.map { $0.chosen.map(\.rawValue) } == [[2, 3]] && found.plans[0].value == 5)
    #expect(found.isExhausted)
  }

  @Test func aPlanTooSmallToDifferHasNoAlternative() async throws {
    let found = try await alternatives(problem, to: [0, 1], within: 1, count: 5, differ: 3)
    #expect(found.plans.isEmpty && found.isExhausted)
  }

  @Test(arguments: [(-0.1, 1, 1, "within"), (0.1, 0, 1, "count"), (0.1, 1, 0, "differ")])
  func numbersOutOfRange(within: Double, count: Int, differ: Int, word: String) async throws {
    await #expect { try await alternatives(problem, to: [0], within: within, count: count, differ: differ) } throws: {
      ($0 as? SitingError)?.context == word
    }
  }

  @Test func aPlanThatIsNone() async throws {
    await #expect(throws: SitingError.self) {
      try await alternatives(problem, to: [0, 0], within: 0.1, count: 1, differ: 1)
    }
  }

  /// Every reported plan is worth what it says, differs enough from all before it, and is the best that does; and when
  /// fewer are found than wanted, no other plan comes within the loss.
  @Test(arguments: 0..<60)
  func equalToFullEnumeration(block: Int) async throws {
    for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
      let problem = try Instance.random(seed: seed, fractional: seed % 3 == 0)
      let count = problem.sites(.required).count + Int(seed % 4)
      let differ = 1 + Int(seed / 4 % 2)
      let within = [0.0, 0.1, 0.3, 1][Int(seed / 8 % 4)]
      let plan = try await MaximalCovering(problem, count: count).solve()
      guard let best = plan.objective else { continue }
      let found = try await alternativePlans(
        problem, to: plan.chosen, within: within, count: 4, differ: differ, limits: SolveLimits())
      let plans = Self.plans(problem, count: plan.chosen.count)
      var known = [Self.mask(plan.chosen)]
      let floor = best * (1 - within) - 1e-9
      for alternative in found.plans {
        let mask = Self.mask(alternative.chosen)
        let bestOther = plans.filter { Self.differs($0.mask, from: known, by: differ) }.map(\.value).max()
        let own = plans.first { $0.mask == mask }
        #expect(own.map { abs($0.value - alternative.value) < 1e-9 } ?? false, "seed \(seed)")
        #expect(Self.differs(mask, from: known, by: differ), "seed \(seed)")
        #expect(
          bestOther.map { abs($0 - alternative.value) < 1e-9 } ?? false, "seed \(seed): \(found) \(bestOther ?? -1)")
        #expect(alternative.value >= floor && alternative.isProven && alternative.bound == alternative.value)
        #expect(alternative.dropped.count >= differ && alternative.dropped.count == alternative.added.count)
        known.append(mask)
      }
      if found.plans.count < 4 {
        let left = plans.filter { $0.value >= floor && Self.differs($0.mask, from: known, by: differ) }
        #expect(left.isEmpty && found.isExhausted, "seed \(seed): \(left)")
      }
    }
  }

  private static func mask(_ sites: [SiteIndex]) -> UInt32 { sites.reduce(0) { $0 | 1 << $1.rawValue } }

  private static func differs(_ mask: UInt32, from known: [UInt32], by least: Int) -> Bool {
    known.allSatisfy { ($0 & ~mask).nonzeroBitCount >= least }
  }

  /// Every plan of this many sites with the weight it covers, point by point.
  private static func plans(_ problem: SitingProblem, count: Int) -> [(mask: UInt32, value: Double)] {
    let existing = mask(problem.sites(.existing))
    let required = mask(problem.sites(.required))
    let free = mask(problem.sites(.candidate))
    return (UInt32(0)..<(1 << problem.siteCount)).filter {
      $0 & ~(free | required) == 0 && $0 & required == required && $0.nonzeroBitCount == count
    }.map { plan in
      var covered = Set<Int32>()
      for site in 0..<problem.siteCount where (plan | existing) & 1 << site != 0 {
        covered.formUnion(problem.covers.demand(of: SiteIndex(site)))
      }
      return (plan, covered.sorted().reduce(0) { $0 + problem.weights[Int($1)] })
    }
  }

  /// A town too large to enumerate: every alternative against its own re-solve from another start.
  @Test(arguments: UInt64(1)...2) func aTownsAlternativesAreSoundAndOrdered(seed: UInt64) async throws {
    let town = try Instance.town(sites: 60, points: 500, side: 5_000, radius: 600, seed: seed)
    let plan = try await MaximalCovering(town, count: 7).solve()
    let found = try await alternativePlans(
      town, to: plan.chosen, within: 0.03, count: 5, differ: 3, limits: SolveLimits())
    let best = try #require(plan.objective)
    #expect(!found.plans.isEmpty)
    for (earlier, later) in zip(found.plans, found.plans.dropFirst()) { #expect(later.value <= earlier.value) }
    for (index, alternative) in found.plans.enumerated() {
      #expect(alternative.value >= 0.97 * best && alternative.value <= best && alternative.isProven)
      #expect(Verification(town, chosen: alternative.chosen, count: 7).coveredWeight == alternative.value)
      for other in [plan.chosen] + found.plans.prefix(index).map(\.chosen) {
        #expect(Set(other).subtracting(alternative.chosen).count >= 3)
      }
    }
  }
}
