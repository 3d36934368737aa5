import Geometry
import Model
import RoadNetwork
import Testing

let metersPerSecond = Impedance.time(KilometersPerHour(3.6))

@Suite struct ContractionTests {
  /// A--+--B--C : the plain corner becomes geometry; B is where three streets meet.
  @Test func cornersBecomeGeometry() throws {
    let scene = Scene(
      """
      A--+--B--C
            |
            D
      """)
    let graph = try scene.graph()
    // Ends A, C, D and the junction B; streets A-B (300 m), B-C (150 m), B-D (100 m).
    #expect(graph.nodeCount == 4)
    #expect(graph.streetCount == 3)
    #expect(graph.arcCount == 6)
    #expect(graph.componentCount == 1)
    #expect(graph.placeCount == 5)
    #expect(abs(graph.streetLength.value - 550) < 0.1)
    let long = try #require(graph.streets.first { $0.coordinates.count == 3 })
    #expect(abs(long.length.value - 300) < 0.1)
    #expect(long.streetClass == "residential")
  }

  @Test func aRingWithoutJunctionIsOneStreet() throws {
    let scene = Scene(
      """
      A--B
      |  |
      C--D
      """)
    let graph = try scene.graph()
    #expect(graph.nodeCount == 1)
    #expect(graph.streetCount == 1)
    // 150 + 150 + 50 + 50: one row is 50 m high, and "|" adds another.
    #expect(abs(graph.streetLength.value - 500) < 0.1)
    // Opposite sides of the ring: the snapped places are 250 m apart whichever way one goes.
    let north = try snapped(graph, scene.near("A", east: 75))
    let south = try snapped(graph, scene.near("C", east: 75))
    #expect(isNear(cost(graph, from: north, to: south), 250_000))
  }

  @Test func classAndDirectionChangesStayNodes() throws {
    let places = (0...4).map { Scene.position(east: Double($0) * 100, north: 0) }
    let graph = try RoadGraph.build(
      lines: [
        StreetLine(coordinates: [places[0], places[1]], streetClass: "residential"),
        StreetLine(coordinates: [places[1], places[2]], streetClass: "footway"),
        StreetLine(coordinates: [places[2], places[3]], streetClass: "footway", tags: ["oneway:foot": "yes"]),
        // Drawn the other way round and one-way the other way: the same street goes on.
        StreetLine(coordinates: [places[4], places[3]], streetClass: "footway", tags: ["oneway:foot": "-1"]),
      ], impedance: .distance)
    #expect(graph.nodeCount == 4)
    #expect(graph.streetCount == 3)
    #expect(graph.arcCount == 5)
  }

  @Test func aStreetDrawnTwiceCountsOnce() throws {
    let places = (0...2).map { Scene.position(east: Double($0) * 100, north: 0) }
    let graph = try RoadGraph.build(
      lines: [
        StreetLine(coordinates: places, streetClass: "path", tags: ["oneway:foot": "yes"]),
        StreetLine(coordinates: places.reversed(), streetClass: "path", tags: ["oneway:foot": "yes"]),
        StreetLine(coordinates: [places[0], places[1]], streetClass: "path"),
      ], impedance: .distance)
    #expect(abs(graph.streetLength.value - 200) < 0.1)
    #expect(graph.notes.count(.duplicateSegment) == 3)
    // The one-ways in both senses make a two-way street.
    #expect(graph.streetCount == 1)
    #expect(graph.arcCount == 2)
  }

  @Test func repeatedPlacesLoopsAndTooShortLines() throws {
    let a = Scene.position(east: 0, north: 0)
    let b = Scene.position(east: 100, north: 0)
    let c = Scene.position(east: 100, north: 100)
    let graph = try RoadGraph.build(
      lines: [
        StreetLine(coordinates: [a, a, b, b], record: 4),
        StreetLine(coordinates: [b, c, Scene.position(east: 0, north: 100), b], record: 5),
        StreetLine(coordinates: [a, a], record: 6),
        StreetLine(coordinates: [a], record: 7),
        StreetLine(coordinates: [a, Coordinate(x: .nan, y: 0), c], record: 8),
        StreetLine(coordinates: [a, Coordinate(x: 200, y: 0)], record: 9),
      ], impedance: .distance)
    #expect(graph.streetCount == 2)
    // 100 + 100 + 100 + 141.42 metres: the loop begins and ends at b.
    #expect(abs(graph.streetLength.value - 441.42) < 0.1)
    #expect(graph.notes.count(.repeatedPlace) == 3)
    #expect(graph.notes.count(.tooShort) == 4)
    #expect(graph.notes.count(.badCoordinate) == 2)
    #expect(graph.notes.entries[.badCoordinate]?.firstRecord == 8)
    #expect(graph.arcCount == 4)
  }
}

@Suite struct LineJoiningTests {
  func lines(gap: Double) -> [StreetLine] {
    [
      StreetLine(coordinates: [Scene.position(east: 0, north: 0), Scene.position(east: 100, north: 0)]),
      StreetLine(coordinates: [Scene.position(east: 100 + gap, north: 0), Scene.position(east: 200, north: 0)]),
    ]
  }

  @Test func endsWithinTheToleranceAreJoined() throws {
    #expect(try RoadGraph.build(lines: lines(gap: 0), impedance: .distance).componentCount == 1)
    #expect(try RoadGraph.build(lines: lines(gap: 0.4), impedance: .distance).componentCount == 1)
    #expect(try RoadGraph.build(lines: lines(gap: 0.6), impedance: .distance).componentCount == 2)
    let wide = try RoadGraph.build(lines: lines(gap: 3), impedance: .distance, tolerance: Meters(3.1))
    #expect(wide.componentCount == 1)
    #expect(wide.notes.count(.endJoined) == 1)
    let exact = try RoadGraph.build(lines: lines(gap: 0.1), impedance: .distance, tolerance: Meters(0))
    #expect(exact.componentCount == 2)
  }

  /// An end joins a vertex of another line; crossing without a vertex joins nothing.
  @Test func verticesJoinAndCrossingsDoNot() throws {
    let street = StreetLine(coordinates: [0, 100, 200].map { Scene.position(east: $0, north: 0) })
    let corner = StreetLine(coordinates: [Scene.position(east: 100, north: 0.3), Scene.position(east: 100, north: 80)])
    let joined = try RoadGraph.build(lines: [street, corner], impedance: .distance)
    #expect(joined.componentCount == 1 && joined.streetCount == 3)
    let bridge = StreetLine(coordinates: [Scene.position(east: 50, north: -50), Scene.position(east: 50, north: 50)])
    #expect(try RoadGraph.build(lines: [street, bridge], impedance: .distance).componentCount == 2)
  }

  @Test func wordsOfTheUsersOwnAreStreets() throws {
    let line = [Scene.position(east: 0, north: 0), Scene.position(east: 100, north: 0)]
    let graph = try RoadGraph.build(lines: [StreetLine(coordinates: line, streetClass: "主干路")], impedance: .distance)
    #expect(graph.street(StreetID(0)).streetClass == "主干路")
    #expect(graph.notes.count(.classUnknown) == 1)
  }
}

@Suite struct WalkingRulesTests {
  func isWalked(_ tags: [String: String]) throws -> Bool {
    let text = tags.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0.001' lon='0'/>
      <way id='1'><nd ref='1'/><nd ref='3'/><tag k='highway' v='path'/></way>
      <way id='2'><nd ref='1'/><nd ref='2'/>\(text)</way>
      """)
    return try RoadGraph.build(osm: data, impedance: .distance).position(ofNode: 2) != nil
  }

  @Test(arguments: [
    (["highway": "residential"], true), (["highway": "steps"], true), (["highway": "trunk"], true),
    (["highway": "trunk", "motorroad": "yes"], false),
    (["highway": "trunk", "motorroad": "yes", "foot": "yes"], true),
    (["highway": "motorway"], false), (["highway": "motorway", "access": "yes"], false),
    (["highway": "cycleway"], false), (["highway": "cycleway", "foot": "designated"], true),
    (["highway": "construction"], false), (["highway": "proposed"], false),
    (["building": "yes"], false), (["railway": "rail"], false), (["railway": "platform"], true),
    (["highway": "service", "access": "private"], true), (["highway": "service", "access": "no"], false),
    (["highway": "service", "access": "private", "foot": "yes"], true),
    (["highway": "service", "access": "customers"], true), (["highway": "track", "access": "whatever"], true),
    (["highway": "primary", "foot": "no"], false), (["highway": "primary", "foot": "use_sidepath"], false),
    (["highway": "pedestrian", "area": "yes"], true),
  ])
  func admits(tags: [String: String], expected: Bool) throws {
    #expect(try isWalked(tags) == expected)
  }

  /// Arcs from 1 to 2 and from 2 to 1.
  @Test(arguments: [
    (["oneway": "yes"], true, true), (["oneway:foot": "yes"], true, false), (["oneway:foot": "-1"], false, true),
    (["oneway:foot": "no"], true, true), (["junction": "roundabout"], true, true),
  ])
  func onewaysBindByTheFootTagOnly(tags: [String: String], along: Bool, against: Bool) throws {
    let text = tags.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/>
      <way id='2'><nd ref='1'/><nd ref='2'/><tag k='highway' v='footway'/>\(text)</way>
      """)
    let graph = try RoadGraph.build(osm: data, impedance: .distance)
    var starts: Set<Double> = []
    graph.forEachArc { from, _, _, _, _ in starts.insert(graph.position(of: NodeIndex(from)).x) }
    #expect(starts.contains(0) == along)
    #expect(starts.contains(0.001) == against)
  }

  /// Another mode is another table: a truck heeds one-ways, goes round a roundabout one way, and may be slower by class.
  @Test func anotherModeIsAnotherTable() throws {
    typealias Tag = ModeRules.Tag
    let truck = ModeRules(
      mode: .truck, classKeys: ["highway"],
      classes: [
        Tag("highway", "primary"): ModeRules.ClassRule(isOpen: true),
        Tag("highway", "track"): ModeRules.ClassRule(isOpen: true, speedFactor: 0.5),
        Tag("highway", "service"): ModeRules.ClassRule(isOpen: false),
      ],
      accessKeys: ["access", "vehicle", "hgv"], accessValues: ["yes": true, "no": false], onewayKeys: ["oneway"],
      onewayValues: ["yes": .forward, "no": .both], impliedOneways: [Tag("junction", "roundabout"): .forward])
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='0.002'/>
      <node id='4' lat='0' lon='0.003'/><node id='5' lat='0' lon='0.004'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/><tag k='junction' v='roundabout'/></way>
      <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='track'/></way>
      <way id='3'><nd ref='3'/><nd ref='4'/><tag k='highway' v='primary'/><tag k='access' v='no'/>
        <tag k='vehicle' v='yes'/><tag k='oneway' v='yes'/></way>
      <way id='4'><nd ref='4'/><nd ref='5'/><tag k='highway' v='service'/><tag k='vehicle' v='yes'/></way>
      """)
    let graph = try RoadGraph.build(osm: data, rules: truck, impedance: .time(KilometersPerHour(3.6)))
    var seconds: [Double] = []
    graph.forEachArc { _, _, _, time, _ in seconds.append(time!) }
    // 0.001 degree on the equator is 111.3195 m (a x pi / 180,000): one arc each for the roundabout and the one-way at
    // 1 m/s, two for the track at half of it; the general word does not open the service road.
    #expect(seconds.sorted() == [111.319, 111.319, 222.639, 222.639])
    #expect(graph.position(ofNode: 5) == nil)
  }
}

@Suite struct OSMBuildTests {
  @Test func everyNodeOfAWalkableWayIsAPlace() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='0.003'/>
      <node id='4' lat='5' lon='5'/>
      <way id='7'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='footway'/></way>
      """)
    let graph = try RoadGraph.build(osm: data, impedance: .distance)
    #expect(graph.nodeCount == 2 && graph.streetCount == 1 && graph.placeCount == 3)
    // 111.319491 m from one end and 222.638982 m from the other, whichever end is first.
    let middle = try #require(graph.position(ofNode: 2))
    #expect([111_319, 222_639].contains(middle.offset))
    #expect(graph.coordinate(at: middle) == Coordinate(x: 0.001, y: 0))
    #expect(graph.position(ofNode: 4) == nil)
    for id in [1, 3] as [Int64] {
      let end = try #require(graph.position(ofNode: id))
      #expect([0, 333_958].contains(end.offset))
    }
  }

  @Test func missingNodesCutTheWay() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='4' lat='0' lon='0.003'/>
      <node id='5' lat='0' lon='0.004'/>
      <way id='7'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='path'/></way>
      """)
    let graph = try RoadGraph.build(osm: data, impedance: .distance)
    #expect(graph.componentCount == 2)
    #expect(graph.notes.count(.missingNode) == 1)
    #expect(graph.notes.entries[.missingNode]?.firstRecord == 7)
  }

  /// Two nodes at one place are two floors unless a way joins them; a way of length zero between them does.
  @Test func nodesAtOnePlaceStayApart() throws {
    let nodes = """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='0.001'/>
      <node id='4' lat='0' lon='0.002'/>
      <way id='7'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way>
      <way id='8'><nd ref='3'/><nd ref='4'/><tag k='highway' v='path'/></way>
      """
    #expect(try RoadGraph.build(osm: osm(nodes), impedance: .distance).componentCount == 2)
    let lift = "<way id='9'><nd ref='2'/><nd ref='3'/><tag k='highway' v='elevator'/></way>"
    let graph = try RoadGraph.build(osm: osm(nodes + lift), impedance: .distance)
    #expect(graph.componentCount == 1)
    let start = graph.snappedPoint(at: try #require(graph.position(ofNode: 1)))
    let end = graph.snappedPoint(at: try #require(graph.position(ofNode: 4)))
    // Twice 111.319491 m, each rounded on its own street.
    #expect(cost(graph, from: start, to: end) == 222_638)
  }

  @Test func errorsNameTheFix() throws {
    let empty = #expect(throws: RoadNetworkError.self) { try RoadGraph.build(osm: osm(""), impedance: .distance) }
    #expect(empty?.code == .noStreets)
    let none = #expect(throws: RoadNetworkError.self) { try RoadGraph.build(lines: [], impedance: .distance) }
    #expect(none?.code == .noStreets)
    let scene = Scene("A--B")
    for speed in [0, -4, Double.nan, .infinity] {
      let error = #expect(throws: RoadNetworkError.self) {
        try RoadGraph.build(lines: scene.lines, impedance: .time(KilometersPerHour(speed)))
      }
      #expect(error?.code == .badValue)
    }
    for tolerance in [-1, Double.nan] {
      let error = #expect(throws: RoadNetworkError.self) {
        try RoadGraph.build(lines: scene.lines, impedance: .distance, tolerance: Meters(tolerance))
      }
      #expect(error?.code == .badValue)
    }
  }

  /// On a town of 16 x 16 crossings neighbours in memory are neighbours on the ground: a curve that fills the square
  /// steps little more than one street, a random order would step 8 or 9.
  @Test func nodesAreNumberedByPlace() throws {
    let streets = (0..<16).flatMap { index in
      let at = Double(index) * 100
      return [
        StreetLine(coordinates: (0..<16).map { Scene.position(east: Double($0) * 100, north: at) }),
        StreetLine(coordinates: (0..<16).map { Scene.position(east: at, north: Double($0) * 100) }),
      ]
    }
    let graph = try RoadGraph.build(lines: streets, impedance: .distance)
    let positions = (0..<graph.nodeCount).map { graph.position(of: NodeIndex($0)) }
    let steps = zip(positions, positions.dropFirst()).map { shortDistance($0, $1) / 100 }
    // The four corners of the town are mere geometry.
    #expect(graph.nodeCount == 252)
    #expect(steps.reduce(0, +) / Double(steps.count) < 1.5)
  }

  @Test func theOrderOfLinesDoesNotMatter() throws {
    let scene = Scene(
      """
      A--+--B--C
         |  |  |
      D--+--E--F
      """)
    let graph = try scene.graph()
    let turned = try RoadGraph.build(lines: scene.lines.reversed(), impedance: metersPerSecond)
    #expect(graph.nodeCount == turned.nodeCount && graph.streetCount == turned.streetCount)
    for node in 0..<graph.nodeCount {
      #expect(graph.position(of: NodeIndex(node)) == turned.position(of: NodeIndex(node)))
    }
  }
}

/// Squares drawn as relations.
extension OSMBuildTests {
  /// A square of 0.001 degree whose outline is two ways without tags, streets at its corners 1 and 3, and a fountain
  /// that no street meets. From 1 to 3 along the outline: two sides.
  @Test func aSquareDrawnAsRelationIsWalkedAlongItsOutline() throws {
    func graph(_ members: String, _ more: String = "") throws -> RoadGraph {
      let data = try osm(
        """
        <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0.001' lon='0.001'/>
        <node id='4' lat='0.001' lon='0'/><node id='5' lat='0' lon='-0.001'/><node id='6' lat='0.001' lon='0.002'/>
        <node id='7' lat='0.0004' lon='0.0004'/><node id='8' lat='0.0004' lon='0.0006'/>
        <node id='9' lat='0.0006' lon='0.0006'/>
        <way id='1'><nd ref='5'/><nd ref='1'/><tag k='highway' v='residential'/></way>
        <way id='2'><nd ref='3'/><nd ref='6'/><tag k='highway' v='residential'/></way>
        <way id='3'><nd ref='1'/><nd ref='2'/><nd ref='3'/></way><way id='4'><nd ref='1'/><nd ref='4'/><nd ref='3'/></way>
        <way id='5'><nd ref='7'/><nd ref='8'/><nd ref='9'/><nd ref='7'/></way>\(more)
        <relation id='9'>\(members)<tag k='type' v='multipolygon'/><tag k='highway' v='pedestrian'/>
        <tag k='area' v='yes'/></relation>
        """)
      return try RoadGraph.build(osm: data, impedance: .distance)
    }
    func member(_ way: Int, _ role: String) -> String { "<member type='way' ref='\(way)' role='\(role)'/>" }
    let whole = try graph(member(3, "outer") + member(4, "outer") + member(5, "inner"))
    // Two streets and two sides of the square; the fountain is none.
    #expect(whole.streetCount == 4 && whole.componentCount == 1)
    #expect(whole.notes.count(.areaOutline) == 1 && whole.notes.count(.areaIncomplete) == 0)
    // A path from the fountain to a corner makes its rim part of the network.
    let path = "<way id='6'><nd ref='7'/><nd ref='1'/><tag k='highway' v='footway'/></way>"
    let joined = try graph(member(3, "outer") + member(4, "outer") + member(5, "inner"), path)
    #expect(joined.componentCount == 1 && joined.streetCount >= 6)
    // A side that the file lacks: the other is walked, and told.
    let half = try graph(member(3, "outer") + member(77, "outer"))
    #expect(half.componentCount == 1 && half.notes.count(.areaIncomplete) == 1)
  }
}

extension OSMBuildTests {
  /// Streets on both sides of the 180th meridian are refused with that reason, not as a slip in a coordinate.
  @Test func streetsAcrossThe180thMeridian() throws {
    let data = try osm(
      """
      <node id='1' lat='-16.85' lon='179.999'/><node id='2' lat='-16.85' lon='-179.999'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
      """)
    let error = #expect(throws: RoadNetworkError.self) { _ = try RoadGraph.build(osm: data, impedance: .distance) }
    #expect(error?.message.contains("180th meridian") == true)
  }
}
