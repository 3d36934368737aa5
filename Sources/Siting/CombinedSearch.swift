import Model

/// Our own search first, then a general solver with what is left: each gives the other what it knows.
///
/// The general solver starts from our plan; its own plan is scored by our rules; the lower of both bounds holds.
/// Deterministic where no time limit is set: both parts are measured in work then.
struct CombinedSearch<Core: PlanCore> {
  let core: Core
  let rules: PlanRules
  let limits: SolveLimits
  /// Plans worth less are of no interest to our own search.
  let floor: Double?
  private let control: SearchControl

  init(core: Core, rules: PlanRules, limits: SolveLimits, floor: Double? = nil) {
    self.core = core
    self.floor = floor
    self.rules = rules
    self.limits = limits
    control = SearchControl(limits: limits)
  }

  func run() throws(SitingError) -> PlanOutcome {
    guard let engine = limits.engine == .own ? nil : exactEngine else {
      var search = PlanSearch(core: core, rules: rules, control: control, floor: floor)
      return search.run()
    }
    let first = opening
    guard first.stopped != .proved, first.stopped != .gap, control.interruption == nil,
      control.remaining(after: first.visits) > 0
    else { return first }
    return try proved(first, by: engine)
  }

  /// What our own search makes of its share.
  private var opening: PlanOutcome {
    var share = limits
    share.timeLimit = limits.timeLimit.map { Seconds($0.value * Self.share) }
    if limits.work < .max { share.work = Int(Double(limits.work) * Self.share) }
    var search = PlanSearch(core: core, rules: rules, control: SearchControl(limits: share), floor: floor)
    return limits.engine == .highs ? search.start() : search.run()
  }

  /// Of time and work.
  private static var share: Double { 0.25 }

  private func proved(_ own: PlanOutcome, by engine: any ExactEngine) throws(SitingError) -> PlanOutcome {
    let isWhole = core.isWhole && rules.fees.allSatisfy { $0 == $0.rounded() }
    let size = max(core.worthRange.upperBound, rules.fees.reduce(0, +), 1e-12)
    let (program, scale) = core.program(rules).scaled(toAtMost: 1e6)
    // What the engine's own rounding may take from a bound, in units of the objective.
    let slack = isWhole ? min(0.45, 0.01 / scale) : 1e-9 * size
    func lowered(_ bound: Double) -> Double {
      min(own.bound, isWhole ? (bound / scale + slack).rounded(.down) : bound / scale)
    }
    var exact = ExactLimits(
      absoluteGap: (isWhole ? 1 - 2.1 * slack : slack) * scale, relativeGap: limits.gap,
      seconds: control.limits(after: own.visits).timeLimit?.value, iterations: nil, seed: limits.seed)
    if limits.work < .max {
      exact.iterations = max(1, control.remaining(after: own.visits) / Self.pairs(perIterationOf: program))
    }
    let outcome = try engine.solve(program, from: own.plan.map { core.values(of: $0) }, exact) { objective, bound in
      let best = max(own.value, objective.map { $0 / scale } ?? -.infinity)
      let bound = max(best, lowered(bound))
      control.report(.exact, objective: best, bound: bound, visits: own.visits)
      return bound <= best + slack || control.interruption != nil
    }
    var result = own
    result.visits += outcome.iterations * Self.pairs(perIterationOf: program)
    if outcome.ending == .infeasible {
      guard own.plan == nil else { return own }
      result.bound = -.infinity
      result.stopped = .proved
      return result
    }
    if let values = outcome.values { take(values, into: &result) }
    result.bound = max(result.value, lowered(outcome.bound))
    if result.plan != nil, result.bound <= result.value + slack {
      result.bound = result.value
      result.stopped = .proved
    } else if result.plan != nil, limits.gap > 0,
      relativeGap(objective: result.value, bound: result.bound) <= limits.gap
    {
      result.stopped = .gap
    } else {
      result.stopped = control.interruption ?? (exact.iterations == nil && exact.seconds != nil ? .time : .work)
    }
    return result
  }

  /// Cover pairs that take about as long as an iteration of the engine.
  private static func pairs(perIterationOf program: MixedProgram) -> Int {
    program.entryCount + program.columns.count + program.rowCount
  }

  /// The engine's solution as a plan, if our own rules find it feasible and better: a whole number may be a little off
  /// in the engine's view.
  private func take(_ values: [Double], into result: inout PlanOutcome) {
    let plan = (0..<core.columnCount).filter { values[$0] > 0.5 }.map { Int32($0) }
    guard rules.allow(plan) else { return }
    var found = RuledPlan(rules, core.emptyState())
    for column in plan { found.open(Int(column)) }
    guard found.merit.shortfall == 0, result.plan == nil || found.merit.worth > result.value else { return }
    result.plan = plan
    result.value = found.merit.worth
  }
}

extension MixedProgram {
  /// The same with an objective in units that a solver's tolerances suit.
  func scaled(toAtMost most: Double) -> (program: MixedProgram, scale: Double) {
    let largest = columns.reduce(0) { max($0, abs($1.objective)) }
    guard largest > most else { return (self, 1) }
    var scaled = self
    let scale = most / largest
    for index in columns.indices { scaled.columns[index].objective *= scale }
    scaled.constant *= scale
    return (scaled, scale)
  }
}
