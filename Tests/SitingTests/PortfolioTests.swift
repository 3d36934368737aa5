import Model
import Siting
import Synchronization
import Testing

/// Searches are lists of stages: one may be left out or exchanged, and what they took adds up.
@Suite struct PortfolioTests {
  /// 50,195 by HiGHS 1.16 on the same town, gap 0.
  @Test func maximalCoveringStagesAreSwapped() async throws {
    let town = try Instance.town(sites: 150, points: 1500, side: 6000, radius: 600, seed: 1)
    var problem = try MaximalCovering(town, count: 12)
    let whole = problem.portfolio
    for portfolio in [
      whole, whole.without(.plan), whole.without(.improve), whole.without(.fix), whole.with(.prove([.tree])),
      whole.without(.improve).without(.fix).with(.prove([.tree])),
    ] {
      problem.portfolio = portfolio
      let plan = try await problem.solve(SolveLimits(work: 100_000))
      #expect(plan.status == .optimal && plan.objective == 50_195, "\(portfolio.stages.map(\.name)): \(plan)")
    }
    // Without a proof the plan stands with what the Lagrangian bounds.
    problem.portfolio = whole.without(.prove)
    let plan = try await problem.solve()
    #expect(plan.status == .feasible && plan.objective! <= 50_195 && plan.bound! >= 50_195)
  }

  @Test(arguments: 1...40) func medianAndCenterStagesAreSwapped(seed: UInt64) async throws {
    let (problem, count) = try AssignmentInstance.random(seed: seed)
    guard let best = AssignmentInstance.enumerate(problem, count: count) else { return }
    var median = try PMedian(problem, count: count)
    let whole = median.portfolio
    for portfolio in [
      whole, whole.without(.plan), whole.without(.improve), whole.without(.fix), whole.with(.prove(isWhole: false)),
      whole.without(.improve).with(.prove(isWhole: false)),
    ] {
      median.portfolio = portfolio
      let plan = try await median.solve()
      #expect(plan.status == .optimal && abs(plan.objective! - best.median) < 1e-6, "\(portfolio.stages.map(\.name))")
    }
    var center = try PCenter(problem, count: count)
    center.portfolio = center.portfolio.without(.plan)
    let plan = try await center.solve()
    #expect(plan.status == .optimal && plan.objective == best.center)
  }

  /// A point on every line: all but a largest set without a whole line. Of the affine plane over the remainders by 3
  /// that has 4 of 9 points; of the space of four bits 8 of 15, those with the first bit (Bose 1947).
  @Test func coverStagesAreSwapped() async throws {
    var nine: [Set<Int>] = []
    var fifteen: [Set<Int>] = []
    for a in 0..<9 {
      for b in 0..<9 where b != a {
        let (x, y) = ((6 - a / 3 - b / 3) % 3, (6 - a % 3 - b % 3) % 3)
        nine.append([a, b, 3 * x + y])
      }
    }
    for a in 1..<16 { for b in 1..<16 where b != a { fifteen.append([a - 1, b - 1, (a ^ b) - 1]) } }
    for (points, triples, fewest) in [(9, Set(nine), 5.0), (15, Set(fifteen), 7)] {
      #expect(triples.count == points * (points - 1) / 6)
      let order = triples.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
      let rows = (0..<points).map { point in order.indices.filter { order[$0].contains(point) }.map { Int32($0) } }
      var problem = SetCovering(try Instance.problem(rows, weights: order.map { _ in 1 }))
      let whole = Portfolio<CoverSearch>([.plan, .improve, .fix, .prove()])
      for portfolio in [whole, whole.without(.plan), whole.without(.improve), whole.without(.fix)] {
        problem.portfolio = portfolio
        let plan = try await problem.solve()
        #expect(plan.status == .optimal && plan.objective == fewest, "\(points), \(portfolio.stages.map(\.name))")
      }
    }
  }

  /// The stages' pairs against what the search itself says that it looked at, in its last report.
  @Test func tracesAddUp() async throws {
    let town = try Instance.town(sites: 120, points: 1000, side: 6000, radius: 600, seed: 2)
    let strewn = try AssignmentInstance.strewn(sites: 60, points: 200, seed: 3)
    var spaced = SitingConstraints()
    spaced.count = 10
    spaced.tooClose = (0..<60).map { SitePair(SiteIndex($0), SiteIndex($0 + 60)) }
    let constrained = try ConstrainedCovering(town, under: spaced)
    let solves: [@Sendable (SolveLimits) async throws -> SitingSolution] = [
      { try await MaximalCovering(town, count: 10).solve($0) },
      { try await SetCovering(Instance.loose(seed: 1, sites: 40, points: 120)).solve($0) },
      { try await PMedian(strewn, count: 5).solve($0) },
      { try await PCenter(strewn, count: 6).solve($0) },
      { try await constrained.solve($0) },
    ]
    for (index, solve) in solves.enumerated() {
      let last = Mutex(0)
      let limits = SolveLimits(work: 300, progress: { step in last.withLock { $0 = step.work } })
      let plan = try await solve(limits)
      let entries = plan.trace.entries
      #expect(plan.work == entries.reduce(0) { $0 + $1.visits } / 1_000_000)
      // The try with the number alone has reported apart.
      if index < 4 { #expect(plan.work == last.withLock { $0 }, "\(index): \(plan.trace)") }
      #expect(entries.first?.stage == .presolve && entries.last?.stage == .verify, "\(plan.trace)")
      #expect(entries.allSatisfy { $0.visits >= 0 && $0.seconds == nil }, "\(plan.trace)")
      #expect(Set(entries.map(\.stage)).count == entries.count, "each stage once")
      var timed = limits
      timed.isTimed = true
      let again = try await solve(timed)
      #expect(again.trace.entries.map(\.visits) == entries.map(\.visits))
      #expect(again.trace.entries.contains { $0.seconds != nil } && again.objective == plan.objective)
    }
  }
}
