import Model
import Words

/// A problem with constraints, taken apart: which sites stand in every plan, which may be chosen, and by what rules.
struct PlanSetup: Sendable {
  let problem: SitingProblem
  let constraints: SitingConstraints
  /// Existing and required sites.
  let standing: [SiteIndex]
  let required: [SiteIndex]
  /// Sites to choose from, rising: candidates that neither conflict with a standing site nor cost more than is left.
  let columns: [Int32]
  var rules: PlanRules
  /// Why no plan exists, as far as required sites decide it, and what would mend it.
  private(set) var impossibility: SitingImpossibility?

  /// - Parameter fee: what a chosen site takes from the objective.
  init(_ problem: SitingProblem, _ constraints: SitingConstraints, fee: (SiteIndex) -> Double = { _ in 0 }) {
    self.problem = problem
    self.constraints = constraints
    let required = problem.sites(.required)
    self.required = required
    standing = problem.sites(.existing) + required
    let costs = constraints.costs ?? [Double](repeating: 0, count: problem.siteCount)
    var spent = 0.0
    for site in required { spent += costs[site.rawValue] }
    let budget = constraints.budget.map { budgetLimit($0) - spent } ?? .infinity
    let slots = constraints.count.map { $0 - required.count } ?? problem.siteCount
    var isBlocked = [Bool](repeating: false, count: problem.siteCount)
    let pairs = constraints.pairs
    var clash: SitePair?
    for pair in pairs {
      let first = problem.statuses[pair.first.rawValue]
      let second = problem.statuses[pair.second.rawValue]
      let isFirstThere = first == .existing || first == .required
      let isSecondThere = second == .existing || second == .required
      if isFirstThere && isSecondThere && (first == .required || second == .required) { clash = clash ?? pair }
      if isFirstThere { isBlocked[pair.second.rawValue] = true }
      if isSecondThere { isBlocked[pair.first.rawValue] = true }
    }
    let columns = problem.sites(.candidate).filter { !isBlocked[$0.rawValue] && costs[$0.rawValue] <= budget }
    self.columns = columns.map { Int32($0.rawValue) }
    var position = [Int32](repeating: -1, count: problem.siteCount)
    for (index, site) in columns.enumerated() { position[site.rawValue] = Int32(index) }
    rules = PlanRules(
      slots: max(0, min(slots, columns.count)), budget: budget, costs: columns.map { costs[$0.rawValue] },
      fees: columns.map(fee),
      pairs: pairs.compactMap { pair in
        let (a, b) = (position[pair.first.rawValue], position[pair.second.rawValue])
        return a >= 0 && b >= 0 ? (a, b) : nil
      })
    if !constraints.limits.isEmpty {
      let isRequired = Set(required)
      rules = rules.limited(
        by: constraints.limits.map { limit in
          ColumnLimit(
            columns: limit.sites.map { position[$0.rawValue] }.filter { $0 >= 0 }.sorted(),
            most: max(0, limit.most - limit.sites.count(where: isRequired.contains)))
        })
    }
    if slots < 0, let count = constraints.count {
      impossibility = SitingImpossibility(
        reason: Bilingual(
          "必选点有\(required.count)处，而最多只能选\(count)处",
          "\(required.count) sites are required but only \(count) may be chosen"))
    } else if budget < 0, let limit = constraints.budget {
      impossibility = SitingImpossibility(
        reason: Bilingual(
          "必选点共需\(plainNumber(spent))，而预算为\(plainNumber(limit))",
          "the required sites cost \(plainNumber(spent)), the budget is \(plainNumber(limit))"))
    } else if let clash {
      impossibility = SitingImpossibility(
        reason: Bilingual(
          "有必选点与另一处已建或必选的站点不能并存", "a required site may not stand beside another that exists or is required"),
        sites: [clash.first, clash.second].sorted())
    }
  }

  /// What the chosen sites cost, nil without costs.
  func cost(_ chosen: [SiteIndex]) -> Double? {
    constraints.costs.map { costs in chosen.sorted().reduce(0) { $0 + costs[$1.rawValue] } }
  }

  func sites(_ plan: [Int32]) -> [SiteIndex] {
    (required + plan.map { SiteIndex(Int(columns[Int($0)])) }).sorted()
  }

  /// An answer with nothing in it yet.
  func emptySolution(_ name: String, _ limits: SolveLimits, rows: Int) -> SitingSolution {
    var isCoverable = [Bool](repeating: false, count: problem.demandCount)
    for site in 0..<problem.siteCount where problem.statuses[site] != .excluded {
      for point in problem.covers.demand(of: SiteIndex(site)) { isCoverable[Int(point)] = true }
    }
    var solution = SitingSolution(
      problem: name, status: .optimal, stopped: .proved, chosen: [], coveredWeight: 0,
      totalWeight: problem.totalWeight, uncoverable: isCoverable.indices.filter { !isCoverable[$0] },
      rows: problem.demandCount, rowsAfterPresolve: rows, warnings: [], seed: limits.seed,
      trace: SearchTrace(isTimed: limits.isTimed))
    if solution.totalWeight > 9_007_199_254_740_992 {
      solution.warnings.append(
        Bilingual(
          "权重之和超过2^53，合计经过舍入，同样好的方案可能显得不同",
          "weights sum to more than 2^53: sums are rounded, equal plans may look different"))
    }
    if solution.totalWeight == 0 {
      solution.warnings.append(
        Bilingual("需求都没有权重，各方案没有优劣之分", "no demand has a weight, so no plan is better than another"))
    }
    return solution
  }

  /// The demand as rows that are worth their weight when covered, with the floors.
  func demandRows(mandatory: Bool = false) -> DemandRows {
    var isMandatory = [Bool](repeating: mandatory, count: problem.demandCount)
    for point in constraints.musts { isMandatory[point] = true }
    return DemandRows(
      starts: problem.covers.offsets, entries: problem.covers.demand, once: problem.weights,
      twice: [Double](repeating: 0, count: problem.demandCount), isMandatory: isMandatory,
      floors: constraints.floors.map { floor in
        let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
        return (floorLimit(floor.share, of: total), floor.members.map { ($0, problem.weights[$0]) })
      })
  }

  /// Runs the general search and writes down what it found; what it took is added to what the solution took before.
  ///
  /// - Returns: false when there is no plan; status and stop are set either way.
  func search<Core: PlanCore>(
    _ core: Core, _ limits: SolveLimits, from start: [SiteIndex] = [], proof: Stage<CombinedSearch<Core>>? = nil,
    into solution: inout SitingSolution
  ) async throws(SitingError) -> PlanOutcome {
    let isStart = Set(start.map { Int32($0.rawValue) })
    let first = columns.indices.filter { isStart.contains(columns[$0]) }.map { Int32($0) }
    var search = CombinedSearch(core: core, rules: rules, limits: limits, start: first, proof: proof)
    let outcome = try await search.run()
    record(outcome, into: &solution)
    return outcome
  }

  func record(_ outcome: PlanOutcome, into solution: inout SitingSolution) {
    solution.stopped = outcome.stopped
    solution.trace.add(outcome.trace)
    if let plan = outcome.plan {
      solution.status = outcome.stopped == .proved ? .optimal : .feasible
      solution.chosen = sites(plan)
    } else {
      solution.status = outcome.stopped == .proved ? .infeasible : .unknown
    }
  }
}
