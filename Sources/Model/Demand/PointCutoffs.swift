/// The cutoff of each demand point, where kinds or trades have their own.
///
/// A search runs to the largest of them; what lies beyond a point's own is dropped after it. Costs on a network are whole
/// numbers, so the answer is that of a search for each cutoff by itself.
package struct PointCutoffs: Hashable, Sendable {
  /// Distinct ones, all of one unit, the smallest first.
  package let cutoffs: [Cutoff]
  /// Per demand point a position in ``cutoffs``.
  package let numbers: [Int]

  /// - Parameter cutoffs: one for each demand point, all of one unit.
  /// - Complexity: O(points).
  package init(_ cutoffs: [Cutoff]) {
    let distinct = Set(cutoffs).sorted { $0.size < $1.size }
    let number = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    self.cutoffs = distinct
    numbers = cutoffs.map { number[$0]! }
  }

  package func cutoff(of point: Int) -> Cutoff { cutoffs[numbers[point]] }

  /// The inclusive cutoff as a whole cost.
  package func cost(of point: Int) -> Int { cutoffs[numbers[point]].cost }

  /// Those of some points, the smallest first.
  package func distinct(among points: [Int]) -> [Cutoff] {
    Set(points.map { numbers[$0] }).sorted().map { cutoffs[$0] }
  }
}

extension Cutoff {
  /// Seconds or metres: what differs by less than a whole cost differs here.
  fileprivate var size: Double {
    switch self {
    case .time(let seconds): seconds.value
    case .distance(let meters): meters.value
    }
  }
}
