import Words

/// Refuses amounts that cannot be counted with: negative, not finite, or together too large for a number.
///
/// - Parameters:
///   - amounts: in the order of the caller's rows; nil stands for none and passes.
///   - name: what they are, such as `supply`: the context of the error.
/// - Throws: ``CoverageError`` code `badAmount` that names the first bad position, counted from 0.
/// - Complexity: O(amounts).
func requireAmounts(_ amounts: some Sequence<Double?>, _ name: String) throws(CoverageError) {
  var sum = 0.0
  for (position, amount) in amounts.enumerated() {
    guard let amount else { continue }
    guard amount >= 0, amount.isFinite else {
      throw CoverageError(
        .badAmount,
        Bilingual(
          "第\(position)项（从0数起）为\(amount)；请填写0或以上的数",
          "the one at position \(position) is \(amount); give a number of 0 or more"), context: name)
    }
    sum += amount
  }
  guard sum.isFinite else {
    throw CoverageError(
      .badAmount, Bilingual("合计超出数值范围；请改用更大的单位", "their sum is too large for a number; give a larger unit"),
      context: name)
  }
}
