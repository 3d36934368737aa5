import Model

/// What is left to decide after presolve: rows (merged demand) against columns (sites), stored both ways.
///
/// Flat `Int32` arrays: the searches are bound by memory, not arithmetic. Columns keep the order of the sites, so the
/// lower column is the lower site and ties fall alike.
struct CoverRows: Sendable {
  /// `columnRows[columnStarts[c] ..< columnStarts[c + 1]]` are the rows of column `c`, rising.
  var columnStarts: [Int32]
  var columnRows: [Int32]
  /// `rowColumns[rowStarts[r] ..< rowStarts[r + 1]]` are the columns of row `r`, rising; never empty.
  var rowStarts: [Int32]
  var rowColumns: [Int32]
  /// Weight of each row.
  var weights: [Double]
  /// What each column was called before: a site index, or a column of the problem this one was cut from.
  var origins: [Int32]

  var columnCount: Int { origins.count }
  var rowCount: Int { weights.count }
  var pairCount: Int { columnRows.count }
  var totalWeight: Double { weights.reduce(0, +) }

  func rows(of column: Int) -> ArraySlice<Int32> {
    columnRows[Int(columnStarts[column])..<Int(columnStarts[column + 1])]
  }

  func columns(of row: Int) -> ArraySlice<Int32> {
    rowColumns[Int(rowStarts[row])..<Int(rowStarts[row + 1])]
  }
}

extension CoverRows {
  /// Weight that columns cover together.
  func worth(of plan: [Int32]) -> Double {
    var isCovered = [Bool](repeating: false, count: rowCount)
    var worth = 0.0
    for column in plan {
      for row in rows(of: Int(column)) where !isCovered[Int(row)] {
        isCovered[Int(row)] = true
        worth += weights[Int(row)]
      }
    }
    return worth
  }
}

extension CoverRows {
  /// Cuts the part that is still open out of a larger incidence and merges rows with equal column sets.
  ///
  /// Merging is by partition refinement: all open rows start in one class and every column splits the classes it
  /// touches, so two rows share a class exactly when they have the same columns. No hashing, nothing to compare.
  /// - Parameters:
  ///   - starts, entries: the larger incidence, column -> rows.
  ///   - columns: the columns to keep, rising.
  ///   - open: false for rows to drop.
  ///   - weights: of the larger incidence's rows.
  /// - Returns: the cut, and for each row of the larger incidence its merged row or -1. Merged rows stand in the order
  ///   of their first member; their weights are sums in row order.
  /// - Complexity: O(pairs + rows) time, O(rows) memory besides the result.
  static func cut<Start: BinaryInteger>(
    starts: [Start], entries: [Int32], columns: [Int32], open: [Bool], weights: [Double]
  ) -> (rows: CoverRows, merged: [Int32]) {
    // Class 0 holds rows no column has touched; they drop out at the end.
    var classOf = [Int32](repeating: 0, count: open.count)
    var classSize = [Int32](repeating: 0, count: 1)
    var splitInto: [Int32] = [0]
    var splitBy: [Int32] = [-1]
    var free: [Int32] = []
    for (stamp, column) in columns.enumerated() {
      for entry in Int(starts[Int(column)])..<Int(starts[Int(column) + 1]) {
        let row = Int(entries[entry])
        guard open[row] else { continue }
        let old = Int(classOf[row])
        if splitBy[old] != Int32(stamp) {
          splitBy[old] = Int32(stamp)
          if let reused = free.popLast() {
            splitInto[old] = reused
          } else {
            splitInto[old] = Int32(classSize.count)
            classSize.append(0)
            splitInto.append(0)
            splitBy.append(-1)
          }
          // A class made by this column is not split by it again.
          splitBy[Int(splitInto[old])] = -1
        }
        let new = splitInto[old]
        classOf[row] = new
        classSize[Int(new)] += 1
        if old != 0 {
          classSize[old] -= 1
          if classSize[old] == 0 {
            free.append(Int32(old))
            splitBy[old] = -1
          }
        }
      }
    }
    return number(starts: starts, entries: entries, columns: columns, classOf: classOf, weights: weights)
  }

  /// Numbers the classes by first member and lists the incidence of one member each.
  private static func number<Start: BinaryInteger>(
    starts: [Start], entries: [Int32], columns: [Int32], classOf: [Int32], weights: [Double]
  ) -> (rows: CoverRows, merged: [Int32]) {
    var numberOf = [Int32](repeating: -1, count: Int(classOf.max() ?? 0) + 1)
    var merged = [Int32](repeating: -1, count: classOf.count)
    var isFirst = [Bool](repeating: false, count: classOf.count)
    var mergedWeights: [Double] = []
    for row in classOf.indices where classOf[row] != 0 {
      let old = Int(classOf[row])
      if numberOf[old] < 0 {
        numberOf[old] = Int32(mergedWeights.count)
        mergedWeights.append(0)
        isFirst[row] = true
      }
      merged[row] = numberOf[old]
      mergedWeights[Int(numberOf[old])] += weights[row]
    }
    var columnStarts: [Int32] = [0]
    var columnRows: [Int32] = []
    var rowStarts = [Int32](repeating: 0, count: mergedWeights.count + 1)
    for column in columns {
      for entry in Int(starts[Int(column)])..<Int(starts[Int(column) + 1]) {
        let row = Int(entries[entry])
        guard isFirst[row] else { continue }
        columnRows.append(merged[row])
        rowStarts[Int(merged[row]) + 1] += 1
      }
      columnStarts.append(Int32(columnRows.count))
    }
    rowStarts.countsToStarts()
    var next = rowStarts
    var rowColumns = [Int32](repeating: 0, count: columnRows.count)
    for column in columns.indices {
      for entry in Int(columnStarts[column])..<Int(columnStarts[column + 1]) {
        let row = Int(columnRows[entry])
        rowColumns[Int(next[row])] = Int32(column)
        next[row] += 1
      }
    }
    let rows = CoverRows(
      columnStarts: columnStarts, columnRows: columnRows, rowStarts: rowStarts, rowColumns: rowColumns,
      weights: mergedWeights, origins: columns)
    return (rows, merged)
  }
}
