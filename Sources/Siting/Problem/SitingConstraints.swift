import Model
import Words

/// Two sites that may not both be in a plan.
public struct SitePair: Hashable, Sendable {
  package var first: SiteIndex
  package var second: SiteIndex

  /// In any order.
  public init(_ first: SiteIndex, _ second: SiteIndex) {
    self.first = first
    self.second = second
  }
}

/// Of some sites at most so many may be new.
package struct SiteLimit: Hashable, Sendable {
  /// Each once.
  package var sites: [SiteIndex]
  package var most: Int

  package init(_ sites: [SiteIndex], most: Int) {
    self.sites = sites
    self.most = most
  }
}

/// At least a share of a group's weight must be covered: a town, a trade, everybody.
public struct CoverageFloor: Hashable, Sendable {
  /// What the group is called in reasons and repairs.
  package var name: String
  /// Demand points of the group, each once.
  package var members: [Int]
  /// Of the members' weight, 0...1; inclusive within 1e-9 of the group's weight.
  package var share: Double

  /// What the share that ``TargetCoverage`` must reach is called.
  static let target = "all demand"

  /// - Parameters:
  ///   - name: for messages.
  ///   - members: demand points, each once.
  ///   - share: of the members' weight that is to be covered, 0 to 1, inclusive.
  public init(name: String, members: [Int], share: Double) {
    self.name = name
    self.members = members
    self.share = share
  }
}

/// What a plan must keep to besides covering demand. Nothing by default.
///
/// ```swift
/// let constraints = SitingConstraints(
///   costs: [30_000, 50_000, 20_000], budget: 60_000, tooClose: [SitePair(SiteIndex(0), SiteIndex(2))])
/// let plan = try await ConstrainedCovering(problem, under: constraints).solve()
/// ```
public struct SitingConstraints: Hashable, Sendable {
  /// Most new sites, required ones among them; nil for any number.
  package var count: Int?
  /// One per site, finite and not negative, in one currency; nil when nothing costs anything. Existing sites are paid.
  package var costs: [Double]?
  /// The new sites together cost at most this, inclusive within 1e-9 of it; nil for any sum.
  package var budget: Double?
  /// Pairs nearer than the spacing: at most one of the two is new, none when the other exists. Two existing ones may be
  /// as close as they are.
  package var tooClose: [SitePair]
  /// Of each group at most one site (or option) is chosen, none when one of them exists.
  package var exclusive: [[SiteIndex]]
  package var floors: [CoverageFloor]
  /// Of some sites together at most so many are new.
  package var limits: [SiteLimit] = []
  /// Demand points that every plan covers, whatever they weigh; each once.
  package var musts: [Int] = []

  /// No argument, no rule.
  public init(
    count: Int? = nil, costs: [Double]? = nil, budget: Double? = nil, tooClose: [SitePair] = [],
    exclusive: [[SiteIndex]] = [], floors: [CoverageFloor] = []
  ) {
    self.count = count
    self.costs = costs
    self.budget = budget
    self.tooClose = tooClose
    self.exclusive = exclusive
    self.floors = floors
  }

  /// Only the number of sites is bounded, if that.
  var isOnlyCount: Bool {
    budget == nil && tooClose.isEmpty && exclusive.isEmpty && floors.isEmpty && limits.isEmpty && musts.isEmpty
  }

  /// - Throws: ``SitingError`` code `badParameter` naming the value.
  func validate(for problem: SitingProblem) throws(SitingError) {
    func refuse(_ context: String, _ words: Bilingual) -> SitingError {
      SitingError(code: .badParameter, message: words, context: context)
    }
    if let count, count < 0 {
      throw refuse("count", Bilingual("新建数量为\(count)；请填写0或以上的数", "count is \(count); give 0 or more"))
    }
    if let budget {
      guard budget >= 0, budget.isFinite else {
        throw refuse("budget", Bilingual("预算为\(budget)；请填写0或以上的数", "budget is \(budget); give 0 or more"))
      }
      guard costs != nil else {
        throw refuse("costs", Bilingual("使用预算需要各站点的费用；请每处填写一个", "a budget needs costs; give one per site"))
      }
    }
    if let costs {
      guard costs.count == problem.siteCount else {
        throw refuse(
          "costs",
          Bilingual(
            "站点有\(problem.siteCount)处，费用却有\(costs.count)个；请每处填写一个",
            "\(costs.count) costs for \(problem.siteCount) sites; give one per site"))
      }
      for (site, cost) in costs.enumerated() where !(cost >= 0 && cost.isFinite) {
        throw refuse(
          "costs",
          Bilingual("站点\(site)的费用为\(cost)；请填写有限的非负数", "site \(site) costs \(cost); costs are finite and not negative"))
      }
    }
    for limit in limits where limit.most < 0 || Set(limit.sites).count != limit.sites.count {
      throw refuse(
        "limits",
        Bilingual(
          "限选\(limit.most)处；请填写0或以上的数，每处站点只列一次",
          "a limit of \(limit.most) sites; give 0 or more, and name each site once"))
    }
    for site in tooClose.flatMap({ [$0.first, $0.second] }) + exclusive.joined() + limits.flatMap(\.sites)
    where !problem.statuses.indices.contains(site.rawValue) {
      throw refuse(
        "constraints",
        Bilingual(
          "站点\(site.rawValue)不存在，共有\(problem.siteCount)处站点；请更正编号",
          "site \(site.rawValue) does not exist; there are \(problem.siteCount)"))
    }
    for pair in tooClose where pair.first == pair.second {
      throw refuse(
        "spacing",
        Bilingual(
          "站点\(pair.first.rawValue)与自身列为相距过近；请列出两处不同的站点",
          "site \(pair.first.rawValue) is too close to itself; name two sites"))
    }
    for group in exclusive where Set(group).count != group.count {
      throw refuse("exclusive", Bilingual("同一组中站点重复；请每处只列一次", "a group names a site twice; name each once"))
    }
    for point in musts where !problem.weights.indices.contains(point) {
      throw refuse(
        "musts",
        Bilingual(
          "必须覆盖的需求点\(point)不存在，共有\(problem.demandCount)个需求点；请更正编号",
          "demand point \(point) must be covered, and there are \(problem.demandCount)"))
    }
    for floor in floors {
      guard floor.share >= 0, floor.share <= 1 else {
        throw refuse(
          "floors",
          Bilingual(
            "“\(floor.name)”的最低覆盖率为\(floor.share)；请填写0至1的数",
            "the floor of \(floor.name) is \(floor.share); a share is 0 to 1"))
      }
      guard Set(floor.members).count == floor.members.count else {
        throw refuse(
          "floors",
          Bilingual(
            "“\(floor.name)”组中需求点重复；请每个只列一次", "the group \(floor.name) names a demand point twice; name each once"))
      }
      for point in floor.members where !problem.weights.indices.contains(point) {
        throw refuse(
          "floors",
          Bilingual(
            "“\(floor.name)”组中的需求点\(point)不存在，共有\(problem.demandCount)个需求点；请更正编号",
            "the group \(floor.name) names demand point \(point) of \(problem.demandCount)"))
      }
    }
  }

  /// Pairs that may not stand together, from spacing and exclusive groups alike.
  var pairs: [SitePair] {
    var pairs = tooClose
    for group in exclusive {
      for (index, first) in group.enumerated() {
        for second in group[(index + 1)...] { pairs.append(SitePair(first, second)) }
      }
    }
    return pairs
  }
}

/// What a plan may cost in all, with the room that sums of decimal numbers need.
func budgetLimit(_ budget: Double) -> Double { budget + 1e-9 * max(1, budget) }

/// The least covered weight that counts as `share` of `total`.
func floorLimit(_ share: Double, of total: Double) -> Double { share * total - 1e-9 * total }
