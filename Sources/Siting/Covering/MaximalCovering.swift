import Model
import Words

/// The most demand weight that a given number of new sites can cover on top of the existing ones (MCLP).
///
/// Choose it when the number of stations is given; ``SetCovering`` when everything must be covered.
///
/// Sets: demand points i with weight w[i] >= 0; candidate and required sites j; N[i], the sites that cover i; E, the
/// points existing sites cover. Variables: x[j] = 1 if site j is chosen, y[i] = 1 if i is covered.
///
///     maximise    sum_{i in E} w[i] + sum_{i not in E} w[i] y[i]                      (1)
///     subject to  y[i] <= sum_{j in N[i]} x[j]          for every i not in E          (2)
///                 sum_j x[j] = min(count, sites to choose from)                       (3)
///                 x[j] = 1                              for required j                (4)
///                 x[j] in {0, 1}, 0 <= y[i] <= 1                                      (5)
///
/// When nothing uncovered can be reached, no candidate is chosen although (3) asks for it: a station that serves nobody
/// is no plan. Otherwise sites that add nothing fill the plan up, lowest index first, and a warning says so.
///
/// Stages: presolve (points fixed by existing and required sites, points without a site and dominated sites drop out,
/// points with equal N[i] merge), greedy, swap and iterated local search against a Lagrangian bound on (2), fixing by
/// reduced cost, then in turns branch and bound on exact linear relaxations and blocks of sites solved to their best
/// plans, with regions of the plan bettered beside them, and a check of the plan from the cover sets.
/// ``SolveEngine/highs`` proves by the general solver instead.
///
/// Boundary inclusive (the cover sets decide). Deterministic for equal input and seed with any number of threads, unless
/// a time limit or cancellation ends it. With weights that are not integers, "optimal" means within 1e-9 of the total.
/// Sources: Church, ReVelle (1974), The maximal covering location problem, doi:10.1007/BF01942293; Galvão, ReVelle
/// (1996), doi:10.1016/0377-2217(94)00268-8.
public struct MaximalCovering: Sendable {
  package let problem: SitingProblem
  /// New sites to choose, required ones among them.
  package let count: Int
  /// The stages of the search.
  package var portfolio = MaximalCoveringSearch.portfolio

  /// - Throws: ``SitingError`` code `badParameter` when `count` is negative.
  public init(_ problem: SitingProblem, count: Int) throws(SitingError) {
    guard count >= 0 else {
      throw SitingError(
        code: .badParameter, message: Bilingual("新建数量为\(count)；请填写0或以上的数", "count is \(count); give 0 or more"),
        context: "count")
    }
    self.problem = problem
    self.count = count
  }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Parameter start: a plan to start from, filled up greedily if short; the answer is never worth less. Existing and
  ///   required sites in it are passed over.
  /// - Throws: ``SitingError`` code `badParameter` for limits or a start out of range.
  public func solve(
    _ limits: SolveLimits = SolveLimits(), start: [SiteIndex] = []
  ) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let start = try checked(start)
    let required = problem.sites(.required)
    let freeSlots = count - required.count
    var trace = SearchTrace(isTimed: limits.isTimed)
    let presolve = trace.run(.presolve) { CoveringPresolve(problem, dropWeightless: true) }
    var solution = SitingSolution(
      problem: "mclp", status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: presolve.uncoverable, rows: problem.demandCount,
      rowsAfterPresolve: presolve.rows.rowCount, warnings: [], seed: limits.seed, trace: trace)
    if let reason = infeasibility(presolve) {
      solution.status = .infeasible
      solution.reason = reason
      return solution
    }
    var chosen = required
    var bound = presolve.base
    let columns = presolve.rows.columnCount
    if presolve.rows.rowCount == 0 || freeSlots == 0 {
      if freeSlots > 0 { solution.warnings.append(nothingToGain(presolve)) }
    } else if columns <= freeSlots {
      chosen += presolve.rows.origins.map { SiteIndex(Int($0)) }
      bound += presolve.rows.totalWeight
      fill(&chosen, presolve, &solution)
    } else {
      let outcome = try await searched(presolve, freeSlots, limits, start, trace)
      chosen += outcome.plan.map { SiteIndex(Int(presolve.rows.origins[Int($0)])) }
      bound = outcome.bound
      solution.stopped = outcome.stopped
      solution.status = outcome.stopped == .proved ? .optimal : .feasible
      solution.trace = outcome.trace
      fill(&chosen, presolve, &solution)
    }
    // Sites that another one outdoes have left before the search: it may end below a start that has some.
    let given = required + start
    if !start.isEmpty, Verification(problem, chosen: given).coveredWeight > value(of: chosen) { chosen = given }
    finish(&solution, chosen: chosen, bound: bound)
    return solution
  }

  private func value(of chosen: [SiteIndex]) -> Double { Verification(problem, chosen: chosen).coveredWeight }

  /// The candidates of a plan to start from, each once.
  private func checked(_ start: [SiteIndex]) throws(SitingError) -> [SiteIndex] {
    func refuse(_ words: Bilingual) -> SitingError {
      SitingError(code: .badParameter, message: words, context: "start")
    }
    for site in start {
      guard problem.statuses.indices.contains(site.rawValue), problem.statuses[site.rawValue] != .excluded else {
        throw refuse(
          Bilingual(
            "起始方案中的站点\(site.rawValue)已被排除或不存在；请去掉",
            "the starting plan names site \(site.rawValue), which is excluded or does not exist"))
      }
    }
    let free = Set(start.filter { problem.statuses[$0.rawValue] == .candidate }).sorted()
    let most = max(0, count - problem.sites(.required).count)
    guard free.count <= most else {
      throw refuse(
        Bilingual(
          "起始方案有\(free.count)个候选点，而最多只能选\(most)个",
          "the starting plan has \(free.count) candidates, \(most) may be chosen"))
    }
    return free
  }

  private func searched(
    _ presolve: CoveringPresolve, _ slots: Int, _ limits: SolveLimits, _ start: [SiteIndex], _ trace: SearchTrace
  ) async throws(SitingError) -> MaximalCoveringSearch.Outcome {
    var columnOf: [Int32: Int] = [:]
    for (column, origin) in presolve.rows.origins.enumerated() { columnOf[origin] = column }
    let start = start.compactMap { columnOf[Int32($0.rawValue)] }
    guard limits.engine == .highs else {
      var search = MaximalCoveringSearch(presolve: presolve, slots: slots, limits: limits, start: start, trace: trace)
      return try await search.run(portfolio)
    }
    var second = CombinedSearch(
      core: RowCore(presolve.rows, isDuty: false),
      rules: PlanRules(slots: slots, columnCount: presolve.rows.columnCount), limits: limits,
      start: start.sorted().map { Int32($0) }, trace: trace)
    let outcome = try await second.run()
    return MaximalCoveringSearch.Outcome(
      plan: outcome.plan ?? [], bound: presolve.base + outcome.bound, stopped: outcome.stopped, trace: second.trace)
  }

  private func infeasibility(_ presolve: CoveringPresolve) -> Bilingual? {
    if presolve.required.count > count {
      return Bilingual(
        "必选点有\(presolve.required.count)处，而最多只能选\(count)处；请增加新建数量",
        "\(presolve.required.count) sites are required but only \(count) may be chosen; raise the count")
    }
    if presolve.coverableCount == 0 {
      return nobodyReached(problem).reason
    }
    return nil
  }

  private func nothingToGain(_ presolve: CoveringPresolve) -> Bilingual {
    presolve.uncoverable.isEmpty
      ? Bilingual("已建和必选的站点已覆盖全部需求，未选用候选点", "existing and required sites cover all demand: no candidate was chosen")
      : Bilingual("没有候选点能服务到尚未覆盖的需求，未选用候选点", "no candidate reaches demand that is still uncovered: none was chosen")
  }

  /// Fills up to (3) with sites that add nothing.
  private func fill(_ chosen: inout [SiteIndex], _ presolve: CoveringPresolve, _ solution: inout SitingSolution) {
    let available = presolve.required.count + presolve.candidates.count
    if count > available {
      solution.warnings.append(
        Bilingual(
          "要求新建\(count)处，而可选的只有\(available)处，已全部选用",
          "\(count) new sites asked for, \(available) to choose from: all were chosen"))
    }
    let missing = min(count, available) - chosen.count
    guard missing > 0 else { return }
    let taken = Set(chosen)
    if count <= available {
      solution.warnings.append(
        Bilingual("\(count)处中有\(chosen.count)处就已达到这一结果", "\(chosen.count) of the \(count) sites suffice for this value")
      )
    }
    chosen += presolve.candidates.filter { !taken.contains($0) }.prefix(missing)
  }

  /// Takes the value from the cover sets, not from the search.
  private func finish(_ solution: inout SitingSolution, chosen: [SiteIndex], bound: Double) {
    let verification = solution.trace.run(.verify) { Verification(problem, chosen: chosen, count: count) }
    precondition(verification.isFeasible, "defect: \(verification.violations)")
    solution.chosen = chosen.sorted()
    solution.objective = verification.coveredWeight
    solution.coveredWeight = verification.coveredWeight
    solution.bound = solution.status == .optimal ? verification.coveredWeight : max(bound, verification.coveredWeight)
  }
}
