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

  /// What the relaxation leaves open, as a problem of its own: its linear relaxation to the end, then a tree, in batches
  /// of nodes whose size does not depend on the threads. The local search goes on beside them.
  private func branched(
    _ first: ScoredPlan, _ start: BoundedChains<CoverSwap, Lagrangian>
  ) async -> Outcome {
    let relaxed = start.relaxed
    let leap = isInteger ? 1 - 1000 * tolerance : tolerance
    let fixed = relaxed.fixable(goal: first.worth + leap)
    let node = ColumnNode(
      inside: fixed.inside, outside: fixed.outside, bound: relaxed.bound, multipliers: relaxed.best.map { Float($0) })
    let core = CoveringPart(rows, node)
    var work = Branching(
      best: first, core: core, inside: fixed.inside, chains: start, relaxedBound: relaxed.bound,
      chainsBefore: start.chainVisits)
    let left = slots - fixed.inside.count
    guard left > 0, core.rows.rowCount > 0, left < core.rows.columnCount else {
      work.offer(ScoredPlan(worth: 0, columns: left > 0 ? (0..<Int32(core.rows.columnCount)).map { $0 } : []), rows)
      return outcome(work.best, bound: work.best.worth, .proved, work.visits)
    }
    var simplex = CoverSimplex(
      rows: core.rows, weights: core.rows.weights, worths: [Double](repeating: 0, count: core.rows.columnCount),
      slots: left, near: core.multipliers(node.multipliers))
    var isSolved = false
    while !isSolved {
      let bound = min(relaxed.bound, core.base + simplex.running)
      if let stop = stop(.branch, work.best, bound, work.visits + simplex.visits) { return stop }
      let before = simplex
      let goal = work.best.worth + leap - core.base
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
        await work.chains.advance(pairs: round / 2, target: work.best.worth, bounding: false, control.sequential)
        (simplex, ending) = await next
      } else {
        (simplex, ending) = advanced()
        await work.chains.advance(pairs: round / 2, target: work.best.worth, bounding: false, control)
      }
      work.best.take(work.chains.best, tolerance: tolerance)
      isSolved = ending != .stopped
    }
    return await searched(&work, simplex, left, leap)
  }

  /// The tree below a solved relaxation.
  private func searched(
    _ work: inout Branching, _ simplex: CoverSimplex, _ left: Int, _ leap: Double
  ) async -> Outcome {
    let tree = CoverBranching(root: simplex, slots: left, leap: leap, control: control)
    let base = work.core.base
    let rootVisits = simplex.visits
    var frontier = OpenNodes<SimplexNode>()
    frontier.insert(SimplexNode(simplex))
    while true {
      let goal = work.best.worth + leap - base
      frontier.close(below: goal)
      let visits = work.visits + rootVisits
      let bound = max(work.best.worth, min(work.relaxedBound, base + frontier.bound))
      if let stop = stop(.branch, work.best, bound, visits) { return stop }
      for expansion in await tree.expandNext(
        &frontier, incumbent: work.best.worth - base, visits: control.remaining(after: visits))
      {
        work.treeVisits += expansion.visits
        work.offer(expansion.best, rows)
        for child in expansion.children { frontier.insert(child) }
      }
      if 4 * (work.chains.chainVisits - work.chainsBefore) < work.treeVisits {
        await work.chains.advance(
          pairs: max(round, work.treeVisits / 16), target: work.best.worth, bounding: false, control)
        work.best.take(work.chains.best, tolerance: tolerance)
      }
    }
  }

  private func stop(_ stage: SitingProgress.Stage, _ best: ScoredPlan, _ raw: Double, _ visits: Int) -> Outcome? {
    let bound = base + max(best.worth, tightened(raw))
    control.report(stage, objective: base + best.worth, bound: bound, visits: visits)
    return control.stop(objective: base + best.worth, bound: bound, tolerance: tolerance, visits: visits).map {
      Outcome(plan: best.columns.sorted(), bound: bound, stopped: $0, visits: visits)
    }
  }

  private func outcome(_ best: ScoredPlan, bound: Double, _ stopped: SitingSolution.Stop, _ visits: Int) -> Outcome {
    Outcome(plan: best.columns.sorted(), bound: base + bound, stopped: stopped, visits: visits)
  }

  /// What the tree has in hand.
  private struct Branching {
    var best: ScoredPlan
    let core: CoveringPart
    let inside: [Int32]
    var chains: BoundedChains<CoverSwap, Lagrangian>
    let relaxedBound: Double
    let chainsBefore: Int
    var treeVisits = 0
    var visits: Int { chains.visits + treeVisits }

    /// A plan of the core's columns, valued afresh in the whole problem.
    mutating func offer(_ plan: ScoredPlan, _ rows: CoverRows) {
      guard plan.worth > -.infinity else { return }
      let columns = inside + plan.columns.map { core.rows.origins[Int($0)] }
      var isCovered = [Bool](repeating: false, count: rows.rowCount)
      var worth = 0.0
      for column in columns {
        for row in rows.rows(of: Int(column)) where !isCovered[Int(row)] {
          isCovered[Int(row)] = true
          worth += rows.weights[Int(row)]
        }
      }
      best.take(ScoredPlan(worth: worth, columns: columns), tolerance: 1e-9 * max(1, worth))
    }
  }
}
