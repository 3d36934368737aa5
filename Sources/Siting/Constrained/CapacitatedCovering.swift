import Model
import Words

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
///                 sum_{i in M[g], j} z[i][j] >= s[g] sum_{i in M[g]} w[i]   for every group g    (5)
///                 x[j] in {0, 1}, z[i][j] >= 0                                        (6)
///
/// Floors need the general solver, and groups that share no demand point: a build without it refuses them. They never
/// lower (1) for given x: what is served can be served on while more is, so a plan that meets (5) meets it at the most
/// that it serves. For given x (1) is a maximum flow. Bound: (2) relaxed with multipliers, each site then a
/// continuous knapsack. ``SitingSolution/coveredWeight`` is the weight served, not the weight within the cutoff.
/// Source: Current, Storbeck (1988), Capacitated covering models, doi:10.1068/b150153.
package struct CapacitatedCovering: CoveringModel {
  package let problem: SitingProblem
  package let constraints: SitingConstraints
  /// One per site, in the unit of the weights.
  package let capacities: [Double]

  /// - Throws: ``SitingError`` code `badParameter`.
  package init(
    _ problem: SitingProblem, capacities: [Double], under constraints: SitingConstraints
  ) throws(SitingError) {
    guard capacities.count == problem.siteCount else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual(
          "站点有\(problem.siteCount)处，接待能力却有\(capacities.count)个；请每处填写一个",
          "\(capacities.count) capacities for \(problem.siteCount) sites; give one per site"),
        context: "capacities")
    }
    for (site, capacity) in capacities.enumerated() where !(capacity >= 0 && capacity.isFinite) {
      throw SitingError(
        code: .badParameter,
        message: Bilingual(
          "站点\(site)的接待能力为\(capacity)；请填写有限的非负数",
          "site \(site) has capacity \(capacity); capacities are finite and not negative"),
        context: "capacities")
    }
    guard constraints.floors.isEmpty || exactEngine != nil else {
      throw SitingError(
        code: .missingPart,
        message:
          Bilingual(
            "同时使用最低覆盖率和接待能力需要HiGHS，而本程序未含HiGHS；请用`make full`编译含有它的版本，或去掉其中一项",
            "floors beside capacities need HiGHS, and this build is without HiGHS; `make full` makes one that has it, or "
              + "leave one of the two out"),
        context: "floors")
    }
    try constraints.validate(for: problem)
    var groupOf: [Int: String] = [:]
    for floor in constraints.floors {
      for point in floor.members {
        if let other = groupOf.updateValue(floor.name, forKey: point) {
          throw SitingError(
            code: .badParameter,
            message:
              Bilingual(
                "需求点\(point)同属“\(other)”和“\(floor.name)”两组；使用接待能力时，各组不能有共同的需求点",
                "demand point \(point) is in the groups \(other) and \(floor.name); with capacities groups share no point"
              ),
            context: "floors")
        }
      }
    }
    self.problem = problem
    self.constraints = constraints
    self.capacities = capacities
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var plain = constraints
    plain.floors = []
    var check = PlanCheck(problem, plain, chosen)
    let open = Set(problem.sites(.existing) + chosen).filter { problem.statuses.indices.contains($0.rawValue) }
    check.objective = ServedWeight(problem, capacities, open.sorted()).total
    check.coveredWeight = check.objective
    if !constraints.floors.isEmpty {
      check.words += shortFloors(of: problem, capacities, open.sorted(), constraints.floors)
    }
    return check
  }

  package func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let setup = PlanSetup(problem, constraints)
    var trace = SearchTrace(isTimed: limits.isTimed)
    let core = trace.run(.presolve) {
      CapacityCore(problem, capacities: capacities, columns: setup.columns, standing: setup.standing)
    }
    var solution = setup.emptySolution("capacitated", limits, rows: core.rows.rowCount)
    solution.trace = trace
    if let impossibility = setup.impossibility {
      solution.refuse(explainStanding(impossibility, setup, limits))
      return solution
    }
    if solution.uncoverable.count == problem.demandCount {
      solution.refuse(nobodyReached(problem))
      return solution
    }
    let outcome =
      constraints.floors.isEmpty
      ? try await setup.search(core, limits, into: &solution) : try meetingFloors(setup, core, limits, into: &solution)
    if solution.status == .infeasible {
      solution.refuse(noRoomForFloors)
      return solution
    }
    let bound = min(outcome.bound, core.worthRange.upperBound)
    guard outcome.plan != nil else {
      solution.bound = bound
      return solution
    }
    let final = solution.verified(check)
    solution.record(final, value: outcome.value, bound: max(bound, final.objective), hasCosts: constraints.costs != nil)
    if capacities.reduce(0, +) < problem.totalWeight {
      solution.warnings.append(Bilingual("全部站点的接待能力合计小于全部需求", "all sites together hold less than all demand"))
    }
    return solution
  }
}

extension CapacitatedCovering {
  /// Our own search without the floors gives a bound, and a plan if that happens to meet them; the general solver the
  /// rest.
  private func meetingFloors(
    _ setup: PlanSetup, _ free: CapacityCore, _ limits: SolveLimits, into solution: inout SitingSolution
  ) throws(SitingError) -> PlanOutcome {
    guard limits.engine != .own, let exactEngine else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual(
          "同时使用最低覆盖率和接待能力需要HiGHS；请不要限定只用自带的求解引擎",
          "floors with capacities need HiGHS; do not ask for our own engine alone"),
        context: "engine")
    }
    let control = SearchControl(limits: limits)
    var search = PlanSearch(core: free, rules: setup.rules, control: control)
    var outcome = PlanOutcome(
      plan: nil, value: free.worthRange.lowerBound - 1, bound: free.worthRange.upperBound, stopped: .work, visits: 0)
    if search.start() == nil { outcome.bound = search.prove(within: 100 * SearchControl.pairsPerUnit).bound }
    outcome.visits = search.visits
    outcome.trace.add(.prove, visits: search.visits)
    if let plan = search.plan, meets(setup.sites(plan)) {
      outcome.plan = plan
      outcome.value = search.value
    }
    if outcome.plan == nil || outcome.bound > outcome.value {
      let core = CapacityCore(
        problem, capacities: capacities, columns: setup.columns, standing: setup.standing, floors: constraints.floors,
        isAdmitted: { meets(setup.sites($0)) })
      outcome = try ExactPart(core: core, rules: setup.rules, control: control)
        .alone(exactEngine, after: outcome, share: 1)
    } else {
      outcome.stopped = .proved
    }
    outcome.trace.add(.exact, visits: outcome.visits - search.visits)
    setup.record(outcome, into: &solution)
    return outcome
  }

  private func meets(_ chosen: [SiteIndex]) -> Bool { check(chosen).isFeasible }

  private var noRoomForFloors: SitingImpossibility {
    let all = (problem.sites(.existing) + problem.sites(.required) + problem.sites(.candidate)).sorted()
    let short = shortFloors(of: problem, capacities, all, constraints.floors)
    return SitingImpossibility(
      reason: short.isEmpty
        ? Bilingual(
          "在新建数量、预算和站间距离的条件下，以这些接待能力无法同时满足各项最低覆盖率",
          "the floors cannot all be met with these capacities within number, budget and spacing")
        : Bilingual("即使全部站点都开放，", "even with every site open ") + short.joined("；", "; "))
  }
}

/// Floors that open sites of limited capacity cannot meet together, in words; empty when they can.
func shortFloors(
  of problem: SitingProblem, _ capacities: [Double], _ open: [SiteIndex], _ floors: [CoverageFloor]
) -> [Bilingual] {
  let needs = floors.map { floor in
    max(0, floorLimit(floor.share, of: floor.members.reduce(0) { $0 + problem.weights[$1] }))
  }
  let served = ServedWeight(problem, capacities, open, groups: zip(floors, needs).map { ($0.members, $1) })
  return floors.indices.filter { served.groupRoom[$0] > 1e-9 * max(1, problem.totalWeight) }.map { index in
    let floor = floors[index]
    let got = needs[index] - served.groupRoom[index]
    let asked = floor.share * floor.members.reduce(0) { $0 + problem.weights[$1] }
    return Bilingual(
      "“\(floor.name)”只能服务\(plainNumber(got))，而最低要求为\(plainNumber(asked))",
      "\(floor.name) has \(plainNumber(got)) served, its floor asks for \(plainNumber(asked))")
  }
}
