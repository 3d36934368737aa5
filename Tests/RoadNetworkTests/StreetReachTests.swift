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

  @Test func unreachedPartsAreTheRestOfTheStreetAndTheStreetsNearby() throws {
    let graph = try Self.scene.graph()
    let origin = try snapped(graph, Self.scene.places["A"]!)
    var query = ReachQuery(graph)
    let reach = query.streetReach(from: origin, cutoff: 250_000, direction: .fromStation)
    let parts = reach.unreached(within: Meters(200), cutoff: 250_000)
    #expect(parts.count == 2)
    let rest = try #require(parts.first { $0.beginsAtCut || $0.endsAtCut })
    #expect(abs(lengthInMeters(rest.line) - 50) < 0.1)
    #expect(rest.beginsAtCut != rest.endsAtCut)
    let other = try #require(parts.first { !$0.beginsAtCut && !$0.endsAtCut })
    #expect(abs(lengthInMeters(other.line) - 200) < 0.1)
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
        // Reached and unreached together are all streets; around nothing there are none.
        guard total > 0 else { continue }
        let unreached = reach.unreached(within: Meters(5000), cutoff: cutoff)
        let rest = unreached.reduce(0) { $0 + lengthInMeters($1.line) }
        #expect(abs(total + rest - graph.streetLength.value) < 0.5, "seed \(seed)")
      }
    }
  }
}
