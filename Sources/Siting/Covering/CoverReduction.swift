/// What is left to decide of a set covering problem after what decides itself.
///
/// Gone are columns taken or shut before, rows that a taken column covers, rows easier than another row (its columns
/// include the other's), columns weaker than another column (no cheaper, and no row that the other has not), rows of a
/// single column with that column. Repeats until nothing changes.
struct CoverReduction: Sendable {
  /// ``CoverRows/origins`` are columns of the problem reduced.
  private(set) var problem: CostedRows
  /// Columns taken because nothing else covers a row, in the order found.
  private(set) var inside: [Int32] = []
  /// Row of the problem reduced -> row of ``problem`` that covers it when covered, -1 when it is covered already.
  private(set) var rowOf: [Int32]
  /// Row of ``problem`` -> one of its rows in the problem reduced.
  private(set) var member: [Int32]
  /// True when some row has no column left.
  private(set) var isInfeasible = false
  private(set) var visits = 0

  /// - Parameters:
  ///   - taken, shut: columns that are in the plan, or not.
  ///   - thorough: false to end when a pass changes little.
  /// - Complexity: near O(pairs) per pass when columns overlap little.
  init(_ root: CostedRows, taken: [Int32] = [], shut: [Int32] = [], thorough: Bool = true) {
    problem = root
    rowOf = (0..<Int32(root.rows.rowCount)).map { $0 }
    member = rowOf
    problem.rows.origins = (0..<Int32(root.rows.columnCount)).map { $0 }
    var isTaken = [Bool](repeating: false, count: root.rows.columnCount)
    var isWeak = isTaken
    for column in taken { isTaken[Int(column)] = true }
    for column in shut { isWeak[Int(column)] = true }
    cut(isTaken, isWeak, [Int32](repeating: -1, count: root.rows.rowCount))
    while !isInfeasible {
      visits += 10 * problem.rows.pairCount
      isWeak = problem.dominatedColumns()
      let easier = problem.rows.easierRows()
      isTaken = [Bool](repeating: false, count: problem.costs.count)
      // Weak columns are gone before a row counts as single: of two equal columns one has gone.
      for row in easier.indices where easier[row] < 0 {
        var only: Int32 = -1
        var count = 0
        for column in problem.rows.columns(of: row) where !isWeak[Int(column)] {
          only = column
          count += 1
          if count > 1 { break }
        }
        if count == 1 { isTaken[Int(only)] = true }
      }
      let hasSingle = isTaken.contains(true)
      let gone = isWeak.count { $0 } + easier.count { $0 >= 0 }
      guard hasSingle || gone > 0 else { break }
      for column in isTaken.indices where isTaken[column] { inside.append(problem.rows.origins[column]) }
      cut(isTaken, isWeak, easier)
      if !thorough, !hasSingle, 10 * gone < isWeak.count + easier.count { break }
    }
  }

  /// Cuts out what stays.
  /// - Parameter easier: for each row another one that it is covered with, -1 for itself.
  private mutating func cut(_ isTaken: [Bool], _ isWeak: [Bool], _ easier: [Int32]) {
    let rows = problem.rows
    var isCovered = [Bool](repeating: false, count: rows.rowCount)
    for column in isTaken.indices where isTaken[column] {
      for row in rows.rows(of: column) { isCovered[Int(row)] = true }
    }
    let isOpen = isCovered.indices.map { !isCovered[$0] && easier[$0] < 0 }
    let stay = isTaken.indices.filter { !isTaken[$0] && !isWeak[$0] }.map { Int32($0) }
    var (next, merged) = CoverRows.cut(
      starts: rows.columnStarts, entries: rows.columnRows, columns: stay, open: isOpen, weights: rows.weights)
    next.origins = stay.map { rows.origins[Int($0)] }
    if isOpen.indices.contains(where: { isOpen[$0] && merged[$0] < 0 }) { isInfeasible = true }
    var members = [Int32](repeating: -1, count: next.rowCount)
    for row in merged.indices where merged[row] >= 0 && members[Int(merged[row])] < 0 {
      members[Int(merged[row])] = member[row]
    }
    for row in rowOf.indices where rowOf[row] >= 0 {
      var now = Int(rowOf[row])
      while !isCovered[now], easier[now] >= 0 { now = Int(easier[now]) }
      rowOf[row] = isCovered[now] ? -1 : merged[now]
    }
    member = members
    problem = CostedRows(rows: next, costs: stay.map { problem.costs[Int($0)] })
    visits += 5 * rows.pairCount
  }
}

extension CostedRows {
  /// Columns without a row that another column, no dearer, does not have; of equal ones the lowest stays.
  func dominatedColumns() -> [Bool] {
    var dominated = [Bool](repeating: false, count: rows.columnCount)
    let marks = SetMarks(starts: rows.columnStarts, entries: rows.columnRows)
    for column in dominated.indices {
      let own = rows.rows(of: column)
      guard let rarest = own.min(by: { rows.columns(of: Int($0)).count < rows.columns(of: Int($1)).count }) else {
        dominated[column] = true
        continue
      }
      for other in rows.columns(of: Int(rarest)) where marks.mayContain(column, in: Int(other)) {
        guard Int(other) != column, costs[Int(other)] <= costs[column] else { continue }
        let rival = rows.rows(of: Int(other))
        let isEqual = rival.count == own.count && costs[Int(other)] == costs[column]
        guard rival.count >= own.count, !isEqual || Int(other) < column else { continue }
        if isSubset(own, of: rival) {
          dominated[column] = true
          break
        }
      }
    }
    return dominated
  }
}

extension CoverRows {
  /// For each row whose columns include all columns of another row that other row, -1 for the rest.
  fileprivate func easierRows() -> [Int32] {
    var easier = [Int32](repeating: -1, count: rowCount)
    let marks = SetMarks(starts: rowStarts, entries: rowColumns)
    for row in 0..<rowCount {
      let own = columns(of: row)
      guard let rarest = own.min(by: { rows(of: Int($0)).count < rows(of: Int($1)).count }) else { continue }
      for other in rows(of: Int(rarest)) where marks.mayContain(row, in: Int(other)) {
        // Rows with equal columns have merged, so a subset is a proper one and never mutual.
        guard columns(of: Int(other)).count > own.count, easier[Int(other)] < 0 else { continue }
        if isSubset(own, of: columns(of: Int(other))) { easier[Int(other)] = Int32(row) }
      }
    }
    return easier
  }
}

/// A mark of 256 bits for each of many sets: a set can only be part of another one whose mark has all its bits.
private struct SetMarks {
  private let marks: [SIMD4<UInt64>]

  init(starts: [Int32], entries: [Int32]) {
    marks = (0..<starts.count - 1).map { set in
      var mark = SIMD4<UInt64>.zero
      for entry in Int(starts[set])..<Int(starts[set + 1]) {
        // Neighbours fall far apart.
        let bit = (UInt32(bitPattern: entries[entry]) &* 2_654_435_769) >> 24
        mark[Int(bit >> 6)] |= 1 << UInt64(bit & 63)
      }
      return mark
    }
  }

  func mayContain(_ part: Int, in whole: Int) -> Bool { marks[part] & ~marks[whole] == .zero }
}
