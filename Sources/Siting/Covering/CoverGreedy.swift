extension CostedRows {
  /// A plan by greedy choice at the multipliers' prices, without columns that nothing needs.
  ///
  /// With u the multipliers, m[j] the rows that column j would newly cover, g[j] = c[j] - sum of u over these rows, the
  /// column with the least g / m (g > 0) or g m (else) comes next; ties to the lower column. Without multipliers that is
  /// the least cost per row. At last columns whose rows are all covered twice go, the dearest first.
  /// - Complexity: O(pairs + plan x columns).
  /// Source: Caprara, Fischetti, Toth (1999), A heuristic method for the set covering problem,
  /// doi:10.1287/opre.47.5.730, section 3.
  func greedyPlan(_ multipliers: [Double]? = nil, from start: [Int32] = []) -> [Int32] {
    var size = (0..<rows.columnCount).map { Double(rows.rows(of: $0).count) }
    var price = costs
    if let multipliers {
      rows.price(multipliers: multipliers, into: &price)
      for column in price.indices { price[column] = costs[column] - price[column] }
    }
    func score(_ column: Int) -> Double {
      guard size[column] > 0 else { return .infinity }
      return price[column] > 0 ? price[column] / size[column] : price[column] * size[column]
    }
    var scores = size.indices.map(score)
    var count = [Int32](repeating: 0, count: rows.rowCount)
    var plan: [Int32] = []
    var open = rows.rowCount
    func take(_ column: Int32) {
      plan.append(column)
      for row in rows.rows(of: Int(column)) {
        count[Int(row)] += 1
        guard count[Int(row)] == 1 else { continue }
        open -= 1
        for other in rows.columns(of: Int(row)) {
          size[Int(other)] -= 1
          if let multipliers { price[Int(other)] += multipliers[Int(row)] }
          scores[Int(other)] = score(Int(other))
        }
      }
    }
    for column in start { take(column) }
    while open > 0 {
      var best = 0
      for column in scores.indices where scores[column] < scores[best] { best = column }
      take(Int32(best))
    }
    return trimmed(plan, &count)
  }

  private func trimmed(_ plan: [Int32], _ count: inout [Int32]) -> [Int32] {
    var isKept = [Bool](repeating: false, count: rows.columnCount)
    for column in plan { isKept[Int(column)] = true }
    let dearestFirst = plan.sorted { (-costs[Int($0)], $0) < (-costs[Int($1)], $1) }
    for column in dearestFirst where rows.rows(of: Int(column)).allSatisfy({ count[Int($0)] > 1 }) {
      for row in rows.rows(of: Int(column)) { count[Int(row)] -= 1 }
      isKept[Int(column)] = false
    }
    return isKept.indices.filter { isKept[$0] }.map { Int32($0) }
  }
}
