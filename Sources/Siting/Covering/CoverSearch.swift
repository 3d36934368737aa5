import Model

/// Plan, bound and branch and bound for a reduced set covering problem: what takes time when everything must be covered.
///
/// Greedy plans at the multipliers of a Lagrangian bound and two chains of local search come first. Columns that no
/// better plan has go then, and what is left (the core) is decided by ``CoverBranch`` and, in a build that has one, a
/// general solver: side by side under a time limit with threads for it, else the general solver has the larger part of
/// what is left, measured in work, so that equal input gives equal output.
package struct CoverSearch: StagedSearch {
  let problem: CostedRows
  let goal: CoverGoal
  let control: SearchControl

  package var trace: SearchTrace
  private let step: CostStep
  private var plan: [Int32]
  private var cost: Double
  private var bound = 0.0
  private var dual: CoverDual
  private var walks: CoverWalks
  /// Columns of all plans that are better, and of none.
  private var fixed: (inside: [Int32], outside: [Int32]) = ([], [])
  /// What is left to decide; nil before.
  private var core: Core?
  /// What chains took that others have replaced.
  private var formerVisits = 0
  package var visits: Int { core?.branch.visits ?? formerVisits + dual.visits + walks.visits }

  private struct Core {
    /// Columns of the plan beside those of the branch.
    var inside: [Int32]
    /// What they cost.
    var base: Double
    /// Has the plan ``CoverSearch/plan`` was before as long as it finds none.
    var branch: CoverBranch
  }

  /// Pairs that branch and bound may look at before the general solver begins.
  private static var opening: Int { 500 * SearchControl.pairsPerUnit }
  /// Of the work or time that is left then, when the two take turns.
  private static var exactShare: Double { 0.7 }

  init(_ problem: CostedRows, goal: CoverGoal, control: SearchControl) {
    self.problem = problem
    self.goal = goal
    self.control = control
    trace = SearchTrace(isTimed: control.limits.isTimed)
    step = CostStep(problem.costs)
    dual = CoverDual(problem)
    // All columns are a plan.
    plan = problem.costs.indices.map { Int32($0) }
    cost = problem.cost(of: plan)
    walks = CoverWalks(problem, step, from: plan, seed: control.limits.seed)
    trace.add(.presolve, visits: dual.visits + walks.visits)
  }

  /// Which stages there are is a matter of who is to prove the plan.
  package static func portfolio(_ limits: SolveLimits) -> Portfolio<Self> {
    let opening: [Stage<Self>] = [.plan, .improve, .fix]
    guard let engine = exactEngine else { return Portfolio(opening + [.prove()]) }
    return switch limits.engine {
    case .own: Portfolio(opening + [.prove()])
    case .highs: Portfolio([.plan, .fix, .exact(engine, share: 1)])
    case .auto where limits.timeLimit != nil && limits.threads > 1:
      Portfolio(opening + [.prove(within: Self.opening), .beside(engine)])
    case .auto:
      Portfolio(opening + [.prove(within: Self.opening), .exact(engine, share: exactShare), .prove()])
    }
  }

  mutating func run(_ portfolio: Portfolio<Self>) async throws(SitingError) -> CoverOutcome {
    let stopped = try await portfolio.run(&self) ?? .work
    return CoverOutcome(plan: plan, cost: cost, bound: min(cost, bound), stopped: stopped, trace: trace)
  }

  /// Greedy choice by cost per row.
  fileprivate mutating func begin() {
    adopt(problem.greedyPlan())
    formerVisits += walks.visits
    walks = CoverWalks(problem, step, from: plan, seed: control.limits.seed)
  }

  private mutating func adopt(_ other: [Int32]) {
    let value = problem.cost(of: other)
    guard value < cost else { return }
    plan = other.sorted()
    cost = value
  }

  /// The bound at the root with plans beside it, until it settles.
  fileprivate mutating func improve() async -> SitingSolution.Stop? {
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

  fileprivate mutating func fix() { fixed = dual.fixable(cutoff: step.cutoff(goal.interest(cost, step))) }

  /// Decides what is not fixed.
  /// - Parameter body: betters plan and bound of the branch.
  fileprivate mutating func decide(
    _ body: (inout CoverBranch) async throws(SitingError) -> SitingSolution.Stop
  ) async throws(SitingError) -> SitingSolution.Stop {
    guard var core = core ?? cut() else {
      bound = goal.interest(cost, step)
      return bound < cost ? .gap : .proved
    }
    let stop = try await body(&core.branch)
    self.core = core
    if let found = core.branch.plan { adopt(core.inside + found.map { core.branch.core.rows.origins[Int($0)] }) }
    bound = min(cost, max(bound, step.raised(core.base + core.branch.bound)))
    return stop
  }

  /// What is left when columns are fixed; nil when no better plan is.
  private mutating func cut() -> Core? {
    let part = CoverReduction(problem, taken: fixed.inside, shut: fixed.outside)
    guard !part.isInfeasible else { return nil }
    let inside = fixed.inside + part.inside
    let base = problem.cost(of: inside)
    var branch = CoverBranch(
      part.problem, step, goal: goal.adding(base), control: control, multipliers: part.multipliers(dual.best),
      cost: cost - base, bound: dual.bound - base, visits: visits + part.visits)
    branch.start = part.problem.greedyPlan(from: part.problem.columns(of: plan))
    // What the chains have learnt of the rows counts as long as the rows are the same.
    if part.problem.rows.columnRows == problem.rows.columnRows { branch.walks = walks }
    return Core(inside: inside, base: base, branch: branch)
  }

  /// Whether somebody else should go on after a stop.
  fileprivate func isOpen(_ stop: SitingSolution.Stop) -> Bool {
    [.work, .time].contains(stop) && control.interruption == nil && control.remaining(after: visits) > 0
  }
}

extension Stage<CoverSearch> {
  package static var plan: Self {
    Stage(.plan) { search in
      search.begin()
      return nil
    }
  }

  /// The cover dual with walks beside it.
  package static var improve: Self { Stage(.improve) { await $0.improve() } }

  package static var fix: Self {
    Stage(.fix) { search in
      search.fix()
      return nil
    }
  }

  /// A tree of cover duals.
  /// - Parameter pairs: then others have their turn, as long as any work is left for them.
  package static func prove(within pairs: Int = .max) -> Self {
    Stage(.prove) { search throws(SitingError) in
      let stop = try await search.decide { await $0.run(within: pairs) }
      return pairs < .max && stop == .work && search.isOpen(stop) ? nil : stop
    }
  }

  fileprivate static func exact(_ engine: any ExactEngine, share: Double) -> Self {
    Stage(.exact) { search throws(SitingError) in
      let stop = try await search.decide { branch throws(SitingError) in
        guard branch.core.rows.rowCount > 0 else { return await branch.run() }
        return try CoverExact(branch.core, branch.step, branch.control).alone(engine, &branch, share: share)
      }
      return share < 1 && search.isOpen(stop) ? nil : stop
    }
  }

  fileprivate static func beside(_ engine: any ExactEngine) -> Self {
    Stage(.exact) { search throws(SitingError) in
      try await search.decide { branch throws(SitingError) in
        try await CoverExact(branch.core, branch.step, branch.control).beside(engine, &branch)
      }
    }
  }
}

extension CostedRows {
  /// This problem's columns among those of the problem it was cut from.
  fileprivate func columns(of plan: [Int32]) -> [Int32] {
    let wanted = Set(plan)
    return rows.origins.indices.filter { wanted.contains(rows.origins[$0]) }.map { Int32($0) }
  }
}
