import Model

/// The most demand weight that can be served when each site serves at most its capacity (capacitated MCLP).
///
/// Choose it when a station is full before its circle is: beds, parcels, seats.
///
/// Sets, x and constraints as in ``ConstrainedCovering``; K[j] >= 0, the capacity of site j, existing ones too; z[i][j],
/// the weight of i that j serves: a demand point stands for many people and may be divided.
///
///     maximise    sum_{i, j in N[i]} z[i][j]                                          (1)
///     subject to  sum_j z[i][j] <= w[i]                     for every i               (2)
///                 sum_i z[i][j] <= K[j] x[j]                for every new j; K[j] for existing ones    (3)
///                 (3) to (5), (7) of ConstrainedCovering                              (4)
///                 x[j] in {0, 1}, z[i][j] >= 0                                        (5)
///
/// Floors are refused. For given x (1) is a maximum flow. Bound: (2) relaxed with multipliers, each site then a
/// continuous knapsack. ``SitingSolution/coveredWeight`` is the weight served, not the weight within the cutoff.
/// Source: Current, Storbeck (1988), Capacitated covering models, doi:10.1068/b150153.
public struct CapacitatedCovering: CoveringModel {
  public let problem: SitingProblem
  public let constraints: SitingConstraints
  /// One per site, in the unit of the weights.
  public let capacities: [Double]

  /// - Throws: ``SitingError`` code `badParameter`.
  public init(
    _ problem: SitingProblem, capacities: [Double], under constraints: SitingConstraints
  ) throws(SitingError) {
    guard capacities.count == problem.siteCount else {
      throw SitingError(
        code: .badParameter,
        message: "\(capacities.count) capacities for \(problem.siteCount) sites; give one per site",
        context: "capacities")
    }
    for (site, capacity) in capacities.enumerated() where !(capacity >= 0 && capacity.isFinite) {
      throw SitingError(
        code: .badParameter, message: "site \(site) has capacity \(capacity); capacities are finite and not negative",
        context: "capacities")
    }
    guard constraints.floors.isEmpty else {
      throw SitingError(
        code: .badParameter, message: "floors do not go with capacities; leave one of the two out", context: "floors")
    }
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
    self.capacities = capacities
  }

  public func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    let open = Set(problem.sites(.existing) + chosen).filter { problem.statuses.indices.contains($0.rawValue) }
    check.objective = ServedWeight(problem, capacities, open.sorted()).total
    check.coveredWeight = check.objective
    return check
  }

  public func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let setup = PlanSetup(problem, constraints)
    let core = CapacityCore(problem, capacities: capacities, columns: setup.columns, standing: setup.standing)
    var solution = setup.emptySolution("capacitated", limits, rows: core.rows.rowCount)
    if let impossibility = setup.impossibility {
      solution.refuse(explainStanding(impossibility, setup, limits))
      return solution
    }
    if solution.uncoverable.count == problem.demandCount {
      solution.refuse(nobodyReached(problem))
      return solution
    }
    let outcome = try setup.search(core, limits, into: &solution)
    let bound = min(outcome.bound, core.worthRange.upperBound)
    guard outcome.plan != nil else {
      solution.bound = bound
      return solution
    }
    let final = check(solution.chosen)
    solution.record(final, value: outcome.value, bound: max(bound, final.objective), hasCosts: constraints.costs != nil)
    if capacities.reduce(0, +) < problem.totalWeight {
      solution.warnings.append("all sites together hold less than all demand")
    }
    return solution
  }
}
