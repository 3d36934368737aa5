import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// Two crossings, 10 and, 110.574 m north of it, 20, joined by way 5. West of them 1 and 3, east 2 and 4, each 0.001
/// degree (111.3195 m) off: ways 1 (1-10), 2 (10-2), 3 (20-3), 4 (20-4).
@Suite struct TurnOverWayTests {
  static func town(_ relation: String, between: String = "", side: String = "") throws -> OSMData {
    try osm(
      """
      <node id='1' lat='0' lon='-0.001'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0.001' lon='-0.001'/>
      <node id='4' lat='0.001' lon='0.001'/><node id='10' lat='0' lon='0'/><node id='20' lat='0.001' lon='0'/>
      <node id='15' lat='0.0005' lon='0'/>
      <way id='1'><nd ref='1'/><nd ref='10'/><tag k='highway' v='primary'/></way>
      <way id='2'><nd ref='10'/><nd ref='2'/><tag k='highway' v='primary'/></way>
      <way id='3'><nd ref='20'/><nd ref='3'/><tag k='highway' v='primary'/></way>
      <way id='4'><nd ref='20'/><nd ref='4'/><tag k='highway' v='primary'/></way>
      <way id='5'><nd ref='10'/><nd ref='15'/><nd ref='20'/><tag k='highway' v='primary'/>\(between)</way>
      \(side)\(relation)
      """)
  }

  static func restriction(
    _ word: String, to: Int = 3, id: Int = 9, vias: [Int] = [5], _ more: String = ""
  ) -> String {
    let members = vias.map { "<member type='way' ref='\($0)' role='via'/>" }.joined()
    return "<relation id='\(id)'><member type='way' ref='1' role='from'/>\(members)"
      + "<member type='way' ref='\(to)' role='to'/><tag k='type' v='restriction'/><tag k='restriction' v='\(word)'/>"
      + "\(more)</relation>"
  }

  /// Whole metres, 0 where there is no way; the same searched against the sense of travel.
  static func metres(_ graph: RoadGraph, _ from: Int64, _ to: Int64) throws -> Int {
    let ends = try [from, to].map { graph.snappedPoint(at: try #require(graph.position(ofNode: $0))) }
    let found = cost(graph, from: ends[0], to: ends[1])
    #expect(cost(graph, from: ends[1], to: ends[0], .toStation) == found)
    return ((found ?? 0) + 500) / 1000
  }

  /// From 1 over 10 and 20 to 3 are 333 m, by the dead end 4 another 223 m: 556 m. Whoever comes from elsewhere turns as
  /// before.
  @Test(arguments: [("no_u_turn", 3), ("only_right_turn", 4)])
  func heeded(word: String, to: Int) throws {
    let graph = try RoadGraph.build(
      osm: Self.town(Self.restriction(word, to: to)), rules: .truck, impedance: .distance)
    #expect(try Self.metres(graph, 1, 3) == 556)
    #expect(try Self.metres(graph, 1, 4) == 333)
    // Only on the way between, once it was entered, is the turn a must.
    #expect(try Self.metres(graph, 1, 2) == 223)
    #expect(try Self.metres(graph, 2, 3) == 333)
    #expect(try Self.metres(graph, 3, 1) == 333)
    #expect(try Self.metres(graph, 1, 15) == 167)
    #expect(try Self.metres(graph, 15, 3) == 167)
    #expect(graph.notes.count(.turnUnusable) == 0)
    // Walkers need no copies.
    let walk = try RoadGraph.build(osm: Self.town(Self.restriction(word, to: to)), impedance: .distance)
    #expect(walk.searchNodeCount == walk.nodeCount)
    #expect(try Self.metres(walk, 1, 3) == 333)
  }

  @Test func exceptionsAndTimes() throws {
    for more in ["<tag k='except' v='hgv'/>", "<tag k='except' v='psv;goods'/>"] {
      let graph = try RoadGraph.build(
        osm: Self.town(Self.restriction("no_u_turn", more)), rules: .truck, impedance: .distance)
      #expect(try Self.metres(graph, 1, 3) == 333)
    }
    let timed = Self.restriction("no_u_turn").replacing("k='restriction'", with: "k='restriction:conditional'")
    let graph = try RoadGraph.build(osm: Self.town(timed), rules: .truck, impedance: .distance)
    #expect(try Self.metres(graph, 1, 3) == 333)
    #expect(graph.notes.count(.turnAtTimes) == 1)
  }

  /// Two restrictions over the same way bind together: neither is avoided by the other. From 1 one turns round at 2 first.
  @Test func severalOverOneWay() throws {
    let both = Self.restriction("no_left_turn") + Self.restriction("no_right_turn", to: 4, id: 8)
    let graph = try RoadGraph.build(osm: Self.town(both), rules: .truck, impedance: .distance)
    #expect(try Self.metres(graph, 1, 3) == 556)
    #expect(try Self.metres(graph, 1, 4) == 556)
    #expect(try Self.metres(graph, 2, 3) == 333)
  }

  /// Over two ways in either order, over a street cut by a side street, and over ways that the mode may not use.
  @Test func longerWays() throws {
    let side = """
      <node id='16' lat='0.0005' lon='0.0005'/>
      <way id='6'><nd ref='15'/><nd ref='16'/><tag k='highway' v='primary'/></way>
      """
    let cut = try RoadGraph.build(
      osm: Self.town(Self.restriction("no_u_turn"), side: side), rules: .truck, impedance: .distance)
    // Into the side street and back: 333 m and twice 55.66 m.
    #expect(try Self.metres(cut, 1, 3) == 445)
    #expect(try Self.metres(cut, 16, 3) == 222)
    let split = side.replacing("<nd ref='15'/><nd ref='16'/>", with: "<nd ref='20'/><nd ref='16'/>")
    for vias in [[5, 6], [6, 5]] {
      let data = try Self.town(
        Self.restriction("no_right_turn", to: 7, vias: vias),
        side: split + """
          <node id='30' lat='0.0005' lon='0.001'/><node id='31' lat='0' lon='0.0005'/>
          <way id='7'><nd ref='16'/><nd ref='30'/><tag k='highway' v='primary'/></way>
          <way id='8'><nd ref='16'/><nd ref='31'/><tag k='highway' v='primary'/></way>
          """)
      let graph = try RoadGraph.build(osm: data, rules: .truck, impedance: .distance)
      let free = try Self.metres(graph, 2, 30)
      // To 31 and back: 110.574 m more.
      #expect(try Self.metres(graph, 1, 30) == free + 111)
    }
    let closed = try RoadGraph.build(
      osm: Self.town(Self.restriction("no_u_turn"), between: "<tag k='hgv' v='no'/>"), rules: .truck,
      impedance: .distance)
    #expect(try Self.metres(closed, 1, 3) == 0)
    #expect(closed.notes.count(.turnUnusable) == 0 && closed.searchNodeCount == closed.nodeCount)
  }
}

@Suite struct DestinationOnlyTests {
  /// A square 1-2-3-4 whose south side 1-2 is for destinations only, with a yard at 5 south of its middle 6:
  /// 111.3195 m a side in the south, 111.3195 and 110.574 m elsewhere.
  static func square(_ tags: String, yard: String = "") throws -> OSMData {
    try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0.001' lon='0.001'/>
      <node id='4' lat='0.001' lon='0'/><node id='5' lat='-0.0005' lon='0.0005'/><node id='6' lat='0' lon='0.0005'/>
      <node id='7' lat='0' lon='-0.001'/><node id='8' lat='0' lon='0.002'/>
      <way id='1'><nd ref='1'/><nd ref='6'/><nd ref='2'/><tag k='highway' v='residential'/>\(tags)</way>
      <way id='2'><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='1'/><tag k='highway' v='residential'/></way>
      <way id='3'><nd ref='6'/><nd ref='5'/><tag k='highway' v='residential'/>\(yard)</way>
      <way id='4'><nd ref='1'/><nd ref='7'/><tag k='highway' v='residential'/></way>
      <way id='5'><nd ref='2'/><nd ref='8'/><tag k='highway' v='residential'/></way>
      """)
  }

  /// From 7 to 8 are 334 m over the south side and 555 m round it. The yard, though public itself, is reached over the
  /// street that it hangs on, from both sides and to both.
  @Test(arguments: ["access", "vehicle", "motor_vehicle", "hgv"])
  func nobodyPassesThrough(key: String) throws {
    let data = try Self.square("<tag k='\(key)' v='destination'/>")
    let truck = try RoadGraph.build(osm: data, rules: .truck, impedance: .distance)
    let metres = TurnOverWayTests.metres
    #expect(try [metres(truck, 7, 8), metres(truck, 8, 7)] == [555, 555])
    #expect(try [metres(truck, 7, 5), metres(truck, 5, 7)] == [222, 222])
    #expect(try [metres(truck, 5, 8), metres(truck, 8, 5)] == [222, 222])
    #expect(try [metres(truck, 7, 6), metres(truck, 6, 8)] == [167, 167])
    #expect(truck.notes.entries[.destinationOnly]?.firstRecord == 1)
    for rules in [ModeRules.bicycle, .walk] {
      let graph = try RoadGraph.build(osm: data, rules: rules, impedance: .distance)
      #expect(try metres(graph, 7, 8) == 334)
      #expect(graph.searchNodeCount == graph.nodeCount)
    }
  }

  @Test func aWordOfItsOwnOpens() throws {
    let tags = "<tag k='motor_vehicle' v='destination'/><tag k='hgv' v='yes'/>"
    let truck = try RoadGraph.build(osm: Self.square(tags), rules: .truck, impedance: .distance)
    #expect(try TurnOverWayTests.metres(truck, 7, 8) == 334)
    #expect(truck.notes.count(.destinationOnly) == 0)
  }
}
