import Model
import Words

/// A plan scored by what it costs to reach its demand, from the raw cover sets: shares nothing with the searches.
package struct AssignmentVerification: Hashable, Sendable {
  /// Sum of weight x cost to the cheapest open site, in demand order, of the demand that is reached.
  package let weightedCost: Double
  /// The largest cost to the cheapest open site, weights apart; nil when no demand is reached.
  package let worstCost: Double?
  /// Weight of the demand that an existing or chosen site reaches, summed in demand order.
  package let reachedWeight: Double
  /// Demand points that an existing, required or candidate site could reach and this plan does not, rising.
  package let missed: [Int]
  /// Demand points that no existing, required or candidate site reaches, rising.
  package let uncoverable: [Int]
  /// What is wrong with the plan, in words; empty when it is feasible.
  package let words: [Bilingual]

  package var violations: [String] { words.map(\.english) }
  package var isFeasible: Bool { words.isEmpty }

  /// - Parameters:
  ///   - chosen: the new sites in any order.
  ///   - count: how many may be chosen.
  /// - Complexity: O(pairs).
  package init(_ problem: SitingProblem, chosen: [SiteIndex], count: Int) {
    var words: [Bilingual] = []
    var isOpen = problem.statuses.map { $0 == .existing }
    for site in chosen {
      guard isOpen.indices.contains(site.rawValue) else {
        words.append(Bilingual("站点\(site.rawValue)不存在", "site \(site.rawValue) does not exist"))
        continue
      }
      if problem.statuses[site.rawValue] == .existing {
        words.append(Bilingual("站点\(site.rawValue)已建", "site \(site.rawValue) exists already"))
      } else if problem.statuses[site.rawValue] == .excluded {
        words.append(Bilingual("站点\(site.rawValue)已被排除", "site \(site.rawValue) is excluded"))
      } else if isOpen[site.rawValue] {
        words.append(Bilingual("站点\(site.rawValue)重复入选", "site \(site.rawValue) is chosen twice"))
      }
      isOpen[site.rawValue] = true
    }
    if chosen.count > count {
      words.append(Bilingual("选了\(chosen.count)处，最多只能选\(count)处", "\(chosen.count) sites chosen, \(count) allowed"))
    }
    var cheapest = [Double](repeating: .infinity, count: problem.demandCount)
    var isReachable = [Bool](repeating: false, count: problem.demandCount)
    for site in isOpen.indices {
      if problem.statuses[site] == .required && !isOpen[site] {
        words.append(Bilingual("必选点\(site)没有入选", "site \(site) is required and not chosen"))
      }
      guard problem.statuses[site] != .excluded else { continue }
      for entry in problem.covers.offsets[site]..<problem.covers.offsets[site + 1] {
        let point = Int(problem.covers.demand[entry])
        isReachable[point] = true
        if isOpen[site] { cheapest[point] = min(cheapest[point], problem.covers.costs[entry]) }
      }
    }
    var weightedCost = 0.0
    var worstCost: Double?
    var reachedWeight = 0.0
    var missed: [Int] = []
    var uncoverable: [Int] = []
    for point in cheapest.indices {
      if cheapest[point] < .infinity {
        weightedCost += problem.weights[point] * cheapest[point]
        worstCost = max(worstCost ?? 0, cheapest[point])
        reachedWeight += problem.weights[point]
      } else if isReachable[point] {
        missed.append(point)
      } else {
        uncoverable.append(point)
      }
    }
    if let first = missed.first {
      words.append(
        Bilingual(
          "有\(missed.count)个能够到达的需求点没有到达，第一个是\(first)",
          "\(missed.count) demand points could be reached and are not, the first is \(first)"))
    }
    self.weightedCost = weightedCost
    self.worstCost = worstCost
    self.reachedWeight = reachedWeight
    self.missed = missed
    self.uncoverable = uncoverable
    self.words = words
  }
}
