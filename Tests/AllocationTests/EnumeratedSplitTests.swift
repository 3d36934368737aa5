import Allocation
import Model
import Testing

@Suite struct EnumeratedSplitTests {
  @Test(arguments: 0..<1000) func equalsTheBestOfAllSplits(seed: Int) throws {
    let random = try RandomProblem(seed: UInt64(seed))
    let (problem, all) = (random.problem, random.enumeration)
    for aim in AllocationProblem.Aim.allCases {
      switch problem.split(for: aim) {
      case .split(let found):
        let best = try #require(all.best(aim, total: problem.total), "seed \(seed)")
        #expect(found.value == best.people, "seed \(seed), \(aim)")
        if aim == .worst { #expect(abs(found.worst.share - best.worst) < 1e-12, "seed \(seed)") }
        try checkProof(found, random, seed)
        let sizes = found.counties.map(\.size)
        #expect(all.cost(sizes).map { $0 <= problem.total } ?? false, "seed \(seed), \(aim)")
        #expect(all.people(sizes, \.value) == found.value, "seed \(seed), \(aim)")
        #expect(all.cost(sizes) == found.used + found.reserved, "seed \(seed), \(aim)")
      case .infeasible(let faults):
        #expect(!faults.isEmpty)
        let isReserveAboveCaps = faults.contains { if case .group = $0 { true } else { false } }
        if !isReserveAboveCaps { #expect(all.best(aim, total: problem.total) == nil, "seed \(seed), \(aim)") }
      }
    }
  }

  /// The bound is the best split of the bounds; between points, that of all sizes one by one.
  private func checkProof(_ found: CountySplit, _ random: RandomProblem, _ seed: Int) throws {
    let (problem, all) = (random.problem, random.enumeration)
    let bound = try #require(all.best(.people, total: problem.total, \.bound))
    #expect(found.bound == bound.people, "seed \(seed)")
    #expect(found.bound >= found.value && found.boundBetween >= found.bound, "seed \(seed)")
    let worst = try #require(all.best(.worst, total: problem.total, \.bound))
    if let bound = found.worstBound {
      #expect(bound >= worst.worst - 1e-12, "seed \(seed)")
      // Where every size is a point nothing lies between, and the bound is the best there is.
      let isWhole = random.curves.allSatisfy { points in points.last!.size - points[0].size == points.count - 1 }
      if isWhole { #expect(bound <= worst.worst + 1e-12, "seed \(seed)") }
    }
    guard random.curves.allSatisfy({ $0.last!.size - $0[0].size <= 6 }) else { return }
    // Every size is a point whose bound is that of the next given point.
    let fine = random.curves.map { points in
      (points[0].size...points.last!.size).map { size in
        CountyCurve.Point(size: size, value: 0, bound: points.first { $0.size >= size }!.bound)
      }
    }
    let between = try #require(
      Enumeration(problem: problem, curves: fine).best(.people, total: problem.total, \.bound))
    #expect(found.boundBetween >= between.people, "seed \(seed)")
  }

  @Test(arguments: 0..<1000) func everyYearEqualsTheBestWithinTheNext(seed: Int) throws {
    let random = try RandomProblem(seed: UInt64(seed) + 5000)
    let (problem, all) = (random.problem, random.enumeration)
    // One to four years; some add nothing.
    var lot = SplitMix(seed: UInt64(seed) + 9000)
    let totals = (0..<lot.below(4)).map { _ in lot.below(problem.total + 1) }.sorted() + [problem.total]
    for aim in AllocationProblem.Aim.allCases {
      guard case .programme(let found) = problem.programme(totals, for: aim) else {
        let first = all.best(aim, total: totals[0], floors: false)
        #expect(
          first == nil || all.best(aim, total: problem.total) == nil || isReserveAboveCaps(problem), "seed \(seed)")
        continue
      }
      #expect(found.years.map(\.total) == totals, "seed \(seed), \(aim)")
      for (year, next) in zip(found.years, found.years.dropFirst()) {
        let best = try #require(all.best(aim, total: year.total, within: next.sizes, floors: false))
        try check(year, aim, best, all, "seed \(seed), \(aim)")
        #expect(zip(year.sizes, next.sizes).allSatisfy { $0 <= $1 }, "seed \(seed), \(aim)")
        let free = try #require(all.best(aim, total: year.total, floors: false))
        #expect(year.freeValue == free.people, "seed \(seed), \(aim)")
        #expect(aim == .people || abs(year.freeWorst - free.worst) < 1e-12, "seed \(seed), \(aim)")
        let bound = try #require(all.best(.people, total: year.total, floors: false, \.bound))
        #expect(year.bound == bound.people, "seed \(seed), \(aim)")
      }
      let whole = try #require(all.best(aim, total: problem.total))
      try check(#require(found.years.last), aim, whole, all, "seed \(seed), \(aim)")
    }
  }

  /// A year has the best value, and its sizes bring what it says: people, and the share of the county covered least.
  private func check(
    _ year: Programme.Year, _ aim: AllocationProblem.Aim, _ best: (people: Double, worst: Double), _ all: Enumeration,
    _ place: Comment
  ) throws {
    #expect(year.value == best.people, place)
    #expect(aim == .people || abs(year.worst - best.worst) < 1e-12, place)
    #expect(all.people(year.sizes, \.value) == year.value, place)
    #expect(abs(all.worst(year.sizes, \.value) - year.worst) < 1e-12, place)
    #expect(year.used == year.sizes.reduce(0, +) && year.used <= year.total, place)
  }

  private func isReserveAboveCaps(_ problem: AllocationProblem) -> Bool {
    problem.shortfalls().contains { if case .group = $0 { true } else { false } }
  }
}
