import Geodata
import Geometry
import Model

/// Records that moved as one: what a map service shifts, not what stations do.
///
/// Of two ledgers of which one is in GCJ-02 or BD-09 and nobody says so, every record seems to have moved by some hundred
/// metres. Records are compared by their ids or by names that each ledger has once, however far apart: the reading of one
/// ledger under which the middle distance falls below a fifth of what it is explains the moves.
package struct LedgerShift: Hashable, Sendable {
  /// Middle distance of the records as the ledgers are read, metres.
  package var meters: Double
  /// The same under the other reading.
  package var metersThen: Double
  package var datum: ChineseDatum
  /// Whether B is the ledger to be read otherwise; else A. The direction of the moves tells.
  package var isOfB: Bool
  package var recordCount: Int

  /// Fewer records may have moved so by accident.
  private static let fewest = 3
  /// Shifts are larger than this in all of China.
  private static let least = 100.0

  /// - Returns: nil when nothing of the kind is seen, and for ledgers whose systems are both stated.
  /// - Complexity: O(n log n).
  init?(_ comparison: LedgerComparison) {
    let (a, b) = (comparison.a, comparison.b)
    guard !a.isSystemStated || !b.isSystemStated else { return nil }
    let pairs = Self.surePairs(comparison)
    guard pairs.count >= Self.fewest else { return nil }
    func middle(_ change: (Coordinate, Coordinate) -> (Coordinate, Coordinate)) -> Double {
      let distances = pairs.map { pair in
        let (from, to) = change(pair.0, pair.1)
        return shortDistance(from, to)
      }.sorted()
      return distances[distances.count / 2]
    }
    let asRead = middle { ($0, $1) }
    guard asRead >= Self.least else { return nil }
    var best: (meters: Double, datum: ChineseDatum, isOfB: Bool)?
    for (isOfB, isFree) in [(true, !b.isSystemStated), (false, !a.isSystemStated)] where isFree {
      for datum in [ChineseDatum.gcj02, .bd09] {
        let meters = middle { isOfB ? ($0, datum.toWGS84($1)) : (datum.toWGS84($0), $1) }
        if meters < best?.meters ?? .infinity { best = (meters, datum, isOfB) }
      }
    }
    guard let best, best.meters < asRead / 5 else { return nil }
    meters = asRead
    metersThen = best.meters
    datum = best.datum
    isOfB = best.isOfB
    recordCount = pairs.count
  }

  private static func surePairs(_ comparison: LedgerComparison) -> [(Coordinate, Coordinate)] {
    let (a, b) = (comparison.a.records, comparison.b.records)
    let matching = comparison.matching
    let sure = matching.pairs.filter { $0.rule != .place } + matching.farNamesakes
    return sure.compactMap { pair in
      guard let from = a[pair.a].place, let to = b[pair.b].place else { return nil }
      return (from, to)
    }
  }
}
