import Model
import Siting

/// Plans that look at the longest stretch of a route without a station.
extension SitingStep {
  /// So many stations that the longest gap is least; of such plans one that covers the most.
  ///
  /// - Parameter problem: by the cutoff: gains are coverage.
  func gapPlan(_ problem: SitingProblem, _ limits: SolveLimits, _ scale: Double) async throws -> Plan {
    let chains = try await beads().chains
    let count = min(file.new ?? problem.siteCount, problem.siteCount)
    let deadline = SolveDeadline(limits.timeLimit)
    var first = limits.within(deadline, share: 0.5)
    if limits.work < .max { first.work = limits.work / 2 }
    var solution = try await ShortestGaps(chains, statuses: problem.statuses, count: count).solve(first)
    var plan = emptyPlan(solution, .minutes)
    guard let longest = solution.objective else { return plan }
    let runs = chains.demands(longestGap: longest)
    var constraints = SitingConstraints(count: count)
    constraints.musts = Array(problem.demandCount..<problem.demandCount + runs.count)
    var second = limits.within(deadline)
    second.progress = nil
    let model = try ConstrainedCovering(try problem.with(runs), under: constraints)
    let ties = try await model.solve(second)
    guard model.faults(in: ties).isEmpty else {
      throw Defect("the verifier refuses the plan: \(model.faults(in: ties).joined(separator: "; "))")
    }
    if ties.objective != nil { solution.chosen = ties.chosen }
    var isChosen = problem.statuses.map { $0 == .existing }
    for site in solution.chosen { isChosen[site.rawValue] = true }
    guard chains.longestGap(isChosen) <= longest + 1e-6 else {
      throw Defect("the plan has a longer gap than \(longest) minutes")
    }
    fill(&plan, problem, solution, scale, divisor: 1)
    if ties.status != .optimal, let bound = ties.bound, let value = ties.objective {
      plan.warnings.append(
        "of plans with as short gaps one may cover more: \(percent((bound - value) / scale)) at the most")
    }
    return plan
  }

  /// What is to be planned under `constraints.longest_gap`: the runs of pieces, one of which must be served, stand behind
  /// the demand.
  ///
  /// - Returns: the reason where no plan keeps to it, whatever else is asked.
  func withLongestGap(
    _ problem: SitingProblem, _ constraints: SitingConstraints, _ limits: SolveLimits
  ) async throws -> (problem: SitingProblem, constraints: SitingConstraints, reason: String?) {
    guard let limit = file.longestGap?.minutes else { return (problem, constraints, nil) }
    let beads = try await beads()
    let gaps = ShortestGaps(beads.chains, statuses: problem.statuses, count: constraints.count ?? problem.siteCount)
    var part = limits.within(deadline(limits), share: 0.25)
    if limits.work < .max { part.work = limits.work / 4 }
    part.progress = nil
    let asked = "\(Self.minutes(limit)) min (siting.constraints.longest_gap)"
    guard gaps.leastGap <= limit + 1e-9 else {
      let all = problem.statuses.map { $0 != .excluded }
      let worst = zip(beads.names, beads.chains).first { [$0.1].longestGap(all) == gaps.leastGap }
      let name = worst?.0 ?? "a route"
      return (
        problem, constraints,
        "\(name) has \(Self.minutes(gaps.leastGap)) min that no station and no candidate serves, more than \(asked): "
          + "`longest_gap: \(Self.whole(gaps.leastGap))min` can be kept with every candidate, or give candidates there"
      )
    }
    let fewest = try await gaps.fewest(longestGap: limit, part)
    if let most = constraints.count, let least = fewest.bound, least > Double(most) {
      let possible = try await gaps.solve(part)
      let longest = possible.objective.map { ", or `longest_gap: \(Self.whole($0))min`" } ?? ""
      return (
        problem, constraints,
        "no route with more than \(asked) without a station takes \(Int(least)) new stations at least, and \(most) are "
          + "allowed: `new: \(fewest.objective.map { Int($0) } ?? Int(least))` under siting\(longest)"
      )
    }
    let runs = beads.chains.demands(longestGap: limit)
    var constraints = constraints
    constraints.musts = Array(problem.demandCount..<problem.demandCount + runs.count)
    return (try problem.with(runs), constraints, nil)
  }

  private func deadline(_ limits: SolveLimits) -> SolveDeadline { SolveDeadline(limits.timeLimit) }

  private static func minutes(_ minutes: Double) -> String {
    let tenths = (minutes * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }

  /// Rounded up, so that what is promised can be kept.
  private static func whole(_ minutes: Double) -> Int { Int((minutes - 1e-9).rounded(.up)) }
}
