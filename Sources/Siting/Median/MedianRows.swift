import Model

/// What is left to decide of a median problem: rows (demand) against columns (sites to choose from).
///
/// Costs are weighted. A row lists only the columns that are cheaper than its ``base``, cheapest first, so that a search
/// reads a row until it meets what it looks for.
struct MedianRows: Sendable {
  /// `columns[starts[r] ..< starts[r + 1]]` are the columns of row `r` by rising cost, ties to the lower column.
  var starts: [Int]
  var columns: [Int32]
  /// One weighted cost per entry of `columns`, below the row's base.
  var costs: [Double]
  /// Weighted cost of the row if no column of the plan is cheaper: a site that is open anyway, the worst that a full
  /// plan leaves, or the penalty for a row nobody reaches.
  var base: [Double]
  /// Weighted cost of the rows on which nothing depends any more.
  var constant: Double
  /// What each column was called before: a site index, or a column of the rows these were cut from.
  var origins: [Int32]
  /// What each row was called before; of rows that became equal, the first.
  var rowOrigins: [Int32]

  var rowCount: Int { base.count }
  var columnCount: Int { origins.count }
  var pairCount: Int { columns.count }

  /// Weighted cost of a plan; `isOpen` holds one flag per column.
  func value(_ isOpen: [Bool]) -> Double {
    var sum = constant
    for row in base.indices {
      var cost = base[row]
      for entry in starts[row]..<starts[row + 1] where isOpen[Int(columns[entry])] {
        cost = costs[entry]
        break
      }
      sum += cost
    }
    return sum
  }

  func value(of plan: [Int32]) -> Double {
    var isOpen = [Bool](repeating: false, count: columnCount)
    for column in plan { isOpen[Int(column)] = true }
    return value(isOpen)
  }

  /// The rows that `slots` further columns still decide when `inside` are open and `outside` never will be.
  ///
  /// Of m columns left, `slots` will be open: one of the cheapest m - slots + 1 of every row is among them, so the last
  /// of those bounds the row's cost from above and dearer entries go.
  /// - Returns: columns in their old order; `origins` and `rowOrigins` are columns and rows of this value.
  /// - Complexity: O(pairs).
  func cut(inside: [Int32], outside: [Int32], slots: Int) -> MedianRows {
    var state = [Int8](repeating: 0, count: columnCount)
    for column in inside { state[Int(column)] = 1 }
    for column in outside { state[Int(column)] = -1 }
    var result = MedianRows(
      starts: [0], columns: [], costs: [], base: [], constant: constant, origins: [], rowOrigins: [])
    var number = [Int32](repeating: -1, count: columnCount)
    for column in state.indices where state[column] == 0 {
      number[column] = Int32(result.origins.count)
      result.origins.append(Int32(column))
    }
    let sure = max(0, result.columnCount - slots)
    for row in base.indices {
      var base = base[row]
      var kept = 0
      for entry in starts[row]..<starts[row + 1] where state[Int(columns[entry])] >= 0 {
        if state[Int(columns[entry])] == 1 || kept == sure {
          base = costs[entry]
          break
        }
        kept += 1
        result.columns.append(number[Int(columns[entry])])
        result.costs.append(costs[entry])
      }
      // Ties with the base change nothing.
      while kept > 0, result.costs[result.costs.count - 1] >= base {
        result.columns.removeLast()
        result.costs.removeLast()
        kept -= 1
      }
      if kept == 0 {
        result.constant += base
      } else {
        result.starts.append(result.columns.count)
        result.base.append(base)
        result.rowOrigins.append(Int32(row))
      }
    }
    return result
  }

  /// Leaves out what ``cut(inside:outside:slots:)`` would with all columns open, without a copy.
  mutating func trim(slots: Int) {
    let sure = max(0, columnCount - slots)
    var entries = 0
    var left = 0
    var begin = 0
    for row in base.indices {
      let range = begin..<starts[row + 1]
      begin = range.upperBound
      let bound = range.count > sure ? costs[range.lowerBound + sure] : base[row]
      let first = entries
      for entry in range where entry - range.lowerBound < sure && costs[entry] < bound {
        columns[entries] = columns[entry]
        costs[entries] = costs[entry]
        entries += 1
      }
      if entries == first {
        constant += bound
      } else {
        base[left] = bound
        rowOrigins[left] = rowOrigins[row]
        left += 1
        starts[left] = entries
      }
    }
    base.removeLast(base.count - left)
    rowOrigins.removeLast(rowOrigins.count - left)
    starts.removeLast(starts.count - left - 1)
    columns.removeLast(columns.count - entries)
    costs.removeLast(costs.count - entries)
  }

  /// The rows for plans in which each costs at most its limit: dearer entries go, and a base above the limit becomes
  /// `penalty`.
  func capped(_ limits: [Double], penalty: Double) -> MedianRows {
    var result = MedianRows(
      starts: [0], columns: [], costs: [], base: base, constant: constant, origins: origins, rowOrigins: rowOrigins)
    for row in base.indices {
      var end = starts[row]
      while end < starts[row + 1], costs[end] <= limits[row] { end += 1 }
      // Without any entry left no plan is within the limits; the cheapest keeps the row readable.
      end = max(end, starts[row] + 1)
      result.columns += columns[starts[row]..<end]
      result.costs += costs[starts[row]..<end]
      result.starts.append(result.columns.count)
      if base[row] > limits[row] { result.base[row] = max(penalty, result.costs[result.costs.count - 1] + 1) }
    }
    return result
  }
}

/// The same entries by column: for searches that open and close columns.
struct MedianColumns: Sendable {
  /// `rows[starts[c] ..< starts[c + 1]]` are the rows of column `c`, rising.
  let starts: [Int]
  let rows: [Int32]
  let costs: [Double]

  init(_ source: MedianRows) {
    var starts = [Int](repeating: 0, count: source.columnCount + 1)
    for column in source.columns { starts[Int(column) + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    var rows = [Int32](repeating: 0, count: source.pairCount)
    var costs = [Double](repeating: 0, count: source.pairCount)
    for row in 0..<source.rowCount {
      for entry in source.starts[row]..<source.starts[row + 1] {
        let column = Int(source.columns[entry])
        rows[next[column]] = Int32(row)
        costs[next[column]] = source.costs[entry]
        next[column] += 1
      }
    }
    self.starts = starts
    self.rows = rows
    self.costs = costs
  }
}
