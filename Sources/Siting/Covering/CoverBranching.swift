/// A node of the tree over ``CoverSimplex``: bounds of columns and the basis of its relaxation.
struct SimplexNode: BoundedNode, Sendable {
  /// Columns in every plan below, and in none.
  var inside: [Int32] = []
  var outside: [Int32] = []
  var bound: Double
  /// Its share of the whole tree, when every branch halves what is left.
  var share = 1.0
  var rowPlaces: [CoverSimplex.Place]
  var columnPlaces: [CoverSimplex.Place]

  init(_ root: CoverSimplex) {
    bound = root.bound()
    rowPlaces = root.rowPlaces
    columnPlaces = root.columnPlaces
  }

  /// Takes over how far a relaxation has come.
  mutating func note(_ simplex: CoverSimplex) {
    bound = min(bound, simplex.bound())
    rowPlaces = simplex.rowPlaces
    columnPlaces = simplex.columnPlaces
  }
}

/// What plan a relaxation's parts of columns suggest.
enum CoverRounding: Sendable {
  /// Every column of more than a half.
  case half
  /// So many of the greatest parts.
  case slots(Int)
  /// From the greatest part on what the rules allow.
  case ruled(PlanRules)

  func plan(_ parts: [Double]) -> [Int32] {
    switch self {
    case .half: return parts.indices.filter { parts[$0] > 0.5 }.map { Int32($0) }
    case .slots(let slots): return largest(slots, of: parts)
    case .ruled(let rules):
      var plan = RulesLeft(rules)
      for column in parts.indices.sorted(by: { (parts[$1], $0) < (parts[$0], $1) }) where parts[column] > 1e-6 {
        if plan.allows(column) { plan.take(column) }
      }
      return plan.columns.sorted()
    }
  }
}

/// What rules still allow beside the columns taken.
private struct RulesLeft {
  let rules: PlanRules
  private(set) var columns: [Int32] = []
  private var cost = 0.0
  private var isBlocked: [Bool]
  private var used: [Int]

  init(_ rules: PlanRules) {
    self.rules = rules
    isBlocked = [Bool](repeating: false, count: rules.columnCount)
    used = rules.limits.map { _ in 0 }
  }

  func allows(_ column: Int) -> Bool {
    !isBlocked[column] && columns.count < rules.slots && cost + rules.costs[column] <= rules.budget
      && (used.isEmpty || rules.memberships[column].allSatisfy { used[$0] < rules.limits[$0].most })
  }

  mutating func take(_ column: Int) {
    columns.append(Int32(column))
    cost += rules.costs[column]
    for other in rules.conflicts(of: column) { isBlocked[Int(other)] = true }
    if !used.isEmpty { for limit in rules.memberships[column] { used[limit] += 1 } }
  }
}

extension CoverSimplex.Side {
  /// The number of columns.
  static func slots(_ slots: Int, of rows: CoverRows) -> Self {
    Self(parts: [Double](repeating: 1, count: rows.columnCount), most: Double(slots))
  }
}

/// Branch and bound on single columns with exact linear relaxations and strong branching.
///
/// Of the columns that the relaxation splits, the likeliest few are tried both ways for some pivots each: what both
/// sides still lose tells how much a branch is worth, and a side that falls below the goal fixes the column.
/// Source: Achterberg, Koch, Martin (2005), Branching rules revisited, doi:10.1016/j.orl.2004.04.002.
struct CoverBranching: Sendable {
  /// The relaxation of the root, as far as it was solved.
  let root: CoverSimplex
  let rounding: CoverRounding
  /// Whether a plan is worth what the relaxation says of it: not where floors are priced into the rows.
  var isWorth = true
  /// Smallest amount by which a plan can be better than another.
  let leap: Double
  let control: SearchControl

  /// What became of a node.
  struct Expansion: Sendable {
    /// What is open below, none when the node is closed.
    var children: [SimplexNode] = []
    var best = ScoredPlan()
    /// Where the relaxation does not tell what plans are worth, all that were met.
    var plans: [[Int32]] = []
    var visits = 0
    /// Of the whole tree, what was closed.
    var closedShare = 0.0
  }

  /// Expands the next nodes of the frontier side by side.
  /// - Parameter visits: for all of them together, about.
  func expandNext(
    _ frontier: inout OpenNodes<SimplexNode>, incumbent: Double, visits: Int
  ) async -> [Expansion] {
    await frontier.expandNext(reaching: incumbent + leap, threads: control.limits.threads) {
      var dive = CoverDive(self, $0, goal: incumbent + leap, visits: visits / 8)
      return dive.run()
    }
  }
}

extension CoverBranching {
  /// A small problem on one thread, from its relaxation on.
  /// - Parameters:
  ///   - simplex: not solved yet.
  ///   - standing: what a plan must be worth more than.
  ///   - most: visits to be spent, about.
  /// - Returns: the best plan above `standing`, or one without columns that is worth as much; what all that is left open
  ///   is worth at most, minus infinity when nothing is.
  static func best(
    _ simplex: inout CoverSimplex, _ rounding: CoverRounding, above standing: Double, leap: Double, visits most: Int,
    _ control: SearchControl
  ) -> (plan: ScoredPlan, bound: Double, visits: Int) {
    var best = ScoredPlan(worth: standing, columns: [])
    var ending = CoverSimplex.Ending.stopped
    while ending == .stopped, simplex.visits < most, control.interruption == nil {
      ending = simplex.run(goal: standing + leap, pivots: 64)
    }
    var visits = simplex.visits
    let tree = CoverBranching(root: simplex, rounding: rounding, leap: leap, control: control)
    var frontier = OpenNodes<SimplexNode>()
    frontier.insert(SimplexNode(simplex))
    while visits < most, control.interruption == nil {
      frontier.close(below: best.worth + leap)
      guard let node = frontier.popFirst() else { break }
      var dive = CoverDive(tree, node, goal: best.worth + leap, visits: most - visits)
      let expansion = dive.run()
      visits += expansion.visits
      best.take(expansion.best)
      for child in expansion.children { frontier.insert(child) }
    }
    return (best, frontier.bound, visits)
  }
}
