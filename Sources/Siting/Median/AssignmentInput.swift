import Model

/// What the problems that assign all demand share: input checks, infeasibility, the checked answer.
struct AssignmentInput: Sendable {
  let problem: SitingProblem
  let count: Int
  let required: [SiteIndex]
  let candidates: [SiteIndex]
  /// Candidates that will be open.
  let slots: Int

  /// - Throws: ``SitingError`` code `badParameter` for a negative count, `badProblem` for a cost that is negative or not
  ///   finite.
  init(_ problem: SitingProblem, count: Int) throws(SitingError) {
    guard count >= 0 else {
      throw SitingError(code: .badParameter, message: "count is \(count); give 0 or more", context: "count")
    }
    if let entry = problem.covers.costs.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SitingError(
        code: .badProblem,
        message: "demand point \(problem.covers.demand[entry]) has a cost of \(problem.covers.costs[entry]); "
          + "costs are finite and not negative, and unreachable pairs are left out",
        context: "costs")
    }
    self.problem = problem
    self.count = count
    required = problem.sites(.required)
    candidates = problem.sites(.candidate)
    slots = min(max(0, count - required.count), candidates.count)
  }

  /// The candidates among a plan to start from, each once.
  /// - Throws: ``SitingError`` code `badParameter` for a site that may not be chosen, or more than `count`.
  func checked(start: [SiteIndex]) throws(SitingError) -> [SiteIndex] {
    func refuse(_ message: String) -> SitingError {
      SitingError(code: .badParameter, message: message, context: "start")
    }
    for site in start {
      guard problem.statuses.indices.contains(site.rawValue) else {
        throw refuse("the starting plan names site \(site.rawValue) of 0..<\(problem.siteCount)")
      }
      if problem.statuses[site.rawValue] == .excluded {
        throw refuse("the starting plan names site \(site.rawValue), which is excluded")
      }
    }
    let free = Set(start.filter { problem.statuses[$0.rawValue] == .candidate }).sorted()
    guard free.count <= max(0, count - required.count) else {
      throw refuse(
        "the starting plan has \(free.count) candidates, \(max(0, count - required.count)) may be chosen")
    }
    return free
  }

  /// Why there is no plan, as far as counting tells.
  func infeasibility(uncoverable: [Int]) -> String? {
    if required.count > count {
      return "\(required.count) sites are required but only \(count) may be chosen; raise the count"
    }
    if uncoverable.count == problem.demandCount {
      return "no site reaches any of the \(problem.demandCount) demand points; look at costs and statuses"
    }
    return nil
  }

  func tooFew(_ least: Int) -> String {
    "\(count) new site(s) cannot reach all demand that can be reached, at least \(least) are needed; raise the count"
  }

  /// The fewest candidates that reach everything, or as many as may be chosen.
  func reachingPlan(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try await SetCovering(problem).solve(limits, enough: count)
  }

  func warnings(uncoverable: [Int]) -> [String] {
    var warnings: [String] = []
    if count > required.count + candidates.count {
      warnings.append(
        "\(count) new sites asked for, \(required.count + candidates.count) to choose from: all were chosen")
    }
    if !uncoverable.isEmpty {
      warnings.append(
        "\(uncoverable.count) of \(problem.demandCount) demand points are out of reach of every site and left out")
    }
    return warnings
  }

  /// Scores the plan from the cover sets.
  /// - Throws: ``SitingError`` code `defect` when the plan is not valid.
  func verified(_ chosen: [SiteIndex]) throws(SitingError) -> AssignmentVerification {
    let check = AssignmentVerification(problem, chosen: chosen, count: count)
    guard check.isFeasible else {
      throw SitingError(code: .defect, message: check.violations.joined(separator: "; "), context: "verification")
    }
    return check
  }
}
