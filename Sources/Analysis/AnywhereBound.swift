import Model
import Siting

extension PreparedAnalysis {
  /// Work of the search for the bound, in ``SolveLimits/work``.
  private static let boundWork = 1_000

  /// What no plan beats, wherever on the ground that was looked at its sites stand; nil when it is not known.
  ///
  /// A kept place may cover what it covers itself, or anything that a place dropped in its favour covers: with that
  /// right, plans can only be better than they are. A bound for such plans bounds all.
  func anywhereBound(_ siting: SitingStep, _ plan: Plan, _ options: RunOptions) async throws -> Double? {
    guard let generated, let reach = generated.reach, plan.status != .infeasible, !options.isCancelled() else {
      return nil
    }
    let problem = try siting.problem(self.reach.covers)
    let fixed = 0..<inputs.sites.index(ofCandidate: generated.made.positions.lowerBound).rawValue
    // What no candidate covers need not be covered by full coverage.
    let isCoverable = coverable(problem)
    let keepsAll = plan.objective != .fullCoverage
    var rows: [[(demand: Int32, cost: Double)]] = []
    for site in fixed { rows.append(problem.covers.demand(of: SiteIndex(site)).map { ($0, 0) }) }
    for site in 0..<reach.siteCount {
      let points = reach.demand(of: SiteIndex(site)).filter { keepsAll || isCoverable[Int($0)] }
      rows.append(points.map { ($0, 0) })
    }
    let relaxed = try SitingProblem(
      covers: CoverSets(demandCount: problem.demandCount, rows: rows), weights: problem.weights,
      statuses: rows.indices.map { inputs.sites.isStation(SiteIndex($0)) ? .existing : .candidate })
    var limits = siting.limits(options, problem.totalWeight > 0 ? problem.totalWeight : 1)
    limits.work = Self.boundWork
    options.progress.report("siting: bound for all places")
    // Floors and spacing are left away, too: without them plans can only be better.
    var rules = SitingConstraints(count: siting.file.new, budget: siting.file.budget)
    if siting.file.needsCosts {
      let known = try siting.constraints().costs ?? []
      rules.costs =
        Array(known.prefix(fixed.count))
        + [Double](repeating: generated.made.wanted.costYuan ?? 0, count: reach.siteCount)
    }
    switch plan.objective {
    case .maxCoverage:
      guard problem.totalWeight > 0 else { return nil }
      let solution = try await ConstrainedCovering(relaxed, under: rules).solve(limits)
      return solution.bound.map { min($0 / problem.totalWeight, 1) }
    case .targetCoverage:
      return try await TargetCoverage(
        relaxed, share: siting.file.target ?? 1, aim: siting.file.isLeastCost ? .leastCost : .fewestSites, under: rules
      ).solve(limits).bound
    case .fullCoverage: return try await SetCovering(relaxed).solve(limits).bound
    case .minTravel, .minWorst: return nil
    }
  }

  private func coverable(_ problem: SitingProblem) -> [Bool] {
    var isCoverable = [Bool](repeating: false, count: problem.demandCount)
    for point in problem.covers.demand { isCoverable[Int(point)] = true }
    return isCoverable
  }
}
