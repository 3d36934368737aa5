import Geometry
import Model
import Words

/// Cover sets by straight distance: for each site the demand points at most `radius` away, with the distance in metres.
///
/// Choose it when there are no roads: tables of points, circles of a planning standard.
/// - Parameters:
///   - sites, demand: planar positions in metres, or degrees (longitude first) if `geographic`.
///   - radius: finite, 0 or more. The boundary belongs to it: `distance <= radius`, nothing rounded.
///   - geographic: distances on the WGS84 ellipsoid, by ``shortDistance(_:_:)`` unless `distance` is given; also
///     across the 180th meridian.
///   - distance: metres between two geographic positions, such as an exact geodesic; must not be below 0.99 times
///     ``shortDistance(_:_:)``. Not used for planar positions.
/// - Returns: rows in the order of `sites`.
/// - Throws: ``CoverageError`` code `badDistance` when a position is not finite or no valid longitude and latitude, or the
///   radius is negative or not finite.
/// - Complexity: O(sites + demand + pairs log pairs per site) for points spread over an area larger than the circle.
package func coverSets(
  sites: [Coordinate], demand: [Coordinate], radius: Meters, geographic: Bool,
  distance: ((Coordinate, Coordinate) -> Double)? = nil
) throws(CoverageError) -> CoverSets {
  guard radius.value >= 0, radius.value.isFinite else {
    throw CoverageError(
      .badDistance,
      Bilingual("半径为\(radius.value)米；请填写0或以上的有限长度", "radius is \(radius.value) m; give a finite length, 0 or more"),
      context: "radius")
  }
  return try straightCovers(
    sites: sites, demand: demand, radius: radius, geographic: geographic, distance: distance)
}

/// The same, with an infinite radius for every pair.
func straightCovers(
  sites: [Coordinate], demand: [Coordinate], radius: Meters, geographic: Bool,
  distance: ((Coordinate, Coordinate) -> Double)? = nil
) throws(CoverageError) -> CoverSets {
  for (noun, positions) in [(Bilingual("站点", "site"), sites), (Bilingual("需求点", "demand point"), demand)] {
    if let fault = unusablePosition(positions, noun, geographic: geographic) {
      throw CoverageError(.badDistance, fault, context: "coordinates")
    }
  }
  let rows = StraightRows(
    sites: sites, points: demand, radius: radius.value, geographic: geographic, distance: distance)
  return CoverSets(demandCount: demand.count, offsets: rows.offsets, demand: rows.points, costs: rows.meters)
}
