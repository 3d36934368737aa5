import Model

/// A reduced set covering problem, each connected part searched apart: the plan, its cost and the bound are the sums.
///
/// Every part has a greedy plan from the start, so that there is a plan whatever ends the search. A first round gives
/// each part its share of the work and time left, by its cover pairs; a second gives what nobody needed to the parts
/// that are not proven.
struct CoverParts {
  let problem: CostedRows
  /// What is chosen outside this search, and what is asked.
  let goal: CoverGoal
  let limits: SolveLimits
  /// The stages of each part; those that the limits ask for if nil.
  var portfolio: Portfolio<CoverSearch>?

  func run() async throws(SitingError) -> CoverOutcome {
    let control = SearchControl(limits: limits)
    let parts = problem.rows.connectedParts().map { part in
      CostedRows(rows: part, costs: part.origins.map { problem.costs[Int($0)] })
    }
    var standing = parts.map { part in
      let plan = part.greedyPlan()
      // A row needs a column.
      return CoverOutcome(
        plan: plan, cost: part.cost(of: plan), bound: part.costs.min() ?? 0, stopped: .work)
    }
    var trace = SearchTrace(isTimed: limits.isTimed)
    for round in 0..<2 {
      var pairsLeft = parts.reduce(0) { $0 + $1.rows.pairCount }
      for (index, part) in parts.enumerated() {
        let share = round == 0 ? Double(part.rows.pairCount) / Double(pairsLeft) : 1
        pairsLeft -= part.rows.pairCount
        guard !standing[index].isProved else { continue }
        if round > 0, parts.count == 1 { break }
        if control.remaining(after: trace.visits) == 0 || control.interruption != nil || isSettled(standing) { break }
        var others = standing
        others.remove(at: index)
        var search = CoverSearch(
          part, goal: goal.adding(others), control: SearchControl(limits: control.shared(share, after: trace.visits)))
        var outcome = try await search.run(portfolio ?? CoverSearch.portfolio(limits))
        trace.add(outcome.trace)
        if standing[index].cost < outcome.cost {
          outcome.plan = standing[index].plan
          outcome.cost = standing[index].cost
        }
        outcome.bound = max(outcome.bound, standing[index].bound)
        standing[index] = outcome
      }
    }
    let plan = zip(parts, standing).flatMap { part, outcome in outcome.plan.map { part.rows.origins[Int($0)] } }
    let bound = standing.reduce(0) { $0 + min($1.bound, $1.cost) }
    return CoverOutcome(
      plan: plan.sorted(), cost: problem.cost(of: plan), bound: bound, stopped: stop(standing, control),
      trace: trace)
  }

  private func isSettled(_ standing: [CoverOutcome]) -> Bool {
    let total = goal.adding(standing)
    if total.isAnswered(cost: 0, bound: 0) { return true }
    return limits.gap > 0 && relativeGap(objective: total.cost, bound: total.bound) <= limits.gap
  }

  private func stop(_ standing: [CoverOutcome], _ control: SearchControl) -> SitingSolution.Stop {
    if standing.allSatisfy(\.isProved) { return .proved }
    if isSettled(standing) { return .gap }
    if let interruption = control.interruption { return interruption }
    return standing.last { !$0.isProved }?.stopped ?? .work
  }
}

extension CoverGoal {
  /// The same with other parts' plans and bounds.
  fileprivate func adding(_ parts: [CoverOutcome]) -> CoverGoal {
    parts.reduce(self) { goal, part in
      CoverGoal(cost: goal.cost + part.cost, bound: goal.bound + min(part.bound, part.cost), enough: goal.enough)
    }
  }
}

extension SearchControl {
  /// The limits of a part that may take a share of what is left after `visits`.
  fileprivate func shared(_ share: Double, after visits: Int) -> SolveLimits {
    var part = limits(after: visits)
    part.gap = limits.gap
    guard share < 1 else { return part }
    part.work = max(1, Int(Double(part.work) * share))
    part.timeLimit = part.timeLimit.map { Seconds($0.value * share) }
    return part
  }
}
