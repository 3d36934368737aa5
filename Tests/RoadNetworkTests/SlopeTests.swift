import Geometry
import Model
import RoadNetwork
import Testing

/// Factors worked out by hand: Tobler's function against level ground is exp(-0.35) at 10 % up, 1 at 10 % down,
/// exp(0.175) at 5 % down.
@Suite struct SlopeTests {
  /// A street of 400 m from A east to B, 1 m/s.
  static let scene = Scene("A-------B")

  /// Heights that rise eastwards from A: one for every 200 m, the same in the whole north-south strip.
  static func ground(_ heights: [Int16]) -> Elevations {
    let low = Scene.position(east: 0, north: -100)
    let high = Scene.position(east: Double(heights.count - 1) * 200, north: 100)
    return Elevations([
      Elevations.Tile(box: Box([low, high]), columns: heights.count, rows: 3, heights: heights + heights + heights)
    ])
  }

  /// Milliseconds there and back.
  private func costs(_ heights: [Int16], _ rules: ModeRules = .walk, tags: StreetLine? = nil) throws -> [Int] {
    var lines = Self.scene.lines
    if let tags {
      lines = [tags]
      lines[0].coordinates = Self.scene.lines[0].coordinates
    }
    let graph = try RoadGraph.build(
      lines: lines, rules: rules, impedance: .time(KilometersPerHour(3.6)), elevations: Self.ground(heights))
    let points = try ["A", "B"].map { try snapped(graph, Self.scene.places[$0]!) }
    return try [
      #require(cost(graph, from: points[0], to: points[1])), #require(cost(graph, from: points[1], to: points[0])),
    ]
  }

  @Test(arguments: [
    ([0, 0, 0] as [Int16], [400_000, 400_000]), ([0, 20, 40], [567_627, 400_000]), ([0, 10, 20], [476_499, 335_783]),
    // Up 200 m at 10 %, then down; and the other way round.
    ([0, 20, 0], [483_814, 483_814]), ([20, 0, 20], [483_814, 483_814]),
  ])
  func walkersOnRamps(heights: [Int16], expected: [Int]) throws {
    let found = try costs(heights)
    #expect(isNear(found[0], expected[0], within: 150) && isNear(found[1], expected[1], within: 150), "\(found)")
  }

  /// 5 % up: a bicycle keeps 1 - 0.67 / 2 of its speed, down 1.2 times; an e-bike 0.95 - 0.1 x 2 / 3 up, all of it
  /// down; a truck 0.7, on a street of full speed.
  @Test func otherModesByTheirTables() throws {
    let street = StreetLine(coordinates: [], streetClass: "primary")
    for (rules, expected) in [
      (ModeRules.bicycle, [601_504, 333_333]), (.eBike, [452_830, 400_000]), (.truck, [571_429, 400_000]),
    ] {
      let found = try costs([0, 10, 20], rules, tags: street)
      #expect(
        isNear(found[0], expected[0], within: 150) && isNear(found[1], expected[1], within: 150),
        "\(rules.mode.rawValue) \(found)")
    }
  }

  /// From A 283.8 s of climb bring one to the middle, 100 s more 100 m down the other side.
  @Test func reachEndsWhereTheSlopeSays() throws {
    let graph = try RoadGraph.build(
      lines: Self.scene.lines, impedance: .time(KilometersPerHour(3.6)), elevations: Self.ground([0, 20, 0]))
    let origin = try snapped(graph, Self.scene.places["A"]!)
    var query = ReachQuery(graph)
    for (cutoff, direction, metres) in [
      (283_814, Direction.fromStation, 200.0), (383_814, .fromStation, 300),
      // Towards A one climbs on the far side and walks down 200 m in 200 s.
      (200_000, .toStation, 200), (341_907, .toStation, 300),
    ] {
      let length = query.reachedMeters(from: origin, cutoff: cutoff, direction: direction)
      #expect(abs(length - metres) < 0.2, "\(cutoff) \(direction): \(length)")
    }
  }

  @Test func bridgesAndTunnelsRunStraight() throws {
    // A bridge over a valley of 20 m costs what level ground costs.
    let data = try osm(
      """
      <node id='1' lat='29.4' lon='103.8'/><node id='2' lat='29.4' lon='103.804'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='footway'/><tag k='bridge' v='yes'/></way>
      """)
    let ground = Elevations([
      Elevations.Tile(
        box: Box(minX: 103.8, minY: 29.399, maxX: 103.804, maxY: 29.401), columns: 3, rows: 3,
        heights: [20, 0, 20, 20, 0, 20, 20, 0, 20])
    ])
    let bridge = try RoadGraph.build(osm: data, impedance: .time(KilometersPerHour(3.6)), elevations: ground)
    let level = try RoadGraph.build(osm: data, impedance: .time(KilometersPerHour(3.6)))
    #expect(bridge.cost(of: StreetID(0)) == level.cost(of: StreetID(0)))
    var rules = ModeRules.walk
    rules.spanKeys = []
    let path = try RoadGraph.build(
      osm: data, rules: rules, impedance: .time(KilometersPerHour(3.6)), elevations: ground)
    #expect(path.cost(of: StreetID(0)) > level.cost(of: StreetID(0)) + 80_000)
  }

  @Test func beyondTheModelAllIsLevelAndTold() throws {
    let far = Elevations([
      Elevations.Tile(box: Box(minX: 0, minY: 0, maxX: 1, maxY: 1), columns: 2, rows: 2, heights: [0, 0, 0, 0])
    ])
    var holes = Self.ground([0, 20, 40])
    holes.tiles[0].heights[4] = Elevations.Tile.missing
    for elevations in [far, holes] {
      let graph = try RoadGraph.build(
        lines: Self.scene.lines, impedance: .time(KilometersPerHour(3.6)), elevations: elevations)
      #expect(isNear(graph.cost(of: StreetID(0)), 400_000, within: 50))
      #expect(graph.notes.count(.heightMissing) == 1)
    }
  }

  @Test func distancesKnowNoSlope() throws {
    let graph = try RoadGraph.build(
      lines: Self.scene.lines, impedance: .distance, elevations: Self.ground([0, 20, 40]))
    #expect(isNear(graph.cost(of: StreetID(0)), 400_000, within: 50))
  }

  @Test func aCustomTableIsChecked() {
    var rules = ModeRules.walk
    for factors in [
      [SlopeEffect.Factor(slope: 0, factor: 0)], [.init(slope: 0.1, factor: 1), .init(slope: 0, factor: 1)],
    ] {
      rules.slope = .factors(factors)
      let error = #expect(throws: RoadNetworkError.self) {
        try RoadGraph.build(
          lines: Self.scene.lines, rules: rules, impedance: .time(KilometersPerHour(4)),
          elevations: Self.ground([0, 0]))
      }
      #expect(error?.code == .badValue)
    }
  }

  @Test func heightsBetweenSamplesAreLinear() {
    let tile = Elevations.Tile(
      box: Box(minX: 10, minY: 50, maxX: 11, maxY: 51), columns: 2, rows: 2, heights: [100, 200, 0, 40])
    let model = Elevations([tile])
    #expect(model.height(at: Coordinate(x: 10, y: 51)) == 100)
    #expect(model.height(at: Coordinate(x: 11, y: 50)) == 40)
    #expect(model.height(at: Coordinate(x: 10.5, y: 50.5)) == 85)
    #expect(model.height(at: Coordinate(x: 10.25, y: 51)) == 125)
    #expect(model.height(at: Coordinate(x: 11.01, y: 50.5)) == nil)
  }
}
