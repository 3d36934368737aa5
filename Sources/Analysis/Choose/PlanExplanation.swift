import Model
import Siting
import Words

extension SitingStep {
  /// Fills in the reasons of the sites and the cost of nesting.
  func explain(
    _ plan: inout Plan, _ problem: SitingProblem, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double
  ) async throws {
    let chosen = plan.proposed.map { sites.index(ofCandidate: $0.candidate) }
    let terms = terms(scale)
    let deadline = SolveDeadline(limits.timeLimit)
    let isOver = { limits.isCancelled() || deadline.isPast }
    for (index, reason) in siteReasons(problem, chosen: chosen, under: constraints, isCancelled: isOver).enumerated() {
      plan.proposed[index].reason = terms.reason(reason)
    }
    let value = Verification(problem, chosen: chosen).coveredWeight
    for index in plan.proposed.indices
    where plan.proposed[index].reason?.lossReplannedAtMost != nil && !isOver() {
      let (found, bound) = try await best(
        without: chosen[index], problem, constraints, limits.within(deadline))
      let most = plan.proposed[index].reason?.lossReplannedAtMost ?? 0
      let nearer = found.map { min(most, (value - $0) / scale) } ?? most
      plan.proposed[index].reason?.lossReplannedAtMost = nearer
      plan.proposed[index].reason?.lossReplanned = bound.map { min(nearer, (value - $0) / scale) }
    }
    plan.nesting = nestingCost(plan.proposed.map(\.step), against: plan.curve)
  }

  /// The best plan when one host says no, found and as proven; a small, fixed amount of work.
  private func best(
    without site: SiteIndex, _ problem: SitingProblem, _ constraints: SitingConstraints,
    _ limits: SolveLimits
  ) async throws -> (found: Double?, bound: Double?) {
    var statuses = problem.statuses
    statuses[site.rawValue] = .excluded
    let rest = try SitingProblem(
      covers: problem.covers, weights: problem.weights, statuses: statuses)
    var limits = limits
    limits.gap = 0
    limits.work = 100
    limits.progress = nil
    let solution = try await ConstrainedCovering(rest, under: constraints).solve(limits)
    return solution.status == .infeasible ? (nil, nil) : (solution.objective, solution.bound)
  }

  /// Each alternative is searched with a fixed amount of work; what that does not prove says so.
  func alternatives(
    _ problem: SitingProblem, _ solution: SitingSolution, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double, _ progress: StepProgress
  ) async throws -> AlternativePlans<Int>? {
    guard let wanted = file.alternatives, solution.objective != nil else { return nil }
    progress.report(Bilingual("选址：正在寻找备选方案", "siting: alternatives"))
    var limits = limits
    limits.gap = 0
    limits.work = 1_000
    limits.progress = nil
    let found = try await alternativePlans(
      problem, to: solution.chosen, under: constraints, within: wanted.within, count: wanted.count,
      differ: wanted.differ, limits: limits)
    return terms(scale).alternatives(found)
  }
}
