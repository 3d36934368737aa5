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
  /// Filled when a column first enters the plan.
  private var neighbors: [[Int32]]

  init(rows: CoverRows, slots: Int) {
    self.rows = rows
    self.slots = slots
    neighbors = [[Int32]](repeating: [], count: rows.columnCount)
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

  /// Swaps as long as a swap gains more than `tolerance`, each time the best one.
  mutating func descend(tolerance: Double, isInterrupted: () -> Bool = { false }) {
    while !isInterrupted(), let swap = bestSwap(), swap.change > tolerance {
      replace(slot: swap.slot, by: swap.column)
    }
  }

  /// The best swap by (1) that gains; ties to the lower slot, then to the lower column.
  ///
  /// `shared` is not 0 only between columns with a common row. So the best is either the greatest gain for the least
  /// loss, or among the neighbours of a slot: a small part of all pairs.
  mutating func bestSwap() -> (slot: Int, column: Int, change: Double)? {
    var bestSlot = 0
    var bestColumn = 0
    for slot in plan.indices where loss[slot] < loss[bestSlot] { bestSlot = slot }
    for column in gain.indices where gain[column] > gain[bestColumn] { bestColumn = column }
    var bestChange = gain[bestColumn] - loss[bestSlot]
    visits += gain.count / 4 + 1
    for slot in plan.indices {
      let own = Int(plan[slot])
      if neighbors[own].isEmpty { neighbors[own] = rows.neighbors(of: own) }
      visits += neighbors[own].count
      let base = slot * rows.columnCount
      let threshold = bestChange + loss[slot]
      var top = threshold
      for neighbor in neighbors[own] {
        let column = Int(neighbor)
        let change = gain[column] + shared[base + column]
        if change > top {
          top = change
          bestColumn = column
        }
      }
      if top > threshold {
        bestSlot = slot
        bestChange = top - loss[slot]
      }
    }
    // A column of the plan never gains: what it covers is covered.
    return bestChange > 0 ? (bestSlot, bestColumn, bestChange) : nil
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
    let entries = Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1])
    visits += 2 * entries.count
    Self.add(-weight, to: &gain, at: rows.rowColumns, entries, base: 0)
    Self.add(weight, to: &shared, at: rows.rowColumns, entries, base: base)
  }

  private mutating func share(row: Int, weight: Double, base: Int) {
    let entries = Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1])
    visits += entries.count
    Self.add(weight, to: &shared, at: rows.rowColumns, entries, base: base)
  }

  private static func add(
    _ weight: Double, to table: inout [Double], at columns: [Int32], _ entries: Range<Int>, base: Int
  ) {
    let columns = columns.span.extracting(entries)
    var table = table.mutableSpan
    for entry in columns.indices { table[base + Int(columns[entry])] += weight }
  }
}

extension CoverRows {
  /// Columns with a row in common with this one, rising; the column itself is among them.
  fileprivate func neighbors(of column: Int) -> [Int32] {
    var isNeighbor = [Bool](repeating: false, count: columnCount)
    for row in rows(of: column) {
      for other in columns(of: Int(row)) { isNeighbor[Int(other)] = true }
    }
    return isNeighbor.indices.filter { isNeighbor[$0] }.map { Int32($0) }
  }
}
