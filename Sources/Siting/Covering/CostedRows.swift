import Model

/// A set covering problem with a cost per column: the least sum of costs such that every row has a chosen column.
///
///     minimise    sum_j c[j] x[j]                                                     (1)
///     subject to  sum_{j of r} x[j] >= 1     for every row r,   x[j] in {0, 1}        (2)
///
/// With all costs 1 it is the fewest columns. The rows' weights play no part.
struct CostedRows: Sendable {
  var rows: CoverRows
  /// One per column, above 0.
  var costs: [Double]

  /// Of the columns, lowest first, so that equal plans cost the same to the last bit.
  func cost(of plan: [Int32]) -> Double { plan.sorted().reduce(0) { $0 + costs[Int($1)] } }

  /// Only the given columns (rising); rows that became equal merge, none may be left without a column.
  func keeping(_ columns: [Int32]) -> CostedRows {
    CostedRows(rows: rows.keeping(columns), costs: columns.map { costs[Int($0)] })
  }
}

/// What two plans of different cost differ by at least, and what sums may lose by rounding: when a bound closes.
///
/// Whole costs differ by multiples of their greatest common divisor: with costs 10, 15 and a bound of 41.2 no plan costs
/// less than 45. Costs that are not whole are compared within 1e-9 of their sum.
struct CostStep: Sendable {
  /// The greatest common divisor of whole costs, 0 when some cost is not whole.
  let leap: Double
  /// What a bound may be off by.
  let slack: Double

  init(_ costs: [Double]) {
    let sum = costs.reduce(0, +)
    // Beyond 2^40 the rounding of sums comes near to a whole.
    if sum < 0x1p40, costs.allSatisfy({ $0 == $0.rounded() }) {
      leap = Double(
        costs.reduce(0) { divisor, cost in
          var (a, b) = (divisor, Int(cost))
          while b != 0 { (a, b) = (b, a % b) }
          return a
        })
      slack = max(1e-6 * leap, 1e-12 * sum)
    } else {
      leap = 0
      slack = 1e-9 * sum
    }
  }

  /// The least cost that a plan can have which costs no less than `bound`.
  func raised(_ bound: Double) -> Double {
    guard leap > 0, bound.isFinite else { return bound }
    return ((bound - slack) / leap).rounded(.up) * leap
  }

  /// With a bound of this or more nothing is better than a plan of the given cost.
  func cutoff(_ cost: Double) -> Double { leap > 0 ? cost - leap + slack : cost - slack }
}
