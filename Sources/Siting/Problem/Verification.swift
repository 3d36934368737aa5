import Model
import Words

/// A plan scored from the raw cover sets: shares nothing with the presolve or the searches.
public struct Verification: Hashable, Sendable {
  /// Weight covered by existing and chosen sites, summed in demand order.
  public let coveredWeight: Double
  /// All weight, summed in demand order.
  package let totalWeight: Double
  /// Demand points covered by an existing or chosen site.
  package let coveredCount: Int
  /// Demand points that an existing, required or candidate site could cover and this plan does not, rising.
  package let missed: [Int]
  /// Demand points that no existing, required or candidate site covers, rising.
  package let uncoverable: [Int]
  /// What is wrong with the plan, in words; empty when it is feasible.
  package let words: [Bilingual]

  public var violations: [String] { words.map(\.english) }
  public var isFeasible: Bool { words.isEmpty }

  /// Scores `chosen` and checks its statuses: only required and candidate sites, each once, no required one left out.
  /// - Parameters:
  ///   - chosen: the new sites in any order.
  ///   - count: how many may be chosen; nil for any number.
  ///   - fullCover: true if every coverable demand point must be covered.
  /// - Complexity: O(pairs).
  public init(_ problem: SitingProblem, chosen: [SiteIndex], count: Int? = nil, fullCover: Bool = false) {
    var words: [Bilingual] = []
    var isChosen = [Bool](repeating: false, count: problem.siteCount)
    for site in chosen {
      guard problem.statuses.indices.contains(site.rawValue) else {
        words.append(Bilingual("站点\(site.rawValue)不存在", "site \(site.rawValue) does not exist"))
        continue
      }
      if isChosen[site.rawValue] {
        words.append(Bilingual("站点\(site.rawValue)重复入选", "site \(site.rawValue) is chosen twice"))
      }
      isChosen[site.rawValue] = true
      switch problem.statuses[site.rawValue] {
      case .existing: words.append(Bilingual("站点\(site.rawValue)已建", "site \(site.rawValue) exists already"))
      case .excluded: words.append(Bilingual("站点\(site.rawValue)已被排除", "site \(site.rawValue) is excluded"))
      case .required, .candidate: break
      }
    }
    if let count, chosen.count > count {
      words.append(Bilingual("选了\(chosen.count)处，最多只能选\(count)处", "\(chosen.count) sites chosen, \(count) allowed"))
    }

    var covered = [Bool](repeating: false, count: problem.demandCount)
    var coverable = covered
    for index in problem.statuses.indices {
      let status = problem.statuses[index]
      if status == .required && !isChosen[index] {
        words.append(Bilingual("必选点\(index)没有入选", "site \(index) is required and not chosen"))
      }
      guard status != .excluded else { continue }
      for point in problem.covers.demand(of: SiteIndex(index)) {
        coverable[Int(point)] = true
        if status == .existing || isChosen[index] { covered[Int(point)] = true }
      }
    }
    var coveredWeight = 0.0
    var totalWeight = 0.0
    var missed: [Int] = []
    var uncoverable: [Int] = []
    for point in covered.indices {
      totalWeight += problem.weights[point]
      if covered[point] {
        coveredWeight += problem.weights[point]
      } else if coverable[point] {
        missed.append(point)
      } else {
        uncoverable.append(point)
      }
    }
    if fullCover, let first = missed.first {
      words.append(
        Bilingual(
          "有\(missed.count)个能够覆盖的需求点没有覆盖，第一个是\(first)",
          "\(missed.count) coverable demand points are not covered, the first is \(first)"))
    }
    self.coveredWeight = coveredWeight
    self.totalWeight = totalWeight
    coveredCount = problem.demandCount - missed.count - uncoverable.count
    self.missed = missed
    self.uncoverable = uncoverable
    self.words = words
  }
}
