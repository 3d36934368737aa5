import Allocation
import Testing

/// Splits worked out by hand.
@Suite struct SplitTests {
  private func curve(_ values: [Double], bounds: [Double]? = nil) throws -> CountyCurve {
    try CountyCurve(
      values.indices.map { .init(size: $0, value: values[$0], bound: (bounds ?? values)[$0]) }, of: "any")
  }

  private func split(_ problem: AllocationProblem, _ aim: AllocationProblem.Aim = .people) throws -> CountySplit {
    guard case .split(let found) = problem.split(for: aim) else { throw NoSplit() }
    return found
  }

  private struct NoSplit: Error {}

  /// Greedy takes A's first station (10) and then has nothing better than 1 and 1: 12. Three for B bring 30.
  @Test func greedyWouldBeWrong() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 10, 11, 12])), .init("B", people: 100, try curve([0, 0, 0, 30])),
      ], total: 3)
    let found = try split(problem)
    #expect(found.counties.map(\.size) == [0, 3])
    #expect(found.value == 30)
    #expect(found.gap == 0)
    #expect(found.counties[0].next == .init(size: 1, people: 10))
    #expect(found.counties[1].last == .init(size: 1, people: 30))
    #expect(found.counties[1].held == .curveEnd)
  }

  /// The bound is the best split of the bounds, not the bounds at the best split: 12 + 5 at [1, 0] against 10 + 20.
  @Test func theBoundHoldsForEverySplit() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([10, 12], bounds: [10, 12])),
        .init("B", people: 100, try curve([5, 6], bounds: [5, 20])),
      ], total: 1)
    let found = try split(problem)
    #expect(found.counties.map(\.size) == [1, 0])
    #expect(found.value == 17)
    #expect(found.bound == 30)
    #expect(found.gap == 13.0 / 17)
  }

  /// Between 0 and 10 fen anything up to B's 50 may be possible, whatever the curve says at 0: 50 + 40 for a total of 15.
  @Test func sizesBetweenPointsHaveTheirOwnBound() throws {
    func points(_ value: Double) -> [CountyCurve.Point] {
      [.init(size: 0, value: 0, bound: 0), .init(size: 10, value: value, bound: value)]
    }
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try CountyCurve(points(40), of: "A")),
        .init("B", people: 100, try CountyCurve(points(50), of: "B")),
      ], total: 15)
    let found = try split(problem)
    #expect(found.value == 50)
    #expect(found.bound == 50)
    #expect(found.boundBetween == 90)
    #expect(found.left == 5)
  }

  /// Shares of 100 and 1,000 people: with 3 stations, (1, 2) gives 0.3 and 0.2, (2, 1) 0.4 and 0.1, (0, 3) 0 and 0.5.
  @Test func theWorstShareComesFirst() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 30, 40, 45])), .init("B", people: 1000, try curve([0, 100, 200, 500])),
      ], total: 3)
    let found = try split(problem, .worst)
    #expect(found.counties.map(\.size) == [1, 2])
    #expect(found.worst.share == 0.2)
    #expect(found.worst.county == 1)
    #expect(found.worstBound == 0.2)
    #expect(found.value == 230)
    #expect(found.bound == 500)
  }

  /// A group's two are set aside though they bring one person: 101 and not 150. Both are built, the second for nobody.
  @Test func aReserveIsSetAside() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 200, try curve([0, 100, 150])),
        .init("B", people: 200, try curve([0, 1, 1]), group: 0),
      ], groups: [.init("north", least: 2)], total: 3)
    let found = try split(problem)
    #expect(found.counties.map(\.size) == [1, 2])
    #expect(found.value == 101)
    #expect(found.left == 0)
    #expect(found.reserved == 0)
  }

  @Test func floorsAndCapsHold() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 200, try curve([0, 100, 150]), cap: 1),
        .init("B", people: 200, try curve([0, 1, 2]), floor: 2),
        .init("C", people: 200, try curve([0, 90, 95])),
      ], total: 4)
    let found = try split(problem)
    #expect(found.counties.map(\.size) == [1, 2, 1])
    #expect(found.counties.map(\.held) == [.cap, .floor, nil])
  }

  /// 4 in the end: B's three for 30 and A's one for 10. With 2 in the first year nothing of B pays yet: A's one.
  @Test func yearsLeadToTheBestEnd() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 10, 19, 20])), .init("B", people: 100, try curve([0, 0, 0, 30])),
      ], total: 4)
    guard case .programme(let found) = problem.programme([2, 4], for: .people) else {
      Issue.record("no programme")
      return
    }
    #expect(found.years.map(\.sizes) == [[1, 0], [1, 3]])
    #expect(found.years.map(\.value) == [10, 40])
    #expect(found.years.map(\.freeValue) == [19, 40])
    #expect(found.years.map(\.used) == [1, 4])
  }

  /// 7 over three: 3, 2, 2. By heads of 100, 200 and 400: 1, 2, 4. Each uses what its curve knows.
  @Test func plainSplits() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 10])), .init("B", people: 200, try curve([0, 10, 30])),
        .init("C", people: 400, try curve([0, 1, 2, 3, 40])),
      ], total: 7)
    let equal = problem.plainSplit(.equal)
    #expect(equal.given == [3, 2, 2])
    #expect(equal.value == 42)
    #expect(equal.worst == 2.0 / 400)
    let perHead = problem.plainSplit(.perHead)
    #expect(perHead.given == [1, 2, 4])
    #expect(perHead.value == 80)
    #expect(perHead.worst == 0.1)
  }

  /// A station more at the margin: C's second brings 5, nothing else is left.
  @Test func thePriceIsTheNextBestStep() throws {
    let problem = try AllocationProblem(
      [.init("A", people: 200, try curve([0, 100])), .init("C", people: 200, try curve([0, 90, 95]))], total: 2)
    #expect(try split(problem).price == 5)
  }
}
