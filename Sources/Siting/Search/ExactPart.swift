/// The general solver's part in a search: the program it is given, and what its answers mean.
struct ExactPart<Core: PlanCore> {
  let core: Core
  let rules: PlanRules
  let control: SearchControl
  private let program: MixedProgram
  /// Units of the program's objective per unit of ours.
  private let scale: Double
  /// True when every plan's value is a whole number.
  private let isWhole: Bool
  /// What the solver's rounding may take from a bound, in our unit.
  private let slack: Double

  init(core: Core, rules: PlanRules, control: SearchControl) {
    self.core = core
    self.rules = rules
    self.control = control
    (program, scale) = core.program(rules).scaled(toAtMost: 1e6)
    isWhole = core.isWhole && rules.fees.allSatisfy { $0 == $0.rounded() }
    let size = max(core.worthRange.upperBound, rules.fees.reduce(0, +), 1e-12)
    slack = isWhole ? min(0.45, 0.01 / scale) : 1e-9 * size
  }

  /// The solver alone, from our plan, with a share of the time and work that is left.
  func alone(_ engine: any ExactEngine, after own: PlanOutcome, share: Double) throws(SitingError) -> PlanOutcome {
    let solve = try begin(engine, own, share)
    let outcome = try solve.outcome {
      let best = max(own.value, solve.objective.map { $0 / scale } ?? -.infinity)
      let bound = max(best, lowered(solve.bound, own.bound))
      control.report(.exact, objective: best, bound: bound, visits: own.visits)
      return control.interruption != nil || bound <= best + slack
    }
    return joined(own, outcome)
  }

  /// The solver beside our own search, which goes on.
  func beside(
    _ search: PlanSearch<Core>, _ engine: any ExactEngine, after own: PlanOutcome
  ) throws(SitingError) -> PlanOutcome {
    let solve = try begin(engine, own, 1)
    var search = search
    let limits = control.limits
    search.control = control.changed { changed in
      changed.isCancelled = { limits.isCancelled() || solve.isSettled }
      changed.progress = { step in
        var step = step
        step.objective = max(step.objective, solve.objective.map { $0 / scale } ?? step.objective)
        step.bound = max(step.objective, lowered(solve.bound, step.bound))
        limits.progress?(step)
      }
    }
    search.onImprovement = { solve.offer(core.values(of: $0)) }
    let found = search.prove()
    let isEnough = found.stopped == .proved || found.stopped == .gap
    let outcome = try solve.outcome { isEnough || control.interruption != nil }
    return joined(found, outcome)
  }

  private func begin(
    _ engine: any ExactEngine, _ own: PlanOutcome, _ share: Double
  ) throws(SitingError) -> any ExactSolve {
    let isMeasured = control.limits.work < .max
    return try engine.begin(
      program, from: own.plan.map { core.values(of: $0) },
      ExactLimits(
        absoluteGap: (isWhole ? 1 - 2.1 * slack : slack) * scale, relativeGap: control.limits.gap,
        seconds: control.secondsLeft.map { $0 * share },
        iterations: isMeasured
          ? max(1, Int(Double(control.remaining(after: own.visits)) * share) / pairsPerIteration) : nil,
        seed: control.limits.seed))
  }

  /// Cover pairs that take about as long as an iteration of the solver with all that goes on around it: 4 to 17 times
  /// its entries, measured on cities of 500 sites.
  private var pairsPerIteration: Int { 8 * (program.entryCount + program.columns.count + program.rowCount) }

  /// The lower of the solver's bound and another one.
  private func lowered(_ bound: Double, _ other: Double) -> Double {
    min(other, isWhole ? (bound / scale + slack).rounded(.down) : bound / scale)
  }

  /// What both know together.
  private func joined(_ own: PlanOutcome, _ exact: ExactOutcome) -> PlanOutcome {
    var result = own
    result.visits += exact.iterations * pairsPerIteration
    if own.stopped == .proved { return result }
    if exact.ending == .infeasible, own.plan == nil {
      result.bound = -.infinity
      result.stopped = .proved
      return result
    }
    if let values = exact.values { take(values, into: &result) }
    if exact.ending != .infeasible { result.bound = lowered(exact.bound, own.bound) }
    result.bound = max(result.bound, result.value)
    if result.bound <= result.value + slack {
      // Without a plan: none is of interest.
      result.bound = result.plan == nil ? -.infinity : result.value
      result.stopped = .proved
    } else if result.plan != nil, control.limits.gap > 0,
      relativeGap(objective: result.value, bound: result.bound) <= control.limits.gap
    {
      result.stopped = .gap
    } else {
      result.stopped = control.interruption ?? (control.secondsLeft == nil ? .work : .time)
    }
    return result
  }

  /// The solver's solution as a plan, if our own rules find it feasible and better: in the solver's view a whole number
  /// may be a little off.
  private func take(_ values: [Double], into result: inout PlanOutcome) {
    let plan = (0..<core.columnCount).filter { values[$0] > 0.5 }.map { Int32($0) }
    guard rules.allow(plan), core.admits(plan) else { return }
    var found = RuledPlan(rules, core.emptyState())
    for column in plan { found.open(Int(column)) }
    guard found.merit.shortfall == 0, result.plan == nil || found.merit.worth > result.value else { return }
    result.plan = plan
    result.value = found.merit.worth
  }
}
