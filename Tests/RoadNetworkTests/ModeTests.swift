import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// One way of 0.001 degree on the equator, 111.3195 m (a x pi / 180,000), from node 1 to node 2, with the tags.
private func wayOf(_ tags: [String: String], node: [String: String] = [:]) throws -> OSMData {
  func text(_ tags: [String: String]) -> String {
    tags.map { "<tag k='\($0.key)' v='\($0.value.replacing("'", with: "&apos;").replacing("\"", with: "&quot;"))'/>" }
      .joined()
  }
  return try osm(
    """
    <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='-0.001'/>
    <node id='4' lat='0.001' lon='0'>\(text(node))</node><node id='5' lat='0.002' lon='0'/>
    <way id='1'><nd ref='1'/><nd ref='3'/><tag k='highway' v='tertiary'/></way>
    <way id='2'><nd ref='1'/><nd ref='2'/>\(text(tags))</way>
    <way id='3'><nd ref='1'/><nd ref='4'/><nd ref='5'/><tag k='highway' v='tertiary'/></way>
    """)
}

/// Whether the way may be travelled from 1 to 2 and from 2 to 1.
private func directions(_ rules: ModeRules, _ tags: [String: String]) throws -> [Bool] {
  let graph = try RoadGraph.build(osm: wayOf(tags), rules: rules, impedance: .distance)
  var found = [false, false]
  graph.forEachArc { from, to, _, _, _ in
    if graph.position(of: NodeIndex(to)).x == 0.001 { found[0] = true }
    if graph.position(of: NodeIndex(from)).x == 0.001 { found[1] = true }
  }
  return found
}

/// Milliseconds along the way at the speed; nil when it is closed.
private func milliseconds(_ rules: ModeRules, _ speed: Double, _ tags: [String: String]) throws -> Int? {
  let graph = try RoadGraph.build(osm: wayOf(tags), rules: rules, impedance: .time(KilometersPerHour(speed)))
  var found: Double?
  graph.forEachArc { _, to, _, seconds, _ in if graph.position(of: NodeIndex(to)).x == 0.001 { found = seconds } }
  return found.map { Int(($0 * 1000).rounded()) }
}

@Suite struct ModeAccessTests {
  /// Columns: walk, bicycle, e-bike, truck. By the worldwide table of the OpenStreetMap wiki.
  @Test(arguments: [
    (["highway": "motorway"], "---t"), (["highway": "trunk"], "wbet"),
    (["highway": "trunk", "motorroad": "yes"], "---t"),
    (["highway": "residential"], "wbet"), (["highway": "living_street"], "wbet"), (["highway": "track"], "wbet"),
    (["highway": "service"], "wbet"), (["highway": "footway"], "w---"), (["highway": "pedestrian"], "w---"),
    (["highway": "path"], "wbe-"), (["highway": "cycleway"], "-be-"), (["highway": "bridleway"], "----"),
    (["highway": "steps"], "w---"), (["highway": "steps", "bicycle": "yes"], "wbe-"),
    (["highway": "steps", "ramp:bicycle": "yes"], "wbe-"), (["highway": "footway", "bicycle": "dismount"], "wbe-"),
    (["highway": "footway", "bicycle": "designated"], "wbe-"),
    (["highway": "footway", "electric_bicycle": "yes"], "w-e-"),
    (["highway": "residential", "electric_bicycle": "no"], "wb-t"), (["highway": "footway", "access": "yes"], "w---"),
    (["highway": "primary", "bicycle": "use_sidepath"], "w--t"), (["highway": "primary", "vehicle": "no"], "w---"),
    (["highway": "primary", "vehicle": "no", "bicycle": "yes"], "wbe-"),
    (["highway": "primary", "motor_vehicle": "no"], "wbe-"), (["highway": "primary", "hgv": "no"], "wbe-"),
    (["highway": "primary", "goods": "no", "hgv": "yes"], "wbet"), (["highway": "primary", "access": "no"], "----"),
    (["highway": "primary", "access": "no", "motor_vehicle": "yes"], "---t"),
    (["highway": "pedestrian", "motor_vehicle": "delivery"], "w--t"),
    (["highway": "pedestrian", "vehicle": "yes"], "w---"),
    (["highway": "service", "access": "private"], "wbet"), (["highway": "service", "access": "destination"], "wbet"),
    (["highway": "service", "access": "delivery"], "-bet"), (["highway": "service", "access": "customers"], "wbet"),
    (["highway": "track", "motor_vehicle": "agricultural"], "wbe-"),
    (["highway": "track", "vehicle": "agricultural;forestry"], "w---"),
    (["highway": "track", "motor_vehicle": "agricultural; delivery"], "wbet"),
    (["highway": "primary", "access": "unknown;variable"], "wbet"),
    (["route": "ferry"], "----"), (["route": "ferry", "foot": "yes", "bicycle": "yes"], "wbe-"),
    (["route": "ferry", "hgv": "yes"], "---t"), (["route": "ferry", "foot": "yes", "access": "no"], "w---"),
    (["highway": "construction"], "----"), (["railway": "platform"], "w---"),
  ])
  func whoMayGo(tags: [String: String], expected: String) throws {
    let letters = zip(["w", "b", "e", "t"], ModeRules.all)
    let found = try letters.map { try directions($1, tags)[0] ? $0 : "-" }.joined()
    #expect(found == expected)
  }

  /// Truck of 12 t, 3.8 m high, 2.5 m wide, 9 m long.
  @Test(arguments: [
    (["maxweight": "12"], true), (["maxweight": "11.9"], false), (["maxweight": "7.5 t"], false),
    (["maxweight": "7500 kg"], false), (["maxweight": "20 st"], true), (["maxweight": "13 st"], false),
    (["maxweight": "none"], true), (["maxweight:hgv": "3.5"], false), (["maxheight": "3.8"], true),
    (["maxheight": "3.7 m"], false), (["maxheight": "12'6\""], true), (["maxheight": "12'5\""], false),
    (["maxheight": "default"], true), (["maxwidth": "2.4"], false), (["maxlength": "8"], false),
    (["maxheight": "4", "maxheight:physical": "3"], false),
    // A comma, two values, feet with blanks, words behind the unit, bare kilograms and centimetres.
    (["maxheight": "3,7"], false), (["maxheight": "3,9"], true), (["maxheight": "4.2;3.5"], false),
    (["maxheight": "11' 6\""], false), (["maxheight": "13 ft 2 in"], true), (["maxheight": "11’6”"], false),
    (["maxheight": "370"], false), (["maxheight": "3900"], true), (["maxheight": "4.1 m;4.5 m"], true),
    (["maxweight": "7.5 tonnes"], false), (["maxweight": "6t mgw"], false), (["maxweight": "7500"], false),
    (["maxweight": "16,500 lbs"], false), (["maxweight": "40,000 lbs"], true), (["maxweight": "16000"], true),
    (["maxaxleload": "7,5 t"], false), (["maxaxleload": "10"], true), (["maxlength": "8,99"], false),
    // What cannot be read may be too low; words for no limit are none.
    (["maxheight": "low"], false), (["maxheight": "below_default"], false), (["maxheight": "unsigned"], true),
    (["maxweight": "no_sign"], true), (["maxwidth": "3.5;wide"], false),
    // For goods vehicles and heavy ones alone, one way, of combinations and bogies.
    (["maxheight:hgv": "3.5"], false), (["maxwidth:hgv": "2.0"], false), (["maxlength:hgv": "8"], false),
    (["maxheight:hgv:forward": "3"], false), (["maxheight:hgv:backward": "3"], true), (["maxheight:hgv": "4"], true),
    (["maxweight:goods": "7.5"], false), (["maxgcweight": "7.5"], false), (["maxgcweight": "40"], true),
    (["maxbogieweight": "7"], false), (["maxbogieweight": "10"], true),
    // Other writings.
    (["maxweight": "20吨"], true), (["maxweight": "10吨"], false), (["maxweight": "16 000 kg"], true),
    (["maxweight": "7 500 kg"], false), (["maxheight": "4.2 m (13 ft 9 in)"], true),
    (["maxheight": "3.7 m (12 ft)"], false), (["maxheight": "4.2 m (low)"], false), (["maxheight": "unknown"], false),
    (["maxheight": "none;4.5"], false),
  ])
  func sizeLimits(tags: [String: String], isOpen: Bool) throws {
    let tags = tags.merging(["highway": "primary"]) { $1 }
    #expect(try directions(.truck, tags)[0] == isOpen)
    #expect(try directions(.bicycle, tags)[0])
  }

  /// The way with the limit goes, and the two beside it are one street; its number is told.
  @Test func limitsThatCannotBeReadCloseAndAreTold() throws {
    let tags = ["highway": "primary", "maxweight": "heavy", "maxspeed": "CN:urban"]
    let graph = try RoadGraph.build(osm: wayOf(tags), rules: .truck, impedance: .distance)
    #expect(graph.notes.entries[.limitUnreadable]?.records == [2] && graph.streetCount == 1)
    let bicycle = try RoadGraph.build(osm: wayOf(tags), rules: .bicycle, impedance: .distance)
    #expect(bicycle.notes.count(.speedUnreadable) == 1 && bicycle.streetCount == 3)
    let heavy = try RoadGraph.build(
      osm: wayOf(["highway": "primary", "maxweight": "3.5"]), rules: .truck, impedance: .distance)
    #expect(heavy.notes.entries[.vehicleTooLarge]?.firstRecord == 2)
  }
}

@Suite struct ModeDirectionTests {
  /// Columns: bicycle along, bicycle against, truck along, truck against.
  @Test(arguments: [
    ([:], "++++"), (["oneway": "yes"], "+-+-"), (["oneway": "-1"], "-+-+"), (["oneway": "no"], "++++"),
    (["oneway": "yes", "oneway:bicycle": "no"], "+++-"), (["oneway:bicycle": "yes"], "+-++"),
    (["oneway": "yes", "cycleway": "opposite"], "+++-"), (["oneway": "yes", "cycleway:left": "opposite_lane"], "+++-"),
    (["oneway": "yes", "cycleway:left:oneway": "-1"], "+++-"),
    (["oneway": "yes", "cycleway:right:oneway": "-1"], "+++-"),
    (["oneway": "yes", "cycleway": "opposite", "oneway:bicycle": "yes"], "+-+-"),
    (["oneway": "-1", "cycleway:left:oneway": "-1"], "-+-+"), (["junction": "roundabout"], "+-+-"),
    (["junction": "circular"], "+-+-"), (["junction": "roundabout", "oneway": "no"], "++++"),
    (["oneway": "yes", "oneway:hgv": "no"], "+-++"), (["oneway": "reversible"], "----"),
    (["oneway": "alternating"], "++++"),
  ])
  func oneways(tags: [String: String], expected: String) throws {
    let tags = tags.merging(["highway": "tertiary"]) { $1 }
    let found = try directions(.bicycle, tags) + directions(.truck, tags)
    #expect(found.map { $0 ? "+" : "-" }.joined() == expected)
  }

  @Test func motorwaysAreOneWay() throws {
    #expect(try directions(.truck, ["highway": "motorway"]) == [true, false])
    #expect(try directions(.truck, ["highway": "motorway", "oneway": "no"]) == [true, true])
    #expect(try directions(.truck, ["highway": "trunk"]) == [true, true])
  }
}

@Suite struct ModeSpeedTests {
  /// 111,319.5 mm: at v km/h 400,750 / v milliseconds.
  @Test(arguments: [
    (ModeRules.truck, 30.0, ["highway": "primary"], 13_358), (.truck, 60, ["highway": "primary"], 6_679),
    (.truck, 60, ["highway": "primary", "maxspeed": "50"], 8_015),
    (.truck, 60, ["highway": "primary", "maxspeed": "20 mph"], 12_451),
    (.truck, 60, ["highway": "primary", "maxspeed": "50", "maxspeed:hgv": "40"], 10_019),
    (.truck, 30, ["highway": "primary", "maxspeed": "80"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "CN:urban"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "-5"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "0"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "1000"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "none"], 13_358),
    (.truck, 30, ["highway": "residential"], 16_698),
    (.truck, 30, ["highway": "residential", "maxspeed": "20"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "walk"], 57_250),
    (.truck, 30, ["highway": "primary", "maxspeed": "Walk"], 57_250),
    (.truck, 30, ["highway": "primary", "maxspeed": "None"], 13_358),
    (.truck, 30, ["highway": "primary", "maxspeed": "20;none"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "20; CN:urban"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "20|10"], 40_075),
    (.truck, 30, ["highway": "primary", "maxspeed": "DE:zone:20"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "zone:20"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "BE:zone20"], 20_038),
    (.truck, 30, ["highway": "primary", "maxspeed": "10 MPH"], 24_902),
    (.eBike, 15, ["highway": "primary", "maxspeed": "30"], 26_717), (.eBike, 15, ["highway": "path"], 33_396),
    (.eBike, 15, ["highway": "primary", "maxspeed": "10"], 40_075),
    // Pushed at 4 km/h.
    (.bicycle, 12, ["highway": "footway", "bicycle": "dismount"], 100_188),
    (.bicycle, 12, ["highway": "steps", "bicycle": "yes"], 100_188),
    (.bicycle, 12, ["highway": "footway", "bicycle": "yes"], 66_792),
    // A ferry: 10 km/h, or as long as it says.
    (.truck, 30, ["route": "ferry", "hgv": "yes"], 40_075), (.walk, 4, ["route": "ferry", "foot": "yes"], 40_075),
    (.truck, 30, ["route": "ferry", "hgv": "yes", "duration": "00:01"], 60_000),
    (.walk, 4, ["route": "ferry", "foot": "yes", "duration": "2"], 120_000),
    (.walk, 4, ["route": "ferry", "foot": "yes", "duration": "PT1M30S"], 90_000),
    (.walk, 4, ["route": "ferry", "foot": "yes", "duration": "soon"], 40_075),
    (.walk, 4, ["highway": "residential", "maxspeed": "1"], 100_188),
  ])
  func milliseconds(rules: ModeRules, speed: Double, tags: [String: String], expected: Int) throws {
    let found = try #require(try RoadNetworkTests.milliseconds(rules, speed, tags))
    #expect(abs(found - expected) <= 1)
  }

  /// A change of the limit makes a node; length counts whatever the speed.
  @Test func limitsDivideStreets() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='0' lon='0.002'/>
      <way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/><tag k='maxspeed' v='20'/></way>
      <way id='2'><nd ref='2'/><nd ref='3'/><tag k='highway' v='primary'/></way>
      """)
    let graph = try RoadGraph.build(osm: data, rules: .truck, impedance: .time(KilometersPerHour(30)))
    #expect(graph.streetCount == 2)
    #expect(graph.streets.map(\.streetClass) == ["primary", "primary"])
    #expect(try RoadGraph.build(osm: data, rules: .walk, impedance: .distance).streetCount == 1)
    var lengths: [Double] = []
    try RoadGraph.build(osm: data, rules: .truck, impedance: .distance).forEachArc { _, _, metres, _, _ in
      // The node between is one where trucks do not turn round.
      if metres > 0 { lengths.append(metres) }
    }
    #expect(lengths == [111.319, 111.319, 111.319, 111.319])
  }
}

@Suite struct BarrierTests {
  /// Whether node 5 is reached from node 1 through node 4. Columns: walk, bicycle, e-bike, truck. Behind a private gate a
  /// trip may end.
  @Test(arguments: [
    (["barrier": "gate"], "wbet"), (["barrier": "bollard"], "wbe-"), (["barrier": "kerb"], "wbe-"),
    (["barrier": "kerb", "kerb": "lowered"], "wbet"), (["barrier": "lift_gate"], "wbet"),
    (["barrier": "stile"], "w---"), (["barrier": "kissing_gate"], "w---"),
    (["barrier": "gate", "access": "private"], "wbet"),
    (["barrier": "gate", "access": "private", "foot": "yes"], "wbet"),
    (["barrier": "gate", "access": "no", "foot": "yes"], "w---"),
    (["barrier": "gate", "motor_vehicle": "no"], "wbe-"), (["barrier": "bollard", "hgv": "yes"], "wbet"),
    (["barrier": "bollard", "foot": "no"], "-be-"), (["barrier": "height_restrictor", "maxheight": "2.5"], "wbe-"),
    (["barrier": "height_restrictor", "maxheight": "4.5"], "wbet"), (["access": "no"], "wbet"), ([:], "wbet"),
  ])
  func whoMayPass(node: [String: String], expected: String) throws {
    let data = try wayOf(["highway": "tertiary"], node: node)
    let found = try zip(["w", "b", "e", "t"], ModeRules.all).map { letter, rules in
      let graph = try RoadGraph.build(osm: data, rules: rules, impedance: .distance)
      let start = graph.snappedPoint(at: try #require(graph.position(ofNode: 1)))
      let end = graph.snappedPoint(at: try #require(graph.position(ofNode: 5)))
      let isThrough = cost(graph, from: start, to: end) != nil
      #expect(graph.notes.count(.barrier) == (isThrough ? 0 : 1))
      // Up to the barrier one comes from either side.
      let gate = graph.snappedPoint(at: try #require(graph.position(ofNode: 4)))
      #expect(cost(graph, from: start, to: gate) != nil || cost(graph, from: end, to: gate) != nil)
      return isThrough ? letter : "-"
    }.joined()
    #expect(found == expected)
  }

  /// A gate where two streets cross cuts both: four ends.
  @Test func aBarrierAtACrossingCutsAll() throws {
    let data = try osm(
      """
      <node id='1' lat='0' lon='-0.001'/><node id='2' lat='0' lon='0.001'/><node id='3' lat='-0.001' lon='0'/>
      <node id='4' lat='0.001' lon='0'/><node id='5' lat='0' lon='0'><tag k='barrier' v='bollard'/></node>
      <way id='1'><nd ref='1'/><nd ref='5'/><nd ref='2'/><tag k='highway' v='tertiary'/></way>
      <way id='2'><nd ref='3'/><nd ref='5'/><nd ref='4'/><tag k='highway' v='tertiary'/></way>
      """)
    let truck = try RoadGraph.build(osm: data, rules: .truck, impedance: .distance)
    #expect(truck.componentCount == 4 && truck.nodeCount == 8 && truck.streetCount == 4)
    #expect(try RoadGraph.build(osm: data, rules: .bicycle, impedance: .distance).nodeCount == 5)
  }
}

@Suite struct DirectedTagTests {
  /// Columns: bicycle along, bicycle against, truck along, truck against.
  @Test(arguments: [
    (["bicycle:backward": "no"], "+-++"), (["access:forward": "no"], "-+-+"), (["vehicle:backward": "no"], "+-+-"),
    // A word of its own opens again, and opens against a one-way; its one-way key has the last word.
    (["vehicle:backward": "no", "bicycle": "yes"], "+++-"), (["oneway": "yes", "bicycle:backward": "yes"], "+++-"),
    (["oneway": "yes", "bicycle:backward": "yes", "oneway:bicycle": "yes"], "+-+-"),
    (["oneway": "yes", "vehicle:backward": "yes"], "+-+-"), (["oneway": "yes", "bicycle:forward": "no"], "--+-"),
    (["motor_vehicle:forward": "no", "motor_vehicle:backward": "no"], "++--"),
    (["hgv:forward": "delivery"], "++++"), (["maxweight:forward": "3.5"], "++-+"),
    (["maxheight:backward": "3"], "+++-"), (["oneway": "yes", "bicycle:backward": "dismount"], "+-+-"),
    (["access:lanes:forward": "no|yes"], "++++"), (["bicycle:conditional": "no @ (Mo-Fr)"], "++++"),
  ])
  func directions(tags: [String: String], expected: String) throws {
    let tags = tags.merging(["highway": "tertiary"]) { $1 }
    let found = try RoadNetworkTests.directions(.bicycle, tags) + RoadNetworkTests.directions(.truck, tags)
    #expect(found.map { $0 ? "+" : "-" }.joined() == expected)
  }

  /// A closed class is opened in the direction of the word only.
  @Test func oneWayIntoAClosedClass() throws {
    #expect(
      try RoadNetworkTests.directions(.bicycle, ["highway": "footway", "bicycle:forward": "yes"]) == [true, false])
  }

  /// 13,358 ms at 30 km/h, 20,038 at 20, 40,075 at 10. On a two-way street each direction has
  /// its own.
  static let directedSpeeds: [(tags: [String: String], milliseconds: Int?, ignored: Int)] = [
    (["oneway": "yes", "maxspeed:forward": "20"], 20_038, 0),
    (["oneway": "yes", "maxspeed:backward": "20"], 13_358, 0),
    (["oneway": "-1", "maxspeed:backward": "20"], nil, 0), (["maxspeed:forward": "20"], 20_038, 0),
    (["maxspeed:backward": "20"], 13_358, 0),
    (["maxspeed:forward": "20", "maxspeed:backward": "20"], 20_038, 0),
    (["maxspeed": "10", "maxspeed:forward": "20", "maxspeed:backward": "20"], 20_038, 0),
    (["maxspeed": "20", "maxspeed:backward": "10"], 20_038, 0), (["maxspeed": "20;10"], 40_075, 0),
    (["maxspeed": "12,43 mph"], 20_034, 0),
    (["oneway": "yes", "maxspeed": "10", "maxspeed:forward": "20"], 20_038, 0),
    (["oneway": "yes", "maxspeed:hgv:forward": "20"], 20_038, 0),
  ]

  /// 111.3195 m at 20 km/h there and at 10 back.
  @Test func eachDirectionHasItsSpeed() throws {
    let data = try wayOf(["highway": "primary", "maxspeed": "20", "maxspeed:backward": "10"])
    let graph = try RoadGraph.build(osm: data, rules: .truck, impedance: .time(KilometersPerHour(30)))
    let ends = [1, 2].map { graph.snappedPoint(at: graph.position(ofNode: $0)!) }
    #expect(isNear(cost(graph, from: ends[0], to: ends[1]), 20_038, within: 1))
    #expect(isNear(cost(graph, from: ends[1], to: ends[0]), 40_075, within: 1))
    #expect(isNear(cost(graph, from: ends[0], to: ends[1], .toStation), 40_075, within: 1))
  }

  @Test(arguments: directedSpeeds)
  func speeds(tags: [String: String], expected: Int?, ignored: Int) throws {
    let tags = tags.merging(["highway": "primary"]) { $1 }
    let found = try milliseconds(.truck, 30, tags)
    if let expected { #expect(abs(try #require(found) - expected) <= 1) }
    let graph = try RoadGraph.build(osm: wayOf(tags), rules: .truck, impedance: .distance)
    #expect(graph.notes.count(.oneDirection) == ignored)
  }

  @Test(arguments: [
    "hgv:conditional", "access:conditional", "maxspeed:conditional", "oneway:conditional", "maxweight:conditional",
    "motor_vehicle:forward:conditional",
  ])
  func timesAreTold(key: String) throws {
    let tags = ["highway": "primary", key: "no @ (22:00-06:00)"]
    let graph = try RoadGraph.build(osm: wayOf(tags), rules: .truck, impedance: .distance)
    #expect(graph.notes.entries[.tagAtTimes]?.firstRecord == 2 && graph.streetCount == 3)
    #expect(ModeRules.truck.tagKeys.contains(key))
    let walk = try RoadGraph.build(
      osm: wayOf(["highway": "primary", "hgv:conditional": "no @ (Su)"]), impedance: .distance)
    #expect(walk.notes.count(.tagAtTimes) == 0)
  }
}

@Suite struct NodeDelayTests {
  /// Signals where a street is crossed, and a crossing of walkers in the middle of one street: 20 s and 8 s.
  static let data = """
    <node id='1' lat='0' lon='0'/><node id='2' lat='0' lon='0.001'><tag k='highway' v='crossing'/></node>
    <node id='3' lat='0' lon='0.002'><tag k='highway' v='traffic_signals'/><tag k='crossing' v='marked'/></node>
    <node id='4' lat='0' lon='0.003'/><node id='5' lat='0.001' lon='0.002'/>
    <way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><tag k='highway' v='primary'/></way>
    <way id='2'><nd ref='3'/><nd ref='5'/><tag k='highway' v='primary'/></way>
    """

  /// 333.958 m in a minute, and 28 s more: the delay of 2 whole, that of 3 whole, half on each side. Ending at the signals
  /// costs half of theirs.
  @Test func halfOnEachSide() throws {
    var rules = ModeRules.truck
    let speed = KilometersPerHour(333.958472 / 1000 * 60)
    func seconds(_ from: Int64, _ to: Int64, _ impedance: Impedance? = nil) throws -> Double {
      let graph = try RoadGraph.build(
        osm: osm(Self.data), rules: rules, impedance: impedance ?? .time(speed), accessSpeed: nil)
      let ends = try [from, to].map { graph.snappedPoint(at: try #require(graph.position(ofNode: $0))) }
      return Double(try #require(cost(graph, from: ends[0], to: ends[1]))) / 1000
    }
    #expect(abs(try seconds(1, 4) - 60) < 0.01)
    rules.nodeDelays = [
      ModeRules.Tag("highway", "traffic_signals"): Seconds(20), ModeRules.Tag("highway", "crossing"): Seconds(8),
      // Of several the longest counts.
      ModeRules.Tag("crossing", "marked"): Seconds(5),
    ]
    #expect(abs(try seconds(1, 4) - 88) < 0.01)
    #expect(abs(try seconds(4, 1) - 88) < 0.01)
    #expect(abs(try seconds(1, 3) - 58) < 0.01)
    #expect(abs(try seconds(1, 2) - 24) < 0.01)
    #expect(abs(try seconds(4, 5) - (20 + 20 + 110.574 / 333.958472 * 60)) < 0.02)
    #expect(abs(try seconds(1, 4, .distance) - 333.958) < 0.01)
    #expect(ModeRules.all.map(\.nodeDelays.count) == [0, 0, 0, 0])
  }
}

@Suite struct LineTagTests {
  /// Any tag of the table counts: a truck of 12 t at 30 km/h on 111.319 m.
  @Test(arguments: [
    ([:], 4, 13_358), (["oneway": "yes"], 3, 13_358), (["maxspeed": "20"], 4, 20_038),
    (["maxweight": "7.5"], 2, 13_358),
    (["hgv": "no"], 2, 13_358), (["maxheight": ""], 4, 13_358), (["junction": "roundabout"], 3, 13_358),
    (["bicycle": "no"], 4, 13_358),
  ])
  func tagsOfLines(tags: [String: String], arcs: Int, expected: Int) throws {
    let places = (0...2).map { Coordinate(x: Double($0) / 1000, y: 0) }
    let lines = [
      StreetLine(coordinates: [places[0], places[1]], streetClass: "primary", tags: tags),
      StreetLine(coordinates: [places[1], places[2]], streetClass: "secondary"),
    ]
    let graph = try RoadGraph.build(lines: lines, rules: .truck, impedance: .time(KilometersPerHour(30)))
    var times: [Int] = []
    graph.forEachArc { _, _, metres, seconds, _ in if metres > 0 { times.append(Int((seconds! * 1000).rounded())) } }
    #expect(times.count == arcs)
    #expect(times.contains { abs($0 - expected) <= 1 })
  }
}
