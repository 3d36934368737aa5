/// Whether `slots` columns cover all rows, asked of a few rows first.
///
/// Rows that no plan covers together refute the cover whatever the others are; a plan for them that leaves others open
/// names the rows to ask for next, those of fewest columns that share no column. Few rows leave few columns that no
/// other column dominates, so each question is small.
/// Source: Contardo, Iori, Kramer (2019), A scalable exact algorithm for the vertex p-center problem,
/// doi:10.1016/j.cor.2018.11.006.
struct GrowingCover {
  private let rows: CoverRows
  private let slots: Int
  private let control: SearchControl
  private var isAsked: [Bool]
  /// Pairs looked at.
  private(set) var visits = 0

  init(_ rows: CoverRows, slots: Int, control: SearchControl) {
    self.rows = rows
    self.slots = slots
    self.control = control
    isAsked = [Bool](repeating: false, count: rows.rowCount)
    for row in apart(Array(0..<rows.rowCount)) { isAsked[row] = true }
  }

  /// Goes on for about so many pairs.
  mutating func run(pairs: Int) -> CoverDecision.Answer {
    let end = visits + pairs
    while visits < end {
      let part = CoverRows.cut(
        starts: rows.columnStarts, entries: rows.columnRows, columns: (0..<rows.columnCount).map { Int32($0) },
        open: isAsked, weights: rows.weights
      ).rows
      let (few, essential) = part.reducedForSetCovering()
      visits += rows.pairCount + 4 * part.pairCount
      var plan = essential
      if few.rowCount > 0 {
        guard slots > essential.count else { return .none }
        var decision = CoverDecision(few, limit: end - visits) { [control] in control.interruption != nil }
        let answer = decision.run(slots: slots - essential.count)
        visits += decision.visits
        guard case .plan(let columns) = answer else { return answer }
        plan += columns.map { few.origins[Int($0)] }
      } else if essential.count > slots {
        return .none
      }
      let open = openRows(&plan)
      if open.isEmpty { return .plan(plan.sorted()) }
      for row in apart(open) { isAsked[row] = true }
    }
    return .undecided
  }

  /// Fills the plan up with the columns that cover most of what it leaves open; ties to the lower column.
  /// - Returns: rows that it leaves open then.
  private mutating func openRows(_ plan: inout [Int32]) -> [Int] {
    var isOpen = [Bool](repeating: true, count: rows.rowCount)
    for column in plan { for row in rows.rows(of: Int(column)) { isOpen[Int(row)] = false } }
    while plan.count < slots {
      var best = (column: -1, count: 0)
      for column in 0..<rows.columnCount {
        let count = rows.rows(of: column).count { isOpen[Int($0)] }
        if count > best.count { best = (column, count) }
      }
      visits += rows.pairCount
      guard best.column >= 0 else { break }
      plan.append(Int32(best.column))
      for row in rows.rows(of: best.column) { isOpen[Int(row)] = false }
    }
    return isOpen.indices.filter { isOpen[$0] }
  }

  /// Of some rows those of fewest columns that share no column; ties to the lower row.
  private func apart(_ some: [Int]) -> [Int] {
    var isTaken = [Bool](repeating: false, count: rows.columnCount)
    var chosen: [Int] = []
    for row in some.sorted(by: { (rows.columns(of: $0).count, $0) < (rows.columns(of: $1).count, $1) })
    where !rows.columns(of: row).contains(where: { isTaken[Int($0)] }) {
      for column in rows.columns(of: row) { isTaken[Int(column)] = true }
      chosen.append(row)
    }
    return chosen
  }
}
