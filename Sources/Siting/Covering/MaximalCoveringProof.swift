/// The proof of a maximal covering plan, once local search and the Lagrangian have settled.
///
/// What the Lagrangian leaves open becomes a problem of its own, the core. Two proofs race on it in turns of doubling
/// work: the tree of ``CoverBranching`` below the exact linear relaxation, which ends small problems, and ever larger
/// ``CoverBlocks``, which bound large ones that no tree ends. A tree that is about to end is let go on. The search for
/// better plans, by swaps and by regions, goes on beside both with a part of the work.
struct MaximalCoveringProof {
  private let search: MaximalCoveringSearch
  private let control: SearchControl
  private let core: CoveringPart
  /// Columns of every better plan.
  private let inside: [Int32]
  private let slots: Int
  private let multipliers: [Double]
  private let price: Double
  private let leap: Double

  private var plans: PlanWork
  /// No plan is worth more, by the Lagrangian, the blocks, and the tree.
  private var relaxedBound: Double
  private var blockBound = Double.infinity
  private var simplex: CoverSimplex
  private var isSolved = false
  private var frontier = OpenNodes<SimplexNode>()
  private var closedShare = 0.0
  private var proofVisits = 0

  /// Columns of the blocks evaluated next, and what the last ones took.
  private var blockSize = 96
  private var blockVisits = 0

  init(_ search: MaximalCoveringSearch, chains: BoundedChains<CoverSwap, Lagrangian>, best: ScoredPlan) {
    let relaxed = chains.relaxed
    self.search = search
    control = search.control
    leap = search.isInteger ? 1 - 1000 * search.tolerance : search.tolerance
    let fixed = relaxed.fixable(goal: best.worth + leap)
    let node = ColumnNode(
      inside: fixed.inside, outside: fixed.outside, bound: relaxed.bound, multipliers: relaxed.best.map { Float($0) })
    core = CoveringPart(search.rows, node)
    inside = fixed.inside
    slots = search.slots - fixed.inside.count
    multipliers = core.multipliers(node.multipliers)
    price = relaxed.price
    relaxedBound = relaxed.bound
    plans = PlanWork(
      chains: chains,
      regions: RegionSearch(
        search.rows, multipliers: relaxed.best, leap: leap, plan: best, seed: control.limits.seed), best: best,
      tolerance: search.tolerance)
    simplex = CoverSimplex(
      rows: core.rows, weights: core.rows.weights, worths: [Double](repeating: 0, count: core.rows.columnCount),
      slots: slots, near: multipliers)
  }

  private var visits: Int { plans.visits + proofVisits }
  private var bound: Double { max(plans.best.worth, min(relaxedBound, blockBound, treeBound)) }
  private var treeBound: Double { core.base + (isSolved ? frontier.bound : simplex.running) }
  private var goal: Double { plans.best.worth + leap }

  mutating func run() async -> MaximalCoveringSearch.Outcome {
    guard slots > 0, core.rows.rowCount > 0, slots < core.rows.columnCount else {
      // Nothing is left to decide.
      offer(slots > 0 ? (0..<Int32(core.rows.columnCount)).map { $0 } : [])
      relaxedBound = plans.best.worth
      return outcome(.proved)
    }
    var turn = max(2 * plans.chains.relaxed.visits, 50_000_000)
    while true {
      if let stop = await branch(visits: turn) { return outcome(stop) }
      // Whether the tree will end within eight times this turn, as far as its closed part tells.
      let isEnding = Double(proofVisits) * (1 - closedShare) < 8 * Double(turn) * closedShare
      // A tree that has hardly begun to close leaves the blocks the larger part.
      if !isEnding, let stop = await enlargeBlocks(visits: closedShare < 1.0 / 64 ? 4 * turn : turn) {
        return outcome(stop)
      }
      turn *= 2
    }
  }

  private func outcome(_ stopped: SitingSolution.Stop) -> MaximalCoveringSearch.Outcome {
    MaximalCoveringSearch.Outcome(
      plan: plans.best.columns.sorted(), bound: search.base + search.tightened(bound), stopped: stopped, visits: visits)
  }

  private func stop() -> SitingSolution.Stop? {
    let objective = search.base + plans.best.worth
    let bound = search.base + max(plans.best.worth, search.tightened(bound))
    control.report(.branch, objective: objective, bound: bound, visits: visits)
    return control.stop(objective: objective, bound: bound, tolerance: search.tolerance, visits: visits)
  }

  /// The relaxation, then the tree.
  private mutating func branch(visits turn: Int) async -> SitingSolution.Stop? {
    let end = proofVisits + turn
    while proofVisits < end {
      if isSolved { frontier.close(below: goal - core.base) }
      if let stop = stop() { return stop }
      if isSolved { await expandNodes() } else { await solveRelaxation() }
    }
    return nil
  }

  private mutating func solveRelaxation() async {
    let (before, goal, round) = (simplex, goal - core.base, search.round)
    let control = control
    @Sendable func advanced() -> (CoverSimplex, CoverSimplex.Ending) {
      var simplex = before
      let end = simplex.visits + round
      var ending = CoverSimplex.Ending.stopped
      while ending == .stopped, simplex.visits < end, control.interruption == nil {
        ending = simplex.run(goal: goal, pivots: 32)
      }
      return (simplex, ending)
    }
    let ending: CoverSimplex.Ending
    if control.limits.threads > 1 {
      async let next = advanced()
      await plans.advance(pairs: round / 2, control.sequential)
      (simplex, ending) = await next
    } else {
      (simplex, ending) = advanced()
      await plans.advance(pairs: round / 2, control)
    }
    proofVisits += simplex.visits - before.visits
    guard ending != .stopped else { return }
    isSolved = true
    frontier.insert(SimplexNode(simplex))
  }

  private mutating func expandNodes() async {
    let tree = CoverBranching(root: simplex, slots: slots, leap: leap, control: control)
    let incumbent = plans.best.worth - core.base
    for expansion in await tree.expandNext(
      &frontier, incumbent: incumbent, visits: control.remaining(after: visits))
    {
      proofVisits += expansion.visits
      closedShare += expansion.closedShare
      if expansion.best.worth > incumbent { offer(expansion.best.columns) }
      for child in expansion.children { frontier.insert(child) }
    }
    if plans.proofVisits < proofVisits / 4 { await plans.advance(pairs: max(search.round, proofVisits / 16), control) }
  }

  /// Larger and larger blocks, as long as their cost lets expect the next to stay within the turn.
  private mutating func enlargeBlocks(visits turn: Int) async -> SitingSolution.Stop? {
    let end = proofVisits + turn
    // Two blocks or more; and groups are made from a square table of columns.
    while blockSize * 3 < core.rows.columnCount * 2, core.rows.columnCount <= 5_000, proofVisits + 4 * blockVisits < end
    {
      let blocks = CoverBlocks(core.rows, slots: slots, multipliers: multipliers, price: price, largest: blockSize)
      let (value, spent) = await blocks.bound(
        slack: 0.02 * max(0, bound - plans.best.worth),
        visits: min(end - proofVisits, control.remaining(after: visits)),
        control)
      proofVisits += spent + core.rows.pairCount + core.rows.columnCount * core.rows.columnCount / 4
      blockVisits = spent
      blockSize = blockSize * 3 / 2
      if control.interruption == nil { blockBound = min(blockBound, core.base + value) }
      if let stop = stop() { return stop }
      await plans.advance(pairs: max(search.round, spent / 4), control)
    }
    return nil
  }

  /// A plan of the core's columns.
  private mutating func offer(_ columns: [Int32]) {
    let columns = inside + columns.map { core.rows.origins[Int($0)] }
    plans.take(ScoredPlan(worth: search.rows.worth(of: columns), columns: columns))
  }
}

/// The search for better plans beside a proof: swaps and regions, with equal shares of the work.
struct PlanWork {
  private(set) var chains: BoundedChains<CoverSwap, Lagrangian>
  private var regions: RegionSearch
  private(set) var best: ScoredPlan
  private let tolerance: Double
  private let before: Int

  init(chains: BoundedChains<CoverSwap, Lagrangian>, regions: RegionSearch, best: ScoredPlan, tolerance: Double) {
    self.chains = chains
    self.regions = regions
    self.best = best
    self.tolerance = tolerance
    before = chains.visits
  }

  var visits: Int { chains.visits + regions.visits }
  /// Since the proof began.
  var proofVisits: Int { visits - before }

  mutating func take(_ plan: ScoredPlan?) { best.take(plan, tolerance: tolerance) }

  /// - Parameter pairs: for swaps and regions together.
  mutating func advance(pairs: Int, _ control: SearchControl) async {
    var searched = regions
    searched.take(best)
    let start = searched
    @Sendable func bettered() -> RegionSearch {
      var regions = start
      regions.run(pairs: pairs / 2, control)
      return regions
    }
    if control.limits.threads > 1 {
      async let next = bettered()
      await chains.advance(pairs: pairs / 2, target: best.worth, bounding: false, control.sequential)
      regions = await next
    } else {
      regions = bettered()
      await chains.advance(pairs: pairs / 2, target: best.worth, bounding: false, control)
    }
    take(chains.best)
    take(regions.plan)
  }
}
