import Geometry
import Model

/// A maximal part of a route that is covered, or uncovered, from end to end.
package struct RouteStretch: Hashable, Sendable {
  package var isCovered: Bool
  /// WGS84 degrees.
  package var line: [Coordinate]
  package var length: Meters
}

/// A line as equal pieces, each standing for its middle: streets for people, routes for coverage.
///
/// With pieces of 100 m a change of coverage is placed to within 50 m.
package struct LinePieces: Hashable, Sendable {
  /// The middle of each piece, where coverage is asked.
  package private(set) var middles: [Coordinate] = []
  /// All pieces of one route have this length.
  package private(set) var pieceLength = Meters(0)
  private let line: MeasuredLine

  /// - Parameter longest: no piece is longer; the route is divided into the fewest equal pieces that satisfy it.
  package init(line: [Coordinate], longest: Meters) {
    let measured = MeasuredLine(line)
    self.line = measured
    let total = measured.length
    guard total > 0 else { return }
    let count = max(1, Int((total / longest.value).rounded(.up)))
    pieceLength = Meters(total / Double(count))
    middles = (0..<count).map { measured.position(at: (Double($0) + 0.5) * pieceLength.value) }
  }

  /// Joins neighbouring pieces of equal coverage.
  /// - Parameter isCovered: one flag per piece; nil where nothing is counted, which leaves the piece out.
  /// - Returns: the stretches in riding order; together they are the counted part of the route.
  package func stretches(isCovered: [Bool?]) -> [RouteStretch] {
    precondition(isCovered.count == middles.count, "one flag for each piece")
    var result: [RouteStretch] = []
    var start = 0
    for piece in isCovered.indices {
      guard piece + 1 == isCovered.count || isCovered[piece + 1] != isCovered[start] else { continue }
      if let state = isCovered[start] {
        let from = Double(start) * pieceLength.value
        let to = piece + 1 == isCovered.count ? line.length : Double(piece + 1) * pieceLength.value
        result.append(RouteStretch(isCovered: state, line: line.part(from: from, to: to), length: Meters(to - from)))
      }
      start = piece + 1
    }
    return result
  }
}
