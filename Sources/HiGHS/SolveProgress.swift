/// Where a solve stands.
package struct SolveProgress: Hashable, Sendable {
  /// Of the best solution so far; nil without one.
  package var objective: Double?
  /// The best solution so far, one value per column.
  package var values: [Double]?
  /// As HiGHS last said; nil before it said anything.
  package var bound: Double?
  package var nodes = 0
  /// LP iterations of the whole search.
  package var iterations = 0
}
