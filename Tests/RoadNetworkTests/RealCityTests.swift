import Foundation
import Geometry
import Model
import OSM
import RoadNetwork
import Testing

let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct RealCityTests {
  static func read(_ name: String) throws -> OSMData { try OSMFile.read("\(realData!)/osm/\(name)") }

  /// A table that opens every way with a highway tag.
  static func everyHighway(_ osm: OSMData) throws -> ModeRules {
    var classes: [ModeRules.Tag: ModeRules.ClassRule] = [:]
    for line in try osm.lines(matching: [TagFilter("highway=*")]) {
      classes[ModeRules.Tag("highway", line.tags["highway"]!)] = ModeRules.ClassRule(isOpen: true)
    }
    return ModeRules(
      mode: .walk, classKeys: ["highway"], classes: classes, accessKeys: [], accessValues: [:], onewayKeys: [],
      onewayValues: [:])
  }

  /// All highway ways, as counted by another program when the file was collected: 347,182 nodes, 10,964 km and 907
  /// components in Porto; 923 km in Chengdu; 3,815 km in Heidelberg. Pieces drawn twice count once here.
  @Test(arguments: [
    ("porto_portugal.osm.pbf", 10_964.0), ("chengdu.osm", 923.0), ("heidelberg.osm.pbf", 3_815.0),
  ])
  func lengthOfAllHighways(name: String, kilometers: Double) throws {
    let osm = try Self.read(name)
    let graph = try RoadGraph.build(osm: osm, rules: Self.everyHighway(osm), impedance: .distance)
    #expect(abs(graph.streetLength.value / 1000 - kilometers) < kilometers * 0.005)
    if name.hasPrefix("porto") {
      // Two of them stand in ways of a single node (pyosmium 4.3.2).
      #expect(graph.placeCount == 347_182 - 2)
      #expect(graph.componentCount == 907)
    }
  }

  @Test func clippedFilesLoadAndTell() throws {
    for (name, missing) in [("helsinki.osm.pbf", 912), ("campo-grande.osm.gz", 1_404)] {
      let osm = try Self.read(name)
      let graph = try RoadGraph.build(osm: osm, rules: Self.everyHighway(osm), impedance: .distance)
      #expect(graph.notes.count(.missingNode) == missing)
      #expect(graph.streetLength.value > 50_000)
    }
  }

  @Test func oneAndMoreThreadsAgreeOnChengdu() async throws {
    let osm = try Self.read("chengdu.osm")
    let graph = try RoadGraph.build(osm: osm, impedance: .time(KilometersPerHour(4)))
    let filters = try [TagFilter("amenity=bank|post_office|toilets")]
    let sites = graph.snap(osm.features(matching: filters).map(\.position), limit: Meters(500))
    let demand = graph.snap(
      try osm.lines(matching: [TagFilter("highway=residential")]).map { $0.coordinates[0] }, limit: Meters(500))
    let one = try await coverSets(
      graph, sites: sites, demand: demand, cutoff: .time(.minutes(10)), direction: .toStation)
    #expect(one.pairCount > 0)
    for threads in [2, 4] {
      let many = try await coverSets(
        graph, sites: sites, demand: demand, cutoff: .time(.minutes(10)), direction: .toStation, threads: threads)
      #expect(many == one)
    }
  }
}
