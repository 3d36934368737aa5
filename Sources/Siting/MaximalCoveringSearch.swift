import Model

/// Primal and bound in turn, then branch and bound: the part of ``MaximalCovering`` that takes time.
struct MaximalCoveringSearch: Sendable {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    /// Value of the plan, base included.
    var value: Double
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

  init(presolve: CoveringPresolve, slots: Int, limits: SolveLimits) {
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
    var start = SwapSearch(rows: rows, slots: slots)
    start.fillGreedily()
    start.descend(tolerance: tolerance)
    var local = IteratedSwap(search: start, seed: control.limits.seed, tolerance: tolerance)
    var relaxed = Lagrangian(rows: rows, slots: slots)
    // A round is large enough to hide the hand-over and small enough to react.
    let round = max(10 * rows.pairCount, 2_000_000)
    while true {
      let bound = base + tightened(relaxed.bound)
      let visits = local.visits + relaxed.visits
      let objective = base + local.best
      control.report(.improve, objective: objective, bound: bound, visits: visits)
      if let stop = control.stop(objective: objective, bound: bound, tolerance: tolerance, visits: visits) {
        return Outcome(
          plan: local.bestPlan.sorted(), value: objective, bound: bound, stopped: stop, visits: visits)
      }
      (local, relaxed) = await improved(local, relaxed, pairs: round)
    }
  }

  /// One round of both, side by side when there are threads for it; each depends only on what stood before the round.
  private func improved(_ local: IteratedSwap, _ relaxed: Lagrangian, pairs: Int) async -> (IteratedSwap, Lagrangian) {
    let target = local.best
    let control = control
    @Sendable func searched() -> IteratedSwap {
      var local = local
      local.run(pairs: pairs) { control.interruption != nil }
      return local
    }
    @Sendable func bounded() -> Lagrangian {
      var relaxed = relaxed
      let end = relaxed.visits + pairs
      while relaxed.visits < end, control.interruption == nil { relaxed.advance(target: target) }
      return relaxed
    }
    guard control.limits.threads > 1 else { return (searched(), bounded()) }
    async let other = bounded()
    let first = searched()
    return (first, await other)
  }
}
