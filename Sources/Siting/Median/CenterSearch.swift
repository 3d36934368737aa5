import Model

/// A first plan by swaps, then questions about the distinct costs, each a covering problem: the part of ``PCenter`` that
/// takes time.
///
/// What a short search by depth answers is asked first, by halving. Where that ends, local search takes the plan down as
/// far as it gets; then exact methods ask with growing patience, first whether anything is better than the plan.
package struct CenterSearch: StagedSearch {
  package static let portfolio = Portfolio<Self>([.plan, .halve, .improve, .prove])

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
  /// Costs that may be the answer, rising; none before the search is open.
  private var levels: [Double] = []
  private var isOpen = false
  /// Trees begun, by level.
  private var trees: [Double: CenterCover] = [:]

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

  /// A plan that reaches all, if there is none yet, and the levels that are open.
  /// - Returns: why the search ends here, nil to go on.
  private mutating func open() async throws(SitingError) -> SitingSolution.Stop? {
    guard !isOpen else { return nil }
    var patience = Self.firstTry
    while upper == .infinity {
      switch try await decide(.infinity, patience: patience) {
      case .ended(let stop): return stop
      case .decided: if upper == .infinity { return .proved }
      case .undecided: patience = patience < .max / 4 ? patience * 4 : .max
      }
    }
    levels = distinctCosts()
    isOpen = true
    return nil
  }

  /// Halves the open levels as long as short searches answer.
  fileprivate mutating func halve() async throws(SitingError) -> SitingSolution.Stop? {
    if let stop = try await open() { return stop }
    return try await ask([0.5, 0.25, 0.75, 0.125, 0.875], patience: 0)
  }

  /// Local search at halved levels, as if no plan were where it finds none.
  fileprivate mutating func improve() async throws(SitingError) -> SitingSolution.Stop? {
    if let stop = try await open() { return stop }
    for pairs in Self.walks {
      var low = 0
      while low < levels.count {
        if let stop = standing(.improve) { return stop }
        let middle = (low + levels.count) / 2
        if try await walk(levels[middle], pairs: pairs) { closeLevels() } else { low = middle + 1 }
      }
    }
    return standing(.improve)
  }

  /// Asks until nothing is open.
  fileprivate mutating func prove() async throws(SitingError) -> SitingSolution.Stop {
    if let stop = try await open() { return stop }
    var patience = Self.patience
    while true {
      if let stop = try await ask([1, 0.5, 0.125], patience: patience) { return stop }
      patience = patience < .max / 4 ? patience * 4 : .max
    }
  }

  /// Asks about the open levels at these parts of them in turn; from the beginning after each answer, apart from levels
  /// that have had their turn in vain.
  ///
  /// Lower levels are easier to refute, higher ones easier to keep.
  /// - Returns: nil when none of them is answered.
  private mutating func ask(_ turns: [Double], patience: Int) async throws(SitingError) -> SitingSolution.Stop? {
    var turn = 0
    var asked: Set<Double> = []
    while turn < turns.count {
      if let stop = standing(.prove) { return stop }
      let level = levels[Int(Double(levels.count - 1) * turns[turn])]
      guard asked.insert(level).inserted else {
        turn += 1
        continue
      }
      switch try await decide(level, patience: patience) {
      case .ended(let stop): return stop
      case .decided:
        if upper > level { levels.removeAll { $0 <= level } }
        turn = 0
      case .undecided: turn += 1
      }
    }
    return nil
  }

  /// Levels are the costs that may still be the answer, the best plan's apart.
  private mutating func closeLevels() {
    levels.removeAll { $0 < lower || $0 >= upper }
    for level in trees.keys where level < lower || level >= upper { trees[level] = nil }
    if let low = levels.first { lower = max(lower, low) } else { lower = upper }
  }

  /// Reports where the search stands.
  /// - Returns: why it ends here, nil to go on.
  private mutating func standing(_ stage: SearchStage) -> SitingSolution.Stop? {
    closeLevels()
    control.report(stage, objective: upper, bound: lower, visits: visits)
    return control.stop(objective: -upper, bound: -lower, tolerance: 0, visits: visits)
  }

  private enum Verdict {
    /// ``plan`` and ``upper`` tell which way.
    case decided
    case undecided
    case ended(SitingSolution.Stop)
  }

  /// Pairs of each method for a level at first.
  private static let patience = 100_000_000
  /// Pairs of the searches by depth alone.
  private static let firstTry = 2_000_000
  /// Pairs of local search for a level, in the first round and the second.
  private static let walks = [10_000_000, 50_000_000]

  /// Pairs of a level whose tree is kept while others are asked, about 100 MB; larger ones begin anew.
  private static let room = 4_000_000

  /// A covering question: what is left of it, and the columns that all plans have.
  private struct Question {
    let rows: CoverRows
    let essential: [Int32]
    let slots: Int

    var costed: CostedRows { CostedRows(rows: rows, costs: [Double](repeating: 1, count: rows.columnCount)) }
  }

  /// Whether a plan keeps everybody within `cost`; nil when there is none, beyond doubt.
  private mutating func question(_ cost: Double) throws(SitingError) -> Question? {
    let problem = try SitingProblem(
      covers: input.problem.covers.within(cost), weights: input.problem.weights, statuses: input.problem.statuses)
    visits += input.problem.covers.pairCount
    let presolve = CoveringPresolve(problem, dropWeightless: false)
    let (rows, essential) = presolve.rows.reducedForSetCovering()
    let slots = input.slots - essential.count
    guard slots > 0 || (slots == 0 && rows.rowCount == 0) else {
      leastSites = presolve.required.count + essential.count + (rows.rowCount > 0 ? 1 : 0)
      return nil
    }
    return Question(rows: rows, essential: essential, slots: slots)
  }

  /// Whether a plan keeps everybody within `cost`: sets ``plan`` and ``upper`` if so.
  ///
  /// Four exact methods, because each is quick where the others are slow: depth-first search for few sites, the same on a
  /// few of the rows, the search for the fewest sites, a linear program.
  /// - Parameter patience: pairs of each; 0 for the searches by depth alone.
  private mutating func decide(_ cost: Double, patience: Int) async throws(SitingError) -> Verdict {
    guard let question = try question(cost) else { return .decided }
    let (rows, slots) = (question.rows, question.slots)
    guard control.remaining(after: visits) > 0 else { return .ended(.work) }
    // The more sites, the less a search by depth can hope for.
    let crowd = max(1, Double(slots) / 8)
    let share = Int(Double(max(patience, Self.firstTry)) / (patience > 0 ? crowd * crowd * crowd : crowd))
    let limit = min(share, control.remaining(after: visits))
    var depthFirst = CoverDecision(rows, limit: limit) { [control] in control.interruption != nil }
    let answer = depthFirst.run(slots: slots)
    visits += depthFirst.visits
    if settle(answer, question) { return .decided }
    var growing = GrowingCover(rows, slots: slots, control: control)
    let grown = growing.run(pairs: min(share, control.remaining(after: visits)))
    visits += growing.visits
    if settle(grown, question) { return .decided }
    if patience > 0, control.interruption == nil {
      let pairs = min(patience, control.remaining(after: visits) / 2)
      for answer in try await askBoth(question, cost, pairs: pairs) where settle(answer, question) { return .decided }
    }
    return control.interruption.map { .ended($0) } ?? .undecided
  }

  /// The search for the fewest sites and the linear program's tree, which goes on where it ended; side by side when there
  /// are threads for it.
  private mutating func askBoth(
    _ question: Question, _ cost: Double, pairs: Int
  ) async throws(SitingError) -> [CoverDecision.Answer] {
    var limits = control.limits(after: visits)
    limits.work = max(1, min(limits.work, pairs / SearchControl.pairsPerUnit))
    limits.progress = nil
    limits.threads = 1
    limits.engine = .own
    let parts = CoverParts(
      problem: question.costed, goal: CoverGoal(enough: Double(question.slots)), limits: limits)
    let earlier = trees[cost] ?? CenterCover(question.rows, slots: question.slots, control: control.sequential)
    @Sendable func split() async -> (CenterCover, CoverDecision.Answer) {
      var tree = earlier
      let answer = await tree.run(pairs: pairs)
      return (tree, answer)
    }
    let (outcome, tree): (CoverOutcome, (CenterCover, CoverDecision.Answer))
    if control.limits.threads > 1 {
      async let next = split()
      outcome = try await parts.run()
      tree = await next
    } else {
      outcome = try await parts.run()
      tree = await split()
    }
    if question.rows.pairCount <= Self.room { trees[cost] = tree.0 }
    visits += outcome.trace.visits + tree.0.visits - earlier.visits
    let slots = Double(question.slots)
    let fewest: CoverDecision.Answer =
      outcome.cost <= slots ? .plan(outcome.plan) : outcome.bound > slots ? .none : .undecided
    return [fewest, tree.1]
  }

  /// Whether local search keeps everybody within `cost`: sets ``plan`` and ``upper`` if so.
  private mutating func walk(_ cost: Double, pairs: Int) async throws(SitingError) -> Bool {
    guard let question = try question(cost) else { return false }
    guard question.rows.rowCount > 0 else { return settle(.plan([]), question) }
    let costed = question.costed
    var walks = CoverWalks(costed, CostStep(costed.costs), from: costed.greedyPlan(), seed: control.limits.seed)
    walks.aim(below: Double(question.slots + 1))
    await walks.run(
      pairs: min(pairs, control.remaining(after: visits)), enough: Double(question.slots), control)
    visits += walks.visits
    guard walks.bestCost <= Double(question.slots) else { return false }
    return settle(.plan(walks.best), question)
  }

  /// Takes an answer on the rows that are left of a covering problem; false when there is none yet.
  private mutating func settle(_ answer: CoverDecision.Answer, _ question: Question) -> Bool {
    switch answer {
    case .plan(let columns):
      accept((question.essential + columns.map { question.rows.origins[Int($0)] }).map { SiteIndex(Int($0)) })
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

  /// Levels halved, as far as that is short work.
  package static var halve: Self { Stage(.bound) { search throws(SitingError) in try await search.halve() } }

  /// Row weighting at halved levels.
  package static var improve: Self { Stage(.improve) { search throws(SitingError) in try await search.improve() } }

  package static var prove: Self { Stage(.prove) { search throws(SitingError) in try await search.prove() } }
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
