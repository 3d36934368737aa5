import Allocation
import Testing

@Suite struct RefusalTests {
  private func fault(_ points: [(Int, Double, Double)]) -> AllocationError? {
    do {
      _ = try CountyCurve(points.map { .init(size: $0.0, value: $0.1, bound: $0.2) }, of: "沙湾区")
      return nil
    } catch { return error }
  }

  @Test(
    arguments: [
      ([(0, 5, 5), (1, 4, 9)], 1, "falls: 5.0 people at size 0, 4.0 at 1"),
      ([(0, 5, 5), (1, 7, 6)], 1, "bound 6.0 at size 1 lies below the value 7.0"),
      ([(0, 5, 5), (0, 5, 5)], 1, "size 0 stands twice"),
      ([(2, 5, 5), (1, 6, 6)], 1, "size 1 comes after 2"),
      ([(0, Double.nan, 5)], 0, "value nan at size 0"),
      ([(0, 1, Double.nan)], 0, "bound nan at size 0"),
      ([(0, 1, Double.infinity)], 0, "bound inf at size 0"),
      ([(0, -1, 5)], 0, "value -1.0 at size 0"),
      ([(-1, 1, 5)], 0, "size of -1"),
    ] as [([(Int, Double, Double)], Int, String)])
  func curvesThatCannotBe(_ points: [(Int, Double, Double)], _ place: Int, _ words: String) {
    let fault = fault(points)
    #expect(fault?.code == .badCurve)
    #expect(fault?.county == "沙湾区")
    #expect(fault?.point == place)
    #expect(fault?.message.contains(words) ?? false, "\(fault?.message ?? "accepted")")
  }

  @Test func faultsAreToldInChinese() {
    #expect(
      fault([(0, 5, 5), (1, 4, 9)])?.told.chinese
        == "沙湾区：曲线下降：规模0覆盖5.0人，规模1只覆盖4.0人。规模增大，覆盖不会减少。请重新计算较大的规模。")
  }

  @Test func aCurveWithoutPoints() { #expect(fault([])?.message.contains("no points") ?? false) }

  /// What a larger size cannot exceed, a smaller cannot: the bound at 0 comes down from 9 to 6.
  @Test func boundsThatFallAreLowered() throws {
    let curve = try CountyCurve([.init(size: 0, value: 5, bound: 9), .init(size: 1, value: 6, bound: 6)], of: "A")
    #expect(curve.bounds == [6000, 6000])
  }

  private func county(
    _ id: String, _ sizes: [Int], people: Double = 100, floor: Int = 0, cap: Int? = nil, group: Int? = nil
  ) throws -> AllocationProblem.County {
    .init(
      id, people: people,
      try CountyCurve(sizes.map { .init(size: $0, value: Double($0), bound: Double($0)) }, of: id), floor: floor,
      cap: cap, group: group)
  }

  @Test func problemsThatMeanNothing() throws {
    func words(_ counties: [AllocationProblem.County], total: Int = 1) -> String {
      do {
        _ = try AllocationProblem(counties, total: total)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(words([]).contains("no county"))
    #expect(words([try county("A", [0]), try county("A", [0])]).contains("A: two counties"))
    #expect(words([try county("A", [0], people: 0)]).contains("A: 0.0 people"))
    #expect(words([try county("A", [0, 101])]).contains("A: the curve covers 101.0 people, the county has 100.0"))
    #expect(words([try county("A", [0], floor: -1)]).contains("A: a floor of -1"))
    #expect(words([try county("A", [0], group: 0)]).contains("A: its group 0"))
    #expect(words([try county("A", [0])], total: -1).contains("total of -1"))
  }

  @Test func theSmallestRepairIsNamed() throws {
    func shortfalls(
      _ counties: [AllocationProblem.County], _ groups: [AllocationProblem.Group] = [], total: Int
    ) throws -> [Shortfall] {
      try AllocationProblem(counties, groups: groups, total: total).shortfalls()
    }
    #expect(
      try shortfalls([try county("A", [0, 1, 2], floor: 5)], total: 9)
        == [.county(0, floor: 5, cap: nil, highest: 2, lowest: 0)])
    #expect(
      try shortfalls([try county("A", [0, 10, 20], floor: 12, cap: 18)], total: 99)
        == [.county(0, floor: 12, cap: 18, highest: 10, lowest: 0)])
    #expect(
      try shortfalls([try county("A", [3, 10], cap: 2)], total: 99)
        == [.county(0, floor: 0, cap: 2, highest: nil, lowest: 3)])
    let pair = [try county("A", [0, 1, 2], floor: 1, group: 0), try county("B", [0, 1, 2, 3], floor: 3)]
    #expect(try shortfalls(pair, [.init("north", least: 3)], total: 9) == [.group(0, least: 3, most: 2)])
    #expect(try shortfalls(pair, [.init("north", least: 2)], total: 4) == [.total(4, needed: 5)])
    #expect(try shortfalls(pair, [.init("north", least: 2)], total: 5) == [])
  }

  @Test func yearsThatCannotBe() throws {
    let problem = try AllocationProblem([try county("A", [2, 3])], total: 3)
    guard case .infeasible(let faults) = problem.programme([1, 4, 3], for: .people) else {
      Issue.record("accepted")
      return
    }
    #expect(faults == [.fallingYear(2, total: 3, before: 4), .year(0, total: 1, needed: 2)])
  }
}
