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
        .badAmount, "the one at position \(position) is \(amount); give a number of 0 or more", context: name)
    }
    sum += amount
  }
  guard sum.isFinite else {
    throw CoverageError(.badAmount, "their sum is too large for a number; give a larger unit", context: name)
  }
}
