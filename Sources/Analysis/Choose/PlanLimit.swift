import Coverage
import Geometry
import Model
import Siting

/// What kept a plan from covering more. Why the search ended is another matter: ``Plan/stopped``.
package enum PlanLimit: String, Hashable, Sendable {
  /// As many new stations as were allowed.
  case number
  /// No candidate that would add coverage can be paid from what is left.
  case budget
  /// Every candidate that would add coverage and could be paid stands too near to another site.
  case spacing
  /// Every candidate is in the plan.
  case candidates
  /// No other candidate adds anything.
  case nothingLeft = "nothing-left"
  /// The share asked for is reached.
  case target
}

/// What bound a plan, and what it left.
package struct PlanLimits: Hashable, Sendable {
  /// In the order of the cases; empty without a plan, and where nothing but the search's end kept it from going on.
  package var limits: [PlanLimit] = []
  /// Yuan of the budget that the plan does not spend; nil without a budget.
  package var budgetLeft: Double?
  /// Yuan of the cheapest candidate that would add coverage; nil without a budget or such a candidate.
  package var cheapestLeft: Double?
}

extension SitingStep {
  /// What bound the plan.
  /// - Parameter problem: by the cutoff.
  func planLimits(_ plan: Plan, _ problem: SitingProblem) throws -> PlanLimits {
    var result = PlanLimits()
    guard plan.status == .optimal || plan.status == .feasible else { return result }
    let chosen = Set(plan.proposed.map(\.candidate))
    let isFull = plan.asked.map { chosen.count >= $0 } ?? false
    switch file.objective {
    case .targetCoverage: result.limits = [.target]
    case .fullCoverage: result.limits = [.nothingLeft]
    case .minTravel, .minWorst, .shortestGaps:
      result.limits = chosen.count == inputs.candidates.count ? [.candidates] : isFull ? [.number] : [.nothingLeft]
    case .maxCoverage: break
    }
    if let budget = file.budget { result.budgetLeft = plan.costYuan.map { max(0, budget - $0) } }
    guard file.objective == .maxCoverage else { return result }
    let (useful, isLeft) =
      try plan.allocation.map { try self.useful(beside: chosen, $0, problem) } ?? uncovered(beside: chosen, problem)
    guard !useful.isEmpty else {
      // More hosts would help only where demand is left over.
      result.limits = [chosen.count == inputs.candidates.count && isLeft ? .candidates : .nothingLeft]
      return result
    }
    if isFull { result.limits.append(.number) }
    var payable = useful
    if let left = result.budgetLeft {
      result.cheapestLeft = useful.compactMap { inputs.candidates[$0].costYuan }.min()
      // As much as the solver's own tolerance allows.
      payable = useful.filter { (inputs.candidates[$0].costYuan ?? 0) <= left + 1e-9 * max(1, file.budget ?? 0) }
      if payable.isEmpty { result.limits.append(.budget) }
    }
    if let spacing = file.spacing, !payable.isEmpty {
      let standing = inputs.stations.map(\.position) + chosen.sorted().map { inputs.candidates[$0].position }
      let isFree = payable.contains { candidate in
        standing.allSatisfy { shortDistance($0, inputs.candidates[candidate].position) >= spacing.value }
      }
      if !isFree { result.limits.append(.spacing) }
    }
    return result
  }

  /// Candidates that would cover more, and whether any demand is uncovered.
  private func uncovered(beside chosen: Set<Int>, _ problem: SitingProblem) -> (candidates: [Int], isLeft: Bool) {
    let isCovered = isCovered(with: chosen, problem)
    func adds(_ point: Int) -> Bool { !isCovered[point] && problem.weights[point] > 0 }
    let useful = inputs.candidates.indices.filter { candidate in
      !chosen.contains(candidate)
        && problem.covers.demand(of: sites.index(ofCandidate: candidate)).contains { adds(Int($0)) }
    }
    return (useful, isCovered.indices.contains(where: adds))
  }

  /// By demand point.
  private func isCovered(with chosen: Set<Int>, _ problem: SitingProblem) -> [Bool] {
    coveredPoints(by: sites.stationIndices + chosen.map(sites.index(ofCandidate:)), problem.covers)
  }
}
