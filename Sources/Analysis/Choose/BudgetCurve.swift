import Model
import Siting

extension SitingStep {
  /// Sums between nothing and the budget.
  private static let budgetSteps = 10

  /// The best plan for each tenth of the budget: each gets a small, fixed amount of work. Sums for which no plan keeps to
  /// the constraints are left out; the last row is the plan itself.
  func budgetCurve(
    _ problem: SitingProblem, _ solution: SitingSolution, _ constraints: SitingConstraints, _ budget: Double,
    _ limits: SolveLimits, _ scale: Double
  ) async throws -> [BudgetPoint] {
    guard let value = solution.objective, let bound = solution.bound, budget > 0 else { return [] }
    var limits = limits
    limits.work = 200
    limits.progress = nil
    limits.findsRepairs = false
    let deadline = SolveDeadline(limits.timeLimit)
    var points: [BudgetPoint] = []
    for step in 0..<Self.budgetSteps where !limits.isCancelled() {
      var rules = constraints
      let yuan = (budget * (Double(step) / Double(Self.budgetSteps))).rounded()
      guard points.last.map({ $0.yuan < yuan }) ?? true else { continue }
      rules.budget = yuan
      let found = try await ConstrainedCovering(problem, under: rules).solve(limits.within(deadline, share: 0.3))
      guard let value = found.objective, let bound = found.bound else { continue }
      points.append(BudgetPoint(yuan: yuan, value: value / scale, bound: bound / scale))
    }
    return (points + [BudgetPoint(yuan: budget, value: value / scale, bound: bound / scale)]).monotone
  }
}

extension [BudgetPoint] {
  /// More money never serves less, and less money no more than more may.
  var monotone: [BudgetPoint] {
    var points = self
    for index in points.indices.dropFirst() {
      points[index].value = Swift.max(points[index].value, points[index - 1].value)
    }
    for index in points.indices.dropLast().reversed() {
      points[index].bound = Swift.min(points[index].bound, points[index + 1].bound)
    }
    return points
  }
}
