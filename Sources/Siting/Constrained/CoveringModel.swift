import Model

/// A covering problem with constraints, solved and checked.
package protocol CoveringModel: Sendable {
  var problem: SitingProblem { get }
  var constraints: SitingConstraints { get }
  /// True when less is better: numbers of sites and costs.
  var isMinimum: Bool { get }
  /// The plan with its value, bound and gap. Infeasible and unproven are results, not errors.
  /// - Throws: ``SitingError`` code `badParameter` for limits out of range.
  func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution
  /// Scores a plan from the cover sets alone, by code that shares nothing with the searches.
  func check(_ chosen: [SiteIndex]) -> PlanCheck
  /// Who serves whom in a plan: the parts that its value is the sum of.
  func allocation(_ chosen: [SiteIndex]) -> PlanAllocation
}

extension CoveringModel {
  package var isMinimum: Bool { false }

  /// Every demand point to its nearest site.
  package func allocation(_ chosen: [SiteIndex]) -> PlanAllocation {
    PlanAllocation(nearest: problem.sites(.existing) + chosen, in: problem)
  }

  package func solve() async throws(SitingError) -> SitingSolution { try await solve(SolveLimits()) }

  /// What is wrong with an answer, in words; empty when plan, value and bound agree with the cover sets.
  package func faults(in solution: SitingSolution) -> [String] {
    guard let objective = solution.objective else { return [] }
    let check = check(solution.chosen)
    var faults = check.violations
    let room = 1e-9 * max(1, abs(check.objective))
    if abs(check.objective - objective) > room {
      faults.append("the value is \(objective), the cover sets give \(check.objective)")
    }
    if let bound = solution.bound, isMinimum ? bound > objective + room : bound < objective - room {
      faults.append("the bound \(bound) is beaten by the value \(objective)")
    }
    if abs(check.coveredWeight - solution.coveredWeight) > 1e-9 * max(1, check.coveredWeight) {
      faults.append("the covered weight is \(solution.coveredWeight), the cover sets give \(check.coveredWeight)")
    }
    return faults
  }
}
