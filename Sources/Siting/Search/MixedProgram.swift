/// A mixed-integer program: what any general exact solver takes.
///
///     maximise    constant + sum_j objective[j] v[j]                                  (1)
///     subject to  lower[r] <= sum_j a[r][j] v[j] <= upper[r]    for every row r       (2)
///                 lower[j] <= v[j] <= upper[j]                  for every column j    (3)
///                 v[j] whole                                    where isWhole[j]      (4)
///
/// An infinite bound is none.
struct MixedProgram: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var objective: Double
    var lower = 0.0
    var upper = 1.0
    var isWhole = false
  }

  var constant = 0.0
  var columns: [Column] = []
  private(set) var rowLower: [Double] = []
  private(set) var rowUpper: [Double] = []
  /// Row r has the columns `rowColumns[rowStarts[r] ..< rowStarts[r + 1]]` with the same part of `coefficients`.
  private(set) var rowStarts: [Int32] = [0]
  private(set) var rowColumns: [Int32] = []
  private(set) var coefficients: [Double] = []

  var rowCount: Int { rowLower.count }
  var entryCount: Int { rowColumns.count }

  mutating func add(_ column: Column) { columns.append(column) }

  /// Adds a row whose entries ``put(_:_:)`` gives before the next row begins.
  mutating func beginRow(from lower: Double = -.infinity, to upper: Double = .infinity) {
    rowLower.append(lower)
    rowUpper.append(upper)
    rowStarts.append(Int32(rowColumns.count))
  }

  /// An entry of the row begun last; each column once.
  mutating func put(_ coefficient: Double, _ column: Int) {
    rowColumns.append(Int32(column))
    coefficients.append(coefficient)
    rowStarts[rowCount] = Int32(rowColumns.count)
  }
}

extension MixedProgram {
  /// The same with an objective in units that a solver's tolerances suit.
  func scaled(toAtMost most: Double) -> (program: MixedProgram, scale: Double) {
    let largest = columns.reduce(0) { max($0, abs($1.objective)) }
    guard largest > most else { return (self, 1) }
    var scaled = self
    let scale = most / largest
    for index in columns.indices { scaled.columns[index].objective *= scale }
    scaled.constant *= scale
    return (scaled, scale)
  }
}
