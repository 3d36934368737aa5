import Model
import Words

/// So many new sites that the longest gap on any of some chains is least.
///
/// Choose it for riders, who leave their round for a station on it: what counts is the longest stretch without one.
///
/// No gap is longer than g if and only if every shortest run of pieces longer than g holds a served one, so that "is g
/// possible?" is a set covering problem over these runs (``SetCovering``). The answer is found by bisection; an answer
/// "no" lifts the bound to the next length that a gap can have, so that it ends with bound and value equal.
///
/// Boundary inclusive. Deterministic as ``SolveLimits`` says.
/// - Complexity: some thirty covering problems of as many rows as there are pieces.
package struct ShortestGaps: Sendable {
  private let chains: [ServiceBeads]
  private let statuses: [SiteStatus]
  private let count: Int

  /// - Parameters:
  ///   - chains: what is passed, by sites as positions in `statuses`.
  ///   - count: new sites, at the most.
  package init(_ chains: [ServiceBeads], statuses: [SiteStatus], count: Int) {
    self.chains = chains
    self.statuses = statuses
    self.count = count
  }

  /// The longest gap with every site that may stand: no plan has a shorter one.
  package var leastGap: Double { chains.longestGap(statuses.map { $0 != .excluded }) }

  /// The fewest new sites, required ones among them, that leave no gap longer than a limit in minutes.
  ///
  /// - Returns: infeasible where sites that stand and all candidates together leave a longer one.
  package func fewest(longestGap limit: Double, _ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    let runs = chains.demands(longestGap: limit)
    var solution = try await SetCovering(
      try SitingProblem(runs: runs.isEmpty ? [Set(statuses.indices.map { SiteIndex($0) })] : runs, statuses: statuses)
    ).solve(limits)
    if !solution.uncoverable.isEmpty { solution.status = .infeasible }
    return solution
  }

  /// - Returns: value and bound are minutes.
  package func solve(_ limits: SolveLimits = SolveLimits()) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let deadline = SolveDeadline(limits.timeLimit)
    var left = limits
    left.gap = 0
    left.progress = nil
    var plan = statuses.indices.filter { statuses[$0] == .required }.map { SiteIndex($0) }
    var upper = longestGap(with: plan)
    var lower = min(leastGap, upper)
    var solution = SitingSolution(
      problem: "shortest-gaps", status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0, totalWeight: 0,
      uncoverable: [], rows: chains.reduce(0) { $0 + $1.count }, rowsAfterPresolve: 0, warnings: [],
      seed: limits.seed, trace: SearchTrace(isTimed: limits.isTimed))
    guard plan.count <= count else {
      solution.status = .infeasible
      solution.reason = Bilingual(
        "必选点有\(plan.count)处，而最多只能选\(count)处", "\(plan.count) sites are required but only \(count) may be chosen")
      return solution
    }
    // What all sites together reach is asked first: a planner often has enough of them.
    var asked = lower
    while lower < upper - ServiceBeads.tolerance {
      if limits.isCancelled() || deadline.isPast {
        solution.stopped = limits.isCancelled() ? .interrupted : .time
        break
      }
      let (answer, found) = try await covers(asked, left.within(deadline))
      if limits.work < .max { left.work = max(0, left.work - found.work) }
      solution.trace.add(found.trace)
      solution.rowsAfterPresolve = max(solution.rowsAfterPresolve, found.rowsAfterPresolve)
      switch answer {
      case .yes:
        plan = found.chosen
        upper = longestGap(with: plan)
      case .no: lower = min(upper, chains.compactMap { $0.shortestRun(longerThan: asked) }.min() ?? upper)
      case .unknown: solution.stopped = found.stopped == .proved ? .work : found.stopped
      }
      if answer == .unknown { break }
      limits.progress?(SitingProgress(stage: .bound, objective: upper, bound: lower, work: solution.work))
      asked = (lower + upper) / 2
    }
    lower = lower < upper - ServiceBeads.tolerance ? lower : upper
    solution.status = lower == upper ? .optimal : .feasible
    solution.chosen = plan.sorted()
    solution.objective = upper
    solution.bound = lower
    return solution
  }

  private enum Answer { case yes, no, unknown }

  /// Whether so few sites leave no gap longer than a limit.
  private func covers(
    _ limit: Double, _ limits: SolveLimits
  ) async throws(SitingError) -> (answer: Answer, solution: SitingSolution) {
    let problem = try SitingProblem(runs: chains.demands(longestGap: limit), statuses: statuses)
    let solution = try await SetCovering(problem).solve(limits, enough: count)
    if solution.uncoverable.isEmpty, solution.objective.map({ $0 <= Double(count) }) ?? false {
      return (.yes, solution)
    }
    let isBeyond = solution.bound.map { $0 > Double(count) } ?? (solution.status == .infeasible)
    return (isBeyond || !solution.uncoverable.isEmpty ? .no : .unknown, solution)
  }

  private func longestGap(with plan: [SiteIndex]) -> Double {
    var isChosen = statuses.map { $0 == .existing }
    for site in plan { isChosen[site.rawValue] = true }
    return chains.longestGap(isChosen)
  }
}

extension SitingProblem {
  /// Each run is a demand point, covered by the sites that serve some of it.
  fileprivate init(runs: [Set<SiteIndex>], statuses: [SiteStatus]) throws(SitingError) {
    try self.init(
      covers: CoverSets(demandCount: runs.count, rows: SitingProblem.rows(runs, siteCount: statuses.count)),
      weights: [Double](repeating: 1, count: runs.count), statuses: statuses)
  }

  private static func rows(_ runs: [Set<SiteIndex>], siteCount: Int) -> [[(demand: Int32, cost: Double)]] {
    var rows = [[(demand: Int32, cost: Double)]](repeating: [], count: siteCount)
    for (run, sites) in runs.enumerated() { for site in sites { rows[site.rawValue].append((Int32(run), 0)) } }
    return rows
  }

  /// The same with runs of pieces as demand without weight behind the other, to be named as musts.
  package func with(_ runs: [Set<SiteIndex>]) throws(SitingError) -> SitingProblem {
    var rows = SitingProblem.rows(runs, siteCount: siteCount)
    for site in rows.indices {
      let own = zip(covers.demand(of: SiteIndex(site)), covers.costs(of: SiteIndex(site))).map {
        (demand: $0, cost: $1)
      }
      rows[site] = own + rows[site].map { (demand: $0.demand + Int32(demandCount), cost: $0.cost) }
    }
    return try SitingProblem(
      covers: CoverSets(demandCount: demandCount + runs.count, rows: rows),
      weights: weights + [Double](repeating: 0, count: runs.count), statuses: statuses)
  }
}
