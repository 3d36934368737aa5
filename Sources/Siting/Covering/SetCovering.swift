import Model
import Words

/// The fewest new sites that cover all demand that can be covered (LSCP).
///
/// Choose it when everybody must be served; ``MaximalCovering`` when the number of stations is given.
///
/// Sets and variables as in ``MaximalCovering``; C, the demand points that some existing, required or candidate site
/// covers. Existing sites stand already: they cover and are not counted.
///
///     minimise    sum_j x[j]                                                          (1)
///     subject to  sum_{j in N[i]} x[j] >= 1     for every i in C that no existing site covers      (2)
///                 x[j] = 1                      for required j                        (3)
///                 x[j] in {0, 1}                                                      (4)
///
/// The objective counts the chosen sites, required ones among them. Weights play no part; demand of weight 0 must be
/// covered too. Demand outside C is listed as uncoverable and is no reason to fail.
///
/// Stages: presolve (merging, row and column dominance, single columns); then, each connected part alone
/// (``CoverSearch``), greedy and local search against a Lagrangian bound on (2), branch and bound; a check of the plan
/// from the cover sets.
///
/// Boundary inclusive (the cover sets decide). Deterministic for equal input and seed with any number of threads, unless
/// a time limit or cancellation ends it.
/// Sources: Toregas, Swain, ReVelle, Bergman (1971), The location of emergency service facilities,
/// doi:10.1287/opre.19.6.1363; Beasley (1987), An algorithm for set covering problem,
/// doi:10.1016/0377-2217(87)90141-X.
public struct SetCovering: Sendable {
  package let problem: SitingProblem
  /// The stages of the search of each connected part; those that the limits ask for if nil.
  package var portfolio: Portfolio<CoverSearch>?

  /// - Parameter problem: demand that none of its sites covers is reported, not required.
  public init(_ problem: SitingProblem) { self.problem = problem }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Throws: ``SitingError`` code `badParameter` for limits out of range.
  public func solve(_ limits: SolveLimits = SolveLimits()) async throws(SitingError) -> SitingSolution {
    try await solve(limits, enough: nil)
  }

  /// - Parameter enough: ends the search, as if the gap were reached, once a plan of so few sites is found or none can
  ///   exist: all that the question of feasibility needs.
  func solve(_ limits: SolveLimits, enough: Int?) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    var trace = SearchTrace(isTimed: limits.isTimed)
    let presolve = trace.run(.presolve) { CoveringPresolve(problem, dropWeightless: false) }
    let (rows, essential) = trace.run(.presolve) { presolve.rows.reducedForSetCovering() }
    var solution = SitingSolution(
      problem: "lscp", status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: presolve.uncoverable, rows: problem.demandCount,
      rowsAfterPresolve: rows.rowCount, warnings: [], seed: limits.seed, trace: trace)
    guard presolve.coverableCount > 0 else {
      solution.status = .infeasible
      solution.reason = nobodyReached(problem).reason
      return solution
    }
    var chosen = presolve.required + essential.map { SiteIndex(Int($0)) }
    var bound = chosen.count
    if rows.rowCount > 0 {
      let parts = CoverParts(
        problem: CostedRows(rows: rows, costs: [Double](repeating: 1, count: rows.columnCount)),
        goal: CoverGoal(cost: Double(chosen.count), bound: Double(chosen.count), enough: enough.map { Double($0) }),
        limits: limits, portfolio: portfolio)
      let outcome = try await parts.run()
      chosen += outcome.plan.map { SiteIndex(Int(rows.origins[Int($0)])) }
      bound += Int(outcome.bound)
      solution.stopped = outcome.stopped
      solution.status = outcome.stopped == .proved ? .optimal : .feasible
      solution.trace.add(outcome.trace)
    }
    if presolve.rows.rowCount == 0 {
      solution.warnings.append(
        Bilingual("已建和必选的站点已覆盖全部能够覆盖的需求", "existing and required sites cover all demand that can be covered"))
    }
    if !presolve.uncoverable.isEmpty {
      solution.warnings.append(
        Bilingual(
          "\(problem.demandCount)个需求点中有\(presolve.uncoverable.count)个不在任何站点的服务圈内",
          "\(presolve.uncoverable.count) of \(problem.demandCount) demand points are out of reach of every site"))
    }
    let verification = solution.trace.run(.verify) { Verification(problem, chosen: chosen, fullCover: true) }
    precondition(verification.isFeasible, "defect: \(verification.violations)")
    solution.chosen = chosen.sorted()
    solution.objective = Double(chosen.count)
    solution.bound = Double(min(bound, chosen.count))
    solution.coveredWeight = verification.coveredWeight
    return solution
  }
}
