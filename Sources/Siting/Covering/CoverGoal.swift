import Model

/// When a covering search has done enough: what lies outside it, and what is asked.
struct CoverGoal: Sendable {
  /// Cost of what is chosen elsewhere, and what that costs at least: part of both when the gap is judged.
  var cost = 0.0
  var bound = 0.0
  /// A plan of so low a cost, or the proof that there is none, ends the search; nil to look for the cheapest.
  var enough: Double?

  /// The same with columns chosen for good.
  func adding(_ base: Double) -> CoverGoal { CoverGoal(cost: cost + base, bound: bound + base, enough: enough) }

  /// True when a plan that costs `enough` stands, or can not.
  func isAnswered(cost own: Double, bound least: Double) -> Bool {
    guard let enough else { return false }
    return cost + own <= enough || bound + least > enough
  }

  /// Plans of this cost or more are of no interest: with enough known, none between that and the best so far.
  func interest(_ own: Double, _ step: CostStep) -> Double {
    guard let enough else { return own }
    return min(own, max(0, enough - bound) + max(step.leap, 2 * step.slack))
  }

  /// Why the search must end now, nil to go on; reports what is known.
  func stop(
    _ stage: SearchStage, cost own: Double, bound least: Double, visits: Int, _ control: SearchControl
  ) -> SitingSolution.Stop? {
    let objective = cost + own
    let lowest = bound + min(own, least)
    control.report(stage, objective: objective, bound: lowest, visits: visits)
    if least >= own { return .proved }
    if isAnswered(cost: own, bound: least) { return .gap }
    // Turned around, because here less is better.
    return control.stop(objective: objective, bound: lowest, tolerance: -.infinity, visits: visits)
  }
}

/// What a covering search found and proved.
struct CoverOutcome: Sendable {
  /// Columns, rising.
  var plan: [Int32]
  var cost: Double
  /// No plan costs less.
  var bound: Double
  var stopped: SitingSolution.Stop
  var trace = SearchTrace()

  var isProved: Bool { bound >= cost }
}
