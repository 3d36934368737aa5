import Model
import Siting
import Synchronization
import Testing

/// Proofs that need branching, and searches that end.
@Suite struct ProofTests {
  /// Ends a search that turns without getting anywhere: whoever asks so often counts no work.
  private static func patience(_ engine: SolveEngine = .auto, work: Int = 40) -> SolveLimits {
    let asked = Counter()
    var limits = SolveLimits(work: work, isCancelled: { asked.next() > 1_000_000 })
    limits.engine = engine
    return limits
  }

  @Test(arguments: 0..<12) func looseTablesAreProven(batch: Int) async throws {
    for seed in UInt64(batch * 10 + 1)...UInt64(batch * 10 + 10) {
      let problem = try Instance.loose(seed: seed, sites: 5 + Int(seed % 8), points: 6 + Int(seed % 19))
      let fewest = Instance.enumerate(problem, count: 0).fewest
      for engine in engines {
        let cover = try await SetCovering(problem).solve(Self.patience(engine))
        #expect(cover.status == .optimal && cover.stopped == .proved, "seed \(seed), \(engine): \(cover)")
        #expect(cover.objective == Double(fewest) && cover.bound == Double(fewest), "seed \(seed), \(engine)")
      }
      let backup = try await BackupCovering(problem).solve(Self.patience())
      #expect(backup.status == .optimal && backup.objective == Double(fewest), "seed \(seed): \(backup)")
      // Costs are all 0, so a center exists exactly from the fewest sites on.
      let center = try await PCenter(problem, count: fewest).solve(Self.patience())
      #expect(center.status == .optimal && center.objective == 0, "seed \(seed): \(center)")
      let tooFew = try await PCenter(problem, count: fewest - 1).solve(Self.patience())
      #expect(tooFew.status == .infeasible, "seed \(seed): \(tooFew)")
    }
  }

  /// Side by side, so that each part is proven alone and the sums with them.
  @Test func looseTablesSideBySideAreProven() async throws {
    var rows: [[Int32]] = []
    var points = 0
    var fewest = 0
    for seed in UInt64(1)...6 {
      let part = try Instance.loose(seed: seed, sites: 9, points: 16)
      fewest += Instance.enumerate(part, count: 0).fewest
      for site in 0..<part.siteCount { rows.append(part.covers.demand(of: SiteIndex(site)).map { $0 + Int32(points) }) }
      points += 16
    }
    let problem = try Instance.problem(rows, weights: [Double](repeating: 1, count: points))
    let cover = try await SetCovering(problem).solve(Self.patience())
    #expect(cover.status == .optimal && cover.objective == Double(fewest) && cover.bound == Double(fewest))
  }

  /// Steiner triple systems: every pair of sites shares one point, each point three sites. 9 sites need 5
  /// (Fulkerson, Nemhauser, Trotter 1974); of the 15 points of the projective space the 7 of a plane meet every line, and
  /// no fewer do. Every linear bound is a third of the sites, 3 and 5.
  @Test func steinerTriplesAreProven() async throws {
    // Lines of the affine plane of order 3, and of the projective space over two elements.
    func triples(_ sites: Int, third: (Int, Int) -> Int) -> [[Int]] {
      var found: [[Int]] = []
      for a in 0..<sites {
        for b in 0..<a where third(a, b) < b { found.append([a, b, third(a, b)]) }
      }
      return found
    }
    let nine = triples(9) { a, b in 3 * ((6 - a / 3 - b / 3) % 3) + (6 - a % 3 - b % 3) % 3 }
    let fifteen = triples(15) { a, b in ((a + 1) ^ (b + 1)) - 1 }
    for (triples, sites, best) in [(nine, 9, 5), (fifteen, 15, 7)] {
      try #require(triples.count == sites * (sites - 1) / 6)
      let rows = (0..<sites).map { site in
        triples.indices.filter { triples[$0].contains(site) }.map { Int32($0) }
      }
      let problem = try Instance.problem(rows, weights: triples.map { _ in 1 })
      let cover = try await SetCovering(problem).solve(Self.patience())
      #expect(
        cover.status == .optimal && cover.objective == Double(best) && cover.bound == Double(best), "\(sites): \(cover)"
      )
    }
  }

  /// Work is counted on every turn: a search that is too hard for its limit ends by it, with a bound that holds.
  @Test func hardTablesEndByTheirWork() async throws {
    let problem = try Instance.loose(seed: 3, sites: 120, points: 260)
    let short = try await SetCovering(problem).solve(Self.patience(work: 3))
    let long = try await SetCovering(problem).solve(Self.patience(work: 30))
    #expect(short.stopped == .work && short.status == .feasible, "\(short)")
    #expect(long.stopped == .work || long.stopped == .proved, "\(long)")
    let (least, most) = (try #require(short.bound), try #require(long.objective))
    #expect(least <= most)
  }
}

/// Numbers at the edge of what a number can hold.
@Suite struct EdgeOfNumbersTests {
  /// 5 x 1e308 is no number: refused, instead of a search for the least of infinities.
  @Test func sumsThatNoNumberHoldsAreRefused() throws {
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: 1, rows: [[(demand: 0, cost: 1e308)]]), weights: [5], statuses: [.candidate])
    #expect(throws: SitingError.self) { try PMedian(problem, count: 1) }
  }

  /// Stopped before the first bound: every point at its cheapest site is one, here 1 x 2 + 1 x 1.
  @Test func aMedianStoppedAtOnceHasABound() async throws {
    let rows: [[(demand: Int32, cost: Double)]] = [[(0, 2), (1, 7)], [(0, 9), (1, 1)], [(0, 4), (1, 4)]]
    let problem = try SitingProblem(
      covers: CoverSets(demandCount: 2, rows: rows), weights: [1, 1], statuses: rows.map { _ in .candidate })
    let plan = try await PMedian(problem, count: 1).solve(SolveLimits(timeLimit: Seconds(0)))
    let bound = try #require(plan.bound)
    #expect(bound >= 3 && bound <= 8)
  }
}

/// Counts from any task.
private final class Counter: Sendable {
  private let count = Atomic(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
