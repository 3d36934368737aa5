import Model
import Words

/// The plan of a given number of new sites that makes all travel together least (p-median).
///
/// Choose it when the mean way counts; ``PCenter`` for the longest way, ``MaximalCovering`` when only a cutoff counts.
///
/// Sets: demand points i with weight w[i] >= 0 that some existing, required or candidate site reaches; candidate and
/// required sites j; existing sites E; cost c[i, j] >= 0 of the pairs in the cover sets, a pair that is not there is
/// never used. Variables: x[j] = 1 if site j is chosen, y[i, j] = 1 if i goes to site j.
///
///     minimise    sum_i sum_j w[i] c[i, j] y[i, j]                                    (1)
///     subject to  sum_j y[i, j] = 1                         for every i               (2)
///                 y[i, j] <= x[j]                           for every pair, j not in E (3)
///                 sum_j x[j] = min(count, sites to choose from)                       (4)
///                 x[j] = 1                                  for required j            (5)
///                 x[j] in {0, 1}, y[i, j] >= 0                                        (6)
///
/// Demand that no site can reach is listed as uncoverable and left out of (1). Demand that a site can reach must be
/// reached, whatever its weight: too few sites for that is infeasible.
///
/// Stages: presolve (fixed sites become a base cost per row, entries dearer than what any full plan leaves go), greedy,
/// swap and iterated local search against a Lagrangian bound on (2), fixing by reduced cost, branch and bound with linear
/// programs over sets of near sites (``RadiusProgram``), and a check of the plan from the cover sets.
///
/// Deterministic for equal input and seed with any number of threads, unless a time limit or cancellation ends it. With
/// weighted costs that are not integers, "optimal" means within 1e-9 of the value.
/// Sources: Hakimi (1964), Optimum locations of switching centers, doi:10.1287/opre.12.3.450; ReVelle, Swain (1970),
/// Central facilities location, doi:10.1111/j.1538-4632.1970.tb00142.x.
public struct PMedian: Sendable {
  package var problem: SitingProblem { input.problem }
  /// New sites to choose, required ones among them.
  package var count: Int { input.count }
  /// The stages of the search.
  package var portfolio = MedianSearch.portfolio
  private let input: AssignmentInput

  /// - Parameter problem: its cover sets hold every pair that may be used, with its cost.
  /// - Throws: ``SitingError`` code `badParameter` for a negative count, `badProblem` for a cost that is negative or not
  ///   finite.
  public init(_ problem: SitingProblem, count: Int) throws(SitingError) {
    input = try AssignmentInput(problem, count: count)
    // Every demand point at its dearest must still be a number.
    var dearest = [Double](repeating: 0, count: problem.demandCount)
    for (point, cost) in zip(problem.covers.demand, problem.covers.costs) {
      dearest[Int(point)] = max(dearest[Int(point)], cost)
    }
    let most = zip(dearest, problem.weights).reduce(0) { $0 + $1.0 * $1.1 }
    guard most < 1e300 else {
      throw SitingError(
        code: .badProblem,
        message:
          Bilingual(
            "权重与出行成本的乘积之和超出数值范围；请改用更大的单位表示出行成本，或去掉不能使用的配对",
            "weights times costs sum to more than a number can hold; give costs in a larger unit, or leave pairs out "
              + "that cannot be used"), context: "costs")
    }
  }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Parameter start: a plan to start from, filled up greedily if short; existing and required sites in it are passed
  ///   over.
  /// - Throws: ``SitingError`` code `badParameter` for limits or a start out of range, `defect` when the check of the
  ///   plan fails.
  /// - Complexity: O(pairs) memory, 24 bytes per pair and 8 bytes per candidate and new site.
  public func solve(
    _ limits: SolveLimits = SolveLimits(), start: [SiteIndex] = []
  ) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let control = SearchControl(limits: limits)
    let start = try input.checked(start: start)
    var trace = SearchTrace(isTimed: limits.isTimed)
    let reduced = trace.run(.presolve) {
      MedianPresolve(problem, slots: input.slots, isInterrupted: { control.interruption != nil })
    }
    guard let presolve = reduced else { return stoppedEarly(start, control) }
    var solution = SitingSolution(
      problem: "p-median", status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: presolve.uncoverable, rows: problem.demandCount,
      rowsAfterPresolve: presolve.rows.rowCount, warnings: [], seed: limits.seed, trace: trace)
    if let reason = input.infeasibility(uncoverable: presolve.uncoverable) {
      solution.status = .infeasible
      solution.reason = reason
      return solution
    }
    solution.warnings = input.warnings(uncoverable: presolve.uncoverable)
    if solution.totalWeight == 0 {
      solution.warnings.append(
        Bilingual("权重全为零，凡能到达全部需求的方案都同样好", "all weight is 0: every plan that reaches all is as good"))
    }
    let columnOf = Dictionary(uniqueKeysWithValues: presolve.rows.origins.enumerated().map { (Int($1), Int32($0)) })
    var startColumns = start.compactMap { columnOf[$0.rawValue] }
    // Rows that a full plan may leave unreached: first whether any plan reaches them all.
    if presolve.rows.constant >= presolve.penalty || presolve.rows.base.contains(presolve.penalty),
      startColumns.isEmpty || presolve.rows.value(of: startColumns) >= presolve.penalty
    {
      let reaching = try await input.reachingPlan(control.limits(after: 0))
      solution.trace.add(reaching.trace)
      guard let needed = reaching.objective, Int(needed) <= count else {
        let least = Int(reaching.bound ?? 0)
        solution.status = least > count ? .infeasible : .unknown
        solution.stopped = least > count ? .proved : reaching.stopped
        solution.reason =
          least > count
          ? input.tooFew(least)
          : Bilingual("搜索已停止，尚未找到能到达全部需求的方案", "stopped before a plan was found that reaches all demand")
        return solution
      }
      startColumns = reaching.chosen.compactMap { columnOf[$0.rawValue] }
    }
    var columns = presolve.rows.origins.indices.prefix(input.slots).map { Int32($0) }
    var bound: Double?
    if input.slots > 0, input.slots < presolve.rows.columnCount, presolve.rows.rowCount > 0 {
      var search = MedianSearch(
        rows: presolve.rows, slots: input.slots, isInteger: presolve.isInteger, control: control, start: startColumns,
        trace: SearchTrace(isTimed: limits.isTimed))
      let outcome = try await search.run(portfolio)
      columns = outcome.plan
      bound = outcome.bound
      solution.trace.add(outcome.trace)
      solution.stopped = outcome.stopped
      solution.status = outcome.stopped == .proved ? .optimal : .feasible
    }
    let chosen = (input.required + columns.map { SiteIndex(Int(presolve.rows.origins[Int($0)])) }).sorted()
    let check = try solution.trace.run(.verify) { () throws(SitingError) in try input.verified(chosen) }
    solution.chosen = chosen
    solution.objective = check.weightedCost
    solution.coveredWeight = check.reachedWeight
    solution.bound = solution.status == .optimal ? check.weightedCost : min(bound ?? 0, check.weightedCost)
    return solution
  }

  /// What is known when the search was stopped before it began: the plan to start from, filled up in the order of the
  /// sites, if it reaches all demand.
  private func stoppedEarly(_ start: [SiteIndex], _ control: SearchControl) -> SitingSolution {
    let isTaken = Set(start)
    let chosen = (input.required + (start + input.candidates.filter { !isTaken.contains($0) }).prefix(input.slots))
      .sorted()
    let check = AssignmentVerification(problem, chosen: chosen, count: count)
    var solution = SitingSolution(
      problem: "p-median", status: .unknown, stopped: control.interruption ?? .time, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: check.uncoverable, rows: problem.demandCount,
      rowsAfterPresolve: problem.demandCount, warnings: [], seed: control.limits.seed,
      trace: SearchTrace(isTimed: control.limits.isTimed))
    if let reason = input.infeasibility(uncoverable: check.uncoverable) {
      solution.status = .infeasible
      solution.stopped = .proved
      solution.reason = reason
      return solution
    }
    solution.warnings = input.warnings(uncoverable: check.uncoverable)
    guard check.isFeasible else {
      solution.reason = Bilingual("搜索已停止，尚未找到能到达全部需求的方案", "stopped before a plan was found that reaches all demand")
      return solution
    }
    solution.status = .feasible
    solution.chosen = chosen
    solution.objective = check.weightedCost
    solution.coveredWeight = check.reachedWeight
    solution.bound = 0
    return solution
  }
}
