/// A way down the tree of ``CoverBranching``: bounds a node, splits it, goes on with the better half for a few nodes and
/// hands back what it leaves open.
///
/// Memory: four inverses at most while columns are tried, its own, those of both ways and the best side so far; 140 MB for
/// a basis of ``BasisInverse/largestTried``. Larger ones are split untried, with two.
struct CoverDive {
  private let tree: CoverBranching
  private var node: SimplexNode
  private var simplex: CoverSimplex
  /// Nothing is worth a look unless its bound reaches this value.
  private var goal: Double
  /// To be spent at most.
  private let most: Int
  private var result = CoverBranching.Expansion()

  /// Columns tried at a node, and pivots of a trial: more find better branches and cost more than those save.
  private static var trials: Int { 5 }
  private static var trialPivots: Int { 12 }
  /// Nodes one below the other.
  private static var depth: Int { 4 }
  /// Pivots for one relaxation: thousands do; one that rounding keeps from its end is split as it stands.
  private static var mostPivots: Int { 100_000 }

  init(_ tree: CoverBranching, _ start: SimplexNode, goal: Double, visits most: Int) {
    self.tree = tree
    self.goal = goal
    self.most = most
    node = start
    simplex = tree.root
    simplex.visits = 0
    simplex.load(start)
  }

  mutating func run() -> CoverBranching.Expansion {
    for _ in 0..<Self.depth {
      guard isSolved() else { break }
      guard let branch = bestBranch() else { break }
      descend(branch)
      guard !isOver else { break }
    }
    if isClosed { result.closedShare += node.share } else { putBack() }
    result.visits += simplex.visits
    return result
  }

  private var isClosed = false
  /// Whether the node's relaxation is solved to its end.
  private var isExact = true

  private var isOver: Bool { result.visits + simplex.visits > most || tree.control.interruption != nil }

  private mutating func putBack() {
    node.note(simplex)
    result.children.append(node)
  }

  /// Solves the node's relaxation and fixes what it allows.
  /// - Returns: false when nothing is left below, or there is no time to find out.
  private mutating func isSolved() -> Bool {
    let last = simplex.pivots + Self.mostPivots
    isExact = true
    while true {
      let ending = simplex.run(goal: goal, pivots: 64)
      if ending == .infeasible || isBelowGoal(simplex) {
        isClosed = true
        return false
      }
      if ending == .solved { break }
      if isOver { return false }
      if simplex.pivots >= last {
        isExact = false
        break
      }
    }
    node.bound = min(node.bound, simplex.bound())
    round()
    guard node.bound >= goal else {
      isClosed = true
      return false
    }
    fix()
    return true
  }

  /// Whether nothing below reaches the goal: the running sum says so first, the sum made anew decides.
  private func isBelowGoal(_ simplex: CoverSimplex) -> Bool { simplex.running < goal && simplex.bound() < goal }

  /// Fixes columns that cost more than the bound has left.
  private mutating func fix() {
    let bound = simplex.running
    for column in simplex.d.indices where simplex.lower[column] < simplex.upper[column] {
      switch simplex.columnPlaces[column] {
      case .low where bound + simplex.d[column] < goal: fix(column, at: 0)
      case .high where bound - simplex.d[column] < goal: fix(column, at: 1)
      default: break
      }
    }
  }

  private mutating func fix(_ column: Int, at value: Double) {
    simplex.setBounds(column, value, value)
    if value > 0 { node.inside.append(Int32(column)) } else { node.outside.append(Int32(column)) }
  }

  /// The plan that the parts suggest.
  private mutating func round() {
    let plan = tree.rounding.plan(simplex.x)
    let worth = simplex.rows.worth(of: plan) - Double(plan.count) * simplex.price
    result.visits += simplex.rows.columnCount
    result.best.take(ScoredPlan(worth: worth, columns: plan))
    if tree.isWorth { goal = max(goal, worth + tree.leap) } else { result.plans.append(plan) }
  }

  /// A column split on: the side of the higher bound is gone on with, the other stays open.
  private struct Branch {
    var column: Int
    var isWith: Bool
    var better: CoverSimplex
    var other: SimplexNode
  }

  /// The best of the columns tried. Columns that only one way is left to are fixed on the way.
  /// - Returns: nil when nothing is left below or no column is split.
  private mutating func bestBranch() -> Branch? {
    while true {
      var likeliest = simplex.basic.map { Int($0) }.filter { simplex.lower[$0] < simplex.upper[$0] }
        .map { (doubt: min(simplex.x[$0], 1 - simplex.x[$0]), column: $0) }.filter { $0.doubt > 1e-9 }
        .sorted { ($1.doubt, $0.column) < ($0.doubt, $1.column) }
      if likeliest.isEmpty, !isExact || !tree.isWorth {
        // The columns that it is least sure of: the plan may be worth less than the relaxation says.
        likeliest = simplex.d.indices.filter { simplex.lower[$0] < simplex.upper[$0] }
          .sorted { (abs(simplex.d[$0]), $0) < (abs(simplex.d[$1]), $1) }.map { (0, $0) }
      }
      guard !likeliest.isEmpty else {
        // The relaxation is a plan, or the only plan is left, and it has been offered.
        isClosed = true
        return nil
      }
      if simplex.basic.count > BasisInverse.largestTried { return untried(likeliest[0].column) }
      var best: (branch: Branch, score: Double)?
      var isFixed = false
      for (_, column) in likeliest.prefix(Self.trials) {
        let with = tried(column, 1)
        let without = tried(column, 0)
        if let with, let without {
          let score = max(node.bound - with.running, 1e-6) * max(node.bound - without.running, 1e-6)
          if score > best?.score ?? -1 { best = (branch(column, with: with, without: without), score) }
        } else if let only = with ?? without {
          adopt(only)
          fix(column, at: with == nil ? 0 : 1)
          isFixed = true
          break
        } else {
          isClosed = true
          return nil
        }
      }
      guard isFixed else { return best?.branch }
      guard isSolved() else { return nil }
    }
  }

  private func branch(_ column: Int, with: CoverSimplex, without: CoverSimplex) -> Branch {
    let isWith = with.running >= without.running
    var other = node
    other.note(isWith ? without : with)
    return Branch(column: column, isWith: isWith, better: isWith ? with : without, other: other)
  }

  /// The nearer value first, both with the bound of the node.
  private mutating func untried(_ column: Int) -> Branch {
    let isWith = simplex.x[column] >= 0.5
    var branch = Branch(column: column, isWith: isWith, better: simplex, other: node)
    branch.other.note(simplex)
    branch.better.visits = 0
    branch.better.setBounds(column, isWith ? 1 : 0, isWith ? 1 : 0)
    result.visits += branch.better.visits
    return branch
  }

  /// The relaxation with the column at a value, after some pivots; nil when it does not reach the goal.
  private mutating func tried(_ column: Int, _ value: Double) -> CoverSimplex? {
    var trial = simplex
    trial.visits = 0
    trial.setBounds(column, value, value)
    let ending = trial.run(goal: goal, pivots: Self.trialPivots)
    result.visits += trial.visits
    return ending == .infeasible || isBelowGoal(trial) ? nil : trial
  }

  /// Goes on with a trial, whose visits are counted already.
  private mutating func adopt(_ trial: CoverSimplex) {
    let visits = simplex.visits
    simplex = trial
    simplex.visits = visits
  }

  /// Goes on with the better side, leaves the other for later.
  private mutating func descend(_ branch: Branch) {
    node.share /= 2
    var other = branch.other
    other.share = node.share
    adopt(branch.better)
    if branch.isWith {
      other.outside.append(Int32(branch.column))
      node.inside.append(Int32(branch.column))
    } else {
      other.inside.append(Int32(branch.column))
      node.outside.append(Int32(branch.column))
    }
    result.children.append(other)
  }
}

extension CoverSimplex {
  /// Takes up a node's bounds and basis.
  mutating func load(_ node: SimplexNode) {
    for column in node.inside { lower[Int(column)] = 1 }
    for column in node.outside { upper[Int(column)] = 0 }
    rowPlaces = node.rowPlaces
    columnPlaces = node.columnPlaces
    tight = rowPlaces.indices.filter { rowPlaces[$0] == .basic }.map { Int32($0) }
    basic = columnPlaces.indices.filter { columnPlaces[$0] == .basic }.map { Int32($0) }
    refresh()
  }
}
