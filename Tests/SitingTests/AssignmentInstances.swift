import Model
import Siting

/// Small instances with costs, and a solver that tries every plan.
enum AssignmentInstance {
  /// Costs per site and demand point; nil where there is no way.
  static func problem(
    _ costs: [[Double?]], weights: [Double], _ statuses: [SiteStatus]? = nil
  ) throws -> SitingProblem {
    let rows = costs.map { row in row.enumerated().compactMap { index, cost in cost.map { (Int32(index), $0) } } }
    return try SitingProblem(
      covers: CoverSets(demandCount: weights.count, rows: rows.map { $0.map { (demand: $0.0, cost: $0.1) } }),
      weights: weights, statuses: statuses ?? costs.map { _ in .candidate })
  }

  /// Up to 10 sites and 12 points of every status: ties, twins, weights of 0, pairs and points without a way.
  static func random(seed: UInt64) throws -> (problem: SitingProblem, count: Int) {
    var random = Numbers(seed: seed)
    let sites = 2 + random.below(9)
    let points = 1 + random.below(12)
    let missing = [0, 0, 2, 5][random.below(4)]
    let span = [4, 20, 1000][random.below(3)]
    let scale = random.below(3) == 0 ? 0.1 : 1
    var costs: [[Double?]] = []
    for site in 0..<sites {
      if site > 0, random.below(6) == 0 {
        costs.append(costs[random.below(site)])
      } else {
        costs.append(
          (0..<points).map { _ in random.below(10) < missing ? nil : Double(random.below(span)) * scale })
      }
    }
    var statuses = (0..<sites).map { _ -> SiteStatus in
      switch random.below(10) {
      case 0: .existing
      case 1: .required
      case 2: .excluded
      default: .candidate
      }
    }
    statuses[random.below(sites)] = .candidate
    let weights = (0..<points).map { _ in Double(random.below(6)) * (random.below(4) == 0 ? 0.3 : 1) }
    return (try problem(costs, weights: weights, statuses), random.below(6))
  }

  /// The least sum of weight x cost and the least largest cost with at most `count` new sites; nil when no plan reaches
  /// all demand that some site reaches.
  static func enumerate(_ problem: SitingProblem, count: Int) -> (median: Double, center: Double)? {
    var best: (median: Double, center: Double)?
    let sites = 0..<problem.siteCount
    var cost = sites.map { _ in [Double](repeating: .infinity, count: problem.demandCount) }
    for site in sites where problem.statuses[site] != .excluded {
      for (point, value) in zip(problem.covers.demand(of: SiteIndex(site)), problem.covers.costs(of: SiteIndex(site))) {
        cost[site][Int(point)] = value
      }
    }
    let points = (0..<problem.demandCount).filter { point in sites.contains { cost[$0][point] < .infinity } }
    plans: for plan in 0..<(1 << problem.siteCount) where plan.nonzeroBitCount <= count {
      for site in sites {
        let isChosen = plan >> site & 1 == 1
        switch problem.statuses[site] {
        case .existing, .excluded: if isChosen { continue plans }
        case .required: if !isChosen { continue plans }
        case .candidate: break
        }
      }
      var sum = 0.0
      var largest = 0.0
      for point in points {
        var nearest = Double.infinity
        for site in sites where plan >> site & 1 == 1 || problem.statuses[site] == .existing {
          nearest = min(nearest, cost[site][point])
        }
        guard nearest < .infinity else { continue plans }
        sum += problem.weights[point] * nearest
        largest = max(largest, nearest)
      }
      best = (min(best?.median ?? .infinity, sum), min(best?.center ?? .infinity, largest))
    }
    return points.isEmpty ? nil : best
  }

  /// Points and sites strewn over a square; costs are distances in whole metres.
  static func strewn(sites: Int, points: Int, seed: UInt64) throws -> SitingProblem {
    var random = Numbers(seed: seed)
    func place() -> (x: Double, y: Double) { (random.unit() * 10_000, random.unit() * 10_000) }
    let places = (0..<sites).map { _ in place() }
    let demand = (0..<points).map { _ in place() }
    let costs = places.map { site in
      demand.map { point -> Double? in
        let dx = site.x - point.x
        let dy = site.y - point.y
        return (dx * dx + dy * dy).squareRoot().rounded()
      }
    }
    return try problem(costs, weights: demand.map { _ in Double(1 + random.below(50)) })
  }
}
