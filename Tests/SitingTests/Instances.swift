import Coverage
import Geometry
import Model
import Siting

/// Small instances and a solver that tries every plan.
enum Instance {
  /// Rows of demand indices per site, all costs 0.
  static func problem(
    _ rows: [[Int32]], weights: [Double], _ statuses: [SiteStatus]? = nil
  ) throws -> SitingProblem {
    try SitingProblem(
      covers: CoverSets(demandCount: weights.count, rows: rows.map { $0.map { (demand: $0, cost: 0) } }),
      weights: weights, statuses: statuses ?? rows.map { _ in .candidate })
  }

  /// Up to 11 sites and 14 points of every status, with twins, weights of 0 and points nobody reaches.
  static func random(seed: UInt64, fractional: Bool = false) throws -> SitingProblem {
    var random = Numbers(seed: seed)
    let sites = 3 + random.below(9)
    let points = 1 + random.below(14)
    let density = 1 + random.below(5)
    var rows: [[Int32]] = []
    for site in 0..<sites {
      // Every fourth site or so is a twin: ties.
      if site > 0, random.below(4) == 0 {
        rows.append(rows[random.below(site)])
      } else {
        rows.append((0..<Int32(points)).filter { _ in random.below(10) < density })
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
    let weights = (0..<points).map { _ in Double(random.below(6)) * (fractional ? 0.1 : 1) }
    return try problem(rows, weights: weights, statuses)
  }

  /// Best covered weight with `count` new sites, and the least number of sites that cover all that can be covered:
  /// every subset of sites as a bit mask, scored point by point.
  static func enumerate(_ problem: SitingProblem, count: Int) -> (value: Double?, fewest: Int) {
    let sites = problem.siteCount
    var value: Double?
    var fewest = Int.max
    var reach = [UInt32](repeating: 0, count: problem.demandCount)
    for site in 0..<sites { for point in problem.covers.demand(of: SiteIndex(site)) { reach[Int(point)] |= 1 << site } }
    func mask(_ status: SiteStatus) -> UInt32 { problem.sites(status).reduce(0) { $0 | 1 << $1.rawValue } }
    let existing = mask(.existing)
    let required = mask(.required)
    let free = mask(.candidate)
    for plan in UInt32(0)..<(1 << sites) where plan & ~(required | free) == 0 && plan & required == required {
      let open = plan | existing
      var covered = 0.0
      var isFull = true
      for point in reach.indices {
        if reach[point] & open != 0 { covered += problem.weights[point] }
        if reach[point] & open == 0, reach[point] & (existing | required | free) != 0 { isFull = false }
      }
      if plan.nonzeroBitCount <= count { value = max(value ?? 0, covered) }
      if isFull { fewest = min(fewest, plan.nonzeroBitCount) }
    }
    return (value, fewest)
  }
}

extension Instance {
  /// Points that two or three sites reach each, drawn at random: the linear bound on the fewest sites is seldom whole (a
  /// triangle of sites takes 1.5 in halves and 2 whole), so that proofs need branching.
  static func loose(seed: UInt64, sites: Int, points: Int) throws -> SitingProblem {
    var random = Numbers(seed: seed)
    var rows = [[Int32]](repeating: [], count: sites)
    for point in 0..<Int32(points) {
      var reach: Set<Int> = []
      let most = 2 + random.below(2)
      while reach.count < most { reach.insert(random.below(sites)) }
      for site in reach { rows[site].append(point) }
    }
    return try problem(rows, weights: (0..<points).map { _ in Double(1 + random.below(9)) })
  }
}

/// A linear congruential generator (Knuth's MMIX constants): not the solver's own.
struct Numbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func unit() -> Double { Double(below(1 << 20)) / Double(1 << 20) }
}

extension Instance {
  /// A town: points in clusters with integer weights, sites near points, circles of `radius` metres.
  static func town(sites: Int, points: Int, side: Double, radius: Double, seed: UInt64) throws -> SitingProblem {
    var random = Numbers(seed: seed)
    let centers = (0..<8).map { _ in Coordinate(x: random.unit() * side, y: random.unit() * side) }
    func near(_ center: Coordinate, _ spread: Double) -> Coordinate {
      // The sum of uniform numbers is bell-shaped enough.
      let x = (0..<4).reduce(0.0) { sum, _ in sum + random.unit() - 0.5 }
      let y = (0..<4).reduce(0.0) { sum, _ in sum + random.unit() - 0.5 }
      return Coordinate(x: center.x + x * spread, y: center.y + y * spread)
    }
    let demand = (0..<points).map { _ in near(centers[random.below(8)], side / 6) }
    let places = (0..<sites).map { _ in near(demand[random.below(points)], 50) }
    let weights = (0..<points).map { _ in Double(1 + random.below(100)) }
    let covers = try coverSets(sites: places, demand: demand, radius: Meters(radius), geographic: false)
    return try SitingProblem(covers: covers, weights: weights, statuses: places.map { _ in .candidate })
  }
}
