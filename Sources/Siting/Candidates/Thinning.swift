import Model

/// How far places are thinned until there are few enough.
///
/// A thinning is the side of the squares of which one place each is kept.
package struct Thinning: Sendable {
  /// 0 keeps all places, nil all unless there are too many.
  package var asked: Meters?
  /// Tried in this order when with that no place or too many are found; rising.
  package var wider: [Meters]
  /// More places are thinned when nothing is asked: among so many the search finds worse plans in more time.
  package var mostPlaces: Int

  package init(asked: Meters?, wider: [Meters], mostPlaces: Int) {
    self.asked = asked
    self.wider = wider
    self.mostPlaces = mostPlaces
  }

  /// Looks with the thinning that is asked for, then with wider ones until there are few enough.
  /// - Parameters:
  ///   - find: the places of a thinning, nil for all; nil when there are more than memory holds.
  ///   - count: of places.
  /// - Returns: what was found last, with its thinning; nil when the widest leaves more than memory holds.
  package func search<Found>(
    _ find: (Meters?) async throws -> Found?, count: (Found) -> Int
  ) async rethrows -> (found: Found, side: Meters?)? {
    var side = asked.flatMap { $0.value > 0 ? $0 : nil }
    var found = try await find(side)
    for wider in wider where wider.value > side?.value ?? 0 {
      if let found, asked != nil || count(found) <= mostPlaces { break }
      side = wider
      found = try await find(wider)
    }
    return found.map { ($0, side) }
  }
}
