import Geometry
import Model

/// What noding joined, what it nearly joined and what it dropped.
package struct NodingReport: Hashable, Sendable {
  package struct Spot: Hashable, Sendable {
    /// WGS84 degrees.
    package var position: Coordinate
    package var distance: Meters
    /// ``StreetLine/record``.
    package var record: Int
  }

  package struct Tally: Hashable, Sendable {
    package private(set) var count = 0
    package private(set) var largest = Meters(0)
    package private(set) var smallest = Meters(.infinity)
    /// ``mostSpots`` at the most: those with the largest distance, for ``NodingReport/nearMisses`` with the smallest.
    package private(set) var spots: [Spot] = []

    package static let mostSpots = 20
    private let isNearestFirst: Bool

    init(nearestFirst: Bool = false) {
      isNearestFirst = nearestFirst
    }

    mutating func add(_ spot: Spot) {
      count += 1
      largest = max(largest, spot.distance)
      smallest = min(smallest, spot.distance)
      func key(_ spot: Spot) -> (Double, Double, Double, Int) {
        (isNearestFirst ? spot.distance.value : -spot.distance.value, spot.position.x, spot.position.y, spot.record)
      }
      var low = 0
      var high = spots.count
      while low < high {
        let middle = (low + high) / 2
        if key(spots[middle]) < key(spot) { low = middle + 1 } else { high = middle }
      }
      guard low < Self.mostSpots else { return }
      spots.insert(spot, at: low)
      if spots.count > Self.mostSpots { spots.removeLast() }
    }
  }

  /// Ends moved to another; the distance is the move.
  package internal(set) var endsJoined = Tally()
  /// Chains of ends wider than twice the tolerance, which were not drawn together; the distance is the width.
  package internal(set) var wideChains = Tally()
  /// Ends joined with another line between its ends; the distance is how far that line was bent.
  package internal(set) var endsJoinedToLines = Tally()
  package internal(set) var crossingsJoined = Tally()
  /// Lines of different levels that would have been joined.
  package internal(set) var keptApart = Tally()
  /// Dead ends within ten times the tolerance, at least 1 m, of another end or line that they were not joined with;
  /// not what their levels keep apart.
  package internal(set) var nearMisses = Tally(nearestFirst: true)
  /// Lines that shrank to a point, up to twice the tolerance long, and loops shorter than the tolerance; the distance is
  /// the length.
  package internal(set) var shortLines = Tally()
  /// The same places as another line with equal words; the distance is the length.
  package internal(set) var duplicateLines = Tally()

  /// Ends, and places where lines meet.
  package internal(set) var nodeCount = 0
  /// Pieces of line between nodes.
  package internal(set) var edgeCount = 0
  package internal(set) var componentCount = 0
  /// Nodes of the largest component as a part of all; 1 without any.
  package internal(set) var largestShare = 1.0
  /// The smallest tolerance, T-junctions joined, that would join components; nil when none up to the largest would, or
  /// when the largest component holds ``sufficientShare``.
  package internal(set) var nextTolerance: Meters?
  /// The same, after which the largest component holds ``sufficientShare``.
  package internal(set) var sufficientTolerance: Meters?

  package static let sufficientShare = 0.95
}
