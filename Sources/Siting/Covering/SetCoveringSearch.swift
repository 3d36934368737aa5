import Model

/// Primal, bound and branch and bound for a reduced set covering problem: the part of ``SetCovering`` that takes time.
///
/// Inside, it maximises rows covered less columns used. Covering one more row never costs more than the one it brings,
/// so some best plan covers all rows, and the least number of columns is the number of rows less that maximum.
struct SetCoveringSearch: Sendable {
  struct Outcome: Sendable {
    /// Columns, rising.
    var plan: [Int32]
    /// No plan has fewer columns.
    var bound: Int
    var stopped: SitingSolution.Stop
    var visits: Int
  }

  /// Rows of weight 1.
  let rows: CoverRows
  /// Sites chosen outside this search, and their bound: part of both when the gap is judged.
  let elsewhere: SetCoveringParts.Total
  let control: SearchControl
  /// A plan of so few sites, or the proof that there is none, ends the search; nil to look for the fewest.
  let enough: Int?

  func run() async -> Outcome {
    var plan = rows.completed([])
    var relaxed = Lagrangian(rows: rows, rule: .fee)
    var localVisits = 0
    var isLocalDone = false
    while true {
      let bound = columns(for: relaxed.bound)
      let visits = relaxed.visits + localVisits
      if let stop = stop(plan, bound: bound, visits: visits, stage: .improve) {
        return Outcome(plan: plan.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      let isSettled = relaxed.isSettled
      if isSettled && isLocalDone { break }
      let target = Double(rows.rowCount - plan.count)
      for _ in 0..<50 where !relaxed.isSettled && control.interruption == nil { relaxed.advance(target: target) }
      plan = shorter(plan, rows.completed(relaxed.bestPicked))
      if !isLocalDone {
        let (better, pairs) = improved(plan, pairs: localPairs)
        localVisits += pairs
        if let better { plan = better } else { isLocalDone = isSettled }
      }
    }
    return await branched(plan, relaxed, visits: localVisits)
  }

  /// Pairs for a round of local search: a small problem is sooner proven than searched for long.
  private var localPairs: Int { max(20 * rows.pairCount, min(5_000_000, 10_000 * rows.columnCount)) }

  private func branched(_ start: [Int32], _ relaxed: Lagrangian, visits before: Int) async -> Outcome {
    let tree = CoveringTree(rows: rows, rule: .fee, leap: 1 - 1e-6)
    var plan = start
    var visits = before + relaxed.visits
    var frontier = OpenNodes<ColumnNode>()
    frontier.insert(ColumnNode(bound: relaxed.bound, multipliers: relaxed.best.map { Float($0) }))
    while true {
      // With enough known, plans between that and the best so far are of no interest.
      let interest = min(plan.count, enough.map { max(0, $0 - elsewhere.bound) + 1 } ?? plan.count)
      let value = Double(rows.rowCount - interest)
      frontier.close(below: value + tree.leap)
      let bound = min(interest, columns(for: min(relaxed.bound, frontier.bound)))
      if let stop = stop(plan, bound: bound, visits: visits, stage: .branch) {
        return Outcome(plan: plan.sorted(), bound: bound, stopped: stop, visits: visits)
      }
      for expansion in await tree.expandNext(&frontier, incumbent: value, control: control) {
        visits += expansion.visits
        if !expansion.best.columns.isEmpty { plan = shorter(plan, rows.completed(expansion.best.columns)) }
        for child in expansion.children { frontier.insert(child) }
      }
    }
  }

  private func stop(
    _ plan: [Int32], bound: Int, visits: Int, stage: SitingProgress.Stage
  ) -> SitingSolution.Stop? {
    var total = elsewhere
    total.chosen += plan.count
    total.bound += bound
    let objective = Double(total.chosen)
    let least = Double(total.bound)
    control.report(stage, objective: objective, bound: least, visits: visits)
    // Turned around, because here less is better.
    if bound >= plan.count { return .proved }
    if let enough, total.answers(enough) { return .gap }
    return control.stop(objective: objective, bound: least, tolerance: -.infinity, visits: visits)
  }

  /// The least number of columns that a bound on rows less columns allows. Infinity is no bound yet; minus infinity is
  /// an exhausted tree, of which nothing is left that has fewer columns than the plan.
  private func columns(for bound: Double) -> Int {
    guard bound.isFinite else { return bound < 0 ? rows.rowCount : 0 }
    return max(0, Int((Double(rows.rowCount) - bound - 1e-6).rounded(.up)))
  }

  private func shorter(_ old: [Int32], _ new: [Int32]) -> [Int32] { new.count < old.count ? new : old }

  /// A plan with one column less, by local search for the most rows that so few can cover; nil if it finds none.
  private func improved(_ plan: [Int32], pairs: Int) -> (plan: [Int32]?, visits: Int) {
    let slots = plan.count - 1
    // The table of swaps would not fit into memory.
    guard slots > 0, slots * rows.columnCount < 30_000_000 else { return (nil, 0) }
    var search = CoverSwap(rows: rows, slots: slots)
    for column in plan.dropLast() { search.append(Int(column)) }
    search.descend(tolerance: 0.5) { control.interruption != nil }
    var chain = SwapChain(search: search, seed: control.limits.seed, tolerance: 0.5)
    let all = Double(rows.rowCount) - 0.5
    while chain.best.worth < all, chain.visits < pairs, control.interruption == nil {
      let before = chain.visits
      chain.run(pairs: pairs / 8) { control.interruption != nil }
      if chain.visits == before { break }
    }
    return (chain.best.worth >= all ? rows.completed(chain.best.columns) : nil, chain.visits)
  }
}

extension CoverRows {
  /// Adds columns greedily until all rows are covered, then drops those that nothing needs; ties to the lower column.
  func completed(_ start: [Int32]) -> [Int32] {
    var plan = start
    var count = [Int32](repeating: 0, count: rowCount)
    var gain = (0..<columnCount).map { rows(of: $0).count }
    var open = rowCount
    func take(_ column: Int) {
      for row in rows(of: column) {
        count[Int(row)] += 1
        guard count[Int(row)] == 1 else { continue }
        open -= 1
        for other in columns(of: Int(row)) { gain[Int(other)] -= 1 }
      }
    }
    for column in start { take(Int(column)) }
    while open > 0 {
      var best = 0
      for column in gain.indices where gain[column] > gain[best] { best = column }
      plan.append(Int32(best))
      take(best)
    }
    for column in plan.sorted(by: { rows(of: Int($0)).count < rows(of: Int($1)).count })
    where rows(of: Int(column)).allSatisfy({ count[Int($0)] > 1 }) {
      for row in rows(of: Int(column)) { count[Int(row)] -= 1 }
      plan.removeAll { $0 == column }
    }
    return plan
  }
}
