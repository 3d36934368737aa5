import Model

/// The linear relaxation of a covering problem to its end, by a dual simplex method in the space of the columns.
///
/// With t[r] the columns' sum over row r,
///
///     maximise  sum_r w[r] min(1, t[r]) - m sum_j x[j]
///     subject to  t[r] <= k[r] for limits r,  sum_j a[s][j] x[j] <= k[s] for sides s,  l[j] <= x[j] <= u[j]     (1)
///
/// Every row is a concave function with one kink, at t = 1 for rows to cover (slope w before it, 0 after it), at t = k
/// for limits and sides (slope 0 before it, minus infinity after it). A slope y[r] within the row's box is its dual,
/// d[j] = sum of y over the column's rows - m its columns' reduced worth, and
///
///     L(y) = sum_r (value at the kink - y[r] kink[r]) + sum_j max over x[j] of d[j] x[j]                            (2)
///
/// bounds (1) for *any* y within the boxes: rounding on the way may cost strength, never truth (``bound()``).
///
/// A basis has as many tight rows (t at the kink, y within its box) as basic columns (x within its bounds, d = 0); all
/// other rows stand before or after their kink with y at an end of the box. A pivot takes the row or column that is
/// most at odds with where it stands, and what gives way first; so a basis is as large as the fractional part of the
/// solution, some hundred, whatever the number of rows. Each pivot lowers (2), which makes every probe of a branch a
/// valid bound.
/// Source: Lemke (1954), The dual method of solving the linear programming problem, doi:10.1002/nav.3800010107;
/// Fourer (1985), A simplex algorithm for piecewise-linear programming, doi:10.1007/BF01582248.
/// - Complexity: O(size^2 + pairs of the basic columns) for a pivot.
struct CoverSimplex: Sendable {
  enum Ending: Hashable, Sendable {
    case solved
    /// (2) is below the goal.
    case belowGoal
    case infeasible
    /// A limit on pivots, or an interruption: (2) still bounds.
    case stopped
  }

  enum Place: UInt8, Sendable {
    /// Rows before their kink, columns at their lower bound.
    case low
    /// Rows after their kink, columns at their upper bound.
    case high
    /// Tight rows, basic columns.
    case basic
  }

  /// A row that may hold every column, in its own part: the number of columns, a budget. Follows the others.
  struct Side: Sendable {
    /// a: one per column, 0 or more, about 1 at the mean.
    var parts: [Double]
    /// k.
    var most: Double
  }

  /// Rows to cover, then limits.
  let rows: CoverRows
  let sides: [Side]
  /// m: what a column costs.
  let price: Double
  let kinks: [Double]
  /// The boxes of y: a hair wider than 0...w, by another hair for every row, so that hardly two give way at once.
  let least: [Double]
  let most: [Double]
  var lower: [Double]
  var upper: [Double]

  /// Where rows and columns stand.
  var rowPlaces: [Place]
  var columnPlaces: [Place]
  /// Duals of the rows and reduced worths of the columns, then the columns' parts and their sums over the rows.
  var y: [Double]
  var d: [Double]
  var x: [Double]
  var t: [Double]
  /// The basis, by position.
  var tight: [Int32] = []
  var basic: [Int32] = []
  var positionOfRow: [Int32]
  var positionOfColumn: [Int32]
  var inverse = BasisInverse()
  /// (2) with the wider boxes, kept up to date pivot by pivot.
  var running = Double.infinity
  var pivots = 0
  var visits = 0
  var sinceFresh = 0
  /// What a row's distance counts, squared, among the others': a row of many columns is moved by many.
  let scales: [Double]

  /// Of the pivot under way: how what leaves moves with each column, and with each tight row.
  var rates: [Double]
  var left: [Double] = []

  /// - Parameters:
  ///   - limits: k of the last of the rows, which weigh nothing; all others are to cover.
  ///   - sides: the first one is the one that binds, as far as known.
  ///   - start: multipliers of rows to cover near the best, so that fewer pivots are needed.
  init(_ rows: CoverRows, limits: [Double] = [], price: Double = 0, sides: [Side], near start: [Double]) {
    self.rows = rows
    self.price = price
    self.sides = sides
    scales =
      (0..<rows.rowCount).map { 1 / Double(rows.columns(of: $0).count + 1).squareRoot() }
      + sides.map { _ in 1 / Double(rows.columnCount).squareRoot() }
    let covers = rows.rowCount - limits.count
    kinks = [Double](repeating: 1, count: covers) + limits + sides.map(\.most)
    least =
      [Double](repeating: 0, count: covers) + [Double](repeating: -.infinity, count: limits.count + sides.count)
    var random = SplitMix(seed: 1)
    most =
      rows.weights.map { $0 * (1 + 1e-9 * Double(random.below(100) + 1)) }
      + [Double](repeating: 0, count: sides.count)
    lower = [Double](repeating: 0, count: rows.columnCount)
    upper = [Double](repeating: 1, count: rows.columnCount)
    rowPlaces = most.indices.map { $0 < covers && start[$0] < 0.5 * rows.weights[$0] ? .high : .low }
    columnPlaces = [Place](repeating: .low, count: rows.columnCount)
    y = [Double](repeating: 0, count: most.count)
    d = [Double](repeating: 0, count: rows.columnCount)
    x = lower
    t = y
    positionOfRow = [Int32](repeating: -1, count: most.count)
    positionOfColumn = [Int32](repeating: -1, count: rows.columnCount)
    rates = [Double](repeating: 0, count: rows.columnCount)
    begin()
  }

  /// A basis that is right in the dual: the columns of most worth at their upper bounds as far as the first side allows,
  /// and the next one holding that.
  mutating func begin() {
    for row in y.indices { y[row] = rowPlaces[row] == .low ? most[row] : least[row] }
    for column in d.indices { d[column] = reduced(y, column) }
    for column in columnPlaces.indices { columnPlaces[column] = .low }
    if let side = sides.first, let (pivot, worth) = critical(side) {
      for column in d.indices { d[column] -= worth * side.parts[column] }
      y[rows.rowCount] = -worth
      rowPlaces[rows.rowCount] = .basic
      columnPlaces[pivot] = .basic
      tight = [Int32(rows.rowCount)]
      basic = [Int32(pivot)]
    }
    for column in d.indices where columnPlaces[column] != .basic { columnPlaces[column] = d[column] > 0 ? .high : .low }
    refresh()
  }

  /// The column that a side no longer holds whole when those of most worth for their part come first, and its worth for
  /// a part of 1; nil when all that are worth something fit. Ties to the lower column.
  private func critical(_ side: Side) -> (column: Int, worth: Double)? {
    let ratios = d.indices.map { side.parts[$0] > 0 ? d[$0] / side.parts[$0] : 0 }
    var left = side.most
    for column in ratios.indices.sorted(by: { (ratios[$1], $0) < (ratios[$0], $1) }) where side.parts[column] > 0 {
      guard ratios[column] > 0 else { return nil }
      left -= side.parts[column]
      if left < -1e-9 { return (column, ratios[column]) }
    }
    return nil
  }

  /// A column's reduced worth with the duals given.
  func reduced(_ duals: [Double], _ column: Int) -> Double {
    var sum = -price
    for row in rows.rows(of: column) { sum += duals[Int(row)] }
    for (index, side) in sides.enumerated() { sum += duals[rows.rowCount + index] * side.parts[column] }
    return sum
  }

  // MARK: Bounds of columns

  mutating func setBounds(_ column: Int, _ lower: Double, _ upper: Double) {
    self.lower[column] = lower
    self.upper[column] = upper
    guard columnPlaces[column] != .basic else { return }
    // A column whose bounds meet may stand at either side.
    if d[column] > 0 { columnPlaces[column] = .high } else if d[column] < 0 { columnPlaces[column] = .low }
    let change = (columnPlaces[column] == .high ? upper : lower) - x[column]
    guard change != 0 else { return }
    running += d[column] * change
    push(column, by: change)
  }

  /// (2) from `y`, the weights as they are and the bounds alone.
  /// - Complexity: O(pairs).
  func bound() -> Double {
    var value = 0.0
    var duals = y
    for row in duals.indices {
      let weight = row < rows.rowCount ? rows.weights[row] : 0
      duals[row] = min(max(duals[row], least[row]), weight)
      value += weight - duals[row] * kinks[row]
    }
    for column in 0..<rows.columnCount {
      let reduced = reduced(duals, column)
      value += max(reduced * lower[column], reduced * upper[column])
    }
    return value
  }
}
