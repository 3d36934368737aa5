import Model
import Words

/// A plan scored against its problem and constraints from the raw cover sets.
package struct PlanCheck: Hashable, Sendable {
  /// In the unit of the problem: weight, sites or cost.
  package internal(set) var objective = 0.0
  /// Weight covered by existing and chosen sites.
  package internal(set) var coveredWeight = 0.0
  /// Weight covered at least twice, and how many demand points that is.
  package internal(set) var backupWeight = 0.0
  package internal(set) var backupCount = 0
  /// What the new sites cost; 0 without costs.
  package internal(set) var cost = 0.0
  /// How many sites of the plan and existing ones cover each demand point.
  package internal(set) var times: [Int]
  /// What is wrong with the plan, in words; empty when it is feasible.
  package internal(set) var words: [Bilingual] = []
  /// The constraints among them.
  package private(set) var brokenRules: [BrokenRule] = []

  package var violations: [String] { words.map(\.english) }
  package var isFeasible: Bool { words.isEmpty }

  /// - Parameter earned: what a demand point brings towards floors, nil for its weight when covered.
  /// - Complexity: O(pairs + pairs of sites too close).
  init(
    _ problem: SitingProblem, _ constraints: SitingConstraints, _ chosen: [SiteIndex], earned: [Double]? = nil
  ) {
    times = [Int](repeating: 0, count: problem.demandCount)
    var isNew = [Bool](repeating: false, count: problem.siteCount)
    for site in chosen {
      guard site.rawValue >= 0 && site.rawValue < problem.siteCount else {
        words.append(Bilingual("站点\(site.rawValue)不存在", "site \(site.rawValue) does not exist"))
        continue
      }
      if isNew[site.rawValue] {
        words.append(Bilingual("站点\(site.rawValue)重复入选", "site \(site.rawValue) is chosen twice"))
      }
      isNew[site.rawValue] = true
      if problem.statuses[site.rawValue] == .existing {
        words.append(Bilingual("站点\(site.rawValue)已建", "site \(site.rawValue) exists already"))
      }
      if problem.statuses[site.rawValue] == .excluded {
        words.append(Bilingual("站点\(site.rawValue)已被排除", "site \(site.rawValue) is excluded"))
      }
    }
    for site in isNew.indices {
      if problem.statuses[site] == .required && !isNew[site] {
        words.append(Bilingual("必选点\(site)没有入选", "site \(site) is required and not chosen"))
      }
      if isNew[site], let costs = constraints.costs { cost += costs[site] }
      guard isNew[site] || problem.statuses[site] == .existing else { continue }
      for point in problem.covers.demand(of: SiteIndex(site)) { times[Int(point)] += 1 }
    }
    for point in times.indices {
      if times[point] >= 1 { coveredWeight += problem.weights[point] }
      if times[point] >= 2 {
        backupWeight += problem.weights[point]
        backupCount += 1
      }
    }
    brokenRules = broken(problem, constraints, chosen, isNew: isNew, earned: earned)
    words += brokenRules.map(\.words)
  }

  private func broken(
    _ problem: SitingProblem, _ constraints: SitingConstraints, _ chosen: [SiteIndex], isNew: [Bool], earned: [Double]?
  ) -> [BrokenRule] {
    var broken: [BrokenRule] = []
    if let count = constraints.count, chosen.count > count {
      broken.append(.count(chosen: chosen.count, allowed: count))
    }
    if let budget = constraints.budget, cost > budgetLimit(budget) {
      broken.append(.budget(cost: cost, allowed: budget))
    }
    func isStanding(_ site: SiteIndex) -> Bool {
      isNew[site.rawValue] || problem.statuses[site.rawValue] == .existing
    }
    for pair in constraints.tooClose where isStanding(pair.first) && isStanding(pair.second) {
      if isNew[pair.first.rawValue] || isNew[pair.second.rawValue] { broken.append(.tooClose(pair)) }
    }
    for group in constraints.exclusive {
      let standing = group.filter(isStanding)
      if standing.count > 1, standing.contains(where: { isNew[$0.rawValue] }) { broken.append(.exclusive(standing)) }
    }
    for limit in constraints.limits {
      let chosen = limit.sites.count { isNew[$0.rawValue] }
      if chosen > limit.most { broken.append(.limit(chosen: chosen, allowed: limit.most)) }
    }
    let missed = constraints.musts.count { times[$0] == 0 }
    if missed > 0 { broken.append(.musts(missed: missed)) }
    for floor in constraints.floors {
      var total = 0.0
      var covered = 0.0
      for point in floor.members {
        total += problem.weights[point]
        covered += earned?[point] ?? (times[point] > 0 ? problem.weights[point] : 0)
      }
      if covered < floorLimit(floor.share, of: total) {
        broken.append(.floor(name: floor.name, covered: covered, total: total, share: floor.share))
      }
    }
    return broken
  }
}
