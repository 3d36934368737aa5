/// Local search over plans of a fixed number of columns: every swap's change of value is known at all times.
///
/// For columns in the plan ("slots") and outside, three tables are kept: `gain[a]`, weight only `a` would add;
/// `loss[s]`, weight only slot `s` covers; `shared[s, a]`, the part of `loss[s]` that `a` would take over. Then swapping
/// slot `s` for `a` changes the value by
///
///     gain[a] - loss[s] + shared[s, a]                                                            (1)
///
/// and a swap touches only rows whose cover count goes between 0, 1 and 2.
/// Source: Resende, Werneck (2007), A fast swap-based local search procedure for location problems,
/// doi:10.1007/s10479-006-0154-0, section 3, carried over from medians to covering.
struct SwapSearch: Sendable {
  let rows: CoverRows
  /// Column of each slot.
  private(set) var plan: [Int32] = []
  /// Slot of each column, -1 outside the plan.
  private(set) var slotOf: [Int32]
  private(set) var value = 0.0
  /// Pairs looked at since the beginning.
  private(set) var visits = 0

  /// Slots covering each row.
  private var count: [Int32]
  /// Sum of those slots: with a count of one, the only one.
  private var slotSum: [Int32]
  private var gain: [Double]
  private var loss: [Double] = []
  /// Row-major, one row of `columnCount` per slot.
  private var shared: [Double]
  private let slots: Int

  init(rows: CoverRows, slots: Int) {
    self.rows = rows
    self.slots = slots
    slotOf = [Int32](repeating: -1, count: rows.columnCount)
    count = [Int32](repeating: 0, count: rows.rowCount)
    slotSum = [Int32](repeating: 0, count: rows.rowCount)
    shared = [Double](repeating: 0, count: slots * rows.columnCount)
    loss = [Double](repeating: 0, count: slots)
    gain = (0..<rows.columnCount).map { column in
      rows.rows(of: column).reduce(0) { $0 + rows.weights[Int($1)] }
    }
  }

  /// Fills the plan up greedily: the column that adds most, ties to the lower column.
  mutating func fillGreedily() {
    while plan.count < slots {
      var best = -1
      for column in gain.indices where slotOf[column] < 0 && (best < 0 || gain[column] > gain[best]) { best = column }
      guard best >= 0 else { return }
      append(best)
    }
  }

  mutating func append(_ column: Int) {
    plan.append(Int32(column))
    enter(column, slot: plan.count - 1)
  }

  mutating func replace(slot: Int, by column: Int) {
    leave(slot: slot)
    plan[slot] = Int32(column)
    enter(column, slot: slot)
  }

  /// Makes the plan equal to `target` with as few swaps as possible.
  mutating func move(to target: [Int32]) {
    var wanted = [Bool](repeating: false, count: rows.columnCount)
    for column in target { wanted[Int(column)] = true }
    var missing = target.filter { slotOf[Int($0)] < 0 }
    for slot in plan.indices where !wanted[Int(plan[slot])] {
      guard let column = missing.popLast() else { return }
      replace(slot: slot, by: Int(column))
    }
  }

  /// Swaps as long as a swap gains more than `tolerance`, each time the best one; ties to the lower slot, then column.
  mutating func descend(tolerance: Double) {
    while let swap = bestSwap(), swap.change > tolerance {
      replace(slot: swap.slot, by: swap.column)
    }
  }

  /// The best swap by (1), whether it gains or not.
  private mutating func bestSwap() -> (slot: Int, column: Int, change: Double)? {
    var bestSlot = -1
    var bestColumn = 0
    var bestChange = -Double.infinity
    let columns = rows.columnCount
    visits += plan.count * columns / 4
    let gain = gain.span
    for slot in plan.indices {
      let base = slot * columns
      let row = shared.span.extracting(base..<base + columns)
      let threshold = bestChange + loss[slot]
      var top = threshold
      for column in 0..<columns {
        let change = gain[column] + row[column]
        top = change > top ? change : top
      }
      guard top > threshold else { continue }
      // A second look finds where: rare, and the first pass stays free of branches.
      for column in 0..<columns where gain[column] + row[column] == top && slotOf[column] < 0 {
        bestSlot = slot
        bestColumn = column
        bestChange = top - loss[slot]
        break
      }
    }
    return bestSlot < 0 ? nil : (bestSlot, bestColumn, bestChange)
  }

  private mutating func enter(_ column: Int, slot: Int) {
    slotOf[column] = Int32(slot)
    let columns = rows.columnCount
    for entry in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) {
      let row = Int(rows.columnRows[entry])
      let weight = rows.weights[row]
      switch count[row] {
      case 0:
        value += weight
        loss[slot] += weight
        takeOver(row: row, weight: weight, base: slot * columns)
      case 1:
        let other = Int(slotSum[row])
        loss[other] -= weight
        share(row: row, weight: -weight, base: other * columns)
      default: break
      }
      count[row] += 1
      slotSum[row] += Int32(slot)
    }
  }

  private mutating func leave(slot: Int) {
    let column = Int(plan[slot])
    slotOf[column] = -1
    let columns = rows.columnCount
    for entry in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) {
      let row = Int(rows.columnRows[entry])
      let weight = rows.weights[row]
      count[row] -= 1
      slotSum[row] -= Int32(slot)
      switch count[row] {
      case 0:
        value -= weight
        loss[slot] -= weight
        takeOver(row: row, weight: -weight, base: slot * columns)
      case 1:
        let other = Int(slotSum[row])
        loss[other] += weight
        share(row: row, weight: weight, base: other * columns)
      default: break
      }
    }
  }

  /// A row gained its only slot (or lost it, with a negative weight).
  private mutating func takeOver(row: Int, weight: Double, base: Int) {
    let first = Int(rows.rowStarts[row])
    let last = Int(rows.rowStarts[row + 1])
    visits += last - first
    for entry in first..<last {
      let column = Int(rows.rowColumns[entry])
      gain[column] -= weight
      shared[base + column] += weight
    }
  }

  private mutating func share(row: Int, weight: Double, base: Int) {
    let first = Int(rows.rowStarts[row])
    let last = Int(rows.rowStarts[row + 1])
    visits += last - first
    for entry in first..<last { shared[base + Int(rows.rowColumns[entry])] += weight }
  }
}
