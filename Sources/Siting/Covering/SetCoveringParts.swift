import Model

/// A reduced set covering problem, each connected part searched apart: the plan and the bound are the sums.
///
/// Every part has a greedy plan from the start, so that there is a plan whatever ends the search. A first round gives
/// each part its share of the work and time left, by its cover pairs; a second gives what nobody needed to the parts
/// that are not proven.
struct SetCoveringParts {
  let rows: CoverRows
  /// Sites chosen outside this search: part of the objective when the gap is judged.
  let chosenBefore: Int
  let limits: SolveLimits
  /// A plan of so few sites, or the proof that there is none, ends the search; nil to look for the fewest.
  let enough: Int?

  func run() async throws(SitingError) -> SetCoveringSearch.Outcome {
    let control = SearchControl(limits: limits)
    let parts = rows.connectedParts()
    var standing = parts.map { part in
      // A row needs a column.
      SetCoveringSearch.Outcome(plan: part.completed([]), bound: 1, stopped: .work, visits: 0)
    }
    var total = Total(standing, before: chosenBefore)
    var visits = 0
    for round in 0..<2 {
      var pairsLeft = parts.reduce(0) { $0 + $1.pairCount }
      for (index, part) in parts.enumerated() {
        let share = round == 0 ? Double(part.pairCount) / Double(pairsLeft) : 1
        pairsLeft -= part.pairCount
        guard !standing[index].isProved else { continue }
        if round > 0, parts.count == 1 { break }
        if control.remaining(after: visits) == 0 || control.interruption != nil || isSettled(total) { break }
        var outcome = try await searched(
          part, elsewhere: total.without(standing[index]), control.shared(share, after: visits))
        visits += outcome.visits
        if standing[index].plan.count < outcome.plan.count { outcome.plan = standing[index].plan }
        outcome.bound = max(outcome.bound, standing[index].bound)
        standing[index] = outcome
        total = Total(standing, before: chosenBefore)
      }
    }
    let plan = zip(parts, standing).flatMap { part, outcome in outcome.plan.map { part.origins[Int($0)] } }
    return SetCoveringSearch.Outcome(
      plan: plan.sorted(), bound: total.bound - chosenBefore, stopped: stop(total, standing, control), visits: visits)
  }

  /// Sites of all parts' plans and bounds, those chosen before included.
  struct Total {
    var chosen: Int
    var bound: Int

    init(_ standing: [SetCoveringSearch.Outcome], before: Int) {
      chosen = standing.reduce(before) { $0 + $1.plan.count }
      bound = standing.reduce(before) { $0 + $1.bound }
    }

    func without(_ part: SetCoveringSearch.Outcome) -> Total {
      var rest = self
      rest.chosen -= part.plan.count
      rest.bound -= part.bound
      return rest
    }

    /// True when a plan of `enough` sites stands, or can not.
    func answers(_ enough: Int) -> Bool { chosen <= enough || bound > enough }
  }

  private func isSettled(_ total: Total) -> Bool {
    if let enough, total.answers(enough) { return true }
    return limits.gap > 0
      && relativeGap(objective: Double(total.chosen), bound: Double(total.bound)) <= limits.gap
  }

  private func stop(
    _ total: Total, _ standing: [SetCoveringSearch.Outcome], _ control: SearchControl
  ) -> SitingSolution.Stop {
    if total.bound >= total.chosen { return .proved }
    if isSettled(total) { return .gap }
    if let interruption = control.interruption { return interruption }
    return standing.last { !$0.isProved }?.stopped ?? .work
  }

  private func searched(
    _ part: CoverRows, elsewhere: Total, _ limits: SolveLimits
  ) async throws(SitingError) -> SetCoveringSearch.Outcome {
    guard limits.engine == .highs else {
      let search = SetCoveringSearch(
        rows: part, elsewhere: elsewhere, control: SearchControl(limits: limits), enough: enough)
      return await search.run()
    }
    let second = try await CombinedSearch(
      core: RowCore(part, isDuty: true),
      rules: PlanRules(slots: part.columnCount, columnCount: part.columnCount, fee: 1), limits: limits
    ).run()
    // Choosing all columns is a plan, so there is one.
    return SetCoveringSearch.Outcome(
      plan: second.plan ?? (0..<Int32(part.columnCount)).map { $0 }, bound: Int((-second.bound - 1e-6).rounded(.up)),
      stopped: second.stopped, visits: second.visits)
  }
}

extension SetCoveringSearch.Outcome {
  fileprivate var isProved: Bool { bound >= plan.count }
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
