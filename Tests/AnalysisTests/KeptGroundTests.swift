import Analysis
import Areas
import Foundation
import Geometry
import Model
import RoadNetwork
import Testing

/// A graph that keeps the ground of its streets draws the same areas as one that has it made around each reach.
struct KeptGroundTests {
  /// Crooked streets on 30 x 30 junctions some 90 m apart, with long diagonals on bridges over many of them.
  private static func town(_ seed: UInt64) throws -> RoadGraph {
    var random = SplitMix(seed: seed)
    let side = 30
    let places = (0..<(side * side)).map { place in
      (
        Double(place % side) * 90 + Double.random(in: -35...35, using: &random),
        Double(place / side) * 90 + Double.random(in: -35...35, using: &random)
      )
    }
    var streets: [StreetLine] = []
    func add(_ corners: [(Double, Double)], bridge: Bool = false) {
      streets.append(
        StreetLine(
          coordinates: corners.map { Ground.at($0.0, $0.1) }, streetClass: "residential",
          tags: bridge ? ["bridge": "yes"] : [:], record: streets.count))
    }
    for place in places.indices {
      if place % side > 0, random.below(5) > 0 { add([places[place - 1], places[place]]) }
      if place >= side, random.below(5) > 0 { add([places[place - side], places[place]]) }
    }
    for _ in 0..<12 {
      add([places.randomElement(using: &random)!, places.randomElement(using: &random)!], bridge: random.below(3) > 0)
    }
    return try RoadGraph.build(lines: streets, impedance: .time(KilometersPerHour(3.6)))
  }

  private static func keeping(_ graph: RoadGraph) throws -> RoadGraph {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("kept-\(UUID().uuidString).scgraph")
    defer { try? FileManager.default.removeItem(at: path) }
    var bytes = Data()
    let kept = graph.keptTerritories(threads: 2)
    graph.save(origin: "", ground: (KeptTerritories.layout, kept.columns)) { bytes.append(contentsOf: $0) }
    try bytes.write(to: path)
    return try RoadGraph.open(path.path).graph
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func areasAreTheSame(seed: UInt64) async throws {
    let made = try Self.town(seed)
    let kept = try Self.keeping(made)
    #expect(kept.savedGround != nil && made.savedGround == nil)
    var random = SplitMix(seed: seed + 100)
    for count in [1, 3] {
      let origins = (0..<count).map { _ in
        Ground.at(Double.random(in: 0...2600, using: &random), Double.random(in: 0...2600, using: &random))
      }
      let sites = made.snap(origins, limit: Meters(200))
      for direction in [Direction.fromStation, .toStation] {
        let cutoffs = [Cutoff.time(Seconds(120)), .time(Seconds(400))]
        let areas = try await serviceAreas(
          made, sites: sites, cutoffs: cutoffs, direction: direction, RunOptions(threads: 2))
        #expect(areas.contains { !$0[1].shape.isEmpty })
        let again = try await serviceAreas(
          kept, sites: sites, cutoffs: cutoffs, direction: direction, RunOptions(threads: 1))
        #expect(again == areas, "seed \(seed), \(count) sites")
      }
    }
  }
}
