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
  var round: Int { max(10 * rows.pairCount, 2_000_000) }

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
      relaxed: Lagrangian(rows: rows, slots: slots))
    var best = start.scored
    var bestVisits = 0
    // Of the rounds before, the latest last.
    var bounds: [Double] = []
    while true {
      if let found = chains.best, found.worth > best.worth + tolerance {
        best = found
        bestVisits = chains.chainVisits
      }
      let bound = base + tightened(chains.relaxed.bound)
      control.report(.improve, objective: base + best.worth, bound: bound, visits: chains.visits)
      if let stop = control.stop(
        objective: base + best.worth, bound: bound, tolerance: tolerance, visits: chains.visits)
      {
        return Outcome(plan: best.columns.sorted(), bound: bound, stopped: stop, visits: chains.visits)
      }
      // The exact relaxation goes on from a bound that sixteen rounds have lowered by less than 2 % of the gap.
      bounds.append(chains.relaxed.bound)
      let isFading =
        bounds.count > 16
        && bounds[bounds.count - 17] - chains.relaxed.bound
          < 0.02 * (chains.relaxed.bound - best.worth)
      let isSettled = chains.relaxed.isSettled || isFading
      // Proving needs good plans more than anything: a share of the work goes to them first, as long as it pays.
      let relaxedVisits = chains.relaxed.visits
      let enough = min(max(relaxedVisits, 2 * bestVisits), 6 * relaxedVisits, control.remaining(after: 0) / 6)
      if isSettled && chains.chainVisits >= enough { break }
      await chains.advance(pairs: round, target: best.worth, bounding: !isSettled, control)
    }
    var proof = MaximalCoveringProof(self, chains: chains, best: best)
    return await proof.run()
  }

  /// The plan given, filled up and bettered by swaps.
  private var givenStart: CoverSwap {
    var search = CoverSwap(rows: rows, slots: slots)
    for column in given { search.append(column) }
    search.fillGreedily()
    search.descend(tolerance: tolerance) { control.interruption != nil }
    return search
  }
}
