import Model
import Siting

/// A small instance with every kind of constraint, and a solver that tries every plan: bit masks against the library's
/// rows and columns.
struct ConstrainedInstance {
  let seed: UInt64
  let problem: SitingProblem
  var constraints: SitingConstraints
  let capacities: [Double]

  /// - Parameter fractional: weights and costs in tenths.
  init(seed: UInt64, fractional: Bool = false) throws {
    self.seed = seed
    problem = try Instance.random(seed: seed, fractional: fractional)
    var random = Numbers(seed: seed &+ 77)
    let unit = fractional ? 0.1 : 1
    let sites = problem.siteCount
    var constraints = SitingConstraints()
    if random.below(3) > 0 { constraints.count = random.below(6) }
    if random.below(3) > 0 {
      // Every fifth site or so is free.
      let costs = (0..<sites).map { _ in Double(max(0, random.below(10) - 2)) * unit }
      constraints.costs = costs
      constraints.budget =
        (costs.reduce(0, +) * Double(random.below(8)) / 10).rounded() * (random.below(2) == 0 ? 1 : 0.7)
    } else if random.below(2) == 0 {
      constraints.costs = (0..<sites).map { _ in Double(1 + random.below(7)) * unit }
    }
    if random.below(2) == 0 {
      for first in 0..<sites {
        for second in (first + 1)..<max(first + 1, sites) where random.below(6) == 0 {
          constraints.tooClose.append(SitePair(SiteIndex(first), SiteIndex(second)))
        }
      }
    }
    if random.below(4) == 0 {
      let size = 2 + random.below(2)
      let start = random.below(sites - size + 1)
      constraints.exclusive = [(start..<(start + size)).map { SiteIndex($0) }]
    }
    for group in 0..<random.below(3) {
      constraints.floors.append(
        CoverageFloor(
          name: "town \(group)", members: problem.weights.indices.filter { _ in random.below(2) == 0 },
          share: Double(random.below(11)) / 10))
    }
    self.constraints = constraints
    capacities = (0..<sites).map { _ in Double(random.below(9)) * unit }
  }

  private func mask(_ sites: [SiteIndex]) -> UInt32 { sites.reduce(0) { $0 | 1 << $1.rawValue } }

  /// Which sites reach each demand point.
  var reach: [UInt32] {
    var reach = [UInt32](repeating: 0, count: problem.demandCount)
    for site in 0..<problem.siteCount {
      for point in problem.covers.demand(of: SiteIndex(site)) { reach[Int(point)] |= 1 << site }
    }
    return reach
  }

  var existing: UInt32 { mask(problem.sites(.existing)) }
  var usable: UInt32 { existing | mask(problem.sites(.required)) | mask(problem.sites(.candidate)) }

  /// Every plan that keeps number, budget, spacing and groups.
  func plans(_ constraints: SitingConstraints) -> [UInt32] {
    let existing = existing
    let required = mask(problem.sites(.required))
    let free = mask(problem.sites(.candidate)) | required
    let pairs = constraints.tooClose.map { mask([$0.first, $0.second]) }
    let groups = constraints.exclusive.map(mask)
    return (UInt32(0)..<(1 << problem.siteCount)).filter { plan in
      guard plan & ~free == 0, plan & required == required else { return false }
      if let count = constraints.count, plan.nonzeroBitCount > count { return false }
      if let budget = constraints.budget, let costs = constraints.costs {
        let cost = costs.indices.reduce(0.0) { plan >> $1 & 1 == 1 ? $0 + costs[$1] : $0 }
        if cost > budget + 1e-9 * max(1, budget) { return false }
      }
      for set in pairs + groups where plan & set != 0 && ((plan | existing) & set).nonzeroBitCount > 1 { return false }
      return true
    }
  }

  /// Whether what each point has earned meets every floor.
  func meets(_ constraints: SitingConstraints, _ earned: [Double]) -> Bool {
    constraints.floors.allSatisfy { floor in
      let total = floor.members.reduce(0.0) { $0 + problem.weights[$1] }
      return floor.members.reduce(0.0) { $0 + earned[$1] } >= floor.share * total - 1e-9 * total
    }
  }

  /// Weight of each point if at least `times` sites of the plan reach it, else 0.
  func earned(_ plan: UInt32, _ reach: [UInt32], times: Int = 1) -> [Double] {
    reach.indices.map { (reach[$0] & (plan | existing)).nonzeroBitCount >= times ? problem.weights[$0] : 0 }
  }

  /// The best of `score` over all plans that keep the constraints, floors by plain cover; nil when there is none.
  func best(_ constraints: SitingConstraints, _ score: (UInt32) -> Double?) -> Double? {
    let reach = reach
    var best: Double?
    for plan in plans(constraints) where meets(constraints, earned(plan, reach)) {
      if let value = score(plan) { best = max(best ?? value, value) }
    }
    return best
  }

  /// Nothing in reach of any site that may be used: infeasible by definition.
  var isHopeless: Bool { reach.allSatisfy { $0 & usable == 0 } }
}
