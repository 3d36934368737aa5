import Model
import Siting

/// Why a site is in the plan. All in the unit of the plan's value.
public struct ReasonForSite: Hashable, Sendable {
  /// Covered by it and by no station in operation.
  public var reach: Double
  /// Position of the candidate that loses least in its place and keeps to the constraints; nil when there is none.
  public var substitute: Int?
  /// Lost with the substitute, the other sites as they are; below 0 when the plan gains.
  public var lossWithSubstitute: Double?
  /// Lost when the others may move, too: proven to be at least so much, and at most the other figure. Equal when the best
  /// plan without the site is proven.
  public var lossReplanned: Double?
  public var lossReplannedAtMost: Double?
}

/// What building in the plan's order costs at one number of new stations, against the best plan of that number.
public struct NestedPlanSize: Hashable, Sendable {
  public var new: Int
  /// The value of the first `new` sites in the order of building.
  public var nested: Double
  /// Lost against the best plan of this number, at least and at most.
  public var loss: Double
  public var lossAtMost: Double
}

/// A plan that differs from the best one and is nearly as good.
public struct AlternativeToPlan: Hashable, Sendable {
  public var value: Double
  /// No plan that differs as much from the plan and from the alternatives before this one covers more.
  public var bound: Double
  public var isProven: Bool
  /// (the plan's value - its value) / the plan's value.
  public var loss: Double
  /// Positions of candidates, rising.
  public var candidates: [Int]
  /// Sites of the plan that it leaves out, and those it takes instead.
  public var dropped: [Int]
  public var added: [Int]
}

/// The alternatives to the plan, best first.
public struct PlanAlternatives: Hashable, Sendable {
  public var wanted: AnalysisFile.Alternatives
  public var plans: [AlternativeToPlan]
  /// True when fewer than wanted were found and it is proven that there is no other.
  public var isExhausted: Bool
  /// How many of the plans, this one and the alternatives, hold each candidate: most first.
  public var appearances: [Appearance]

  public struct Appearance: Hashable, Sendable {
    public var candidate: Int
    public var count: Int
  }
}

extension SitingStep {
  /// Fills in the reasons of the sites and the cost of nesting.
  func explain(
    _ plan: inout Plan, _ problem: SitingProblem, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double
  ) async throws {
    let chosen = plan.proposed.map { sites.index(ofCandidate: $0.candidate) }
    for (index, reason) in siteReasons(problem, chosen: chosen, under: constraints, isCancelled: limits.isCancelled)
      .enumerated()
    {
      plan.proposed[index].reason = ReasonForSite(
        reach: reason.reach / scale, substitute: reason.substitute.flatMap(sites.candidate),
        lossWithSubstitute: reason.lossWithSubstitute.map { $0 / scale },
        lossReplannedAtMost: reason.lossReplanned.map { $0 / scale })
    }
    let value = Verification(problem, chosen: chosen).coveredWeight
    for index in plan.proposed.indices
    where plan.proposed[index].reason?.lossReplannedAtMost != nil && !limits.isCancelled() {
      let (found, bound) = try await best(without: chosen[index], problem, constraints, limits)
      let most = plan.proposed[index].reason?.lossReplannedAtMost ?? 0
      let nearer = found.map { min(most, (value - $0) / scale) } ?? most
      plan.proposed[index].reason?.lossReplannedAtMost = nearer
      plan.proposed[index].reason?.lossReplanned = bound.map { min(nearer, (value - $0) / scale) }
    }
    let order = plan.proposed.map {
      BuildStep(site: SiteIndex($0.candidate), gain: $0.gain, cumulative: $0.cumulativeShare)
    }
    let curve = plan.curve.map { CurvePoint(count: $0.new, value: $0.value, bound: $0.bound) }
    plan.nesting = nestingCost(order, against: curve).map {
      NestedPlanSize(new: $0.count, nested: $0.nested, loss: $0.loss, lossAtMost: $0.lossAtMost)
    }
  }

  /// The best plan when one host says no, found and as proven; a small, fixed amount of work.
  private func best(
    without site: SiteIndex, _ problem: SitingProblem, _ constraints: SitingConstraints,
    _ limits: SolveLimits
  ) async throws -> (found: Double?, bound: Double?) {
    var statuses = problem.statuses
    statuses[site.rawValue] = .excluded
    let rest = try SitingProblem(
      covers: problem.covers, weights: problem.weights, statuses: statuses)
    var limits = limits
    limits.gap = 0
    limits.work = 100
    limits.progress = nil
    let solution = try await ConstrainedCovering(rest, under: constraints).solve(limits)
    return solution.status == .infeasible ? (nil, nil) : (solution.objective, solution.bound)
  }

  /// Each alternative is searched with a fixed amount of work; what that does not prove says so.
  func alternatives(
    _ problem: SitingProblem, _ solution: SitingSolution, _ constraints: SitingConstraints, _ limits: SolveLimits,
    _ scale: Double, _ progress: StepProgress
  ) async throws -> PlanAlternatives? {
    guard let wanted = file.alternatives, let best = solution.objective else { return nil }
    progress.report("siting: alternatives")
    var limits = limits
    limits.gap = 0
    limits.work = 1_000
    limits.progress = nil
    let found = try await alternativePlans(
      problem, to: solution.chosen, under: constraints, within: wanted.within, count: wanted.count,
      differ: wanted.differ, limits: limits)
    return PlanAlternatives(
      wanted: wanted,
      plans: found.plans.map {
        AlternativeToPlan(
          value: $0.value / scale, bound: $0.bound / scale, isProven: $0.isProven,
          loss: best > 0 ? (best - $0.value) / best : 0, candidates: sites.candidates($0.chosen),
          dropped: sites.candidates($0.dropped), added: sites.candidates($0.added))
      }, isExhausted: found.isExhausted,
      appearances: found.appearances.compactMap { found in
        sites.candidate(found.site).map { .init(candidate: $0, count: found.count) }
      })
  }
}
