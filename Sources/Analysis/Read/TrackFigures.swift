import Model

/// What became of the recorded tracks, told of groups large enough that no single one shows.
package struct TrackFigures: Hashable, Sendable {
  /// All that were read.
  package var count: Int
  package var least: Int
  package var groups: [TrackGroup] = []
}

/// The tracks of a trade or round, taken together.
package struct TrackGroup: Hashable, Sendable {
  package enum Level: String, Hashable, Sendable { case trade, round }

  package var level: Level
  /// The trade or round; nil for several that are too small on their own.
  package var name: String?
  /// Of a round its trade.
  package var trade: String
  /// That lie on streets at least in part, or off them: not those that were refused.
  package var tracks = 0
  package var refused = 0
  package var points = 0
  package var pointsLeftOut = 0
  package var matched = Meters(0)
  package var offNetwork = Meters(0)
  package var gaps = 0
  package var gapLength = Meters(0)
  /// The median over the tracks.
  package var noise = Meters(0)
  package var tripsPerDay = 0.0
  /// Streets that enough of its tracks pass, and those that fewer pass.
  package var kept = Meters(0)
  package var withheld = Meters(0)
}

extension [QualityFinding] {
  /// Takes from what was found in a layer of recorded tracks whatever could show one: places, ids, values.
  mutating func hideRecords(from first: Int) {
    for index in indices.dropFirst(first) {
      self[index].places = []
      self[index].record = nil
      if self[index].rule != .encoding { self[index].value = nil }
    }
  }
}
