import Geometry
import Model
import RoadNetwork
import Testing

@Suite struct StreetReachTests {
  /// Streets 50 m a character, 1 m/s: A to B 200 m, B to C and A to D 100 m; E lies 50 m south of D, on no way to A.
  static let scene = Scene(
    """
    A---B
    |   |
    D   C

    E---F
    """)

  @Test func partsEndAtTheCutoffAndAtTheMeetingPlace() throws {
    let graph = try Self.scene.graph()
    let origin = try snapped(graph, Self.scene.places["A"]!)
    var query = ReachQuery(graph)
    let reach = query.streetReach(from: origin, cutoff: 250_000, direction: .fromStation)
    let parts = reach.parts(within: 250_000)
    // A to D whole, A to B whole, half of B to C; A and D, B and C are ends of streets, no junctions: one street D-A-B-C.
    #expect(graph.streetCount == 2)
    #expect(parts.map { min($0.firstCost, $0.lastCost) } == [0, 0])
    #expect(parts.map { max($0.firstCost, $0.lastCost) }.sorted().elementsEqual([100_000, 250_000]) { isNear($0, $1) })
    #expect(abs(parts.reduce(0) { $0 + lengthInMeters($1.line) } - 350) < 0.1)
    // A smaller cutoff of the same search.
    #expect(abs(reach.lines(within: 40_000).reduce(0) { $0 + lengthInMeters($1) } - 80) < 0.1)
    #expect(reach.lines(within: 40_000).count == 1)
  }

  @Test func rangesAreThePartsAlongTheirStreets() throws {
    let graph = try Self.scene.graph()
    let origin = try snapped(graph, Self.scene.places["A"]!)
    var query = ReachQuery(graph)
    let reach = query.streetReach(from: origin, cutoff: 250_000, direction: .fromStation)
    // D-A-B-C is reached from D to half of B to C, whichever way it runs.
    let ranges = reach.reachedRanges(within: 250_000)
    #expect(ranges.count == 1)
    let range = try #require(ranges.first)
    let length = try #require(graph.plan().offsets.max())
    #expect(isNear(Int(range.last - range.first), 350_000))
    #expect(min(range.first, length - range.last) == 0)
    #expect(reach.reachedRanges(within: 0).isEmpty)
  }

  /// A plan has every vertex of its streets, with what it costs to come there.
  @Test func aPlanIsTheStreets() throws {
    let graph = try Self.scene.graph()
    let plan = graph.plan()
    #expect(plan.streetCount == 2 && plan.vertexCount == plan.offsets.count)
    for street in 0..<plan.streetCount {
      let vertices = plan.vertices(of: street)
      let line = graph.line(of: street)
      #expect(vertices.count == line.count)
      for (vertex, position) in zip(vertices, line) {
        #expect(abs(plan.position(vertex).x - position.x) < 1e-9 && abs(plan.position(vertex).y - position.y) < 1e-9)
      }
      #expect(plan.offsets[vertices.lowerBound] == 0)
      #expect(isNear(Int(plan.offsets[vertices.upperBound - 1]), Int(lengthInMeters(line) * 1000)))
    }
  }

  @Test(arguments: 1...20)
  func partsAgreeWithTheSearchEverywhere(seed: Int) throws {
    var numbers = SplitMix(seed: seed)
    var lines: [StreetLine] = []
    for row in 0..<6 {
      for column in 0..<6 {
        let here = (Double(column) * 90, Double(row) * 70)
        for there in [(here.0 + 90, here.1), (here.0, here.1 + 70)] where Int.random(in: 0..<4, using: &numbers) > 0 {
          let oneway = ["", "", "yes", "-1"].randomElement(using: &numbers)!
          lines.append(
            StreetLine(
              coordinates: [
                Scene.position(east: here.0, north: here.1), Scene.position(east: there.0, north: there.1),
              ], streetClass: "residential", tags: ["oneway:foot": oneway]))
        }
      }
    }
    let graph = try RoadGraph.build(
      lines: lines, impedance: .time(KilometersPerHour(3.6)),
      elevations: seed % 2 == 0 ? RandomMap.hills(seed: seed) : nil)
    let place = Scene.position(
      east: .random(in: 0...540, using: &numbers), north: .random(in: 0...420, using: &numbers))
    let sites = graph.snap([place], limit: Meters(80))
    let origin = try #require(sites[0].point)
    var query = ReachQuery(graph)
    for direction in [Direction.fromStation, .toStation] {
      let reach = query.streetReach(from: origin, cutoff: 260_000, direction: direction)
      for cutoff in [260_000, 140_000] {
        let parts = reach.parts(within: cutoff)
        let total = parts.reduce(0) { $0 + lengthInMeters($1.line) }
        // The cost at the ends of a part is that of a point snapped there.
        query.run(from: origin, cutoff: 260_000, direction: direction)
        for part in parts {
          let ends = graph.snap([part.line[0], part.line[part.line.count - 1]], limit: Meters(1))
          for (end, cost) in zip(ends, [part.firstCost, part.lastCost]) {
            let point = try #require(end.point)
            let cheapest = query.cost(to: point)
            let searched = try #require(cheapest, "seed \(seed)")
            // At a junction another street may be nearer than the one-way end of this one.
            #expect(searched <= cost + 60, "seed \(seed): \(searched) against \(cost)")
          }
        }
        // Ranges are the same street, each metre once.
        let ranges = reach.reachedRanges(within: cutoff)
        for (one, next) in zip(ranges, ranges.dropFirst()) {
          #expect(one.street < next.street || one.last < next.first, "seed \(seed)")
        }
        let alongRanges = reach.lines(within: cutoff).reduce(0) { $0 + lengthInMeters($1) }
        #expect(abs(total - alongRanges) < 0.5, "seed \(seed)")
      }
    }
  }
}
