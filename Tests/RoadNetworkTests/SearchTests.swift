import Geometry
import Model
import RoadNetwork
import Testing

@Suite struct SceneSearchTests {
  /// Streets 50 m a character, 1 m/s. The station stands 20 m north of A, the demand 30 m south of the named places.
  static let scene = Scene(
    """
    A--B--C
       |  |
       D--E

    """)

  func costs(_ pairs: [(Character, Character)], in scene: Scene, _ direction: Direction) throws -> [Int?] {
    let graph = try scene.graph()
    return try pairs.map { from, to in
      let origin = try snapped(graph, scene.places[from]!)
      let destination = try snapped(graph, scene.places[to]!)
      return cost(graph, from: origin, to: destination, direction)
    }
  }

  @Test func accessLegsCountAtBothEnds() async throws {
    let scene = Self.scene
    let graph = try scene.graph()
    let sites = graph.snap([scene.near("A", north: 20)], limit: Meters(100))
    // Just off the street so that the nearest street is the one along which it lies.
    let demand = graph.snap(
      [
        scene.near("B", east: 75, north: 30), scene.near("D", east: 75, north: -30),
        scene.near("A", east: 60, north: 10),
      ],
      limit: Meters(100))
    let sets = try await coverSets(
      graph, sites: sites, demand: demand, cutoff: .time(Seconds(1000)), direction: .toStation)
    // 20 + A-B 150 + 75 + 30; 20 + A-B 150 + B-D 100 + 75 + 30; on the station's own street 20 + 60 + 10.
    let expected = [275.0, 375.0, 90.0]
    #expect(Array(sets.demand(of: SiteIndex(0))) == [0, 1, 2])
    for (cost, seconds) in zip(sets.costs(of: SiteIndex(0)), expected) { #expect(abs(cost - seconds * 1000) < 60) }
  }

  @Test func theBoundaryBelongsToTheCircle() async throws {
    let scene = Self.scene
    let graph = try scene.graph(.distance)
    let site = try snapped(graph, scene.places["A"]!)
    let demand = try snapped(graph, scene.near("E", north: -7))
    // 400 m of street and the leg of 7 m; the exact number is the search's own.
    let exact = try #require(cost(graph, from: site, to: demand, .toStation))
    #expect(isNear(exact, 407_000))
    for (cutoff, isReached) in [(exact, true), (exact - 1, false), (exact + 1, true)] {
      let sets = try await coverSets(
        graph, sites: [.snapped(site)], demand: [.snapped(demand)],
        cutoff: .distance(Meters(Double(cutoff) / 1000)), direction: .toStation)
      #expect((sets.pairCount == 1) == isReached)
      #expect((cost(graph, from: site, to: demand, cutoff: cutoff, .toStation) != nil) == isReached)
    }
  }

  /// A one-way ring A > B > C: 150 m, 150 m by two blocks; back from B to A only all the way round.
  @Test func onewaysRunOneWay() throws {
    let scene = Scene(
      """
      A->-B
      |   |
      C-<-D
      """)
    // A to B 200; B to A: 100 + 200 + 100 = 400. Against the arrows the other way round.
    let there = try costs([("A", "B"), ("B", "A")], in: scene, .fromStation)
    #expect(isNear(there[0], 200_000) && isNear(there[1], 400_000))
    let back = try costs([("A", "B"), ("B", "A")], in: scene, .toStation)
    #expect(isNear(back[0], 400_000) && isNear(back[1], 200_000))
  }

  /// On one one-way street: 40 m ahead is 40 s; 40 m behind is all the way round, 600 - 40.
  @Test func ownStreetAgainstAOneway() throws {
    let scene = Scene(
      """
      A->-B
      |   |
      C-<-D
      """)
    let graph = try scene.graph()
    let first = try snapped(graph, scene.near("A", east: 80))
    let second = try snapped(graph, scene.near("A", east: 120))
    #expect(first.street == second.street)
    let ahead = cost(graph, from: first, to: second)
    let behind = cost(graph, from: second, to: first)
    let reversed = cost(graph, from: second, to: first, .toStation)
    let itself = cost(graph, from: first, to: first)
    #expect(isNear(ahead, 40_000) && isNear(behind, 560_000) && isNear(reversed, 40_000))
    #expect(itself == 2 * first.accessCost)
  }

  @Test func cutoffsMustFitTheGraph() async throws {
    let graph = try Self.scene.graph()
    for cutoff in [
      Cutoff.distance(Meters(800)), .time(Seconds(-1)), .time(Seconds(.nan)), .time(Seconds(.infinity)),
      .time(Seconds(1e10)),
    ] {
      let error = #expect(throws: RoadNetworkError.self) { try graph.cost(of: cutoff) }
      #expect(error?.code == .badCutoff)
      await #expect(throws: RoadNetworkError.self) {
        _ = try await coverSets(graph, sites: [], demand: [], cutoff: cutoff, direction: .toStation)
      }
    }
    let length = #expect(throws: RoadNetworkError.self) { try graph.cost(of: .distance(Meters(800))) }
    #expect(
      length?.message
        == "a cutoff in millimeters for a network in milliseconds; build the graph with the impedance of the cutoff")
    #expect(length?.told.chinese == "截止值按长度计，而路网按时间计；请按截止值的单位建立路网")
    #expect(try graph.cost(of: .time(.minutes(10))) == 600_000)
    #expect(try graph.cost(of: .time(Seconds(36_000))) == 36_000_000)
  }

  @Test func aZeroCutoffReachesThePlaceItself() throws {
    let graph = try Self.scene.graph()
    let point = try snapped(graph, Self.scene.places["C"]!)
    #expect(point.accessCost > 0)
    #expect(cost(graph, from: point, to: point, cutoff: 0) == 0)
    var query = ReachQuery(graph)
    query.run(from: NodeIndex(0), cutoff: 0, direction: .toStation)
    let zero = query.reachedCount
    query.run(from: NodeIndex(0), cutoff: -1, direction: .toStation)
    let (none, noCost) = (query.reachedCount, query.cost(of: NodeIndex(0)))
    #expect(zero == 1 && none == 0 && noCost == nil)
  }

  @Test func cancellingStopsWithAnError() async throws {
    let graph = try Self.scene.graph()
    let sites = graph.snap([Self.scene.places["A"]!], limit: Meters(5))
    let error = await #expect(throws: RoadNetworkError.self) {
      _ = try await coverSets(
        graph, sites: sites, demand: sites, cutoff: .time(Seconds(1)), direction: .toStation, isCancelled: { true })
    }
    #expect(error?.code == .cancelled)
  }
}

@Suite struct NearestStationTests {
  /// Stations A and C are 300 m apart; B in the middle ties and falls to the first; X lies on an island of 100 m.
  @Test func tiesFallToTheLowerStationAndIslandsAreNamed() throws {
    let scene = Scene(
      """
      A--B--C

      X-Y

      """)
    let graph = try scene.graph(.distance)
    let stations = graph.snap(["C", "A"].map { scene.places[$0]! }, limit: Meters(5))
    let demand = graph.snap(
      ["B", "A", "X"].map { scene.places[$0]! } + [Scene.position(east: 9000, north: 0)], limit: Meters(5))
    let nearest = nearestStation(graph, stations: stations, demand: demand, direction: .toStation)
    guard case .station(let a, _) = nearest[1], case .station(_, let toB) = nearest[0] else {
      Issue.record("A and B reach a station")
      return
    }
    #expect(a == 1)
    #expect(isNear(toB, 150_000))
    #expect(nearest[2] == .unreached(.island))
    #expect(nearest[3] == .unreached(.tooFarFromStreet))
    // The same station twice: a tie to the millimetre.
    let twice = nearestStation(
      graph, stations: [stations[1], stations[1]], demand: [demand[1]], direction: .toStation)
    guard case .station(0, _) = twice[0] else {
      Issue.record("\(twice)")
      return
    }
  }
}

@Suite struct NoPathTests {
  /// From B one cannot walk back to A; from A to B one can.
  @Test func aOnewayIsNoWayBack() throws {
    let scene = Scene("A->-B")
    let graph = try scene.graph()
    let station = graph.snap([scene.places["A"]!], limit: Meters(5))
    let demand = graph.snap([scene.near("A", east: 100)], limit: Meters(5))
    #expect(
      nearestStation(graph, stations: station, demand: demand, direction: .toStation) == [.unreached(.noPath)])
    let there = nearestStation(graph, stations: station, demand: demand, direction: .fromStation)
    guard case .station(0, let cost) = there[0] else {
      Issue.record("\(there)")
      return
    }
    #expect(isNear(cost, 100_000))
    #expect(nearestStation(graph, stations: [], demand: demand, direction: .toStation) == [.unreached(.noPath)])
  }

  @Test func aCutoffBeyondTheNumbersStops() async {
    await #expect(processExitsWith: .failure) {
      var query = ReachQuery(try Scene("A-B").graph())
      query.run(from: NodeIndex(0), cutoff: ReachQuery.largestCutoff + 1, direction: .toStation)
    }
  }
}

@Suite struct ReachedStreetsTests {
  /// From B, 120 s at 1 m/s: 120 of the 150 m to A, 100 to D and 20 on, 120 to C: 360 m in all.
  @Test func streetsAreCutExactly() async throws {
    let scene = SceneSearchTests.scene
    let graph = try scene.graph()
    let sites = graph.snap([scene.places["B"]!, Scene.position(east: 9000, north: 0)], limit: Meters(5))
    let reached = try await streetReach(
      graph, sites: sites, cutoff: .time(Seconds(120)), direction: .toStation)
    let lines = try #require(reached[0]).lines(within: 120_000)
    #expect(abs(totalLength(lines) - 360) < 0.2)
    #expect(lines.allSatisfy { $0.count >= 2 })
    #expect(reached.count == 2 && reached[1] == nil)
  }

  /// Both sides of the block B-C-E-D are reached from both ends: nothing counts twice. The whole map is 700 m.
  @Test func wholeStreetsCountOnce() async throws {
    let scene = SceneSearchTests.scene
    let graph = try scene.graph()
    let sites = graph.snap([scene.near("A", east: 30)], limit: Meters(5))
    let reached = try await streetReach(
      graph, sites: sites, cutoff: .time(Seconds(5000)), direction: .toStation)
    let lines = try #require(reached[0]).lines(within: 5_000_000)
    #expect(abs(totalLength(lines) - graph.streetLength.value) < 0.1)
  }

  /// A one-way of 200 m towards the station can be come from, not gone to.
  @Test func onewaysAreCutOnTheirOpenSide() async throws {
    let scene = Scene("A--->---B")
    let graph = try scene.graph()
    let sites = graph.snap([scene.near("A", east: 200)], limit: Meters(5))
    for direction in [Direction.toStation, .fromStation] {
      let reached = try await streetReach(graph, sites: sites, cutoff: .time(Seconds(50)), direction: direction)
      let lines = try #require(reached[0]).lines(within: 50_000)
      let line = try #require(lines.first)
      let middle = scene.near("A", east: 200).x
      #expect(abs(totalLength(lines) - 50) < 0.1)
      #expect(line.allSatisfy { direction == .toStation ? $0.x < middle + 1e-6 : $0.x > middle - 1e-6 })
    }
  }
}
