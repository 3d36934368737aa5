/// Local search for the least cost by a fixed number of columns.
///
/// Three tables are kept: `gain[a]`, what opening column `a` saves; `loss[s]`, what closing slot `s` costs; `extra[s, a]`,
/// the part of that sum that counts twice when both happen. Then swapping slot `s` for `a` saves
///
///     gain[a] - loss[s] + extra[s, a]                                                             (1)
///
/// and a swap touches only rows whose nearest or second nearest open column changes.
/// Source: Resende, Werneck (2007), A fast swap-based local search procedure for location problems,
/// doi:10.1007/s10479-006-0154-0.
struct MedianSwap: SwapSearch {
  typealias Renewal = HarderKicks

  let rows: MedianRows
  let slots: Int
  var plan: [Int32] = []
  private(set) var slotOf: [Int32]
  private(set) var gain: [Double]
  private(set) var visits = 0

  var columnCount: Int { rows.columnCount }
  /// The cost, turned around.
  var worth: Double { -value }

  private let columns: MedianColumns

  /// Slot of the nearest open column of each row and its cost; -1 and the row's base when none is cheaper.
  private var near: [Int32]
  private var nearCost: [Double]
  /// The same of the second nearest.
  private var next: [Int32]
  private var nextCost: [Double]
  private var loss: [Double]
  /// Row-major, one row of `columnCount` per slot.
  private var extra: [Double]

  init(rows: MedianRows, slots: Int) {
    self.rows = rows
    self.slots = slots
    columns = MedianColumns(rows)
    slotOf = [Int32](repeating: -1, count: rows.columnCount)
    near = [Int32](repeating: -1, count: rows.rowCount)
    next = near
    nearCost = rows.base
    nextCost = rows.base
    gain = [Double](repeating: 0, count: rows.columnCount)
    loss = [Double](repeating: 0, count: slots)
    extra = [Double](repeating: 0, count: slots * rows.columnCount)
    for row in 0..<rows.rowCount { account(row, 1) }
  }

  /// Cost of the plan; summed afresh, so that rounding does not pile up.
  var value: Double {
    var sum = rows.constant
    for cost in nearCost { sum += cost }
    return sum
  }

  /// The best swap by (1); ties to the lower slot, then to the lower column.
  mutating func bestSwap() -> (slot: Int, column: Int, change: Double)? {
    var best: (slot: Int, column: Int, change: Double)?
    var bestChange = 0.0
    let count = rows.columnCount
    visits += slots * count / 4 + 1
    let gain = gain.span
    let extra = extra.span
    let slotOf = slotOf.span
    for slot in plan.indices {
      let base = slot * count
      let loss = loss[slot]
      for column in 0..<count where gain[column] + extra[base + column] - loss > bestChange && slotOf[column] < 0 {
        bestChange = gain[column] + extra[base + column] - loss
        best = (slot, column, bestChange)
      }
    }
    return best
  }

  mutating func enter(_ column: Int, slot: Int) {
    slotOf[column] = Int32(slot)
    for entry in columns.starts[column]..<columns.starts[column + 1] {
      let row = Int(columns.rows[entry])
      let cost = columns.costs[entry]
      guard cost < nextCost[row] else { continue }
      account(row, -1)
      if cost < nearCost[row] {
        next[row] = near[row]
        nextCost[row] = nearCost[row]
        near[row] = Int32(slot)
        nearCost[row] = cost
      } else {
        next[row] = Int32(slot)
        nextCost[row] = cost
      }
      account(row, 1)
    }
    visits += columns.starts[column + 1] - columns.starts[column]
  }

  mutating func leave(slot: Int) {
    let column = Int(plan[slot])
    slotOf[column] = -1
    for entry in columns.starts[column]..<columns.starts[column + 1] {
      let row = Int(columns.rows[entry])
      guard near[row] == slot || next[row] == slot else { continue }
      account(row, -1)
      findNearest(row)
      account(row, 1)
    }
    visits += columns.starts[column + 1] - columns.starts[column]
  }

  private mutating func findNearest(_ row: Int) {
    near[row] = -1
    next[row] = -1
    nearCost[row] = rows.base[row]
    nextCost[row] = rows.base[row]
    for entry in rows.starts[row]..<rows.starts[row + 1] {
      let slot = slotOf[Int(rows.columns[entry])]
      guard slot >= 0 else { continue }
      if near[row] < 0 {
        near[row] = slot
        nearCost[row] = rows.costs[entry]
      } else {
        next[row] = slot
        nextCost[row] = rows.costs[entry]
        return
      }
    }
  }

  /// Adds the row's part to the tables, or takes it out with `sign` -1.
  private mutating func account(_ row: Int, _ sign: Double) {
    let nearest = nearCost[row]
    let second = nextCost[row]
    let entries = rows.starts[row]..<rows.starts[row + 1]
    let middle = Self.add(sign, to: &gain, upTo: nearest, rows, entries, base: 0)
    visits += middle - entries.lowerBound + 1
    guard near[row] >= 0, second > nearest else { return }
    let slot = Int(near[row])
    loss[slot] += sign * (second - nearest)
    visits +=
      Self.add(sign, to: &extra, from: nearest, upTo: second, rows, entries, base: slot * rows.columnCount)
      - entries.lowerBound
  }

  /// Adds what each column cheaper than `upTo` saves below it, at most down to `from`.
  /// - Returns: the first entry that is not cheaper.
  private static func add(
    _ sign: Double, to table: inout [Double], from: Double = 0, upTo: Double, _ rows: MedianRows, _ entries: Range<Int>,
    base: Int
  ) -> Int {
    let costs = rows.costs.span
    let columns = rows.columns.span
    var table = table.mutableSpan
    var entry = entries.lowerBound
    while entry < entries.upperBound, costs[entry] < upTo {
      table[base + Int(columns[entry])] += sign * (upTo - max(from, costs[entry]))
      entry += 1
    }
    return entry
  }
}
