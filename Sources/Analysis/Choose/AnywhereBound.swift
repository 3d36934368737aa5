import Model
import Siting
import Words

extension PreparedAnalysis {
  /// Work of the search for the bound, in ``SolveLimits/work``.
  private static let boundWork = 1_000

  /// What no plan beats, wherever on the ground that was looked at its sites stand; nil when it is not known.
  /// As ``boundAnywhere(_:own:reach:_:under:limits:)``.
  func anywhereBound(_ siting: SitingStep, _ plan: Plan, _ options: RunOptions) async throws -> Double? {
    // Of capacities of places that nobody looked at nothing is known.
    guard let generated, let reach = generated.reach, plan.status != .infeasible, !options.isCancelled(),
      !siting.file.hasCapacities
    else {
      return nil
    }
    let problem = try siting.problem(self.reach.covers)
    let own = inputs.sites.index(ofCandidate: generated.made.positions.lowerBound).rawValue
    var limits = siting.limits(options, problem.totalWeight > 0 ? problem.totalWeight : 1, .anywhere)
    limits.work = Self.boundWork
    options.progress.report(Bilingual("选址：正在计算任意位置的上界", "siting: bound for all places"))
    // Floors and spacing are left away, too: without them plans can only be better.
    var rules = SitingConstraints(count: siting.file.new, budget: siting.file.budget)
    if siting.file.needsCosts {
      let known = try siting.constraints().costs ?? []
      rules.costs =
        Array(known.prefix(own))
        + [Double](repeating: generated.made.wanted.costYuan ?? 0, count: reach.siteCount)
    }
    let aim: AnywhereAim
    switch plan.objective {
    case .maxCoverage:
      guard problem.totalWeight > 0 else { return nil }
      aim = .mostWeight
    case .targetCoverage:
      aim = .target(share: siting.file.target ?? 1, siting.file.isLeastCost ? .leastCost : .fewestSites)
    case .fullCoverage: aim = .fullCover
    case .minTravel, .minWorst, .shortestGaps: return nil
    }
    let bound = try await boundAnywhere(problem, own: own, reach: reach, aim, under: rules, limits: limits)
    return plan.objective == .maxCoverage ? bound.map { min($0 / problem.totalWeight, 1) } : bound
  }
}
