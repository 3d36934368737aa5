import Geometry
import Model
import RoadNetwork
import Testing

/// Streets on a lattice of 100 m, many of them drawn several times with another class, direction and sense.
private struct ParallelScene {
  struct Kind {
    var tags: [String: String]
    /// In km/h, worked out from the tables of docs/street-rules.md.
    var speed: Double
  }

  struct Mode {
    var rules: ModeRules
    var speed: Double
    var onewayKey: String
    var kinds: [Kind]
  }

  static let modes: [Mode] = {
    var truck = ModeRules.truck
    // A search that keeps no account of how it came may turn round anywhere.
    truck.mayTurnRound = true
    return [
      Mode(rules: .walk, speed: 4, onewayKey: "oneway:foot", kinds: [Kind(tags: ["highway": "path"], speed: 4)]),
      Mode(
        rules: .bicycle, speed: 12, onewayKey: "oneway",
        kinds: [
          Kind(tags: ["highway": "residential"], speed: 12), Kind(tags: ["highway": "track"], speed: 9.6),
          Kind(tags: ["highway": "footway", "bicycle": "dismount"], speed: 4),
          Kind(tags: ["highway": "residential", "maxspeed": "10"], speed: 10),
        ]),
      Mode(
        rules: .eBike, speed: 15, onewayKey: "oneway",
        kinds: [
          Kind(tags: ["highway": "cycleway"], speed: 15), Kind(tags: ["highway": "path"], speed: 12),
          Kind(tags: ["highway": "steps", "bicycle": "yes"], speed: 4),
        ]),
      Mode(
        rules: truck, speed: 30, onewayKey: "oneway",
        kinds: [
          Kind(tags: ["highway": "residential"], speed: 24), Kind(tags: ["highway": "living_street"], speed: 9),
          Kind(tags: ["highway": "secondary", "maxspeed": "20"], speed: 20),
          Kind(tags: ["highway": "service"], speed: 15),
        ]),
    ]
  }()

  let mode: Mode
  var lines: [StreetLine] = []
  /// Every piece as drawn: places, speed, whether it goes there and back.
  var pieces: [(a: Coordinate, b: Coordinate, speed: Double, there: Bool, back: Bool)] = []
  var points: [Coordinate] = []

  init(seed: Int) {
    var numbers = SplitMix(seed: seed)
    mode = Self.modes[seed % Self.modes.count]
    func place(_ column: Int, _ row: Int, _ dx: Double = 0, _ dy: Double = 0) -> Coordinate {
      let place = Scene.position(east: Double(column) * 100 + dx, north: Double(row) * 100 + dy)
      return Coordinate(x: (place.x * 1e7).rounded() / 1e7, y: (place.y * 1e7).rounded() / 1e7)
    }
    var edges: [(Coordinate, Coordinate)] = []
    func draw(_ line: [Coordinate]) {
      let kind = mode.kinds.randomElement(using: &numbers)!
      let oneway = ["yes", "-1", nil, nil].randomElement(using: &numbers)!
      var tags = kind.tags
      tags[mode.onewayKey] = oneway
      let line = Bool.random(using: &numbers) ? line : line.reversed()
      lines.append(StreetLine(coordinates: line, tags: tags, record: lines.count + 1))
      for (a, b) in zip(line, line.dropFirst()) {
        pieces.append((a, b, kind.speed, oneway != "-1", oneway != "yes"))
      }
    }
    for _ in 0..<14 {
      let (column, row) = (Int.random(in: 0...2, using: &numbers), Int.random(in: 0...2, using: &numbers))
      let isEast = Bool.random(using: &numbers)
      let (a, b) = (place(column, row), isEast ? place(column + 1, row) : place(column, row + 1))
      edges.append((a, b))
      for _ in 0..<Int.random(in: 1...3, using: &numbers) { draw([a, b]) }
      // A way round between the same junctions, and a loop.
      if Int.random(in: 0...3, using: &numbers) == 0 { draw([a, place(column, row, 40, 40), b]) }
      if Int.random(in: 0...7, using: &numbers) == 0 {
        draw([a, place(column, row, 30, 20), place(column, row, 20, 30), a])
      }
    }
    for _ in 0..<6 {
      let (a, b) = edges.randomElement(using: &numbers)!
      let share = Double.random(in: 0.2...0.8, using: &numbers)
      points.append(Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
    }
  }

  func graph(_ lines: [StreetLine]) throws -> RoadGraph {
    try RoadGraph.build(
      lines: lines, rules: mode.rules, impedance: .time(KilometersPerHour(mode.speed)), tolerance: Meters(0))
  }

  /// Milliseconds between the points over every piece as it was drawn: whoever is on one of several that lie on each other
  /// is on all.
  func plain(from origin: Int) -> [Double?] {
    var numbers: [Coordinate: Int] = [:]
    func number(_ place: Coordinate) -> Int {
      if let known = numbers[place] { return known }
      numbers[place] = numbers.count
      return numbers.count - 1
    }
    for point in points { _ = number(point) }
    var arcs: [(from: Int, to: Int, cost: Double)] = []
    for piece in pieces {
      let length = shortDistance(piece.a, piece.b)
      let on = points.filter {
        abs(shortDistance(piece.a, $0) + shortDistance($0, piece.b) - length) < 0.01
      }.sorted { shortDistance(piece.a, $0) < shortDistance(piece.a, $1) }
      let stops = [piece.a] + on + [piece.b]
      for (a, b) in zip(stops, stops.dropFirst()) {
        let cost = shortDistance(a, b) * 3600 / piece.speed
        if piece.there { arcs.append((number(a), number(b), cost)) }
        if piece.back { arcs.append((number(b), number(a), cost)) }
      }
    }
    return Array(textbookDijkstra(nodeCount: numbers.count, arcs: arcs, seeds: [(number(points[origin]), 0)]))
  }
}

@Suite struct ParallelStreetTests {
  /// Two footways of one length between the same junctions, one pushed, one ridden: 600 m at 12 km/h are 180 s.
  @Test(arguments: [false, true]) func theFasterOfTwoCountsWhicheverIsDrawnFirst(isTurned: Bool) throws {
    let ends = [Scene.position(east: 0, north: 0), Scene.position(east: 600, north: 0)]
    let slow = StreetLine(coordinates: ends, tags: ["highway": "footway", "bicycle": "dismount"])
    let fast = StreetLine(coordinates: ends.reversed(), tags: ["highway": "cycleway", "oneway": "-1"])
    let graph = try RoadGraph.build(
      lines: isTurned ? [fast, slow] : [slow, fast], rules: .bicycle, impedance: .time(KilometersPerHour(12)))
    let points = graph.snap(ends, limit: Meters(5)).compactMap(\.point)
    #expect(isNear(cost(graph, from: points[0], to: points[1]), 180_000, within: 40))
    // Nobody rides against the one-way: back they push, at 4 km/h.
    #expect(isNear(cost(graph, from: points[1], to: points[0]), 540_000, within: 120))
    let middle = try snapped(graph, Scene.position(east: 300, north: 0))
    #expect(isNear(cost(graph, from: middle, to: points[1]), 90_000, within: 40))
    #expect(isNear(cost(graph, from: middle, to: points[0]), 270_000, within: 80))
    #expect(graph.streetCount == 1)
  }

  /// 500 scenes: every time between points in the middle of streets against a plain Dijkstra over all pieces, in both
  /// directions; and the same streets, places and times whatever the order of the records.
  @Test func timesEqualAPlainSearchThatKeepsAllPieces() throws {
    for seed in 0..<500 {
      let scene = ParallelScene(seed: seed)
      let graph = try scene.graph(scene.lines)
      var numbers = SplitMix(seed: seed)
      let other = try scene.graph(scene.lines.shuffled(using: &numbers))
      #expect(graph.streets.map(\.coordinates) == other.streets.map(\.coordinates), "seed \(seed)")
      let points = graph.snap(scene.points, limit: Meters(5)).compactMap(\.point)
      #expect(points == other.snap(scene.points, limit: Meters(5)).compactMap(\.point), "seed \(seed)")
      try #require(points.count == scene.points.count)
      for origin in points.indices {
        let expected = scene.plain(from: origin)
        for (index, point) in points.enumerated() {
          let found = cost(graph, from: points[origin], to: point)
          #expect(cost(graph, from: point, to: points[origin], .toStation) == found, "seed \(seed)")
          #expect(cost(other, from: points[origin], to: point) == found, "seed \(seed)")
          // Places are rounded to 1e-7 degree and costs to a millisecond, each street's by itself.
          let isRight = expected[index].map { abs(Double(found ?? -1_000_000) - $0) < 80 } ?? (found == nil)
          #expect(isRight, "seed \(seed), \(origin) to \(index): \(String(describing: found))")
        }
      }
    }
  }

  /// A footway of 100 m, closed to bicycles, between two streets: its middle is equally far from both, and the western one
  /// counts, wherever the data lies and in whatever order it comes.
  @Test func equallyFarPlacesFallToTheWest() throws {
    for step in 0..<40 {
      let shift = Double(step) * 0.0123457
      func place(_ east: Double, _ north: Double) -> Coordinate {
        let place = Scene.position(east: east, north: north)
        return Coordinate(x: place.x + shift, y: place.y)
      }
      let (west, east) = ([place(0, -80), place(0, 80)], [place(100, -80), place(100, 80)])
      let lines = [StreetLine(coordinates: west), StreetLine(coordinates: east)]
      let (a, b) = (place(0, 0), place(100, 0))
      let middle = Coordinate(x: (a.x + b.x) / 2, y: a.y)
      for lines in [lines, lines.reversed()] {
        let graph = try RoadGraph.build(lines: lines, rules: .bicycle, impedance: .distance)
        // Ends are rounded to 1e-7 degree, a centimetre: the middle of what was kept.
        let kept = graph.streets.flatMap(\.coordinates).map(\.x)
        let center = Coordinate(x: (kept.min()! + kept.max()!) / 2, y: middle.y)
        #expect(try snapped(graph, center, limit: 60).position.x < center.x, "step \(step)")
      }
    }
  }
}
