import Model
import Siting
import Testing

@Suite struct ExplanationTests {
  /// Site 0 stands (point 0, weight 1); sites 1, 2, 3 cover {0, 1, 2}, {2, 3}, {3}.
  let problem = try! Instance.problem(
    [[0], [0, 1, 2], [2, 3], [3]], weights: [1, 2, 4, 8], [.existing, .candidate, .candidate, .candidate])

  @Test func theOrderTakesTheLargestGainFirst() {
    let order = buildOrder(problem, chosen: [SiteIndex(1), SiteIndex(2)])
    #expect(
      order == [
        BuildStep(site: SiteIndex(2), gain: 12, cumulative: 13), BuildStep(site: SiteIndex(1), gain: 2, cumulative: 15),
      ])
  }

  @Test func uniqueIsWhatWouldBeLost() {
    // Point 2 is shared by 1 and 2, point 3 by 2 and 3: only point 1 hangs on one site.
    let plan = [SiteIndex(1), SiteIndex(2), SiteIndex(3)]
    #expect(uniqueContribution(problem, chosen: plan) == [2, 0, 0])
    #expect(uniqueContribution(problem, chosen: [SiteIndex(2)], of: [SiteIndex(0), SiteIndex(2)]) == [1, 12])
  }

  @Test(arguments: UInt64(1)...3) func gainsFallAndEndAtTheValue(seed: UInt64) async throws {
    let town = try Instance.town(sites: 60, points: 500, side: 5_000, radius: 600, seed: seed)
    let plan = try await MaximalCovering(town, count: 7).solve()
    let order = buildOrder(town, chosen: plan.chosen)
    #expect(order.map(\.site).sorted() == plan.chosen)
    #expect(order.last?.cumulative == plan.objective)
    for (earlier, later) in zip(order, order.dropFirst()) {
      #expect(later.gain <= earlier.gain, "seed \(seed)")
      #expect(later.cumulative == earlier.cumulative + later.gain, "seed \(seed)")
    }
  }

  @Test func theCurveIsMonotoneAndBounded() async throws {
    let town = try Instance.town(sites: 60, points: 500, side: 5_000, radius: 600, seed: 2)
    let curve = try await coverageCurve(town, counts: Array(0...8), limits: SolveLimits(gap: 0.01))
    #expect(curve.map(\.count) == Array(0...8))
    #expect(curve[0] == CurvePoint(count: 0, value: 0, bound: 0))
    for (fewer, more) in zip(curve, curve.dropFirst()) {
      #expect(more.value >= fewer.value && more.bound >= fewer.bound)
    }
    for point in curve.dropFirst() {
      let best = try #require(try await MaximalCovering(town, count: point.count).solve().objective)
      #expect(point.value <= best && point.bound >= best && point.bound <= 1.0101 * point.value)
    }
  }

  @Test func theVerifierNamesWhatIsWrong() {
    let chosen = [SiteIndex(0), SiteIndex(2), SiteIndex(2), SiteIndex(9)]
    let check = Verification(problem, chosen: chosen, count: 3, fullCover: true)
    #expect(
      check.violations == [
        "site 0 exists already", "site 2 is chosen twice", "site 9 does not exist", "4 sites chosen, 3 allowed",
        "1 coverable demand points are not covered, the first is 1",
      ])
    #expect(check.words.map(\.chinese) == ["站点0已建", "站点2重复入选", "站点9不存在", "选了4处，最多只能选3处", "有1个能够覆盖的需求点没有覆盖，第一个是1"])
    #expect(check.coveredWeight == 13 && check.totalWeight == 15 && check.coveredCount == 3 && check.missed == [1])
  }
}
