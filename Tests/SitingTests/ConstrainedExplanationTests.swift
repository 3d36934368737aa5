import Model
import Siting
import Testing

/// Reasons, audit and alternatives of plans that keep to constraints.
@Suite struct ConstrainedExplanationTests {
  private func sites(_ indices: Int...) -> [SiteIndex] { indices.map { SiteIndex($0) } }

  /// Site 0 stands and covers point 0 (1). Of the candidates 1 covers {1, 2} (2 + 4), 2 is its lesser twin {2}, 3 is
  /// useless {0}, 4 covers {3} (8), 5 covers {3, 4} (8 + 16), 6 covers {5} (32).
  let problem = try! Instance.problem(
    [[0], [1, 2], [2], [0], [3], [3, 4], [5]], weights: [1, 2, 4, 8, 16, 32],
    [.existing, .candidate, .candidate, .candidate, .candidate, .candidate, .candidate])
  let costs: [Double] = [0, 2, 1, 1, 3, 4, 2]

  @Test func aSubstituteMustFitTheBudget() {
    // 5 and 6 cost 6 and cover 57. Without 6 there are 2 left: 1 (6) at 2. Without 5 there are 4: 4 (8) at 3; and when
    // the others move, 2 (4) at 1 besides.
    let reasons = siteReasons(
      problem, chosen: sites(5, 6), under: SitingConstraints(costs: costs, budget: 6))
    #expect(
      reasons == [
        SiteReason(
          site: SiteIndex(5), reach: 24, unique: 24, substitute: SiteIndex(4), lossWithSubstitute: 16,
          lossReplannedAtMost: 12
        ),
        SiteReason(
          site: SiteIndex(6), reach: 32, unique: 32, substitute: SiteIndex(1), lossWithSubstitute: 26,
          lossReplannedAtMost: 26
        ),
      ])
  }

  @Test func aSubstituteMustKeepTheDistance() {
    var constraints = SitingConstraints(costs: costs, budget: 6)
    constraints.tooClose = [SitePair(SiteIndex(4), SiteIndex(6))]
    let reasons = siteReasons(problem, chosen: sites(5, 6), under: constraints)
    #expect(reasons[0].substitute == SiteIndex(1) && reasons[0].lossWithSubstitute == 18)
    #expect(reasons[0].lossReplannedAtMost == 18)
  }

  @Test func whereAFloorHangsOnASiteNothingReplacesIt() {
    // Only 6 covers point 5.
    let floor = CoverageFloor(name: "east", members: [5], share: 1)
    let reasons = siteReasons(problem, chosen: sites(5, 6), under: SitingConstraints(count: 2, floors: [floor]))
    #expect(reasons[1].unique == 32 && reasons[1].substitute == nil && reasons[1].lossReplannedAtMost == nil)
    #expect(reasons[0].substitute == SiteIndex(4))
  }

  @Test func anAuditNamesTheRulesBroken() async throws {
    let constraints = SitingConstraints(
      costs: costs, budget: 5, tooClose: [SitePair(SiteIndex(5), SiteIndex(6))],
      floors: [CoverageFloor(name: "south", members: [1, 2], share: 0.5)])
    let audit = try await auditPlan(problem, plan: sites(5, 6), under: constraints)
    #expect(
      audit.brokenRules == [
        .budget(cost: 6, allowed: 5), .tooClose(SitePair(SiteIndex(5), SiteIndex(6))),
        .floor(name: "south", covered: 0, total: 6, share: 0.5),
      ])
    #expect(audit.moves.isEmpty)
    // Within them two sites are best at 6 and 1: 32 + 6 + 1 at 4; 6 and 2 leave the most money, but cover 37.
    #expect(audit.best.objective == 39 && audit.best.chosen == sites(1, 6) && audit.best.status == .optimal)
  }

  @Test func movesKeepTheDistance() async throws {
    // 4 to 5 would gain 16, but 5 is too close to 6.
    let constraints = SitingConstraints(tooClose: [SitePair(SiteIndex(5), SiteIndex(6))])
    let audit = try await auditPlan(problem, plan: sites(4, 6), under: constraints)
    #expect(audit.brokenRules.isEmpty && audit.moves.isEmpty && audit.best.objective == 41 && audit.loss == 0)
    // 2 to 4 gains 4.
    let other = try await auditPlan(problem, plan: sites(2, 6), under: constraints)
    #expect(other.moves == [PlanAudit.Move(from: SiteIndex(2), to: SiteIndex(4), gain: 4, value: 41)])
  }

  @Test func whatAFloorHangsOnIsNotDropped() async throws {
    // Half of all weight is 31.5: only 6 brings more.
    let floor = CoverageFloor(name: "north", members: [3], share: 1)
    let free = try await auditPlan(problem, plan: sites(1, 4, 6), worth: 0.5)
    #expect(free.sites.filter { $0.verdict == .drop }.map(\.site) == sites(4, 1))
    let bound = try await auditPlan(
      problem, plan: sites(1, 4, 6), under: SitingConstraints(floors: [floor]), worth: 0.5)
    #expect(bound.sites.filter { $0.verdict == .drop }.map(\.site) == sites(1))
  }

  /// Every alternative keeps to the constraints, differs enough, and is the best that does; fewer than wanted only when
  /// there is no other.
  @Test(arguments: 0..<25)
  func alternativesEqualToFullEnumeration(block: Int) async throws {
    for seed in UInt64(block * 20 + 1)...UInt64(block * 20 + 20) {
      let instance = try ConstrainedInstance(seed: seed, fractional: seed % 3 == 0)
      let model = try ConstrainedCovering(instance.problem, under: instance.constraints)
      let plan = try await model.solve()
      guard let best = plan.objective else { continue }
      let differ = 1 + Int(seed / 2 % 2)
      let within = [0.0, 0.2, 0.5, 1][Int(seed / 4 % 4)]
      let found = try await alternativePlans(
        instance.problem, to: plan.chosen, under: instance.constraints, within: within, count: 3, differ: differ,
        limits: SolveLimits())
      if instance.constraints.budget == nil, instance.constraints.pairCount == 0, instance.constraints.floors.isEmpty {
        continue
      }
      let reach = instance.reach
      let plans = instance.plans(instance.constraints).compactMap { mask -> (mask: UInt32, value: Double)? in
        let earned = instance.earned(mask, reach)
        return instance.meets(instance.constraints, earned) ? (mask, earned.reduce(0, +)) : nil
      }
      let required = Self.mask(instance.problem.sites(.required))
      var known = [Self.mask(plan.chosen) & ~required]
      let floor = best * (1 - within) - 1e-9
      func isOther(_ mask: UInt32) -> Bool { known.allSatisfy { ($0 & ~mask).nonzeroBitCount >= differ } }
      for alternative in found.plans {
        let mask = Self.mask(alternative.chosen)
        let bestOther = plans.filter { isOther($0.mask) }.map(\.value).max()
        #expect(plans.contains { $0.mask == mask && abs($0.value - alternative.value) < 1e-9 }, "seed \(seed)")
        #expect(isOther(mask) && alternative.isProven && alternative.value >= floor, "seed \(seed)")
        #expect(bestOther.map { abs($0 - alternative.value) < 1e-9 } ?? false, "seed \(seed)")
        known.append(mask & ~required)
      }
      if found.plans.count < 3 {
        let left = plans.filter { $0.value >= floor && isOther($0.mask) }
        #expect(left.isEmpty && found.isExhausted, "seed \(seed): \(left)")
      }
    }
  }

  private static func mask(_ sites: [SiteIndex]) -> UInt32 { sites.reduce(0) { $0 | 1 << $1.rawValue } }
}

extension SitingConstraints {
  fileprivate var pairCount: Int { tooClose.count + exclusive.count }
}

@Suite struct TiedCoversTests {
  @Test func threeWaysToCoverALine() async throws {
    // Points 0...3 in a row, sites on each of the gaps and ends: {0, 1}, {1, 2}, {2, 3}, {0}, {3}. Two sites are needed:
    // {0, 1} with {2, 3} only.
    let line = try Instance.problem([[0, 1], [1, 2], [2, 3], [0], [3]], weights: [1, 1, 1, 1])
    let one = try tiedCovers(line, fewest: 2, most: 10, limits: SolveLimits())
    #expect(one.plans == [[SiteIndex(0), SiteIndex(2)]] && one.isComplete)
    // Without point 0 three do: point 3 by 2 or 4, point 1 by 0 or 1, and 2 by 1 or 2.
    let rest = try Instance.problem([[0], [0, 1], [1, 2], [], [2]], weights: [1, 1, 1])
    let three = try tiedCovers(rest, fewest: 2, most: 10, limits: SolveLimits())
    #expect(Set(three.plans.map { $0.map(\.rawValue) }) == [[0, 2], [1, 2], [1, 4]] && three.isComplete)
    let two = try tiedCovers(rest, fewest: 2, most: 2, limits: SolveLimits())
    #expect(two.plans.count == 2 && !two.isComplete)
  }

  @Test(arguments: 0..<20)
  func equalToFullEnumeration(block: Int) async throws {
    for seed in UInt64(block * 20)..<UInt64(block * 20 + 20) {
      let problem = try Instance.random(seed: seed)
      let fewest = Instance.enumerate(problem, count: 1).fewest
      guard fewest < .max else { continue }
      let found = try tiedCovers(problem, fewest: fewest, most: 100_000, limits: SolveLimits())
      let free = problem.sites(.candidate)
      let required = problem.sites(.required)
      let all = (0..<(1 << free.count)).map { bits in
        (required + free.indices.filter { bits >> $0 & 1 == 1 }.map { free[$0] }).sorted()
      }.filter { $0.count == fewest && Verification(problem, chosen: $0, fullCover: true).isFeasible }
      #expect(Set(found.plans) == Set(all) && found.plans.count == all.count && found.isComplete, "seed \(seed)")
    }
  }
}
