import Model

/// One step of a plan built station by station.
///
/// Sites are called by ``SiteIndex`` here; ``PlanTerms`` gives them another name.
package struct BuildStep<Site: Hashable & Sendable>: Hashable, Sendable {
  package var site: Site
  /// Weight this site adds to what existing and earlier sites cover.
  package var gain: Double
  /// Weight covered after this step, existing coverage included.
  package var cumulative: Double

  package init(site: Site, gain: Double, cumulative: Double) {
    self.site = site
    self.gain = gain
    self.cumulative = cumulative
  }
}

/// The order to build a plan in: each step the site that adds most, ties to the lower index.
///
/// Gains do not rise along the order. The last `cumulative` is the plan's covered weight.
/// - Parameter chosen: the new sites of the plan, in any order.
/// - Complexity: O(chosen² + pairs of existing and chosen sites x chosen) at worst.
package func buildOrder(_ problem: SitingProblem, chosen: [SiteIndex]) -> [BuildStep<SiteIndex>] {
  var covered = [Bool](repeating: false, count: problem.demandCount)
  for site in problem.sites(.existing) {
    for point in problem.covers.demand(of: site) { covered[Int(point)] = true }
  }
  var left = chosen.sorted()
  var steps: [BuildStep<SiteIndex>] = []
  while !left.isEmpty {
    var best = 0
    var bestGain = -1.0
    for (index, site) in left.enumerated() {
      var gain = 0.0
      for point in problem.covers.demand(of: site) where !covered[Int(point)] { gain += problem.weights[Int(point)] }
      if gain > bestGain {
        best = index
        bestGain = gain
      }
    }
    let site = left.remove(at: best)
    for point in problem.covers.demand(of: site) { covered[Int(point)] = true }
    // Summed afresh in demand order: the same number the verifier finds for this part of the plan.
    var cumulative = 0.0
    for point in covered.indices where covered[point] { cumulative += problem.weights[point] }
    steps.append(BuildStep(site: site, gain: bestGain, cumulative: cumulative))
  }
  return steps
}

/// Weight that only one site of the plan covers: what would be lost without it.
///
/// - Parameters:
///   - chosen: the new sites of the plan.
///   - sites: the sites asked about, existing or chosen; nil for `chosen`.
/// - Returns: one number per site asked about, in their order.
/// - Complexity: O(pairs).
package func uniqueContribution(
  _ problem: SitingProblem, chosen: [SiteIndex], of sites: [SiteIndex]? = nil
) -> [Double] {
  var count = [Int32](repeating: 0, count: problem.demandCount)
  for site in Set(problem.sites(.existing) + chosen) {
    for point in problem.covers.demand(of: site) { count[Int(point)] += 1 }
  }
  return (sites ?? chosen).map { site in
    var unique = 0.0
    for point in problem.covers.demand(of: site) where count[Int(point)] == 1 { unique += problem.weights[Int(point)] }
    return unique
  }
}

/// Coverage against the number of new sites: one point of the curve.
package struct CurvePoint: Hashable, Sendable {
  /// New sites, required ones among them.
  package var count: Int
  /// Weight covered by the best plan found; existing coverage included.
  package var value: Double
  /// No plan of this many sites covers more.
  package var bound: Double

  package init(count: Int, value: Double, bound: Double) {
    self.count = count
    self.value = value
    self.bound = bound
  }
}

/// The best coverage for each number of new sites.
///
/// Each count is solved by itself, so the plans need not be nested. Neighbours help: a plan stays within reach with one
/// more site, so values do not fall along the curve; and a bound for more sites holds for fewer, so bounds do not
/// either. Counts for which there is no plan are left out: below the number of required sites, or below what floors need.
/// A curve that is cancelled or out of time ends with the larger counts, which come first.
/// - Parameters:
///   - counts: 0 or more; sorted, each once.
///   - constraints: kept at every count; a count of their own is the most.
///   - limits: for each count, the time for all; a gap of 0.005 is plenty for a curve.
/// - Throws: ``SitingError`` code `badParameter` for a negative count or limits out of range.
/// - Complexity: one solve per count.
package func coverageCurve(
  _ problem: SitingProblem, counts: [Int], under constraints: SitingConstraints = SitingConstraints(),
  limits: SolveLimits
) async throws(SitingError) -> [CurvePoint] {
  var curve: [CurvePoint] = []
  let deadline = SolveDeadline(limits.timeLimit)
  let sizes = Set(counts).sorted(by: >)
  for (done, count) in sizes.enumerated() {
    if limits.isCancelled() || deadline.isPast { break }
    var rules = constraints
    rules.count = min(count, constraints.count ?? .max)
    let part = limits.within(deadline, share: 2 / Double(sizes.count - done + 1))
    let solution = try await ConstrainedCovering(problem, under: rules).solve(part)
    // With fewer sites there is none either.
    if solution.status == .infeasible { break }
    guard let value = solution.objective, let bound = solution.bound else { continue }
    curve.append(CurvePoint(count: count, value: value, bound: bound))
  }
  curve.reverse()
  for index in curve.indices.dropFirst() { curve[index].value = max(curve[index].value, curve[index - 1].value) }
  for index in curve.indices.dropLast().reversed() {
    curve[index].bound = min(curve[index].bound, curve[index + 1].bound)
  }
  return curve
}
