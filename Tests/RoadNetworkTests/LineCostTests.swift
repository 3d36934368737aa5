import Geometry
import Model
import RoadNetwork
import Testing

/// A random ride over a random map, and what one finds about it by asking at every metre.
struct RandomRide {
  let graph: RoadGraph
  let line: LineOnStreets
  let sites: [SnapResult]
  /// Metres at which it is asked: none at a junction.
  let places: [Double]
  /// The place on its street at each of them.
  let points: [SnappedPoint]

  init?(seed: Int, isTwoWay: Bool = false) throws {
    var numbers = SplitMix(seed: seed &+ 5000)
    let isTime = seed % 2 == 0
    var map = RandomMap(seed: seed, shift: 7)
    if isTwoWay { for line in map.lines.indices { map.lines[line].tags = [:] } }
    graph = try map.graph(
      isTime ? .time(KilometersPerHour(4)) : .distance, isTime && seed % 4 == 0 ? RandomMap.hills(seed: seed) : nil)
    let streets = Array(graph.streets)
    var street = streets.randomElement(using: &numbers)!
    var isForward = Bool.random(using: &numbers)
    var parts: [StreetPart] = []
    // From junction to junction, sometimes back from the middle of a street, never minding one-ways.
    for _ in 0..<6 {
      let cost = graph.cost(of: street.id)
      parts.append(StreetPart(street: street.id, first: isForward ? 0 : cost, last: isForward ? cost : 0))
      if Int.random(in: 0..<5, using: &numbers) == 0 {
        parts[parts.count - 1].last = cost / 3
        parts.append(
          StreetPart(street: street.id, first: cost / 3, last: isForward ? 0 : cost))
        isForward.toggle()
      }
      let node = isForward ? street.to : street.from
      street = streets.filter { $0.from == node || $0.to == node }.randomElement(using: &numbers)!
      isForward = street.from == node
    }
    line = LineOnStreets(graph, along: parts)
    let stations = RandomMap.points(seed: seed, count: 4)
    sites = graph.snap(stations + [graph.street(parts[0].street).coordinates[0]], limit: Meters(60))
    var places: [Double] = []
    var points: [SnappedPoint] = []
    for run in line.runs {
      let place = run.place!
      for step in 0..<Int((run.to - run.from).rounded(.up)) {
        let metres = run.from + Double(step) + 0.37
        guard metres < run.to - 0.01 else { continue }
        let share = (metres - run.from) / (run.to - run.from)
        let offset = place.first + Int((Double(place.last - place.first) * share).rounded())
        places.append(metres)
        points.append(graph.snappedPoint(at: StreetPosition(street: place.street, offset: offset)))
      }
    }
    self.places = places
    self.points = points
    if points.isEmpty { return nil }
  }

  var index: LineIndex { LineIndex(graph, [line]) }
  /// A metre of the steepest street in the worse sense costs no more.
  var costPerMeter: Double { graph.impedance == .distance ? 1000 : 3000 }

  /// Of each site the costs of the places, nil where there is no way.
  func costs(_ direction: Direction) -> [[Int?]] {
    sites.map { site in
      guard let origin = site.point else { return points.map { _ in nil } }
      var query = ReachQuery(graph)
      query.run(from: origin, cutoff: ReachQuery.largestCutoff, direction: direction)
      return points.map { query.cost(to: $0) }
    }
  }

  /// Whether the stretches hold the places with a cost within the limit, save those less than a metre from a cut.
  func faults(_ stretches: [LineStretch], _ costs: [Double?], limit: Double) -> [Double] {
    let cuts = stretches.flatMap { [$0.from, $0.to] } + line.runs.map(\.to)
    return zip(places, costs).compactMap { metres, cost in
      let isServed = stretches.contains { $0.from <= metres && metres <= $0.to }
      let shouldBe = cost.map { $0 <= limit } ?? false
      return isServed == shouldBe || cuts.contains { abs($0 - metres) <= 1 } ? nil : metres
    }
  }
}

@Suite struct LineCostTests {
  /// A to B 400 m, C 100 m north of its middle; a metre a second. From B to D another 200 m one-way east.
  static let scene = Scene(
    """
        C
        |
    A---+---B>>>D
    """)

  private func whole(_ graph: RoadGraph, _ a: Character, _ b: Character) throws -> LineOnStreets {
    let line = [Self.scene.places[a]!, Self.scene.places[b]!]
    var parts: [StreetPart] = []
    for street in graph.streets where street.coordinates.allSatisfy({ abs($0.y - line[0].y) < 1e-6 }) {
      parts.append(StreetPart(street: street.id, first: 0, last: graph.cost(of: street.id)))
      #expect(street.coordinates[0].x < street.coordinates.last!.x, "drawn from west to east")
    }
    parts.sort { graph.street($0.street).coordinates[0].x < graph.street($1.street).coordinates[0].x }
    return LineOnStreets(
      graph, along: parts.filter { graph.street($0.street).coordinates[0].x < line[1].x - 1e-6 })
  }

  /// The station at C: 300 s from A, down to 100 s in the middle, up to 300 s at B. Within 150 s lie 100 m; within 100 s
  /// only the middle itself, which has no length.
  @Test func twoCrossingsOfTheCutoff() throws {
    let graph = try Self.scene.graph()
    let line = try whole(graph, "A", "D")
    #expect(abs(line.length - 600) < 0.1)
    let sites = graph.snap([Self.scene.places["C"]!], limit: Meters(10))
    let costs = LineIndex(graph, [line]).nearest(of: sites, .toStation)[0]
    let stretches = costs.stretches(within: 150_000)
    let middle = try #require(stretches.first)
    #expect(stretches.count == 1 && abs(middle.from - 150) < 0.1 && abs(middle.to - 250) < 0.1)
    #expect(costs.stretches(within: 99_900).isEmpty)
    // From the one-way street behind B nobody comes back; from the station one comes there.
    #expect(costs.cost(at: 500) == nil)
    let from = LineIndex(graph, [line]).nearest(of: sites, .fromStation)[0]
    #expect(abs(try #require(from.cost(at: 500)) - 400_000) < 100)
  }

  /// A station on the street at 50 m serves 30 m on both sides in 30 s, cut at the exact metre.
  @Test func stationsOnTheStreetItself() throws {
    let graph = try Self.scene.graph()
    let line = try whole(graph, "A", "B")
    let sites = graph.snap([Self.scene.near("A", east: 50)], limit: Meters(10))
    let costs = LineIndex(graph, [line]).nearest(of: sites, .toStation)[0]
    let stretch = try #require(costs.stretches(within: 30_000).first)
    #expect(abs(stretch.from - 20) < 0.05 && abs(stretch.to - 80) < 0.05)
  }

  /// There and back to C costs twice the way: within 300 s the same as 150 s one way. One who rides on from A to B and
  /// looks in at C rides 200 s more; so much is within the extra from A to the middle, and behind it ever more.
  @Test func detoursByBothRules() async throws {
    let graph = try Self.scene.graph()
    let line = try whole(graph, "A", "B")
    let index = LineIndex(graph, [line])
    let sites = graph.snap([Self.scene.places["C"]!], limit: Meters(10))
    let back = try await index.served(by: sites, .return, limit: 300_000)
    let stretch = try #require(back.first?.costs.stretches(within: 300_000).first)
    #expect(abs(stretch.from - 150) < 0.1 && abs(stretch.to - 250) < 0.1)
    // 250 s: leaving 25 m behind the middle costs 25 s back, and 25 s to come again where one was.
    let through = try await index.served(by: sites, .through, limit: 250_000)
    let part = try #require(through.first?.costs.stretches(within: 250_000).first)
    #expect(part.from == 0 && abs(part.to - 225) < 0.1)
    #expect(try await index.served(by: sites, .through, limit: 199_000).isEmpty)
  }

  /// A station on the line costs those before it nothing, and the extra is never less than that: the line goes from A to
  /// the middle, to C and back to the middle, 400 m; the station at the middle saves riders 200 s.
  @Test func whatIsSavedCountsAsNothing() async throws {
    let graph = try Self.scene.graph()
    let west = try #require(graph.snap([Self.scene.near("A", east: 100)], limit: Meters(1))[0].point)
    let north = try #require(graph.snap([Self.scene.near("C", north: -50)], limit: Meters(1))[0].point)
    let (there, up) = (graph.cost(of: west.street), graph.cost(of: north.street))
    let isUp = graph.street(north.street).coordinates[0].y > Self.scene.places["A"]!.y + 1e-6
    let line = LineOnStreets(
      graph,
      along: [
        StreetPart(street: west.street, first: 0, last: there),
        StreetPart(street: north.street, first: isUp ? up : 0, last: isUp ? 0 : up),
        StreetPart(street: north.street, first: isUp ? 0 : up, last: isUp ? up : 0),
      ])
    #expect(abs(line.length - 400) < 0.1)
    let sites = graph.snap([Self.scene.near("A", east: 200)], limit: Meters(1))
    let found = try await LineIndex(graph, [line]).served(by: sites, .through, limit: 1000)
    let costs = try #require(found.first?.costs)
    #expect(costs.stretches(within: 1000) == [LineStretch(from: 0, to: line.length)])
    #expect(costs.allSatisfy { $0.fromCost >= 0 && $0.toCost >= 0 })
    #expect(costs.cost(at: 100) == 0)
  }

  @Test func nearestEqualsAskingAtEveryMetre() throws {
    for seed in 0..<200 {
      guard let ride = try RandomRide(seed: seed) else { continue }
      for direction in [Direction.toStation, .fromStation] {
        let costs = ride.index.nearest(of: ride.sites, direction)[0]
        let asked = nearestStation(
          ride.graph, stations: ride.sites, demand: ride.points.map { .snapped($0) }, direction: direction)
        for (metres, nearest) in zip(ride.places, asked) {
          guard case .station(_, let cost) = nearest else {
            #expect(costs.cost(at: metres) == nil, "seed \(seed) at \(metres) m")
            continue
          }
          let found = costs.cost(at: metres) ?? .infinity
          #expect(abs(found - Double(cost)) <= 4, "seed \(seed) at \(metres) m: \(found) and \(cost)")
        }
        let values = asked.map { nearest -> Double? in
          if case .station(_, let cost) = nearest { Double(cost) } else { nil }
        }
        for limit in [60_000.0, 200_000] {
          let faults = ride.faults(costs.stretches(within: limit), values, limit: limit)
          #expect(faults.isEmpty, "seed \(seed) within \(limit): \(faults)")
        }
      }
    }
  }

  @Test func servedBySitesEqualsAskingAtEveryMetre() async throws {
    for seed in 0..<200 {
      guard let ride = try RandomRide(seed: seed) else { continue }
      let towards = ride.costs(.toStation)
      let back = ride.costs(.fromStation)
      let limit = 150_000
      let cut = try await ride.index.served(by: ride.sites, .cutoff(.toStation), limit: limit)
      let trips = try await ride.index.served(by: ride.sites, .return, limit: limit)
      for site in ride.sites.indices {
        let own = cut.first { $0.site == site }?.costs ?? []
        var faults = ride.faults(
          own.stretches(within: Double(limit)), towards[site].map { $0.map(Double.init) }, limit: Double(limit))
        let sums = zip(towards[site], back[site]).map { a, b in a.flatMap { a in b.map { Double(a + $0) } } }
        let pairs = trips.first { $0.site == site }?.costs ?? []
        faults += ride.faults(pairs.stretches(within: Double(limit)), sums, limit: Double(limit))
        #expect(faults.isEmpty, "seed \(seed), site \(site): \(faults)")
      }
      // The best of all is the least at each place.
      let best = ride.index.best(of: trips)[0]
      for (position, metres) in ride.places.enumerated() {
        let least = ride.sites.indices.compactMap { site in
          towards[site][position].flatMap { a in back[site][position].map { a + $0 } }
        }.min()
        guard let least, least <= limit - 10 else { continue }
        #expect(abs((best.cost(at: metres) ?? .infinity) - Double(least)) <= 8, "seed \(seed) at \(metres)")
      }
    }
  }

  @Test func throughEqualsAllPairsOfPlaces() async throws {
    var served = 0
    for seed in 0..<200 {
      guard let ride = try RandomRide(seed: seed) else { continue }
      let towards = ride.costs(.toStation)
      let back = ride.costs(.fromStation)
      let rides = ride.index.rides(of: 0)
      let ridden = ride.places.map { rides.cost(at: $0)! }
      let limit = 90_000.0
      let found = try await ride.index.served(by: ride.sites, .through, limit: Int(limit))
      for site in ride.sites.indices {
        var extras: [Double?] = []
        for leave in ride.places.indices {
          var least: Double?
          if let there = towards[site][leave] {
            for join in leave..<ride.places.count {
              guard let again = back[site][join] else { continue }
              let extra = max(0, Double(there + again) - (ridden[join] - ridden[leave]))
              least = min(least ?? extra, extra)
            }
          }
          extras.append(least)
        }
        let costs = found.first { $0.site == site }?.costs ?? []
        for (metres, extra) in zip(ride.places, extras) {
          // Places to join are a metre apart: two metres of ride and way back.
          let own = costs.cost(at: metres)
          if let own {
            served += 1
            let asked = extra ?? .infinity
            #expect(own <= asked + 8 && own >= asked - 2 * ride.costPerMeter, "seed \(seed) at \(metres) m")
          } else if let extra {
            #expect(extra > limit - 8, "seed \(seed), site \(site) at \(metres) m: \(extra)")
          }
        }
      }
    }
    #expect(served > 10_000)
  }

  @Test func threadsAndOrderChangeNothing() async throws {
    let ride = try #require(try RandomRide(seed: 7))
    let index = LineIndex(ride.graph, [ride.line, ride.line.reversed, LineOnStreets(runs: [])])
    for rule in [LineRule.cutoff(.fromStation), .return, .through] {
      let one = try await index.served(by: ride.sites, rule, limit: 200_000, threads: 1)
      #expect(try await index.served(by: ride.sites, rule, limit: 200_000, threads: 4) == one)
      #expect(one.allSatisfy { $0.line < 2 })
    }
    #expect(ride.line.reversed.reversed.runs.count == ride.line.runs.count)
    await #expect(throws: RoadNetworkError.self) { try await index.served(by: ride.sites, .return, limit: -1) }
  }
}
