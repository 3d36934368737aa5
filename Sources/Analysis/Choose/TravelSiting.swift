import Model
import Siting

extension SitingStep {
  /// The plan of the least travel, all trips counted however long: their weighted mean, or the longest one.
  ///
  /// Demand that no site can reach at all is left out, with a warning; so is demand without weight, which does not count.
  /// - Parameter coverage: by the cutoff, for what the plan covers.
  func travelPlan(_ coverage: SitingProblem, _ limits: SolveLimits, _ scale: Double) async throws -> Plan {
    let problem = try problem(try await trips(inputs.places)).weighted
    let count = file.new ?? problem.siteCount
    let solution: SitingSolution =
      file.objective == .minTravel
      ? try await PMedian(problem, count: count).solve(limits) : try await PCenter(problem, count: count).solve(limits)
    let unit: Plan.Unit = tripUnit == .milliseconds ? .minutes : .meters
    var plan = emptyPlan(solution, unit)
    guard solution.status != .infeasible, solution.objective != nil else { return plan }
    let check = AssignmentVerification(problem, chosen: solution.chosen, count: count)
    let found = file.objective == .minTravel ? check.weightedCost : check.worstCost
    guard check.isFeasible, found == solution.objective else {
      throw Defect.refused(check.violations)
    }
    let perUnit = tripUnit == .milliseconds ? 60_000.0 : 1_000.0
    let reached = file.objective == .minTravel ? max(check.reachedWeight, 1) : 1
    fill(&plan, coverage, solution, scale, divisor: reached * perUnit)
    return plan
  }
}

extension SitingProblem {
  /// The same with the demand that has a weight only.
  fileprivate var weighted: SitingProblem {
    get throws(SitingError) {
      let kept = weights.indices.filter { weights[$0] > 0 }
      guard kept.count < demandCount else { return self }
      var position = [Int32](repeating: -1, count: demandCount)
      for (index, point) in kept.enumerated() { position[point] = Int32(index) }
      let rows = (0..<siteCount).map { site in
        zip(covers.demand(of: SiteIndex(site)), covers.costs(of: SiteIndex(site))).compactMap {
          position[Int($0)] < 0 ? nil : (demand: position[Int($0)], cost: $1)
        }
      }
      return try SitingProblem(
        covers: CoverSets(demandCount: kept.count, rows: rows), weights: kept.map { weights[$0] }, statuses: statuses)
    }
  }
}
