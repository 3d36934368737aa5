/// The proof of a maximal covering plan, once local search and the Lagrangian have settled.
///
/// What the Lagrangian leaves open becomes a problem of its own, the core. Two proofs race on it in turns of doubling
/// work: the tree of ``CoverBranching`` below the exact linear relaxation, which ends small problems, and ever larger
/// ``CoverBlocks``, which bound large ones that no tree ends. A tree that is about to end is let go on. The search for
/// better plans, by swaps and by regions, goes on beside both with a part of the work.
package struct MaximalCoveringProof: StagedSearch {
  private let search: MaximalCoveringSearch
  private let control: SearchControl
  private let core: CoveringPart
  /// Columns of every better plan.
  private let inside: [Int32]
  private let slots: Int
  private let multipliers: [Double]
  private let price: Double
  private let leap: Double

  package var trace: SearchTrace
  private(set) var plans: PlanWork
  /// No plan is worth more, by the Lagrangian, the blocks, and the tree.
  private var relaxedBound: Double
  private var blockBound = Double.infinity
  private var simplex: CoverSimplex
  private var isSolved = false
  private var frontier = OpenNodes<SimplexNode>()
  private var closedShare = 0.0
  private var proofVisits = 0
  /// Visits of the next turn, and of the first that has a relaxation to branch on: in large towns that takes longer than
  /// blocks that bound better.
  private var turn: Int
  private let firstTurn: Int

  /// Columns of the blocks evaluated next, and what the last ones took.
  private var blockSize = 96
  private var blockVisits = 0

  init(_ search: MaximalCoveringSearch) {
    let relaxed = search.chains.relaxed
    self.search = search
    control = search.control
    trace = search.trace
    leap = search.leap
    let node = ColumnNode(
      inside: search.fixed.inside, outside: search.fixed.outside, bound: relaxed.bound,
      multipliers: relaxed.best.map { Float($0) })
    core = CoveringPart(search.rows, node)
    inside = node.inside
    slots = search.slots - node.inside.count
    multipliers = core.multipliers(node.multipliers)
    price = relaxed.price
    relaxedBound = relaxed.bound
    plans = PlanWork(
      chains: search.chains,
      regions: RegionSearch(
        search.rows, multipliers: relaxed.best, leap: leap, plan: search.chains.best, seed: control.limits.seed))
    simplex = CoverSimplex(core.rows, sides: [.slots(slots, of: core.rows)], near: multipliers)
    firstTurn = max(2 * relaxed.visits, 50_000_000)
    turn = max(firstTurn / 16, 50_000_000)
  }

  package var visits: Int { plans.visits + proofVisits }
  var bound: Double { max(plans.best.worth, min(relaxedBound, blockBound, treeBound)) }
  private var treeBound: Double { core.base + (isSolved ? frontier.bound : simplex.running) }
  private var goal: Double { plans.best.worth + leap }

  mutating func run(_ race: Portfolio<Self>) async throws(SitingError) -> SitingSolution.Stop? {
    guard slots > 0, core.rows.rowCount > 0, slots < core.rows.columnCount else {
      // Nothing is left to decide.
      offer(slots > 0 ? (0..<Int32(core.rows.columnCount)).map { $0 } : [])
      relaxedBound = plans.best.worth
      return .proved
    }
    return try await race.run(&self)
  }

  private func stop() -> SitingSolution.Stop? {
    let objective = search.base + plans.best.worth
    let bound = search.base + max(plans.best.worth, search.tightened(bound))
    control.report(.prove, objective: objective, bound: bound, visits: visits)
    return control.stop(objective: objective, bound: bound, tolerance: search.tolerance, visits: visits)
  }

  /// A turn of the relaxation, then of the tree.
  ///
  /// Once blocks bound better than the Lagrangian, a relaxation still unsolved, which ends where the Lagrangian does, waits
  /// until they can grow no more.
  fileprivate mutating func branch() async -> SitingSolution.Stop? {
    if !isSolved, blockBound < relaxedBound, canEnlarge {
      turn = max(turn, blockVisits + 1)
      return nil
    }
    var end = proofVisits + turn
    while proofVisits < end {
      if isSolved { frontier.close(below: goal - core.base) }
      if let stop = stop() { return stop }
      if isSolved {
        await expandNodes()
      } else {
        await solveRelaxation()
        if isSolved { end = proofVisits + turn }
      }
    }
    return nil
  }

  private mutating func better(pairs: Int, _ control: SearchControl) async {
    let before = plans.visits
    await plans.advance(pairs: pairs, control)
    trace.add(.improve, visits: plans.visits - before)
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
      await better(pairs: round / 2, control.sequential)
      (simplex, ending) = await next
    } else {
      (simplex, ending) = advanced()
      await better(pairs: round / 2, control)
    }
    proofVisits += simplex.visits - before.visits
    trace.add(.bound, visits: simplex.visits - before.visits)
    guard ending != .stopped else { return }
    isSolved = true
    turn = max(turn, firstTurn)
    frontier.insert(SimplexNode(simplex))
  }

  private mutating func expandNodes() async {
    let tree = CoverBranching(root: simplex, rounding: .slots(slots), leap: leap, control: control)
    let incumbent = plans.best.worth - core.base
    for expansion in await tree.expandNext(
      &frontier, incumbent: incumbent, visits: control.remaining(after: visits))
    {
      proofVisits += expansion.visits
      closedShare += expansion.closedShare
      if expansion.best.worth > incumbent { offer(expansion.best.columns) }
      for child in expansion.children { frontier.insert(child) }
    }
    if plans.proofVisits < proofVisits / 4 { await better(pairs: max(search.round, proofVisits / 16), control) }
  }

  /// Two blocks or more; and groups are made from a square table of columns.
  private var canEnlarge: Bool { blockSize * 3 < core.rows.columnCount * 2 && core.rows.columnCount <= 5_000 }

  /// A turn of larger and larger blocks, as long as their cost lets expect the next to stay within it; ends a round.
  fileprivate mutating func enlargeBlocks() async -> SitingSolution.Stop? {
    defer { turn *= 2 }
    // A tree that will end within eight times this turn, as far as its closed part tells, is let go on.
    guard Double(proofVisits) * (1 - closedShare) >= 8 * Double(turn) * closedShare else { return nil }
    // One that has hardly begun to close leaves the blocks the larger part.
    let end = proofVisits + (closedShare < 1.0 / 64 ? 4 * turn : turn)
    while canEnlarge, proofVisits + 4 * blockVisits < end {
      let blocks = CoverBlocks(core.rows, slots: slots, multipliers: multipliers, price: price, largest: blockSize)
      let (slack, left) = (0.02 * max(0, bound - plans.best.worth), control.remaining(after: visits))
      // Blocks that are cut short bound little: without a tree that waits for its turn they may take much more than the last.
      let most = min(max(end - proofVisits, isSolved ? 0 : 16 * blockVisits), left)
      let control = control
      let value: Double
      let spent: Int
      if control.limits.threads > 1 {
        // Beside them, not after: the largest block often has the last word, on one thread.
        async let bounded = blocks.bound(slack: slack, visits: most, control)
        await better(pairs: max(search.round, blockVisits), control.sequential)
        (value, spent) = await bounded
      } else {
        (value, spent) = await blocks.bound(slack: slack, visits: most, control)
        await better(pairs: max(search.round, blockVisits), control)
      }
      proofVisits += spent + core.rows.pairCount + core.rows.columnCount * core.rows.columnCount / 4
      blockVisits = spent
      blockSize = blockSize * 4 / 3
      // What an interruption has left unsolved is bounded all the same.
      blockBound = min(blockBound, core.base + value)
      if let stop = stop() { return stop }
    }
    return nil
  }

  /// A plan of the core's columns.
  private mutating func offer(_ columns: [Int32]) {
    let columns = inside + columns.map { core.rows.origins[Int($0)] }
    plans.take(ScoredPlan(worth: search.rows.worth(of: columns), columns: columns))
  }
}

extension Stage<MaximalCoveringProof> {
  /// Exact linear relaxations, split on single columns.
  package static var tree: Self { Stage(.prove) { await $0.branch() } }

  /// Groups of columns, each solved to its best plan.
  package static var blocks: Self { Stage(.blocks) { await $0.enlargeBlocks() } }
}
