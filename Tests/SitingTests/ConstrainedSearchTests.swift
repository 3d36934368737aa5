import Model
import Siting
import Testing

/// Problems with constraints too large to try every plan: our own search alone.
@Suite struct ConstrainedSearchTests {
  /// 120 sites, 1,500 points; prices 10,000 to 50,000; four quarters by the points' order.
  private static let town = try! Instance.town(sites: 120, points: 1500, side: 8000, radius: 900, seed: 5)
  private static let costs = (0..<120).map { Double(10_000 + 7919 * $0 % 40_000) }

  private func floors(_ share: Double) -> [CoverageFloor] {
    (0..<4).map { group in
      CoverageFloor(name: "quarter \(group)", members: Array(375 * group..<375 * (group + 1)), share: share)
    }
  }

  private var own: SolveLimits {
    var limits = SolveLimits()
    limits.engine = .own
    return limits
  }

  private func expect(_ model: some CoveringModel, _ value: Double) async throws {
    let solution = try await model.solve(own)
    #expect(solution.status == .optimal && solution.objective == value && solution.bound == value)
    #expect(model.faults(in: solution) == [])
  }

  /// Values proven by HiGHS 1.16 (highspy) on the same rows, merged.
  @Test func budgetsAndFloorsAreProven() async throws {
    try await expect(
      ConstrainedCovering(Self.town, under: SitingConstraints(count: 12, costs: Self.costs, budget: 250_000)), 50_571)
    try await expect(ConstrainedCovering(Self.town, under: SitingConstraints(count: 12, floors: floors(0.5))), 51_750)
  }

  @Test func targetsAreProven() async throws {
    let plain = SitingConstraints(costs: Self.costs)
    try await expect(TargetCoverage(Self.town, share: 0.7, aim: .leastCost, under: plain), 248_078)
    let ruled = SitingConstraints(costs: Self.costs, floors: floors(0.75))
    try await expect(TargetCoverage(Self.town, share: 0.7, aim: .leastCost, under: ruled), 307_673)
    try await expect(TargetCoverage(Self.town, share: 0.7, under: ruled), 16)
  }

  /// Equal input and work give equal answers, whatever the threads; the work is kept to.
  @Test(arguments: [20, 200]) func workDecides(work: Int) async throws {
    let model = try ConstrainedCovering(
      Self.town, under: SitingConstraints(count: 12, costs: Self.costs, budget: 250_000, floors: floors(0.3)))
    var limits = own
    limits.work = work
    let first = try await model.solve(limits)
    limits.threads = 4
    let second = try await model.solve(limits)
    #expect(first == second && first.work <= work + 30)
  }

  /// No time at all: explanations, curves and alternatives say what is known and end.
  @Test func withoutTimeNothingIsSearched() async throws {
    var impossible = SitingConstraints(count: 3, costs: Self.costs, budget: 60_000, floors: floors(0.6))
    impossible.tooClose = (0..<119).map { SitePair(SiteIndex($0), SiteIndex($0 + 1)) }
    var limits = SolveLimits(work: 1_000_000_000, timeLimit: Seconds(0))
    limits.engine = .own
    let solution = try await ConstrainedCovering(Self.town, under: impossible).solve(limits)
    #expect(solution.objective == nil)
    let rules = SitingConstraints(count: 14, costs: Self.costs, budget: 300_000, floors: floors(0.2))
    #expect(try await coverageCurve(Self.town, counts: Array(6...14), under: rules, limits: limits).isEmpty)
    let plan = try await ConstrainedCovering(Self.town, under: rules).solve(own)
    let others = try await alternativePlans(
      Self.town, to: plan.chosen, under: rules, within: 0.05, count: 6, differ: 2, limits: limits)
    #expect(others.plans.allSatisfy { !$0.isProven })
  }
}
