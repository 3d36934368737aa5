import Coverage
import Model
import Siting

/// One new station of the plan.
public struct ProposedSite: Hashable, Sendable {
  /// Position among the candidates.
  public var candidate: Int
  /// 1 is built first.
  public var rank: Int
  /// What it adds to the weighted share (0...1) when built at its rank.
  public var gain: Double
  /// The weighted share after it.
  public var cumulativeShare: Double
  /// What would be lost without it in the finished plan.
  public var unique: Double
  /// What would be lost when its host says no; nil for full coverage.
  public var reason: ReasonForSite?
}

/// A row of the curve: the best plan with so many new stations.
public struct PlanSize: Hashable, Sendable {
  public var new: Int
  public var value: Double
  public var bound: Double
}

/// The plan with its proof. Values are weighted mean shares, 0...1: each kind of demand counts by its weight, as a share
/// of its own total.
public struct Plan: Hashable, Sendable {
  public var objective: AnalysisFile.Objective
  public var status: SitingSolution.Status
  public var stopped: SitingSolution.Stop
  public var value: Double?
  public var bound: Double?
  public var gap: Double?
  /// How many new stations were asked for; nil for full coverage.
  public var asked: Int?
  public var proposed: [ProposedSite]
  public var curve: [PlanSize]
  public var seed: UInt64
  /// Demand rows before and after merging.
  public var rows: Int
  public var rowsAfterPresolve: Int
  public var warnings: [String]
  /// Why there is no plan, when there is none.
  public var reason: String?
  /// Per number of new stations what building in this order costs; empty for full coverage.
  public var nesting: [NestedPlanSize] = []
  /// nil when not asked for.
  public var alternatives: PlanAlternatives?
}

/// Chooses the new stations.
struct SitingStep {
  /// Shares are made whole numbers of this fineness, so that sums are exact in any order.
  private static let fineness = 1e9

  var file: AnalysisFile.Siting
  var demand: [DemandPoint]
  var covers: CoverSets
  var stationCount: Int

  func plan(_ options: RunOptions) async throws -> Plan {
    let candidateCount = covers.siteCount - stationCount
    guard candidateCount > 0 else {
      throw AnalysisError(
        .noCandidates,
        "there are no candidate sites. Name partner places under inputs.candidates, or check its `filter`.",
        at: .init(file: "inputs.candidates"))
    }
    let problem = try problem()
    let total = problem.totalWeight
    let scale = total > 0 ? total : 1
    let limits = limits(options, scale)
    let progress = options.progress
    let isCovering = file.objective == .maxCoverage
    let solution: SitingSolution
    switch file.objective {
    case .maxCoverage: solution = try await MaximalCovering(problem, count: file.new).solve(limits)
    case .fullCoverage: solution = try await SetCovering(problem).solve(limits)
    }
    var plan = Plan(
      objective: file.objective, status: solution.status, stopped: solution.stopped, value: nil, bound: nil, gap: nil,
      asked: file.objective == .maxCoverage ? file.new : nil, proposed: [], curve: [], seed: file.seed,
      rows: solution.rows, rowsAfterPresolve: solution.rowsAfterPresolve, warnings: solution.warnings,
      reason: solution.reason)
    guard solution.status != .infeasible else { return plan }
    guard total > 0 || !isCovering else {
      plan.warnings = ["no demand has a weight, so no station is better than another: none was chosen"]
      return plan
    }
    try verify(problem, solution)
    if isCovering {
      plan.value = solution.objective.map { $0 / scale }
      plan.bound = solution.bound.map { $0 / scale }
      plan.gap = solution.gap
    } else {
      plan.value = solution.objective
      plan.bound = solution.bound
      plan.gap = solution.gap
    }
    let unique = uniqueContribution(problem, chosen: solution.chosen)
    let uniqueOf = Dictionary(uniqueKeysWithValues: zip(solution.chosen, unique))
    plan.proposed = buildOrder(problem, chosen: solution.chosen).enumerated().map { index, step in
      ProposedSite(
        candidate: step.site.rawValue - stationCount, rank: index + 1, gain: step.gain / scale,
        cumulativeShare: step.cumulative / scale, unique: (uniqueOf[step.site] ?? 0) / scale)
    }
    if isCovering {
      progress.report("siting: curve")
      plan.curve = try await curve(problem, solution, limits, scale)
      explain(&plan, problem, scale)
      plan.alternatives = try await alternatives(problem, solution, limits, scale, progress)
    }
    return plan
  }

  /// - Parameter scale: weight of all demand, for the progress line.
  func limits(_ options: RunOptions, _ scale: Double) -> SolveLimits {
    var limits = SolveLimits(gap: file.gap, timeLimit: file.timeLimit, seed: file.seed, threads: options.threads)
    limits.isCancelled = options.isCancelled
    let progress = options.progress
    let isCovering = file.objective == .maxCoverage
    limits.progress = { step in
      progress.report(
        isCovering
          ? "siting: \(percent(step.objective / scale)), at best \(percent(step.bound / scale))"
          : "siting: \(Int(step.objective)) new stations, at least \(Int(step.bound))")
    }
    return limits
  }

  /// Who covers whom, with each kind's share as a whole number.
  func problem() throws -> SitingProblem {
    try SitingProblem(
      covers: covers, weights: integerWeights(),
      statuses: (0..<covers.siteCount).map { $0 < stationCount ? .existing : .candidate })
  }

  /// The curve needs many solves: each gets a small, fixed amount of work. Its last row is the plan itself.
  private func curve(
    _ problem: SitingProblem, _ solution: SitingSolution, _ limits: SolveLimits, _ scale: Double
  ) async throws -> [PlanSize] {
    let last = solution.chosen.count
    var limits = limits
    limits.work = 300
    var curve = try await coverageCurve(problem, counts: Array(0..<last), limits: limits).map {
      PlanSize(new: $0.count, value: $0.value / scale, bound: $0.bound / scale)
    }
    curve.append(
      PlanSize(
        new: last, value: (solution.objective ?? 0) / scale, bound: (solution.bound ?? 0) / scale))
    // A smaller plan cannot be better than a larger one may be.
    for index in curve.indices.dropLast().reversed() {
      curve[index].bound = min(curve[index].bound, curve[index + 1].bound)
    }
    return curve
  }

  private func verify(_ problem: SitingProblem, _ solution: SitingSolution) throws {
    let check = Verification(
      problem, chosen: solution.chosen, count: file.objective == .maxCoverage ? file.new : nil,
      fullCover: file.objective == .fullCoverage)
    guard check.isFeasible else {
      throw Defect("the verifier refuses the plan: \(check.violations.joined(separator: "; "))")
    }
    guard check.coveredWeight == solution.coveredWeight else {
      throw Defect("the siting value \(solution.coveredWeight) is not what the verifier finds: \(check.coveredWeight)")
    }
  }

  /// Each point's part of the plan's value.
  func shares() -> [Double] {
    let weights = integerWeights()
    let total = weights.reduce(0, +)
    return total > 0 ? weights.map { $0 / total } : weights
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
public struct Defect: Error, CustomStringConvertible {
  public var description: String

  init(_ description: String) {
    self.description = "a defect of ServiceCircle: \(description). Please report it."
  }
}

func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10) %"
}
