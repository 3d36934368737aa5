import Allocation
import Testing

/// The same rules with other totals.
@Suite struct OtherTotalsTests {
  private func curve(_ values: [Double], bounds: [Double]? = nil) throws -> CountyCurve {
    try CountyCurve(
      values.indices.map { .init(size: $0, value: values[$0], bound: (bounds ?? values)[$0]) }, of: "any")
  }

  private func sizes(_ problem: AllocationProblem, _ total: Int) throws -> (sizes: [Int], value: Double, bound: Double)
  {
    guard case .split(let found) = problem.split(ofTotal: total, for: .people) else { return ([], -1, -1) }
    return (found.counties.map(\.size), found.value, found.bound)
  }

  /// B's floor is 1 and its curve ends there; A may have 0 to 2.
  @Test func fromFloorsToTheEndsOfTheCurves() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 10, 15], bounds: [0, 11, 15])),
        .init("B", people: 100, try curve([0, 12]), floor: 1),
      ], total: 2)
    #expect(problem.usefulTotals == 1...3)
    let found = try [1, 2, 3].map { try sizes(problem, $0) }
    #expect(found.map(\.sizes) == [[0, 1], [1, 1], [2, 1]])
    #expect(found.map(\.value) == [12, 22, 27])
    #expect(found.map(\.bound) == [12, 23, 27])
  }

  /// 1 set aside for A's group beside B's floor of 1; A may have 1 at most.
  @Test func minimaAndCapsMoveTheEnds() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 100, try curve([0, 10, 15]), cap: 1, group: 0),
        .init("B", people: 100, try curve([0, 12, 13]), floor: 1),
      ], groups: [.init("north", least: 1)], total: 9)
    #expect(problem.usefulTotals == 2...3)
  }

  /// A total below the floors does not matter to the range; a floor beyond its curve leaves none.
  @Test func noRangeWithoutASplit() throws {
    let counties = try [AllocationProblem.County("A", people: 100, curve([0, 10]), floor: 1)]
    #expect(try AllocationProblem(counties, total: 0).usefulTotals == 1...1)
    let beyond = try [AllocationProblem.County("A", people: 100, curve([0, 10]), floor: 2)]
    #expect(try AllocationProblem(beyond, total: 5).usefulTotals == nil)
  }

  /// Of 2 both go to B (100 + 120); the third pays for three of A alone (500 + 0).
  @Test func aLargerTotalMayGiveACountyLess() throws {
    let problem = try AllocationProblem(
      [
        .init("A", people: 1000, try curve([100, 110, 120, 500])), .init("B", people: 500, try curve([0, 100, 120])),
      ], total: 3)
    #expect(try sizes(problem, 2).sizes == [0, 2])
    #expect(try sizes(problem, 3).sizes == [3, 0])
  }
}
