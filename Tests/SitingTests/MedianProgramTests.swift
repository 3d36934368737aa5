import Model
import Siting
import Testing

/// Medians whose linear relaxation leaves a gap or many ties, and centers of many sites: what branching is for.
@Suite struct MedianProgramTests {
  /// 40 sites and 60 points of weight 1 to 3 with random costs below a bound.
  private func table(_ seed: UInt64, below top: Int) throws -> SitingProblem {
    var random = Numbers(seed: seed)
    let costs = (0..<40).map { _ in (0..<60).map { _ -> Double? in Double(random.below(top)) } }
    return try AssignmentInstance.problem(costs, weights: (0..<60).map { _ in Double(1 + random.below(3)) })
  }

  /// Optima by HiGHS 1.16.
  @Test(
    arguments: [
      (1, 4, 100, 1414.0), (2, 7, 100, 644), (3, 12, 100, 478), (4, 5, 3, 0), (5, 6, 1000, 9313), (6, 20, 10, 4),
    ] as [(UInt64, Int, Int, Double)])
  func randomTables(seed: UInt64, count: Int, top: Int, optimum: Double) async throws {
    let problem = try table(seed, below: top)
    let one = try await PMedian(problem, count: count).solve(SolveLimits(threads: 1))
    #expect(one.objective == optimum && one.status == .optimal && one.bound == optimum)
    let two = try await PMedian(problem, count: count).solve(SolveLimits(threads: 2))
    #expect(one == two)
  }

  /// A lattice of 9 x 9 crossings, streets along its lines: ties everywhere. Optima by HiGHS 1.16.
  @Test(arguments: [(5, 156.0), (8, 118), (13, 87)]) func lattice(count: Int, optimum: Double) async throws {
    var costs = [[Double?]](repeating: [Double?](repeating: nil, count: 81), count: 81)
    for site in 0..<81 {
      for point in 0..<81 {
        let (across, along) = (abs(site % 9 - point % 9), abs(site / 9 - point / 9))
        costs[site][point] = Double(across + along)
      }
    }
    let problem = try AssignmentInstance.problem(costs, weights: [Double](repeating: 1, count: 81))
    let plan = try await PMedian(problem, count: count).solve()
    #expect(plan.objective == optimum && plan.status == .optimal)
  }

  /// A median stopped by its work bounds the optimum from both sides.
  @Test(arguments: [1, 5, 20]) func stoppedMediansBoundTheOptimum(work: Int) async throws {
    let problem = try AssignmentInstance.strewn(sites: 300, points: 300, seed: 5)
    let whole = try await PMedian(problem, count: 12).solve()
    #expect(whole.status == .optimal)
    let stopped = try await PMedian(problem, count: 12).solve(SolveLimits(work: work))
    let best = try #require(whole.objective)
    let (value, bound) = (try #require(stopped.objective), try #require(stopped.bound))
    #expect(value >= best && bound <= best)
  }

  /// As many sites as a depth-first search cannot look through; the largest cost is at most r exactly when so few sites
  /// cover all within r, which ``SetCovering`` decides on its own.
  @Test(arguments: [10, 25]) func centersOfManySites(count: Int) async throws {
    let problem = try AssignmentInstance.strewn(sites: 150, points: 150, seed: 9)
    let plan = try await PCenter(problem, count: count).solve(SolveLimits(threads: 1))
    let radius = try #require(plan.objective)
    let two = try await PCenter(problem, count: count).solve(SolveLimits(threads: 2))
    #expect(plan.status == .optimal && plan == two)
    func fewest(_ cutoff: Double) async throws -> Double? {
      let near = try SitingProblem(
        covers: problem.covers.within(cutoff), weights: problem.weights, statuses: problem.statuses)
      let cover = try await SetCovering(near).solve()
      return cover.uncoverable.isEmpty && cover.status == .optimal ? cover.objective : nil
    }
    let within = try #require(try await fewest(radius))
    let below = try await fewest(radius.nextDown) ?? .infinity
    #expect(within <= Double(count) && below > Double(count))
  }
}
