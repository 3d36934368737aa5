import Model

/// Plan, bound and branch and bound for a reduced set covering problem: what takes time when everything must be covered.
///
/// Greedy plans at the multipliers of a Lagrangian bound and two chains of local search come first. Columns that no
/// better plan has go then, and what is left (the core) is decided by ``CoverBranch`` and, in a build that has one, a
/// general solver: side by side under a time limit with threads for it, else the general solver has the larger part of
/// what is left, measured in work, so that equal input gives equal output.
struct CoverSearch {
  let problem: CostedRows
  let goal: CoverGoal
  let control: SearchControl

  private let step: CostStep
  private var plan: [Int32]
  private var cost: Double
  private var bound = 0.0
  private var dual: CoverDual
  private var walks: CoverWalks
  private var visits: Int { dual.visits + walks.visits }

  /// Pairs that branch and bound may look at before the general solver begins.
  private static var opening: Int { 500 * SearchControl.pairsPerUnit }
  /// Of the work or time that is left then, when the two take turns.
  private static var exactShare: Double { 0.7 }

  init(_ problem: CostedRows, goal: CoverGoal, control: SearchControl) {
    self.problem = problem
    self.goal = goal
    self.control = control
    step = CostStep(problem.costs)
    plan = problem.greedyPlan()
    cost = problem.cost(of: plan)
    dual = CoverDual(problem)
    walks = CoverWalks(problem, step, from: plan, seed: control.limits.seed)
  }

  mutating func run() async throws(SitingError) -> CoverOutcome {
    let stop = control.limits.engine == .highs ? nil : await improve()
    if let stop { return outcome(stop) }
    return try await decide()
  }

  private func outcome(_ stop: SitingSolution.Stop) -> CoverOutcome {
    CoverOutcome(plan: plan, cost: cost, bound: min(cost, bound), stopped: stop, visits: visits)
  }

  private mutating func adopt(_ other: [Int32]) {
    let value = problem.cost(of: other)
    guard value < cost else { return }
    plan = other.sorted()
    cost = value
  }

  /// The bound at the root with plans beside it, until it settles.
  private mutating func improve() async -> SitingSolution.Stop? {
    var idle = 0
    while true {
      let interest = goal.interest(cost, step)
      bound = max(bound, dual.bound < step.cutoff(interest) ? step.raised(dual.bound) : interest)
      if let stop = goal.stop(.improve, cost: cost, bound: bound, visits: visits, control) { return stop }
      if dual.isSettled && idle >= patience { return nil }
      let before = dual.visits
      for _ in 0..<50 where !dual.isSettled && dual.bound < step.cutoff(cost) && control.interruption == nil {
        dual.advance(target: cost)
      }
      adopt(problem.greedyPlan(dual.best))
      let old = cost
      let pairs = min(max(dual.visits - before, 2 * problem.rows.pairCount), control.remaining(after: visits))
      walks.aim(below: cost)
      await walks.run(pairs: pairs, enough: bound, control)
      if walks.bestCost < cost { adopt(walks.best) }
      idle = cost < old ? 0 : idle + max(pairs, 1)
    }
  }

  /// Pairs of local search without a better plan after which branch and bound begins: a small problem is sooner proven
  /// than searched for long.
  private var patience: Int { max(20 * problem.rows.pairCount, min(20_000_000, 10_000 * problem.costs.count)) }

  /// Fixes what the bound allows and decides the rest.
  private mutating func decide() async throws(SitingError) -> CoverOutcome {
    let interest = goal.interest(cost, step)
    let fixed = dual.fixable(cutoff: step.cutoff(interest))
    let part = CoverReduction(problem, taken: fixed.inside, shut: fixed.outside)
    guard !part.isInfeasible else {
      bound = interest
      return outcome(interest < cost ? .gap : .proved)
    }
    let inside = fixed.inside + part.inside
    let base = problem.cost(of: inside)
    let before = visits + part.visits
    var branch = CoverBranch(
      part.problem, step, goal: goal.adding(base), control: control, multipliers: part.multipliers(dual.best),
      cost: cost - base, bound: dual.bound - base, visits: before)
    branch.start = part.problem.greedyPlan(from: part.problem.columns(of: plan))
    // What the chains have learnt of the rows counts as long as the rows are the same.
    if part.problem.rows.columnRows == problem.rows.columnRows { branch.walks = walks }
    let stopped = try await decide(&branch)
    if let found = branch.plan { adopt(inside + found.map { part.problem.rows.origins[Int($0)] }) }
    return CoverOutcome(
      plan: plan, cost: cost, bound: min(cost, max(bound, step.raised(base + branch.bound))), stopped: stopped,
      visits: branch.visits)
  }

  private func decide(_ branch: inout CoverBranch) async throws(SitingError) -> SitingSolution.Stop {
    guard control.limits.engine != .own, let engine = exactEngine, branch.core.rows.rowCount > 0 else {
      return await branch.run()
    }
    if control.limits.engine == .auto {
      let stopped = await branch.run(within: Self.opening)
      guard stopped == .work, control.remaining(after: branch.visits) > 0 else { return stopped }
    }
    let exact = CoverExact(branch.core, step, control)
    guard control.limits.engine == .auto else { return try exact.alone(engine, &branch, share: 1) }
    if control.limits.timeLimit != nil, control.limits.threads > 1 { return try await exact.beside(engine, &branch) }
    let stopped = try exact.alone(engine, &branch, share: Self.exactShare)
    guard [.work, .time].contains(stopped), control.interruption == nil,
      control.remaining(after: branch.visits) > 0
    else { return stopped }
    return await branch.run()
  }
}

extension CostedRows {
  /// This problem's columns among those of the problem it was cut from.
  fileprivate func columns(of plan: [Int32]) -> [Int32] {
    let wanted = Set(plan)
    return rows.origins.indices.filter { wanted.contains(rows.origins[$0]) }.map { Int32($0) }
  }
}
