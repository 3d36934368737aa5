/// Bounds on maximal covering in large towns: the columns in blocks, each block solved to its best plan.
///
/// The linear relaxation of a large town loses a little in every quarter, and branching would have to decide all quarters
/// at once. Here every column is in one block. Rows whose columns are all in one block are covered or not, as they are;
/// only the others' cover constraints and the number of columns are relaxed, at multipliers 0 <= l[r] <= w[r] and a
/// price m:
///
///     L(l, m) = m k + sum over border rows of (w[r] - l[r])
///             + sum over blocks of max over plans of (weight covered in the block - m |plan|)                    (1)
///
/// where a border row weighs l[r] in every block that covers it. With one block a column this is the linear relaxation,
/// with one block it is the problem itself; what lies between closes the gap block by block. The relaxation's own
/// multipliers and price are near the best ones: larger blocks gain far more than better multipliers do.
/// Source: Guignard, Kim (1987), Lagrangean decomposition: A model yielding stronger Lagrangean bounds,
/// doi:10.1007/BF02592954.
struct CoverBlocks: Sendable {
  private struct Block: Sendable {
    /// Open rows of the block's columns, equal ones merged, with what they weigh in (1).
    var rows: CoverRows
    /// Multipliers of the merged rows: where the block's relaxation starts.
    var near: [Double]
  }

  private let blocks: [Block]
  private let price: Double
  /// The terms of (1) before the blocks'.
  private let constant: Double

  /// - Parameters:
  ///   - multipliers, price: of the linear relaxation, about.
  ///   - largest: columns of a block at most.
  init(_ rows: CoverRows, slots: Int, multipliers: [Double], price: Double, largest: Int) {
    self.price = price
    // What a row loses on a border: nothing where it weighs nothing or all.
    let losses = zip(rows.weights, multipliers).map { $0 > 0 ? $1 * ($0 - $1) / $0 : 0 }
    let groups = rows.groups(largest: largest, weights: losses)
    var groupOf = [Int32](repeating: 0, count: rows.columnCount)
    for (index, group) in groups.enumerated() { for column in group { groupOf[Int(column)] = Int32(index) } }
    var constant = price * Double(slots)
    var worths = rows.weights
    for row in 0..<rows.rowCount {
      let columns = rows.columns(of: row)
      let first = groupOf[Int(columns[columns.startIndex])]
      guard columns.contains(where: { groupOf[Int($0)] != first }) else { continue }
      worths[row] = multipliers[row]
      constant += rows.weights[row] - multipliers[row]
    }
    self.constant = constant
    blocks = groups.map { group in
      let (cut, merged) = CoverRows.cut(
        starts: rows.columnStarts, entries: rows.columnRows, columns: group,
        open: worths.map { $0 > 0 }, weights: worths)
      var near = [Double](repeating: 0, count: cut.rowCount)
      for row in merged.indices where merged[row] >= 0 { near[Int(merged[row])] += multipliers[row] }
      return Block(rows: cut, near: near)
    }
  }

  var count: Int { blocks.count }

  /// (1), the blocks side by side.
  /// - Parameters:
  ///   - slack: that all blocks together may leave open.
  ///   - visits: to be spent at most, about; a block that comes to its end of them is bounded, not solved.
  func bound(slack: Double, visits most: Int, _ control: SearchControl) async -> (bound: Double, visits: Int) {
    let leap = max(slack / Double(blocks.count), 1e-9 * price)
    var values = [Double](repeating: 0, count: blocks.count)
    var spent = 0
    // The work of a tree grows far faster than its block.
    let squares = blocks.map { Double($0.rows.pairCount) * Double($0.rows.pairCount) }
    let all = max(squares.reduce(0, +), 1)
    let shares = squares.map { Int(Double(most) * $0 / all) }
    await withTaskGroup(of: (Int, Double, Int).self) { group in
      // The largest first: none is then left for one thread alone at the end.
      let order = blocks.indices.sorted { (blocks[$1].rows.pairCount, $0) < (blocks[$0].rows.pairCount, $1) }
      var next = 0
      func start() {
        guard next < blocks.count else { return }
        let index = order[next]
        next += 1
        group.addTask {
          let (value, visits) = solved(blocks[index], leap: leap, visits: max(shares[index], most / 100), control)
          return (index, value, visits)
        }
      }
      for _ in 0..<control.limits.threads { start() }
      for await (index, value, visits) in group {
        values[index] = value
        spent += visits
        start()
      }
    }
    return (values.reduce(constant, +), spent)
  }

  /// What no plan of the block is worth more than.
  private func solved(
    _ block: Block, leap: Double, visits most: Int, _ control: SearchControl
  ) -> (value: Double, visits: Int) {
    guard block.rows.rowCount > 0 else { return (0, 0) }
    var simplex = CoverSimplex(block.rows, price: price, sides: [], near: block.near)
    // No column at all is a plan.
    let found = CoverBranching.best(
      &simplex, .half, above: 0, leap: leap, visits: most, control)
    return (max(found.plan.worth + leap, found.bound), found.visits)
  }
}
