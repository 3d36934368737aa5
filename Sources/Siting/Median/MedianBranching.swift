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
  /// Local search on all rows, beside nodes that are alone.
  private(set) var chains: BoundedChains<MedianSwap, MedianLagrangian>
  /// Told the best plan, the bound of all that is open and the pairs looked at; why the search ends, nil to go on.
  private let ended: (ScoredPlan, Double, Int) -> SitingSolution.Stop?

  /// Entries of a program that is solved as a whole: beyond it, only the sets around the multipliers are.
  static let smallProgram = 400_000

  init(
    part: MedianRows, slots: Int, leap: Double, inside: [Int32], control: SearchControl, best: ScoredPlan, visits: Int,
    chains: BoundedChains<MedianSwap, MedianLagrangian>,
    ended: @escaping (ScoredPlan, Double, Int) -> SitingSolution.Stop?
  ) {
    self.part = part
    self.slots = slots
    self.leap = leap
    self.inside = inside
    self.control = control
    self.best = best
    self.visits = visits
    self.chains = chains
    self.ended = ended
  }

  /// - Parameter pairs: that local search looks at beside the first node; later ones that are alone get what the last
  ///   nodes took. 0 for none at all.
  mutating func run<Tree: MedianSplitting>(
    _ tree: Tree, root: Tree.Node, searching pairs: Int = 0
  ) async -> SitingSolution.Stop {
    var pairs = pairs
    var frontier = OpenNodes<Tree.Node>()
    frontier.insert(root)
    var polish: MedianSwap?
    var seen: Set<[Int32]> = []
    while true {
      frontier.close(below: leap + best.worth)
      bound = -frontier.bound
      if let stop = ended(best, bound, visits) { return stop }
      let (incumbent, start, control, leap) = (-best.worth, frontier, control, leap)
      @Sendable func expanded() async -> (OpenNodes<Tree.Node>, [MedianExpansion<Tree.Node>]) {
        var frontier = start
        let expansions = await frontier.expandNext(reaching: leap - incumbent, threads: control.limits.threads) {
          tree.expand($0, incumbent: incumbent, control)
        }
        return (frontier, expansions)
      }
      let expansions: [MedianExpansion<Tree.Node>]
      if pairs > 0, frontier.count == 1 {
        let most = min(pairs, control.remaining(after: visits))
        if control.limits.threads > 1 {
          async let next = expanded()
          await search(for: most)
          (frontier, expansions) = await next
        } else {
          await search(for: most)
          (frontier, expansions) = await expanded()
        }
      } else {
        (frontier, expansions) = await expanded()
      }
      if pairs > 0 { pairs = max(1, expansions.reduce(0) { $0 + $1.visits }) }
      for expansion in expansions {
        visits += expansion.visits
        for child in expansion.children { frontier.insert(child) }
        var found = expansion.best
        if control.interruption == nil, !found.columns.isEmpty, seen.insert(found.columns.sorted()).inserted {
          let before = polish?.visits ?? 0
          if polish == nil { polish = swap(from: found.columns) }
          polish?.move(to: found.columns) { control.interruption != nil }
          polish?.descend(tolerance: 1e-9 * abs(best.worth)) { control.interruption != nil }
          visits += (polish?.visits ?? 0) - before
          found.take(polish?.scored)
        }
        found.columns = inside + found.columns.map { part.origins[Int($0)] }
        best.take(found)
      }
    }
  }

  private mutating func search(for pairs: Int) async {
    let before = chains.visits
    chains.take(best)
    await chains.advance(pairs: pairs, bounding: false, control.sequential)
    visits += chains.visits - before
    best.take(chains.best)
  }

  private func swap(from plan: [Int32]) -> MedianSwap? {
    guard slots * part.columnCount <= MedianSearch.tableLimit else { return nil }
    return MedianSwap(rows: part, slots: slots, plan: plan)
  }
}
