import Geometry
import Model
import Words

/// The pairs of positions strictly nearer to each other than a distance, for ``SitingConstraints/tooClose``.
///
/// Two places exactly at the distance may both be built.
/// - Parameters:
///   - nearerThan: metres, finite and not negative.
///   - geographic: true for WGS84 degrees (longitude, latitude), false for planar metres.
/// - Throws: ``SitingError`` code `badDistance` when a position or the spacing is not usable.
/// - Complexity: near O(positions + pairs).
package func closePairs(
  _ positions: [Coordinate], nearerThan spacing: Meters, geographic: Bool
) throws(SitingError) -> [SitePair] {
  guard spacing.value >= 0, spacing.value.isFinite else {
    throw SitingError(
      code: .badDistance,
      message: Bilingual("站间距离为\(spacing.value)米；请填写0或以上的数", "spacing is \(spacing.value) m; give 0 or more"),
      context: "spacing")
  }
  guard !positions.isEmpty, spacing.value > 0 else { return [] }
  if let fault = unusablePosition(positions, Bilingual("站点", "site"), geographic: geographic) {
    throw SitingError(code: .badDistance, message: fault, context: "coordinates")
  }
  let near = StraightRows(sites: positions, points: positions, radius: spacing.value, geographic: geographic)
  var pairs: [SitePair] = []
  for site in positions.indices {
    for (other, distance) in zip(near.points(of: site), near.meters(of: site))
    where Int(other) > site && distance < spacing.value {
      pairs.append(SitePair(SiteIndex(site), SiteIndex(Int(other))))
    }
  }
  return pairs
}
