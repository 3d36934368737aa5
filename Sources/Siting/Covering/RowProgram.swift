extension RowCore {
  /// Columns: x of the core's columns; y[r], row r is covered; u[r], it is covered twice, for rows where that is worth
  /// something.
  ///
  ///     maximise    base + sum_r once[r] y[r] + twice[r] u[r] - sum_c fee[c] x[c]       (1)
  ///     subject to  y[r] + u[r] <= sum of x[c] over columns c on r                      (2)
  ///                 u[r] <= y[r]                                                        (3)
  ///                 sum_r w[g][r] y[r] >= need[g]       for every floor g               (4)
  ///                 number, budget and conflicts of ``PlanRules``                       (5)
  ///                 x whole; 0 <= y, u <= 1, y = 1 on mandatory rows                    (6)
  ///
  /// y is whole by itself. u is where a second cover is worth no more than a first, or the first is a duty; elsewhere
  /// half a first and half a second would be worth more than one first, and u is told to be whole.
  func program(_ rules: PlanRules) -> MixedProgram {
    var program = MixedProgram()
    program.constant = base
    for column in 0..<columnCount { program.add(.init(objective: -rules.fees[column], isWhole: true)) }
    for row in 0..<rows.rowCount { program.add(.init(objective: once[row], lower: isMandatory[row] ? 1 : 0)) }
    let doubled = doubledRows
    for row in doubled {
      program.add(.init(objective: twice[row], isWhole: !isMandatory[row] && twice[row] > once[row]))
    }
    var second = [Int](repeating: -1, count: rows.rowCount)
    for (index, row) in doubled.enumerated() { second[row] = columnCount + rows.rowCount + index }
    for row in 0..<rows.rowCount {
      program.beginRow(to: 0)
      program.put(1, columnCount + row)
      if second[row] >= 0 { program.put(1, second[row]) }
      for column in rows.columns(of: row) { program.put(-1, Int(column)) }
      guard second[row] >= 0, !isMandatory[row] else { continue }
      program.beginRow(to: 0)
      program.put(1, second[row])
      program.put(-1, columnCount + row)
    }
    addFloors(to: &program)
    rules.add(to: &program)
    if missesRow {
      // A row every plan must cover and no column does.
      program.beginRow(from: 1)
    }
    return program
  }

  private func addFloors(to program: inout MixedProgram) {
    var entries = [[(row: Int, weight: Double)]](repeating: [], count: needs.count)
    for row in 0..<rows.rowCount {
      for entry in floors(of: row) { entries[Int(entry.floor)].append((row, entry.weight)) }
    }
    for floor in needs.indices {
      guard needs[floor] > 0 else { continue }
      // In a unit that a solver's tolerances suit.
      let most = 2 * Double(max(1, rows.rowCount)).squareRoot()
      program.beginRow(from: most)
      for entry in entries[floor] { program.put(entry.weight * (most / needs[floor]), columnCount + entry.row) }
    }
  }

  private var doubledRows: [Int] { twice.indices.filter { twice[$0] > 0 } }

  func values(of plan: [Int32]) -> [Double] {
    var values = [Double](repeating: 0, count: columnCount)
    var count = [Int](repeating: 0, count: rows.rowCount)
    for column in plan {
      values[Int(column)] = 1
      for row in rows.rows(of: Int(column)) { count[Int(row)] += 1 }
    }
    values += count.map { $0 >= 1 ? 1 : 0 }
    values += doubledRows.map { count[$0] >= 2 ? 1 : 0 }
    return values
  }
}

extension PlanRules {
  /// Number, budget, limits and conflicts of the program's first columns.
  func add(to program: inout MixedProgram) {
    if slots < columnCount {
      program.beginRow(to: Double(slots))
      for column in 0..<columnCount { program.put(1, column) }
    }
    if hasBudget {
      program.beginRow(to: budget)
      for column in 0..<columnCount where costs[column] > 0 { program.put(costs[column], column) }
    }
    for limit in limits {
      program.beginRow(to: Double(limit.most))
      for column in limit.columns { program.put(1, Int(column)) }
    }
    for set in cliqueCover {
      program.beginRow(to: 1)
      for column in set { program.put(1, Int(column)) }
    }
  }

  /// Sets of columns of which at most one can be chosen, such that every conflict lies within one: the larger they are,
  /// the more the relaxation knows. First the partition, then each conflict left grown by the lowest columns that fit.
  var cliqueCover: [[Int32]] {
    var sets = [[Int32]](repeating: [], count: cliqueCount)
    for column in clique.indices { sets[Int(clique[column])].append(Int32(column)) }
    sets.removeAll { $0.count < 2 }
    let near = (0..<columnCount).map { Set(conflicts(of: $0)) }
    var isDone = [Set<Int32>](repeating: [], count: columnCount)
    for first in 0..<columnCount {
      for second in conflicts(of: first)
      where Int(second) > first && clique[first] != clique[Int(second)] && !isDone[first].contains(second) {
        var set = [Int32(first), second]
        for third in conflicts(of: first) where third != second && set.allSatisfy({ near[Int($0)].contains(third) }) {
          set.append(third)
        }
        set.sort()
        for (index, member) in set.enumerated() { isDone[Int(member)].formUnion(set[(index + 1)...]) }
        sets.append(set)
      }
    }
    return sets
  }
}
