/// The general solver's part in a covering search.
///
/// It maximises the negative of the costs, (1) and (2) of ``CostedRows``, scaled to what its tolerances suit.
struct CoverExact {
  let core: CostedRows
  let step: CostStep
  let control: SearchControl
  private let program: MixedProgram
  /// Units of the program's objective per unit of cost.
  private let scale: Double
  /// What the solver's rounding may take from a bound.
  private let slack: Double

  init(_ core: CostedRows, _ step: CostStep, _ control: SearchControl) {
    self.core = core
    self.step = step
    self.control = control
    var program = MixedProgram()
    for cost in core.costs { program.add(.init(objective: -cost, isWhole: true)) }
    for row in 0..<core.rows.rowCount {
      program.beginRow(from: 1)
      for column in core.rows.columns(of: row) { program.put(1, Int(column)) }
    }
    (self.program, scale) = program.scaled(toAtMost: 1e6)
    slack = step.leap > 0 ? min(0.45 * step.leap, 0.01 / scale) : max(step.slack, 1e-9)
  }

  /// The solver alone, from our plan, with a share of the time and work that is left.
  func alone(
    _ engine: any ExactEngine, _ branch: inout CoverBranch, share: Double
  ) throws(SitingError) -> SitingSolution.Stop {
    let solve = try begin(engine, branch, share)
    let known = branch
    let outcome = try solve.outcome {
      let cost = min(known.cost, solve.objective.map { -$0 / scale } ?? known.cost)
      let bound = min(cost, max(known.bound, raised(solve.bound)))
      return bound >= cost || known.goal.stop(.exact, cost: cost, bound: bound, visits: known.visits, control) != nil
    }
    return joined(outcome, into: &branch)
  }

  /// The solver beside our own search, which goes on.
  func beside(_ engine: any ExactEngine, _ branch: inout CoverBranch) async throws(SitingError) -> SitingSolution.Stop {
    let solve = try begin(engine, branch, 1)
    let limits = control.limits
    branch.control = control.changed { changed in
      changed.threads = limits.threads - 1
      changed.isCancelled = { limits.isCancelled() || solve.isSettled }
    }
    let core = core
    branch.onImprovement = { solve.offer(core.values(of: $0)) }
    let stopped = await branch.run()
    branch.onImprovement = nil
    branch.control = control
    let isEnough = stopped == .proved || stopped == .gap
    let outcome = try solve.outcome { isEnough || control.interruption != nil }
    return isEnough ? stopped : joined(outcome, into: &branch)
  }

  private func begin(
    _ engine: any ExactEngine, _ branch: CoverBranch, _ share: Double
  ) throws(SitingError) -> any ExactSolve {
    let isMeasured = control.limits.work < .max
    return try engine.begin(
      program, from: core.values(of: branch.plan ?? branch.start),
      ExactLimits(
        absoluteGap: (step.leap > 0 ? step.leap - 2.1 * slack : slack) * scale, relativeGap: control.limits.gap,
        seconds: control.secondsLeft.map { $0 * share },
        iterations: isMeasured
          ? max(1, Int(Double(control.remaining(after: branch.visits)) * share) / pairsPerIteration) : nil,
        seed: control.limits.seed))
  }

  /// Cover pairs that take about as long as an iteration of the solver with all that goes on around it, as in
  /// ``ExactPart``.
  private var pairsPerIteration: Int { 8 * (program.entryCount + program.columns.count + program.rowCount) }

  /// What a bound of the solver says about costs.
  private func raised(_ bound: Double) -> Double {
    let cost = -bound / scale
    guard step.leap > 0, cost.isFinite else { return cost }
    return ((cost - slack) / step.leap).rounded(.up) * step.leap
  }

  private func joined(_ exact: ExactOutcome, into branch: inout CoverBranch) -> SitingSolution.Stop {
    branch.count(exact.iterations * pairsPerIteration)
    if let values = exact.values {
      let plan = core.costs.indices.filter { values[$0] > 0.5 }.map { Int32($0) }
      // In the solver's view a whole number may be a little off.
      if core.covers(plan) { branch.adopt(plan) }
    }
    if exact.ending != .infeasible { branch.adopt(bound: raised(exact.bound)) }
    if branch.cost - branch.bound <= (step.leap > 0 ? 0 : slack) {
      branch.adopt(bound: branch.cost)
      return .proved
    }
    if let stop = branch.goal.stop(
      .exact, cost: branch.cost, bound: branch.bound, visits: branch.visits, control)
    {
      return stop
    }
    return control.secondsLeft == nil ? .work : .time
  }
}

extension CostedRows {
  fileprivate func values(of plan: [Int32]) -> [Double] {
    var values = [Double](repeating: 0, count: costs.count)
    for column in plan { values[Int(column)] = 1 }
    return values
  }

  fileprivate func covers(_ plan: [Int32]) -> Bool {
    var isCovered = [Bool](repeating: false, count: rows.rowCount)
    for column in plan { for row in rows.rows(of: Int(column)) { isCovered[Int(row)] = true } }
    return !isCovered.contains(false)
  }
}
