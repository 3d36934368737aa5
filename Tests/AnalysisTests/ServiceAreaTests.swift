import Analysis
import Areas
import GEOS
import Geometry
import Model
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
    return try await serviceAreas(
      graph, sites: sites, cutoffs: seconds.map { .time(Seconds($0)) }, direction: direction,
      RunOptions(threads: threads))
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
    // Samples every 20 m, their cells 100 m wide: chords from 99.5 to 100 m away. The cut goes to where its cell begins.
    #expect(try area.holds(500, 99.3) && !area.holds(500, 100.1))
    #expect(try area.holds(588, 90) && !area.holds(612, 90))
    #expect(area.shares.inside! < 1e-3)
    #expect(area.shares.outside! < 1e-3)
  }

  /// Ten metres to each side of 505 m: in cells of 20 m, and as far to the north and south as any ground.
  @Test func aSmallCutoffGivesANarrowArea() async throws {
    let ground = try Ground([[(0, 0), (1000, 0)]])
    let area = try await ground.area(from: 505, 0, seconds: 10)
    #expect(try area.holds(514.9, 0) && !area.holds(515.1, 0) && area.holds(495.1, 0) && !area.holds(494.9, 0))
    #expect(try area.holds(505, 95) && !area.holds(531, 50) && !area.holds(479, 50))
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
    // The border is the middle of the water.
    for east in stride(from: 1.0, to: 289, by: 5) {
      #expect(try area.holds(east, 0) && area.holds(east, 12.4) && !area.holds(east, 12.6))
    }

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
    // The street in the yard ends 20 m from the ones around: half of it is 10 m.
    #expect(try !area.holds(50, 22) && !area.holds(52, 22) && !area.holds(50, 50))
    #expect(try area.holds(50, 7) && !area.holds(50, 13) && area.holds(20, 50) && !area.holds(30, 50))
    #expect(area.shape.polygons.map(\.ringCount) == [2])
    #expect(area.shares.inside == 0)
  }

  @Test func ofTwoParallelStreetsOnlyTheReachedOneIsInside() async throws {
    let ground = try Ground([[(0, 0), (600, 0)], [(0, 10), (600, 10)], [(600, 0), (600, 10)]])
    let area = try await ground.area(from: 100, 0, seconds: 300)
    for east in stride(from: 1.0, to: 399, by: 7) {
      #expect(try area.holds(east, 0))
      #expect(try !area.holds(east, 10))
      if east < 389 { #expect(try area.holds(east, 4.9) && !area.holds(east, 5.1)) }
    }
    #expect(try area.holds(100, -25))
    #expect(area.shares.inside! < 1e-3)
  }

  /// A bridge over an unreached street: each has the ground between the diagonals through the place where they cross.
  @Test func aStreetUnderABridgeIsOutsideButNotTheBridge() async throws {
    let ground = try Ground([[(0, 0), (400, 0)], [(200, -300), (200, 300)]])
    let area = try await ground.area(from: 100, 0, seconds: 300)
    for meters in [0.5, 3, 50] {
      for side in [-1.0, 1] {
        #expect(try area.holds(200 + side * meters, 0) && !area.holds(200, side * meters))
        #expect(try area.holds(200 + side * meters, 0.8 * meters) && !area.holds(200 + side * 0.8 * meters, meters))
      }
    }
    #expect(area.shares.inside == 0 && area.shares.outside == 0)
  }

  /// 29 m north, then east: after 30 m on it the cutoff ends at (201, 29), on the main street at (230, 0).
  @Test func aStreetThatLeavesAnotherSoonBeforeItsCutIsOutside() async throws {
    let ground = try Ground([[(0, 0), (200, 0), (400, 0)], [(200, 0), (200, 29), (260, 29)]])
    let area = try await ground.area(from: 100, 0, seconds: 130)
    #expect(try area.holds(200.8, 29))
    for east in [201.2, 202, 202.9, 205, 215] { #expect(try !area.holds(east, 29), "\(east)") }
    #expect(try area.holds(229.9, 0) && !area.holds(230.1, 0))
    #expect(area.shares.inside! < 1e-4)
  }

  /// A street at 15 degrees from north.
  @Test func aSlantedStreetIsInsideToItsVeryEnd() async throws {
    let (east, north) = (0.258819, 0.965926)
    let ground = try Ground([[(0, 0), (200, 0), (400, 0)], [(200, 0), (200 + 100 * east, 100 * north)]])
    let area = try await ground.area(from: 100, 0, seconds: 130)
    #expect(try area.holds(200 + 29.95 * east, 29.95 * north))
    #expect(try !area.holds(200 + 30.05 * east, 30.05 * north))
    #expect(area.shares.outside! < 1e-4)
    #expect(area.shares.inside! < 1e-4)
  }

  /// Half a metre beside each other for 300 m: the border runs between them.
  @Test func anUnreachedStreetBesideAReachedOneIsOutside() async throws {
    let ground = try Ground([[(0, 0), (600, 0)], [(50, 0.5), (350, 0.5)]])
    let area = try await ground.area(from: 200, 0, seconds: 300)
    for east in stride(from: 60.0, through: 340, by: 10) {
      #expect(try area.holds(east, 0))
      #expect(try !area.holds(east, 0.5) && area.holds(east, 0.02) && !area.holds(east, 0.48))
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
        // To within half a step of the written grid.
        let beyond = try smaller.shape.difference(larger.shape)
        #expect(try beyond.isEmpty || beyond.buffer(-5e-8).isEmpty, "seed \(seed)")
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
