import Model

/// Branch and bound and local search in turn, on the columns that a plan better than the best one may have.
///
/// Best bound first, so that the bound is valid whenever it ends. Local search has as much of the work as the tree, later
/// a quarter of it, when it has long found nothing.
struct CoverBranch {
  let core: CostedRows
  let step: CostStep
  let goal: CoverGoal
  var control: SearchControl
  /// A plan for local search to start from.
  var start: [Int32] = []
  /// Local search to go on with; a new one from ``start`` if nil.
  var walks: CoverWalks?
  /// Hears of each better plan.
  var onImprovement: (([Int32]) -> Void)?
  /// The best plan found here, rising; nil as long as the best one known comes from before and is not of the core.
  private(set) var plan: [Int32]?
  /// Of the best plan known.
  private(set) var cost: Double
  private(set) var bound: Double
  private(set) var visits: Int

  private var tree: CoverTree
  private var frontier = OpenNodes<CoverNode>()
  /// Pairs of the tree that local search has not followed yet.
  private var lead = 0

  init(
    _ core: CostedRows, _ step: CostStep, goal: CoverGoal, control: SearchControl, multipliers: [Double], cost: Double,
    bound: Double, visits: Int
  ) {
    self.core = core
    self.step = step
    self.goal = goal
    self.control = control
    self.cost = cost
    self.bound = step.raised(bound)
    self.visits = visits
    tree = CoverTree(root: core, step: step)
    frontier.insert(CoverNode(bound: -bound, multipliers: multipliers.map { Float($0) }))
  }

  /// Takes a plan found elsewhere, if it is better.
  mutating func adopt(_ other: [Int32]) {
    let value = core.cost(of: other)
    guard value < cost else { return }
    plan = other.sorted()
    cost = value
    onImprovement?(other)
  }

  /// Takes a bound found elsewhere.
  mutating func adopt(bound other: Double) { bound = max(bound, min(cost, other)) }

  mutating func count(_ pairs: Int) { visits += pairs }

  /// Goes on until the plan is proven, the control says stop, or `pairs` more are looked at (then `.work`); can be called
  /// again after a stop.
  mutating func run(within pairs: Int = .max) async -> SitingSolution.Stop {
    let end = pairs == .max ? .max : visits + pairs
    while true {
      let interest = goal.interest(cost, step)
      frontier.close(below: -step.cutoff(interest))
      adopt(bound: frontier.bound.isFinite ? min(interest, step.raised(-frontier.bound)) : interest)
      if let stop = goal.stop(.prove, cost: cost, bound: bound, visits: visits, control) { return stop }
      if visits >= end { return .work }
      await expand(interest)
      if lead >= 20 * core.rows.pairCount, bound < cost { await walk() }
    }
  }

  private mutating func expand(_ interest: Double) async {
    for expansion in await tree.expandNext(&frontier, cost: interest, control: control) {
      visits += expansion.visits
      lead += expansion.visits
      if !expansion.best.columns.isEmpty { adopt(expansion.best.columns) }
      for child in expansion.children { frontier.insert(child) }
    }
  }

  private mutating func walk() async {
    var walks =
      self.walks ?? CoverWalks(core, step, from: start, seed: control.limits.seed)
    let before = walks.visits
    walks.aim(below: cost)
    // Each chain has half.
    let isIdle = walks.idleVisits > 4 * (walks.visits - walks.idleVisits) + 4_000 * core.rows.pairCount
    await walks.run(pairs: isIdle ? lead / 8 : lead / 2, enough: bound, control)
    visits += walks.visits - before
    lead = 0
    self.walks = walks
    if walks.bestCost < cost { adopt(walks.best) }
  }
}
