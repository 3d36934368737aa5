/// Lower bound on a median problem: the assignment of every row to one column is relaxed.
///
/// With a multiplier u[i] per row, never above the row's base,
///
///     L(u) = constant + sum_i u[i] + sum of the `slots` smallest rho[j]                             (1)
///     rho[j] = sum_i min(0, c[i, j] - u[i])                                                         (2)
///
/// bounds every plan from below. The multipliers climb by subgradients; each step's columns are a plan, and rho tells
/// what forcing a column in or out would cost.
/// Source: Cornuéjols, Fisher, Nemhauser (1977), Location of bank accounts to optimize float, doi:10.1287/mnsc.23.8.789;
/// Beasley (1985), A note on solving large p-median problems, doi:10.1016/0377-2217(85)90040-2.
struct MedianLagrangian: Relaxation {
  let rows: MedianRows
  let slots: Int
  /// The best bound so far and the multipliers that gave it.
  private(set) var bound = -Double.infinity
  private(set) var best: [Double]
  /// The cheapest plan that any step's columns made.
  private(set) var bestPlan: [Int32] = []
  private(set) var bestPlanValue = Double.infinity
  /// Length of a step; the climb has settled when it is small.
  private(set) var step = 1.0
  var isSettled: Bool { step <= Self.settled }
  var offer: ScoredPlan { ScoredPlan(worth: -bestPlanValue, columns: bestPlan) }
  /// With its sign turned around, as the plans' values are.
  var ceiling: Double { -bound }
  /// How often each column was picked of late, 0 to 1.
  private(set) var usage: [Double]
  /// Entries looked at since the beginning.
  private(set) var visits = 0

  private var multipliers: [Double]
  private var direction: [Double]
  private var reduced: [Double]
  private var bestReduced: [Double]
  private var bestPicked: [Bool]
  private var isPicked: [Bool]
  private var idle = 0

  private static let settled = 1e-4

  init(rows: MedianRows, slots: Int, multipliers start: [Double]? = nil, usage: [Double]? = nil) {
    self.rows = rows
    self.slots = slots
    // Between the two cheapest columns of a row lies what a good plan is worth to it.
    multipliers = (0..<rows.rowCount).map { row in
      let lowest = rows.costs[rows.starts[row]]
      let second = rows.starts[row] + 1 < rows.starts[row + 1] ? rows.costs[rows.starts[row] + 1] : rows.base[row]
      return min(rows.base[row], max(lowest, start?[row] ?? second))
    }
    best = multipliers
    direction = [Double](repeating: 0, count: rows.rowCount)
    reduced = [Double](repeating: 0, count: rows.columnCount)
    bestReduced = reduced
    isPicked = [Bool](repeating: false, count: rows.columnCount)
    bestPicked = isPicked
    self.usage = usage ?? [Double](repeating: Double(slots) / Double(max(1, rows.columnCount)), count: rows.columnCount)
  }

  mutating func advance(towards worth: Double) { advance(target: -worth) }

  /// One evaluation and one step.
  /// - Parameter target: value of the best plan known.
  mutating func advance(target: Double) {
    for column in reduced.indices { reduced[column] = 0 }
    var value = rows.constant
    for row in 0..<rows.rowCount {
      let multiplier = multipliers[row]
      value += multiplier
      var entry = rows.starts[row]
      let end = rows.starts[row + 1]
      while entry < end, rows.costs[entry] < multiplier {
        reduced[Int(rows.columns[entry])] += rows.costs[entry] - multiplier
        entry += 1
      }
      visits += entry - rows.starts[row] + 1
    }
    pick()
    for column in reduced.indices {
      if isPicked[column] { value += reduced[column] }
      usage[column] += 0.05 * ((isPicked[column] ? 1 : 0) - usage[column])
    }
    if value > bound {
      if value > bound + 1e-4 * max(0, target - bound) { idle = 0 } else { idle += 1 }
      bound = value
      best = multipliers
      bestReduced = reduced
      bestPicked = isPicked
      let cost = rows.value(isPicked)
      visits += 2 * rows.rowCount
      if cost < bestPlanValue {
        bestPlanValue = cost
        bestPlan = isPicked.indices.filter { isPicked[$0] }.map { Int32($0) }
      }
    } else {
      idle += 1
    }
    if idle >= 30 {
      idle = 0
      step *= 0.7
      multipliers = best
      for row in direction.indices { direction[row] = 0 }
      if step > Self.settled { refreshDirection(bestPicked) } else { return }
    } else {
      refreshDirection(isPicked)
    }
    var square = 0.0
    for change in direction { square += change * change }
    guard square > 0 else {
      step = 0
      return
    }
    let length = step * max(0, target - value, 1e-6 * abs(target)) / square
    for row in multipliers.indices {
      multipliers[row] = min(
        rows.base[row], max(rows.costs[rows.starts[row]], multipliers[row] + length * direction[row]))
    }
  }

  /// Violations of the assignment by the picked columns, smoothed by the step before.
  private mutating func refreshDirection(_ isPicked: [Bool]) {
    for row in 0..<rows.rowCount {
      var change = 1.0
      var entry = rows.starts[row]
      let end = rows.starts[row + 1]
      let multiplier = multipliers[row]
      while entry < end, rows.costs[entry] < multiplier {
        if isPicked[Int(rows.columns[entry])] { change -= 1 }
        entry += 1
      }
      // At its base a row may be served by nobody at no loss.
      if change > 0, multiplier >= rows.base[row] { change = 0 }
      direction[row] = change + 0.9 * direction[row]
    }
  }

  /// Marks the `slots` smallest reduced costs; ties to the lower column.
  private mutating func pick() {
    let limit = rank(reduced, slots - 1)
    var left = slots
    for column in reduced.indices {
      isPicked[column] = reduced[column] < limit
      if isPicked[column] { left -= 1 }
    }
    for column in reduced.indices where left > 0 && reduced[column] == limit {
      isPicked[column] = true
      left -= 1
    }
  }

  /// Lower bounds on all plans with and without each column, from the best multipliers.
  /// - Complexity: O(columns).
  func boundsPerColumn() -> (inside: [Double], outside: [Double]) {
    var last = -Double.infinity
    var next = Double.infinity
    for column in bestReduced.indices {
      if bestPicked[column] { last = max(last, bestReduced[column]) } else { next = min(next, bestReduced[column]) }
    }
    let inside = bestReduced.indices.map { bestPicked[$0] ? bound : bound + bestReduced[$0] - last }
    let outside = bestReduced.indices.map { bestPicked[$0] ? bound + next - bestReduced[$0] : bound }
    return (inside, outside)
  }

  /// The column the relaxation is least sure about; ties to the lower column.
  func branchingColumn(excluding fixed: [Int32]) -> Int {
    let fixed = Set(fixed)
    var best = 0
    var bestDoubt = -1.0
    for column in usage.indices where !fixed.contains(Int32(column)) {
      let doubt = min(usage[column], 1 - usage[column])
      if doubt > bestDoubt {
        best = column
        bestDoubt = doubt
      }
    }
    return best
  }
}
