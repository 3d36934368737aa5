import Geometry
import Model
import OSM
import RoadNetwork
import Testing

/// A crossing at node 5: south 1, north 2, west 3, east 4, each 0.001 degree off on the equator: 110.574 m to the north
/// and south, 111.3195 m to the west and east.
@Suite struct TurnTests {
  static let crossing = """
    <node id='1' lat='-0.001' lon='0'/><node id='2' lat='0.001' lon='0'/><node id='3' lat='0' lon='-0.001'/>
    <node id='4' lat='0' lon='0.001'/><node id='5' lat='0' lon='0'/>
    <way id='1'><nd ref='1'/><nd ref='5'/><tag k='highway' v='primary'/></way>
    <way id='2'><nd ref='5'/><nd ref='2'/><tag k='highway' v='primary'/></way>
    <way id='3'><nd ref='3'/><nd ref='5'/><tag k='highway' v='primary'/></way>
    <way id='4'><nd ref='5'/><nd ref='4'/><tag k='highway' v='primary'/></way>
    """

  static func restriction(
    _ tags: [String: String], from: Int = 1, to: Int = 3, via: String = "<member type='node' ref='5' role='via'/>"
  ) -> String {
    let text = tags.map { "<tag k='\($0.key)' v='\($0.value)'/>" }.joined()
    return "<relation id='9'><member type='way' ref='\(from)' role='from'/>\(via)"
      + "<member type='way' ref='\(to)' role='to'/><tag k='type' v='restriction'/>\(text)</relation>"
  }

  /// Metres from 1 to 3, 2 and 4, to the metre; 0 where there is no way.
  static func metres(_ rules: ModeRules, _ relations: String, from: Int64 = 1) throws -> (RoadGraph, [Int]) {
    let graph = try RoadGraph.build(osm: osm(crossing + relations), rules: rules, impedance: .distance)
    let places = try [from, 3, 2, 4].map { graph.snappedPoint(at: try #require(graph.position(ofNode: $0))) }
    let found = places.dropFirst().map { place in
      let forward = cost(graph, from: places[0], to: place)
      #expect(cost(graph, from: place, to: places[0], .toStation) == forward)
      return ((forward ?? 0) + 500) / 1000
    }
    return (graph, found)
  }

  /// 222 m to the left; 443 m over the northern dead end, where one may turn round. With only the left turn allowed, 444 m to the
  /// north and 445 m to the east over the western one.
  @Test(arguments: [
    (["restriction": "no_left_turn"], [443, 221, 222]), (["restriction": "only_left_turn"], [222, 444, 445]),
    (["restriction": "no_left_turn", "except": "hgv"], [222, 221, 222]),
    (["restriction": "no_left_turn", "except": "psv; hgv"], [222, 221, 222]),
    (["restriction": "no_left_turn", "except": "psv;bicycle"], [443, 221, 222]),
    (["restriction:hgv": "no_left_turn"], [443, 221, 222]), (["restriction:psv": "no_left_turn"], [222, 221, 222]),
    (["restriction": "no_left_turn", "restriction:hgv": "only_left_turn"], [222, 444, 445]),
    (["restriction": "nothing"], [222, 221, 222]),
    (["restriction:conditional": "no_left_turn @ (07:00-09:00)"], [222, 221, 222]),
  ])
  func words(tags: [String: String], expected: [Int]) throws {
    #expect(try Self.metres(.truck, Self.restriction(tags)).1 == expected)
    // Walkers turn as they like.
    #expect(try Self.metres(.walk, Self.restriction(tags)).1 == [222, 221, 222])
  }

  @Test func bicyclesAreBoundUnlessExcepted() throws {
    #expect(try Self.metres(.bicycle, Self.restriction(["restriction": "no_left_turn"])).1 == [443, 221, 222])
    let excepted = ["restriction": "no_left_turn", "except": "bicycle"]
    #expect(try Self.metres(.eBike, Self.restriction(excepted)).1 == [222, 221, 222])
  }

  /// Turning round at the crossing is nobody's way; with every other turn forbidden as well there is none.
  @Test func turningRound() throws {
    let noUTurn = Self.restriction(["restriction": "no_u_turn"], from: 1, to: 1)
    #expect(try Self.metres(.truck, noUTurn).1 == [222, 221, 222])
    let all =
      Self.restriction(["restriction": "no_left_turn"]) + Self.restriction(["restriction": "no_right_turn"], to: 4)
      + Self.restriction(["restriction": "no_straight_on"], to: 2)
    #expect(try Self.metres(.truck, all).1 == [0, 0, 0])
  }

  @Test func countedWhenNotHeeded() throws {
    let timed = Self.restriction(["restriction:conditional": "no_left_turn @ (Mo-Fr)"])
    #expect(try Self.metres(.truck, timed).0.notes.count(.turnAtTimes) == 1)
    for broken in [
      Self.restriction(["restriction": "no_left_turn"], via: ""), Self.restriction(["restriction": "turn"]),
      Self.restriction(["restriction": "no_left_turn"], from: 77),
      // A way between that meets neither of the others at its end.
      Self.restriction(["restriction": "no_u_turn"], from: 1, to: 1, via: "<member type='way' ref='4' role='via'/>"),
      Self.restriction(["restriction": "no_left_turn"], via: "<member type='node' ref='77' role='via'/>"),
      // A way that passes through the junction arrives there twice.
      "<way id='5'><nd ref='3'/><nd ref='2'/><nd ref='4'/><tag k='highway' v='primary'/></way>"
        + Self.restriction(
          ["restriction": "no_u_turn"], from: 5, to: 2, via: "<member type='node' ref='2' role='via'/>"),
    ] {
      let (graph, metres) = try Self.metres(.truck, broken)
      #expect(graph.notes.count(.turnUnusable) == 1)
      #expect(metres == [222, 221, 222])
    }
  }

  /// Only the restricted junction grows: four arrivals and four leavings.
  @Test func onlyRestrictedJunctionsGrow() throws {
    let (graph, _) = try Self.metres(.truck, Self.restriction(["restriction": "no_left_turn"]))
    #expect(graph.nodeCount == 5 && graph.searchNodeCount == 13)
    // 8 of streets, 11 turns (not the left one, none back), 4 to the junction itself.
    #expect(graph.arcCount == 23)
    // Without a restriction the crossing still lets no truck turn round; a bicycle's has 16 turns but the left one.
    #expect(try Self.metres(.truck, "").0.searchNodeCount == 13)
    #expect(try Self.metres(.bicycle, "").0.searchNodeCount == 5)
    #expect(try Self.metres(.bicycle, Self.restriction(["restriction": "no_left_turn"])).0.arcCount == 27)
    #expect(try Self.metres(.walk, Self.restriction(["restriction": "no_left_turn"])).0.searchNodeCount == 5)
    var query = ReachQuery(graph)
    query.run(from: NodeIndex(0), cutoff: 1_000_000, direction: .fromStation)
    #expect(query.reachedCount == 5)
  }
}

/// A random town for trucks: ties, islands, one-ways, dead ends, and turn restrictions of all kinds.
struct RandomTown {
  struct Piece: Hashable {
    var way: Int
    var from: Int
    var to: Int
  }
  var text = ""
  var places: [Coordinate] = []
  var pieces: [Piece] = []
  var rules: [(from: Int, via: Int, to: Int, word: String)] = []

  init(seed: Int) {
    var numbers = SplitMix(seed: seed)
    let count = 14
    let cells = (0..<25).shuffled(using: &numbers)
    for id in 0..<count {
      let place = SIMD2(cells[id] % 5, cells[id] / 5)
      places.append(Coordinate(x: Double(place.x) / 1000, y: Double(place.y) / 1000))
      text += "<node id='\(id)' lat='0.00\(place.y)' lon='0.00\(place.x)'/>"
    }
    var used: Set<Set<Int>> = []
    var ways: [[Int]] = []
    for _ in 0..<16 {
      var nodes = [Int.random(in: 0..<count, using: &numbers)]
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let next = (nodes.last! + Int.random(in: 1...4, using: &numbers)) % count
        // A piece drawn twice would be one street of one of the ways.
        if used.insert([nodes.last!, next]).inserted { nodes.append(next) }
      }
      if nodes.count < 2 { continue }
      let way = ways.count
      ways.append(nodes)
      let oneway = ["yes", "-1", "no", "no", "no"].randomElement(using: &numbers)!
      let refs = nodes.map { "<nd ref='\($0)'/>" }.joined()
      text += "<way id='\(way)'>\(refs)<tag k='highway' v='primary'/><tag k='oneway' v='\(oneway)'/></way>"
      for (a, b) in zip(nodes, nodes.dropFirst()) {
        if oneway != "-1" { pieces.append(Piece(way: way, from: a, to: b)) }
        if oneway != "yes" { pieces.append(Piece(way: way, from: b, to: a)) }
      }
    }
    for id in 0..<Int.random(in: 0...10, using: &numbers) {
      let via = Int.random(in: 0..<count, using: &numbers)
      let meeting = ways.indices.filter { ways[$0].contains(via) }
      guard let from = meeting.randomElement(using: &numbers), let to = meeting.randomElement(using: &numbers) else {
        continue
      }
      let word =
        from == to
        ? "no_u_turn" : ["no_left_turn", "no_straight_on", "only_right_turn"].randomElement(using: &numbers)!
      rules.append((from, via, to, word))
      text +=
        "<relation id='\(id)'><member type='way' ref='\(from)' role='from'/>"
        + "<member type='node' ref='\(via)' role='via'/><member type='way' ref='\(to)' role='to'/>"
        + "<tag k='type' v='restriction'/><tag k='restriction' v='\(word)'/></relation>"
    }
  }

  /// Millimetres from a place to all others, from piece to piece, by Dijkstra as in the textbook over pieces.
  ///
  /// - Parameter turnsRound: for each place whether one may turn round there; where not, only for want of another turn.
  func costs(from origin: Int, turnsRound: [Bool]) -> [Double?] {
    func mayTurn(_ a: Piece, _ b: Piece) -> Bool {
      var only: Set<Piece> = []
      for rule in rules where rule.via == a.to && rule.from == a.way {
        let arriving = pieces.filter { $0.way == rule.from && $0.to == rule.via }
        let leaving = pieces.filter { $0.way == rule.to && $0.from == rule.via }
        if rule.word == "no_u_turn" {
          if b.way == a.way, b.to == a.from { return false }
          continue
        }
        // A way that passes through the junction does not say which of its two arms is meant.
        guard arriving.count == 1, leaving.count == 1 else { continue }
        if rule.word.hasPrefix("only") { only.insert(leaving[0]) } else if b == leaving[0] { return false }
      }
      return only.isEmpty || only.contains(b)
    }
    let next = pieces.map { a in
      let allowed = pieces.indices.filter { pieces[$0].from == a.to && mayTurn(a, pieces[$0]) }
      let onward = allowed.filter { pieces[$0].to != a.from }
      return turnsRound[a.to] || onward.isEmpty ? allowed : onward
    }
    let lengths = pieces.map { shortDistance(places[$0.from], places[$0.to]) * 1000 }
    var best = pieces.indices.map { pieces[$0].from == origin ? lengths[$0] : nil as Double? }
    var isDone = pieces.map { _ in false }
    var reached = [Double?](repeating: nil, count: places.count)
    reached[origin] = 0
    while let piece = pieces.indices.filter({ !isDone[$0] && best[$0] != nil }).min(by: { best[$0]! < best[$1]! }) {
      isDone[piece] = true
      reached[pieces[piece].to] = min(reached[pieces[piece].to] ?? .infinity, best[piece]!)
      for other in next[piece] { best[other] = min(best[other] ?? .infinity, best[piece]! + lengths[other]) }
    }
    return reached
  }
}

@Suite struct TurnPropertyTests {
  /// 10,000 searches in 1,000 towns, in both directions. Streets are rounded to a millimetre each.
  @Test(arguments: [true, false])
  func costsEqualSearchFromPieceToPiece(mayTurnRound: Bool) throws {
    var restricted = 0
    var cases = 0
    var rules = ModeRules.truck
    rules.mayTurnRound = mayTurnRound
    for seed in 0..<1000 {
      let town = RandomTown(seed: seed)
      let graph = try RoadGraph.build(osm: osm(town.text), rules: rules, impedance: .distance)
      let points = town.places.indices.map { id in
        graph.position(ofNode: Int64(id)).map { graph.snappedPoint(at: $0) }
      }
      if graph.searchNodeCount > graph.nodeCount { restricted += 1 }
      // One turns round at junctions and dead ends, not in the middle of a street.
      let turnsRound = points.map { point in
        mayTurnRound && (point.map { $0.offset == 0 || $0.offset == graph.cost(of: $0.street) } ?? false)
      }
      var query = ReachQuery(graph)
      let origins = points.indices.filter { points[$0] != nil }.prefix(5)
      for origin in origins {
        let expected = town.costs(from: origin, turnsRound: turnsRound)
        let cutoff = [300_000, 700_000, 2_000_000][(seed + origin) % 3]
        query.run(from: points[origin]!, cutoff: cutoff, direction: .fromStation)
        let forward = points.map { $0.flatMap { query.cost(to: $0) } }
        cases += 1
        let target = (origin * 7 + seed) % points.count
        var backward = forward[target]
        if let point = points[target] {
          query.run(from: point, cutoff: cutoff, direction: .toStation)
          backward = query.cost(to: points[origin]!)
          cases += 1
        }
        #expect(backward == forward[target], "seed \(seed), from \(origin) to \(target)")
        for target in points.indices where points[target] != nil {
          let cost = expected[target].flatMap { $0 <= Double(cutoff) ? $0 : nil }
          // 1 mm per street; a street is 111 m and more.
          if let near = expected[target], abs(near - Double(cutoff)) < 50 { continue }
          let isEqual = cost.map { cost in forward[target].map { abs(Double($0) - cost) < 50 } ?? false }
          #expect(isEqual ?? (forward[target] == nil), "seed \(seed), from \(origin) to \(target)")
        }
      }
    }
    #expect(restricted > 700 && cases > 9_500)
  }

  /// Cover sets, nearest stations, paths and reached parts see the same restrictions as the search.
  @Test func allAnswersSeeTheRestrictions() async throws {
    for seed in 0..<150 {
      let town = RandomTown(seed: seed)
      let graph = try RoadGraph.build(osm: osm(town.text), rules: .truck, impedance: .distance)
      let places = town.places.map { Coordinate(x: $0.x + 0.0003, y: $0.y + 0.0002) }
      let results = graph.snap(places, limit: Meters(300))
      for direction in [Direction.fromStation, .toStation] {
        let sets = try await coverSets(
          graph, sites: results, demand: results, cutoff: .distance(Meters(5000)), direction: direction)
        var query = ReachQuery(graph)
        for (site, origin) in results.enumerated() {
          guard let origin = origin.point else { continue }
          query.run(from: origin, cutoff: 5_000_000, direction: direction)
          let expected = results.map { $0.point.flatMap { query.cost(to: $0) } }
          var found = [Int?](repeating: nil, count: results.count)
          for (demand, cost) in zip(sets.demand(of: SiteIndex(site)), sets.costs(of: SiteIndex(site))) {
            found[Int(demand)] = Int(cost)
          }
          #expect(found == expected, "seed \(seed), site \(site)")
        }
        let stations = Array(results.prefix(3))
        let nearest = nearestStation(graph, stations: stations, demand: results, direction: direction)
        let least = sets.nearest(among: (0..<3).map { SiteIndex($0) })
        for index in results.indices {
          if case .station(let station, let cost) = nearest[index] {
            #expect(least[index]?.site.rawValue == station && least[index]?.cost == Double(cost), "seed \(seed)")
          } else {
            #expect(least[index] == nil, "seed \(seed)")
          }
        }
      }
      let points = results.compactMap(\.point)
      guard let origin = points.first else { continue }
      var query = ReachQuery(graph)
      let reached = query.reachedMeters(from: origin, cutoff: 400_000, direction: .fromStation)
      var within = 0
      for street in graph.streets {
        let whole = graph.cost(of: street.id)
        for offset in stride(from: 500, to: whole, by: 1000) {
          let place = graph.snappedPoint(at: StreetPosition(street: street.id, offset: offset))
          if query.cost(to: place) != nil { within += 1 }
        }
      }
      #expect(abs(Double(within) - reached) <= Double(2 * graph.streetCount), "seed \(seed)")
    }
  }
}
