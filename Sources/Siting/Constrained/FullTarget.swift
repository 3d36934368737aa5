import Model

/// A target that takes all weight there is to cover: set covering with a cost per site.
///
/// With W the weight that existing, required and candidate sites reach, w the least weight of a point that existing and
/// required sites leave open, and n the weight needed: all must be covered exactly when W - w < n <= W. Points without
/// weight need no cover. Sites that cost nothing are taken as far as they cover something new.
struct FullTarget: Sendable {
  private let problem: SitingProblem
  /// What each site costs.
  private let fee: [Double]
  private let required: [SiteIndex]
  private let all: CostedRows
  /// Columns of ``all`` that cost nothing and help.
  private let free: [Int32]

  /// - Parameter fee: what each site takes from the objective.
  /// - Returns: nil when a plan may leave something uncovered, when there is no plan, or nothing to choose.
  init?(_ problem: SitingProblem, share: Double, fee: [Double]) {
    let presolve = CoveringPresolve(problem, dropWeightless: true, dropDominated: false)
    guard let lightest = presolve.rows.weights.min() else { return nil }
    let need = floorLimit(share, of: problem.totalWeight)
    var isCoverable = [Bool](repeating: true, count: problem.demandCount)
    for point in presolve.uncoverable { isCoverable[point] = false }
    // Summed as the check sums it.
    var reach = 0.0
    for point in isCoverable.indices where isCoverable[point] { reach += problem.weights[point] }
    // Too near to tell is left to the search that sums.
    guard reach >= need, reach - lightest < need - 1e-12 * problem.totalWeight else { return nil }
    self.problem = problem
    self.fee = fee
    required = presolve.required
    all = CostedRows(rows: presolve.rows, costs: presolve.rows.origins.map { fee[Int($0)] })
    var isCovered = [Bool](repeating: false, count: presolve.rows.rowCount)
    var free: [Int32] = []
    for column in all.costs.indices where all.costs[column] == 0 {
      let rows = presolve.rows.rows(of: column)
      guard rows.contains(where: { !isCovered[Int($0)] }) else { continue }
      free.append(Int32(column))
      for row in rows { isCovered[Int(row)] = true }
    }
    self.free = free
  }

  struct Answer: Sendable {
    /// Required sites among them, rising.
    var chosen: [SiteIndex]
    /// No plan costs less.
    var bound: Double
    var stopped: SitingSolution.Stop
    var trace: SearchTrace
    /// Rows left after presolve.
    var rows: Int
  }

  func solve(_ limits: SolveLimits) async throws(SitingError) -> Answer {
    let idle = all.costs.indices.filter { all.costs[$0] == 0 }.map { Int32($0) }
    var trace = SearchTrace(isTimed: limits.isTimed)
    let part = CoverReduction(all, taken: free, shut: idle)
    trace.add(.presolve, visits: part.visits)
    let fixed = required.reduce(0) { $0 + fee[$1.rawValue] } + all.cost(of: part.inside)
    let parts = CoverParts(problem: part.problem, goal: CoverGoal(cost: fixed, bound: fixed), limits: limits)
    let outcome = try await parts.run()
    trace.add(outcome.trace)
    let columns = free + part.inside + outcome.plan.map { part.problem.rows.origins[Int($0)] }
    return Answer(
      chosen: (required + columns.map { SiteIndex(Int(all.rows.origins[Int($0)])) }).sorted(),
      bound: fixed + outcome.bound, stopped: outcome.stopped, trace: trace,
      rows: part.problem.rows.rowCount)
  }
}
