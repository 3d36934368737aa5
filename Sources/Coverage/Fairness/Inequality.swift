#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How unequally people are served: 0 when everybody has the same.
///
/// Of values x and people w, with W = Σ w and S = Σ w x:
/// - Gini: (Σ w x (B − A) / W) / S over rising rows, where B are the people before a row and A those behind it. It is half
///   the mean difference between two people, as a share of the mean.
/// - Theil's T: Σ (w x / S) · ln(x W / S), natural logarithm, where 0 · ln 0 = 0.
///
/// Neither changes when all values or all weights are multiplied by a number. Both equal PySAL's `Gini` and `Theil` on
/// rows repeated once for each person. PySAL puts the smallest normal number, 2.2e-308, in a zero's place before it takes
/// logarithms, which is far below a rounding error; where all values are 0 that makes its T 0 and its G NaN: here there is
/// no `Inequality` then, as nothing is shared out.
///
/// Source: Lerman and Yitzhaki (1989), Improving the accuracy of estimates of Gini coefficients,
/// doi:10.1016/0304-4076(89)90074-2 (weighted rows); Theil (1967), Economics and Information Theory, chapter 4.
package struct Inequality: Hashable, Sendable {
  /// 0 ..< 1.
  package let gini: Double
  /// 0 or more; at most the logarithm of all people over those in the smallest row.
  package let theil: Double

  /// - Returns: nil when nobody has a value or all values are 0.
  /// - Complexity: O(n).
  package init?(_ values: RankedValues) {
    guard values.hasShares, let least = values.least?.value else { return nil }
    var sum = 0.0
    var before = 0.0
    for row in values.rows {
      let behind = values.weight - before - row.weight
      // Taking the least value from all changes nothing, and equal values give exactly 0.
      sum += row.weight * (row.value - least) * ((before - behind) / values.weight)
      before += row.weight
    }
    gini = max(0, sum / values.total)
    theil = theilIndex(values.rows, weight: values.weight, total: values.total)
  }
}

/// Theil's T of rows with this many people and this much in total, both above 0.
///
/// - Complexity: O(rows).
func theilIndex(_ rows: [RankedValues.Row], weight: Double, total: Double) -> Double {
  let mean = total / weight
  var sum = 0.0
  for row in rows where row.value / mean > 0 {
    sum += row.weight * row.value / total * log(row.value / mean)
  }
  // Equal values leave a rounding error of either sign.
  return max(0, sum)
}
