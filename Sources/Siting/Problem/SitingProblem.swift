import Model
import Words

/// What may be done with a site.
public enum SiteStatus: String, Hashable, CaseIterable, Sendable {
  /// In operation: covers its demand and is not counted among the new sites.
  case existing
  /// Must be chosen; counts among the new sites.
  case required
  /// May be chosen.
  case candidate
  /// Neither chosen nor covering anything.
  case excluded
}

/// Sites, demand and who covers whom: the input every covering problem shares.
///
/// ```swift
/// let problem = try SitingProblem(covers: covers, weights: [3, 1, 2], statuses: [.existing, .candidate])
/// let plan = try await MaximalCovering(problem, count: 1).solve()
/// ```
/// The costs in the cover sets are not looked at: a pair is there or it is not.
public struct SitingProblem: Hashable, Sendable {
  /// Site -> demand points within the cutoff.
  package let covers: CoverSets
  /// One weight per demand point, finite and not negative.
  package let weights: [Double]
  /// One status per site.
  package let statuses: [SiteStatus]

  /// - Parameters:
  ///   - covers: demand indices `0 ..< weights.count`, rising within each row.
  ///   - weights: one per demand point; finite, 0 or more.
  ///   - statuses: one per site.
  /// - Throws: ``SitingError`` code `badProblem` when lengths differ, a weight is negative or not a number, a demand
  ///   index is out of range or repeated, or no site is a candidate or required.
  /// - Complexity: O(pairs).
  public init(covers: CoverSets, weights: [Double], statuses: [SiteStatus]) throws(SitingError) {
    func refuse(_ context: String, _ words: Bilingual) -> SitingError {
      SitingError(code: .badProblem, message: words, context: context)
    }
    guard weights.count == covers.demandCount else {
      throw refuse(
        "weights",
        Bilingual(
          "需求点有\(covers.demandCount)个，权重却有\(weights.count)个；请每个填写一个",
          "\(weights.count) weights for \(covers.demandCount) demand points; give one per point"))
    }
    guard statuses.count == covers.siteCount else {
      throw refuse(
        "statuses",
        Bilingual(
          "站点有\(covers.siteCount)处，状态却有\(statuses.count)个；请每处填写一个",
          "\(statuses.count) statuses for \(covers.siteCount) sites; give one per site"))
    }
    guard !weights.isEmpty else {
      throw refuse("demand", Bilingual("没有需求点；请至少提供一个", "there is no demand point; give at least one"))
    }
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw refuse(
        "weights",
        Bilingual(
          "需求点\(index)的权重为\(weight)；请填写有限的非负数",
          "demand point \(index) has weight \(weight); weights are finite and not negative"))
    }
    guard statuses.contains(where: { $0 == .candidate || $0 == .required }) else {
      throw refuse(
        "sites",
        Bilingual(
          "\(statuses.count)处站点中没有候选点；请至少提供一处可选的站点",
          "none of the \(statuses.count) sites is a candidate; give at least one site to choose from"))
    }
    for site in 0..<covers.siteCount {
      var previous: Int32 = -1
      for point in covers.demand(of: SiteIndex(site)) {
        guard point > previous, Int(point) < weights.count else {
          throw refuse(
            "covers",
            Bilingual(
              "站点\(site)的需求点\(point)排在\(previous)之后；请按编号从小到大排列，编号为0至\(weights.count - 1)",
              "site \(site) lists demand point \(point) after \(previous); indices rise within 0..<\(weights.count)"))
        }
        previous = point
      }
    }
    self.covers = covers
    self.weights = weights
    self.statuses = statuses
  }

  package var siteCount: Int { statuses.count }
  package var demandCount: Int { weights.count }

  /// Indices of the sites with this status, rising.
  package func sites(_ status: SiteStatus) -> [SiteIndex] {
    statuses.indices.filter { statuses[$0] == status }.map { SiteIndex($0) }
  }

  /// Sum of all weights in index order.
  package var totalWeight: Double { weights.reduce(0, +) }
}

extension SitingProblem {
  /// Per demand point whether one of the sites covers it.
  func covered(by sites: [SiteIndex]) -> [Bool] {
    var isCovered = [Bool](repeating: false, count: demandCount)
    for site in sites { for point in covers.demand(of: site) { isCovered[Int(point)] = true } }
    return isCovered
  }
}
