import Geometry
import Model
import RoadNetwork
import Testing

/// Where one steps onto a street, and which streets let a trip come and go. On the equator, where 0.001° are 111.32 m.
@Suite struct FootingTests {
  /// A street on the ground along the equator, and 0.0005° north of it another way with the tags.
  private func town(_ tags: [String: String], joined: Bool = true) throws -> RoadGraph {
    let text = tags.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.004'/>
      <node id='3' lat='0.0005' lon='0'/><node id='4' lat='0.0005' lon='0.004'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
      <way id='2'><nd ref='3'/><nd ref='4'/>\(text)</way>
      \(joined
        ? """
        <way id='3'><nd ref='1'/><nd ref='3'/><tag k='highway' v='footway'/></way>
        <way id='4'><nd ref='2'/><nd ref='4'/><tag k='highway' v='footway'/></way>
        """ : "")
      """)
    return try RoadGraph.build(osm: data, impedance: .distance)
  }

  /// A place above the other way: whether it is stepped onto.
  @Test(arguments: [
    (["highway": "footway"], true), (["highway": "footway", "bridge": "yes"], false),
    (["highway": "footway", "bridge": "viaduct", "layer": "1"], false), (["highway": "footway", "bridge": "no"], true),
    (["highway": "footway", "tunnel": "yes"], false), (["highway": "footway", "tunnel": "building_passage"], true),
    (["highway": "footway", "tunnel": "building_passage", "layer": "1"], true),
    (["highway": "footway", "covered": "yes"], true), (["highway": "footway", "layer": "-1"], false),
    (["highway": "footway", "layer": "1;2"], false), (["highway": "footway", "layer": " -1 "], false),
    (["highway": "footway", "layer": "0;1"], true), (["highway": "footway", "layer": "high"], true),
    (["highway": "footway", "layer": "0"], true), (["highway": "corridor", "level": "2"], false),
    (["highway": "corridor", "level": "0;1"], true), (["highway": "corridor", "level": "-1-1"], true),
    (["highway": "elevator", "level": "1;2"], true), (["highway": "steps", "layer": "1"], true),
    (["highway": "path", "bridge": "boardwalk"], true), (["route": "ferry", "foot": "yes"], false),
  ])
  func whatOneStepsOnto(tags: [String: String], isStep: Bool) throws {
    let graph = try town(tags)
    let place = Coordinate(x: 0.002, y: 0.0006)
    let point = try #require(graph.snap([place], limit: Meters(200))[0].point)
    #expect((point.position.y > 0.0004) == isStep)
    #expect(point.leftLifted != isStep)
    // 0.0001° or 0.0006° of access.
    #expect(isNear(Int(point.distance.value * 1000), isStep ? 11_057 : 66_343, within: 20))
    // Nobody lives there, and no site is made there.
    #expect(graph.corners().count == 0)
  }

  /// A rider on a bridge is on it, and one in a tunnel in it; nobody steps off a boat midway.
  @Test func whoIsUnderwayIsOnTheBridge() throws {
    let place = Coordinate(x: 0.002, y: 0.0005)
    func snapped(_ tags: [String: String], _ underway: [Bool]) throws -> [SnappedPoint?] {
      try town(tags).snap([place, place], limit: Meters(200), underway: underway).map(\.point)
    }
    for tags in [["highway": "residential", "bridge": "yes"], ["highway": "residential", "tunnel": "yes"]] {
      let points = try snapped(tags, [true, false]).map { try #require($0) }
      #expect(points.map { $0.position.y > 0.0004 } == [true, false])
      #expect(points.map(\.distance.value)[0] < 0.001 && !points[0].leftLifted)
    }
    let boat = try snapped(["route": "ferry", "foot": "yes"], [true, true]).map { try #require($0) }
    #expect(boat.map { $0.position.y } == [0, 0])
  }

  /// Nothing but a bridge within the limit: it is used, a ferry never.
  @Test func aTownOnBridges() throws {
    let bridge = try town(["highway": "footway", "bridge": "yes"], joined: false)
    let place = Coordinate(x: 0.002, y: 0.0006)
    let point = try #require(bridge.snap([place], limit: Meters(50))[0].point)
    #expect(point.isLifted && !point.leftLifted)
    let ferry = try town(["route": "ferry", "foot": "yes"], joined: false)
    #expect(ferry.snap([place], limit: Meters(50))[0] == .unreached(.tooFarFromStreet))
  }

  /// Two service ways of 60 m, one only into a yard, one only out of one, on a street of 1 km.
  private func garage() throws -> RoadGraph {
    try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.004'/><node id='3' lat='0' lon='0.005'/>
        <node id='4' lat='0' lon='0.009'/><node id='5' lat='0.0005' lon='0.004'/><node id='6' lat='0.0005' lon='0.005'/>
        <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><tag k='highway' v='residential'/></way>
        <way id='2'><nd ref='2'/><nd ref='5'/><tag k='highway' v='service'/><tag k='oneway' v='yes'/></way>
        <way id='3'><nd ref='6'/><nd ref='3'/><tag k='highway' v='service'/><tag k='oneway' v='yes'/></way>
        """), rules: .eBike, impedance: .time(KilometersPerHour(15)))
  }

  @Test func oneWayPartsArePassedOverInTheDirectionAsked() throws {
    let graph = try garage()
    let places = [Coordinate(x: 0.0039, y: 0.0003), Coordinate(x: 0.0051, y: 0.0003)]
    let starts = graph.snap(places, limit: Meters(100), for: .start).map(\.point!)
    let ends = graph.snap(places, limit: Meters(100), for: .end).map(\.point!)
    // One leaves the exit and enters the entry; else the street, 0.0003° or 33.2 m away, is used.
    #expect(starts.map(\.leftOneWayPart) == [true, false])
    #expect(ends.map(\.leftOneWayPart) == [false, true])
    #expect(isNear(Int(starts[0].distance.value * 1000), 33_172, within: 20))
    let west = try snapped(graph, Coordinate(x: 0, y: 0))
    // 33.17 m at 4 km/h and 0.0039° (434.1 m) at 15 km/h: 29.9 + 104.2 s.
    #expect(isNear(cost(graph, from: starts[0], to: west), 134_040, within: 60))
    let near = graph.snap(places, limit: Meters(20), for: .start).map(\.point!)
    #expect(near.map(\.isOnOneWayPart) == [true, false])
  }

  /// A one-way alone is all there is: nothing is passed over.
  @Test func aNetworkWithoutAMainPartIsTakenAsItIs() throws {
    let graph = try RoadGraph.build(
      lines: [
        StreetLine(
          coordinates: [Scene.position(east: 0, north: 0), Scene.position(east: 500, north: 0)],
          tags: ["highway": "residential", "oneway": "yes"])
      ], rules: .eBike, impedance: .time(KilometersPerHour(15)))
    let point = try #require(graph.snap([Scene.position(east: 100, north: 5)], limit: Meters(50), for: .end)[0].point)
    #expect(!point.isOnOneWayPart)
  }

  /// From a point to itself nobody walks to the street and back; the point beside it does.
  @Test func aPointToItselfTakesNoTime() async throws {
    let graph = try town(["highway": "footway"])
    let door = Coordinate(x: 0.002, y: 0.0009)
    let points = graph.snap([door, Coordinate(x: 0.00201, y: 0.0009)], limit: Meters(200))
    let sets = try await coverSets(
      graph, sites: points, demand: points, cutoff: .distance(Meters(500)), direction: .toStation)
    #expect(Array(sets.costs(of: SiteIndex(0)))[0] == 0)
    // 0.0004° twice and 0.00001° along.
    #expect(isNear(Int(Array(sets.costs(of: SiteIndex(0)))[1]), 89_570, within: 60))
    #expect(nearestStation(graph, stations: points, demand: points, direction: .toStation)[1] == .station(1, cost: 0))
  }

  /// Escalators carry one way.
  @Test(arguments: [
    ("forward", nil, [true, false]), ("backward", nil, [false, true]), ("reversible", nil, [true, true]),
    ("yes", "yes", [true, false]), ("reversible", "-1", [false, true]), ("no", "yes", [true, true]),
    ("backward", "yes", [false, true]), ("yes", "no", [true, true]),
  ])
  func escalators(word: String, oneway: String?, goes: [Bool]) throws {
    let graph = try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/>
        <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='steps'/><tag k='conveying' v='\(word)'/>
        \(oneway.map { "<tag k='oneway' v='\($0)'/>" } ?? "")</way>
        """), impedance: .distance)
    let ends = [1, 2].map { graph.snappedPoint(at: graph.position(ofNode: $0)!) }
    #expect([cost(graph, from: ends[0], to: ends[1]) != nil, cost(graph, from: ends[1], to: ends[0]) != nil] == goes)
  }
}

@Suite struct PrivateStreetTests {
  /// A street on both sides of a compound, which has a gate to each: the way round is 0.004 + 0.004 + 0.004°.
  private func compound(isTagged: Bool, _ rules: ModeRules = .walk) throws -> RoadGraph {
    let tag = isTagged ? "<tag k='access' v='private'/>" : ""
    let gate = "<tag k='barrier' v='gate'/><tag k='access' v='private'/>"
    return try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='0'>\(gate)</node><node id='2' lat='0' lon='0.004'>\(gate)</node>
        <node id='3' lat='0.004' lon='0'/><node id='4' lat='0.004' lon='0.004'/><node id='5' lat='0.008' lon='0'/>
        <node id='6' lat='0' lon='0.002'/><node id='7' lat='0' lon='-0.001'/><node id='8' lat='0' lon='0.005'/>
        <way id='1'><nd ref='1'/><nd ref='6'/><nd ref='2'/><tag k='highway' v='residential'/>\(tag)</way>
        <way id='2'><nd ref='7'/><nd ref='1'/><tag k='highway' v='residential'/></way>
        <way id='3'><nd ref='2'/><nd ref='8'/><tag k='highway' v='residential'/></way>
        <way id='4'><nd ref='7'/><nd ref='3'/><nd ref='4'/><nd ref='8'/><tag k='highway' v='residential'/></way>
        <way id='5'><nd ref='3'/><nd ref='5'/><tag k='highway' v='residential'/></way>
        """), rules: rules, impedance: .distance)
  }

  @Test(arguments: [true, false], [ModeRules.walk, .eBike])
  func residentsComeAndGoAndNobodyPassesThrough(isTagged: Bool, rules: ModeRules) throws {
    let graph = try compound(isTagged: isTagged, rules)
    let home = try snapped(graph, Coordinate(x: 0.001, y: 0))
    let west = try snapped(graph, Coordinate(x: -0.001, y: 0))
    let east = try snapped(graph, Coordinate(x: 0.005, y: 0))
    // 0.002° and 0.004° along the equator, 111.3195 m each 0.001°.
    for (a, b, meters) in [(home, west, 222.639), (west, home, 222.639), (home, east, 445.278), (east, home, 445.278)] {
      #expect(isNear(cost(graph, from: a, to: b), Int(meters * 1000), within: 30))
    }
    // Round the compound: 7 to 3 to 4 to 8. A meridian's 0.004° are 442.29 m; 7 to 3 is a slant of 456.09 m.
    #expect(isNear(cost(graph, from: west, to: east), 456_090 + 445_278 + 456_090, within: 80))
    // Someone at the gate, outside, is no resident.
    let outside = try snapped(graph, Coordinate(x: -0.00005, y: 0))
    #expect(cost(graph, from: outside, to: east)! > 1_300_000)
    #expect(graph.notes.count(.privateStreet) == (isTagged ? 1 : 0))
  }

  /// `access: {private: open}` of a custom mode, and a table that closes it as before.
  @Test func aModeMayPassOrNot() throws {
    var open = ModeRules.walk
    open.privateValues = []
    open.accessValues["private"] = true
    let through = try compound(isTagged: true, open)
    let (west, east) = (Coordinate(x: -0.001, y: 0), Coordinate(x: 0.005, y: 0))
    #expect(isNear(try cost(through, from: snapped(through, west), to: snapped(through, east)), 667_917, within: 30))
    var closed = open
    closed.accessValues["private"] = false
    let without = try compound(isTagged: true, closed)
    #expect(without.snap([Coordinate(x: 0.002, y: 0)], limit: Meters(100))[0] == .unreached(.tooFarFromStreet))
  }

  /// A word for owners opens no class that is closed by itself.
  @Test func privateOpensNoClosedClass() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='0.002'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
      <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='footway'/><tag k='bicycle' v='private'/></way>
      """)
    #expect(try RoadGraph.build(osm: data, rules: .bicycle, impedance: .distance).streetCount == 1)
    #expect(try RoadGraph.build(osm: data, rules: .walk, impedance: .distance).streetLength.value > 200)
  }
}

@Suite struct SpanHeightTests {
  /// Ground at 100 m but for a valley of 20 m along the meridian, heights every 0.001°.
  private static let valley = Elevations([
    Elevations.Tile(
      box: Box([Coordinate(x: -0.01, y: -0.01), Coordinate(x: 0.01, y: 0.01)]), columns: 21, rows: 21,
      heights: (0..<441).map { $0 % 21 == 10 ? 20 : 100 })
  ])

  /// A bridge over the valley in two ways, and one that branches off in its middle down into the valley.
  private func bridge(_ second: String, branch: Bool) throws -> RoadGraph {
    try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='-0.002'/><node id='2' lat='0' lon='-0.001'/><node id='3' lat='0' lon='0'/>
        <node id='4' lat='0' lon='0.001'/><node id='5' lat='0' lon='0.002'/>
        <node id='6' lat='0.001' lon='0'/><node id='7' lat='0.002' lon='0'/>
        <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
        <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='bridge' v='yes'/></way>
        <way id='3'><nd ref='3'/><nd ref='4'/><tag k='highway' v='\(second)'/><tag k='bridge' v='yes'/></way>
        <way id='4'><nd ref='4'/><nd ref='5'/><tag k='highway' v='residential'/></way>
        \(branch
          ? """
          <way id='5'><nd ref='3'/><nd ref='6'/><tag k='highway' v='footway'/><tag k='bridge' v='yes'/></way>
          <way id='6'><nd ref='6'/><nd ref='7'/><tag k='highway' v='footway'/></way>
          """ : "")
        """), impedance: .time(KilometersPerHour(4)), elevations: Self.valley)
  }

  /// 0.004° on the level at 4 km/h: 445.278 m are 400.75 s.
  @Test(arguments: ["residential", "service"]) func aSpanOfTwoWaysIsLevel(second: String) throws {
    let graph = try bridge(second, branch: false)
    let ends = [1, 5].map { graph.snappedPoint(at: graph.position(ofNode: $0)!) }
    #expect(isNear(cost(graph, from: ends[0], to: ends[1]), 400_750, within: 20))
  }

  /// Three portals equally far from the middle, at 100, 100 and 20 m (a meridian's 0.001° are 0.7 m shorter): 73.2 m there,
  /// 26.8 m below the ends. By Tobler 100.19 s become 163.9 s down a slope of 0.2406 and 232.6 s up it.
  @Test func aSpanThatBranchesWeighsItsPortals() throws {
    let graph = try bridge("residential", branch: true)
    let ends = [2, 4].map { graph.snappedPoint(at: graph.position(ofNode: $0)!) }
    #expect(isNear(cost(graph, from: ends[0], to: ends[1]), 396_475, within: 300))
  }
}
