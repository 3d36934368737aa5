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
  private static let tableLimit = 40_000_000

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
    var best = (plan: start.plan, value: start.value)
    let tolerance = Self.tolerance(best.value)
    var chains: [IteratedMedianSwap] = []
    if slots * rows.columnCount <= Self.tableLimit {
      var search = MedianSwap(rows: rows, slots: slots)
      for column in best.plan { search.append(Int(column)) }
      search.descend(tolerance: tolerance) { control.interruption != nil }
      best = (search.plan, search.value)
      // Two chains whatever the threads, so that the answer does not depend on them.
      chains = (0..<2).map { chain in
        IteratedMedianSwap(
          search: search, seed: control.limits.seed &+ UInt64(chain) &* 0x9E37_79B9, tolerance: tolerance)
      }
    }
    var relaxed = MedianLagrangian(rows: rows, slots: slots)
    let least = self.least
    while true {
      for chain in chains where chain.best < best.value { best = (chain.bestPlan, chain.best) }
      if relaxed.bestPlanValue < best.value { best = (relaxed.bestPlan, relaxed.bestPlanValue) }
      let bound = min(best.value, tightened(max(relaxed.bound, least), tolerance))
      let visits = start.visits + relaxed.visits + chains.reduce(0) { $0 + $1.visits }
      control.report(.improve, objective: best.value, bound: bound, visits: visits)
      if let stop = stop(best.value, bound, tolerance, visits) {
        return Outcome(plan: best.plan.sorted(), value: best.value, bound: bound, stopped: stop, visits: visits)
      }
      if relaxed.step <= MedianLagrangian.settled { break }
      (chains, relaxed) = await improved(chains, relaxed, pairs: round, target: best.value, bounding: true)
    }
    return await branched(best, chains, relaxed, tolerance, visits: start.visits)
  }

  private func stop(_ value: Double, _ bound: Double, _ tolerance: Double, _ visits: Int) -> SitingSolution.Stop? {
    // Turned around, because here less is better.
    control.stop(objective: -value, bound: -bound, tolerance: tolerance, visits: visits)
  }

  /// The plan to start from, filled up greedily.
  private func startPlan() -> (plan: [Int32], value: Double, visits: Int) {
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
    return (plan, rows.value(of: plan), visits)
  }

  /// Splits what the relaxation leaves open; the local search goes on in between, with a fifth of the work.
  private func branched(
    _ first: (plan: [Int32], value: Double), _ start: [IteratedMedianSwap], _ relaxed: MedianLagrangian,
    _ tolerance: Double, visits before: Int
  ) async -> Outcome {
    let leap = isInteger ? 1 - min(0.01, tolerance) : tolerance
    // What the relaxation fixes goes once and for all: the tree works on the rest.
    let fixed = relaxed.fixable(goal: first.value - leap)
    let left = slots - fixed.inside.count
    let part = rows.cut(inside: fixed.inside, outside: fixed.outside, slots: left)
    let tree = MedianTree(rows: part, slots: left, leap: leap)
    var best = first
    var chains = start
    var treeVisits = 0
    let chainVisitsBefore = chains.reduce(0) { $0 + $1.visits }
    var frontier = OpenNodes<CoveringNode>()
    frontier.insert(
      CoveringNode(bound: -relaxed.bound, multipliers: part.rowOrigins.map { Float(relaxed.best[Int($0)]) }))
    while true {
      let chainVisits = chains.reduce(0) { $0 + $1.visits }
      let visits = before + relaxed.visits + chainVisits + treeVisits
      frontier.close(below: leap - best.value)
      let bound = min(best.value, tightened(max(relaxed.bound, -frontier.bound), tolerance))
      control.report(.branch, objective: best.value, bound: bound, visits: visits)
      if let stop = stop(best.value, bound, tolerance, visits) {
        return Outcome(plan: best.plan.sorted(), value: best.value, bound: bound, stopped: stop, visits: visits)
      }
      for expansion in await tree.expandNext(&frontier, incumbent: best.value, control: control) {
        treeVisits += expansion.visits
        if -expansion.value < best.value {
          best = (fixed.inside + expansion.plan.map { part.origins[Int($0)] }, -expansion.value)
        }
        for child in expansion.children { frontier.insert(child) }
      }
      if 4 * (chainVisits - chainVisitsBefore) < treeVisits {
        (chains, _) = await improved(
          chains, relaxed, pairs: max(round, treeVisits / 16), target: best.value, bounding: false)
        for chain in chains where chain.best < best.value { best = (chain.bestPlan, chain.best) }
      }
    }
  }

  /// One round of local search and bound, side by side when there are threads for it; each depends only on what stood
  /// before the round.
  private func improved(
    _ chains: [IteratedMedianSwap], _ relaxed: MedianLagrangian, pairs: Int, target: Double, bounding: Bool
  ) async -> ([IteratedMedianSwap], MedianLagrangian) {
    let control = control
    let offered = relaxed.bestPlan
    @Sendable func bounded() -> MedianLagrangian {
      var relaxed = relaxed
      let end = relaxed.visits + pairs
      while bounding, relaxed.visits < end, relaxed.step > MedianLagrangian.settled, control.interruption == nil {
        relaxed.advance(target: target)
      }
      return relaxed
    }
    @Sendable func searched(_ index: Int) -> IteratedMedianSwap {
      var chain = chains[index]
      if index == 1, !offered.isEmpty { chain.consider(offered) }
      chain.run(pairs: pairs / 2) { control.interruption != nil }
      return chain
    }
    guard control.limits.threads > 1, chains.count == 2 else { return (chains.indices.map { searched($0) }, bounded()) }
    async let first = searched(0)
    async let second = searched(1)
    let bound = bounded()
    return ([await first, await second], bound)
  }
}
