extension CapacityCore {
  private static var tightPairs: Int { 20_000 }

  /// Columns: x of the core's columns; z, what goes over each pair of column (standing ones too) and row.
  ///
  ///     maximise    sum z[c][r]                                                         (1)
  ///     subject to  sum_c z[c][r] <= w[r]                   for every row r             (2)
  ///                 sum_r z[c][r] <= K[c] x[c]              for every column c; K[c] for standing ones    (3)
  ///                 z[c][r] <= min(w[r], K[c]) x[c]         for every pair of a column to choose          (4)
  ///                 number, budget and conflicts of ``PlanRules``                       (5)
  ///                 x whole, z >= 0                                                     (6)
  ///
  ///     sum of z[c][r] over rows r of group g >= need[g]      for every floor g         (7)
  ///
  /// (4) follows from the rest; it makes the relaxation tight where sites hold more than their rows want. Large programs
  /// go without: the relaxation at the root took 33 s with it and 2 s without on 500 sites and 5,000 points.
  func program(_ rules: PlanRules) -> MixedProgram {
    var program = MixedProgram()
    for column in 0..<columnCount { program.add(.init(objective: -rules.fees[column], isWhole: true)) }
    for column in 0..<rows.columnCount {
      for row in rows.rows(of: column) {
        program.add(.init(objective: 1, upper: min(rows.weights[Int(row)], capacities[column])))
      }
    }
    for row in 0..<rows.rowCount {
      program.beginRow(to: rows.weights[row])
      for entry in Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1]) {
        program.put(1, columnCount + Int(pairOfEntry[entry]))
      }
    }
    for column in 0..<rows.columnCount {
      let pairs = Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1])
      program.beginRow(to: column < columnCount ? 0 : capacities[column])
      for pair in pairs { program.put(1, columnCount + pair) }
      guard column < columnCount else { continue }
      program.put(-capacities[column], column)
      guard rows.pairCount <= Self.tightPairs else { continue }
      for pair in pairs {
        program.beginRow(to: 0)
        program.put(1, columnCount + pair)
        program.put(-min(rows.weights[Int(rows.columnRows[pair])], capacities[column]), column)
      }
    }
    for floor in floors {
      program.beginRow(from: floor.need)
      for row in floor.rows {
        for entry in Int(rows.rowStarts[Int(row)])..<Int(rows.rowStarts[Int(row) + 1]) {
          program.put(1, columnCount + Int(pairOfEntry[entry]))
        }
      }
    }
    rules.add(to: &program)
    return program
  }

  func values(of plan: [Int32]) -> [Double] {
    var values = [Double](repeating: 0, count: columnCount)
    var state = emptyState()
    for column in plan {
      values[Int(column)] = 1
      state.open(Int(column))
    }
    return values + state.flow
  }
}
