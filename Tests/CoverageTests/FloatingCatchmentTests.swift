import Coverage
import Geometry
import Model
import Testing

struct FloatingCatchmentTests {
  /// Site 0 is 2 from point 0 and 5 from point 1; site 1 is 6 from point 1, 10 from point 2 and 10.5 from point 3.
  private static let covers = CoverSets(
    demandCount: 4, rows: [[(0, 2), (1, 5)], [(1, 6), (2, 10), (3, 10.5)]])
  private static let demand = [100.0, 300, 200, 50]

  private static func catchment(_ zones: [(Double, Double)] = [(3, 1), (6, 0.5), (10, 0.25)]) throws -> Catchment {
    try Catchment(zones.map { CatchmentZone(upTo: $0.0, weight: $0.1) })
  }

  private static func result(
    _ catchment: Catchment, _ method: FloatingCatchments.Method, supply: [Double?] = [10, 6],
    demand: [Double] = Self.demand
  ) throws -> FloatingCatchments {
    try FloatingCatchments(covers, supply: supply, demand: demand, catchment, method)
  }

  private func areNear(_ values: [Double?], _ expected: [Double?]) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { isAlike($0, $1) }
  }

  /// 10 / (100 + 300) and 6 / (300 + 200); point 1 has both.
  @Test func twoSteps() throws {
    let result = try Self.result(try Self.catchment([(10, 1)]), .twoStep)
    #expect(areNear(result.ratios, [0.025, 0.012]))
    #expect(areNear(result.access, [0.025, 0.037, 0.012, nil]))
  }

  /// 10 / (100 + 300/2) = 0.04 and 6 / (300/2 + 200/4) = 0.03; point 1 has half of both, point 2 a quarter of 0.03.
  @Test func twoStepsWithZones() throws {
    let result = try Self.result(try Self.catchment(), .twoStep)
    #expect(areNear(result.ratios, [0.04, 0.03]))
    #expect(areNear(result.access, [0.04, 0.035, 0.0075, nil]))
  }

  /// Half of point 1 goes to either site: 10 / (100 + 300/4) = 2/35 and 6 / (300/4 + 200/4) = 0.048; it has a quarter of
  /// both.
  @Test func threeSteps() throws {
    let result = try Self.result(try Self.catchment(), .threeStep)
    #expect(areNear(result.ratios, [2.0 / 35, 0.048]))
    #expect(areNear(result.access, [2.0 / 35, 0.5 / 35 + 0.012, 0.012, nil]))
  }

  /// A closed site draws nobody; one with nothing to give does, in three steps: half of point 1 goes there.
  @Test func noSiteAndNoSupplyAreNotTheSame() throws {
    let closed = try Self.result(try Self.catchment(), .threeStep, supply: [10, nil])
    #expect(areNear(closed.ratios, [0.04, nil]))
    #expect(areNear(closed.access, [0.04, 0.02, nil, nil]))
    let empty = try Self.result(try Self.catchment(), .threeStep, supply: [10, 0])
    #expect(areNear(empty.ratios, [2.0 / 35, 0]))
    #expect(areNear(empty.access, [2.0 / 35, 0.5 / 35, 0, nil]))
  }

  /// Nobody lives at point 0: site 0 gives all to point 1, and point 0, within its catchment, still has access.
  @Test func pointsWithoutPeople() throws {
    let result = try Self.result(try Self.catchment([(10, 1)]), .twoStep, demand: [0, 400, 0, 0])
    #expect(areNear(result.access, [0.025, 0.04, 0.015, nil]))
    let nobody = try Self.result(try Self.catchment(), .threeStep, demand: [0, 0, 0, 0])
    #expect(nobody.access == [nil, nil, nil, nil] && nobody.ratios == [nil, nil])
  }

  @Test func boundsBelongToTheirZone() throws {
    let catchment = try Self.catchment([(6, 0.5), (3, 1)])
    #expect([0, 3, (3.0).nextUp, 6, (6.0).nextUp].map { catchment.weight(at: $0) } == [1, 1, 0.5, 0.5, nil])
    #expect(catchment.reach == 6)
  }

  /// 3, 6 and 10 minutes; along a straight line 200, 400 and 667 m on foot at 4 km/h, in millimetres.
  @Test func zonesInMinutesBecomeCosts() throws {
    let timed = CircleDefinition(cutoff: .time(.minutes(10)), measure: .network)
    let minutes = try Catchment(Catchment.defaultZones, timed, by: .walk)
    #expect(minutes.zones.map(\.upTo) == [180_000, 360_000, 600_000])
    #expect(minutes.zones.map(\.weight) == [1, 0.68, 0.22])
    let measured = CircleDefinition(cutoff: .distance(Meters(500)), measure: .circle)
    let lengths = try Catchment(Catchment.defaultZones, measured, by: .walk)
    #expect(areNear(lengths.zones.map(\.upTo), [200_000, 400_000, 2e6 / 3]))
  }

  /// Point 1 goes by bicycle: what is 5 and 6 for it lies in its first zone. 10 / (100 + 300), 6 / (300 + 200/4).
  @Test func eachPointHasItsOwnCatchment() throws {
    let result = try FloatingCatchments(
      Self.covers, supply: [10, 6], demand: Self.demand,
      catchments: [try Self.catchment(), try Self.catchment([(9, 1)])], pointCatchments: [0, 1, 0, 0], .twoStep)
    #expect(areNear(result.ratios, [0.025, 6.0 / 350]))
    #expect(areNear(result.access, [0.025, 0.025 + 6.0 / 350, 1.5 / 350, nil]))
  }

  /// What people have is what the sites give, each site that somebody reaches all of it.
  @Test(arguments: FloatingCatchments.Method.allCases, [1, 2, 3, 4] as [UInt64])
  func supplyIsSharedOut(method: FloatingCatchments.Method, seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let (sites, points) = (8, 40)
    let rows = (0..<sites).map { _ in
      (0..<points).filter { _ in random.below(5) == 0 }.map { (demand: Int32($0), cost: Double(random.below(13))) }
    }
    let supply = (0..<sites).map { _ in random.below(6) == 0 ? nil : Double(random.below(20)) }
    let demand = (0..<points).map { _ in Double(random.below(300)) }
    let result = try FloatingCatchments(
      CoverSets(demandCount: points, rows: rows), supply: supply, demand: demand, try Self.catchment(), method)
    let given = zip(supply, result.ratios).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0!) }
    let had = zip(demand, result.access).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) }
    #expect(given > 0 && isAlike(had, given), "seed \(seed)")
  }

  /// Community 0 has points 0 and 3, community 2 points 1 and 2: 100 heads with 0.04 and 50 without a site; 300 with 0.035
  /// and 200 with 0.0075, together 12 for 500.
  @Test func accessOfCommunities() throws {
    let owners = [0, 2, 2, 0]
    let points = zip(owners, Self.demand).map {
      DemandPoint(kind: .communities, owner: $0, position: Coordinate(x: 0, y: 0), weight: $1)
    }
    let communities = try Self.result(try Self.catchment(), .twoStep).byOwner(.communities, points, ownerCount: 3)
    #expect(areNear(communities.map(\.mean), [0.04, nil, 0.024]))
    #expect(areNear(communities.map(\.perHead), [4.0 / 150, nil, 0.024]))
    #expect(areNear(communities.map(\.unreachedShare), [50.0 / 150, nil, 0]))
    #expect(try Self.result(try Self.catchment(), .twoStep).byOwner(.workers, points, ownerCount: 0).isEmpty)
  }

  private func refusal(_ body: () throws(CoverageError) -> Void) -> CoverageError? {
    do throws(CoverageError) { try body() } catch { return error }
    return nil
  }

  @Test(
    arguments: [
      [], [(0, 1)], [(.nan, 1)], [(.infinity, 1)], [(3, 0)], [(3, -1)], [(3, .nan)], [(3, 1), (3, 0.5)],
    ] as [[(Double, Double)]])
  func zonesThatAreNone(zones: [(Double, Double)]) {
    let error = refusal { () throws(CoverageError) in
      _ = try Catchment(zones.map { CatchmentZone(upTo: $0.0, weight: $0.1) })
    }
    #expect(error?.code == .badZone)
  }

  @Test func amountsThatAreNone() throws {
    let catchment = try Self.catchment()
    for (supply, demand, context) in [
      ([1, -1], Self.demand, "supply"), ([.nan, 1], Self.demand, "supply"), ([nil, nil], [0, 1, -2, 0], "demand"),
      ([1, 1], [.infinity, 0, 0, 0], "demand"),
    ] as [([Double?], [Double], String)] {
      let error = refusal { () throws(CoverageError) in
        _ = try FloatingCatchments(Self.covers, supply: supply, demand: demand, catchment, .twoStep)
      }
      #expect(error?.code == .badAmount && error?.context == context)
    }
  }
}
