import Geometry
import Model

/// The pairs of positions strictly nearer to each other than a distance, for ``SitingConstraints/tooClose``.
///
/// Two places exactly at the distance may both be built.
/// - Parameters:
///   - nearerThan: metres, finite and not negative.
///   - geographic: true for WGS84 degrees (longitude, latitude), false for planar metres.
/// - Throws: ``SitingError`` code `badDistance` as ``coverSets(sites:demand:radius:geographic:distance:)``.
/// - Complexity: near O(positions + pairs).
public func closePairs(
  _ positions: [Coordinate], nearerThan spacing: Meters, geographic: Bool
) throws(SitingError) -> [SitePair] {
  guard spacing.value >= 0, spacing.value.isFinite else {
    throw SitingError(
      code: .badDistance, message: "spacing is \(spacing.value) m; give 0 or more", context: "spacing")
  }
  guard !positions.isEmpty, spacing.value > 0 else { return [] }
  let near = try coverSets(sites: positions, demand: positions, radius: spacing, geographic: geographic)
  var pairs: [SitePair] = []
  for site in positions.indices {
    let index = SiteIndex(site)
    for (other, distance) in zip(near.demand(of: index), near.costs(of: index))
    where Int(other) > site && distance < spacing.value {
      pairs.append(SitePair(index, SiteIndex(Int(other))))
    }
  }
  return pairs
}
