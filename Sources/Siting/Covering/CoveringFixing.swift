extension Lagrangian {
  /// The least price among the picked and the greatest among the others, at the best bound.
  private var threshold: (picked: Double, next: Double) {
    var picked = Double.infinity
    var next = 0.0
    var isPicked = [Bool](repeating: false, count: bestPrices.count)
    for column in largest(slots, of: bestPrices) {
      isPicked[Int(column)] = true
      picked = min(picked, bestPrices[Int(column)])
    }
    for column in bestPrices.indices where !isPicked[column] { next = max(next, bestPrices[column]) }
    return (picked, next)
  }

  /// What a column must be worth to be chosen, at the best bound.
  var price: Double { (threshold.picked + threshold.next) / 2 }

  /// Columns that are in, or out, in every plan worth at least `goal`.
  func fixable(goal: Double) -> (inside: [Int32], outside: [Int32]) {
    let (picked, next) = threshold
    var inside: [Int32] = []
    var outside: [Int32] = []
    for column in bestPrices.indices {
      let price = bestPrices[column]
      if price > next {
        if bound - price + next < goal { inside.append(Int32(column)) }
      } else if bound - picked + price < goal {
        outside.append(Int32(column))
      }
    }
    return (inside, outside)
  }

  /// The bound with a column forced in, and forced out.
  func boundsWith(_ column: Int) -> (inside: Double, outside: Double) {
    let (picked, next) = threshold
    let price = bestPrices[column]
    return (min(bound, bound - picked + price), min(bound, bound - price + next))
  }

  /// The column whose part in the averaged solution is most open; ties to the lower column.
  func branchingColumn(excluding fixed: [Int32]) -> Int {
    var isFixed = [Bool](repeating: false, count: usage.count)
    for column in fixed { isFixed[Int(column)] = true }
    var best = -1
    var bestScore = -Double.infinity
    for column in usage.indices where !isFixed[column] {
      let score = min(usage[column], 1 - usage[column])
      if score > bestScore {
        best = column
        bestScore = score
      }
    }
    return best
  }

  /// Lowers the bound while it pays: until the node closes, columns can be fixed, or progress fades.
  mutating func improve(goal: Double) -> (inside: [Int32], outside: [Int32]) {
    while true {
      let before = bound
      for _ in 0..<20 where bound >= goal { advance(towards: goal) }
      guard bound >= goal else { return ([], []) }
      let fixed = fixable(goal: goal)
      if !fixed.inside.isEmpty || fixed.outside.count * 10 >= rows.columnCount { return fixed }
      if before - bound < 0.05 * (bound - goal) || isSettled { return fixed }
    }
  }
}
