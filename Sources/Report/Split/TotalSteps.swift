/// About a dozen totals from the least that can be split to all that the counties can take, the given one among them.
package struct TotalSteps {
  /// Between the ends.
  private static let most = 14

  /// Ascending, in the engine's sizes.
  package let totals: [Int]
  /// The one among them that stands for what was asked: of a total that no county can use up, the last.
  package let given: Int

  /// - Parameters:
  ///   - range: the ends, both of which are among the totals.
  ///   - part: sizes in one station or one yuan; steps are 1, 2 or 5 of these, or 10, 20, 25 or 50 and so on.
  package init(_ range: ClosedRange<Int>, given: Int, part: Int) {
    var (step, decade) = (part, part)
    let length = range.upperBound - range.lowerBound
    search: while true {
      for factor in decade > part ? [4, 8, 10, 20] : [4, 8, 20] {
        step = factor * decade / 4
        if length / step <= Self.most { break search }
      }
      decade *= 10
    }
    let given = min(max(given, range.lowerBound), range.upperBound)
    self.given = given
    let first = range.lowerBound / step * step + step
    let between = first < range.upperBound ? Array(stride(from: first, to: range.upperBound, by: step)) : []
    totals = Set(between + [range.lowerBound, given, range.upperBound]).sorted()
  }
}
