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
    var start = SwapSearch(rows: rows, slots: slots)
    start.fillGreedily()
    start.descend(tolerance: tolerance) { control.interruption != nil }
    // Two chains whatever the threads, so that the answer does not depend on them.
    var chains = (0..<2).map { chain in
      IteratedSwap(
        search: chain == 1 && !given.isEmpty ? givenStart : start,
        seed: control.limits.seed &+ UInt64(chain) &* 0x9E37_79B9,
        tolerance: tolerance)
    }
    var relaxed = Lagrangian(rows: rows, rule: .slots(slots))
    while true {
      let best = Self.best(of: chains)
      let bound = base + tightened(relaxed.bound)
      let visits = relaxed.visits + chains.reduce(0) { $0 + $1.visits }
      control.report(.improve, objective: base + best.value, bound: bound, visits: visits)
      if let stop = control.stop(objective: base + best.value, bound: bound, tolerance: tolerance, visits: visits) {
        return Outcome(plan: best.plan.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      // Splitting needs good plans more than anything: a share of the work goes to them first.
      let isSettled = relaxed.step < 1e-4
      let enough = min(8 * relaxed.visits, control.remaining(after: 0) / 6)
      if isSettled && visits - relaxed.visits >= enough { break }
      (chains, relaxed) = await improved(chains, relaxed, pairs: round, target: best.value, bounding: !isSettled)
    }
    return await branched(chains, relaxed)
  }

  /// The plan given, filled up and bettered by swaps.
  private var givenStart: SwapSearch {
    var search = SwapSearch(rows: rows, slots: slots)
    for column in given { search.append(column) }
    search.fillGreedily()
    search.descend(tolerance: tolerance) { control.interruption != nil }
    return search
  }

  private static func best(of chains: [IteratedSwap]) -> (value: Double, plan: [Int32]) {
    var best = (value: chains[0].best, plan: chains[0].bestPlan)
    for chain in chains.dropFirst() where chain.best > best.value { best = (chain.best, chain.bestPlan) }
    return best
  }

  /// Splits what the relaxation leaves open, in batches of nodes whose size does not depend on the threads. The local
  /// search goes on in between, with a fifth of the work.
  private func branched(_ start: [IteratedSwap], _ relaxed: Lagrangian) async -> Outcome {
    let tree = CoveringTree(rows: rows, rule: .slots(slots), leap: isInteger ? 1 - 1000 * tolerance : tolerance)
    var chains = start
    var (value, plan) = Self.best(of: chains)
    var treeVisits = 0
    let chainVisitsBefore = chains.reduce(0) { $0 + $1.visits }
    var frontier = OpenNodes<CoveringNode>()
    frontier.insert(CoveringNode(bound: relaxed.bound, multipliers: relaxed.best.map { Float($0) }))
    while true {
      let chainVisits = chains.reduce(0) { $0 + $1.visits }
      let visits = relaxed.visits + chainVisits + treeVisits
      frontier.close(below: value + tree.leap)
      let bound = base + max(value, tightened(min(relaxed.bound, frontier.bound)))
      control.report(.branch, objective: base + value, bound: bound, visits: visits)
      if let stop = control.stop(objective: base + value, bound: bound, tolerance: tolerance, visits: visits) {
        return Outcome(plan: plan.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      for expansion in await tree.expandNext(&frontier, incumbent: value, control: control) {
        treeVisits += expansion.visits
        if expansion.value > value + tolerance { (value, plan) = (expansion.value, expansion.plan) }
        for child in expansion.children { frontier.insert(child) }
      }
      if 4 * (chainVisits - chainVisitsBefore) < treeVisits {
        (chains, _) = await improved(
          chains, relaxed, pairs: max(round, treeVisits / 16), target: value, bounding: false)
        let best = Self.best(of: chains)
        if best.value > value + tolerance { (value, plan) = best }
      }
    }
  }

  /// One round of local search and bound, side by side when there are threads for it; each depends only on what stood
  /// before the round.
  private func improved(
    _ chains: [IteratedSwap], _ relaxed: Lagrangian, pairs: Int, target: Double, bounding: Bool
  ) async -> ([IteratedSwap], Lagrangian) {
    let control = control
    @Sendable func bounded() -> Lagrangian {
      var relaxed = relaxed
      let end = relaxed.visits + pairs
      while bounding, relaxed.visits < end, relaxed.step > 1e-4, control.interruption == nil {
        relaxed.advance(target: target)
      }
      return relaxed
    }
    @Sendable func searched(_ index: Int) -> IteratedSwap {
      var chain = chains[index]
      chain.run(pairs: pairs / 2) { control.interruption != nil }
      return chain
    }
    guard control.limits.threads > 1 else { return (chains.indices.map { searched($0) }, bounded()) }
    async let first = searched(0)
    async let second = searched(1)
    let bound = bounded()
    return ([await first, await second], bound)
  }
}
