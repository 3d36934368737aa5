import Model
import Words

/// The fewest new sites that cover all demand, and among such plans the one that covers most weight twice (LSCP-B).
///
/// Choose it when everybody must be served and a station that fails should be missed as little as possible.
///
/// Sets, variables and C as in ``SetCovering``; P, groups and budget as in ``ConstrainedCovering``; u[i] = 1 if i is
/// covered at least twice. First p = the optimum of  minimise sum_j x[j]  over (3) to (5), then
///
///     maximise    sum_i w[i] u[i]                                                     (1)
///     subject to  sum_j x[j] = p                                                      (2)
///                 sum_{j in N[i]} x[j] >= 1 + u[i]          for i in C                (3)
///                 (3) to (8) of ConstrainedCovering                                   (4)
///                 u[i] in {0, 1}                                                      (5)
///
/// Existing sites cover too, once each, and are not counted. Demand that only one site can cover has no backup and stays
/// in the total. The objective is the number of sites; ``SitingSolution/backupWeight`` is what (1) reaches, status
/// `optimal` needs both proven.
/// Source: Daskin, Stern (1981), A hierarchical objective set covering model for emergency medical service vehicle
/// deployment, doi:10.1287/trsc.15.2.137.
package struct BackupCovering: CoveringModel {
  package let problem: SitingProblem
  package let constraints: SitingConstraints
  package var isMinimum: Bool { true }

  /// - Throws: ``SitingError`` code `badParameter` naming the constraint that is malformed.
  package init(
    _ problem: SitingProblem, under constraints: SitingConstraints = SitingConstraints()
  ) throws(SitingError) {
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
  }

  /// Demand that must be covered: all that some site covers that is not excluded.
  private var isCoverable: [Bool] {
    var result = [Bool](repeating: false, count: problem.demandCount)
    for site in 0..<problem.siteCount where problem.statuses[site] != .excluded {
      for point in problem.covers.demand(of: SiteIndex(site)) { result[Int(point)] = true }
    }
    return result
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    check.objective = Double(chosen.count)
    let isCoverable = isCoverable
    let missed = isCoverable.indices.filter { isCoverable[$0] && check.times[$0] == 0 }
    if let first = missed.first {
      check.words.append(
        Bilingual(
          "有\(missed.count)个能够覆盖的需求点没有覆盖，第一个是\(first)",
          "\(missed.count) coverable demand points are not covered, the first is \(first)"))
    }
    return check
  }

  package func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let covering = isCoverable
    var setup = PlanSetup(problem, constraints)
    var solution = setup.emptySolution("backup", limits, rows: 0)
    if let impossibility = setup.impossibility {
      solution.refuse(explainStanding(impossibility, setup, limits, covering: covering))
      return solution
    }
    guard covering.contains(true) else {
      solution.refuse(nobodyReached(problem))
      return solution
    }
    // The clock and the work run through both parts.
    let deadline = SolveDeadline(limits.timeLimit)
    let first = try await fewest(setup, covering, limits.within(deadline, share: 0.5), &solution)
    guard let first else { return solution }
    let isFirstProven = solution.status == .optimal
    let firstStop = solution.stopped
    var second = limits.within(deadline)
    second.work = max(0, limits.work - solution.work)
    var counted = constraints
    counted.count = first.chosen.count
    setup = PlanSetup(problem, counted)
    var rows = setup.demandRows()
    rows.twice = rows.once
    for row in rows.once.indices { rows.once[row] = 0 }
    rows.isMandatory = zip(rows.isMandatory, covering).map { $0 || $1 }
    let core = RowCore(rows, columns: setup.columns, standing: setup.standing)
    solution.rowsAfterPresolve = core.rows.rowCount
    let outcome = try await setup.search(core, second, from: first.chosen, into: &solution)
    if outcome.plan == nil {
      // The plan of the first part is one.
      solution.status = .feasible
      solution.chosen = first.chosen
    }
    if !isFirstProven {
      solution.status = .feasible
      solution.stopped = firstStop
    }
    let check = solution.verified { self.check($0) }
    solution.objective = check.objective
    solution.bound = isFirstProven ? check.objective : min(first.bound, check.objective)
    solution.coveredWeight = check.coveredWeight
    solution.backupWeight = check.backupWeight
    solution.backupCount = check.backupCount
    solution.backupBound =
      solution.status == .optimal
      ? check.backupWeight : isFirstProven ? max(outcome.bound, check.backupWeight) : problem.totalWeight
    if constraints.costs != nil { solution.cost = check.cost }
    if !solution.uncoverable.isEmpty {
      solution.warnings.append(
        Bilingual(
          "\(problem.demandCount)个需求点中有\(solution.uncoverable.count)个不在任何站点的服务圈内",
          "\(solution.uncoverable.count) of \(problem.demandCount) demand points are out of reach of every site"))
    }
    return solution
  }

  /// The first part: nil when there is no plan, which `solution` then explains.
  private func fewest(
    _ setup: PlanSetup, _ covering: [Bool], _ limits: SolveLimits, _ solution: inout SitingSolution
  ) async throws(SitingError) -> (chosen: [SiteIndex], bound: Double)? {
    if constraints.isOnlyCount {
      let cover = try await SetCovering(problem).solve(limits)
      solution.status = cover.status
      solution.stopped = cover.stopped
      solution.trace.add(cover.trace)
      if let count = constraints.count, cover.chosen.count > count, cover.status != .unknown {
        solution.refuse(
          SitingImpossibility(
            reason: Bilingual(
              "全部覆盖至少需要新建\(plainNumber(cover.bound ?? 0))处，而最多只能选\(count)处",
              "full cover needs \(plainNumber(cover.bound ?? 0)) new sites or more, \(count) may be chosen"),
            repairs: [.count(cover.chosen.count)]))
        if cover.status != .optimal, (cover.bound ?? 0) <= Double(count) { solution.status = .unknown }
        return nil
      }
      return (cover.chosen, cover.bound ?? 0)
    }
    let deadline = SolveDeadline(limits.timeLimit)
    let least = LeastPlan(problem, constraints, aim: .fewestSites, covering: covering)
    let outcome = try await least.setup.search(least.core, limits, into: &solution)
    if solution.status == .infeasible {
      solution.refuse(explainFloors(setup, limits.within(deadline), covering: covering))
      return nil
    }
    guard outcome.plan != nil else { return nil }
    return (solution.chosen, max(0, least.fixed - outcome.bound))
  }
}
