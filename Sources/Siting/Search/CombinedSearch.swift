import Model

/// The general search, alone or together with a general solver: each gives the other what it knows.
///
/// Our own search finds the first plan, and proves small problems at once. The general solver then starts from that plan.
/// Under a time limit both work side by side when there are threads for it; otherwise the general solver has half of
/// what is left and our own search the rest, measured in work, so that equal input gives equal output. The
/// better of both plans counts, by our own rules, and the lower of both bounds.
struct CombinedSearch<Core: PlanCore>: StagedSearch {
  let core: Core
  let rules: PlanRules
  let control: SearchControl
  /// A plan to start from, as far as it keeps to the rules.
  private let given: [Int32]
  var trace: SearchTrace

  var search: PlanSearch<Core>
  /// What is known.
  var standing: PlanOutcome
  /// How our own search proves its plan, in the place of its tree of nodes; goes on to the general solver, if there is
  /// one, without a plan only.
  private let proof: Stage<Self>?
  /// What the general solver took.
  private var exactVisits = 0
  var visits: Int { search.visits + exactVisits }

  /// Pairs our own search may look at before the general solver begins.
  private static var opening: Int { 500 * SearchControl.pairsPerUnit }
  /// Of the time or work that is left then, when the two take turns.
  private static var exactShare: Double { 0.5 }

  /// - Parameter floor: plans worth less are of no interest.
  init(
    core: Core, rules: PlanRules, limits: SolveLimits, floor: Double? = nil, start: [Int32] = [],
    proof: Stage<Self>? = nil, trace: SearchTrace? = nil
  ) {
    self.core = core
    self.rules = rules
    control = SearchControl(limits: limits)
    given = start
    self.proof = proof
    self.trace = trace ?? SearchTrace(isTimed: limits.isTimed)
    search = PlanSearch(core: core, rules: rules, control: control, floor: floor)
    standing = search.standing(.work)
  }

  /// Which stages there are is a matter of who is to prove the plan.
  private var portfolio: Portfolio<Self> {
    let own = Portfolio([Self.plan, Self.bound, proof ?? Self.prove])
    // Nothing to choose is nothing to ask a solver about.
    guard core.columnCount > 0, let engine = exactEngine else { return own }
    let opening = proof == nil ? [Self.plan, Self.prove(within: Self.opening)] : own.stages
    return switch control.limits.engine {
    case .own: own
    case .highs: Portfolio([Self.plan, Self.exact(engine, share: 1)])
    case .auto where control.limits.timeLimit != nil && control.limits.threads > 1:
      Portfolio(opening + [Self.beside(engine)])
    case .auto: Portfolio(opening + [Self.exact(engine, share: Self.exactShare), Self.prove(within: .max)])
    }
  }

  mutating func run() async throws(SitingError) -> PlanOutcome {
    _ = try await portfolio.run(&self)
    standing.visits = visits
    standing.trace = trace
    return standing
  }

  /// The local search within a stage is a stage of its own.
  mutating func countSwaps(since before: Int) { trace.add(.improve, visits: search.wandered - before) }

  /// One round of our own search, the root alone in the first.
  private mutating func advance() async -> SitingSolution.Stop? {
    let before = search.wandered
    defer { countSwaps(since: before) }
    guard let outcome = await search.advance() else { return nil }
    standing = outcome
    return outcome.stopped
  }

  mutating func proveByNodes() async -> SitingSolution.Stop {
    while true {
      if let stop = await advance() { return stop }
    }
  }

  /// Our own search on one thread.
  /// - Parameter pairs: then others have their turn, as long as any work is left for them.
  private mutating func prove(within pairs: Int) -> SitingSolution.Stop? {
    let before = search.wandered
    let known = standing
    if exactVisits > 0 {
      search.control = control.changed { $0.work -= exactVisits / SearchControl.pairsPerUnit }
      if let plan = known.plan { search.adopt(plan) }
    }
    standing = search.prove(within: pairs).joined(known)
    countSwaps(since: before)
    return pairs < .max && isOpen ? nil : standing.stopped
  }

  /// The general solver, from what stands.
  private mutating func exact(
    _ solve: (ExactPart<Core>, PlanOutcome) throws(SitingError) -> PlanOutcome
  ) throws(SitingError) {
    var known = standing
    known.visits = visits
    standing = try solve(ExactPart(core: core, rules: rules, control: control), known)
    exactVisits = standing.visits - search.visits
  }

  /// Whether the general solver's turn comes after our own.
  var mayAskSolver: Bool { exactEngine != nil && control.limits.engine == .auto && core.columnCount > 0 }

  /// Whether somebody else should go on.
  private var isOpen: Bool {
    [.work, .time].contains(standing.stopped) && control.interruption == nil && control.remaining(after: visits) > 0
  }
}

extension CombinedSearch {
  private static var plan: Stage<Self> {
    Stage(.plan) { own in
      let stop = own.search.start(from: own.given)
      own.standing = own.search.standing(stop ?? .work)
      return stop
    }
  }

  private static var bound: Stage<Self> { Stage(.bound) { await $0.advance() } }

  private static var prove: Stage<Self> { Stage(.prove) { await $0.proveByNodes() } }

  private static func prove(within pairs: Int) -> Stage<Self> { Stage(.prove) { $0.prove(within: pairs) } }

  private static func exact(_ engine: any ExactEngine, share: Double) -> Stage<Self> {
    Stage(.exact) { own throws(SitingError) in
      try own.exact { exact, known throws(SitingError) in try exact.alone(engine, after: known, share: share) }
      return share < 1 && own.isOpen ? nil : own.standing.stopped
    }
  }

  private static func beside(_ engine: any ExactEngine) -> Stage<Self> {
    Stage(.exact) { own throws(SitingError) in
      let search = own.search
      try own.exact { exact, known throws(SitingError) in try exact.beside(search, engine, after: known) }
      return own.standing.stopped
    }
  }
}

extension PlanOutcome {
  /// With what was known before: a plan that this one is not worse than, and a bound.
  func joined(_ earlier: PlanOutcome) -> PlanOutcome {
    guard stopped != .proved else { return self }
    var joined = self
    joined.bound = max(value, min(bound, earlier.bound))
    if plan != nil, joined.bound <= value { joined.stopped = .proved }
    return joined
  }
}
