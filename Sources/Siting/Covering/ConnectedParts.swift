extension CoverRows {
  /// The connected components of rows and columns, fewest pairs first, ties to the lower first column: no column of one
  /// covers a row of another, so each can be decided alone. Their origins are columns of this problem.
  /// - Complexity: O(pairs x inverse Ackermann), and a sort of the parts.
  func connectedParts() -> [CoverRows] {
    var parent = (0..<Int32(columnCount)).map { $0 }
    func root(_ column: Int32) -> Int32 {
      var column = column
      while parent[Int(column)] != column {
        parent[Int(column)] = parent[Int(parent[Int(column)])]
        column = parent[Int(column)]
      }
      return column
    }
    for row in 0..<rowCount {
      let first = root(columns(of: row).first!)
      for column in columns(of: row).dropFirst() { parent[Int(root(column))] = first }
    }
    var partOfRoot = [Int32](repeating: -1, count: columnCount)
    var members: [[Int32]] = []
    for column in 0..<Int32(columnCount) where !rows(of: Int(column)).isEmpty {
      let top = Int(root(column))
      if partOfRoot[top] < 0 {
        partOfRoot[top] = Int32(members.count)
        members.append([])
      }
      members[Int(partOfRoot[top])].append(column)
    }
    guard members.count > 1 else { return [withOwnOrigins] }
    var localRow = [Int32](repeating: -1, count: rowCount)
    return members.map { part($0, localRow: &localRow) }.sorted {
      ($0.pairCount, $0.origins[0]) < ($1.pairCount, $1.origins[0])
    }
  }

  private var withOwnOrigins: CoverRows {
    var rows = self
    rows.origins = (0..<Int32(columnCount)).map { $0 }
    return rows
  }

  /// - Parameters:
  ///   - members: the columns of one component, rising.
  ///   - localRow: room to number rows in, one place per row of this problem.
  private func part(_ members: [Int32], localRow: inout [Int32]) -> CoverRows {
    let own = Set(members.flatMap { rows(of: Int($0)) }).sorted()
    for (index, row) in own.enumerated() { localRow[Int(row)] = Int32(index) }
    var part = CoverRows(
      columnStarts: [0], columnRows: [], rowStarts: [0], rowColumns: [], weights: own.map { weights[Int($0)] },
      origins: members)
    for column in members {
      part.columnRows += rows(of: Int(column)).map { localRow[Int($0)] }
      part.columnStarts.append(Int32(part.columnRows.count))
    }
    var localColumn: [Int32: Int32] = [:]
    for (index, column) in members.enumerated() { localColumn[column] = Int32(index) }
    for row in own {
      part.rowColumns += columns(of: Int(row)).map { localColumn[$0]! }
      part.rowStarts.append(Int32(part.rowColumns.count))
    }
    return part
  }
}
