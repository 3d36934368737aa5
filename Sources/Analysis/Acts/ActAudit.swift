import Model
import Siting

/// A plan of new stations of the user's, by what it serves, beside the best that as much money buys.
package struct ActAudit: Hashable, Sendable {
  /// Of building all its sites, each in the first way that the analysis names.
  package var yuan: Double
  /// Shares of all that could be served, 0...1.
  package var today: Double
  package var value: Double
  /// The best mix of acts for as much money.
  package var sameMoney: BudgetPoint?
  /// The same for the budget of the analysis; nil without one.
  package var best: BudgetPoint?
}

extension ActStep {
  /// - Parameter sites: candidates that the plan builds at, each once.
  func audit(_ sites: [SiteIndex], _ options: RunOptions) async throws -> ActAudit {
    let problem = try problem(from: today)
    let wanted = Set(sites)
    var seen: Set<SiteIndex> = []
    let acts = problem.catalog.acts.indices.filter { index in
      let act = problem.catalog.acts[index]
      return act.kind == .build && wanted.contains(act.site) && seen.insert(act.site).inserted
    }
    let yuan = acts.reduce(0) { $0 + problem.catalog.acts[$1].yuan }
    let scale = max(problem.scale, 1)
    var audit = ActAudit(yuan: yuan, today: problem.today / scale, value: ActState(problem, acts).worth / scale)
    let limits = step.limits(options, scale)
    audit.sameMoney = try await best(problem, yuan, from: acts, limits)
    if let budget { audit.best = try await best(problem, budget, from: [], limits) }
    return audit
  }

  private func best(
    _ problem: ActProblem, _ yuan: Double, from start: [Int], _ limits: SolveLimits
  ) async throws -> BudgetPoint? {
    let solution = try await problem.solve(budget: yuan, from: start, limits).solution
    guard let value = solution.objective, let bound = solution.bound else { return nil }
    return BudgetPoint(yuan: yuan, value: value / problem.scale, bound: bound / problem.scale)
  }
}
