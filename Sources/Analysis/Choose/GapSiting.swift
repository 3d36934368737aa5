import Model
import Siting
import Words

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
      throw Defect.refused(model.faults(in: ties))
    }
    if ties.objective != nil { solution.chosen = ties.chosen }
    var isChosen = problem.statuses.map { $0 == .existing }
    for site in solution.chosen { isChosen[site.rawValue] = true }
    guard chains.longestGap(isChosen) <= longest + 1e-6 else {
      throw Defect(Bilingual("方案的无站路段超过\(longest)分钟", "the plan has a longer gap than \(longest) minutes"))
    }
    fill(&plan, problem, solution, scale, divisor: 1)
    if ties.status != .optimal, let bound = ties.bound, let value = ties.objective {
      plan.warnings.append(
        Bilingual(
          "无站路段同样短的方案中，可能有覆盖更多的：至多多\(chinesePercent((bound - value) / scale))",
          "of plans with as short gaps one may cover more: \(percent((bound - value) / scale)) at the most"))
    }
    return plan
  }

  /// What is to be planned under `constraints.longest_gap`: the runs of pieces, one of which must be served, stand behind
  /// the demand.
  ///
  /// - Returns: the reason where no plan keeps to it, whatever else is asked.
  func withLongestGap(
    _ problem: SitingProblem, _ constraints: SitingConstraints, _ limits: SolveLimits
  ) async throws -> (problem: SitingProblem, constraints: SitingConstraints, reason: Bilingual?) {
    guard let limit = file.longestGap?.minutes else { return (problem, constraints, nil) }
    let beads = try await beads()
    let gaps = ShortestGaps(beads.chains, statuses: problem.statuses, count: constraints.count ?? problem.siteCount)
    var part = limits.within(deadline(limits), share: 0.25)
    if limits.work < .max { part.work = limits.work / 4 }
    part.progress = nil
    let asked = Bilingual(
      "\(Self.minutes(limit))分钟（siting.constraints.longest_gap）",
      "\(Self.minutes(limit)) min (siting.constraints.longest_gap)")
    guard gaps.leastGap <= limit + 1e-9 else {
      let all = problem.statuses.map { $0 != .excluded }
      let worst = zip(beads.names, beads.chains).first { [$0.1].longestGap(all) == gaps.leastGap }
      let name = worst?.0 ?? Bilingual("某条路线", "a route")
      return (
        problem, constraints,
        Bilingual(
          "\(name.chinese)上有\(Self.minutes(gaps.leastGap))分钟既无驿站也无候选点服务，超过\(asked.chinese)：选用全部候选点时可做到`longest_gap: \(Self.whole(gaps.leastGap))min`，或请在该处补充候选点",
          "\(name.english) has \(Self.minutes(gaps.leastGap)) min that no station and no candidate serves, more than \(asked.english): "
            + "`longest_gap: \(Self.whole(gaps.leastGap))min` can be kept with every candidate, or give candidates there"
        )
      )
    }
    let fewest = try await gaps.fewest(longestGap: limit, part)
    if let most = constraints.count, let least = fewest.bound, least > Double(most) {
      let possible = try await gaps.solve(part)
      let longest =
        possible.objective.map {
          Bilingual("，或`longest_gap: \(Self.whole($0))min`", ", or `longest_gap: \(Self.whole($0))min`")
        } ?? Bilingual(same: "")
      return (
        problem, constraints,
        Bilingual(
          "要使任何路线的无站路段都不超过\(asked.chinese)，至少需新建\(Int(least))个驿站，而最多允许\(most)个：请在siting下写`new: \(fewest.objective.map { Int($0) } ?? Int(least))`\(longest.chinese)",
          "no route with more than \(asked.english) without a station takes \(Int(least)) new stations at least, and \(most) are "
            + "allowed: `new: \(fewest.objective.map { Int($0) } ?? Int(least))` under siting\(longest.english)")
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
