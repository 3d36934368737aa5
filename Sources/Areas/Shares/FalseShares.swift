import Geometry

/// Street on the wrong side of a service area's border, measured on the network's own streets and the written polygon.
package struct FalseShares: Hashable, Sendable {
  /// Unreached street metres inside, of all street metres inside; nil when there are none.
  package var inside: Double?
  /// Reached street metres outside, of all reached metres; nil when there are none.
  package var outside: Double?

  package init() {}

  /// - Parameters:
  ///   - area: WGS84 degrees.
  ///   - reached: every reached line.
  ///   - unreached: at least every unreached line that enters the area.
  /// - Complexity: O(pieces of line x edges at their latitude).
  package init(_ area: Shape, reached: [[Coordinate]], unreached: [[Coordinate]]) {
    let total = reached.reduce(0) { $0 + lengthInMeters($1) }
    guard total > 0 else { return }
    let clip = AreaClip(area)
    let reachedInside = reached.reduce(0) { $0 + clip.metersInside($1) }
    let falseMeters = unreached.reduce(0) { $0 + clip.metersInside($1) }
    if reachedInside + falseMeters > 0 { inside = falseMeters / (reachedInside + falseMeters) }
    outside = max(0, total - reachedInside) / total
  }
}
