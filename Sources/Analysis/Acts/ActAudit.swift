import Coverage
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
    var after = today
    var yuan = 0.0
    for candidate in inputs.sites.candidates(sites) {
      let host = inputs.candidates[candidate]
      let way = asked.builds(ofHost: host.host).first
      yuan += way?.yuan ?? host.costYuan ?? 0
      after[inputs.sites.index(ofCandidate: candidate)] =
        asked.isStated
        ? Fitting(
          services: way?.services ?? siting.buildsWith.services,
          open: StationWeek(way?.hours ?? siting.buildsWith.hours, CountedWeek(prepared.file.coverage)).open)
        : AnalysisFile.Acts.anyStation
    }
    let scale = max(problem.scale, 1)
    var audit = ActAudit(yuan: yuan, today: problem.today / scale, value: served(after, asked.value))
    let limits = step.limits(options, scale)
    audit.sameMoney = try await best(problem, yuan, limits)
    if let budget { audit.best = try await best(problem, budget, limits) }
    return audit
  }

  private func best(
    _ problem: ActProblem, _ yuan: Double, _ limits: SolveLimits
  ) async throws -> BudgetPoint? {
    let solution = try await problem.solve(budget: yuan, limits).solution
    guard let value = solution.objective, let bound = solution.bound else { return nil }
    return BudgetPoint(yuan: yuan, value: value / problem.scale, bound: bound / problem.scale)
  }
}
