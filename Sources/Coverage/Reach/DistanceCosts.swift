import Geometry
import Model
import Words

/// The cost of every pair of site and demand point by straight distance in metres: for medians and centers, where no
/// cutoff bounds the way.
///
/// ``coverSets(sites:demand:radius:geographic:distance:)`` is for problems with a cutoff, and much smaller.
/// - Parameters:
///   - sites, demand: planar positions in metres, or degrees (longitude first) with `distance`.
///   - distance: metres between two positions, such as a geodesic; nil for the straight line in the plane.
/// - Returns: rows in the order of `sites`, all demand points in each.
/// - Throws: ``CoverageError`` code `badDistance` when a position is not finite.
/// - Complexity: O(sites x demand) time and memory, 12 bytes per pair.
package func distanceCosts(
  sites: [Coordinate], demand: [Coordinate], distance: ((Coordinate, Coordinate) -> Double)? = nil
) throws(CoverageError) -> CoverSets {
  for (noun, positions) in [(Bilingual("站点", "site"), sites), (Bilingual("需求点", "demand point"), demand)] {
    if let fault = unusablePosition(positions, noun, geographic: false) {
      throw CoverageError(.badDistance, fault, context: "coordinates")
    }
  }
  var points: [Int32] = []
  var costs: [Double] = []
  points.reserveCapacity(sites.count * demand.count)
  costs.reserveCapacity(sites.count * demand.count)
  for site in sites {
    for (point, position) in demand.enumerated() {
      points.append(Int32(point))
      let dx = position.x - site.x
      let dy = position.y - site.y
      costs.append(distance?(site, position) ?? (dx * dx + dy * dy).squareRoot())
    }
  }
  return CoverSets(
    demandCount: demand.count, offsets: (0...sites.count).map { $0 * demand.count }, demand: points, costs: costs)
}
