import Model

/// The linear relaxation of a covering problem to its end, by a dual simplex method in the space of the columns.
///
/// With t[r] the columns' sum over row r and slots k,
///
///     maximise  sum_r w[r] min(1, t[r]) + sum_j g[j] x[j]     subject to  sum_j x[j] <= k,  l[j] <= x[j] <= u[j]    (1)
///
/// Every row is a concave function with one kink, at t = 1 for rows to cover (slope w before it, 0 after it), at t = k
/// for the row that counts (slope 0 before it, minus infinity after it). A slope y[r] within the row's box is its dual,
/// d[j] = g[j] + sum of y over the column's rows its columns' reduced worth, and
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

  let rows: CoverRows
  /// w: infinite for rows that must be covered.
  let weights: [Double]
  /// g: what a column earns by itself; minus its fee.
  let worths: [Double]
  /// The last row: counts the columns.
  var countRow: Int { rows.rowCount }
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
  let slots: Int?

  /// Of the pivot under way: how what leaves moves with each column, and with each tight row.
  var rates: [Double]
  var left: [Double] = []
  var right: [Double] = []

  /// - Parameters:
  ///   - weights: of the rows; infinite for rows that must be covered.
  ///   - slots: nil for any number of columns.
  ///   - start: multipliers near the best, so that fewer pivots are needed.
  init(rows: CoverRows, weights: [Double], worths: [Double], slots: Int?, near start: [Double]? = nil) {
    self.rows = rows
    self.weights = weights
    self.worths = worths
    self.slots = slots
    scales =
      (0..<rows.rowCount).map { 1 / Double(rows.columns(of: $0).count + 1).squareRoot() }
      + [1 / Double(rows.columnCount).squareRoot()]
    kinks = [Double](repeating: 1, count: rows.rowCount) + [slots.map { Double($0) } ?? Double(rows.columnCount)]
    least = [Double](repeating: 0, count: rows.rowCount) + [-.infinity]
    var random = SplitMix(seed: 1)
    most = weights.map { $0 * (1 + 1e-9 * Double(random.below(100) + 1)) } + [0]
    lower = [Double](repeating: 0, count: rows.columnCount)
    upper = [Double](repeating: 1, count: rows.columnCount)
    rowPlaces = weights.map { $0 < .infinity ? .low : .high } + [.low]
    if let start {
      for row in start.indices where rowPlaces[row] == .low && start[row] < 0.5 * weights[row] {
        rowPlaces[row] = .high
      }
    }
    columnPlaces = [Place](repeating: .low, count: rows.columnCount)
    y = [Double](repeating: 0, count: rows.rowCount + 1)
    d = worths
    x = lower
    t = [Double](repeating: 0, count: rows.rowCount + 1)
    positionOfRow = [Int32](repeating: -1, count: rows.rowCount + 1)
    positionOfColumn = [Int32](repeating: -1, count: rows.columnCount)
    rates = [Double](repeating: 0, count: rows.columnCount)
    begin(slots)
  }

  /// A basis that is right in the dual: with slots, the columns of most worth at their upper bounds and the next one
  /// holding the count.
  mutating func begin(_ slots: Int?) {
    for row in 0..<rows.rowCount { y[row] = rowPlaces[row] == .low ? most[row] : least[row] }
    y[countRow] = 0
    rowPlaces[countRow] = .low
    for column in d.indices { d[column] = worths[column] + sum(of: y, over: column) }
    for column in columnPlaces.indices { columnPlaces[column] = .low }
    if let slots, slots < d.count {
      let order = largest(slots + 1, of: d).sorted { (d[Int($1)], $0) < (d[Int($0)], $1) }
      let pivot = order[slots]
      let price = max(0, d[Int(pivot)])
      for column in d.indices { d[column] -= price }
      y[countRow] = -price
      if price > 0 {
        rowPlaces[countRow] = .basic
        columnPlaces[Int(pivot)] = .basic
        tight = [Int32(countRow)]
        basic = [pivot]
      }
    }
    for column in d.indices where columnPlaces[column] != .basic { columnPlaces[column] = d[column] > 0 ? .high : .low }
    refresh()
  }

  func sum(of values: [Double], over column: Int) -> Double {
    var sum = 0.0
    for row in rows.rows(of: column) { sum += values[Int(row)] }
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
    var value = -y[countRow] * kinks[countRow]
    var duals = y
    for row in 0..<rows.rowCount {
      duals[row] = min(max(duals[row], 0), weights[row])
      value += (weights[row] < .infinity ? weights[row] : 0) - duals[row]
    }
    for column in 0..<rows.columnCount {
      let reduced = worths[column] + y[countRow] + sum(of: duals, over: column)
      value += max(reduced * lower[column], reduced * upper[column])
    }
    return value
  }
}
