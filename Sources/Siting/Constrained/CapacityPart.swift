extension CapacityCore {
  /// The columns still open, then those in every plan beside the standing ones; rows stay as they are.
  ///
  /// For bounds alone: flows need ``pairOfEntry``, which it lacks.
  func part(_ fixed: [Int8]) -> PlanPart<CapacityCore> {
    let open = fixed.indices.filter { fixed[$0] < 0 }
    let kept = open + fixed.indices.filter { fixed[$0] == 1 } + Array(columnCount..<rows.columnCount)
    var cut = rows
    cut.columnStarts = [0]
    cut.columnRows = []
    for column in kept {
      cut.columnRows += rows.rows(of: column)
      cut.columnStarts.append(Int32(cut.columnRows.count))
    }
    cut.rowStarts = [Int32](repeating: 0, count: rows.rowCount + 1)
    for row in cut.columnRows { cut.rowStarts[Int(row) + 1] += 1 }
    cut.rowStarts.countsToStarts()
    var next = cut.rowStarts
    cut.rowColumns = [Int32](repeating: 0, count: cut.columnRows.count)
    for column in kept.indices {
      for entry in Int(cut.columnStarts[column])..<Int(cut.columnStarts[column + 1]) {
        let row = Int(cut.columnRows[entry])
        cut.rowColumns[Int(next[row])] = Int32(column)
        next[row] += 1
      }
    }
    cut.origins = kept.map { rows.origins[$0] }
    let core = CapacityCore(self, rows: cut, capacities: kept.map { capacities[$0] }, columnCount: open.count)
    return PlanPart(
      core: core, columns: open.map { Int32($0) }, targets: (0..<Int32(rows.rowCount)).map { $0 },
      count: rows.rowCount, isSum: false)
  }
}
