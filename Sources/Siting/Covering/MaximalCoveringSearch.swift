import Model

/// Primal and bound in turn, then branch and bound: the part of ``MaximalCovering`` that takes time.
package struct MaximalCoveringSearch: StagedSearch {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    var bound: Double
    var stopped: SitingSolution.Stop
    var trace: SearchTrace
  }

  /// A first plan by greedy choice, swaps beside the Lagrangian, fixing, then trees and blocks.
  package static let portfolio = Portfolio<Self>([.plan, .improve, .fix, .prove()])

  let rows: CoverRows
  let base: Double
  let slots: Int
  let isInteger: Bool
  let control: SearchControl
  /// A difference up to this is rounding.
  let tolerance: Double
  /// Columns to start from; none for greedy choice alone.
  private let given: [Int]

  package var trace: SearchTrace
  private(set) var chains: BoundedChains<CoverSwap, Lagrangian>
  /// Columns of all plans that are better, and of none.
  private(set) var fixed: (inside: [Int32], outside: [Int32]) = ([], [])
  /// No plan is worth more.
  private var bound: Double
  /// What the proof took besides the chains.
  private var proofVisits = 0

  init(presolve: CoveringPresolve, slots: Int, limits: SolveLimits, start: [Int] = [], trace: SearchTrace) {
    given = start
    rows = presolve.rows
    base = presolve.base
    self.slots = slots
    isInteger = presolve.isInteger
    control = SearchControl(limits: limits)
    tolerance = 1e-9 * max(1, presolve.base + presolve.rows.totalWeight)
    self.trace = trace
    chains = BoundedChains(
      seed: limits.seed, tolerance: tolerance, relaxed: Lagrangian(rows: presolve.rows, slots: slots))
    bound = chains.relaxed.bound
    self.trace.add(.presolve, visits: chains.visits)
  }

  package var visits: Int { chains.visits + proofVisits }
  /// Smallest amount by which a plan can be better than another.
  var leap: Double { isInteger ? 1 - 1000 * tolerance : tolerance }
  /// Pairs per round of local search: large enough to hide the hand-over, small enough to react.
  var round: Int { max(10 * rows.pairCount, 2_000_000) }

  /// A proven bound, lowered to an integer where values are integers.
  func tightened(_ bound: Double) -> Double {
    isInteger ? (bound + min(0.01, 1000 * tolerance)).rounded(.down) : bound
  }

  mutating func run(_ portfolio: Portfolio<Self>) async throws(SitingError) -> Outcome {
    let stopped = try await portfolio.run(&self) ?? .work
    return Outcome(
      plan: chains.best.columns.sorted(), bound: base + tightened(bound), stopped: stopped, trace: trace)
  }

  /// Greedy choice, and the plan given filled up, both bettered by swaps.
  fileprivate mutating func begin() {
    func filled(_ columns: [Int]) -> CoverSwap {
      var search = CoverSwap(rows: rows, slots: slots)
      for column in columns { search.append(column) }
      search.fillGreedily()
      search.descend(tolerance: tolerance) { control.interruption != nil }
      return search
    }
    let greedy = filled([])
    chains = BoundedChains(
      starts: [greedy, given.isEmpty ? greedy : filled(given)], best: greedy.scored, seed: control.limits.seed,
      tolerance: tolerance, relaxed: chains.relaxed)
  }

  fileprivate mutating func improve() async -> SitingSolution.Stop? {
    var working = chains
    // What the multipliers leave above the linear relaxation, blocks keep. Proving needs good plans more than anything: a
    // share of the work goes to them first, as long as it pays.
    let stop = await working.improve(
      round: round, memory: 16, fading: 0.005,
      enough: {
        min(max($0.relaxed.visits, $0.bestVisits * 3 / 2), 6 * $0.relaxed.visits, control.remaining(after: 0) / 6)
      }, control
    ) { chains in
      let (objective, bound) = (base + chains.best.worth, base + tightened(chains.relaxed.bound))
      control.report(.improve, objective: objective, bound: bound, visits: chains.visits)
      return control.stop(objective: objective, bound: bound, tolerance: tolerance, visits: chains.visits)
    }
    chains = working
    bound = chains.relaxed.bound
    return stop
  }

  fileprivate mutating func fix() { fixed = chains.relaxed.fixable(goal: chains.best.worth + leap) }

  fileprivate mutating func prove(
    _ race: Portfolio<MaximalCoveringProof>
  ) async throws(SitingError) -> SitingSolution.Stop? {
    var proof = MaximalCoveringProof(self)
    let stop = try await proof.run(race)
    proofVisits = proof.visits - proof.plans.chains.visits
    (chains, bound, trace) = (proof.plans.chains, proof.bound, proof.trace)
    return stop
  }
}

extension Stage<MaximalCoveringSearch> {
  package static var plan: Self {
    Stage(.plan) { search in
      search.begin()
      return nil
    }
  }

  package static var improve: Self { Stage(.improve) { await $0.improve() } }

  package static var fix: Self {
    Stage(.fix) { search in
      search.fix()
      return nil
    }
  }

  /// - Parameter race: of proofs in turns of doubling work.
  package static func prove(_ race: [Stage<MaximalCoveringProof>] = [.tree, .blocks]) -> Self {
    let race = Portfolio(race, isRace: true)
    return Stage(.prove) { search throws(SitingError) in try await search.prove(race) }
  }
}
