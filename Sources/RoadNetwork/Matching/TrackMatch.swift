import Geometry
import Model

/// A stretch of one street, travelled from one offset to the other: downwards against the street's order.
package struct MatchedStretch: Hashable, Sendable {
  package var street: StreetID
  /// Costs from the street's first node, as those of a ``StreetPosition``.
  package var from: Int
  package var to: Int
  package var isForward: Bool
  /// The street is one-way for the mode, and this is the other way.
  package var isAgainstOneWay: Bool
  package var length: Meters

  package init(street: StreetID, from: Int, to: Int, isForward: Bool, isAgainstOneWay: Bool, length: Meters) {
    self.street = street
    self.from = from
    self.to = to
    self.isForward = isForward
    self.isAgainstOneWay = isAgainstOneWay
    self.length = length
  }
}

/// The place of a track's point on the way it was matched to.
package struct MatchedPoint: Hashable, Sendable {
  package var position: StreetPosition
  package var coordinate: Coordinate
  /// From the point as it was recorded.
  package var distance: Meters
}

/// A track on the street graph, as plain values.
package struct TrackMatch: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    /// Along streets; every stretch begins where the one before ends.
    case streets([MatchedStretch])
    /// Off the network, as drawn, from and to the places on the streets beside it.
    case drawn([Coordinate])
    /// Nothing is known between the two places: no way leads from one to the other, or the track jumps.
    case gap([Coordinate])
  }

  /// In the order of travel.
  package var parts: [Part] = []
  /// One for each point of the track; nil off the network and for points that were left out as wrong.
  package var points: [MatchedPoint?] = []
  /// Standard deviation of the points, east and north each, with which it was matched.
  package var noise = Meters(0)
  /// The negative logarithm of the way's likelihood in the model, but for what all ways share: less is likelier.
  package var price = 0.0
  /// Points whose coordinates or time are no numbers.
  package var unreadablePoints = 0
  /// Points whose time lies before that of the points around them.
  package var pointsBackInTime = 0
  /// Points to which nobody could have gone and come back.
  package var pointsOutOfReach = 0

  package init() {}

  /// Along streets, in metres.
  package var matchedLength: Meters {
    Meters(
      parts.reduce(0) { sum, part in
        if case .streets(let stretches) = part { sum + stretches.reduce(0) { $0 + $1.length.value } } else { sum }
      })
  }

  /// Off the network, as drawn.
  package var drawnLength: Meters {
    Meters(parts.reduce(0) { if case .drawn(let line) = $1 { $0 + lengthInMeters(line) } else { $0 } })
  }

  package var gapCount: Int { parts.count { if case .gap = $0 { true } else { false } } }

  /// Straight across the gaps.
  package var gapLength: Meters {
    Meters(parts.reduce(0) { if case .gap(let line) = $1 { $0 + lengthInMeters(line) } else { $0 } })
  }
}

extension RoadGraph {
  /// A matched stretch as a line in the sense of travel.
  package func line(of stretch: MatchedStretch) -> [Coordinate] {
    let line = part(
      of: Int(stretch.street.rawValue), min(stretch.from, stretch.to)...max(stretch.from, stretch.to))
    return stretch.isForward ? line : line.reversed()
  }
}
