/// What a node leaves open, as a problem of its own.
struct CoveringPart: Sendable {
  /// Columns' ``CoverRows/origins`` are columns of the root.
  let rows: CoverRows
  /// Root row -> row of the part, -1 when covered or gone.
  private let merged: [Int32]
  /// Weight that inner columns cover.
  let base: Double

  init(_ root: CoverRows, _ node: ColumnNode) {
    var isOpen = [Bool](repeating: true, count: root.columnCount)
    var isUncovered = [Bool](repeating: true, count: root.rowCount)
    for column in node.outside { isOpen[Int(column)] = false }
    for column in node.inside {
      isOpen[Int(column)] = false
      for row in root.rows(of: Int(column)) { isUncovered[Int(row)] = false }
    }
    var base = 0.0
    for row in isUncovered.indices where !isUncovered[row] { base += root.weights[row] }
    let columns = isOpen.indices.filter { isOpen[$0] }.map { Int32($0) }
    (rows, merged) = CoverRows.cut(
      starts: root.columnStarts, entries: root.columnRows, columns: columns, open: isUncovered, weights: root.weights)
    self.base = base
  }

  /// The part's multipliers from the root's.
  func multipliers(_ root: [Float]) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.rowCount)
    for row in merged.indices where merged[row] >= 0 { sums[Int(merged[row])] += Double(root[row]) }
    for row in sums.indices { sums[row] = min(sums[row], rows.weights[row]) }
    return sums
  }

  /// Writes back what the relaxation learnt; a merged row's multiplier goes to its members by weight.
  func store(_ relaxed: Lagrangian, _ root: CoverRows, in node: inout ColumnNode) {
    for row in merged.indices where merged[row] >= 0 {
      let own = Int(merged[row])
      node.multipliers[row] = Float(relaxed.best[own] * root.weights[row] / rows.weights[own])
    }
    if node.usage.isEmpty { node.usage = [Float](repeating: 0, count: root.columnCount) }
    for (column, origin) in rows.origins.enumerated() { node.usage[Int(origin)] = Float(relaxed.usage[column]) }
  }
}
