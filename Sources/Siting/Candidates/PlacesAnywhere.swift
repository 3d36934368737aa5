import Geometry
import Model

/// The places of the plane that a search for sites anywhere chooses from.
package struct PlacesAnywhere: Sendable {
  package var found: CirclePlaces
  /// Of ``CirclePlaces/places``, those that no other outdoes; rising.
  package var kept: [SiteIndex]
  /// Side of the squares of which one place each was kept; nil when none was left out but what another outdoes.
  package var thinning: Meters?

  /// More pairs of place and demand point are thinned: memory.
  private static let mostPairs = 12_000_000
  /// More places are thinned when nothing is asked: time.
  private static let mostPlaces = 20_000

  /// Looks for places around demand points that count alike, and thins them as needed: at a sixteenth of the radius
  /// first, then twice as much each time up to four radii.
  /// - Parameters:
  ///   - demand: planar positions in metres, or degrees (longitude first) if `geographic`.
  ///   - thinning: 0 keeps all, nil all unless there are too many.
  /// - Returns: nil when the widest thinning leaves more than memory holds.
  /// - Throws: ``SitingError`` code `badDistance` as ``coverSets(sites:demand:radius:geographic:distance:)``.
  package init?(demand: [Coordinate], radius: Meters, geographic: Bool, thinning: Meters?) async throws {
    let weights = [Double](repeating: 1, count: demand.count)
    let sides = sequence(first: max(radius.value / 16, 1)) { $0 * 2 }.prefix { $0 <= radius.value * 4 }
    let search = Thinning(asked: thinning, wider: sides.map { Meters($0) }, mostPlaces: Self.mostPlaces)
    let result = try await search.search { side in
      try circlePlaces(
        demand: demand, weights: weights, radius: radius, geographic: geographic, thinning: side,
        mostPairs: Self.mostPairs
      ).map { ($0, dominatingSites($0.covers, weights: weights)) }
    } count: {
      $0.1.count
    }
    guard let result else { return nil }
    found = result.found.0
    kept = result.found.1
    self.thinning = result.side
  }
}
