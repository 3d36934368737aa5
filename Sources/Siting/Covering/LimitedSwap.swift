/// Swaps within limits on parts of the columns: first until the limits hold, at the least cost, then as long as a swap
/// gains.
///
/// Every swap is scored anew: slower than ``CoverSwap``, and free to take any rule.
/// - Complexity: O(slots x pairs) for each swap.
struct LimitedSwap: Sendable {
  let rows: CoverRows
  let limits: [ColumnLimit]
  private(set) var plan: [Int32]
  private(set) var value = 0.0
  private(set) var visits = 0
  private var hits: [Int32]
  private var isIn: [Bool]
  private var used: [Int]
  /// Per column the limits it counts in.
  private let memberships: [[Int]]

  init(rows: CoverRows, plan: [Int32], limits: [ColumnLimit]) {
    self.rows = rows
    self.limits = limits
    self.plan = plan
    hits = [Int32](repeating: 0, count: rows.rowCount)
    isIn = [Bool](repeating: false, count: rows.columnCount)
    used = limits.map { _ in 0 }
    var memberships = [[Int]](repeating: [], count: rows.columnCount)
    for (index, limit) in limits.enumerated() { for column in limit.columns { memberships[Int(column)].append(index) } }
    self.memberships = memberships
    for column in plan { enter(Int(column)) }
  }

  /// How many columns too many the limits count.
  private var excess: Int { zip(limits, used).reduce(0) { $0 + max(0, $1.1 - $1.0.most) } }

  var isWithinLimits: Bool { excess == 0 }

  mutating func descend(tolerance: Double, isStopped: (Int) -> Bool) {
    while !isStopped(visits), let swap = bestSwap(), excess > 0 || swap.change > tolerance {
      let old = Int(plan[swap.slot])
      leave(old)
      plan[swap.slot] = Int32(swap.column)
      enter(swap.column)
    }
  }

  /// The swap that gains most among those that bring the limits nearer, or keep them; ties to the lower slot, then to
  /// the lower column.
  private mutating func bestSwap() -> (slot: Int, column: Int, change: Double)? {
    var best: (slot: Int, column: Int, change: Double)?
    let before = excess
    for slot in plan.indices {
      let old = Int(plan[slot])
      let valueBefore = value
      leave(old)
      visits += rows.pairCount
      for column in isIn.indices where !isIn[column] && column != old {
        for limit in memberships[column] { used[limit] += 1 }
        let after = excess
        for limit in memberships[column] { used[limit] -= 1 }
        guard before > 0 ? after < before : after == 0 else { continue }
        var gain = 0.0
        for row in rows.rows(of: column) where hits[Int(row)] == 0 { gain += rows.weights[Int(row)] }
        let change = value + gain - valueBefore
        if change > best?.change ?? -.infinity { best = (slot, column, change) }
      }
      enter(old)
      // What leaving and entering rounds must not add up.
      value = valueBefore
    }
    return best
  }

  private mutating func enter(_ column: Int) {
    isIn[column] = true
    for limit in memberships[column] { used[limit] += 1 }
    for row in rows.rows(of: column) {
      if hits[Int(row)] == 0 { value += rows.weights[Int(row)] }
      hits[Int(row)] += 1
    }
  }

  private mutating func leave(_ column: Int) {
    isIn[column] = false
    for limit in memberships[column] { used[limit] -= 1 }
    for row in rows.rows(of: column) {
      hits[Int(row)] -= 1
      if hits[Int(row)] == 0 { value -= rows.weights[Int(row)] }
    }
  }
}
