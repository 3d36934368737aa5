import Geometry
import Model
import RoadNetwork
import Testing

@Suite struct LineFollowingTests {
  private func at(_ east: Double, _ north: Double) -> Coordinate { Scene.position(east: east, north: north) }

  /// Where a line lies on the streets at some metres, and what the leg there costs.
  private func place(_ line: LineOnStreets, _ graph: RoadGraph, _ metres: Double) -> (Coordinate, leg: Double)? {
    guard let run = line.runs.first(where: { $0.from <= metres && metres <= $0.to }), let place = run.place else {
      return nil
    }
    let share = (metres - run.from) / (run.to - run.from)
    let offset = Double(place.first) + Double(place.last - place.first) * share
    let leg = Double(place.firstAccess) + Double(place.lastAccess - place.firstAccess) * share
    return (graph.coordinate(at: StreetPosition(street: place.street, offset: Int(offset.rounded()))), leg)
  }

  /// The place of a line at some metres.
  private func position(_ line: [Coordinate], _ metres: Double) -> Coordinate {
    var rest = metres
    for (a, b) in zip(line, line.dropFirst()) {
      let length = shortDistance(a, b)
      if rest <= length {
        return Coordinate(x: a.x + (b.x - a.x) * rest / length, y: a.y + (b.y - a.y) * rest / length)
      }
      rest -= length
    }
    return line.last!
  }

  /// Rides drawn on their streets lie there again, each metre on its own place, junctions and turnings included.
  @Test func drawnStreetsAreFoundAgain() throws {
    for seed in 0..<200 {
      guard let ride = try RandomRide(seed: seed, isTwoWay: true), !ride.points[0].isOnIsland else { continue }
      let graph = ride.graph
      var drawn: [Coordinate] = []
      for run in ride.line.runs {
        for offset in [run.place!.first, run.place!.last] {
          let place = graph.coordinate(at: StreetPosition(street: run.place!.street, offset: offset))
          if drawn.last != place { drawn.append(place) }
        }
      }
      let line = graph.follow([drawn], limit: Meters(100))[0]
      #expect(abs(line.length - lengthInMeters(drawn)) < 1e-6 && line.lengthOffNetwork == 0, "seed \(seed)")
      var farthest = 0.0
      for metres in stride(from: 0.5, to: line.length, by: 1) {
        let (place, leg) = try #require(self.place(line, graph, metres))
        farthest = max(farthest, shortDistance(place, position(drawn, metres)), leg / 1000)
      }
      #expect(farthest < 0.6, "seed \(seed): \(farthest) m")
    }
  }

  /// A town of blocks of 90 by 70 m with holes, two-way: where a line along its streets is covered is what one finds by
  /// snapping it at every metre and asking for the nearest station there.
  @Test func coverageEqualsSnappingEveryMetre() throws {
    for seed in 0..<200 {
      var numbers = SplitMix(seed: seed)
      var lines: [StreetLine] = []
      var ends: [[Int]: [[Int]]] = [:]
      for row in 0..<6 {
        for column in 0..<6 {
          for there in [[column + 1, row], [column, row + 1]] where Int.random(in: 0..<4, using: &numbers) > 0 {
            lines.append(
              StreetLine(coordinates: [[column, row], there].map { at(90 * Double($0[0]), 70 * Double($0[1])) }))
            ends[[column, row], default: []].append(there)
            ends[there, default: []].append([column, row])
          }
        }
      }
      let graph = try RoadGraph.build(lines: lines, impedance: .time(KilometersPerHour(3.6)))
      var corner = ends.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.randomElement(using: &numbers)!
      var drawn = [corner]
      for _ in 0..<12 {
        corner = ends[corner]!.randomElement(using: &numbers)!
        drawn.append(corner)
      }
      let line = drawn.map { at(90 * Double($0[0]), 70 * Double($0[1])) }
      let stations = (0..<3).map { _ in at(.random(in: 0...540, using: &numbers), .random(in: 0...420, using: &numbers))
      }
      let sites = graph.snap(stations, limit: Meters(100))
      let followed = graph.follow([line], limit: Meters(100))[0]
      let costs = LineIndex(graph, [followed]).nearest(of: sites, .toStation)[0]
      let metres = Array(stride(from: 0.5, to: followed.length, by: 1))
      let asked = nearestStation(
        graph, stations: sites, demand: graph.snap(metres.map { position(line, $0) }, limit: Meters(100)),
        direction: .toStation)
      for limit in [80_000, 160_000] {
        let stretches = costs.stretches(within: Double(limit))
        let cuts = stretches.flatMap { [$0.from, $0.to] }
        for (place, nearest) in zip(metres, asked) {
          var isServed = false
          if case .station(_, let cost) = nearest { isServed = cost <= limit }
          if stretches.contains(where: { $0.from <= place && place <= $0.to }) != isServed {
            #expect(cuts.contains { abs($0 - place) <= 1 }, "seed \(seed) within \(limit) at \(place) m")
          }
        }
      }
    }
  }

  /// Two one-way streets 12 m apart, drawn 3 m beside their middle, nearer to the wrong one: the line runs with the
  /// traffic, also across the junction of 12 m in the middle.
  @Test func linesRunWithTheTraffic() throws {
    func street(_ points: [(Double, Double)], _ oneway: String = "") -> StreetLine {
      StreetLine(coordinates: points.map { at($0.0, $0.1) }, streetClass: "residential", tags: ["oneway:foot": oneway])
    }
    let lines = [
      street([(0, 0), (300, 0), (600, 0)], "yes"), street([(600, 12), (300, 12), (0, 12)], "yes"),
      street([(300, -100), (300, 0), (300, 12), (300, 100)]), street([(0, 0), (0, 12)]), street([(600, 0), (600, 12)]),
    ]
    let graph = try RoadGraph.build(lines: lines, impedance: .time(KilometersPerHour(3.6)))
    for (drawn, north) in [([at(5, 8), at(595, 8)], 0.0), ([at(595, 4), at(5, 4)], 12.0)] {
      let line = graph.follow([drawn], limit: Meters(100))[0]
      for metres in stride(from: 1.0, to: 589, by: 7) {
        let found = try #require(place(line, graph, metres))
        #expect(shortDistance(found.0, Coordinate(x: position(drawn, metres).x, y: at(0, north).y)) < 0.6, "\(metres)")
        #expect(found.leg == 0)
      }
    }
  }

  /// Across a block no street runs along: each metre has the leg to its nearest street, as when it is snapped alone.
  @Test func acrossABlockLegsCount() throws {
    let graph = try Scene(
      """
      A-------B
      |       |
      |       |
      |       |
      C-------D
      """
    ).graph()
    let line = [at(10, -5), at(390, -190)]
    let followed = graph.follow([line], limit: Meters(150))[0]
    let metres = Array(stride(from: 0.5, to: followed.length, by: 1))
    let snaps = graph.snap(metres.map { position(line, $0) }, limit: Meters(150))
    var compared = 0
    for (metres, snap) in zip(metres, snaps) {
      let point = try #require(snap.point)
      let found = try #require(place(followed, graph, metres))
      // Near its ends the line runs along the streets for some metres, and leaves them over ten more.
      guard point.distance.value > 45 else { continue }
      compared += 1
      #expect(abs(found.leg - Double(point.accessCost)) < 1000, "\(metres)")
    }
    #expect(compared > 200)
  }

  /// Riding takes 0.1 s a metre, legs 1 s. A street ends in a corner with another, behind which the line goes on for some
  /// metres without a street and comes back: 100 m along the street and back are 20 s, each metre beside it 1 s more, on
  /// the way back as well, where the other street runs the line's way.
  @Test(arguments: [5.0, 25, 28, 45, 75])
  func aSpurBehindACorner(metres: Double) throws {
    let lines = [[at(0, 0), at(100, 0)], [at(100, -100), at(100, 0)]].map { StreetLine(coordinates: $0) }
    let graph = try RoadGraph.build(
      lines: lines, impedance: .time(KilometersPerHour(36)), accessSpeed: KilometersPerHour(3.6))
    let drawn = [at(0, 0), at(100, 0), at(100, metres), at(100, 0), at(0, 0)]
    let index = LineIndex(graph, graph.follow([drawn, drawn.reversed()], limit: Meters(200)))
    for line in 0..<2 {
      let found = index.ride(of: line) / 1000
      #expect(abs(found - (20 + 2 * metres)) < 0.5, "\(found) s")
    }
  }

  /// From steps, 182.29 m on foot at 4 km/h, straight into a street of 174.42 m, ridden at 15 km/h: 164.06 s and 41.86 s. That
  /// the street begins a hair beside the steps' end does not make it a street one only passes.
  @Test func aStreetBehindStepsIsRidden() throws {
    let steps = [(103.4940791, 29.624287), (103.4950123, 29.6241809), (103.4959505, 29.6241162)]
    let street = [(103.4977241, 29.6238525), (103.4968442, 29.6240198), (103.4959505, 29.6241162)]
    let others = [
      [(103.4689121, 29.623722), (103.468, 29.6235)], [(103.5034207, 29.5057119), (103.504121, 29.5054732)],
      [(103.4959302, 29.6235832), (103.4959505, 29.6241162), (103.4959915, 29.6253491)],
    ]
    func line(_ places: [(Double, Double)]) -> [Coordinate] { places.map { Coordinate(x: $0.0, y: $0.1) } }
    let graph = try RoadGraph.build(
      lines: [others[0], others[2], street, others[1]].map { StreetLine(coordinates: line($0)) },
      impedance: .time(KilometersPerHour(15)), accessSpeed: KilometersPerHour(4))
    let drawn = line(steps) + line(street).reversed().dropFirst()
    let index = LineIndex(graph, graph.follow([drawn, drawn.reversed()], limit: Meters(200)))
    for ride in 0..<2 {
      #expect(abs(index.ride(of: ride) / 1000 - (164.06 + 41.86)) < 0.1)
    }
  }

  /// The same speeds. At 100 m the line turns away from the street by 45 degrees, 141.42 m to nowhere: 10 s and 141.42 s;
  /// the other way round it comes from beside the street. By 10 degrees it runs along for 172.8 m, until it is 30 m away.
  @Test func aLineThatPartsFromItsStreet() throws {
    let graph = try RoadGraph.build(
      lines: [StreetLine(coordinates: [at(0, 0), at(400, 0)])], impedance: .time(KilometersPerHour(36)),
      accessSpeed: KilometersPerHour(3.6))
    let away = [at(0, 0), at(100, 0), at(200, 100)]
    let slowly = [at(0, 0), at(100, 0), at(100 + 172.8, 30)]
    let beside = [at(0, 20), at(300, 20)]
    let index = LineIndex(graph, graph.follow([away, away.reversed(), slowly, beside], limit: Meters(200)))
    for (line, expected, tolerance) in [(0, 151.42, 0.5), (1, 151.42, 0.5), (2, 27.5, 1), (3, 30, 0.2)] {
      let found = index.ride(of: line) / 1000
      #expect(abs(found - expected) < tolerance, "line \(line): \(found) s")
    }
  }

  @Test func badLines() throws {
    let graph = try Scene("A---+---B").graph()
    let (a, b) = (at(0, 0), at(400, 0))
    let far = Coordinate(x: 105, y: 29.4)
    let lines = [
      [], [a], [a, a, a], [at(0, 900), at(400, 900)], [a, far, b], [a, Coordinate(x: .nan, y: 3), b], [a, b, a],
    ]
    let found = graph.follow(lines, limit: Meters(200), threads: 2)
    #expect(found.prefix(3).allSatisfy { $0.runs.isEmpty && $0.length == 0 })
    #expect(found[3].runs.count == 1 && found[3].runs[0].place == nil && abs(found[3].lengthOffNetwork - 400) < 1)
    // 116 km to the east and back: the street, and what lies within the limit of its end.
    #expect(found[4].length > 200_000)
    #expect(
      abs(found[4].length - found[4].lengthOffNetwork - 2 * 200 - 400) < 30, "there along the street, then off it")
    #expect(abs(found[5].length - 400) < 0.1 && found[5].lengthOffNetwork == 0)
    #expect(found[3].position(at: 100) == nil)
    let middle = try #require(found[5].position(at: 100))
    #expect(shortDistance(graph.coordinate(at: middle), at(100, 0)) < 0.1)
    // There and back again.
    #expect(found[6].runs.count == 2 && found[6].runs.map { $0.place!.first }.sorted()[0] == 0)
    #expect(LineIndex(graph, found).ride(of: 6) == 2 * LineIndex(graph, found).ride(of: 5))
  }
}
