import Model
import Siting
import Testing

/// Maximal covering under budget, spacing and floors where the root leaves a gap: the tree has to close it.
@Suite struct RuledTreeTests {
  /// Dense tables of 10 to 14 sites against all their plans as bit masks.
  @Test(arguments: 0..<8) func denseTablesAreProven(batch: Int) async throws {
    var split = 0
    for seed in UInt64(batch * 12 + 1)...UInt64(batch * 12 + 12) {
      var random = Numbers(seed: seed)
      let sites = 10 + random.below(5)
      let points = 30 + random.below(90)
      let density = 10 + random.below(25)
      let rows = (0..<sites).map { _ in (0..<Int32(points)).filter { _ in random.below(100) < density } }
      let unit = [1, 0.37][random.below(2)]
      let weights = (0..<points).map { _ in unit * Double(1 + random.below(50)) }
      let costs = (0..<sites).map { _ in Double(2 + random.below(9)) }
      var constraints = SitingConstraints()
      constraints.costs = costs
      if seed % 3 != 0 { constraints.budget = Double(16 + random.below(12)) }
      if seed % 2 == 0 { constraints.count = 3 + random.below(3) }
      if seed % 4 > 1 {
        constraints.tooClose = (0..<sites - 1).filter { _ in random.below(2) == 0 }
          .map { SitePair(SiteIndex($0), SiteIndex($0 + 1)) }
      }
      let half = Array(0..<points / 2)
      if seed % 5 < 2 {
        constraints.floors = [CoverageFloor(name: "half", members: half, share: 0.3 + 0.1 * Double(random.below(4)))]
      }
      if constraints.budget == nil, constraints.count == nil { constraints.count = 4 }

      var reach = [Int](repeating: 0, count: points)
      for (site, row) in rows.enumerated() { for point in row { reach[Int(point)] |= 1 << site } }
      var best: Double?
      for plan in 0..<(1 << sites) where plan.nonzeroBitCount <= constraints.count ?? sites {
        let cost = costs.indices.reduce(0) { plan >> $1 & 1 == 1 ? $0 + costs[$1] : $0 }
        guard cost <= constraints.budget ?? .infinity,
          constraints.tooClose.allSatisfy({ plan >> $0.first.rawValue & plan >> $0.second.rawValue & 1 == 0 })
        else { continue }
        func covered(_ points: [Int]) -> Double { points.reduce(0) { reach[$1] & plan != 0 ? $0 + weights[$1] : $0 } }
        let isMet = constraints.floors.allSatisfy { floor in
          covered(floor.members) >= floor.share * floor.members.reduce(0) { $0 + weights[$1] } - 1e-9
        }
        if isMet { best = max(best ?? 0, covered(Array(0..<points))) }
      }

      let problem = try Instance.problem(rows, weights: weights)
      let plan = try await ConstrainedCovering(problem, under: constraints).solve(SolveLimits(work: 3_000))
      if let best {
        let value = try #require(plan.objective)
        #expect(plan.status == .optimal && abs(value - best) < 1e-6 * best, "seed \(seed): \(value), not \(best)")
      } else {
        #expect(plan.status == .infeasible, "seed \(seed)")
      }
      if plan.trace.entries.contains(where: { $0.stage == .prove && $0.visits > 0 }) { split += 1 }
      for work in 0..<3 {
        let stopped = try await ConstrainedCovering(problem, under: constraints).solve(SolveLimits(work: work))
        guard let best, let value = stopped.objective else { continue }
        #expect(value <= best * (1 + 1e-9) && stopped.bound! >= best * (1 - 1e-9), "seed \(seed)")
      }
    }
    #expect(split > 0, "tables that the root settles do not try the tree")
  }

  /// Equal on any number of threads, and never below the best plan known: 12 of 150 sites under a budget and a spacing.
  @Test func threadsDoNotMatter() async throws {
    let town = try Instance.town(sites: 150, points: 1500, side: 6000, radius: 600, seed: 1)
    var constraints = SitingConstraints()
    constraints.costs = (0..<150).map { Double(10_000 + 7919 * $0 % 40_000) }
    constraints.budget = 250_000
    constraints.tooClose = (0..<149).map { SitePair(SiteIndex($0), SiteIndex($0 + 1)) }
    let model = try ConstrainedCovering(town, under: constraints)
    let one = try await model.solve(SolveLimits(work: 400, threads: 1))
    let three = try await model.solve(SolveLimits(work: 400, threads: 3))
    #expect(one == three && model.check(one.chosen).isFeasible && one.bound! >= one.objective!)
  }
}
