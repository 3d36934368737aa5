import Geometry
import Model
import Siting
import Testing

/// p-median and p-center by hand, and what they refuse.
@Suite struct AssignmentTests {
  /// A street of five houses at 0, 1, 2, 6, 10; sites at the houses.
  private let street: [[Double?]] = [0.0, 1, 2, 6, 10].map { site in [0.0, 1, 2, 6, 10].map { abs(site - $0) } }

  @Test func aStreetOfFiveHouses() async throws {
    let even = try AssignmentInstance.problem(street, weights: [1, 1, 1, 1, 1])
    // One site at 2: 2 + 1 + 0 + 4 + 8. Two at 1 and 6: 1 + 0 + 1 + 0 + 4; 1 and 10 give the same sum and come later.
    let one = try await PMedian(even, count: 1).solve()
    #expect(one.objective == 15 && one.chosen == [SiteIndex(2)] && one.status == .optimal)
    #expect(try await PMedian(even, count: 2).solve().objective == 6)
    // The middle house is 6 from the last and first of 0...10: the house at 6 has 6, the one at 2 has 8.
    let center = try await PCenter(even, count: 1).solve()
    #expect(center.objective == 6 && center.chosen == [SiteIndex(3)] && center.gap == 0)
    #expect(try await PCenter(even, count: 2).solve().objective == 2 + 2)
    // 1 and 6 or 10: 10 leaves house 6 at 4, 6 leaves house 10 at 4. Three: 1, 6, 10.
    #expect(try await PCenter(even, count: 3).solve().objective == 1)
  }

  @Test func weightsPullTheMedianAndNotTheCenter() async throws {
    let heavy = try AssignmentInstance.problem(street, weights: [1, 1, 1, 1, 100])
    let median = try await PMedian(heavy, count: 1).solve()
    // All but the last go to house 10: 10 + 9 + 8 + 4.
    #expect(median.objective == 31 && median.chosen == [SiteIndex(4)])
    #expect(try await PCenter(heavy, count: 1).solve().objective == 6)
    let weightless = try AssignmentInstance.problem(street, weights: [0, 0, 0, 0, 0])
    let nothing = try await PMedian(weightless, count: 2).solve()
    #expect(nothing.objective == 0 && nothing.status == .optimal && nothing.gap == 0)
    #expect(nothing.warnings.contains { $0.english.contains("weight is 0") }, "\(nothing.warnings)")
    #expect(try await PCenter(weightless, count: 1).solve().objective == 6, "demand of weight 0 counts")
  }

  @Test func existingRequiredAndExcludedSites() async throws {
    func problem(_ statuses: [SiteStatus]) throws -> SitingProblem {
      try AssignmentInstance.problem(street, weights: [1, 1, 1, 1, 1], statuses)
    }
    // House 0 stands: 1 + 2 + 6 + 10 remain; 6 takes 2 of house 2's... 1 + 2 + 0 + 4.
    let standing = try problem([.existing, .candidate, .candidate, .candidate, .candidate])
    let plan = try await PMedian(standing, count: 1).solve()
    #expect(plan.objective == 7 && plan.chosen == [SiteIndex(3)])
    let none = try await PMedian(standing, count: 0).solve()
    #expect(none.objective == 19 && none.chosen == [] && none.status == .optimal)
    #expect(try await PCenter(standing, count: 0).solve().objective == 10)
    let forced = try problem([.required, .candidate, .candidate, .excluded, .candidate])
    // 0 is forced and 6 shut: 10 as the second leaves 1 + 2 + 4.
    let with = try await PMedian(forced, count: 2).solve()
    #expect(with.objective == 7 && with.chosen == [SiteIndex(0), SiteIndex(4)])
    let few = try await PMedian(forced, count: 0).solve()
    #expect(few.status == .infeasible && few.reason?.english.contains("required") ?? false)
    #expect(try await PCenter(forced, count: 0).solve().status == .infeasible)
  }

  @Test func unreachablePairsAreNeverUsed() async throws {
    // Site 0 reaches points 0 and 1, site 1 point 1 and 2, nobody point 3.
    let problem = try AssignmentInstance.problem(
      [[1, 5, nil, nil], [nil, 1, 1, nil], [nil, 9, nil, nil]], weights: [1, 1, 0, 7])
    let one = try await PMedian(problem, count: 1).solve()
    #expect(one.status == .infeasible && one.reason?.english.contains("at least 2") ?? false, "\(one)")
    #expect(try await PCenter(problem, count: 1).solve().reason?.english.contains("at least 2") ?? false)
    let two = try await PMedian(problem, count: 2).solve()
    #expect(two.objective == 2 && two.uncoverable == [3] && two.coveredWeight == 2 && two.totalWeight == 9)
    #expect(two.warnings.contains { $0.english.contains("out of reach") })
    let nobody = try AssignmentInstance.problem([[nil], [nil]], weights: [1])
    #expect(try await PMedian(nobody, count: 1).solve().status == .infeasible)
    #expect(try await PCenter(nobody, count: 1).solve().status == .infeasible)
  }

  @Test func moreSitesThanThereAre() async throws {
    let problem = try AssignmentInstance.problem(street, weights: [1, 1, 1, 1, 1])
    for plan in [try await PMedian(problem, count: 9).solve(), try await PCenter(problem, count: 9).solve()] {
      #expect(plan.objective == 0 && plan.chosen.count == 5 && plan.status == .optimal)
      #expect(plan.warnings.contains { $0.english.contains("9 new sites asked for, 5") }, "\(plan.warnings)")
    }
  }

  /// Sites beyond those that the largest cost needs are not wasted.
  @Test func aCenterPlanIsFilledUpUsefully() async throws {
    let problem = try AssignmentInstance.problem(
      [[0, 3, 8], [8, 3, 0], [4, 3, 4], [4, 1, 4]], weights: [1, 1, 1],
      [.candidate, .candidate, .candidate, .candidate])
    let plan = try await PCenter(problem, count: 3).solve()
    #expect(plan.objective == 1 && plan.chosen == [SiteIndex(0), SiteIndex(1), SiteIndex(3)])
    // The first point is 5 from site 0 and 9 from the others: site 0 alone is as good as two. Of the others, site 1 saves
    // 1 for the third point, site 2 saves 4 for the second.
    let loose = try AssignmentInstance.problem(
      [[5, 5, 5, 5], [9, 9, 4, 5], [9, 1, 9, 5]], weights: [1, 1, 1, 1])
    let filled = try await PCenter(loose, count: 2).solve()
    #expect(filled.objective == 5 && filled.chosen == [SiteIndex(0), SiteIndex(2)], "\(filled)")
    #expect(filled.warnings.contains { $0.english.contains("1 of the 2 sites suffice") }, "\(filled)")
  }

  @Test func startingPlans() async throws {
    let problem = try AssignmentInstance.problem(
      street, weights: [1, 1, 1, 1, 1], [.existing, .required, .candidate, .candidate, .excluded])
    let start = [SiteIndex(0), SiteIndex(1), SiteIndex(3)]
    #expect(try await PMedian(problem, count: 2).solve(start: start).objective == 1 + 4)
    #expect(try await PCenter(problem, count: 2).solve(start: start).objective == 4)
    for wrong in [[SiteIndex(4)], [SiteIndex(9)], [SiteIndex(-1)], [SiteIndex(2), SiteIndex(3)]] {
      await #expect(throws: SitingError.self) { try await PMedian(problem, count: 2).solve(start: wrong) }
      await #expect(throws: SitingError.self) { try await PCenter(problem, count: 2).solve(start: wrong) }
    }
    // No time at all: the plan given is the plan returned, with what is proven, which is little.
    let town = try AssignmentInstance.strewn(sites: 60, points: 200, seed: 5)
    let best = try await PMedian(town, count: 6).solve()
    let again = try await PMedian(town, count: 6).solve(SolveLimits(work: 0), start: best.chosen)
    #expect(again.objective == best.objective && again.stopped == .work && again.status == .feasible)
  }

  @Test func stoppedSearchesKeepAPlanAndItsGap() async throws {
    let town = try AssignmentInstance.strewn(sites: 60, points: 300, seed: 8)
    let best = try await PMedian(town, count: 6).solve()
    let center = try await PCenter(town, count: 6).solve()
    for limits in [
      SolveLimits(isCancelled: { true }), SolveLimits(work: 0), SolveLimits(timeLimit: Seconds(0)),
    ] {
      let plan = try await PMedian(town, count: 6).solve(limits)
      #expect(plan.status == .feasible && plan.chosen.count == 6 && plan.stopped != .proved)
      #expect(try #require(plan.bound) <= #require(best.objective))
      #expect(try #require(plan.objective) >= #require(best.objective))
      let far = try await PCenter(town, count: 6).solve(limits)
      #expect(far.status == .feasible && far.chosen.count == 6 && far.stopped != .proved)
      #expect(try #require(far.bound) <= #require(center.objective))
      #expect(try #require(far.objective) >= #require(center.objective))
    }
    let rough = try await PMedian(town, count: 6).solve(SolveLimits(gap: 0.05))
    #expect(try #require(rough.gap) <= 0.05)
    let wide = try await PCenter(town, count: 6).solve(SolveLimits(gap: 0.2))
    #expect(try #require(wide.gap) <= 0.2)
  }

  @Test func progressNeverCrosses() async throws {
    let town = try AssignmentInstance.strewn(sites: 40, points: 120, seed: 2)
    let limits = SolveLimits(progress: { #expect($0.bound <= $0.objective) })
    #expect(try await PMedian(town, count: 7).solve(limits).status == .optimal)
    #expect(try await PCenter(town, count: 7).solve(limits).status == .optimal)
  }

  @Test(arguments: [-1.0, .nan, .infinity]) func costsThatAreNone(cost: Double) throws {
    let problem = try AssignmentInstance.problem([[1, cost]], weights: [1, 1])
    for make in [{ _ = try PMedian(problem, count: 1) }, { _ = try PCenter(problem, count: 1) }] {
      let error = #expect(throws: SitingError.self) { try make() }
      #expect(error?.code == .badProblem && error?.message.contains("demand point 1") ?? false)
    }
    #expect(throws: SitingError.self) { try PMedian(problem, count: -1) }
    #expect(throws: SitingError.self) { try AssignmentInstance.problem([[1, 2]], weights: [1, cost]) }
  }

  @Test func theCheckFindsEveryFault() throws {
    let problem = try AssignmentInstance.problem(
      [[1, nil], [nil, 2], [3, 3], [1, 1]], weights: [1, 1], [.candidate, .required, .existing, .excluded])
    func violations(_ chosen: [Int], count: Int = 2) -> [String] {
      AssignmentVerification(problem, chosen: chosen.map { SiteIndex($0) }, count: count).violations
    }
    #expect(violations([0, 1]).isEmpty)
    #expect(violations([0]).contains { $0.contains("required") })
    #expect(violations([1, 2]).contains { $0.contains("exists already") })
    #expect(violations([1, 3]).contains { $0.contains("excluded") })
    #expect(violations([1, 7]).contains { $0.contains("does not exist") })
    #expect(violations([1, 1]).contains { $0.contains("twice") })
    #expect(violations([0, 1], count: 1).contains { $0.contains("1 allowed") })
    let short = try AssignmentInstance.problem([[1, nil], [nil, 1]], weights: [1, 1])
    let missing = AssignmentVerification(short, chosen: [SiteIndex(0)], count: 1)
    #expect(missing.missed == [1] && !missing.isFeasible && missing.weightedCost == 1 && missing.worstCost == 1)
  }
}
