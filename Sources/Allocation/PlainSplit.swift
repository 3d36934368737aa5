/// A split by a rule of thumb, to compare with: it looks at no curve, floor, cap or minimum.
package struct PlainSplit: Hashable, Sendable {
  package enum Rule: String, Hashable, Sendable, CaseIterable {
    /// Every county the same.
    case equal
    /// By the counties' people.
    case perHead = "per-head"
  }

  package var rule: Rule
  /// What each county is given; together the total.
  package var given: [Int]
  /// People covered: each county uses the largest size of its curve within what it is given; one that is given less than
  /// its curve begins with covers nobody.
  package var value: Double
  /// The least covered share of a county.
  package var worst: Double
}

extension AllocationProblem {
  /// Whole parts first; what is left goes one by one to the largest remainders, at a tie to the earlier county (Hamilton).
  package func plainSplit(_ rule: PlainSplit.Rule) -> PlainSplit {
    let weights = counties.map { rule == .equal ? 1 : CountyCurve.whole($0.people) }
    let sum = weights.reduce(0, +)
    var given: [Int] = []
    var remainders: [Int] = []
    for weight in weights {
      let product = total.multipliedFullWidth(by: weight)
      let (quotient, remainder) = sum.dividingFullWidth(product)
      given.append(quotient)
      remainders.append(remainder)
    }
    let left = total - given.reduce(0, +)
    let order = counties.indices.sorted { (remainders[$0], $1) > (remainders[$1], $0) }
    for index in order.prefix(left) { given[index] += 1 }
    let values = zip(counties, given).map { county, size in
      county.curve.place(within: size).map { county.curve.values[$0] } ?? 0
    }
    return PlainSplit(
      rule: rule, given: given, value: people(values.reduce(0, +)),
      worst: zip(counties, values).map { $0.share($1) }.min()!)
  }
}
