/// Primal and bound in turn, then branch and bound: the part of ``PMedian`` that takes time.
package struct MedianSearch: StagedSearch {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    var bound: Double
    var stopped: SitingSolution.Stop
    var trace: SearchTrace
  }

  /// A first plan by greedy choice, swaps beside the Lagrangian, fixing, then a tree.
  package static let portfolio = Portfolio<Self>([.plan, .improve, .fix, .prove()])

  let rows: MedianRows
  let slots: Int
  let isInteger: Bool
  let control: SearchControl
  /// Columns to start from, at most `slots`.
  private let start: [Int32]

  package var trace: SearchTrace
  private(set) var chains: BoundedChains<MedianSwap, MedianLagrangian>
  /// Columns of all plans that are better, and of none.
  private var fixed: (inside: [Int32], outside: [Int32]) = ([], [])
  /// No plan's value is less.
  private var bound: Double
  private var best: ScoredPlan
  /// What greedy choice and the tree took.
  private var otherVisits = 0
  package var visits: Int { chains.visits + otherVisits }

  /// Beyond this the table of swaps would not fit into memory.
  static let tableLimit = 40_000_000

  /// A difference up to this is rounding.
  private var tolerance: Double { 1e-9 * abs(best.worth) }
  /// Smallest amount by which a plan can be better than another: near 1 for integers, rounding otherwise.
  private var leap: Double { isInteger ? 1 - min(0.01, tolerance) : tolerance }

  init(
    rows: MedianRows, slots: Int, isInteger: Bool, control: SearchControl, start: [Int32], trace: SearchTrace
  ) {
    self.rows = rows
    self.slots = slots
    self.isInteger = isInteger
    self.control = control
    self.start = start
    self.trace = trace
    // Every row at its cheapest column: a bound before the first is computed.
    bound = (0..<rows.rowCount).reduce(rows.constant) { $0 + min(rows.base[$1], rows.costs[rows.starts[$1]]) }
    let first = (0..<Int32(slots)).map { $0 }
    best = ScoredPlan(worth: -rows.value(of: first), columns: first)
    chains = BoundedChains(
      best: best, seed: control.limits.seed, tolerance: 0, relaxed: MedianLagrangian(rows: rows, slots: slots))
    self.trace.add(.presolve, visits: chains.visits)
  }

  mutating func run(_ portfolio: Portfolio<Self>) async throws(SitingError) -> Outcome {
    let stopped = try await portfolio.run(&self) ?? .work
    return Outcome(
      plan: best.columns.sorted(), bound: min(-best.worth, tightened(bound)), stopped: stopped, trace: trace)
  }

  /// A proven bound, raised to an integer where values are integers.
  private func tightened(_ bound: Double) -> Double {
    isInteger ? (bound - min(0.01, tolerance)).rounded(.up) : bound
  }

  /// Reports where the search stands.
  /// - Returns: why it ends here, nil to go on.
  private func ended(
    _ stage: SearchStage, _ best: ScoredPlan, _ bound: Double, visits: Int
  ) -> SitingSolution.Stop? {
    let bound = min(-best.worth, tightened(max(self.bound, bound)))
    control.report(stage, objective: -best.worth, bound: bound, visits: visits)
    // Turned around, because here less is better.
    return control.stop(objective: best.worth, bound: -bound, tolerance: tolerance, visits: visits)
  }

  /// Greedy choice from the plan given, bettered by swaps.
  fileprivate mutating func begin() -> SitingSolution.Stop? {
    let (first, spent) = startPlan()
    otherVisits += spent
    best = first
    if control.interruption != nil, let stop = ended(.plan, best, bound, visits: visits) { return stop }
    var starts: [MedianSwap] = []
    if slots * rows.columnCount <= Self.tableLimit {
      var search = MedianSwap(rows: rows, slots: slots, plan: best.columns)
      search.descend(tolerance: tolerance) { control.interruption != nil }
      best = search.scored
      starts = [search, search]
    }
    chains = BoundedChains(
      starts: starts, best: best, seed: control.limits.seed, tolerance: tolerance, relaxed: chains.relaxed)
    return nil
  }

  fileprivate mutating func improve() async -> SitingSolution.Stop? {
    var working = chains
    // The climb ends when four rounds together have gained less than a twentieth of the gap: linear programs go on.
    // Rounds are large enough to hide the hand-over, small enough to react.
    let stop = await working.improve(
      round: max(5 * rows.pairCount, 20_000), memory: 4, fading: 0.05, enough: { _ in 0 }, control
    ) { chains in
      ended(.improve, chains.best, chains.relaxed.bound, visits: otherVisits + chains.visits)
    }
    chains = working
    best = chains.best
    bound = max(bound, chains.relaxed.bound)
    return stop
  }

  fileprivate mutating func fix() { fixed = chains.relaxed.fixable(goal: -best.worth - leap) }

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
  /// - Parameter isWhole: whether the linear program of all radii bounds, where that is small enough; else those of the
  ///   radii around the multipliers, below the Lagrangian.
  fileprivate mutating func prove(isWhole: Bool) async -> SitingSolution.Stop {
    let relaxed = chains.relaxed
    let goal = -best.worth - leap
    // What the relaxation fixes goes once and for all: the trees work on the rest.
    let left = slots - fixed.inside.count
    var part = rows.cut(inside: fixed.inside, outside: fixed.outside, slots: left)
    let multipliers = part.rowOrigins.map { relaxed.best[Int($0)] }
    let limits = multipliers.map { $0 + goal - relaxed.bound + 1e-6 * max(1, 1e-3 * abs(goal)) }
    part = part.capped(limits, penalty: max(goal, 1))
    let known = self
    var branching = MedianBranching(
      part: part, slots: left, leap: leap, inside: fixed.inside, control: control, best: best,
      visits: visits + 2 * rows.pairCount, chains: chains
    ) { known.ended(.prove, $0, $1, visits: $2) }
    let stop: SitingSolution.Stop
    if isWhole,
      let program = RadiusProgram(
        part, slots: left, limits: limits, multipliers: multipliers, room: MedianBranching.smallProgram)
    {
      let tree = RadiusTree(rows: part, program: program, leap: leap)
      stop = await branching.run(tree, root: tree.root(bound: relaxed.bound))
    } else {
      let tree = MedianTree(rows: part, slots: left, leap: leap)
      stop = await branching.run(
        tree, root: ColumnNode(bound: -relaxed.bound, multipliers: multipliers.map { Float($0) }),
        searching: chains.chainVisits)
    }
    trace.add(.improve, visits: branching.chains.visits - chains.visits)
    chains = branching.chains
    otherVisits = branching.visits - chains.visits
    best = branching.best
    bound = stop == .proved ? -best.worth : max(bound, branching.bound)
    return stop
  }
}

extension Stage<MedianSearch> {
  package static var plan: Self { Stage(.plan) { $0.begin() } }

  /// The Lagrangian with swaps beside it.
  package static var improve: Self { Stage(.improve) { await $0.improve() } }

  package static var fix: Self {
    Stage(.fix) { search in
      search.fix()
      return nil
    }
  }

  /// - Parameter isWhole: whether the linear program of all radii is split, where that is small enough; else the
  ///   Lagrangian with programs of some radii.
  package static func prove(isWhole: Bool = true) -> Self { Stage(.prove) { await $0.prove(isWhole: isWhole) } }
}
