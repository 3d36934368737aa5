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

/// Branch and bound on single columns with exact linear relaxations and strong branching.
///
/// Of the columns that the relaxation splits, the likeliest few are tried both ways for some pivots each: what both
/// sides still lose tells how much a branch is worth, and a side that falls below the goal fixes the column.
/// Source: Achterberg, Koch, Martin (2005), Branching rules revisited, doi:10.1016/j.orl.2004.04.002.
struct CoverBranching: Sendable {
  /// The relaxation of the root, as far as it was solved.
  let root: CoverSimplex
  /// Columns of a plan at most; nil for any number.
  let slots: Int?
  /// Smallest amount by which a plan can be better than another.
  let leap: Double
  let control: SearchControl

  /// What became of a node.
  struct Expansion: Sendable {
    /// What is open below, none when the node is closed.
    var children: [SimplexNode] = []
    var best = ScoredPlan()
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
    _ simplex: inout CoverSimplex, slots: Int?, above standing: Double, leap: Double, visits most: Int,
    _ control: SearchControl
  ) -> (plan: ScoredPlan, bound: Double, visits: Int) {
    var best = ScoredPlan(worth: standing, columns: [])
    var ending = CoverSimplex.Ending.stopped
    while ending == .stopped, simplex.visits < most, control.interruption == nil {
      ending = simplex.run(goal: standing + leap, pivots: 64)
    }
    var visits = simplex.visits
    let tree = CoverBranching(root: simplex, slots: slots, leap: leap, control: control)
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
