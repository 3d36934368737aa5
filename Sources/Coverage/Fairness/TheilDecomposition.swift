#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Theil's T parted into what lies between groups, such as towns, and what lies within them.
///
/// With the total S and the mean m of all, S_g and m_g of group g: between = Σ (S_g / S) · ln(m_g / m), within =
/// Σ (S_g / S) · T_g. Their sum is T. Equals PySAL's `TheilD` on rows repeated once for each person; there within is what between leaves of T.
///
/// Source: Theil (1967), Economics and Information Theory, chapter 4; Shorrocks (1980), The class of additively
/// decomposable inequality measures, doi:10.2307/1913126.
package struct TheilDecomposition: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    /// People of the group with a value; 0 for a group without any.
    package var weight = 0.0
    /// Values times people.
    package var total = 0.0
    /// Nil when nobody has a value or all values are 0.
    package var theil: Double?

    /// Nil when nobody has a value.
    package var mean: Double? { weight > 0 ? total / weight : nil }
  }

  /// In the order of their numbers.
  package let groups: [Group]
  /// As if everybody had the mean of the group; may be below 0 by a rounding error.
  package let between: Double
  /// What each group has of its own, weighted by its share of the total.
  package let within: Double

  /// T of all.
  package var theil: Double { between + within }

  /// - Parameters:
  ///   - groups: the group of each position of the input, `0 ..< groupCount`; unreached positions have one too.
  /// - Returns: nil when nobody has a value or all values are 0.
  /// - Precondition: a group for each position that has people and a value.
  /// - Complexity: O(n + groupCount).
  package init?(_ values: RankedValues, groups: [Int], groupCount: Int) {
    guard values.hasShares, let mean = values.mean else { return nil }
    var rows = [[RankedValues.Row]](repeating: [], count: groupCount)
    for row in values.rows { rows[groups[row.position]].append(row) }
    var (between, within) = (0.0, 0.0)
    self.groups = rows.map { rows in
      var group = Group()
      for row in rows {
        group.weight += row.weight
        group.total += row.weight * row.value
      }
      guard let groupMean = group.mean, groupMean >= .leastNormalMagnitude else { return group }
      let theil = theilIndex(rows, weight: group.weight, total: group.total)
      let share = group.total / values.total
      between += share * log(groupMean / mean)
      within += share * theil
      group.theil = theil
      return group
    }
    self.between = between
    self.within = within
  }
}
