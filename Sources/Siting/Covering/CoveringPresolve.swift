import Model

/// A covering problem reduced to what is still open: nothing covered already, equal rows merged, dominated sites gone.
struct CoveringPresolve: Sendable {
  /// Open rows against candidate columns; ``CoverRows/origins`` are site indices.
  let rows: CoverRows
  /// Weight that existing and required sites cover, in demand order.
  let base: Double
  let required: [SiteIndex]
  /// Candidate sites, dominated ones included.
  let candidates: [SiteIndex]
  /// Demand points that an existing, required or candidate site covers.
  let coverableCount: Int
  let uncoverable: [Int]
  /// True when every weight is an integer, so that every value is one.
  let isInteger: Bool

  /// Dominated columns go even when fewer than the plan's places stay: those few then cover all there is to cover.
  /// - Parameters:
  ///   - dropWeightless: true if rows of weight 0 need no cover (maximal covering), false if they do (set covering).
  ///   - dropDominated: false keeps dominated columns: for plans that must differ from another.
  /// - Complexity: O(pairs) and the dominance test, near O(pairs) when sites overlap little.
  init(_ problem: SitingProblem, dropWeightless: Bool, dropDominated: Bool = true) {
    var open = [Bool](repeating: true, count: problem.demandCount)
    var coverable = [Bool](repeating: false, count: problem.demandCount)
    for index in problem.statuses.indices where problem.statuses[index] != .excluded {
      let isFixed = problem.statuses[index] != .candidate
      for point in problem.covers.demand(of: SiteIndex(index)) {
        coverable[Int(point)] = true
        if isFixed { open[Int(point)] = false }
      }
    }
    var base = 0.0
    for point in open.indices {
      if !open[point] { base += problem.weights[point] }
      if dropWeightless && problem.weights[point] == 0 { open[point] = false }
    }
    self.base = base
    required = problem.sites(.required)
    candidates = problem.sites(.candidate)
    uncoverable = coverable.indices.filter { !coverable[$0] }
    coverableCount = problem.demandCount - uncoverable.count
    isInteger = problem.weights.allSatisfy { $0 == $0.rounded(.down) && $0 < 0x1p52 }

    let all = CoverRows.cut(
      starts: problem.covers.offsets, entries: problem.covers.demand, columns: candidates.map { Int32($0.rawValue) },
      open: open, weights: problem.weights
    ).rows
    guard dropDominated else {
      rows = all
      return
    }
    let dominated = all.dominatedColumns()
    let stay = dominated.indices.filter { !dominated[$0] }
    rows = stay.count == all.columnCount ? all : all.keeping(stay.map { Int32($0) })
  }
}

extension CoverRows {
  /// Only the given columns (rising); rows left without a column go, rows that became equal merge.
  func keeping(_ columns: [Int32]) -> CoverRows {
    var kept = CoverRows.cut(
      starts: columnStarts, entries: columnRows, columns: columns,
      open: [Bool](repeating: true, count: rowCount), weights: weights
    ).rows
    kept.origins = columns.map { origins[Int($0)] }
    return kept
  }

  /// Columns whose rows are a subset of another column's; of equal columns the lowest stays. Empty columns count.
  /// - Complexity: O(sum over columns of the columns in its rarest row x rows) at worst; a first mismatch ends a test.
  func dominatedColumns() -> [Bool] {
    var dominated = [Bool](repeating: false, count: columnCount)
    for column in 0..<columnCount {
      let own = rows(of: column)
      guard
        let rarest = own.min(by: { columns(of: Int($0)).count < columns(of: Int($1)).count })
      else {
        dominated[column] = true
        continue
      }
      for other in columns(of: Int(rarest)) where Int(other) != column {
        let rival = rows(of: Int(other))
        guard rival.count > own.count || (rival.count == own.count && Int(other) < column) else { continue }
        if isSubset(own, of: rival) {
          dominated[column] = true
          break
        }
      }
    }
    return dominated
  }
}

/// True if every element of `part` is in `whole`; both rise.
func isSubset(_ part: ArraySlice<Int32>, of whole: ArraySlice<Int32>) -> Bool {
  var index = whole.startIndex
  for element in part {
    while index < whole.endIndex, whole[index] < element { index += 1 }
    guard index < whole.endIndex, whole[index] == element else { return false }
    index += 1
  }
  return true
}
