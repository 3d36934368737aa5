import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// Streets 50 m a character, a metre a second: metres and seconds are the same number.
@Suite struct CoveringPlacesTests {
  private static func places(
    _ graph: RoadGraph, _ demand: [Coordinate], seconds: Double, _ direction: Direction = .toStation,
    limits: PlaceLimits = PlaceLimits(), onlyCorners: Bool = false, thinning: Meters? = nil
  ) async throws -> CoveringPlaces {
    let found = try await coveringPlaces(
      graph, demand: graph.snap(demand, limit: Meters(20)), weights: demand.map { _ in 1 },
      cutoff: .time(Seconds(seconds)), direction: direction, limits: limits, onlyCorners: onlyCorners,
      thinning: thinning)
    return try #require(found)
  }

  private static func east(_ place: Coordinate) -> Double {
    (place.x - Scene.origin.x) * LocalScale(latitude: Scene.origin.y).metersPerDegreeX
  }

  /// Places that cover all of `count` points.
  private static func covering(_ count: Int, _ found: CoveringPlaces) -> [CoveringPlaces.Place] {
    found.places.indices.filter { found.covers.demand(of: SiteIndex($0)).count == count }.map { found.places[$0] }
  }

  /// 600 m; the points stand at 100 m and 500 m.
  private static let street = Scene("A-----------B")
  private static let pair = [100.0, 500].map { Scene.position(east: $0, north: 0) }

  @Test func onlyThePlaceAtExactlyTheCutoffCoversBoth() async throws {
    let graph = try Self.street.graph()
    let between = try #require(
      cost(graph, from: try snapped(graph, Self.pair[0]), to: try snapped(graph, Self.pair[1])))
    #expect(isNear(between, 400_000))
    // Half of the way; of an odd number of milliseconds one more, which leaves two places.
    let half = (between + 1) / 2
    let both = Self.covering(2, try await Self.places(graph, Self.pair, seconds: Double(half) / 1000))
    #expect(both.count == 1 && both[0].range.count == 1 + between % 2)
    #expect(both.allSatisfy { abs(Self.east($0.coordinate) - 300) < 0.1 })
    let none = Self.covering(2, try await Self.places(graph, Self.pair, seconds: Double(half - 1) / 1000))
    #expect(none.isEmpty)
    // A second more on each side: the middle of two metres.
    let wide = Self.covering(2, try await Self.places(graph, Self.pair, seconds: Double(half + 1000) / 1000))
    #expect(wide.count == 1 && wide[0].range.count == 2001 + between % 2)
  }

  @Test func aCornerCoversItsArms() async throws {
    let scene = Scene(
      """
          N
          |
          |
      W---+---E
          |
          |
          S
      """)
    let graph = try scene.graph()
    // West and east 200 m from the corner, north and south 150 m: 210 s leave ten metres to each side along the street.
    let demand = "NWES".map { scene.places[$0]! }
    let found = try await Self.places(graph, demand, seconds: 210)
    let all = Self.covering(4, found)
    #expect(!all.isEmpty && all.allSatisfy { abs(Self.east($0.coordinate) - 200) <= 10 })
    #expect(all.contains { $0.isCorner })
    let corners = try await Self.places(graph, demand, seconds: 210, onlyCorners: true)
    #expect(corners.places.count == 1 && corners.covers.pairCount == 4)
    // Dead ends are no corners.
    #expect(graph.corners().count == 1)
  }

  /// Trips to a station run down the one-way: it must stand at or behind both points. Trips from it start before both.
  @Test(arguments: [(Direction.toStation, 150.0), (.fromStation, 50)])
  func aOneWayDecidesTheSide(direction: Direction, expected: Double) async throws {
    let graph = try Scene("A>>>B").graph()
    let demand = [50.0, 150].map { Scene.position(east: $0, north: 0) }
    let both = Self.covering(2, try await Self.places(graph, demand, seconds: 100.2, direction))
    #expect(both.count == 1 && abs(Self.east(both[0].coordinate) - expected) < 0.3)
    #expect(Self.covering(2, try await Self.places(graph, demand, seconds: 99.8, direction)).isEmpty)
  }

  @Test func nobodyCrossesABarrier() async throws {
    let wall = Shape.lineString([300.0, 300].enumerated().map { Scene.position(east: $1, north: $0 == 0 ? 50 : -50) })
    let graph = try RoadGraph.build(
      lines: Self.street.lines, impedance: .time(KilometersPerHour(3.6)), barriers: Obstacles([wall]))
    #expect(!Self.covering(2, try await Self.places(try Self.street.graph(), Self.pair, seconds: 250)).isEmpty)
    #expect(Self.covering(2, try await Self.places(graph, Self.pair, seconds: 250)).isEmpty)
  }

  /// Closed from 100 m to 500 m but for a hole from 250 m to 350 m.
  @Test(arguments: [nil, Meters(40)]) func exclusionsKeepTheirHoles(thinning: Meters?) async throws {
    func ring(_ west: Double, _ east: Double, _ height: Double) -> [Coordinate] {
      [(west, -height), (east, -height), (east, height), (west, height), (west, -height)].map {
        Scene.position(east: $0.0, north: $0.1)
      }
    }
    let closed = Polygon(rings: [ring(100, 500, 60), ring(250, 350, 30)])
    let limits = PlaceLimits(exclusions: [.polygon(closed)])
    // Within 60 m of both points lies the street from 270 m to 360 m.
    let demand = [300.0, 330].map { Scene.position(east: $0, north: 0) }
    let graph = try Self.street.graph()
    let found = try await Self.places(graph, demand, seconds: 60, limits: limits, thinning: thinning)
    let places = found.places.map { Self.east($0.coordinate) }
    #expect(!places.isEmpty && places.allSatisfy { (249.9...350.1).contains($0) })
    let both = Self.covering(2, found)
    #expect(both.contains { (270...350).contains(Self.east($0.coordinate)) })
    // What reaches only one of them from outside the hole is closed.
    let wide = try await Self.places(graph, [demand[0]], seconds: 220, limits: limits, thinning: thinning)
    for place in wide.places.map({ Self.east($0.coordinate) }) {
      #expect((79.9...100.1).contains(place) || (249.9...350.1).contains(place) || (499.9...520.1).contains(place))
    }
  }

  @Test func tooManyPairsAreRefused() async throws {
    let graph = try Self.street.graph()
    let found = try await coveringPlaces(
      graph, demand: graph.snap(Self.pair, limit: Meters(20)), weights: [1, 1], cutoff: .time(Seconds(250)),
      direction: .toStation, mostPairs: 1)
    #expect(found == nil)
  }

  // MARK: Properties

  /// No random place on the streets covers what no place found covers; thinned, what no row of reach holds.
  private static func expectNoneIsBetter(
    _ graph: RoadGraph, _ demand: [SnapResult], _ cutoff: Cutoff, _ direction: Direction, _ limits: PlaceLimits,
    seed: Int
  ) async throws -> Int {
    let weights = demand.map { _ in 1.0 }
    var numbers = SplitMix(seed: seed &+ 5)
    var trials: [SnapResult] = []
    for _ in 0..<60 {
      let street = StreetID(Int.random(in: 0..<graph.streetCount, using: &numbers))
      let cost = graph.cost(of: street)
      let offset = [0, cost, Int.random(in: 0...cost, using: &numbers)].randomElement(using: &numbers)!
      let point = graph.snappedPoint(at: StreetPosition(street: street, offset: offset))
      if limits.allows(point.position) { trials.append(.snapped(point)) }
    }
    func rows(_ covers: CoverSets) -> [Set<Int32>] {
      (0..<covers.siteCount).map { Set(covers.demand(of: SiteIndex($0))) }
    }
    let tried = rows(
      try await coverSets(graph, sites: trials, demand: demand, cutoff: cutoff, direction: direction))
    for thinning in [nil, Meters(60)] {
      let found = try #require(
        try await coveringPlaces(
          graph, demand: demand, weights: weights, cutoff: cutoff, direction: direction, limits: limits,
          thinning: thinning, threads: 2))
      let sites = found.places.map { SnapResult.snapped(graph.snappedPoint(at: $0.position)) }
      let real = try await coverSets(graph, sites: sites, demand: demand, cutoff: cutoff, direction: direction)
      let own = rows(found.covers)
      #expect(own == rows(real), "seed \(seed): what a place covers is not what the search says")
      let most = thinning == nil ? own : rows(try #require(found.reach))
      for (trial, set) in zip(trials, tried) where !set.isEmpty {
        let isHeld = most.contains { set.isSubset(of: $0) }
        #expect(isHeld, "seed \(seed), thinning \(thinning?.value ?? 0), \(trial): \(set.sorted())")
      }
    }
    return tried.count { $0.count > 1 }
  }

  @Test func noPlaceOnTheStreetsIsBetter() async throws {
    var shared = 0
    for seed in 0..<150 {
      let map = RandomMap(seed: seed, shift: seed % 2 == 0 ? 0 : 10)
      let isTime = seed % 3 == 0
      let graph = try map.graph(
        isTime ? .time(KilometersPerHour(4)) : .distance, isTime ? RandomMap.hills(seed: seed) : nil)
      guard graph.streetCount > 0 else { continue }
      let demand = graph.snap(RandomMap.points(seed: seed, count: 25), limit: Meters(100))
      let corners = [(120.0, 90.0), (430, 90), (430, 500), (120, 500), (120, 90)].map {
        Scene.position(east: $0.0, north: $0.1)
      }
      let limits = seed % 4 == 1 ? PlaceLimits(exclusions: [.polygon(Polygon(outer: corners))]) : PlaceLimits()
      shared += try await Self.expectNoneIsBetter(
        graph, demand, isTime ? .time(Seconds(200)) : .distance(Meters(180)),
        seed % 2 == 0 ? .toStation : .fromStation, limits, seed: seed)
    }
    #expect(shared > 2000)
  }

  @Test func noPlaceIsBetterWhereTurnsHaveRules() async throws {
    var shared = 0
    for seed in 0..<60 {
      let graph = try RoadGraph.build(osm: osm(RandomTown(seed: seed).text), rules: .truck, impedance: .distance)
      guard graph.streetCount > 0 else { continue }
      var numbers = SplitMix(seed: seed)
      let demand = (0..<20).map { _ -> SnapResult in
        let street = StreetID(Int.random(in: 0..<graph.streetCount, using: &numbers))
        let offset = Int.random(in: 0...graph.cost(of: street), using: &numbers)
        return .snapped(graph.snappedPoint(at: StreetPosition(street: street, offset: offset)))
      }
      shared += try await Self.expectNoneIsBetter(
        graph, demand, .distance(Meters(300)), seed % 2 == 0 ? .toStation : .fromStation, PlaceLimits(), seed: seed)
    }
    #expect(shared > 1000)
  }
}
