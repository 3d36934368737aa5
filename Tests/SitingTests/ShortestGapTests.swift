import Model
import Siting
import Testing

/// Gaps along chains against trying every plan.
struct ShortestGapTests {
  /// A chain as the brute force sees it: what each piece takes, and who serves it.
  private struct Chain {
    var minutes: [Double]
    var sites: [[Int]]
    var isRound: Bool

    var beads: ServiceBeads {
      ServiceBeads(
        ends: minutes.reduce(into: [0]) { $0.append($0.last! + $1) }, sites: sites.map { $0.map { SiteIndex($0) } },
        isRound: isRound)
    }

    /// From each piece on as far as nobody serves, but once around at the most.
    func longestGap(_ chosen: Set<Int>) -> Double {
      var longest = 0.0
      for start in minutes.indices {
        var sum = 0.0
        for step in minutes.indices {
          guard isRound || start + step < minutes.count else { break }
          let piece = (start + step) % minutes.count
          if sites[piece].contains(where: chosen.contains) { break }
          sum += minutes[piece]
        }
        longest = max(longest, sum)
      }
      return longest
    }
  }

  private struct Instance {
    var chains: [Chain]
    var statuses: [SiteStatus]
    var count: Int

    init(_ random: inout SplitMix) {
      let sites = 2 + random.below(7)
      statuses = (0..<sites).map { _ in
        [SiteStatus.candidate, .candidate, .candidate, .candidate, .existing, .excluded][random.below(6)]
      }
      if !statuses.contains(.candidate) { statuses[0] = .candidate }
      count = random.below(4)
      chains = (0..<(1 + random.below(3))).map { _ in
        let pieces = 1 + random.below(10)
        // Eighths are exact, and equal ones make ties.
        return Chain(
          minutes: (0..<pieces).map { _ in Double(1 + random.below(24)) / 8 },
          sites: (0..<pieces).map { _ in (0..<sites).filter { _ in random.below(4) == 0 } },
          isRound: random.below(2) == 0)
      }
    }

    /// Plans that may be made, with the longest gap of each.
    var plans: [(plan: Set<Int>, gap: Double)] {
      let existing = Set(statuses.indices.filter { statuses[$0] == .existing })
      let candidates = statuses.indices.filter { statuses[$0] == .candidate }
      return (0..<(1 << candidates.count)).compactMap { bits in
        let plan = Set(candidates.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        guard plan.count <= count else { return nil }
        return (plan, chains.map { $0.longestGap(plan.union(existing)) }.max()!)
      }
    }
  }

  @Test func theLeastLongestGapIsThatOfEveryPlan() async throws {
    var random = SplitMix(seed: 17)
    for number in 0..<500 {
      let instance = Instance(&random)
      let least = instance.plans.map(\.gap).min()!
      let solution = try await ShortestGaps(
        instance.chains.map(\.beads), statuses: instance.statuses, count: instance.count
      ).solve()
      #expect(solution.status == .optimal && solution.objective == solution.bound, "instance \(number)")
      #expect(abs(solution.objective! - least) < 1e-9, "instance \(number): \(solution.objective!), \(least)")
      let found = instance.plans.first { $0.plan == Set(solution.chosen.map(\.rawValue)) }
      #expect(found.map { abs($0.gap - least) < 1e-9 } ?? false, "instance \(number)")
    }
  }

  /// Demand is covered as well as may be by the plans whose gaps are short enough.
  @Test func coverageUnderALongestGap() async throws {
    var random = SplitMix(seed: 18)
    var infeasible = 0
    for number in 0..<300 {
      let instance = Instance(&random)
      let sites = instance.statuses.count
      let limit = Double(4 + random.below(60)) / 8
      let points = 1 + random.below(8)
      let weights = (0..<points).map { _ in Double(random.below(9)) }
      let covered = (0..<sites).map { _ in (0..<points).filter { _ in random.below(3) == 0 } }
      let problem = try SitingProblem(
        covers: CoverSets(demandCount: points, rows: covered.map { $0.map { (Int32($0), 1) } }), weights: weights,
        statuses: instance.statuses)
      // Where no site reaches anything there is no problem.
      guard covered.indices.contains(where: { instance.statuses[$0] != .excluded && !covered[$0].isEmpty }) else {
        continue
      }
      let runs = instance.chains.map(\.beads).demands(longestGap: limit)
      var rules = SitingConstraints(count: instance.count)
      rules.musts = Array(points..<points + runs.count)
      let model = try ConstrainedCovering(try problem.with(runs), under: rules)
      let solution = try await model.solve(SolveLimits())
      #expect(model.faults(in: solution).isEmpty, "instance \(number)")
      let existing = instance.statuses.indices.filter { instance.statuses[$0] == .existing }
      let values = instance.plans.filter { $0.gap <= limit }.map { plan in
        let served = Set((plan.plan + existing).flatMap { covered[$0] })
        return served.reduce(0.0) { $0 + weights[$1] }
      }
      guard let best = values.max() else {
        infeasible += 1
        #expect(solution.status == .infeasible, "instance \(number)")
        continue
      }
      #expect(solution.status == .optimal && solution.objective == best, "instance \(number): \(best)")
    }
    #expect(infeasible > 20)
  }
}
