import Model

/// The proof of a covering plan under rules: the exact linear relaxation with number, budget and conflicts as rows of
/// their own, split on single columns by ``CoverBranching``, and local search beside it.
///
/// Conflicts stand as the cliques of ``PlanRules/cliqueCover``, of which each may have one column. Floors stand at the
/// prices m that the Lagrangian found: with w[r] = once[r] + sum_g m[g] f[g, r] no plan that meets them is worth more than
///
///     the relaxation with weights w  -  sum_g m[g] need[g]                                (1)
///
/// Duties, second covers and fees are the general tree's.
struct RuledTree {
  private let control: SearchControl
  /// What (1) has besides the relaxation.
  private let base: Double
  private let rules: PlanRules
  private let hasFloors: Bool
  private var simplex: CoverSimplex
  private var frontier = OpenNodes<SimplexNode>()
  private var isSolved = false
  /// Pairs of the proof, and of local search beside it.
  private var visits = 0
  private var wandered = 0

  /// Whether the relaxation knows all that is asked.
  static func suits(_ core: RowCore, _ rules: PlanRules) -> Bool {
    !core.missesRow && !core.isMandatory.contains(true) && core.twice.allSatisfy { $0 == 0 }
      && rules.fees.allSatisfy { $0 == 0 } && rules.slots > 0 && core.rows.rowCount > 0
  }

  /// - Parameter multipliers: of the Lagrangian, rows first, then floors.
  init(_ core: RowCore, _ rules: PlanRules, multipliers: [Float], _ control: SearchControl) {
    self.control = control
    self.rules = rules
    hasFloors = !core.needs.isEmpty
    var rows = core.rows
    rows.weights = core.once
    let prices = core.needs.indices.map { max(0, Double(multipliers[rows.rowCount + $0])) }
    for row in rows.weights.indices {
      for entry in core.floors(of: row) { rows.weights[row] += prices[Int(entry.floor)] * entry.weight }
    }
    base = zip(prices, core.needs).reduce(core.base) { $0 - $1.0 * $1.1 }
    let limits = rules.limits + rules.cliqueCover.map { ColumnLimit(columns: $0, most: 1) }
    var sides: [CoverSimplex.Side] = []
    if rules.slots < rows.columnCount { sides.append(.slots(rules.slots, of: rows)) }
    let meanCost = rules.costs.reduce(0, +) / Double(max(1, rules.columnCount))
    if rules.hasBudget, meanCost > 0 {
      let budget = CoverSimplex.Side(parts: rules.costs.map { $0 / meanCost }, most: rules.budget / meanCost)
      sides.insert(budget, at: budget.most < Double(rules.slots) ? 0 : sides.count)
    }
    simplex = CoverSimplex(
      rows.adding(limits.map(\.columns)), limits: limits.map { Double($0.most) }, sides: sides,
      near: multipliers.prefix(rows.rowCount).map { Double($0) })
    for (column, isDominated) in core.dominated(rules).enumerated()
    where isDominated || rules.costs[column] > rules.budget {
      simplex.setBounds(column, 0, 0)
    }
  }

  /// Goes on until the plan is proven or the control says stop.
  mutating func run(_ own: inout CombinedSearch<RowCore>) async -> PlanOutcome {
    while true {
      let goal = own.search.value + own.search.unit - base
      if isSolved { frontier.close(below: goal) }
      let bound = base + (isSolved ? frontier.bound : simplex.running)
      if let outcome = own.search.ending(bound: min(own.search.openBound, bound)) { return outcome }
      let (before, start) = (visits, own.search.wandered)
      let pairs = wandered < visits / 2 ? max(visits / 16, 4_000_000) : 0
      if isSolved { await expand(&own, goal, beside: pairs) } else { await solve(&own, goal, beside: pairs) }
      own.search.count(visits - before)
      own.countSwaps(since: start)
      wandered += own.search.wandered - start
    }
  }

  private mutating func solve(_ own: inout CombinedSearch<RowCore>, _ goal: Double, beside pairs: Int) async {
    let (start, control) = (simplex, control)
    let (solved, ending) = await own.search.wander(for: pairs) {
      var simplex = start
      let end = simplex.visits + 4_000_000
      var ending = CoverSimplex.Ending.stopped
      while ending == .stopped, simplex.visits < end, control.interruption == nil {
        ending = simplex.run(goal: goal, pivots: 16)
      }
      return (simplex, ending)
    }
    simplex = solved
    visits += solved.visits - start.visits
    guard ending != .stopped else { return }
    isSolved = true
    if ending == .solved || simplex.bound() >= goal { frontier.insert(SimplexNode(simplex)) }
  }

  private mutating func expand(_ own: inout CombinedSearch<RowCore>, _ goal: Double, beside pairs: Int) async {
    let unit = own.search.unit
    let tree = CoverBranching(
      root: simplex, rounding: .ruled(rules), isWorth: !hasFloors, leap: unit, control: control)
    let (start, left) = (frontier, control.remaining(after: own.visits))
    let (rest, expansions) = await own.search.wander(for: pairs) {
      var frontier = start
      let expansions = await tree.expandNext(&frontier, incumbent: goal - unit, visits: left)
      return (frontier, expansions)
    }
    frontier = rest
    for expansion in expansions {
      visits += expansion.visits
      if !hasFloors, expansion.best.worth > goal - unit { own.search.adopt(expansion.best.columns) }
      for plan in expansion.plans { own.search.adopt(plan) }
      if let plan = expansion.plans.last { own.search.propose(plan) }
      for child in expansion.children { frontier.insert(child) }
    }
  }
}

extension CombinedSearch<RowCore> {
  /// The linear relaxation's tree; nil where that does not know all that is asked.
  static func ruledProof(_ core: RowCore, _ rules: PlanRules) -> Stage<Self>? {
    guard RuledTree.suits(core, rules) else { return nil }
    return Stage(.prove) { own in
      // Without a node the root has proven the plan. Without a plan floors are what matters: the nodes' bounds learn that
      // none meets them, at fixed prices that does not show.
      let multipliers = own.search.multipliers
      guard !multipliers.isEmpty, own.search.plan != nil else {
        return own.mayAskSolver && !multipliers.isEmpty ? nil : await own.proveByNodes()
      }
      var tree = RuledTree(core, rules, multipliers: multipliers, own.control)
      own.standing = await tree.run(&own)
      return own.standing.stopped
    }
  }
}

extension CoverRows {
  /// The same with further rows of given columns at the end that weigh nothing.
  func adding(_ sets: [[Int32]]) -> CoverRows {
    var lists = (0..<columnCount).map { Array(rows(of: $0)) }
    var result = self
    for (index, set) in sets.enumerated() {
      for column in set { lists[Int(column)].append(Int32(rowCount + index)) }
      result.rowColumns += set.sorted()
      result.rowStarts.append(Int32(result.rowColumns.count))
      result.weights.append(0)
    }
    result.columnRows = lists.flatMap(\.self)
    result.columnStarts = [0]
    for list in lists { result.columnStarts.append((result.columnStarts.last ?? 0) + Int32(list.count)) }
    return result
  }
}
