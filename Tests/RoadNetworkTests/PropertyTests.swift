import Geometry
import Model
import RoadNetwork
import Testing

/// A random map on a square of some hundred metres: ties, islands, one-ways, parallel and repeated streets, loops.
struct RandomMap {
  var lines: [StreetLine] = []

  /// - Parameter shift: how far places stand off a lattice of 50 m, which makes many equal lengths and streets that lie
  ///   on each other.
  init(seed: Int, placeCount: Int = 24, lineCount: Int = 30, shift: Double = 0) {
    var numbers = SplitMix(seed: seed)
    let places = (0..<placeCount).map { _ in
      Scene.position(
        east: Double(Int.random(in: 0...12, using: &numbers)) * 50 + Double.random(in: 0...1, using: &numbers) * shift,
        north: Double(Int.random(in: 0...12, using: &numbers)) * 50 + Double.random(in: 0...1, using: &numbers) * shift)
    }
    for record in 0..<lineCount {
      let count = Int.random(in: 2...4, using: &numbers)
      // Near places mostly, so that pieces fall apart into islands.
      let start = Int.random(in: 0..<placeCount, using: &numbers)
      let line = (0..<count).map { step in
        places[(start + step * Int.random(in: 0...3, using: &numbers)) % placeCount]
      }
      let oneway = ["yes", "-1", nil, nil, nil].randomElement(using: &numbers)!
      lines.append(StreetLine(coordinates: line, tags: oneway.map { ["oneway:foot": $0] } ?? [:], record: record))
    }
  }

  func graph(_ impedance: Impedance = .distance, _ elevations: Elevations? = nil) throws -> RoadGraph {
    try RoadGraph.build(lines: lines, impedance: impedance, tolerance: Meters(0), elevations: elevations)
  }

  /// Hills up to 8 m around the map, a height every 40 m.
  static func hills(seed: Int) -> Elevations {
    var numbers = SplitMix(seed: seed &+ 77)
    let (low, high) = (Scene.position(east: -80, north: -80), Scene.position(east: 720, north: 720))
    return Elevations([
      Elevations.Tile(
        box: Box([low, high]), columns: 21, rows: 21,
        heights: (0..<441).map { _ in Int16.random(in: 0...8, using: &numbers) })
    ])
  }

  /// Points around the map, none on a street by rule.
  static func points(seed: Int, count: Int) -> [Coordinate] {
    var numbers = SplitMix(seed: seed &+ 1_000_003)
    return (0..<count).map { _ in
      Scene.position(
        east: Double.random(in: -20...620, using: &numbers), north: Double.random(in: -20...620, using: &numbers))
    }
  }
}

/// All arcs of the contracted graph with their whole-number costs.
func arcs(_ graph: RoadGraph) -> [(from: Int, to: Int, cost: Int)] {
  var arcs: [(from: Int, to: Int, cost: Int)] = []
  graph.forEachArc { from, to, metres, seconds, _ in
    arcs.append((from, to, Int(((seconds ?? metres) * 1000).rounded())))
  }
  return arcs
}

@Suite struct SearchPropertyTests {
  @Test func costsEqualTextbookDijkstra() throws {
    for seed in 0..<1000 {
      let graph = try RandomMap(seed: seed).graph(
        seed % 2 == 0 ? .distance : .time(KilometersPerHour(4)), seed % 3 == 0 ? RandomMap.hills(seed: seed) : nil)
      let arcs = arcs(graph)
      let backward = arcs.map { (from: $0.to, to: $0.from, cost: $0.cost) }
      var query = ReachQuery(graph)
      // One workspace for all runs, cutoffs up and down: nothing may be left over from the run before.
      for (start, cutoff) in [(0, 400_000), (1, 2_000_000_000), (2, 0), (0, 250_000), (3, 900_000)]
      where start < graph.nodeCount {
        for direction in [Direction.fromStation, .toStation] {
          query.run(from: NodeIndex(start), cutoff: cutoff, direction: direction)
          let expected = textbookDijkstra(
            nodeCount: graph.nodeCount, arcs: direction == .fromStation ? arcs : backward, seeds: [(start, 0)]
          ).map { $0.flatMap { $0 <= cutoff ? $0 : nil } }
          var found = [Int?](repeating: nil, count: graph.nodeCount)
          for node in 0..<graph.nodeCount { found[node] = query.cost(of: NodeIndex(node)) }
          #expect(found == expected, "seed \(seed), start \(start), cutoff \(cutoff), \(direction)")
          let count = query.reachedCount
          #expect(count == expected.count { $0 != nil }, "seed \(seed)")
        }
      }
    }
  }

  /// A ferry-like street of 300 km beside streets of 10 m: buckets far apart, results as ever.
  @Test func oneStreetFarLongerThanTheRest() throws {
    var lines = [
      StreetLine(coordinates: [Scene.position(east: 0, north: 0), Scene.position(east: 300_000, north: 0)])
    ]
    for step in 0..<30 {
      let places = [0, 1].map { Scene.position(east: 0, north: Double(step + $0) * 10) }
      lines.append(StreetLine(coordinates: places))
      lines.append(StreetLine(coordinates: [places[1], Scene.position(east: 8, north: Double(step + 1) * 10)]))
    }
    let graph = try RoadGraph.build(lines: lines, impedance: .distance)
    var query = ReachQuery(graph)
    for start in 0..<graph.nodeCount {
      query.run(from: NodeIndex(start), cutoff: 2_000_000_000, direction: .toStation)
      let expected = textbookDijkstra(nodeCount: graph.nodeCount, arcs: arcs(graph), seeds: [(start, 0)])
      var found: [Int?] = []
      for node in 0..<graph.nodeCount { found.append(query.cost(of: NodeIndex(node))) }
      #expect(found == expected)
    }
  }

  /// The contracted graph against the streets as drawn: the points are worked into the lines as places of their own and
  /// the way is found piece by piece in metres. The graph's places are rounded to 1e-7 degree, up to 8 mm each.
  @Test func coverSetsEqualTheStreetsAsDrawn() async throws {
    for seed in 0..<60 {
      let map = RandomMap(seed: seed, shift: 25)
      let graph = try map.graph()
      let points = RandomMap.points(seed: seed, count: 24)
      let results = graph.snap(points, limit: Meters(300))
      let direction: Direction = seed % 2 == 0 ? .toStation : .fromStation
      let sets = try await coverSets(
        graph, sites: Array(results.prefix(8)), demand: results, cutoff: .distance(Meters(2000)), direction: direction)
      let drawn = DrawnStreets(map.lines, points: results.map { $0.point?.position })
      for site in 0..<8 {
        var expected: [Int32: Double] = [:]
        if let origin = results[site].point {
          let metres = drawn.metres(from: site, direction)
          for (index, result) in results.enumerated() {
            guard let point = result.point, let length = metres[index] else { continue }
            // From a point to itself nobody goes to the street and back.
            let total = index == site ? 0 : origin.distance.value + length + point.distance.value
            if total <= 2000 { expected[Int32(index)] = total }
          }
        }
        let found = Array(zip(sets.demand(of: SiteIndex(site)), sets.costs(of: SiteIndex(site))))
        #expect(found.map(\.0) == expected.keys.sorted(), "seed \(seed), site \(site)")
        for (demand, cost) in found {
          let metres = expected[demand] ?? -1
          #expect(abs(cost / 1000 - metres) < 0.1, "seed \(seed), site \(site), demand \(demand)")
        }
      }
    }
  }

  @Test func smallerCutoffsComeFromTheSameRows() async throws {
    for seed in 0..<40 {
      let graph = try RandomMap(seed: seed).graph()
      let points = graph.snap(RandomMap.points(seed: seed, count: 30), limit: Meters(300))
      func rows(_ cutoff: Double) async throws -> CoverSets {
        try await coverSets(
          graph, sites: points, demand: points, cutoff: .distance(Meters(cutoff)), direction: .toStation)
      }
      let largest = try await rows(900)
      for cutoff in [0.0, 250, 600, 900] {
        #expect(try await rows(cutoff) == largest.within(cutoff * 1000), "seed \(seed), cutoff \(cutoff)")
      }
    }
  }

  @Test func nearestStationIsTheLeastOfAllRows() async throws {
    for seed in 0..<100 {
      let isHilly = seed % 2 == 0
      let graph = try RandomMap(seed: seed).graph(
        isHilly ? .time(KilometersPerHour(4)) : .distance, isHilly ? RandomMap.hills(seed: seed) : nil)
      let results = graph.snap(RandomMap.points(seed: seed, count: 40), limit: Meters(100))
      let stations = Array(results.prefix(7)) + [results[0]]
      let direction: Direction = seed % 4 < 2 ? .toStation : .fromStation
      let sets = try await coverSets(
        graph, sites: stations, demand: results,
        cutoff: isHilly ? .time(Seconds(2_000_000)) : .distance(Meters(2_000_000)), direction: direction)
      let least = sets.nearest(among: (0..<stations.count).map { SiteIndex($0) })
      let nearest = nearestStation(graph, stations: stations, demand: results, direction: direction)
      #expect(ReachIndex(graph, demand: results, direction: direction).nearest(of: stations) == nearest, "seed \(seed)")
      for index in results.indices {
        switch nearest[index] {
        case .station(let station, let cost):
          #expect(least[index]?.site.rawValue == station, "seed \(seed), demand \(index)")
          #expect(least[index]?.cost == Double(cost), "seed \(seed), demand \(index)")
        case .unreached(let reason):
          #expect(least[index] == nil, "seed \(seed), demand \(index)")
          #expect((reason == .tooFarFromStreet) == (results[index].point == nil))
        }
      }
    }
  }

  /// Every place on every street: in a reached part exactly when the search's cost is within the cutoff.
  @Test func reachedPartsHoldExactlyWhatIsWithinTheCutoff() throws {
    for seed in 0..<60 {
      // At one metre a second and level a metre costs 1,000, on hills more or less.
      let graph =
        try seed % 2 == 0
        ? RandomMap(seed: seed).graph()
        : RandomMap(seed: seed).graph(.time(KilometersPerHour(3.6)), RandomMap.hills(seed: seed))
      guard let origin = graph.snap(RandomMap.points(seed: seed, count: 1), limit: Meters(300))[0].point else {
        continue
      }
      for (cutoff, direction) in [(150_000, Direction.toStation), (420_000, .fromStation)] {
        var query = ReachQuery(graph)
        let reached = query.reachedMeters(from: origin, cutoff: cutoff, direction: direction)
        // Sampled every metre along all streets: the share within the cutoff measures the same length.
        var within = 0.0
        for street in graph.streets {
          let whole = graph.cost(of: street.id)
          for offset in stride(from: 500, to: whole, by: 1000) {
            let place = graph.snappedPoint(at: StreetPosition(street: street.id, offset: offset))
            guard query.cost(to: place) != nil else { continue }
            let ends = [-500, 500].map { graph.coordinate(at: .init(street: street.id, offset: offset + $0)) }
            within += shortDistance(ends[0], ends[1])
          }
        }
        // Two cuts on a street leave at most a sample each, of 1.2 m at the most, and bends are cut short.
        let slack = Double(3 * graph.streetCount)
        #expect(abs(within - reached) <= slack, "seed \(seed), cutoff \(cutoff)")
      }
    }
  }

  @Test func aLargerCutoffNeverReachesLess() throws {
    for seed in 0..<40 {
      let graph = try RandomMap(seed: seed).graph()
      guard let origin = graph.snap(RandomMap.points(seed: seed, count: 1), limit: Meters(300))[0].point else {
        continue
      }
      var query = ReachQuery(graph)
      var before = 0.0
      for cutoff in stride(from: 0, through: 800_000, by: 50_000) {
        let length = query.reachedMeters(from: origin, cutoff: cutoff, direction: .toStation)
        #expect(length >= before - 1e-6, "seed \(seed), cutoff \(cutoff)")
        before = length
      }
    }
  }
}

/// The lines of a map cut at every place and at the given points, as one plain graph in metres.
struct DrawnStreets {
  private var nodes: [SIMD2<Int64>: Int] = [:]
  private var arcs: [(from: Int, to: Int, cost: Double)] = []
  private var pointNodes: [Int?] = []

  /// - Parameter points: places on streets; they lie on them within a centimetre.
  init(_ lines: [StreetLine], points: [Coordinate?]) {
    for (index, point) in points.enumerated() {
      pointNodes.append(point == nil ? nil : number(SIMD2(Int64(-1 - index), 0)))
    }
    for line in lines {
      for (a, b) in zip(line.coordinates, line.coordinates.dropFirst()) {
        var stops: [(share: Double, node: Int)] = [(0, number(key(a))), (1, number(key(b)))]
        if stops[0].node == stops[1].node { continue }
        for (index, point) in points.enumerated() {
          guard let point, let share = share(of: point, a, b) else { continue }
          stops.append((share, pointNodes[index]!))
        }
        stops.sort { ($0.share, $0.node) < ($1.share, $1.node) }
        let length = shortDistance(a, b)
        for (from, to) in zip(stops, stops.dropFirst()) {
          let cost = (to.share - from.share) * length
          // Two stops at one place are one place, whatever the one-way says.
          if line.tags["oneway:foot"] != "-1" || cost < 0.0005 { arcs.append((from.node, to.node, cost)) }
          if line.tags["oneway:foot"] != "yes" || cost < 0.0005 { arcs.append((to.node, from.node, cost)) }
        }
      }
    }
  }

  /// From one point to each of the points, or the other way round for trips to a station.
  func metres(from point: Int, _ direction: Direction) -> [Double?] {
    let along = direction == .fromStation ? arcs : arcs.map { ($0.to, $0.from, $0.cost) }
    let costs = textbookDijkstra(nodeCount: nodes.count, arcs: along, seeds: [(pointNodes[point]!, 0)])
    return pointNodes.map { $0.flatMap { costs[$0] } }
  }

  private func key(_ place: Coordinate) -> SIMD2<Int64> {
    SIMD2(Int64((place.x * 1e7).rounded()), Int64((place.y * 1e7).rounded()))
  }

  private mutating func number(_ key: SIMD2<Int64>) -> Int {
    if let known = nodes[key] { return known }
    nodes[key] = nodes.count
    return nodes.count - 1
  }

  /// Where a point lies on a straight piece; nil when it is more than a centimetre off.
  private func share(of point: Coordinate, _ a: Coordinate, _ b: Coordinate) -> Double? {
    let scale = LocalScale(latitude: Scene.origin.y)
    let d = SIMD2((b.x - a.x) * scale.metersPerDegreeX, (b.y - a.y) * scale.metersPerDegreeY)
    let p = SIMD2((point.x - a.x) * scale.metersPerDegreeX, (point.y - a.y) * scale.metersPerDegreeY)
    let share = max(0, min(1, (d * p).sum() / (d * d).sum()))
    let off = p - d * share
    return (off * off).sum() < 1e-4 ? share : nil
  }
}
