import Analysis
import Foundation
import GEOS
import Geometry
import Model
import OSM
import PROJ
import RoadNetwork
import Testing

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

@Suite(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
struct RealCityAreaTests {
  /// Twenty places of each city: the share of street on the wrong side of the border is at most 0.5 %.
  @Test(arguments: [
    ("chengdu.osm", "amenity=bank|post_office|toilets"), ("porto_portugal.osm.pbf", "amenity=fuel"),
  ])
  func streetsAreOnTheirSideOfTheBorder(file: String, places: String) async throws {
    let osm = try OSMFile.read("\(realData!)/osm/\(file)")
    let graph = try RoadGraph.build(osm: osm, impedance: .time(KilometersPerHour(4)))
    let positions = osm.features(matching: [try TagFilter(places)]).prefix(20).map(\.position)
    #expect(positions.count == 20)
    let sites = graph.snap(Array(positions), limit: Meters(200))
    let metric = try localMetricCRS(for: Box(positions))
    let cutoffs: [Cutoff] = [.time(.minutes(5)), .time(.minutes(10))]
    let one = try await serviceAreas(
      graph, sites: sites, cutoffs: cutoffs, direction: .toStation, metric, RunOptions(threads: 1))
    for (position, areas) in zip(positions, one) {
      let area = areas[1]
      #expect(try area.shape.isValid(), "\(position)")
      #expect(area.shape.isEmpty || area.shares.inside! <= 0.005, "\(position): \(area.shares)")
      #expect(area.shape.isEmpty || area.shares.outside! <= 0.005, "\(position): \(area.shares)")
    }
    #expect(one.count { !$0[1].shape.isEmpty } >= 15)
    let two = try await serviceAreas(
      graph, sites: sites, cutoffs: cutoffs, direction: .toStation, metric, RunOptions(threads: 2))
    #expect(two == one)
  }
}
