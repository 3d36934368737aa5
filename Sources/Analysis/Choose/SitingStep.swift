import Coverage
import Model
import Siting
import Words

/// Chooses the new stations.
struct SitingStep {
  /// Shares are made whole numbers of this fineness, so that sums are exact in any order.
  private static let fineness = 1e9

  var file: AnalysisFile.Siting
  var inputs: AnalysisInputs
  var demand: [DemandPoint]
  var covers: CoverSets
  /// Every trip with its cost, cutoff or not: asked for only when travel is what counts.
  var trips: @Sendable (_ places: [SitePlace]) async throws -> CoverSets
  /// The routes as chains: asked for only when gaps are what counts.
  var beads: @Sendable () async throws -> RouteBeads
  /// Of the costs in ``trips``.
  var tripUnit: ImpedanceUnit
  /// Expected visits a day of each demand point; needed where capacities bound the plan.
  private let visits: [Double]?
  /// All stages together end by it.
  private let deadline: SolveDeadline
  private let hasAnywhere: Bool

  var sites: SiteTable { inputs.sites }

  /// - Parameter visits: expected visits a day of each demand point; nil when none are asked for.
  init(_ prepared: PreparedAnalysis, visits: [Double]?, _ options: RunOptions) {
    self.visits = visits
    let inputs = prepared.inputs
    let demand = prepared.demand
    let links = prepared.links
    let circle = prepared.file.circle
    file = prepared.file.siting
    self.inputs = inputs
    self.demand = demand.points
    covers = prepared.reach.covers
    trips = { places in
      try await inputs.covers(of: places, demand, links, circle, isBounded: false, options)
    }
    beads = { try await prepared.routeBeads(options) }
    tripUnit = circle.cutoff.unit
    deadline = SolveDeadline(file.timeLimit)
    hasAnywhere = prepared.generated?.reach != nil
  }

  func plan(_ options: RunOptions) async throws -> Plan {
    guard !inputs.candidates.isEmpty else {
      throw AnalysisError(
        .noCandidates,
        Bilingual(
          "没有候选点。请在inputs.candidates下给出合作网点，或检查其`filter`。",
          "there are no candidate sites. Name partner places under inputs.candidates, or check its `filter`."),
        at: .init(file: "inputs.candidates"))
    }
    let problem = try problem(covers)
    let scale = problem.totalWeight > 0 ? problem.totalWeight : 1
    let limits = limits(options, scale, .plan)
    var plan =
      switch file.objective {
      case .maxCoverage where file.hasCapacities: try await capacityPlan(problem, limits, scale, options.progress)
      case .maxCoverage, .targetCoverage: try await coveringPlan(problem, limits, scale, options)
      case .fullCoverage: try await fullPlan(problem, limits, scale)
      case .minTravel, .minWorst: try await travelPlan(problem, limits, scale)
      case .shortestGaps: try await gapPlan(problem, limits, scale)
      }
    plan.limits = try planLimits(plan, problem)
    return plan
  }

  /// The best coverage within the constraints, or the least that reaches the target.
  private func coveringPlan(
    _ problem: SitingProblem, _ limits: SolveLimits, _ scale: Double, _ options: RunOptions
  ) async throws -> Plan {
    let (problem, constraints, reason) = try await withLongestGap(problem, try constraints(), limits)
    if let reason { return emptyPlan(SitingSolution(infeasible: reason, problem, seed: limits.seed), .share) }
    let model: any CoveringModel =
      if let target = file.target {
        try TargetCoverage(
          problem, share: target, aim: file.isLeastCost ? .leastCost : .fewestSites, under: constraints)
      } else {
        try ConstrainedCovering(problem, under: constraints)
      }
    let solution = try await model.solve(limits)
    let unit: Plan.Unit = file.target == nil ? .share : file.isLeastCost ? .yuan : .stations
    var plan = emptyPlan(solution, unit)
    guard solution.status != .infeasible else {
      // How high the floors may be is what is asked then.
      plan.floorCurve = try await floorCurve(
        problem, solution, constraints, within(limits, .floors), scale, options.progress)
      return plan
    }
    guard problem.totalWeight > 0 else {
      plan.warnings = [
        Bilingual(
          "没有需求的权重大于零，各站点之间无法比较，未选取站点", "no demand has a weight, so no station is better than another: none was chosen")
      ]
      return plan
    }
    let faults = model.faults(in: solution)
    guard faults.isEmpty else { throw Defect.refused(faults) }
    fill(&plan, problem, solution, scale)
    guard solution.objective != nil else { return plan }
    options.progress.report(Bilingual("选址：正在计算不同数量的覆盖率", "siting: curve"))
    plan.curve = try await curve(problem, solution, constraints, within(limits, .curve), scale)
    if let budget = constraints.budget, file.target == nil {
      plan.budgetCurve = try await budgetCurve(
        problem, solution, constraints, budget, within(limits, .curve), scale)
    }
    // What takes a site's place must reach the target, too, with as many stations.
    var kept = constraints
    if let target = file.target {
      kept.floors.append(
        CoverageFloor(name: "all demand", members: Array(0..<problem.demandCount), share: target))
      kept.count = solution.chosen.count
    }
    try await explain(&plan, problem, kept, within(limits, .reasons), scale)
    plan.alternatives = try await alternatives(
      problem, solution, constraints, within(limits, .alternatives), scale, options.progress)
    plan.floorCurve = try await floorCurve(
      problem, solution, constraints, within(limits, .floors), scale, options.progress)
    return plan
  }

  private func fullPlan(_ problem: SitingProblem, _ limits: SolveLimits, _ scale: Double) async throws -> Plan {
    let solution = try await SetCovering(problem).solve(limits)
    var plan = emptyPlan(solution, .stations)
    guard solution.status != .infeasible else { return plan }
    let check = Verification(problem, chosen: solution.chosen, fullCover: true)
    guard check.isFeasible, check.coveredWeight == solution.coveredWeight else {
      throw Defect.refused(check.violations)
    }
    fill(&plan, problem, solution, scale)
    return plan
  }

  /// What a plan is told in: shares of the weight of all demand, and positions among the candidates.
  func terms(_ scale: Double) -> PlanTerms<Int> {
    PlanTerms(unit: scale) { [sites] in sites.candidate($0)! }
  }

  /// The plan before anything is known of its stations.
  func emptyPlan(_ solution: SitingSolution, _ unit: Plan.Unit) -> Plan {
    Plan(
      objective: file.objective, unit: unit, status: solution.status, stopped: solution.stopped, value: nil, bound: nil,
      gap: nil, asked: file.objective == .fullCoverage ? nil : file.new, costYuan: nil, proposed: [], curve: [],
      seed: file.seed, rows: solution.rows, rowsAfterPresolve: solution.rowsAfterPresolve, warnings: solution.warnings,
      reason: file.reason(solution), plainReason: file.plainReason(solution))
  }

  /// Takes value, bound and the order of building.
  /// - Parameters:
  ///   - problem: by the cutoff: gains are coverage, whatever the objective.
  ///   - divisor: of value and bound; nil for ``scale`` where they are weights, else 1.
  func fill(
    _ plan: inout Plan, _ problem: SitingProblem, _ solution: SitingSolution, _ scale: Double, divisor: Double? = nil
  ) {
    let divisor = divisor ?? (plan.unit == .share ? scale : 1)
    plan.value = solution.objective.map { $0 / divisor }
    plan.bound = solution.bound.map { $0 / divisor }
    plan.gap = solution.gap
    let unique = uniqueContribution(problem, chosen: solution.chosen)
    let uniqueOf = Dictionary(uniqueKeysWithValues: zip(solution.chosen, unique))
    let terms = terms(scale)
    plan.proposed = buildOrder(problem, chosen: solution.chosen).enumerated().map { index, step in
      ProposedSite(rank: index + 1, step: terms.step(step), unique: (uniqueOf[step.site] ?? 0) / scale)
    }
    plan.costYuan = cost(of: plan.proposed)
  }

  /// nil when a cost is unknown.
  func cost(of proposed: [ProposedSite]) -> Double? {
    let costs = proposed.compactMap { inputs.candidates[$0.candidate].costYuan }
    return costs.count == proposed.count ? costs.reduce(0, +) : nil
  }

  /// What shares the time of the siting, in this order.
  enum Stage: Int, CaseIterable {
    case plan, curve, reasons, alternatives, floors, anywhere
  }

  /// What a stage may take of the time, against the others; 0 for what there is not.
  private func weight(_ stage: Stage) -> Double {
    let isCovering = (file.objective == .maxCoverage || file.objective == .targetCoverage) && !file.hasCapacities
    return switch stage {
    case .plan: 12
    case .curve: isCovering ? 3 : 0
    case .reasons: isCovering ? 2 : 0
    case .alternatives: isCovering && file.alternatives != nil ? 3 : 0
    case .floors: file.floorCurve != nil ? 3 : 0
    case .anywhere: hasAnywhere ? 3 : 0
    }
  }

  /// The same limits with the stage's share of what is left of the time: what one stage leaves goes to those after it.
  func within(_ limits: SolveLimits, _ stage: Stage) -> SolveLimits {
    let left = Stage.allCases.filter { $0.rawValue >= stage.rawValue }.reduce(0) { $0 + weight($1) }
    return limits.within(deadline, share: left > 0 ? weight(stage) / left : 1)
  }

  /// - Parameters:
  ///   - scale: weight of all demand, for the progress line.
  ///   - stage: what the limits are for; nil for all that is left.
  func limits(_ options: RunOptions, _ scale: Double, _ stage: Stage? = nil) -> SolveLimits {
    var limits = SolveLimits(gap: file.gap, seed: file.seed, threads: options.threads)
    limits = stage.map { within(limits, $0) } ?? limits.within(deadline)
    limits.isCancelled = options.isCancelled
    let progress = options.progress
    let objective = file.objective
    let isLeastCost = file.isLeastCost
    let resultStands = options.resultStands
    let searchProgress = options.searchProgress
    limits.progress = { step in
      // The search has begun: from here on there is a best so far.
      resultStands()
      switch objective {
      case .maxCoverage: searchProgress(step.objective / scale, step.bound / scale)
      case .fullCoverage, .shortestGaps: searchProgress(step.objective, step.bound)
      // The search counts something else than the plan's value.
      case .targetCoverage, .minTravel, .minWorst: break
      }
      switch objective {
      case .maxCoverage:
        progress.report(
          Bilingual(
            "选址：目前\(chinesePercent(step.objective / scale))，最多\(chinesePercent(step.bound / scale))",
            "siting: \(percent(step.objective / scale)), at best \(percent(step.bound / scale))"))
      case .fullCoverage:
        progress.report(
          Bilingual(
            "选址：目前需新建\(Int(step.objective))个驿站，至少\(Int(step.bound))个",
            "siting: \(Int(step.objective)) new stations, at least \(Int(step.bound))"))
      case .targetCoverage:
        // The search counts what is saved.
        progress.report(
          Bilingual(
            "选址：正在寻找达到目标的\(isLeastCost ? "最省" : "最少")方案",
            "siting: \(isLeastCost ? "the cheapest" : "the fewest") stations for the target"))
      case .minTravel, .minWorst: progress.report(Bilingual("选址：正在寻找总出行最短的方案", "siting: the least travel"))
      case .shortestGaps:
        progress.report(
          Bilingual(
            "选址：目前最长无站路段\((step.objective * 10).rounded() / 10)分钟，最短可达\((step.bound * 10).rounded() / 10)分钟",
            "siting: longest gap \((step.objective * 10).rounded() / 10) min, at least \((step.bound * 10).rounded() / 10)"
          )
        )
      }
    }
    return limits
  }

  /// Who covers whom, with each kind's share as a whole number.
  func problem(_ covers: CoverSets) throws -> SitingProblem {
    try SitingProblem(
      covers: covers, weights: pointWeights(), statuses: statuses)
  }

  /// The curve needs many solves: each gets a small, fixed amount of work. Numbers for which no plan keeps to the
  /// constraints are left out. Unless a target is set, its last row is the plan itself.
  private func curve(
    _ problem: SitingProblem, _ solution: SitingSolution, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double
  ) async throws -> [CurvePoint] {
    let last = solution.chosen.count
    let terms = terms(scale)
    var limits = limits
    limits.work = 300
    limits.progress = nil
    let isPlanLast = file.target == nil
    var curve = try await coverageCurve(
      problem, counts: Array(0...last).dropLast(isPlanLast ? 1 : 0), under: constraints, limits: limits
    ).map(terms.point)
    if isPlanLast {
      curve.append(
        terms.point(CurvePoint(count: last, value: solution.objective ?? 0, bound: solution.bound ?? 0)))
    }
    // A smaller plan cannot be better than a larger one may be.
    for index in curve.indices.dropLast().reversed() {
      curve[index].bound = min(curve[index].bound, curve[index + 1].bound)
    }
    return curve
  }

  /// Each point's part of the plan's value.
  func shares() -> [Double] {
    let weights = pointWeights()
    let total = weights.reduce(0, +)
    return total > 0 ? weights.map { $0 / total } : weights
  }

  /// What each point counts: its visits where capacities bound the plan.
  func pointWeights() -> [Double] {
    guard file.hasCapacities else { return integerWeights() }
    guard let visits else { preconditionFailure("capacities come with visits") }
    return visits
  }

  /// Each point's share of its kind's total times the kind's weight, as a whole number.
  ///
  /// Only the weights' ratios count: the largest is taken as 1, so that none is too large or too small for whole numbers.
  private func integerWeights() -> [Double] {
    let largest = file.weights.values.max() ?? 1
    var totals: [DemandKind: Double] = [:]
    for point in demand { totals[point.kind, default: 0] += point.weight }
    return demand.map { point in
      guard let total = totals[point.kind], total > 0 else { return 0 }
      return (Self.fineness * ((file.weights[point.kind] ?? 0) / largest) * point.weight / total).rounded()
    }
  }
}

/// A mistake of ours, not of the user: exit code 70.
package struct Defect: Spoken {
  package var told: Bilingual

  init(_ words: Bilingual) {
    told =
      Bilingual("程序有缺陷：", "a defect of ServiceCircle: ") + words + Bilingual("。请报告此问题。", ". Please report it.")
  }

  /// - Parameter faults: what the verifier found.
  static func refused(_ faults: [String]) -> Defect {
    let all = faults.joined(separator: "; ")
    return Defect(Bilingual("方案未通过复核（\(all)）", "the verifier refuses the plan: \(all)"))
  }
}

/// As Chinese writes it.
func chinesePercent(_ share: Double) -> String { percent(share).filter { $0 != " " } }

func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}

extension SitingStep {
  /// Stations exist, candidates may be built, but for one that a station stands for already.
  private var statuses: [SiteStatus] {
    let standing = Set(inputs.stations.map(\.id))
    return inputs.stations.map { _ in .existing }
      + inputs.candidates.map { standing.contains($0.id) ? .excluded : .candidate }
  }
}
