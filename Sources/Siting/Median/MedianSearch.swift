/// Primal and bound in turn, then branch and bound: the part of ``PMedian`` that takes time.
struct MedianSearch: Sendable {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    /// With the penalties of rows that the plan does not reach.
    var value: Double
    var bound: Double
    var stopped: SitingSolution.Stop
    var visits: Int
  }

  let rows: MedianRows
  let slots: Int
  let isInteger: Bool
  let control: SearchControl
  /// Columns to start from, at most `slots`.
  let start: [Int32]

  /// Beyond this the table of swaps would not fit into memory.
  static let tableLimit = 40_000_000

  /// The climb ends when so many rounds together have gained less than this part of the gap: linear programs go on.
  private static let memory = 4
  private static let fading = 0.05

  /// A difference up to this is rounding.
  private static func tolerance(_ value: Double) -> Double { 1e-9 * abs(value) }

  /// Every row at its cheapest column: a bound before the first is computed.
  private var least: Double {
    (0..<rows.rowCount).reduce(rows.constant) { $0 + min(rows.base[$1], rows.costs[rows.starts[$1]]) }
  }

  /// A proven bound, raised to an integer where values are integers.
  private func tightened(_ bound: Double, _ tolerance: Double) -> Double {
    isInteger ? (bound - min(0.01, tolerance)).rounded(.up) : bound
  }

  /// Entries per round of local search: large enough to hide the hand-over, small enough to react.
  private var round: Int { max(5 * rows.pairCount, 20_000) }

  func run() async -> Outcome {
    let start = startPlan()
    var best = start.plan
    let tolerance = Self.tolerance(best.worth)
    var searches: [MedianSwap] = []
    let least = self.least
    if control.interruption != nil,
      let outcome = ended(.improve, best, min(-best.worth, tightened(least, tolerance)), tolerance, start.visits)
    {
      return outcome
    }
    if slots * rows.columnCount <= Self.tableLimit {
      var search = MedianSwap(rows: rows, slots: slots, plan: best.columns)
      search.descend(tolerance: tolerance) { control.interruption != nil }
      best = search.scored
      searches = [search, search]
    }
    var chains = BoundedChains(
      starts: searches, seed: control.limits.seed, tolerance: tolerance,
      relaxed: MedianLagrangian(rows: rows, slots: slots))
    // Bounds after the last rounds: what the climb has gained of the gap lately.
    var earlier: [Double] = []
    while true {
      let relaxed = chains.relaxed
      best.take(chains.best)
      best.take(ScoredPlan(worth: -relaxed.bestPlanValue, columns: relaxed.bestPlan))
      let bound = min(-best.worth, tightened(max(relaxed.bound, least), tolerance))
      let visits = start.visits + chains.visits
      if let outcome = ended(.improve, best, bound, tolerance, visits) { return outcome }
      earlier.append(bound)
      let isFading =
        earlier.count > Self.memory
        && bound - earlier[earlier.count - 1 - Self.memory] < Self.fading * (-best.worth - bound)
      if relaxed.isSettled || isFading { break }
      await chains.advance(pairs: round, target: -best.worth, bounding: true, control)
    }
    return await branched(best, chains, tolerance, visits: start.visits)
  }

  /// Reports where the search stands.
  /// - Returns: the outcome if the search ends here.
  private func ended(
    _ stage: SitingProgress.Stage, _ best: ScoredPlan, _ bound: Double, _ tolerance: Double, _ visits: Int
  ) -> Outcome? {
    control.report(stage, objective: -best.worth, bound: bound, visits: visits)
    // Turned around, because here less is better.
    return control.stop(objective: best.worth, bound: -bound, tolerance: tolerance, visits: visits).map {
      Outcome(plan: best.columns.sorted(), value: -best.worth, bound: bound, stopped: $0, visits: visits)
    }
  }

  /// The plan to start from, filled up greedily.
  private func startPlan() -> (plan: ScoredPlan, visits: Int) {
    var visits = 0
    var plan = Array(start.prefix(slots))
    var isOpen = [Bool](repeating: false, count: rows.columnCount)
    for column in plan { isOpen[Int(column)] = true }
    var cost = rows.base
    for row in 0..<rows.rowCount {
      if let first = (rows.starts[row]..<rows.starts[row + 1]).first(where: { isOpen[Int(rows.columns[$0])] }) {
        cost[row] = rows.costs[first]
      }
    }
    while plan.count < slots, control.remaining(after: visits) > 0, control.interruption == nil {
      visits += 2 * rows.pairCount
      var gain = [Double](repeating: 0, count: rows.columnCount)
      for row in 0..<rows.rowCount {
        for entry in rows.starts[row]..<rows.starts[row + 1] {
          guard rows.costs[entry] < cost[row] else { break }
          gain[Int(rows.columns[entry])] += cost[row] - rows.costs[entry]
        }
      }
      var best = -1
      for column in gain.indices where !isOpen[column] && (best < 0 || gain[column] > gain[best]) { best = column }
      isOpen[best] = true
      plan.append(Int32(best))
      for row in 0..<rows.rowCount {
        for entry in rows.starts[row]..<rows.starts[row + 1] {
          guard rows.costs[entry] < cost[row] else { break }
          if Int(rows.columns[entry]) == best { cost[row] = rows.costs[entry] }
        }
      }
    }
    for column in isOpen.indices where plan.count < slots && !isOpen[column] { plan.append(Int32(column)) }
    return (ScoredPlan(worth: -rows.value(of: plan), columns: plan), visits)
  }

  /// Splits what the relaxation leaves open.
  private func branched(
    _ first: ScoredPlan, _ start: BoundedChains<MedianSwap, MedianLagrangian>, _ tolerance: Double, visits before: Int
  ) async -> Outcome {
    let relaxed = start.relaxed
    let leap = isInteger ? 1 - min(0.01, tolerance) : tolerance
    let goal = -first.worth - leap
    // What the relaxation fixes goes once and for all: the trees work on the rest.
    let fixed = relaxed.fixable(goal: goal)
    let left = slots - fixed.inside.count
    var part = rows.cut(inside: fixed.inside, outside: fixed.outside, slots: left)
    let multipliers = part.rowOrigins.map { relaxed.best[Int($0)] }
    let limits = multipliers.map { $0 + goal - relaxed.bound + 1e-6 * max(1, 1e-3 * abs(goal)) }
    part = part.capped(limits, penalty: max(goal, 1))
    let visits = before + start.visits + 2 * rows.pairCount
    let branching = MedianBranching(part: part, slots: left, leap: leap, inside: fixed.inside, control: control) {
      [self] best, bound, visits in
      let bound = min(-best.worth, tightened(max(relaxed.bound, bound), tolerance))
      return ended(.branch, best, bound, tolerance, visits)
    }
    if let program = RadiusProgram(
      part, slots: left, limits: limits, multipliers: multipliers, room: MedianBranching.smallProgram)
    {
      let tree = RadiusTree(rows: part, program: program, leap: leap)
      return await branching.run(tree, root: tree.root(bound: relaxed.bound), best: first, visits: visits)
    }
    let tree = MedianTree(rows: part, slots: left, leap: leap)
    let root = ColumnNode(bound: -relaxed.bound, multipliers: multipliers.map { Float($0) })
    return await branching.run(tree, root: root, best: first, visits: visits)
  }
}
