import Model

/// A first plan by swaps, then bisection over the distinct costs, each step a covering problem: the part of ``PCenter``
/// that takes time.
package struct CenterSearch: StagedSearch {
  package static let portfolio = Portfolio<Self>([.plan, .prove])

  let input: AssignmentInput
  let control: SearchControl
  /// No plan has a smaller largest cost.
  private(set) var lower: Double
  /// Candidates of the best plan, and its largest cost; infinite when it does not reach all demand.
  private(set) var plan: [SiteIndex]
  private(set) var upper: Double
  /// New sites that reaching everything takes at least: known when there is no plan.
  private(set) var leastSites = 0
  package private(set) var visits = 0
  package var trace: SearchTrace
  private var first: CenterSwap
  private let start: [SiteIndex]

  /// - Parameters:
  ///   - first: with no site open yet.
  ///   - start: sites to begin with.
  init(input: AssignmentInput, control: SearchControl, first: CenterSwap, start: [SiteIndex], trace: SearchTrace) {
    self.input = input
    self.control = control
    self.first = first
    self.start = start
    self.trace = trace
    lower = first.least
    plan = []
    upper = .infinity
  }

  /// Sites for the farthest points in turn, then swaps.
  fileprivate mutating func begin() {
    first.build(start)
    first.descend { [control] in control.remaining(after: $0) == 0 || control.interruption != nil }
    (plan, upper) = (first.plan, first.worst)
    visits = first.visits
  }

  fileprivate mutating func bisect() async throws(SitingError) -> SitingSolution.Stop {
    if upper == .infinity {
      if case .ended(let stop) = try await decide(.infinity, patience: .max) { return stop }
      if upper == .infinity { return .proved }
    }
    var levels = distinctCosts()
    var patience = 0
    var turn = 0
    while true {
      // Levels are the costs that may still be the answer, the best plan's apart.
      levels.removeAll { $0 < lower || $0 >= upper }
      if let low = levels.first { lower = max(lower, low) } else { lower = upper }
      control.report(.improve, objective: upper, bound: lower, visits: visits)
      if let stop = control.stop(objective: -upper, bound: -lower, tolerance: 0, visits: visits) { return stop }
      let level = levels[Int(Double(levels.count - 1) * Self.turns[turn])]
      switch try await decide(level, patience: patience) {
      case .ended(let stop): return stop
      case .decided:
        if upper > level { levels.removeAll { $0 <= level } }
        turn = 0
      case .undecided:
        // Lower levels are easier to refute, higher ones easier to keep.
        turn += 1
        guard turn == Self.turns.count else { continue }
        turn = 0
        patience = patience < .max / 4 ? max(Self.patience, patience * 4) : .max
      }
    }
  }

  private enum Verdict {
    /// ``plan`` and ``upper`` tell which way.
    case decided
    case undecided
    case ended(SitingSolution.Stop)
  }

  /// Which of the open levels is asked next while none can be decided.
  private static let turns = [0.5, 0.25, 0.75, 0.125, 0.875]
  /// Pairs that a level may take before others are asked, once the searches by depth alone do not get further.
  private static let patience = 200_000_000
  /// Pairs of the first try of each method; every round takes twice as many.
  private static let firstTry = 2_000_000

  /// Whether a plan keeps everybody within `cost`: sets ``plan`` and ``upper`` if so.
  ///
  /// Three exact methods take turns with growing patience, because each is quick where the others are slow: depth-first
  /// search for few sites, the same on a few of the rows, a linear program for many sites.
  private mutating func decide(_ cost: Double, patience: Int) async throws(SitingError) -> Verdict {
    let problem = try SitingProblem(
      covers: input.problem.covers.within(cost), weights: input.problem.weights, statuses: input.problem.statuses)
    visits += input.problem.covers.pairCount
    let presolve = CoveringPresolve(problem, dropWeightless: false)
    let (rows, essential) = presolve.rows.reducedForSetCovering()
    let slots = input.slots - essential.count
    if slots < 0 || (slots == 0 && rows.rowCount > 0) {
      leastSites = presolve.required.count + essential.count + (rows.rowCount > 0 ? 1 : 0)
      return .decided
    }
    let end = visits < .max - patience ? visits + patience : .max
    var growing = GrowingCover(rows, slots: slots, control: control)
    var cover: CenterCover?
    var round = Self.firstTry
    while true {
      // The more sites, the less a search by depth can hope for.
      let share = round * 8 / max(8, slots)
      var depthFirst = CoverDecision(rows, limit: share) { [control] in control.interruption != nil }
      var answer = depthFirst.run(slots: slots)
      visits += depthFirst.visits
      if settle(answer, essential, rows) { return .decided }
      let asked = growing.visits
      answer = growing.run(pairs: share)
      visits += growing.visits - asked
      if settle(answer, essential, rows) { return .decided }
      if let stop = control.interruption { return .ended(stop) }
      guard patience > 0 else { return .undecided }
      round = min(2 * round, control.remaining(after: visits))
      guard round > 0 else { return .ended(.work) }
      var further = cover ?? CenterCover(rows, slots: slots, control: control)
      let before = cover?.visits ?? 0
      answer = await further.run(pairs: round)
      visits += further.visits - before
      if settle(answer, essential, rows) { return .decided }
      if let stop = control.interruption { return .ended(stop) }
      guard visits < end else { return .undecided }
      cover = further
    }
  }

  /// Takes an answer on the rows that are left of a covering problem; false when there is none yet.
  private mutating func settle(_ answer: CoverDecision.Answer, _ essential: [Int32], _ rows: CoverRows) -> Bool {
    switch answer {
    case .plan(let columns):
      accept(essential.map { SiteIndex(Int($0)) } + columns.map { SiteIndex(Int(rows.origins[Int($0)])) })
    case .none: leastSites = input.count + 1
    case .undecided: return false
    }
    return true
  }

  private mutating func accept(_ candidates: [SiteIndex]) {
    plan = candidates
    let check = AssignmentVerification(
      input.problem, chosen: input.required + candidates, count: input.count)
    upper = check.missed.isEmpty ? check.worstCost ?? 0 : .infinity
  }

  /// Costs of the pairs that may be used, from the lower bound up to the best plan's, rising.
  private func distinctCosts() -> [Double] {
    let covers = input.problem.covers
    var costs: [Double] = []
    for site in 0..<covers.siteCount where input.problem.statuses[site] != .excluded {
      costs += covers.costs(of: SiteIndex(site)).filter { $0 >= lower && $0 < upper }
    }
    costs.sort()
    var levels: [Double] = []
    for cost in costs where cost != levels.last { levels.append(cost) }
    return levels
  }
}

extension Stage<CenterSearch> {
  package static var plan: Self {
    Stage(.plan) { search in
      search.begin()
      return nil
    }
  }

  package static var prove: Self { Stage(.prove) { search throws(SitingError) in try await search.bisect() } }
}

extension AssignmentInput {
  /// Required sites and the candidates given, filled up to the full number by the site that saves most weighted cost;
  /// ties to the lower index.
  /// - Complexity: O(pairs x sites filled in).
  func filled(_ plan: [SiteIndex]) -> [SiteIndex] {
    var chosen = required + plan
    var isOpen = [Bool](repeating: false, count: problem.siteCount)
    for site in chosen { isOpen[site.rawValue] = true }
    var cost = [Double](repeating: .infinity, count: problem.demandCount)
    for (point, nearest) in problem.covers.nearest(among: chosen + problem.sites(.existing)).enumerated() {
      if let nearest { cost[point] = nearest.cost }
    }
    while chosen.count < required.count + slots {
      var best: (site: SiteIndex, saved: Double)?
      for site in candidates where !isOpen[site.rawValue] {
        var saved = 0.0
        for entry in problem.covers.offsets[site.rawValue]..<problem.covers.offsets[site.rawValue + 1] {
          let point = Int(problem.covers.demand[entry])
          // A plan to fill reaches all demand that counts; the rest saves nothing.
          if cost[point] < .infinity {
            saved += max(0, cost[point] - problem.covers.costs[entry]) * problem.weights[point]
          }
        }
        if best.map({ saved > $0.saved }) ?? true { best = (site, saved) }
      }
      guard let site = best?.site else { break }
      isOpen[site.rawValue] = true
      chosen.append(site)
      for entry in problem.covers.offsets[site.rawValue]..<problem.covers.offsets[site.rawValue + 1] {
        let point = Int(problem.covers.demand[entry])
        cost[point] = min(cost[point], problem.covers.costs[entry])
      }
    }
    return chosen.sorted()
  }
}
