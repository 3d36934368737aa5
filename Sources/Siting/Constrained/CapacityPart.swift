extension CapacityCore {
  /// The columns still open, then those in every plan beside the standing ones; rows stay as they are.
  ///
  /// For bounds alone: it knows the rows of its columns, not the columns of its rows.
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
    cut.rowStarts = []
    cut.rowColumns = []
    cut.origins = kept.map { rows.origins[$0] }
    let core = CapacityCore(self, rows: cut, capacities: kept.map { capacities[$0] }, columnCount: open.count)
    return PlanPart(
      core: core, columns: open.map { Int32($0) }, targets: (0..<Int32(rows.rowCount)).map { $0 },
      count: rows.rowCount, isSum: false)
  }
}
