/// The best plan within limits that is worth at least a floor: swaps from known plans, then ``DifferingPlanTree``.
struct DifferingPlanSearch: Sendable {
  struct Outcome: Sendable {
    /// Columns, rising; nil when none was found.
    var plan: [Int32]?
    /// No plan within the limits is worth more, unless it is worth less than the floor.
    var bound: Double
    var stopped: SitingSolution.Stop
  }

  let rows: CoverRows
  let slots: Int
  let limits: [ColumnLimit]
  let floor: Double
  let isInteger: Bool
  let tolerance: Double
  let control: SearchControl

  /// - Parameter starts: plans to swap away from.
  func run(from starts: [[Int32]]) -> Outcome {
    var best = ScoredPlan()
    var visits = 0
    for start in starts {
      var swap = LimitedSwap(rows: rows, plan: start, limits: limits)
      swap.descend(tolerance: tolerance) { control.remaining(after: visits + $0) == 0 || control.interruption != nil }
      visits += swap.visits
      if swap.isWithinLimits { best.take(ScoredPlan(worth: swap.value, columns: swap.plan), tolerance: tolerance) }
    }
    let leap = isInteger ? 1 - 1000 * tolerance : tolerance
    let tree = DifferingPlanTree(rows: rows, slots: slots, limits: limits)
    var frontier = OpenNodes<ColumnNode>()
    frontier.insert(ColumnNode(bound: rows.totalWeight, multipliers: rows.weights.map { Float($0 * 0.5) }))
    while true {
      let goal = max(best.worth + leap, floor - tolerance)
      let bound = max(best.worth, frontier.bound)
      if frontier.isEmpty || frontier.bound < goal {
        return outcome(best, bound: bound, .proved)
      }
      if let stop = control.stop(objective: best.worth, bound: bound, tolerance: 0, visits: visits) {
        return outcome(best, bound: bound, stop)
      }
      guard let node = frontier.popFirst() else { continue }
      let expansion = tree.expand(node, goal: goal)
      visits += expansion.visits + 1
      if !expansion.best.columns.isEmpty { best.take(expansion.best, tolerance: tolerance) }
      for child in expansion.children { frontier.insert(child) }
    }
  }

  private func outcome(_ best: ScoredPlan, bound: Double, _ stopped: SitingSolution.Stop) -> Outcome {
    let isWorthIt = best.worth >= floor - tolerance
    return Outcome(
      plan: isWorthIt && best.worth > -.infinity ? best.columns.sorted() : nil,
      bound: stopped == .proved && isWorthIt ? best.worth : bound,
      stopped: stopped)
  }
}
