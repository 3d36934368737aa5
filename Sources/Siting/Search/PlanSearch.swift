/// What the general search found and proved, in terms of columns.
struct PlanOutcome: Sendable {
  /// Rising; nil when no feasible plan was found.
  var plan: [Int32]?
  /// Worth less fees of the plan.
  var value: Double
  /// No feasible plan is worth more.
  var bound: Double
  var stopped: SitingSolution.Stop
  var visits: Int
}

/// The general search: greedy, iterated local search and relaxation at the root, then branch and bound, best bound
/// first.
///
/// Serves every problem with side rules; ``MaximalCoveringSearch`` is stronger where only the number of sites is
/// bounded. One worker. Ties fall to the lower column.
struct PlanSearch<Core: PlanCore> {
  let core: Core
  let rules: PlanRules
  var control: SearchControl

  private(set) var plan: [Int32]?
  private(set) var value: Double
  private(set) var visits = 0
  /// Hears of each better plan.
  var onImprovement: (([Int32]) -> Void)?
  private var improver: PlanImprover<Core>
  /// What a better plan must at least be worth more.
  private let unit: Double
  private let isWhole: Bool
  private let lowest: Double
  /// What is still open; nil before the first node.
  private var frontier: OpenNodes<Node>?
  private var nodeCount = 0
  /// Visits at which to pause.
  private var leg = Int.max

  private struct Node: BoundedNode {
    var fixed: [Int8]
    var bound: Double
    var multipliers: [Double]
    var usage: [Double]
    var depth: Int
  }

  /// - Parameter floor: plans worth less are of no interest; those found all the same may be returned.
  init(core: Core, rules: PlanRules, control: SearchControl, floor: Double? = nil) {
    self.core = core
    self.rules = rules
    self.control = control
    let usable = rules.costs.indices.filter { rules.costs[$0] <= rules.budget }
    improver = PlanImprover(core: core, rules: rules, usable: usable, seed: control.limits.seed)
    improver.isOver = { control.interruption != nil }
    isWhole = core.isWhole && rules.fees.allSatisfy { $0 == $0.rounded() }
    let range = core.worthRange
    let size = max(range.upperBound, rules.fees.reduce(0, +))
    unit = isWhole ? 1 - 1e-6 : 1e-9 * max(size, 1e-12)
    lowest = range.lowerBound - rules.fees.reduce(0, +) - 1 - 1e-6 * size
    value = max(lowest, (floor ?? -.infinity) - unit - 1e-9 * max(size, 1e-12))
  }

  mutating func run() -> PlanOutcome {
    if let stopped = start() { return standing(stopped) }
    return prove()
  }

  /// A first plan, by greedy and local search.
  /// - Returns: why nothing more is to be done, nil to go on.
  mutating func start() -> SitingSolution.Stop? {
    control.report(.presolve, objective: max(value, core.worthRange.lowerBound), bound: upper, visits: 0)
    var stopped: SitingSolution.Stop?
    improve(&stopped)
    return stopped
  }

  /// What is known before anything is proven here.
  func standing(_ stopped: SitingSolution.Stop) -> PlanOutcome { outcome(stopped, bound: upper) }

  /// Goes on until the plan is proven, the control says stop, or `work` pairs more are looked at; can be called again
  /// after a stop.
  mutating func prove(within work: Int = .max) -> PlanOutcome {
    leg = work == .max ? .max : visits + work
    var stopped: SitingSolution.Stop?
    let proven = search(&stopped)
    return outcome(stopped ?? .proved, bound: proven)
  }

  /// Takes a plan found elsewhere, if it is better.
  mutating func adopt(_ columns: [Int32]) {
    var fixed = [Int8](repeating: 0, count: core.columnCount)
    for column in columns { fixed[Int(column)] = 1 }
    adopt(fixed)
  }

  private func outcome(_ stopped: SitingSolution.Stop, bound proven: Double) -> PlanOutcome {
    let bound = stopped == .proved ? (plan == nil ? -.infinity : value) : max(value, rounded(proven))
    return PlanOutcome(plan: plan, value: value, bound: bound, stopped: stopped, visits: visits)
  }

  private var upper: Double { min(core.worthRange.upperBound, rules.ceiling) }

  /// Of whole numbers the next lower one.
  private func rounded(_ bound: Double) -> Double { isWhole ? (bound + 1e-6).rounded(.down) : bound }

  private mutating func keep(_ found: RuledPlan<Core.State>) {
    guard found.merit.shortfall == 0, found.merit.worth > value else { return }
    // Afresh, so that no rounding of the way is in the value.
    var fresh = RuledPlan(rules, core.emptyState())
    for column in found.columns { fresh.open(Int(column)) }
    visits += core.pairCount
    guard fresh.merit.shortfall == 0, fresh.merit.worth > value else { return }
    plan = fresh.columns
    value = fresh.merit.worth
    onImprovement?(fresh.columns)
  }

  private func stop(bound: Double) -> SitingSolution.Stop? {
    if plan != nil, control.limits.gap > 0, relativeGap(objective: value, bound: rounded(bound)) <= control.limits.gap {
      return .gap
    }
    if control.remaining(after: visits + improver.visits) == 0 || visits >= leg { return .work }
    return control.interruption
  }

  private mutating func absorb() {
    visits += improver.visits
    improver.visits = 0
  }

  /// Greedy two ways, swaps, and shaken restarts for a fixed share of the work.
  private mutating func improve(_ stopped: inout SitingSolution.Stop?) {
    let control = control
    // A sixth of the time at most: a plan without a bound is only half an answer.
    let end = control.limits.timeLimit.map { ContinuousClock.now + .seconds(min($0.value, 1e9) / 6) }
    let isOver = { control.interruption != nil || end.map { ContinuousClock.now >= $0 } ?? false }
    improver.allowance = 40 * SearchControl.pairsPerUnit
    var current = improver.construct(perCost: false)
    keep(current)
    if rules.hasBudget {
      let other = improver.construct(perCost: true)
      keep(other)
      if other.merit > current.merit { current = other }
    }
    absorb()
    if let reason = stop(bound: upper) {
      stopped = reason
      return
    }
    improver.swap(&current, until: isOver)
    improver.trim(&current)
    keep(current)
    absorb()
    // Small problems are soon proven: only large ones deserve a long search before the first bound.
    let rounds = min(200, 4 + core.columnCount * 2)
    let allowance = visits + 40 * SearchControl.pairsPerUnit
    for _ in 0..<rounds {
      guard visits < allowance, !isOver() else { break }
      var trial = current
      improver.shake(&trial)
      improver.swap(&trial, until: isOver)
      improver.trim(&trial)
      absorb()
      if trial.merit >= current.merit { current = trial }
      keep(trial)
    }
    improver.allowance = .max
    stopped = stop(bound: upper)
  }

  /// - Returns: what no plan is worth more than.
  private mutating func search(_ stopped: inout SitingSolution.Stop?) -> Double {
    var frontier = self.frontier ?? rooted
    defer { self.frontier = frontier }
    while let node = frontier.popFirst() {
      if node.bound < value + unit { return value }
      let open = node.bound
      if let reason = stop(bound: open) {
        frontier.insert(node)
        stopped = reason
        return open
      }
      nodeCount += 1
      visits += 1
      let children = expand(node, isRoot: nodeCount == 1)
      for child in children where child.bound >= value + unit { frontier.insert(child) }
      if nodeCount == 1 || nodeCount % 16 == 0 {
        control.report(.branch, objective: value, bound: rounded(max(value, frontier.bound)), visits: visits)
      }
    }
    return value
  }

  private var rooted: OpenNodes<Node> {
    mutating get {
      let fixed = rules.costs.map { Int8($0 > rules.budget ? 0 : -1) }
      var frontier = OpenNodes<Node>()
      frontier.insert(Node(fixed: fixed, bound: upper, multipliers: bestStart(fixed), usage: [], depth: 0))
      return frontier
    }
  }

  private mutating func bestStart(_ fixed: [Int8]) -> [Double] {
    var best: (bound: Double, multipliers: [Double]) = (.infinity, [])
    for first in core.firstMultipliers {
      let multipliers = first + rules.limits.map { _ in 0 }
      let relaxed = PlanBound(
        core: core, rules: rules, fixed: fixed, slots: rules.slots, budget: rules.budget, multipliers: multipliers)
      visits += relaxed.visits
      if relaxed.bound < best.bound || best.multipliers.isEmpty { best = (relaxed.bound, multipliers) }
    }
    return best.multipliers
  }

  /// Bounds a node, tries the plan it suggests, and splits it in two; none when nothing better is in it.
  private mutating func expand(_ node: Node, isRoot: Bool) -> [Node] {
    var fixed = node.fixed
    guard let room = close(&fixed) else { return [] }
    if !canBeFeasible(fixed) { return [] }
    guard fixed.contains(-1) else {
      adopt(fixed)
      return []
    }
    var relaxed = PlanBound(
      core: core, rules: rules, fixed: fixed, slots: room.slots, budget: room.budget, multipliers: node.multipliers,
      usage: isRoot ? nil : node.usage)
    let steps = isRoot ? 300 : 25
    for step in 0..<steps {
      if relaxed.bound < value + unit { break }
      // Without a plan the target is a guess; it only sets the length of steps.
      let target = plan != nil ? value : relaxed.bound - max(0.05 * abs(relaxed.bound), 1)
      guard relaxed.advance(target: target) else { break }
      if isRoot, step % 25 == 24 {
        propose(relaxed)
        if stop(bound: relaxed.bound) != nil { break }
      }
    }
    visits += relaxed.visits
    if !isRoot || relaxed.bound >= value + unit { propose(relaxed) }
    let bound = min(node.bound, relaxed.bound)
    if bound < value + unit { return [] }
    let decided = relaxed.decided(below: value + unit)
    for column in decided.out { fixed[column] = 0 }
    for column in decided.into { fixed[column] = 1 }
    guard close(&fixed) != nil else { return [] }
    guard let branch = branchColumn(fixed, relaxed) else {
      adopt(fixed)
      return []
    }
    return [Int8(1), 0].map { choice in
      var child = fixed
      child[branch] = choice
      return Node(
        fixed: child, bound: bound, multipliers: relaxed.best, usage: relaxed.usage, depth: node.depth + 1)
    }
  }

  /// Draws what follows from the columns fixed in: conflicts out, what no longer fits out.
  /// - Returns: slots and budget left, nil when they contradict.
  private func close(_ fixed: inout [Int8]) -> (slots: Int, budget: Double)? {
    var slots = rules.slots
    var budget = rules.budget
    for column in fixed.indices where fixed[column] == 1 {
      slots -= 1
      budget -= rules.costs[column]
      for other in rules.conflicts(of: column) {
        if fixed[Int(other)] == 1 { return nil }
        fixed[Int(other)] = 0
      }
    }
    guard slots >= 0, budget >= 0 else { return nil }
    for limit in rules.limits {
      let used = limit.columns.count { fixed[Int($0)] == 1 }
      guard used <= limit.most else { return nil }
      if used == limit.most { for column in limit.columns where fixed[Int(column)] < 0 { fixed[Int(column)] = 0 } }
    }
    for column in fixed.indices where fixed[column] < 0 && (slots == 0 || rules.costs[column] > budget) {
      fixed[column] = 0
    }
    return (slots, budget)
  }

  /// Whether floors and rows could be met with all that is not yet out, all rules aside.
  private mutating func canBeFeasible(_ fixed: [Int8]) -> Bool {
    var state = core.emptyState()
    if state.merit.shortfall == 0 { return true }
    for column in fixed.indices where fixed[column] != 0 { state.open(column) }
    visits += core.pairCount
    return state.merit.shortfall == 0
  }

  private mutating func adopt(_ fixed: [Int8]) {
    var found = RuledPlan(rules, core.emptyState())
    for column in fixed.indices where fixed[column] == 1 { found.open(column) }
    visits += core.pairCount
    keep(found)
  }

  private mutating func propose(_ relaxed: PlanBound<Core>) {
    let found = improver.construct(relaxed.proposal, perCost: rules.hasBudget)
    absorb()
    keep(found)
  }

  /// The column the relaxation is least sure of; of equals the dearest.
  private func branchColumn(_ fixed: [Int8], _ relaxed: PlanBound<Core>) -> Int? {
    var best: Int?
    var bestScore = -1.0
    for column in fixed.indices where fixed[column] < 0 {
      let share = relaxed.usage[column]
      let score = min(share, 1 - share) + 1e-3 * share
      if score > bestScore {
        best = column
        bestScore = score
      }
    }
    return best
  }
}
