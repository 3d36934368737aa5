extension CoverRows {
  /// The set covering problem without what decides itself: rows easier than another row, columns weaker than another
  /// column, rows with a single column. Repeats until nothing changes.
  /// - Returns: what stays, and the origins of the columns every best plan may as well contain, rising.
  /// - Complexity: near O(pairs) per pass when columns overlap little.
  func reducedForSetCovering() -> (rows: CoverRows, essential: [Int32]) {
    var rows = self
    var essential: [Int32] = []
    while true {
      let weak = rows.dominatedColumns()
      let easy = rows.dominatedRows()
      var isOpen = easy.map { !$0 }
      var isTaken = [Bool](repeating: false, count: rows.columnCount)
      let stay = weak.indices.filter { !weak[$0] }.map { Int32($0) }
      // Weak columns are gone before a row counts as single: of two equal columns one has gone.
      for row in 0..<rows.rowCount where isOpen[row] {
        let left = rows.columns(of: row).filter { !weak[Int($0)] }
        if left.count == 1 { isTaken[Int(left[0])] = true }
      }
      for column in isTaken.indices where isTaken[column] {
        essential.append(rows.origins[column])
        for row in rows.rows(of: column) { isOpen[Int(row)] = false }
      }
      let columns = stay.filter { !isTaken[Int($0)] }
      if columns.count == rows.columnCount && !isOpen.contains(false) { break }
      var next = CoverRows.cut(
        starts: rows.columnStarts, entries: rows.columnRows, columns: columns, open: isOpen, weights: rows.weights
      ).rows
      next.origins = columns.map { rows.origins[Int($0)] }
      rows = next
    }
    rows.weights = [Double](repeating: 1, count: rows.rowCount)
    return (rows, essential.sorted())
  }

  /// Rows whose columns include all columns of another row: covered whenever that one is.
  func dominatedRows() -> [Bool] {
    var dominated = [Bool](repeating: false, count: rowCount)
    for row in 0..<rowCount {
      let own = columns(of: row)
      guard let rarest = own.min(by: { rows(of: Int($0)).count < rows(of: Int($1)).count }) else { continue }
      // Rows with equal columns have merged, so a subset is a proper one and never mutual.
      for other in rows(of: Int(rarest)) where Int(other) != row && columns(of: Int(other)).count > own.count {
        if !dominated[Int(other)], isSubset(own, of: columns(of: Int(other))) { dominated[Int(other)] = true }
      }
    }
    return dominated
  }
}
