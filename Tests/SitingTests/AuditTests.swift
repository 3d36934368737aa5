import Model
import Siting
import Testing

@Suite struct AuditTests {
  private func sites(_ indices: Int...) -> [SiteIndex] { indices.map { SiteIndex($0) } }

  /// Site 0 stands and covers point 0 (1). Of the candidates 1 covers {1, 2} (2 + 4), 2 is its lesser twin {2}, 3 is
  /// useless {0}, 4 covers {3} (8), 5 covers {3, 4} (8 + 16), 6 covers {5} (32).
  let problem = try! Instance.problem(
    [[0], [1, 2], [2], [0], [3], [3, 4], [5]], weights: [1, 2, 4, 8, 16, 32],
    [.existing, .candidate, .candidate, .candidate, .candidate, .candidate, .candidate])

  /// The plan 1, 2, 3, 4 covers 1 + 6 + 8 = 15. Best of four is 1, 5, 6 and any: 63.
  @Test func aPoorPlanOfFour() async throws {
    let audit = try await auditPlan(problem, plan: sites(1, 2, 3, 4), worth: 0.001)
    #expect(audit.value == 15)
    #expect(audit.sites.map(\.site) == sites(4, 1, 2, 3))
    #expect(audit.sites.map(\.gain) == [8, 6, 0, 0])
    #expect(audit.sites.map(\.cumulative) == [9, 15, 15, 15])
    #expect(audit.sites.map(\.unique) == [8, 2, 0, 0])
    // 2 goes to 6 (32), 3 to 5 (8 + 16, of which 4 has 8); then 4 adds nothing and stays.
    #expect(audit.moves.map(\.to) == sites(6, 5))
    #expect(audit.moves.map(\.gain) == [32, 16] && audit.moves.map(\.value) == [47, 63])
    #expect(audit.best.objective == 63 && audit.best.status == .optimal && audit.loss == 48 && audit.lossAtMost == 48)
    #expect(audit.sites.map(\.verdict) == [.keep, .keep, .drop, .drop])
    #expect(audit.sites.map(\.replacement) == [nil, nil, SiteIndex(6), SiteIndex(5)])
    #expect(audit.sites.map(\.moveGain) == [0, 0, 32, 16])
  }

  @Test func doublesAreNamed() async throws {
    let audit = try await auditPlan(problem, plan: sites(1, 2, 3, 4), worth: 0.001)
    // 2 lies in 1: all of the lesser is shared; without both 2 + 4 are lost. 3 does what the standing 0 does.
    #expect(
      audit.pairs == [
        PlanAudit.RedundantPair(
          first: SiteIndex(1), second: SiteIndex(2), isSecondExisting: false, shared: 4, sharedShare: 1, joint: 6),
        PlanAudit.RedundantPair(
          first: SiteIndex(3), second: SiteIndex(0), isSecondExisting: true, shared: 1, sharedShare: 1, joint: 0),
      ])
  }

  @Test func anAlmostGoodSiteIsMoved() async throws {
    // 4 has 8 where 5 has 24.
    let audit = try await auditPlan(problem, plan: sites(1, 4, 6), worth: 0.001)
    let site = try #require(audit.sites.first { $0.site == SiteIndex(4) })
    #expect(site.verdict == .move && site.replacement == SiteIndex(5) && site.moveGain == 16)
    #expect(audit.sites.filter { $0.verdict == .keep }.map(\.site) == sites(6, 1))
    // A difference of 16 in 63 is not worth telling when a third is the least.
    let lenient = try await auditPlan(problem, plan: sites(1, 4, 6), worth: 1.0 / 3)
    #expect(lenient.sites.allSatisfy { $0.verdict != .move })
  }

  @Test func theBestPlanIsKept() async throws {
    let audit = try await auditPlan(problem, plan: sites(1, 5, 6))
    #expect(audit.sites.allSatisfy { $0.verdict == .keep && $0.replacement == nil && $0.moveGain == 0 })
    #expect(audit.moves.isEmpty && audit.loss == 0 && audit.lossAtMost == 0)
  }

  @Test func theSameMoneyBuysMore() async throws {
    // Site 4 (8) costs 3; for 3 one gets 6 (32) at 2 and 3 (nothing) or 2 (4) at 1: 1 + 32 + 4 = 37.
    let audit = try await auditPlan(
      problem, plan: sites(4), under: SitingConstraints(costs: [0, 2, 1, 1, 3, 4, 2]))
    let same = try #require(audit.sameBudget)
    #expect(same.objective == 37 && same.status == .optimal && same.chosen == sites(2, 6))
    #expect(audit.best.objective == 33)
    #expect(try await auditPlan(problem, plan: sites(4)).sameBudget == nil)
  }

  @Test func aPlanThatIsNone() async throws {
    for plan in [sites(0), sites(1, 1), sites(9)] {
      await #expect(throws: SitingError.self) { try await auditPlan(problem, plan: plan) }
    }
    await #expect(throws: SitingError.self) { try await auditPlan(problem, plan: sites(1), worth: 2) }
  }

  @Test(arguments: 0..<20)
  func figuresAgreeWithEnumeration(block: Int) async throws {
    for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
      let problem = try Instance.random(seed: seed)
      let free = problem.sites(.candidate)
      let plan = problem.sites(.required) + free.prefix(1 + Int(seed % 4))
      let audit = try await auditPlan(problem, plan: plan, worth: 0.01)
      let best = Instance.enumerate(problem, count: plan.count).value
      if audit.best.status != .infeasible { #expect(audit.best.objective == best, "seed \(seed)") }
      // The moves made in turn give a plan of the value they say, with no swap left that gains.
      var moved = plan
      for move in audit.moves { moved[moved.firstIndex(of: move.from)!] = move.to }
      let value = Verification(problem, chosen: moved)
      #expect(value.isFeasible && value.coveredWeight == audit.moves.last?.value ?? audit.value, "seed \(seed)")
      for slot in moved.indices where problem.statuses[moved[slot].rawValue] == .candidate {
        for other in free where !moved.contains(other) {
          var swapped = moved
          swapped[slot] = other
          #expect(Verification(problem, chosen: swapped).coveredWeight <= value.coveredWeight, "seed \(seed)")
        }
      }
      // Replacements are the sites that came in, each named once.
      let entered = Set(moved).subtracting(plan)
      #expect(Set(audit.sites.compactMap(\.replacement)) == entered, "seed \(seed)")
      #expect(audit.sites.count { $0.replacement != nil } == entered.count, "seed \(seed)")
      // All dropped sites can go together for less than their gains.
      let kept = audit.sites.filter { $0.verdict != .drop }.map(\.site)
      let dropped = audit.sites.filter { $0.verdict == .drop }.reduce(0) { $0 + $1.gain }
      #expect(Verification(problem, chosen: kept).coveredWeight >= audit.value - dropped, "seed \(seed)")
    }
  }
}

@Suite struct SiteReasonTests {
  /// Site 0 stands (point 0). The plan is 1 {0, 1, 2} and 2 {2, 3}; 3 {1} and 4 {3, 4} may take a place.
  let problem = try! Instance.problem(
    [[0], [0, 1, 2], [2, 3], [1], [3, 4]], weights: [1, 2, 4, 8, 1],
    [.existing, .candidate, .candidate, .candidate, .candidate])

  @Test func lossesByHand() {
    let reasons = siteReasons(problem, chosen: [SiteIndex(1), SiteIndex(2)])
    // Without 1 only point 1 (2) is lost, and 3 covers just that. Replanned {2, 3} stays best: 15 of 16.
    // Without 2 point 3 (8) is lost; 4 covers it and point 4 (1) besides: the plan gains 1.
    #expect(
      reasons == [
        SiteReason(
          site: SiteIndex(1), reach: 6, unique: 2, substitute: SiteIndex(3), lossWithSubstitute: 0,
          lossReplannedAtMost: 0),
        SiteReason(
          site: SiteIndex(2), reach: 12, unique: 8, substitute: SiteIndex(4), lossWithSubstitute: -1,
          lossReplannedAtMost: -1),
      ])
  }

  @Test func aPlanOfAllHasNoSubstitute() {
    let all = (1...4).map { SiteIndex($0) }
    for reason in siteReasons(problem, chosen: all) {
      #expect(reason.substitute == nil && reason.lossWithSubstitute == nil && reason.lossReplannedAtMost == nil)
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func lossesAgainstEverySwap(seed: UInt64) async throws {
    let problem = try Instance.random(seed: seed)
    let plan = try await MaximalCovering(problem, count: problem.sites(.required).count + 2).solve().chosen
    let value = Verification(problem, chosen: plan).coveredWeight
    for reason in siteReasons(problem, chosen: plan) {
      let others = plan.filter { $0 != reason.site }
      func loss(_ sites: [SiteIndex]) -> Double {
        // A required site may be left out here: only its weight is asked for.
        var statuses = problem.statuses
        for index in statuses.indices where statuses[index] == .required { statuses[index] = .candidate }
        let free = try! SitingProblem(covers: problem.covers, weights: problem.weights, statuses: statuses)
        return value - Verification(free, chosen: sites).coveredWeight
      }
      #expect(reason.unique == loss(others), "seed \(seed)")
      let swaps = problem.sites(.candidate).filter { !plan.contains($0) }.map { (loss(others + [$0]), $0) }
      #expect(reason.lossWithSubstitute == swaps.map(\.0).min(), "seed \(seed)")
      #expect(reason.substitute == swaps.first { $0.0 == swaps.map(\.0).min() }?.1, "seed \(seed)")
      if let replanned = reason.lossReplannedAtMost, let kept = reason.lossWithSubstitute {
        // Moving the others, too, never loses more; and no plan without the site is better than the best of all.
        #expect(replanned <= kept && replanned >= 0, "seed \(seed)")
      }
    }
  }
}

@Suite struct NestingTests {
  @Test func theOrderAgainstTheCurve() async throws {
    // Two sites: 0 and 1 cover 7 + 7; one alone is best with 2 (9), so building 0 first loses 2.
    let problem = try Instance.problem([[0, 1], [2, 3], [0, 2, 4]], weights: [4, 3, 4, 3, 1])
    let plan = try await MaximalCovering(problem, count: 2).solve()
    let curve = try await coverageCurve(problem, counts: [0, 1, 2], limits: SolveLimits())
    let nested = nestingCost(buildOrder(problem, chosen: plan.chosen), against: curve)
    #expect(nested.map(\.count) == [1, 2] && nested.map(\.nested) == [7, 14] && nested.map(\.value) == [9, 14])
    #expect(nested.map(\.loss) == [2, 0] && nested.map(\.lossAtMost) == [2, 0])
  }

  @Test func anOpenBoundIsTheMostThatMayBeLost() {
    let order = [BuildStep(site: SiteIndex(0), gain: 7, cumulative: 7)]
    let curve = [CurvePoint(count: 1, value: 8, bound: 10), CurvePoint(count: 2, value: 9, bound: 10)]
    let nested = nestingCost(order, against: curve)
    #expect(nested.count == 1 && nested[0].loss == 1 && nested[0].lossAtMost == 3)
  }
}
