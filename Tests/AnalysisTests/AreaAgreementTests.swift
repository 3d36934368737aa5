import Analysis
import Areas
import GEOS
import Geometry
import Model
import RoadNetwork
import Testing

/// Areas agree with tables: behind water and barriers, at long ways to the street, and where there is no area.
struct AreaAgreementTests {
  /// Streets, walls and places in metres east and north of a corner, walked at one metre a second.
  private struct Town {
    let graph: RoadGraph
    let obstacles: Obstacles?

    init(_ streets: [[(Double, Double)]], walls: [[(Double, Double)]] = [], lakes: [[(Double, Double)]] = []) throws {
      let lines = streets.enumerated().map { index, street in
        StreetLine(coordinates: street.map { Ground.at($0.0, $0.1) }, streetClass: "residential", record: index)
      }
      let shapes =
        walls.map { Shape.lineString($0.map { Ground.at($0.0, $0.1) }) }
        + lakes.map { Shape.polygon(Polygon(outer: $0.map { Ground.at($0.0, $0.1) })) }
      obstacles = shapes.isEmpty ? nil : Obstacles(shapes)
      graph = try RoadGraph.build(lines: lines, impedance: .time(KilometersPerHour(3.6)), barriers: obstacles)
    }

    func areas(
      from origin: (Double, Double), seconds: [Double], agreeingAt places: KnownPlaces? = nil
    ) async throws -> [DrawnArea] {
      let site = graph.snap([Ground.at(origin.0, origin.1)], limit: Meters(200), around: obstacles)
      return try await serviceAreas(
        graph, sites: site, cutoffs: seconds.map { .time(Seconds($0)) }, direction: .fromStation,
        around: obstacles, agreeingAt: places, RunOptions(threads: 1))[0]
    }
  }

  private func holds(_ area: DrawnArea, _ east: Double, _ north: Double) throws -> Bool {
    try area.shape.contains(.point(Ground.at(east, north)))
  }

  /// A wall 10 m north of a street from 400 to 600 m: behind it lies ground of no street. Beside its ends the street has
  /// what is nearer to it than to the wall.
  @Test func aWallEndsTheGround() async throws {
    let street = [(0.0, 0.0), (1000.0, 0.0)]
    let town = try Town([street], walls: [[(400, 10), (600, 10)]])
    let area = try await town.areas(from: (500, 0), seconds: [450])[0]
    for (east, north, isInside) in [
      (500.0, 9.9, true), (500, 10.1, false), (500, 25, false), (405, 20, false), (595, 20, false), (380, 20, true),
      (620, 20, true), (500, -25, true), (500, -99, true), (700, 25, true), (700, 99, true),
    ] {
      #expect(try holds(area, east, north) == isInside, "\(east), \(north)")
    }
    // A second street 35 m north, joined at the end: from it the ground behind the wall is free.
    let both = try Town([street, [(1000, 0), (1000, 35)], [(1000, 35), (0, 35)]], walls: [[(400, 10), (600, 10)]])
    let open = try await both.areas(from: (500, 0), seconds: [1300])[0]
    #expect(try holds(open, 500, 11) && holds(open, 500, 25) && holds(open, 500, 9))
  }

  /// A wall across the way beyond a street's end, 10 m from it: it has two sides, and the far one is nearer to the wall.
  @Test func aWallBeyondAStreetsEnd() async throws {
    let town = try Town([[(0, 0), (500, 0)]], walls: [[(510, -5), (510, 5)]])
    let area = try await town.areas(from: (400, 0), seconds: [300])[0]
    for (east, north, isInside) in [
      (509.9, 0.0, true), (510.1, 0, false), (520, 0, false), (560, 0, false), (505, 20, true), (495, 99, true),
    ] {
      #expect(try holds(area, east, north) == isInside, "\(east), \(north)")
    }
  }

  /// The water and the far bank: nothing of it is reached.
  @Test func noAreaOverWater() async throws {
    let town = try Town([[(0, 0), (1000, 0)]], lakes: [[(-100, 8), (1100, 8), (1100, 20), (-100, 20)]])
    let area = try await town.areas(from: (500, 0), seconds: [300])[0]
    #expect(
      try holds(area, 500, 7) && !holds(area, 500, 9) && !holds(area, 500, 25) && !holds(area, 500, 60)
        && holds(area, 500, -99))
  }

  /// 120 m from the street, 180 s away: its ground meets the street's half-way. 25 m from the street beside the cut, 205 s
  /// away: its ground is not inside, from 12.5 m on.
  @Test func placesWithKnownTimes() async throws {
    let town = try Town([[(0, 0), (1000, 0)]])
    let positions = [Ground.at(560, 120), Ground.at(680, 25)]
    let snapped = town.graph.snap(positions, limit: Meters(200))
    let places = KnownPlaces(positions: positions, snapped: snapped) { _ in [(0, 180_000)] }
    let area = try await town.areas(from: (500, 0), seconds: [200], agreeingAt: places)[0]
    #expect(try holds(area, 560, 120) && holds(area, 560, 60) && holds(area, 560, 215) && !holds(area, 680, 25))
    // The nearest sample of the street is at most 10 m along it: 12.5 m less 100 / 50.
    #expect(try holds(area, 680, 10.4) && !holds(area, 680, 12.6))
    #expect(area.shape.polygons.count == 1)
  }

  /// 80 m to the street in 60 s; and no street at all.
  @Test func anOriginWithoutAreaSaysWhy() async throws {
    let town = try Town([[(0, 0), (1000, 0)]])
    let short = try await town.areas(from: (500, 80), seconds: [60, 100])
    #expect(short[0].shape.isEmpty && short[0].reason == .longAccess)
    #expect(!short[1].shape.isEmpty && short[1].reason == nil)
    let far = try await town.areas(from: (500, 300), seconds: [60])
    #expect(far[0].shape.isEmpty && far[0].reason == .unreached(.tooFarFromStreet))
  }

  /// Five hundred towns of crooked streets, walls and ponds, with places up to 150 m from a street: whoever the table
  /// reaches lies in the area, whoever it does not lies outside, at both cutoffs.
  @Test func tablesAgainstAreas() async throws {
    for seed in 1...500 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
      var streets: [[(Double, Double)]] = []
      for row in 0..<3 {
        let north = Double(row) * 130
        streets.append((0..<4).map { (Double($0) * 130, north + number(-15...15)) })
      }
      for column in 0..<4 where number(0...1) < 0.8 {
        streets.append((0..<3).map { streets[$0][column] })
      }
      let walls = (0..<3).map { _ in
        let (east, north) = (number(0...390), number(-40...300))
        return [
          (east, north), (east + number(-120...120), north + number(-40...40)), (east + 60, north + number(0...90)),
        ]
      }
      let (east, north) = (number(0...350), number(0...240))
      let lake = [(east, north), (east + 40, north + 5), (east + 45, north + 30), (east - 5, north + 25)]
      guard let town = try? Town(streets, walls: walls, lakes: [lake]) else { continue }
      let places = (0..<40).map { _ in Ground.at(number(-100...490), number(-120...380)) }
      let snapped = town.graph.snap(places, limit: Meters(150), around: town.obstacles)
      let origin = (number(0...390), number(0...260))
      let site = town.graph.snap([Ground.at(origin.0, origin.1)], limit: Meters(200), around: town.obstacles)
      let largest = Cutoff.time(Seconds(number(80...400)))
      var row: [(place: Int, cost: Int)] = []
      _ = try await travelTimes(town.graph, origins: site, destinations: snapped, cutoff: largest) { _, costs in
        row = costs.map { ($0.destination, $0.cost) }
      }
      let seconds = [Double(largest.cost) / 2000, Double(largest.cost) / 1000]
      let areas = try await town.areas(
        from: origin, seconds: seconds,
        agreeingAt: KnownPlaces(positions: places, snapped: snapped) { [row] _ in row })
      for (area, limit) in zip(areas, seconds) {
        let reached = Set(row.filter { Double($0.cost) <= limit * 1000 }.map(\.place))
        let inside =
          area.shape.isEmpty ? places.map { _ in false } : try PreparedGeometry(area.shape).contains(places)
        let wrong = places.indices.filter { reached.contains($0) != inside[$0] }
        #expect(wrong.isEmpty, "seed \(seed), \(limit) s: places \(wrong)")
      }
    }
  }
}
