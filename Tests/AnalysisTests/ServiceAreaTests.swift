import Analysis
import Areas
import GEOS
import Geometry
import Model
import PROJ
import RoadNetwork
import Testing

/// Streets in metres east and north of a corner, walked at one metre a second: metres and seconds are the same number.
struct Ground {
  static let corner = Coordinate(x: 103.8, y: 29.4)
  let graph: RoadGraph

  init(_ streets: [[(Double, Double)]]) throws {
    let lines = streets.enumerated().map { index, street in
      StreetLine(coordinates: street.map { Self.at($0.0, $0.1) }, streetClass: "residential", record: index)
    }
    graph = try RoadGraph.build(lines: lines, impedance: .time(KilometersPerHour(3.6)))
  }

  static func at(_ east: Double, _ north: Double) -> Coordinate {
    let scale = LocalScale(latitude: corner.y)
    return Coordinate(x: corner.x + east / scale.metersPerDegreeX, y: corner.y + north / scale.metersPerDegreeY)
  }

  func areas(
    from origins: [(Double, Double)], seconds: [Double], direction: Direction = .fromStation, threads: Int = 1
  ) async throws -> [[DrawnArea]] {
    let sites = graph.snap(origins.map { Self.at($0.0, $0.1) }, limit: Meters(50))
    var box = Box()
    for street in graph.streets { for position in street.coordinates { box.add(position) } }
    return try await serviceAreas(
      graph, sites: sites, cutoffs: seconds.map { .time(Seconds($0)) }, direction: direction,
      localMetricCRS(for: box), RunOptions(threads: threads))
  }

  func area(from east: Double, _ north: Double, seconds: Double) async throws -> DrawnArea {
    try await areas(from: [(east, north)], seconds: [seconds])[0][0]
  }

  /// A place every metre of every street: the search alone says whether it is reached.
  func sampledShares(_ area: Shape, from origin: SnappedPoint, cutoff: Int) throws -> (inside: Double, outside: Double)
  {
    var query = ReachQuery(graph)
    query.run(from: origin, cutoff: cutoff, direction: .fromStation)
    var positions: [Coordinate] = []
    var isReached: [Bool] = []
    for street in graph.streets {
      let length = Int(street.length.value)
      for meter in 0..<max(length, 1) {
        let offset = Int((Double(meter) + 0.5) * 1000)
        let place = graph.snappedPoint(at: StreetPosition(street: street.id, offset: offset))
        positions.append(place.position)
        isReached.append(query.cost(to: place) != nil)
      }
    }
    let isInside = try PreparedGeometry(area).contains(positions)
    let inside = zip(isInside, isReached).count { $0 && !$1 }
    let outside = zip(isInside, isReached).count { !$0 && $1 }
    return (
      Double(inside) / Double(max(1, isInside.count { $0 })), Double(outside) / Double(max(1, isReached.count { $0 }))
    )
  }
}

extension DrawnArea {
  fileprivate func holds(_ east: Double, _ north: Double) throws -> Bool {
    try shape.contains(.point(Ground.at(east, north)))
  }
}

@Suite struct ServiceAreaTests {
  @Test func anAreaEndsWhereTheCutoffDoes() async throws {
    let ground = try Ground([[(0, 0), (1000, 0)]])
    let area = try await ground.area(from: 500, 0, seconds: 100)
    #expect(try area.holds(599.8, 0))
    #expect(try !area.holds(600.2, 0))
    #expect(try area.holds(400.2, 0))
    #expect(try !area.holds(399.8, 0))
    // Thirty metres to the side where thirty are left, none at the end: 20 m on, a circle of 30 m is 22.4 m wide.
    #expect(try area.holds(500, 29.9))
    #expect(try !area.holds(500, 30.1))
    #expect(try area.holds(590, 20))
    #expect(try !area.holds(590, 23))
    #expect(area.shares.inside! < 1e-3)
    #expect(area.shares.outside! < 1e-3)
  }

  @Test func aCutoffShorterThanTheMarginGivesASmallArea() async throws {
    let ground = try Ground([[(0, 0), (1000, 0)]])
    let area = try await ground.area(from: 500, 0, seconds: 10)
    #expect(try area.holds(509, 0))
    #expect(try area.holds(500, 4.5))
    #expect(try !area.holds(510.2, 0))
    #expect(try !area.holds(500, 10))
  }

  @Test func nothingIsReachedWithinNoTimeOrFromNowhere() async throws {
    let ground = try Ground([[(0, 0), (1000, 0)]])
    for (place, seconds) in [((500.0, 0.0), 0.0), ((500, 20), 15), ((500, 400), 100)] {
      let area = try await ground.areas(from: [place], seconds: [seconds])[0][0]
      #expect(area.shape.isEmpty)
      #expect(area.shares.inside == nil)
      #expect(area.shares.outside == nil)
    }
  }

  /// Two banks 25 m apart, the bridge 400 m to the east.
  @Test func theFarBankOfARiverIsOutside() async throws {
    let ground = try Ground([[(0, 0), (400, 0)], [(0, 25), (400, 25)], [(400, 0), (400, 25)]])
    let area = try await ground.area(from: 100, 0, seconds: 200)
    for east in stride(from: 0.0, through: 380, by: 5) {
      #expect(try !area.holds(east, 25))
      #expect(try !area.holds(east, 29.5), "the ground behind the far bank")
    }
    for east in stride(from: 1.0, to: 299, by: 5) { #expect(try area.holds(east, 0)) }
    #expect(try area.holds(100, 20))

    // With time enough the bridge is crossed, and so is the border on the other bank.
    let wide = try await ground.area(from: 100, 0, seconds: 425)
    #expect(try wide.holds(305, 25))
    #expect(try !wide.holds(280, 25))
  }

  @Test func aCourtyardWithoutAWayInIsAHole() async throws {
    let ground = try Ground([
      [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)], [(50, 20), (50, 80)],
    ])
    let area = try await ground.area(from: 0, 0, seconds: 400)
    #expect(try !area.holds(50, 22))
    #expect(try !area.holds(52, 22))
    #expect(try !area.holds(50, 50))
    #expect(try area.holds(50, 10))
    #expect(try area.holds(58, 22))
    #expect(area.shape.polygons.map(\.ringCount) == [2])
    #expect(area.shares.inside == 0)
  }

  @Test func ofTwoParallelStreetsOnlyTheReachedOneIsInside() async throws {
    let ground = try Ground([[(0, 0), (600, 0)], [(0, 10), (600, 10)], [(600, 0), (600, 10)]])
    let area = try await ground.area(from: 100, 0, seconds: 300)
    for east in stride(from: 1.0, to: 399, by: 7) {
      #expect(try area.holds(east, 0))
      #expect(try area.holds(east, 5))
      #expect(try !area.holds(east, 10))
      #expect(try !area.holds(east, 7))
    }
    #expect(try area.holds(100, -25))
    #expect(area.shares.inside! < 1e-3)
  }

  /// A bridge over an unreached street: five centimetres on both sides of the bridge stay.
  @Test func aStreetUnderABridgeIsCutOutButNotTheBridge() async throws {
    let ground = try Ground([[(0, 0), (400, 0)], [(200, -300), (200, 300)]])
    let area = try await ground.area(from: 100, 0, seconds: 300)
    #expect(try area.holds(200, 0))
    #expect(try area.holds(200, 0.03))
    #expect(try !area.holds(200, 0.08))
    #expect(try !area.holds(203, 3))
    #expect(try area.holds(206, 3))
    #expect(area.shape.polygons.count == 1)
    // Ten centimetres of 400.1, to within the centimetre of the written grid.
    #expect(abs(area.shares.inside! - 0.1 / 400.1) < 4e-5)
    #expect(area.shares.outside! < 1e-4)
  }

  /// 29 m north, then east: after 30 m on it the cutoff ends at (201, 29), where the margin of the main street still
  /// reaches three metres farther.
  @Test func aStreetThatLeavesTheMarginSoonAfterItsCutIsOutside() async throws {
    let ground = try Ground([[(0, 0), (200, 0), (400, 0)], [(200, 0), (200, 29), (260, 29)]])
    let area = try await ground.area(from: 100, 0, seconds: 130)
    #expect(try area.holds(200.8, 29))
    for east in [201.2, 202, 202.9, 205, 215] { #expect(try !area.holds(east, 29), "\(east)") }
    // Five centimetres at each of the three cuts, of 261 m.
    #expect(area.shares.inside! < 6e-4)
  }

  /// A street at 15 degrees from north, half-way between two corners of the round end it is measured from: a chord of
  /// 30 m passes 1.02 m below the cut.
  @Test func aSlantedStreetIsInsideToItsVeryEnd() async throws {
    let (east, north) = (0.258819, 0.965926)
    let ground = try Ground([[(0, 0), (200, 0), (400, 0)], [(200, 0), (200 + 100 * east, 100 * north)]])
    let area = try await ground.area(from: 100, 0, seconds: 130)
    #expect(try area.holds(200 + 29.8 * east, 29.8 * north))
    #expect(try !area.holds(200 + 30.2 * east, 30.2 * north))
    #expect(area.shares.outside! < 1e-4)
    #expect(area.shares.inside! < 1e-4)
  }

  /// Half a metre beside each other for 300 m: only a strip of ten centimetres of the area stays between.
  @Test func anUnreachedStreetBesideAReachedOneIsOutside() async throws {
    let ground = try Ground([[(0, 0), (600, 0)], [(50, 0.5), (350, 0.5)]])
    let area = try await ground.area(from: 200, 0, seconds: 300)
    for east in stride(from: 60.0, through: 340, by: 10) {
      #expect(try area.holds(east, 0))
      #expect(try !area.holds(east, 0.5))
    }
    #expect(area.shares.inside! < 1e-4)
    #expect(area.shares.outside! < 1e-4)
  }

  @Test(arguments: 1...4)
  func randomTownsAreValidNestedAndMeasuredRightly(seed: Int) async throws {
    let ground = try Ground(randomTown(seed: seed))
    let origins = [(410.0, 390.0), (820, 405), (15, 790)]
    let seconds = [150.0, 300, 600]
    let one = try await ground.areas(from: origins, seconds: seconds)
    for (origin, areas) in zip(origins, one) {
      let site = try #require(ground.graph.snap([Ground.at(origin.0, origin.1)], limit: Meters(50))[0].point)
      for (area, cutoff) in zip(areas, seconds) where !area.shape.isEmpty {
        #expect(try area.shape.isValid(), "seed \(seed)")
        let sampled = try ground.sampledShares(area.shape, from: site, cutoff: Int(cutoff * 1000))
        #expect(abs(sampled.inside - area.shares.inside!) < 0.004, "seed \(seed), \(cutoff) s")
        #expect(abs(sampled.outside - area.shares.outside!) < 0.004, "seed \(seed), \(cutoff) s")
        #expect(area.shares.outside! < 0.005, "seed \(seed), \(cutoff) s")
      }
      for (smaller, larger) in zip(areas, areas.dropFirst()) where !smaller.shape.isEmpty {
        // To within the two centimetres of the written grid.
        let beyond = try smaller.shape.difference(larger.shape)
        let core = beyond.isEmpty ? beyond : try beyond.buffer(-2e-7)
        #expect(core.isEmpty, "seed \(seed)")
      }
    }
    let two = try await ground.areas(from: origins, seconds: seconds, threads: 2)
    #expect(two == one)
  }

  /// Blocks of 100 m with bent streets, a third of them missing, and ways across that meet no street.
  private func randomTown(seed: Int) -> [[(Double, Double)]] {
    var numbers = SplitMix(seed: UInt64(seed))
    func shift() -> Double { Double.random(in: -25...25, using: &numbers) }
    let corners = (0...10).map { row in (0...10).map { (Double($0) * 100 + shift(), Double(row) * 100 + shift()) } }
    var streets: [[(Double, Double)]] = []
    for row in 0...10 {
      for column in 0...10 {
        let here = corners[row][column]
        for next in [(row + 1, column), (row, column + 1)] where next.0 <= 10 && next.1 <= 10 {
          guard Int.random(in: 0..<3, using: &numbers) > 0 else { continue }
          let there = corners[next.0][next.1]
          let bend = ((here.0 + there.0) / 2 + shift() / 2, (here.1 + there.1) / 2 + shift() / 2)
          streets.append([here, bend, there])
        }
      }
    }
    for index in 0..<3 {
      streets.append([(Double(index) * 300 + 50, -20), (Double(index) * 300 + 80 + shift(), 1020)])
    }
    return streets
  }
}
