import Model
import Siting
import Testing

/// What is published of a plan is what was solved.
@Suite struct AllocationTests {
  /// Demand of 80, 70, 40 and 30; F1 holds 100, F2 60, F3 500 and reaches only the third. Within the cutoff:
  /// F1 reaches the first (2) and the second (3), F2 the first (4), the second (1) and the third (2).
  private func scene() throws -> CapacitatedCovering {
    let rows: [[(demand: Int32, cost: Double)]] = [
      [(0, 2), (1, 3)], [(0, 4), (1, 1), (2, 2)], [(2, 4)],
    ]
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: 4, rows: rows), weights: [80, 70, 40, 30],
      statuses: [.candidate, .candidate, .candidate])
    return try CapacitatedCovering(
      problem, capacities: [100, 60, 500], under: SitingConstraints(count: 2))
  }

  /// F1 and F2 are full: 160 of 220. Least cost: the first at F1 (80 x 2); F1's other 20 and 50 of F2 for the second;
  /// 10 of F2 for the third. Nearest sites alone would put 110 on F2's 60.
  @Test func nobodyServesMoreThanItHolds() throws {
    let model = try scene()
    let plan = [SiteIndex(0), SiteIndex(1)]
    let allocation = model.allocation(plan)
    #expect(allocation.load(siteCount: 3) == [100, 60, 0])
    #expect(allocation.served.reduce(0, +) == model.check(plan).objective)
    for (served, weight) in zip(allocation.served, model.problem.weights) {
      #expect(served <= weight)
    }
    #expect(allocation.parts[0] == [.init(site: SiteIndex(0), cost: 2, weight: 80)])
    #expect(allocation.parts[3] == [])
  }

  /// Random tables: within capacities and weights, the sum is the plan's value, and no two guests gain by changing places.
  @Test(arguments: UInt64(1)...60) func whatIsAllocatedIsWhatIsServed(seed: UInt64) throws {
    var random = Numbers(seed: seed)
    let points = 3 + random.below(8)
    let sites = 2 + random.below(4)
    let rows = (0..<sites).map { _ in
      (0..<Int32(points)).filter { _ in random.below(10) < 6 }.map {
        (demand: $0, cost: Double(1 + random.below(9)))
      }
    }
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: points, rows: rows),
      weights: (0..<points).map { _ in Double(random.below(30)) },
      statuses: rows.map { _ in .candidate })
    let capacities = rows.map { _ in Double(random.below(60)) }
    let model = try CapacitatedCovering(
      problem, capacities: capacities, under: SitingConstraints(count: sites))
    let all = (0..<sites).map { SiteIndex($0) }
    let allocation = model.allocation(all)
    #expect(abs(allocation.served.reduce(0, +) - model.check(all).objective) < 1e-9, "seed \(seed)")
    for (load, capacity) in zip(allocation.load(siteCount: sites), capacities) {
      #expect(load <= capacity + 1e-9, "seed \(seed)")
    }
    var cost: [[Double]] = rows.map { _ in [Double](repeating: .infinity, count: points) }
    for (site, row) in rows.enumerated() {
      for pair in row { cost[site][Int(pair.demand)] = pair.cost }
    }
    for (point, parts) in allocation.parts.enumerated() {
      #expect(parts.reduce(0) { $0 + $1.weight } <= problem.weights[point] + 1e-9, "seed \(seed)")
      for part in parts {
        #expect(part.cost == cost[part.site.rawValue][point] && part.weight > 0, "seed \(seed)")
        for (other, others) in allocation.parts.enumerated() where other != point {
          for swap in others {
            let now = part.cost + swap.cost
            let then = cost[swap.site.rawValue][point] + cost[part.site.rawValue][other]
            #expect(now <= then, "seed \(seed): \(point) and \(other) would change places")
          }
        }
      }
    }
  }

  /// At 5 of 0 to 10 half of the weight counts.
  @Test func fadingCoverPublishesWhatCounts() throws {
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: 2, rows: [[(demand: 0, cost: 5), (demand: 1, cost: 10)]]),
      weights: [40, 7],
      statuses: [.candidate])
    let model = try GradualCovering(
      problem, decay: .linear(full: 0, none: 10), under: SitingConstraints(count: 1))
    let allocation = model.allocation([SiteIndex(0)])
    #expect(allocation.served == [20, 0] && allocation.parts[1] == [])
    #expect(model.check([SiteIndex(0)]).objective == 20)
  }
}
