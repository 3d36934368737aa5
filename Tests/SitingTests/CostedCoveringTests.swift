import Coverage
import Foundation
import Model
import Siting
import Testing

/// Set covering with costs: the target that takes all weight, at the least cost.
@Suite struct CostedCoveringTests {
  /// Points 0 to 4. Site 0 covers 0 1 2 for 7, site 1 covers 2 3 4 for 7; sites 2, 3, 4 cover 0 1, 2 3 and 4 for 4, 4, 3;
  /// site 5 covers all for 15. The two large ones cost 14, the three small ones 11.
  private func chain(_ statuses: [SiteStatus]? = nil) throws -> SitingProblem {
    try Instance.problem(
      [[0, 1, 2], [2, 3, 4], [0, 1], [2, 3], [4], [0, 1, 2, 3, 4]], weights: [1, 1, 1, 1, 1], statuses)
  }

  private static let costs = [7.0, 7, 4, 4, 3, 15]

  @Test(arguments: engines) func theCheapestCoverByHand(engine: SolveEngine) async throws {
    let least = try TargetCoverage(
      chain(), share: 1, aim: .leastCost, under: SitingConstraints(costs: Self.costs))
    let plan = try await least.solve(SolveLimits(engine))
    #expect(plan.status == .optimal && plan.objective == 11 && plan.bound == 11 && plan.cost == 11)
    #expect(plan.chosen == [2, 3, 4].map { SiteIndex($0) } && least.faults(in: plan) == [])
    let fewest = try await TargetCoverage(chain(), share: 1).solve(SolveLimits(engine))
    #expect(fewest.status == .optimal && fewest.objective == 1 && fewest.chosen == [SiteIndex(5)])
  }

  /// Site 4 is required (3) and site 0 stands: what is left is points 3, by site 1 (7) or 3 (4).
  @Test func requiredSitesArePaidAndExistingOnesNot() async throws {
    let problem = try chain([.existing, .candidate, .candidate, .candidate, .required, .candidate])
    let model = try TargetCoverage(problem, share: 1, aim: .leastCost, under: SitingConstraints(costs: Self.costs))
    let plan = try await model.solve()
    #expect(plan.status == .optimal && plan.objective == 7 && plan.bound == 7)
    #expect(plan.chosen == [3, 4].map { SiteIndex($0) } && model.faults(in: plan) == [])
  }

  /// Without weight a point needs no cover: point 4 then spares site 4.
  @Test func pointsWithoutWeightNeedNoCover() async throws {
    let problem = try Instance.problem(
      [[0, 1, 2], [2, 3, 4], [0, 1], [2, 3], [4], [0, 1, 2, 3, 4]], weights: [1, 1, 1, 1, 0])
    let plan = try await TargetCoverage(
      problem, share: 1, aim: .leastCost, under: SitingConstraints(costs: Self.costs)
    ).solve()
    #expect(plan.status == .optimal && plan.objective == 8 && plan.chosen == [2, 3].map { SiteIndex($0) })
  }

  /// A point out of reach makes the whole impossible, but not the share that can be reached: 5 of 6, for which all five
  /// points are needed.
  @Test func aShareThatIsAllThereIs() async throws {
    let problem = try Instance.problem(
      [[0, 1, 2], [2, 3, 4], [0, 1], [2, 3], [4], [0, 1, 2, 3, 4]], weights: [1, 1, 1, 1, 1, 1])
    let constraints = SitingConstraints(costs: Self.costs)
    let all = try await TargetCoverage(problem, share: 1, aim: .leastCost, under: constraints).solve()
    #expect(all.status == .infeasible && all.reason != nil)
    let reachable = try await TargetCoverage(problem, share: 5.0 / 6, aim: .leastCost, under: constraints).solve()
    #expect(reachable.status == .optimal && reachable.objective == 11 && reachable.coveredWeight == 5)
  }

  /// Sites that cost nothing are taken where they help: sites 2 and 4 are free, 4 covers what is left.
  @Test func whatCostsNothingHelps() async throws {
    var costs = Self.costs
    costs[2] = 0
    costs[4] = 0
    let model = try TargetCoverage(chain(), share: 1, aim: .leastCost, under: SitingConstraints(costs: costs))
    let plan = try await model.solve()
    #expect(plan.status == .optimal && plan.objective == 4 && plan.bound == 4 && model.faults(in: plan) == [])
    let nothing = try TargetCoverage(
      chain(), share: 1, aim: .leastCost, under: SitingConstraints(costs: costs.map { _ in 0 }))
    let free = try await nothing.solve()
    #expect(free.status == .optimal && free.objective == 0 && nothing.faults(in: free) == [])
  }

  /// The least cost by every plan of up to 12 sites, with whole costs, multiples of 10 and fractions.
  @Test(arguments: 0..<10) func theLeastOfAllPlans(batch: Int) async throws {
    for seed in UInt64(batch * 10 + 1)...UInt64(batch * 10 + 10) {
      let problem = try Instance.loose(seed: seed, sites: 5 + Int(seed % 8), points: 6 + Int(seed % 19))
      var random = Numbers(seed: seed)
      let unit = [1.0, 10, 0.1][Int(seed % 3)]
      let costs = (0..<problem.siteCount).map { _ in unit * Double(1 + random.below(30)) }
      var reach = [UInt32](repeating: 0, count: problem.demandCount)
      for site in 0..<problem.siteCount {
        for point in problem.covers.demand(of: SiteIndex(site)) { reach[Int(point)] |= 1 << site }
      }
      var least = Double.infinity
      for plan in UInt32(0)..<(1 << problem.siteCount) where reach.allSatisfy({ $0 == 0 || $0 & plan != 0 }) {
        least = min(least, costs.indices.reduce(0) { plan >> $1 & 1 == 1 ? $0 + costs[$1] : $0 })
      }
      let reachable = zip(reach, problem.weights).reduce(0) { $1.0 == 0 ? $0 : $0 + $1.1 }
      let model = try TargetCoverage(
        problem, share: reachable / problem.totalWeight, aim: .leastCost, under: SitingConstraints(costs: costs))
      for engine in engines {
        let plan = try await model.solve(SolveLimits(engine))
        #expect(plan.status == .optimal && model.faults(in: plan) == [], "seed \(seed), \(engine)")
        #expect(abs((plan.objective ?? -1) - least) <= 1e-9 * least, "seed \(seed), \(engine)")
      }
    }
  }

  /// 60 points and 150 sites, each point by 6 of them or so, at costs of 1 to 100: drawn, and proven at once.
  private func drawn(seed: UInt64, sites: Int = 150, points: Int = 60) throws -> (SitingProblem, [Double]) {
    var random = Numbers(seed: seed)
    var rows = [[Int32]](repeating: [], count: sites)
    for point in 0..<points {
      var own = Set<Int>()
      while own.count < 6 { own.insert(random.below(sites)) }
      for site in own { rows[site].append(Int32(point)) }
    }
    let costs = (0..<sites).map { _ in Double(1 + random.below(100)) }
    return (try Instance.problem(rows, weights: [Double](repeating: 1, count: points)), costs)
  }

  @Test(arguments: UInt64(1)...5) func drawnTablesAreProven(seed: UInt64) async throws {
    let (problem, costs) = try drawn(seed: seed)
    let model = try TargetCoverage(problem, share: 1, aim: .leastCost, under: SitingConstraints(costs: costs))
    var plans: [SitingSolution] = []
    for threads in [1, 3] { plans.append(try await model.solve(SolveLimits(work: 400, threads: threads))) }
    #expect(plans[0] == plans[1] && plans[0].status == .optimal && model.faults(in: plans[0]) == [], "seed \(seed)")
    // A stop on the way leaves a plan and a bound around the least cost.
    let least = try #require(plans[0].objective)
    for work in [0, 1, 3] {
      let plan = try await model.solve(SolveLimits(work: work))
      let (value, bound) = (try #require(plan.objective), try #require(plan.bound))
      #expect(bound <= least && least <= value && model.faults(in: plan) == [], "seed \(seed), work \(work)")
    }
    // Costs that are not whole: a 128th of each, which no rounding touches.
    let fine = try await TargetCoverage(
      problem, share: 1, aim: .leastCost, under: SitingConstraints(costs: costs.map { $0 / 128 })
    ).solve()
    #expect(fine.status == .optimal && fine.objective == least / 128, "seed \(seed)")
  }
}

/// The OR-Library's set covering problems, read from the folder that `SERVICECIRCLE_DATA` names; skipped without it.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"] != nil,
    "SERVICECIRCLE_DATA does not name the folder of checking data"))
struct KnownCoveringTests {
  /// Optimal costs as Beasley (1990) lists them.
  @Test(arguments: [("scp41", 429.0), ("scp61", 138), ("scpa1", 253), ("scpd1", 60)])
  func beasley(name: String, cost: Double) async throws {
    let (problem, costs) = try read(name)
    let model = try TargetCoverage(problem, share: 1, aim: .leastCost, under: SitingConstraints(costs: costs))
    let plan = try await model.solve()
    #expect(plan.status == .optimal && plan.objective == cost && plan.bound == cost && model.faults(in: plan) == [])
  }

  /// The fewest known: Gao, Weise, Li (2015).
  @Test(arguments: [("scp41", 38.0), ("scp61", 21), ("scpd1", 24)])
  func unicost(name: String, best: Double) async throws {
    var limits = SolveLimits(work: 1_500)
    limits.engine = .own
    let plan = try await SetCovering(try read(name).problem).solve(limits)
    #expect(plan.objective == best && plan.bound! <= best)
  }

  private func read(_ name: String) throws -> (problem: SitingProblem, costs: [Double]) {
    let folder = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]!
    let text = try String(contentsOfFile: folder + "/instances/scp/\(name).txt", encoding: .utf8)
    var numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0)! }[...]
    let (points, sites) = (numbers.removeFirst(), numbers.removeFirst())
    let costs = numbers.prefix(sites).map { Double($0) }
    numbers = numbers.dropFirst(sites)
    var rows = [[Int32]](repeating: [], count: sites)
    for point in 0..<points {
      let count = numbers.removeFirst()
      for site in numbers.prefix(count) { rows[site - 1].append(Int32(point)) }
      numbers = numbers.dropFirst(count)
    }
    return (try Instance.problem(rows, weights: [Double](repeating: 1, count: points)), costs)
  }
}
