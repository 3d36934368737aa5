import Model

/// The proof of a covering plan under rules: the exact linear relaxation with number, budget and conflicts as rows of
/// their own, split on single columns by ``CoverBranching``, and local search beside it.
///
/// Conflicts stand as the cliques of ``PlanRules/cliqueCover``, of which each may have one column. Floors stand at prices
/// m: with w[r] = once[r] + sum_g m[g] f[g, r] no plan that meets them is worth more than
///
///     the relaxation with weights w  -  sum_g m[g] need[g]                                (1)
///
/// The Lagrangian's prices come first, then those that ``FloorPrices`` asks for; the tree has the best of them.
///
/// Duties, second covers and fees are the general tree's.
struct RuledTree {
  /// (1) at some prices, on its way to the end.
  private struct Priced {
    var prices: [Double]
    /// What (1) has besides the relaxation.
    var base: Double
    var simplex: CoverSimplex
  }

  private let control: SearchControl
  private let core: RowCore
  private let rules: PlanRules
  private var hasFloors: Bool { !core.needs.isEmpty }
  private var priced: Priced
  /// The best that has been solved, nil before the first.
  private var solved: Priced?
  private var floors: FloorPrices
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
    self.core = core
    let rows = core.rows.rowCount
    let prices = core.needs.indices.map { max(0, Double(multipliers[rows + $0])) }
    floors = FloorPrices(prices, reach: core.worthPerFloor)
    priced = Self.priced(core, rules, prices, near: multipliers.prefix(rows).map { Double($0) })
  }

  /// - Parameter start: multipliers of the rows.
  private static func priced(_ core: RowCore, _ rules: PlanRules, _ prices: [Double], near start: [Double]) -> Priced {
    var rows = core.rows
    rows.weights = core.once
    for row in rows.weights.indices {
      for entry in core.floors(of: row) { rows.weights[row] += prices[Int(entry.floor)] * entry.weight }
    }
    let base = zip(prices, core.needs).reduce(core.base) { $0 - $1.0 * $1.1 }
    let limits = rules.limits + rules.cliqueCover.map { ColumnLimit(columns: $0, most: 1) }
    var sides: [CoverSimplex.Side] = []
    if rules.slots < rows.columnCount { sides.append(.slots(rules.slots, of: rows)) }
    let meanCost = rules.costs.reduce(0, +) / Double(max(1, rules.columnCount))
    if rules.hasBudget, meanCost > 0 {
      let budget = CoverSimplex.Side(parts: rules.costs.map { $0 / meanCost }, most: rules.budget / meanCost)
      sides.insert(budget, at: budget.most < Double(rules.slots) ? 0 : sides.count)
    }
    var simplex = CoverSimplex(
      rows.adding(limits.map(\.columns)), limits: limits.map { Double($0.most) }, sides: sides, near: start)
    for (column, isDominated) in core.dominated(rules).enumerated()
    where isDominated || rules.costs[column] > rules.budget {
      simplex.setBounds(column, 0, 0)
    }
    return Priced(prices: prices, base: base, simplex: simplex)
  }

  /// Goes on until the plan is proven or the control says stop.
  mutating func run(_ own: inout CombinedSearch<RowCore>) async -> PlanOutcome {
    while true {
      let goal = own.search.value + own.search.unit - priced.base
      if isSolved { frontier.close(below: goal) }
      let bound = priced.base + (isSolved ? frontier.bound : priced.simplex.running)
      let known = isSolved ? bound : min(bound, floors.bound)
      if let outcome = own.search.ending(bound: min(own.search.openBound, known)) { return outcome }
      let (before, start) = (visits, own.search.wandered)
      let pairs = wandered < visits / 2 ? max(visits / 16, 4_000_000) : 0
      if isSolved { await expand(&own, goal, beside: pairs) } else { await solve(&own, goal, beside: pairs) }
      own.search.count(visits - before)
      own.countSwaps(since: start)
      wandered += own.search.wandered - start
    }
  }

  private mutating func solve(_ own: inout CombinedSearch<RowCore>, _ goal: Double, beside pairs: Int) async {
    let (start, control) = (priced.simplex, control)
    let (simplex, ending) = await own.search.wander(for: pairs) {
      var simplex = start
      let end = simplex.visits + 4_000_000
      var ending = CoverSimplex.Ending.stopped
      while ending == .stopped, simplex.visits < end, control.interruption == nil {
        ending = simplex.run(goal: goal, pivots: 16)
      }
      return (simplex, ending)
    }
    priced.simplex = simplex
    visits += simplex.visits - start.visits
    guard ending != .stopped else { return }
    let bound = simplex.bound()
    // Below the goal nothing is left, whatever other prices would say.
    guard ending == .solved || bound >= goal else {
      isSolved = true
      return
    }
    if hasFloors, ending == .solved {
      if priced.base + bound < floors.bound { solved = priced }
      floors.note(priced.prices, bound: priced.base + bound, above: core.aboveNeeds(simplex.t))
      let gap = floors.bound - own.search.value
      if let prices = floors.next(for: max(own.search.unit, 0.01 * gap)) {
        priced = Self.priced(core, rules, prices, near: Array(simplex.y.prefix(core.rows.rowCount)))
        return
      }
      if let solved { priced = solved }
    }
    isSolved = true
    frontier.insert(SimplexNode(priced.simplex))
  }

  private mutating func expand(_ own: inout CombinedSearch<RowCore>, _ goal: Double, beside pairs: Int) async {
    let unit = own.search.unit
    let tree = CoverBranching(
      root: priced.simplex, rounding: .ruled(rules), isWorth: !hasFloors, leap: unit, control: control)
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

extension RowCore {
  /// What a unit of each floor is worth by itself.
  fileprivate var worthPerFloor: [Double] {
    var worths = [Double](repeating: 0, count: needs.count)
    var weights = worths
    for row in 0..<rows.rowCount {
      for entry in floors(of: row) {
        worths[Int(entry.floor)] += once[row]
        weights[Int(entry.floor)] += entry.weight
      }
    }
    return zip(worths, weights).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// What a relaxed plan brings beyond each floor's need.
  /// - Parameter sums: of the columns' parts over the rows.
  fileprivate func aboveNeeds(_ sums: [Double]) -> [Double] {
    var above = needs.map { -$0 }
    for row in 0..<rows.rowCount {
      for entry in floors(of: row) { above[Int(entry.floor)] += entry.weight * min(1, sums[row]) }
    }
    return above
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
