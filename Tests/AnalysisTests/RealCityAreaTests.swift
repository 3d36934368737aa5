import Analysis
import Areas
import Foundation
import GEOS
import Geometry
import Model
import OSM
import RoadNetwork
import Testing

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct RealCityAreaTests {
  /// Twenty places of each city: the share of street on the wrong side of the border is at most 0.3 %, and the smaller
  /// area lies in the larger one.
  @Test(arguments: [
    ("chengdu.osm", "amenity=bank|post_office|toilets", "walk"), ("porto_portugal.osm.pbf", "amenity=fuel", "walk"),
    ("heidelberg.osm.pbf", "highway=bus_stop", "walk"), ("heidelberg.osm.pbf", "highway=bus_stop", "bicycle"),
    ("andorra.osm.pbf", "amenity=restaurant", "walk"), ("andorra.osm.pbf", "amenity=restaurant", "truck"),
  ])
  func streetsAreOnTheirSideOfTheBorder(file: String, places: String, mode: String) async throws {
    let osm = try OSMFile.read("\(realData!)/osm/\(file)")
    let rules = try #require(ModeRules.named(TravelMode(rawValue: mode)))
    let speed = KilometersPerHour(mode == "walk" ? 4 : 15)
    let graph = try RoadGraph.build(osm: osm, rules: rules, impedance: .time(speed))
    let positions = osm.features(matching: [try TagFilter(places)]).prefix(20).map(\.position)
    #expect(positions.count == 20)
    let sites = graph.snap(Array(positions), limit: Meters(200))
    let cutoffs: [Cutoff] = [.time(.minutes(3)), .time(.minutes(mode == "walk" ? 10 : 5))]
    let one = try await serviceAreas(
      graph, sites: sites, cutoffs: cutoffs, direction: .toStation, RunOptions(threads: 1))
    for (position, areas) in zip(positions, one) {
      for area in areas where !area.shape.isEmpty {
        #expect(try area.shape.isValid(), "\(position)")
        #expect(area.shares.inside! <= 0.003, "\(position): \(area.shares)")
        #expect(area.shares.outside! <= 0.003, "\(position): \(area.shares)")
      }
      guard !areas[0].shape.isEmpty else { continue }
      // To within a step of the written grid.
      let beyond = try areas[0].shape.difference(areas[1].shape)
      #expect(try beyond.isEmpty || beyond.buffer(-5e-8).isEmpty, "\(position)")
    }
    #expect(one.count { !$0[1].shape.isEmpty } >= 15)
    let two = try await serviceAreas(
      graph, sites: sites, cutoffs: cutoffs, direction: .toStation, RunOptions(threads: 2))
    #expect(two == one)
  }
}
