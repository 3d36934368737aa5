import Model
import Words

/// How much a site counts for demand at a cost (distance, time) from it.
package enum CoverageDecay: Hashable, Sendable {
  /// Full up to a cost, inclusive, then less and less along a line, nothing from another cost on.
  case linear(full: Double, none: Double)
  /// Factors up to costs, inclusive: (500, 1), (800, 0.5) is full cover up to 500 and half up to 800. Nothing beyond.
  case steps([Step])

  package struct Step: Hashable, Sendable {
    package var upTo: Double
    /// 0...1.
    package var factor: Double

    package init(upTo: Double, factor: Double) {
      self.upTo = upTo
      self.factor = factor
    }
  }

  /// 0...1 for a cost of 0 or more; not rising with the cost.
  package func factor(at cost: Double) -> Double {
    switch self {
    case .linear(let full, let none):
      cost <= full ? 1 : cost >= none ? 0 : (none - cost) / (none - full)
    case .steps(let steps): steps.first { cost <= $0.upTo }?.factor ?? 0
    }
  }

  func validate() throws(SitingError) {
    func refuse(_ words: Bilingual) -> SitingError {
      SitingError(code: .badParameter, message: words, context: "decay")
    }
    switch self {
    case .linear(let full, let none):
      guard full >= 0, none > full, none.isFinite else {
        throw refuse(
          Bilingual(
            "覆盖从\(full)处起递减，到\(none)处为零；请使起点不小于0，终点大于起点",
            "cover falls from \(full) to \(none); give 0 or more, and then more"))
      }
    case .steps(let steps):
      guard !steps.isEmpty else {
        throw refuse(Bilingual("递减表为空；请至少填写一级", "the table of steps is empty; give at least one"))
      }
      var previous = Step(upTo: -1, factor: 1)
      for step in steps {
        guard step.upTo >= 0, step.upTo > previous.upTo, step.factor >= 0, step.factor <= previous.factor else {
          throw refuse(
            Bilingual(
              "\(step.upTo)以内的系数\(step.factor)排在\(previous.upTo)以内的系数\(previous.factor)之后；请使出行成本递增，系数在0至1之间且不递增",
              "factor \(step.factor) up to \(step.upTo) follows \(previous.factor) up to \(previous.upTo); costs rise,"
                + " factors are 0 to 1 and do not"))
        }
        previous = step
      }
    }
  }
}

/// The most demand weight when cover fades with distance: each demand point counts with the best factor among the open
/// sites.
///
/// Choose it when one second beyond the cutoff should not turn everything into nothing. The cover sets must reach as far
/// as the decay, their costs are what it is asked for.
///
/// Sets, x and constraints as in ``ConstrainedCovering``; a[i][j] = the factor of site j for i, 0...1.
///
///     maximise    sum_i w[i] max over open j of a[i][j]                               (1)
///     subject to  (3) to (5), (7) of ConstrainedCovering                              (2)
///                 sum_{i in M[g]} w[i] max a[i][j] >= s[g] sum_{i in M[g]} w[i]       (3)
///
/// Solved exactly as an MCLP in layers: with the distinct factors a1 < a2 < ... of a point, layer k weighs
/// w[i] (a[k] - a[k-1]) and is covered by the sites with at least a[k]. ``SitingSolution/coveredWeight`` is (1).
/// Complexity: as the MCLP, with one row per distinct factor of each point.
/// Source: Berman, Krass, Drezner (2003), The gradual covering decay location problem on a network,
/// doi:10.1016/S0377-2217(02)00604-5.
package struct GradualCovering: CoveringModel {
  package let problem: SitingProblem
  package let constraints: SitingConstraints
  package let decay: CoverageDecay

  /// - Throws: ``SitingError`` code `badParameter`.
  package init(
    _ problem: SitingProblem, decay: CoverageDecay, under constraints: SitingConstraints
  ) throws(SitingError) {
    try decay.validate()
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
    self.decay = decay
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var factors = [Double](repeating: 0, count: problem.demandCount)
    for site in Set(problem.sites(.existing) + chosen) where problem.statuses.indices.contains(site.rawValue) {
      for (point, cost) in zip(problem.covers.demand(of: site), problem.covers.costs(of: site)) {
        factors[Int(point)] = max(factors[Int(point)], decay.factor(at: cost))
      }
    }
    let earned = zip(factors, problem.weights).map { $0 * $1 }
    var check = PlanCheck(problem, constraints, chosen, earned: earned)
    check.objective = earned.reduce(0, +)
    check.coveredWeight = check.objective
    return check
  }

  package func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let setup = PlanSetup(problem, constraints)
    let (layers, pointOf) = layers()
    guard constraints.isOnlyCount, let count = constraints.count, !pointOf.isEmpty, setup.impossibility == nil else {
      return try await setup.solve(layers, "gradual", limits) { check($0) }
    }
    let layered = try SitingProblem(
      covers: CoverSets(
        demandCount: layers.rowCount, offsets: layers.starts, demand: layers.entries,
        costs: [Double](repeating: 0, count: layers.entries.count)),
      weights: layers.once, statuses: problem.statuses)
    let found = try await MaximalCovering(layered, count: count).solve(limits)
    var solution = setup.emptySolution("gradual", limits, rows: found.rowsAfterPresolve)
    solution.status = found.status
    solution.stopped = found.stopped
    solution.chosen = found.chosen
    solution.trace.add(found.trace)
    solution.warnings += found.warnings
    guard found.status != .infeasible else {
      solution.refuse(found.reason.map { SitingImpossibility(reason: $0) } ?? nobodyReached(problem))
      return solution
    }
    let final = solution.verified(check)
    solution.record(
      final, value: found.objective ?? 0, bound: max(found.bound ?? .infinity, final.objective),
      hasCosts: constraints.costs != nil)
    return solution
  }

  /// The layers as rows, and the demand point of each.
  private func layers() -> (rows: DemandRows, pointOf: [Int]) {
    // Rising distinct factors above 0 of each point, over the sites that may cover it.
    var factors = [[Double]](repeating: [], count: problem.demandCount)
    for site in 0..<problem.siteCount where problem.statuses[site] != .excluded {
      let index = SiteIndex(site)
      for (point, cost) in zip(problem.covers.demand(of: index), problem.covers.costs(of: index)) {
        let factor = decay.factor(at: cost)
        if factor > 0 { factors[Int(point)].append(factor) }
      }
    }
    var first = [0]
    var once: [Double] = []
    var pointOf: [Int] = []
    for point in factors.indices {
      factors[point] = Set(factors[point]).sorted()
      var below = 0.0
      for factor in factors[point] {
        once.append(problem.weights[point] * (factor - below))
        pointOf.append(point)
        below = factor
      }
      first.append(once.count)
    }
    var starts = [0]
    var entries: [Int32] = []
    for site in 0..<problem.siteCount {
      let index = SiteIndex(site)
      for (point, cost) in zip(problem.covers.demand(of: index), problem.covers.costs(of: index)) {
        let factor = decay.factor(at: cost)
        // Layers of a point lie together, the easiest first: a prefix is covered.
        for (layer, least) in factors[Int(point)].enumerated() {
          guard least <= factor else { break }
          entries.append(Int32(first[Int(point)] + layer))
        }
      }
      starts.append(entries.count)
    }
    let floors = constraints.floors.map { floor in
      let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
      let members = floor.members.flatMap { point in
        (first[point]..<first[point + 1]).map { (row: $0, weight: once[$0]) }
      }
      return (need: floorLimit(floor.share, of: total), members: members)
    }
    let rows = DemandRows(
      starts: starts, entries: entries, once: once, twice: [Double](repeating: 0, count: once.count),
      isMandatory: [Bool](repeating: false, count: once.count), floors: floors)
    return (rows, pointOf)
  }
}

extension GradualCovering {
  /// Every demand point to its nearest site, with the part of its weight that counts there.
  package func allocation(_ chosen: [SiteIndex]) -> PlanAllocation {
    PlanAllocation(nearest: problem.sites(.existing) + chosen, in: problem) { decay.factor(at: $0) }
  }
}
