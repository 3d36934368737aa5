import Geometry
import Model
import RoadNetwork
import Testing

/// A river from west to east 60 m south of the street A-B and 140 m north of C-D; a bridge joins them in the east.
@Suite struct ObstacleTests {
  static let scene = Scene(
    """
    A---B
        |
        |
        |
    C---D
    """)

  private static func place(_ east: Double, _ north: Double) -> Coordinate { Scene.position(east: east, north: north) }

  static let river = Shape.polygon(
    Polygon(outer: [place(-50, -60), place(190, -60), place(190, -80), place(-50, -80)]))

  @Test func aDoorAcrossTheRiverTakesTheStreetOnItsOwnSide() throws {
    let graph = try Self.scene.graph()
    // 30 m south of the river: 110 m to A-B across it, 90 m to C-D; 10 m south of it: 90 m across, 110 m on its own side.
    let points = [Self.place(50, -110), Self.place(50, -90), Self.place(50, -40)]
    let free = graph.snap(points, limit: Meters(150))
    let held = graph.snap(points, limit: Meters(150), around: Obstacles([Self.river]))
    func metres(_ result: SnapResult) -> Int? { result.point.map { Int($0.distance.value.rounded()) } }
    #expect(free.map(metres) == [90, 90, 40])
    #expect(held.map(metres) == [90, 110, 40])
    #expect(held.map { $0.point?.passedBarrier } == [false, true, false])
    #expect(free.map { $0.point?.passedBarrier } == [false, false, false])
    // With 100 m to go nothing is left on this side.
    #expect(
      graph.snap([points[1]], limit: Meters(100), around: Obstacles([Self.river])) == [.unreached(.behindBarrier)])
    #expect(
      graph.snap([points[1]], limit: Meters(80), around: Obstacles([Self.river])) == [.unreached(.tooFarFromStreet)])
  }

  @Test func threadsAgree() throws {
    let graph = try Self.scene.graph()
    var numbers = SplitMix(seed: 3)
    let points = (0..<5000).map { _ in
      Self.place(.random(in: -60...260, using: &numbers), .random(in: -260...60, using: &numbers))
    }
    let obstacles = Obstacles([Self.river])
    let one = graph.snap(points, limit: Meters(150), around: obstacles)
    #expect(graph.snap(points, limit: Meters(150), around: obstacles, threads: 4) == one)
    // By hand: a leg runs straight north or south to one of the long streets, or east to the bridge; it crosses the
    // river when its ends lie north and south of it and west of its end.
    for (point, result) in zip(points, one) {
      guard let end = result.point?.position else { continue }
      let isNorth = [point, end].map { $0.y > Self.place(0, -70).y }
      let isWest = [point, end].allSatisfy { $0.x < Self.place(189, 0).x }
      #expect(!(isWest && isNorth[0] != isNorth[1]))
    }
  }

  /// A barrier across B-D cuts it: from A to C there is no way; over a bridge there is.
  @Test func barriersCutStreetsButNotBridges() throws {
    let fence = Obstacles([.lineString([Self.place(150, -100), Self.place(250, -100)])])
    let cut = try RoadGraph.build(
      lines: Self.scene.lines, impedance: .distance, barriers: fence)
    #expect(cut.componentCount == 2 && cut.notes.count(.barrierCrossed) == 1)
    // A-B and 100 m of B-D, the other 100 m and C-D: nothing is lost.
    #expect(cut.componentLengths.map { Int($0.value.rounded()) } == [300, 300])
    let whole = try Self.scene.graph(.distance)
    #expect(whole.componentCount == 1)
    let data = try osm(
      """
      <node id='1' lat='29.4' lon='103.8'/><node id='2' lat='29.399' lon='103.8'/><node id='3' lat='29.398' lon='103.8'/>
      <way id='7'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
      <way id='8'><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='bridge' v='yes'/></way>
      """)
    func line(at latitude: Double) -> Obstacles {
      Obstacles([.lineString([Coordinate(x: 103.79, y: latitude), Coordinate(x: 103.81, y: latitude)])])
    }
    let street = try RoadGraph.build(osm: data, impedance: .distance, barriers: line(at: 29.3995))
    #expect(street.notes.entries[.barrierCrossed]?.firstRecord == 7 && street.componentCount == 2)
    #expect(street.placeCount == 5)
    let bridge = try RoadGraph.build(osm: data, impedance: .distance, barriers: line(at: 29.3985))
    #expect(bridge.notes.count(.barrierCrossed) == 0 && bridge.placeCount == 3)
    // Inside a closed area nothing runs.
    let area = Obstacles([
      .polygon(
        Polygon(outer: [
          Coordinate(x: 103.79, y: 29.3985), Coordinate(x: 103.81, y: 29.3985), Coordinate(x: 103.81, y: 29.401),
          Coordinate(x: 103.79, y: 29.401),
        ]))
    ])
    let open = try RoadGraph.build(osm: data, impedance: .distance, barriers: area)
    // The bridge alone is left.
    #expect(open.placeCount == 2 && open.streetCount == 1)
  }
}
