import Model
import Words

/// The most demand weight that can be covered within a budget, spacing and floors (MCLP with constraints).
///
/// Choose it when more than the number of stations is given; with a number alone it is ``MaximalCovering``, save that
/// the number is a limit here and sites that add nothing are not chosen.
///
/// Sets and variables as in ``MaximalCovering``; c[j], the cost of site j; P, the pairs of sites that may not stand
/// together (spacing, exclusive groups); for each group g its members M[g] and floor s[g].
///
///     maximise    sum_i w[i] y[i]                                                     (1)
///     subject to  y[i] <= sum_{j in N[i]} x[j]          for every i no existing site covers     (2)
///                 sum_j x[j] <= count                                                 (3)
///                 sum_j c[j] x[j] <= budget                                           (4)
///                 x[j] + x[k] <= 1                      for {j, k} in P               (5)
///                 sum_{i in M[g]} w[i] y[i] >= s[g] sum_{i in M[g]} w[i]   for every group g    (6)
///                 x[j] = 1 for required j, x[j] = 0 for j with an existing or required partner in P    (7)
///                 x[j], y[i] in {0, 1}                                                (8)
///
/// Bound: (2) and (6) relaxed with multipliers, (4) as the linear knapsack, (5) by cliques; then branch and bound. Where
/// the gap stays open it is told, not hidden. Deterministic as ``SolveLimits`` says; one
/// worker. With weights that are not integers "optimal" means within 1e-9 of the total. Floors and budget are inclusive.
/// Sources: Church, ReVelle (1974), doi:10.1007/BF01942293; Khuller, Moss, Naor (1999), The budgeted maximum coverage
/// problem, doi:10.1016/S0020-0190(99)00031-9; Moon, Chaudhry (1984), An analysis of network location problems with
/// distance constraints, doi:10.1287/mnsc.30.3.290.
public struct ConstrainedCovering: CoveringModel {
  package let problem: SitingProblem
  package let constraints: SitingConstraints

  /// - Throws: ``SitingError`` code `badParameter` naming the constraint that is malformed.
  public init(_ problem: SitingProblem, under constraints: SitingConstraints) throws(SitingError) {
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    check.objective = check.coveredWeight
    return check
  }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Throws: ``SitingError`` code `badParameter` for limits out of range.
  public func solve(_ limits: SolveLimits = SolveLimits()) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    if constraints.isOnlyCount, let count = constraints.count {
      var solution = try await MaximalCovering(problem, count: count).solve(limits)
      if constraints.costs != nil, solution.objective != nil { solution.cost = check(solution.chosen).cost }
      return solution
    }
    var limits = limits
    let free = try await withNumberAlone(&limits)
    if free.isEnough { return free.solution }
    var setup = PlanSetup(problem, constraints)
    setup.rules.ceiling = free.bound
    let meeting = try await meetingFloors(&limits, unless: free.solution.chosen)
    var solution = try await setup.solve(setup.demandRows(), "mclp", limits, from: meeting.start) { check($0) }
    var trace = free.solution.trace
    trace.add(meeting.trace)
    trace.add(solution.trace)
    solution.trace = trace
    return solution
  }

  /// A plan to start from that meets the floors: the given one if it does, else the first that is found where meeting
  /// them is all there is to gain, with a quarter of the time and work, which `limits` then lack.
  ///
  /// Floors that leave little choice are met by few plans, and weight is won elsewhere.
  func meetingFloors(
    _ limits: inout SolveLimits, unless start: [SiteIndex]
  ) async throws(SitingError) -> (start: [SiteIndex], trace: SearchTrace) {
    guard !constraints.floors.isEmpty || !constraints.musts.isEmpty, limits.engine != .highs,
      start.isEmpty || !check(start).isFeasible
    else {
      return (start, SearchTrace())
    }
    let least = LeastPlan(problem, constraints, aim: .fewestSites)
    guard least.setup.impossibility == nil else { return (start, SearchTrace()) }
    let deadline = SolveDeadline(limits.timeLimit)
    var part = limits.within(deadline, share: 0.25)
    if limits.work < .max { part.work = limits.work / 4 }
    part.engine = .own
    // Any plan is near enough.
    part.gap = 1e12
    part.progress = nil
    var found = least.setup.emptySolution("target", part, rows: 0)
    let outcome = try await least.setup.search(least.core, part, into: &found)
    if limits.work < .max { limits.work = max(0, limits.work - found.work) }
    limits = limits.within(deadline)
    return (outcome.plan == nil ? start : found.chosen, found.trace)
  }

  /// Solves with the number of sites as the only limit, with a part of the time and work, which `limits` then lack.
  ///
  /// Constraints often bind nothing, and ``MaximalCovering`` is much the stronger search: if its proven plan keeps to
  /// them, it is the answer; if not, its bound holds all the same.
  private func withNumberAlone(
    _ limits: inout SolveLimits
  ) async throws(SitingError) -> (solution: SitingSolution, bound: Double, isEnough: Bool) {
    guard let count = constraints.count, count < problem.sites(.candidate).count, limits.engine != .highs else {
      return (PlanSetup(problem, constraints).emptySolution("mclp", limits, rows: 0), .infinity, false)
    }
    // A try: what binds asks for the search below.
    let part = 8
    var half = limits
    if limits.work < .max { half.work = limits.work / part }
    half.timeLimit = limits.timeLimit.map { Seconds($0.value / Double(part)) }
    let deadline = SolveDeadline(limits.timeLimit)
    var free = try await MaximalCovering(problem, count: count).solve(half)
    if limits.work < .max { limits.work -= free.work }
    limits = limits.within(deadline)
    guard let bound = free.bound else { return (free, .infinity, false) }
    // Sites that only fill the number up may cost something or stand in the way.
    for site in free.chosen.reversed() where problem.statuses[site.rawValue] == .candidate {
      let without = free.chosen.filter { $0 != site }
      if check(without).coveredWeight == free.coveredWeight { free.chosen = without }
    }
    guard free.status == .optimal || free.stopped == .gap else { return (free, bound, false) }
    let found = check(free.chosen)
    guard found.isFeasible else { return (free, bound, false) }
    free.warnings = PlanSetup(problem, constraints).emptySolution("mclp", limits, rows: 0).warnings
    if constraints.costs != nil { free.cost = found.cost }
    return (free, bound, true)
  }
}

extension PlanSetup {
  /// Solves a problem whose objective is the worth of its rows.
  /// - Parameters:
  ///   - start: sites that a first plan may be made of.
  ///   - check: scores a plan from the cover sets.
  func solve(
    _ rows: DemandRows, _ name: String, _ limits: SolveLimits, from start: [SiteIndex] = [],
    check: ([SiteIndex]) -> PlanCheck
  ) async throws(SitingError) -> SitingSolution {
    let deadline = SolveDeadline(limits.timeLimit)
    var trace = SearchTrace(isTimed: limits.isTimed)
    let core = trace.run(.presolve) { RowCore(rows, columns: columns, standing: standing) }
    var solution = emptySolution(name, limits, rows: core.rows.rowCount)
    solution.trace = trace
    if let impossibility {
      solution.refuse(explainStanding(impossibility, self, limits.within(deadline)))
      return solution
    }
    if solution.uncoverable.count == problem.demandCount {
      solution.refuse(nobodyReached(problem))
      return solution
    }
    let outcome = try await search(
      core, limits.within(deadline), from: start, proof: CombinedSearch.ruledProof(core, rules), into: &solution)
    if solution.status == .infeasible {
      solution.refuse(explainFloors(self, limits.within(deadline)))
      return solution
    }
    let bound = min(outcome.bound, core.worthRange.upperBound)
    if outcome.plan != nil, outcome.value >= bound {
      solution.status = .optimal
      solution.stopped = .proved
    }
    guard outcome.plan != nil else {
      solution.bound = bound
      return solution
    }
    let check = solution.verified(check)
    solution.record(check, value: outcome.value, bound: max(bound, check.objective), hasCosts: constraints.costs != nil)
    return solution
  }
}

extension SitingSolution {
  /// The plan scored from the cover sets.
  mutating func verified(_ check: ([SiteIndex]) -> PlanCheck) -> PlanCheck {
    let chosen = chosen
    return trace.run(.verify) { check(chosen) }
  }

  mutating func refuse(_ why: SitingImpossibility) {
    status = .infeasible
    stopped = .proved
    reason =
      why.repairs.isEmpty
      ? why.reason : why.reason + Bilingual("。", "; ") + SitingRepair.request(why.repairs.map(\.words))
    obstacle = why.reason
    repairs = why.repairs
    blockingDemand = why.demand
    blockingSites = why.sites
  }

  /// Takes the value from the cover sets; from the search only where the two differ by more than rounding, which
  /// ``CoveringModel/faults(in:)`` then finds.
  mutating func record(_ check: PlanCheck, value: Double, bound: Double, hasCosts: Bool) {
    objective = abs(check.objective - value) <= 1e-9 * max(1, abs(value)) ? check.objective : value
    coveredWeight = check.coveredWeight
    self.bound = status == .optimal ? check.objective : bound
    if hasCosts { cost = check.cost }
  }
}
