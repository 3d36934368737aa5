import Model
import Siting
import Words

extension SitingStep {
  /// The most expected visits served within the capacities of stations and new ones.
  func capacityPlan(
    _ problem: SitingProblem, _ limits: SolveLimits, _ scale: Double, _ progress: StepProgress
  ) async throws -> Plan {
    let model = try CapacitatedCovering(
      problem, capacities: try inputs.capacities(file), under: try constraints())
    let solution = try await model.solve(limits)
    var plan = emptyPlan(solution, .share)
    guard solution.status != .infeasible else { return plan }
    guard problem.totalWeight > 0 else {
      plan.warnings = [
        Bilingual(
          "没有任何人群预计到访，各站点之间无法比较，未选取站点",
          "no visits are expected of anybody, so no station is better than another: none was chosen")
      ]
      return plan
    }
    let faults = model.faults(in: solution)
    guard faults.isEmpty else { throw Defect.refused(faults) }
    guard let worth = solution.objective else { return plan }
    plan.value = worth / scale
    plan.bound = solution.bound.map { $0 / scale }
    plan.gap = solution.gap
    progress.report(Bilingual("选址：正在计算各人群由哪个驿站服务", "siting: who is served where"))
    let served = try ServedVisits(model, asking: solution.chosen)
    let terms = terms(scale)
    plan.proposed = served.buildOrder(solution.chosen).enumerated().map { index, step in
      let unique = worth - served.visits(solution.chosen.filter { $0 != step.site })
      return ProposedSite(rank: index + 1, step: terms.step(step), unique: max(0, unique) / scale)
    }
    plan.costYuan = cost(of: plan.proposed)
    let allocation = model.allocation(solution.chosen)
    let wrong = model.faults(in: allocation, of: solution.chosen, worth: worth)
    guard wrong.isEmpty else {
      throw Defect(
        Bilingual(
          "服务分配未通过复核（\(wrong.joined(separator: "; "))）",
          "the verifier refuses the allocation: \(wrong.joined(separator: "; "))"))
    }
    plan.allocation = allocation
    return plan
  }

  /// Candidates that would serve more visits beside the plan, and whether any are left.
  ///
  /// One would where it covers somebody who is not served, or somebody served by a site that could then serve others: the
  /// augmenting paths of a maximum flow, found backwards for all candidates at once.
  /// - Complexity: O(pairs x open sites) at worst.
  func useful(
    beside chosen: Set<Int>, _ allocation: PlanAllocation, _ problem: SitingProblem
  ) throws -> (candidates: [Int], isLeft: Bool) {
    let crumb = 1e-9 * problem.totalWeight
    let capacities = try inputs.capacities(file)
    var isWanting = zip(problem.weights, allocation.served).map { $0 - $1 > crumb }
    let isLeft = isWanting.contains(true)
    func coversWanting(_ site: SiteIndex) -> Bool { problem.covers.demand(of: site).contains { isWanting[Int($0)] } }
    var guests: [SiteIndex: [Int]] = [:]
    for (point, parts) in allocation.parts.enumerated() {
      for part in parts where part.weight > crumb { guests[part.site, default: []].append(point) }
    }
    var waiting = guests.keys.sorted()
    while let site = waiting.first(where: coversWanting) {
      waiting.removeAll { $0 == site }
      for point in guests[site]! { isWanting[point] = true }
    }
    let useful = inputs.candidates.indices.filter { candidate in
      let site = sites.index(ofCandidate: candidate)
      return !chosen.contains(candidate) && problem.statuses[site.rawValue] == .candidate
        && capacities[site.rawValue] > crumb && coversWanting(site)
    }
    return (useful, isLeft)
  }
}

extension AnalysisInputs {
  /// Visits a day that each site can serve, in the order of the sites.
  ///
  /// - Throws: ``AnalysisError`` `badData` for a station in operation without a capacity.
  func capacities(_ file: AnalysisFile.Siting) throws(AnalysisError) -> [Double] {
    var capacities: [Double] = []
    for station in stations {
      guard let capacity = station.capacity else {
        throw AnalysisError(
          .badData,
          Bilingual(
            "驿站图层，记录\(station.id.rawValue.shown)（\(station.name.shown)）：没有接待能力，而siting.constraints.capacity要求每个驿站都有每日可接待的人次。请填写“接待能力”或“capacity”列，或在inputs.stations.fields.capacity中写明字段。",
            "stations, record \(station.id.rawValue.shown) (\(station.name.shown)): no capacity, but "
              + "siting.constraints.capacity needs the visits a day that each station can serve. Fill a column “接待能力” or "
              + "“capacity”, or name it: inputs.stations.fields.capacity."),
          at: .init(file: "inputs.stations", key: "capacity"))
      }
      capacities.append(capacity)
    }
    return capacities + candidates.map { _ in file.buildsWith.capacity ?? 0 }
  }
}
