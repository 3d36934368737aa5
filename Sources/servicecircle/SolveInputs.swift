import Geodata
import Geometry
import Model
import PROJ
import Siting

extension SolveCommand {
  /// Every pair's distance: straight in the plane, geodesic between longitudes and latitudes.
  func geodesicCosts(sites: [Coordinate], demand: [Coordinate], geographic: Bool) throws -> CoverSets {
    guard geographic else { return try distanceCosts(sites: sites, demand: demand) }
    // The tables' readers have checked the ranges; what the ellipsoid refuses all the same must not pass as a cost.
    return try distanceCosts(sites: sites, demand: demand) { (try? Geodesic.wgs84.distance($0, $1)) ?? .infinity }
  }

  /// The plan of `--start`; empty without it.
  func startingPlan(_ table: SitingTable) throws -> [SiteIndex] {
    guard let start else { return [] }
    return try readPlan(path: start, sites: table).map { SiteIndex($0) }
  }
}
