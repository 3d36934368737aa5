import Model
import Words

/// The plan of a given number of new sites that makes the longest way shortest (p-center), weights apart.
///
/// Choose it when nobody may be left far out; ``PMedian`` for the mean way, ``SetCovering`` when the cutoff is given.
///
/// Sets and variables as in ``PMedian``; z, the largest cost.
///
///     minimise    z                                                                   (1)
///     subject to  sum_j y[i, j] = 1                         for every i               (2)
///                 y[i, j] <= x[j]                           for every pair, j not existing (3)
///                 sum_j c[i, j] y[i, j] <= z                for every i               (4)
///                 sum_j x[j] = min(count, sites to choose from)                       (5)
///                 x[j] = 1                                  for required j            (6)
///                 x[j], y[i, j] in {0, 1}                                             (7)
///
/// Demand of weight 0 counts like any other. Demand that no site can reach is listed as uncoverable and left out. Where
/// fewer sites suffice for the least z, those that save most weighted cost fill the plan up, and a warning says so.
///
/// Stages: farthest points and swaps for a first plan, then questions about the distinct costs: z <= r exactly when at
/// most `count` sites cover everything within r (``CenterSearch``), and a check of the plan from the cover sets. The
/// answer is one of the costs given, nothing is rounded; of tied plans the search's first stands.
///
/// Deterministic for equal input with any number of threads, unless a time limit or cancellation ends it.
/// Sources: Hakimi (1965), Optimum distribution of switching centers, doi:10.1287/opre.13.3.462; Minieka (1970), The
/// m-center problem, doi:10.1137/1012016.
public struct PCenter: Sendable {
  package var problem: SitingProblem { input.problem }
  /// New sites to choose, required ones among them.
  package var count: Int { input.count }
  /// The stages of the search.
  package var portfolio = CenterSearch.portfolio
  private let input: AssignmentInput

  /// - Parameter problem: its cover sets hold every pair that may be used, with its cost.
  /// - Throws: ``SitingError`` code `badParameter` for a negative count, `badProblem` for a cost that is negative or not
  ///   finite.
  public init(_ problem: SitingProblem, count: Int) throws(SitingError) {
    input = try AssignmentInput(problem, count: count)
  }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Parameter start: a plan to start from, filled up if short; existing and required sites in it are passed over.
  /// - Throws: ``SitingError`` code `badParameter` for limits or a start out of range, `defect` when the check of the
  ///   plan fails.
  /// - Complexity: some covering questions per halving of the distinct costs; O(pairs) memory.
  public func solve(
    _ limits: SolveLimits = SolveLimits(), start: [SiteIndex] = []
  ) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let control = SearchControl(limits: limits)
    let start = try input.checked(start: start)
    var trace = SearchTrace(isTimed: limits.isTimed)
    let first = trace.run(.presolve) { CenterSwap(input) }
    let isUndecided = first.base.map { $0 > first.least }
    var solution = SitingSolution(
      problem: "p-center", status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: first.uncoverable, rows: problem.demandCount,
      rowsAfterPresolve: input.slots == 0 ? 0 : isUndecided.count { $0 }, warnings: [], seed: limits.seed,
      trace: trace)
    if let reason = input.infeasibility(uncoverable: first.uncoverable) {
      solution.status = .infeasible
      solution.reason = reason
      return solution
    }
    solution.warnings = input.warnings(uncoverable: first.uncoverable)
    var search = CenterSearch(input: input, control: control, first: first, start: start, trace: trace)
    solution.stopped = try await portfolio.run(&search) ?? .work
    solution.trace = search.trace
    guard search.upper < .infinity else {
      solution.status = solution.stopped == .proved ? .infeasible : .unknown
      solution.reason =
        solution.stopped == .proved
        ? input.tooFew(search.leastSites)
        : Bilingual("搜索已停止，尚未找到能到达全部需求的方案", "stopped before a plan was found that reaches all demand")
      return solution
    }
    solution.status = solution.stopped == .proved ? .optimal : .feasible
    let suffices = input.required.count + search.plan.count
    let chosen = input.filled(search.plan)
    if chosen.count > suffices, solution.status == .optimal {
      solution.warnings.append(
        Bilingual(
          "\(chosen.count)处中有\(suffices)处就已达到这一结果", "\(suffices) of the \(chosen.count) sites suffice for this value"))
    }
    let check = try solution.trace.run(.verify) { () throws(SitingError) in try input.verified(chosen) }
    guard let worst = check.worstCost, worst <= search.upper else {
      throw SitingError(
        code: .defect,
        message: Bilingual(
          "方案的最大出行成本为\(check.worstCost ?? .nan)，而非\(search.upper)",
          "the plan's largest cost is \(check.worstCost ?? .nan), not \(search.upper)"),
        context: "verification")
    }
    solution.chosen = chosen
    solution.objective = worst
    solution.coveredWeight = check.reachedWeight
    solution.bound = solution.status == .optimal ? worst : min(search.lower, worst)
    return solution
  }
}
