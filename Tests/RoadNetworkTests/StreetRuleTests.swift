import Geometry
import Model
import RoadNetwork
import Testing

/// Metres between places on the equator, where 0.001° are 111.320 m, and 110.574 m to the north.
private func millimeters(
  _ graph: RoadGraph, _ from: (x: Double, y: Double), _ to: (x: Double, y: Double)
) throws -> Int? {
  func place(_ place: (x: Double, y: Double), _ end: TripEnd) throws -> SnappedPoint {
    let result = graph.snap([Coordinate(x: place.x, y: place.y)], limit: Meters(200), for: end)[0]
    return try #require(result.point)
  }
  return cost(graph, from: try place(from, .start), to: try place(to, .end))
}

@Suite struct MainNetworkTests {
  /// A public street of 445 m, and in its middle the way to a quarter of 1.8 km that nobody passes through.
  @Test(arguments: [
    ("hgv", "destination"), ("access", "customers"), ("access", "private"),
  ])
  func aLongQuarterBehindLeavesPlacesOnThePublicStreet(key: String, value: String) throws {
    let tags = "<tag k='highway' v='residential'/><tag k='\(key)' v='\(value)'/>"
    let data = try osm(
      """
      <node id='1' lat='0' lon='-0.002'/><node id='2' lat='0' lon='0'/><node id='3' lat='0' lon='0.002'/>
      <node id='4' lat='0.001' lon='0'/><node id='5' lat='0.005' lon='0'/><node id='6' lat='0.005' lon='0.004'/>
      <node id='7' lat='0.001' lon='0.004'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/></way>
      <way id='2'><nd ref='2'/><nd ref='4'/>\(tags)</way>
      <way id='3'><nd ref='4'/><nd ref='5'/><nd ref='6'/><nd ref='7'/><nd ref='4'/>\(tags)</way>
      """)
    let graph = try RoadGraph.build(osm: data, rules: .truck, impedance: .distance)
    let (west, east, inside) = ((-0.001, 0.0), (0.001, 0.0), (0.0, 0.002))
    #expect(isNear(try millimeters(graph, west, east), 222_639))
    #expect(isNear(try millimeters(graph, east, west), 222_639))
    // 111.320 m of the street and 221.149 m to the north.
    #expect(isNear(try millimeters(graph, west, inside), 332_469))
    #expect(isNear(try millimeters(graph, inside, east), 332_469))
  }
}

@Suite struct OneDirectionTests {
  /// A street of 334 m of which the middle third is not passed through one way; a detour of 555 m.
  @Test(arguments: [
    (ModeRules.truck, "hgv:backward", "destination"), (.truck, "motor_vehicle:forward", "destination"),
    (.eBike, "vehicle:backward", "private"), (.eBike, "bicycle:forward", "private"),
    (.walk, "foot:backward", "private"),
  ])
  func nobodyPassesThroughThatWay(rules: ModeRules, key: String, value: String) throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='-0.001'/><node id='2' lat='0' lon='0'/><node id='3' lat='0' lon='0.001'/>
      <node id='4' lat='0' lon='0.002'/><node id='5' lat='0.001' lon='0'/><node id='6' lat='0.001' lon='0.001'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/></way>
      <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='primary'/><tag k='\(key)' v='\(value)'/></way>
      <way id='3'><nd ref='3'/><nd ref='4'/><tag k='highway' v='primary'/></way>
      <way id='4'><nd ref='2'/><nd ref='5'/><nd ref='6'/><nd ref='3'/><tag k='highway' v='primary'/></way>
      """)
    let graph = try RoadGraph.build(osm: data, rules: rules, impedance: .distance)
    let (west, middle, east) = ((-0.001, 0.0), (0.0005, 0.0), (0.002, 0.0))
    let isBackward = key.hasSuffix("backward")
    #expect(isNear(try millimeters(graph, west, east), isBackward ? 333_958 : 555_106))
    #expect(isNear(try millimeters(graph, east, west), isBackward ? 555_106 : 333_958))
    // Trips begin and end there both ways.
    for end in [west, east] {
      #expect(isNear(try millimeters(graph, end, middle), 166_979))
      #expect(isNear(try millimeters(graph, middle, end), 166_979))
    }
    #expect(graph.notes.count(.destinationOnly) == 1)
  }
}

@Suite struct GateAtJunctionTests {
  /// A street of 445 m with a private gate in its middle, where another goes off to the north; the way round is longer.
  private func graph(_ tags: String, side: String, second: String = "") throws -> RoadGraph {
    try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='-0.002'/>
        <node id='2' lat='0' lon='0'><tag k='barrier' v='gate'/><tag k='access' v='private'/></node>
        <node id='3' lat='0' lon='0.002'/><node id='4' lat='0.001' lon='0'/><node id='5' lat='-0.002' lon='0'/>
        <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/>\(tags)</way>
        <way id='2'><nd ref='2'/><nd ref='4'/>\(side)</way>
        <way id='3'><nd ref='1'/><nd ref='5'/><nd ref='3'/><tag k='highway' v='residential'/></way>
        \(second)
        """), impedance: .distance)
  }

  private static let street = "<tag k='highway' v='residential'/>"
  private static let service = "<tag k='highway' v='service'/>"

  /// A private street, a lesser one, and one of the same class that ends there are behind the gate.
  @Test(arguments: [
    (street, service + "<tag k='access' v='private'/>"), (street, service), (street, street), (service, service),
  ])
  func theStreetThroughStaysOpen(tags: String, side: String) throws {
    let graph = try graph(tags, side: side)
    let (west, east, inside) = ((-0.001, 0.0), (0.001, 0.0), (0.0, 0.0005))
    #expect(isNear(try millimeters(graph, west, east), 222_639))
    // 111.320 m of the street, 55.287 m behind the gate.
    #expect(isNear(try millimeters(graph, west, inside), 166_607))
    #expect(isNear(try millimeters(graph, inside, east), 166_607))
    #expect(graph.notes.entries[.gateAtJunction]?.firstRecord == 2 && graph.notes.count(.privateGate) == 0)
  }

  /// Of two streets that cross nothing tells which the gate bars: each end is behind it, and one goes round.
  @Test func aCrossingTellsNothing() throws {
    let crossing = "<node id='6' lat='-0.001' lon='0'/><way id='4'><nd ref='4'/><nd ref='2'/><nd ref='6'/>"
    let graph = try graph(Self.street, side: "", second: crossing + Self.street + "</way>")
    // Round: 111.320 m and two slants of 313.808 m and 111.320 m.
    #expect(isNear(try millimeters(graph, (-0.001, 0), (0.001, 0)), 222_639 + 627_616, within: 300))
    #expect(graph.notes.count(.privateGate) == 1 && graph.notes.count(.gateAtJunction) == 0)
  }
}

@Suite struct ClosedAreaTests {
  /// A street of 334 m; its middle third lies in a pond whose outline has nodes at `shared` longitudes of the street.
  private func millimetres(_ shared: [Double]) throws -> Int? {
    let data = try osm(
      """
      <node id='1' lat='0' lon='-0.001'/><node id='2' lat='0' lon='0'/><node id='3' lat='0' lon='0.0005'/>
      <node id='4' lat='0' lon='0.001'/><node id='5' lat='0' lon='0.002'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='service'/></way>
      <way id='2'><nd ref='3'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='service'/><tag k='ford' v='yes'/></way>
      """)
    var ring = [Coordinate(x: 0, y: -0.001), Coordinate(x: 0.001, y: -0.001)]
    if shared.contains(0.001) { ring.append(Coordinate(x: 0.001, y: 0)) }
    ring += [Coordinate(x: 0.001, y: 0.001), Coordinate(x: 0, y: 0.001)]
    if shared.contains(0) { ring.append(Coordinate(x: 0, y: 0)) }
    let pond = Obstacles([.polygon(Polygon(outer: ring))])
    let graph = try RoadGraph.build(osm: data, impedance: .distance, barriers: pond)
    let cut = graph.notes.count(.barrierCrossed)
    #expect(cut == (shared.count == 2 ? 0 : 2))
    return try millimeters(graph, (-0.001, 0), (0.002, 0))
  }

  @Test func whatSharesNodesWithBothShoresPasses() throws {
    #expect(isNear(try millimetres([0, 0.001]), 333_958))
    #expect(try millimetres([0]) == nil)
    #expect(try millimetres([]) == nil)
  }

  /// A street along the outline is not inside.
  @Test func theShoreRoadStays() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0.001' lon='0.001'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/></way>
      """)
    for isTurned in [false, true] {
      let ring = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001)].map { Coordinate(x: $0.0, y: $0.1) }
      let pond = Obstacles([.polygon(Polygon(outer: isTurned ? ring.reversed() : ring))])
      let graph = try RoadGraph.build(osm: data, impedance: .distance, barriers: pond)
      #expect(graph.notes.count(.barrierCrossed) == 0 && graph.streetCount == 1)
    }
  }
}

@Suite struct ParallelKindTests {
  /// The middle third of a street of 334 m is drawn twice: one way, and both ways with the tags. A detour of 555 m.
  private func graph(_ rules: ModeRules, _ tags: String, relation: String = "") throws -> RoadGraph {
    try RoadGraph.build(
      osm: osm(
        """
        <node id='1' lat='0' lon='-0.001'/><node id='2' lat='0' lon='0'/><node id='3' lat='0' lon='0.001'/>
        <node id='4' lat='0' lon='0.002'/><node id='5' lat='0.001' lon='0'/><node id='6' lat='0.001' lon='0.001'/>
        <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='residential'/></way>
        <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='oneway' v='yes'/></way>
        <way id='3'><nd ref='3'/><nd ref='2'/><tag k='highway' v='residential'/>\(tags)</way>
        <way id='4'><nd ref='3'/><nd ref='4'/><tag k='highway' v='residential'/></way>
        <way id='5'><nd ref='2'/><nd ref='5'/><nd ref='6'/><nd ref='3'/><tag k='highway' v='residential'/></way>
        \(relation)
        """), rules: rules, impedance: .distance)
  }

  private let west = (-0.001, 0.0)
  private let middle = (0.0005, 0.0)
  private let east = (0.002, 0.0)

  /// One piece: passed through eastwards, begun and ended on both ways.
  @Test func privateBesidePublicIsOneEachWay() throws {
    for (rules, word) in [(ModeRules.eBike, "private"), (.truck, "destination")] {
      let graph = try graph(rules, "<tag k='access' v='\(word)'/>")
      #expect(graph.notes.count(.duplicateSegment) == 1)
      #expect(isNear(try millimeters(graph, west, east), 333_958))
      #expect(isNear(try millimeters(graph, east, west), 555_106))
      for end in [west, east] {
        #expect(isNear(try millimeters(graph, end, middle), 166_979))
        #expect(isNear(try millimeters(graph, middle, end), 166_979))
      }
    }
  }

  /// Of two pieces that stay apart a place stands on the one that goes both ways.
  @Test func aPlaceStandsOnThePieceThatGoesBothWays() throws {
    let rule = """
      <relation id='1'><member type='way' ref='2' role='from'/><member type='node' ref='3' role='via'/>
      <member type='way' ref='5' role='to'/><tag k='type' v='restriction'/><tag k='restriction' v='no_left_turn'/></relation>
      """
    let graph = try graph(.bicycle, "", relation: rule)
    #expect(graph.notes.count(.duplicateSegment) == 0)
    for end in [west, east] {
      #expect(isNear(try millimeters(graph, end, middle), 166_979))
      #expect(isNear(try millimeters(graph, middle, end), 166_979))
    }
  }
}
