import Model

/// Our own search and a general solver together: each gives the other what it knows.
///
/// Our own search finds the first plan, and proves small problems at once. The general solver then starts from that plan.
/// Under a time limit both work side by side when there are threads for it; otherwise the general solver has half of
/// what is left and our own search the rest, measured in work, so that equal input gives equal output. The
/// better of both plans counts, by our own rules, and the lower of both bounds.
struct CombinedSearch<Core: PlanCore> {
  let core: Core
  let rules: PlanRules
  let limits: SolveLimits
  /// Plans worth less are of no interest.
  var floor: Double?
  /// A plan to start from, as far as it keeps to the rules.
  var start: [Int32] = []

  /// Pairs our own search may look at before the general solver begins.
  private static var opening: Int { 500 * SearchControl.pairsPerUnit }
  /// Of the time or work that is left then, when the two take turns.
  private static var exactShare: Double { 0.5 }

  func run() async throws(SitingError) -> PlanOutcome {
    let control = SearchControl(limits: limits)
    var search = PlanSearch(core: core, rules: rules, control: control, floor: floor)
    // Nothing to choose is nothing to ask a solver about.
    guard core.columnCount > 0, limits.engine != .own, let engine = exactEngine else {
      return await search.runTogether(from: start)
    }
    let stopped = search.start(from: start)
    var own = search.standing(stopped ?? .work)
    if stopped != nil { return own }
    if limits.engine == .auto {
      own = search.prove(within: Self.opening)
      guard own.stopped == .work, control.remaining(after: own.visits) > 0 else { return own }
    }
    let exact = ExactPart(core: core, rules: rules, control: control)
    guard limits.engine == .auto else { return try exact.alone(engine, after: own, share: 1) }
    if limits.timeLimit != nil, limits.threads > 1 { return try exact.beside(search, engine, after: own) }
    let first = try exact.alone(engine, after: own, share: Self.exactShare)
    guard [.work, .time].contains(first.stopped), control.interruption == nil,
      control.remaining(after: first.visits) > 0
    else { return first }
    if let plan = first.plan { search.adopt(plan) }
    search.control = control.changed { $0.work -= (first.visits - search.visits) / SearchControl.pairsPerUnit }
    var last = search.prove()
    last.visits += first.visits - own.visits
    return last.joined(first)
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
