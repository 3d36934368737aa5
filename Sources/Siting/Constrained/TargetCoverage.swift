import Model
import Words

/// The fewest or cheapest new sites that cover a share of all demand weight.
///
/// Choose it when the quota is given ("90 % of residents"); ``SetCovering`` when everybody must be served,
/// ``ConstrainedCovering`` when the money is given.
///
/// Sets, variables, P, M[g] and s[g] as in ``ConstrainedCovering``; f[j] = 1 for the fewest sites, c[j] for the least
/// cost.
///
///     minimise    sum_j f[j] x[j]                                                     (1)
///     subject to  sum_i w[i] y[i] >= share sum_i w[i]                                 (2)
///                 (2) to (8) of ConstrainedCovering                                   (3)
///
/// The share is of all weight, demand out of reach included, and inclusive within 1e-9 of it. Required sites count.
/// Source: Daskin, Owen (1999), Two new location covering problems: the partial p-center problem and the partial set
/// covering problem, Geographical Analysis 31, 217-235.
public struct TargetCoverage: CoveringModel {
  /// What there is to be as little of as possible.
  public enum Aim: Hashable, Sendable {
    case fewestSites
    /// Needs costs in the constraints.
    case leastCost
  }

  package let problem: SitingProblem
  package let constraints: SitingConstraints
  package let share: Double
  package let aim: Aim
  package var isMinimum: Bool { true }

  /// - Parameter share: of all weight, above 0 and at most 1.
  /// - Throws: ``SitingError`` code `badParameter`.
  public init(
    _ problem: SitingProblem, share: Double, aim: Aim = .fewestSites,
    under constraints: SitingConstraints = SitingConstraints()
  ) throws(SitingError) {
    guard share > 0, share <= 1 else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual(
          "目标覆盖率为\(share)；请填写大于0、不超过1的数，例如0.9", "share is \(share); give more than 0 and at most 1, such as 0.9"),
        context: "share")
    }
    guard aim == .fewestSites || constraints.costs != nil else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual("求最低费用需要各站点的费用；请每处填写一个", "the least cost needs costs; give one per site"), context: "costs")
    }
    var constraints = constraints
    constraints.floors.append(
      CoverageFloor(name: CoverageFloor.target, members: Array(0..<problem.demandCount), share: share))
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
    self.share = share
    self.aim = aim
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    check.objective = aim == .fewestSites ? Double(chosen.count) : check.cost
    return check
  }

  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Throws: ``SitingError`` code `badParameter` for limits out of range.
  public func solve(_ limits: SolveLimits = SolveLimits()) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let deadline = SolveDeadline(limits.timeLimit)
    if let solution = try await covered(limits) { return solution }
    let control = SearchControl(limits: limits)
    var trace = SearchTrace(isTimed: limits.isTimed)
    let least = trace.run(.presolve) { LeastPlan(problem, constraints, aim: aim) }
    var solution = least.setup.emptySolution("target", limits, rows: least.core.rows.rowCount)
    solution.trace = trace
    if let impossibility = least.setup.impossibility {
      solution.refuse(explainStanding(impossibility, least.setup, limits.within(deadline)))
      return solution
    }
    if problem.totalWeight > 0, solution.uncoverable.count == problem.demandCount {
      solution.refuse(nobodyReached(problem))
      return solution
    }
    if aim == .fewestSites, isOnlyTarget, limits.engine != .highs {
      // With a general solver at hand this is a try with half of the time and work.
      let part = limits.engine == .auto && exactEngine != nil ? 2 : 1
      var half = limits
      half.timeLimit = limits.timeLimit.map { Seconds($0.value / Double(part)) }
      if limits.work < .max { half.work = limits.work / part }
      try await bisect(half, into: &solution)
      let isOpen = solution.stopped == .work || solution.stopped == .time
      if solution.objective != nil && (part == 1 || !isOpen) || solution.stopped == .interrupted { return solution }
    }
    var tried = solution
    var rest = control.limits(after: tried.trace.visits)
    rest.gap = limits.gap
    let outcome = try await least.setup.search(least.core, rest, from: tried.chosen, into: &solution)
    tried.trace = solution.trace
    if let plan = tried.objective, outcome.plan == nil || least.fixed - outcome.value > plan {
      return tried.with(bound: max(tried.bound ?? 0, min(plan, least.fixed - outcome.bound)), solution.stopped)
    }
    if solution.status == .infeasible {
      solution.refuse(explainFloors(least.setup, limits.within(deadline)))
      return solution
    }
    let bound = max(0, least.fixed - outcome.bound, tried.bound ?? 0)
    guard outcome.plan != nil else {
      solution.bound = bound
      return solution
    }
    let check = solution.verified { self.check($0) }
    solution.record(
      check, value: least.fixed - outcome.value, bound: min(bound, check.objective), hasCosts: constraints.costs != nil)
    return solution.with(bound: solution.bound ?? 0, solution.stopped)
  }
}

extension SitingSolution {
  /// The same plan of least sites or cost with a bound from elsewhere: proven when the two meet.
  fileprivate func with(bound: Double, _ stopped: Stop) -> SitingSolution {
    var solution = self
    solution.bound = bound
    solution.stopped = stopped
    if let objective, bound >= objective {
      solution.bound = objective
      solution.status = .optimal
      solution.stopped = .proved
    }
    return solution
  }
}

extension TargetCoverage {
  /// Nothing besides the target but perhaps a number.
  private var isOnlyTarget: Bool {
    var others = constraints
    others.floors.removeLast()
    return others.isOnlyCount
  }

  /// The answer where all weight must be covered and nothing else is asked; nil elsewhere.
  private func covered(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution? {
    guard isOnlyTarget, constraints.count == nil || aim == .fewestSites else { return nil }
    let fee = aim == .fewestSites ? nil : constraints.costs
    let full = FullTarget(
      problem, share: share, fee: fee ?? [Double](repeating: 1, count: problem.siteCount))
    guard let full else { return nil }
    let answer = try await full.solve(limits)
    // Which numbers would do is explained by the general search.
    if let count = constraints.count, answer.chosen.count > count { return nil }
    var solution = PlanSetup(problem, constraints).emptySolution("target", limits, rows: answer.rows)
    solution.chosen = answer.chosen
    solution.stopped = answer.stopped
    solution.status = answer.stopped == .proved ? .optimal : .feasible
    solution.trace.add(answer.trace)
    let check = solution.verified { self.check($0) }
    solution.record(
      check, value: check.objective, bound: min(answer.bound, check.objective), hasCosts: constraints.costs != nil)
    return solution
  }

  private func bisect(_ limits: SolveLimits, into solution: inout SitingSolution) async throws(SitingError) {
    let bisection = TargetBisection(
      problem: problem, need: floorLimit(share, of: problem.totalWeight), most: constraints.count ?? .max - 1)
    let outcome = try await bisection.run(limits)
    solution.trace.add(outcome.trace)
    solution.stopped = outcome.stopped
    guard let chosen = outcome.chosen else { return }
    solution.chosen = trimmed(chosen)
    solution.status = solution.chosen.count <= outcome.fewest ? .optimal : .feasible
    if solution.status == .optimal { solution.stopped = .proved }
    let check = solution.verified { self.check($0) }
    solution.record(
      check, value: Double(solution.chosen.count), bound: Double(min(outcome.fewest, solution.chosen.count)),
      hasCosts: constraints.costs != nil)
    if solution.status == .feasible, limits.gap > 0, solution.gap ?? .infinity <= limits.gap { solution.stopped = .gap }
  }

  /// Without sites that the target does not need: a plan of a fixed number may hold some that only fill it up.
  private func trimmed(_ chosen: [SiteIndex]) -> [SiteIndex] {
    var kept = chosen
    for site in chosen.reversed() where problem.statuses[site.rawValue] == .candidate {
      let without = kept.filter { $0 != site }
      if check(without).isFeasible { kept = without }
    }
    return kept
  }
}

/// The fewest or cheapest sites that meet floors and cover rows that must be: a problem whose only worth is not to pay.
struct LeastPlan: Sendable {
  let setup: PlanSetup
  let core: RowCore
  /// What the required sites take.
  let fixed: Double

  init(_ problem: SitingProblem, _ constraints: SitingConstraints, aim: TargetCoverage.Aim, covering: [Bool]? = nil) {
    let costs = aim == .leastCost ? constraints.costs : nil
    let fee: (SiteIndex) -> Double = { costs?[$0.rawValue] ?? 1 }
    setup = PlanSetup(problem, constraints, fee: fee)
    fixed = setup.required.reduce(0) { $0 + fee($1) }
    var rows = setup.demandRows()
    for row in rows.once.indices { rows.once[row] = 0 }
    if let covering { rows.isMandatory = zip(rows.isMandatory, covering).map { $0 || $1 } }
    core = RowCore(rows, columns: setup.columns, standing: setup.standing)
  }

  /// The least, if it is proven within the limits.
  func least(_ limits: SolveLimits) -> Double? {
    guard setup.impossibility == nil else { return nil }
    var search = PlanSearch(core: core, rules: setup.rules, control: SearchControl(limits: limits))
    let outcome = search.run()
    return outcome.plan != nil && outcome.stopped == .proved ? fixed - outcome.value : nil
  }
}
