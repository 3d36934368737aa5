import Model

/// Primal and bound in turn, then branch and bound: the part of ``MaximalCovering`` that takes time.
struct MaximalCoveringSearch: Sendable {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    var bound: Double
    var stopped: SitingSolution.Stop
    var visits: Int
  }

  let rows: CoverRows
  let base: Double
  let slots: Int
  let isInteger: Bool
  let control: SearchControl
  /// A difference up to this is rounding.
  let tolerance: Double

  /// Pairs per round of local search: large enough to hide the hand-over, small enough to react.
  private var round: Int { max(10 * rows.pairCount, 2_000_000) }

  /// Columns to start from; none for greedy choice alone.
  private let given: [Int]

  init(presolve: CoveringPresolve, slots: Int, limits: SolveLimits, start: [Int] = []) {
    given = start
    rows = presolve.rows
    base = presolve.base
    self.slots = slots
    isInteger = presolve.isInteger
    control = SearchControl(limits: limits)
    tolerance = 1e-9 * max(1, presolve.base + presolve.rows.totalWeight)
  }

  /// A proven bound, lowered to an integer where values are integers.
  func tightened(_ bound: Double) -> Double {
    isInteger ? (bound + min(0.01, 1000 * tolerance)).rounded(.down) : bound
  }

  func run() async -> Outcome {
    var start = CoverSwap(rows: rows, slots: slots)
    start.fillGreedily()
    start.descend(tolerance: tolerance) { control.interruption != nil }
    var chains = BoundedChains(
      starts: [start, given.isEmpty ? start : givenStart], seed: control.limits.seed, tolerance: tolerance,
      relaxed: Lagrangian(rows: rows, rule: .slots(slots)))
    while true {
      let best = chains.best ?? start.scored
      let bound = base + tightened(chains.relaxed.bound)
      let visits = chains.visits
      control.report(.improve, objective: base + best.worth, bound: bound, visits: visits)
      if let stop = control.stop(objective: base + best.worth, bound: bound, tolerance: tolerance, visits: visits) {
        return Outcome(plan: best.columns.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      // Splitting needs good plans more than anything: a share of the work goes to them first.
      let isSettled = chains.relaxed.isSettled
      let enough = min(8 * chains.relaxed.visits, control.remaining(after: 0) / 6)
      if isSettled && chains.chainVisits >= enough { break }
      await chains.advance(pairs: round, target: best.worth, bounding: !isSettled, control)
    }
    return await branched(chains.best ?? start.scored, chains)
  }

  /// The plan given, filled up and bettered by swaps.
  private var givenStart: CoverSwap {
    var search = CoverSwap(rows: rows, slots: slots)
    for column in given { search.append(column) }
    search.fillGreedily()
    search.descend(tolerance: tolerance) { control.interruption != nil }
    return search
  }

  /// Splits what the relaxation leaves open, in batches of nodes whose size does not depend on the threads. The local
  /// search goes on in between, with a fifth of the work.
  private func branched(
    _ first: ScoredPlan, _ start: BoundedChains<CoverSwap, Lagrangian>
  ) async -> Outcome {
    let tree = CoveringTree(rows: rows, rule: .slots(slots), leap: isInteger ? 1 - 1000 * tolerance : tolerance)
    let relaxed = start.relaxed
    var chains = start
    var best = first
    var treeVisits = 0
    var frontier = OpenNodes<ColumnNode>()
    frontier.insert(ColumnNode(bound: relaxed.bound, multipliers: relaxed.best.map { Float($0) }))
    while true {
      let visits = chains.visits + treeVisits
      frontier.close(below: best.worth + tree.leap)
      let bound = base + max(best.worth, tightened(min(relaxed.bound, frontier.bound)))
      control.report(.branch, objective: base + best.worth, bound: bound, visits: visits)
      if let stop = control.stop(objective: base + best.worth, bound: bound, tolerance: tolerance, visits: visits) {
        return Outcome(plan: best.columns.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      for expansion in await tree.expandNext(&frontier, incumbent: best.worth, control: control) {
        treeVisits += expansion.visits
        best.take(expansion.best, tolerance: tolerance)
        for child in expansion.children { frontier.insert(child) }
      }
      if 4 * (chains.chainVisits - start.chainVisits) < treeVisits {
        await chains.advance(pairs: max(round, treeVisits / 16), target: best.worth, bounding: false, control)
        best.take(chains.best, tolerance: tolerance)
      }
    }
  }
}
