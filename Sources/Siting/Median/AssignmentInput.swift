import Model
import Words

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
      throw SitingError(
        code: .badParameter, message: Bilingual("新建数量为\(count)；请填写0或以上的数", "count is \(count); give 0 or more"),
        context: "count")
    }
    if let entry = problem.covers.costs.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SitingError(
        code: .badProblem,
        message: Bilingual(
          "需求点\(problem.covers.demand[entry])的出行成本为\(problem.covers.costs[entry])；出行成本应为有限的非负数，不可达的配对请略去",
          "demand point \(problem.covers.demand[entry]) has a cost of \(problem.covers.costs[entry]); "
            + "costs are finite and not negative, and unreachable pairs are left out"),
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
    func refuse(_ words: Bilingual) -> SitingError {
      SitingError(code: .badParameter, message: words, context: "start")
    }
    for site in start {
      guard problem.statuses.indices.contains(site.rawValue) else {
        throw refuse(
          Bilingual(
            "起始方案中的站点\(site.rawValue)不存在，站点编号为0至\(problem.siteCount - 1)",
            "the starting plan names site \(site.rawValue) of 0..<\(problem.siteCount)"))
      }
      if problem.statuses[site.rawValue] == .excluded {
        throw refuse(
          Bilingual(
            "起始方案中的站点\(site.rawValue)已被排除；请去掉", "the starting plan names site \(site.rawValue), which is excluded"))
      }
    }
    let free = Set(start.filter { problem.statuses[$0.rawValue] == .candidate }).sorted()
    guard free.count <= max(0, count - required.count) else {
      throw refuse(
        Bilingual(
          "起始方案有\(free.count)个候选点，而最多只能选\(max(0, count - required.count))个",
          "the starting plan has \(free.count) candidates, \(max(0, count - required.count)) may be chosen"))
    }
    return free
  }

  /// Why there is no plan, as far as counting tells.
  func infeasibility(uncoverable: [Int]) -> Bilingual? {
    if required.count > count {
      return Bilingual(
        "必选点有\(required.count)处，而最多只能选\(count)处；请增加新建数量",
        "\(required.count) sites are required but only \(count) may be chosen; raise the count")
    }
    if uncoverable.count == problem.demandCount {
      return Bilingual(
        "\(problem.demandCount)个需求点从任何站点都无法到达；请检查出行成本和站点状态",
        "no site reaches any of the \(problem.demandCount) demand points; look at costs and statuses")
    }
    return nil
  }

  func tooFew(_ least: Int) -> Bilingual {
    Bilingual(
      "新建\(count)处无法到达全部可到达的需求，至少需要\(least)处；请增加新建数量",
      "\(count) new site(s) cannot reach all demand that can be reached, at least \(least) are needed; raise the count")
  }

  /// The fewest candidates that reach everything, or as many as may be chosen.
  func reachingPlan(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try await SetCovering(problem).solve(limits, enough: count)
  }

  func warnings(uncoverable: [Int]) -> [Bilingual] {
    var warnings: [Bilingual] = []
    if count > required.count + candidates.count {
      warnings.append(
        Bilingual(
          "要求新建\(count)处，而可选的只有\(required.count + candidates.count)处，已全部选用",
          "\(count) new sites asked for, \(required.count + candidates.count) to choose from: all were chosen"))
    }
    if !uncoverable.isEmpty {
      warnings.append(
        Bilingual(
          "\(problem.demandCount)个需求点中有\(uncoverable.count)个从任何站点都无法到达，未计入",
          "\(uncoverable.count) of \(problem.demandCount) demand points are out of reach of every site and left out"))
    }
    return warnings
  }

  /// Scores the plan from the cover sets.
  /// - Throws: ``SitingError`` code `defect` when the plan is not valid.
  func verified(_ chosen: [SiteIndex]) throws(SitingError) -> AssignmentVerification {
    let check = AssignmentVerification(problem, chosen: chosen, count: count)
    guard check.isFeasible else {
      throw SitingError(code: .defect, message: check.words.joined("；", "; "), context: "verification")
    }
    return check
  }
}
