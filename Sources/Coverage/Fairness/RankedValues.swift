/// What people have, such as minutes to the nearest station or supply per head, from the least to the most.
///
/// Each row stands for as many people as it weighs: every figure is that of the list in which a row is repeated once for
/// each of them, also where weights are no whole numbers. Rows without weight do not count. Rows without a value are left
/// out, and ``unreachedShare`` says how many people that leaves out. Totals run in the order of the input.
package struct RankedValues: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    /// In the input.
    package var position: Int
    package var value: Double
    /// People; above 0.
    package var weight: Double
  }

  /// Rising by value; equal values by position.
  package let rows: [Row]
  /// People with a value.
  package let weight: Double
  /// Values times people.
  package let total: Double
  /// People without a value.
  package let unreachedWeight: Double

  /// - Parameters:
  ///   - values: 0 or more, in any unit; nil for unreached.
  ///   - weights: people, 0 or more, whole numbers or not.
  /// - Throws: ``CoverageError`` code `badAmount`.
  /// - Precondition: one weight for each value.
  /// - Complexity: O(n log n).
  package init(_ values: [Double?], weights: [Double]) throws(CoverageError) {
    precondition(values.count == weights.count, "one weight for each value")
    try requireAmounts(values, "values")
    try requireAmounts(weights, "weights")
    try requireAmounts(zip(values, weights).lazy.map { value, weight in value.map { $0 * weight } }, "values")
    var rows: [Row] = []
    var (reached, total, unreached) = (0.0, 0.0, 0.0)
    for (position, weight) in weights.enumerated() where weight > 0 {
      guard let value = values[position] else {
        unreached += weight
        continue
      }
      rows.append(Row(position: position, value: value, weight: weight))
      reached += weight
      total += value * weight
    }
    rows.sort { ($0.value, $0.position) < ($1.value, $1.position) }
    self.rows = rows
    weight = reached
    self.total = total
    unreachedWeight = unreached
  }

  /// People without a value as a share of all, 0...1; nil when there is nobody.
  package var unreachedShare: Double? {
    rows.isEmpty && unreachedWeight == 0 ? nil : unreachedWeight / (weight + unreachedWeight)
  }

  /// Over the people with a value; nil without any.
  package var mean: Double? { rows.isEmpty ? nil : total / weight }

  /// Whether there is something to share out: not where nobody has a value or all are 0 (or too small to be divided).
  var hasShares: Bool { (mean ?? 0) >= .leastNormalMagnitude }

  /// The least value that this share of the people does not exceed: the value of the last person of the share, no value
  /// between two people's.
  ///
  /// A row whose people end at the share answers for it, also when they fall short of it by 1e-12 of all people: sums of
  /// weights are not exact.
  /// - Parameter share: of the people with a value, 0...1; 0 gives the least value, 1 the largest.
  /// - Returns: nil when nobody has a value.
  /// - Complexity: O(n).
  /// Source: Hyndman and Fan (1996), Sample quantiles in statistical packages, doi:10.2307/2684934, definition 1.
  package func quantile(_ share: Double) -> Double? {
    precondition((0...1).contains(share), "a share lies in 0...1")
    let wanted = weight * (share - 1e-12)
    var below = 0.0
    for row in rows {
      below += row.weight
      if below >= wanted { return row.value }
    }
    return rows.last?.value
  }

  /// The lower of the two middle values where the people halve between two rows; nil when nobody has a value.
  package var median: Double? { quantile(0.5) }

  /// The row of the least value, of equal ones the first of the input; nil when nobody has a value.
  package var least: Row? { rows.first }

  /// The row of the largest value, of equal ones the first of the input: who is worst off where values are minutes. Nil
  /// when nobody has a value.
  package var largest: Row? {
    guard let last = rows.last else { return nil }
    return rows[rows.partitionPoint { $0.value >= last.value }]
  }
}

extension [RankedValues.Row] {
  /// The first position from which on the condition holds; it must hold for all behind the first for which it does.
  fileprivate func partitionPoint(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
