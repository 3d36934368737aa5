/// A tree over the rows that a median search has left open.
protocol MedianSplitting: Sendable {
  associatedtype Node: BoundedNode, Sendable

  /// Bounds a node, with its sign turned around, and splits what stays open.
  /// - Parameter incumbent: value of the best plan known.
  func expand(_ node: Node, incumbent: Double, _ control: SearchControl) -> MedianExpansion<Node>
}

/// What became of a node.
struct MedianExpansion<Node: Sendable>: Sendable {
  /// Children, none when the node is closed.
  var children: [Node] = []
  /// The best plan seen in it.
  var best = ScoredPlan()
  var visits = 0

  mutating func offer(_ plan: [Int32], _ worth: Double) { best.take(ScoredPlan(worth: worth, columns: plan)) }
}

/// Best-first search over a tree; the plans that nodes suggest are improved by swaps, because what a linear program
/// rounds to is often a swap or two from the optimum.
struct MedianBranching {
  /// The rows of the tree.
  let part: MedianRows
  /// Columns to choose from them.
  let slots: Int
  /// Smallest amount by which a plan can be better than another: near 1 for integers, rounding otherwise.
  let leap: Double
  /// Columns that all plans have, beside those of `part`.
  let inside: [Int32]
  let control: SearchControl
  /// The best plan known.
  private(set) var best: ScoredPlan
  /// Of all that is open, with its sign turned around as a value is.
  private(set) var bound = -Double.infinity
  private(set) var visits: Int
  /// Told the best plan, the bound of all that is open and the pairs looked at; why the search ends, nil to go on.
  private let ended: (ScoredPlan, Double, Int) -> SitingSolution.Stop?

  /// Entries of a program that is solved as a whole: beyond it, only the sets around the multipliers are.
  static let smallProgram = 400_000

  init(
    part: MedianRows, slots: Int, leap: Double, inside: [Int32], control: SearchControl, best: ScoredPlan, visits: Int,
    ended: @escaping (ScoredPlan, Double, Int) -> SitingSolution.Stop?
  ) {
    self.part = part
    self.slots = slots
    self.leap = leap
    self.inside = inside
    self.control = control
    self.best = best
    self.visits = visits
    self.ended = ended
  }

  mutating func run<Tree: MedianSplitting>(_ tree: Tree, root: Tree.Node) async -> SitingSolution.Stop {
    var frontier = OpenNodes<Tree.Node>()
    frontier.insert(root)
    var polish: MedianSwap?
    var seen: Set<[Int32]> = []
    while true {
      frontier.close(below: leap + best.worth)
      bound = -frontier.bound
      if let stop = ended(best, bound, visits) { return stop }
      let incumbent = -best.worth
      let expansions = await frontier.expandNext(reaching: leap - incumbent, threads: control.limits.threads) {
        [control] in tree.expand($0, incumbent: incumbent, control)
      }
      for expansion in expansions {
        visits += expansion.visits
        for child in expansion.children { frontier.insert(child) }
        var found = expansion.best
        if !found.columns.isEmpty, seen.insert(found.columns.sorted()).inserted {
          let before = polish?.visits ?? 0
          if polish == nil { polish = swap(from: found.columns) }
          polish?.move(to: found.columns)
          polish?.descend(tolerance: 1e-9 * abs(best.worth)) { [control] in control.interruption != nil }
          visits += (polish?.visits ?? 0) - before
          found.take(polish?.scored)
        }
        found.columns = inside + found.columns.map { part.origins[Int($0)] }
        best.take(found)
      }
    }
  }

  private func swap(from plan: [Int32]) -> MedianSwap? {
    guard slots * part.columnCount <= MedianSearch.tableLimit else { return nil }
    return MedianSwap(rows: part, slots: slots, plan: plan)
  }
}
