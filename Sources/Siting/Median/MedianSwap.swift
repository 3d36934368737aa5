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
  private var extra: ExtraTable
  /// The same sums with one row of `columnCount` per slot, where most of them are not zero; empty otherwise.
  private var dense: [Double] = []

  /// - Parameter plan: columns to begin with, at most `slots`.
  init(rows: MedianRows, slots: Int, plan: [Int32]) {
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
    // A row adds to about 2 x columns / slots sums, and a swap changes about 4 x rows / slots rows; to look at all sums
    // takes slots x columns. A table does better at 100 of 5,000 columns and rows, lists at 200.
    let isDense = slots * slots * slots < 400 * rows.rowCount
    extra = ExtraTable(slots: isDense ? 0 : slots, columns: rows.columnCount)
    if isDense { dense = [Double](repeating: 0, count: slots * rows.columnCount) }
    self.plan = plan
    for (slot, column) in plan.enumerated() { slotOf[Int(column)] = Int32(slot) }
    for row in 0..<rows.rowCount {
      if !plan.isEmpty { findNearest(row) }
      account(row, 1)
    }
  }

  /// Cost of the plan; summed afresh, so that rounding does not pile up.
  var value: Double {
    var sum = rows.constant
    for cost in nearCost { sum += cost }
    return sum
  }

  /// The best swap by (1); ties to the lower slot, then to the lower column.
  ///
  /// Only the columns that stand in a slot's row of `extra` are looked at for it; of all others the one that gains most
  /// is the best.
  mutating func bestSwap() -> (slot: Int, column: Int, change: Double)? {
    if !dense.isEmpty { return bestSwapOfAll() }
    var most = -1
    for column in gain.indices where slotOf[column] < 0 && (most < 0 || gain[column] > gain[most]) { most = column }
    visits += gain.count / 4 + slots
    guard most >= 0 else { return nil }
    var best: (slot: Int, column: Int, change: Double)?
    var bestChange = 0.0
    for slot in plan.indices {
      let loss = loss[slot]
      // Where the column that gains most has an extra too, it stands in the row and is looked at again.
      if gain[most] - loss > bestChange {
        bestChange = gain[most] - loss
        best = (slot, most, bestChange)
      }
      visits += extra.rows[slot].count / 2
      for cell in extra.rows[slot] {
        let column = Int(cell.column)
        let change = gain[column] + cell.sum - loss
        guard change >= bestChange, slotOf[column] < 0 else { continue }
        if let best, change == bestChange, best.slot < slot || best.column < column { continue }
        bestChange = change
        best = (slot, column, change)
      }
    }
    return bestChange > 0 ? best : nil
  }

  private mutating func bestSwapOfAll() -> (slot: Int, column: Int, change: Double)? {
    var best: (slot: Int, column: Int, change: Double)?
    var bestChange = 0.0
    let count = rows.columnCount
    visits += slots * count / 4 + 1
    let gain = gain.span
    let dense = dense.span
    let slotOf = slotOf.span
    for slot in plan.indices {
      let base = slot * count
      let loss = loss[slot]
      for column in 0..<count where gain[column] + dense[base + column] - loss > bestChange && slotOf[column] < 0 {
        bestChange = gain[column] + dense[base + column] - loss
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
    let rows = rows
    let end = rows.starts[row + 1]
    let costs = rows.costs.span
    let columns = rows.columns.span
    var entry = rows.starts[row]
    visits -= entry
    while entry < end, costs[entry] < nearest {
      gain[Int(columns[entry])] += sign * (nearest - costs[entry])
      entry += 1
    }
    visits += entry + 1
    guard near[row] >= 0, second > nearest else { return }
    let slot = Int(near[row])
    loss[slot] += sign * (second - nearest)
    entry = rows.starts[row]
    if !dense.isEmpty {
      visits -= entry
      let base = slot * rows.columnCount
      var table = dense.mutableSpan
      while entry < end, costs[entry] < second {
        table[base + Int(columns[entry])] += sign * (second - max(nearest, costs[entry]))
        entry += 1
      }
      visits += entry
      return
    }
    visits -= 3 * entry
    while entry < end, costs[entry] < second { entry += 1 }
    visits += 3 * entry
    extra.add(slot, columns.extracting(rows.starts[row]..<entry), isNew: sign > 0) { place in
      sign * (second - max(nearest, costs[rows.starts[row] + place]))
    }
  }

  /// The column that takes over most of what the slot serves: others would leave its rows to stations far away, and the
  /// tables long to change.
  func substitute(of slot: Int, among candidates: [Int32]) -> Int {
    var best = 0
    var most = -Double.infinity
    for (place, column) in candidates.enumerated() {
      let shared = dense.isEmpty ? extra[slot, Int(column)] : dense[slot * rows.columnCount + Int(column)]
      guard gain[Int(column)] + shared > most else { continue }
      most = gain[Int(column)] + shared
      best = place
    }
    return best
  }
}

/// Sums by slot and column of which most are zero: each slot lists the columns that have one.
///
/// A column stays in the list as long as a row adds to its sum, and the sum is exactly 0 when none does.
struct ExtraTable: Sendable {
  struct Cell: Sendable {
    var column: Int32
    /// Rows that add to the sum.
    var rows: Int32
    var sum: Double
  }

  private(set) var rows: [[Cell]]
  /// Place of each column in the list of each slot, -1 outside; one row of columns per slot.
  private var places: [Int32]
  private let columns: Int

  init(slots: Int, columns: Int) {
    rows = [[Cell]](repeating: [], count: slots)
    places = [Int32](repeating: -1, count: slots * columns)
    self.columns = columns
  }

  subscript(slot: Int, column: Int) -> Double {
    let place = Int(places[slot * columns + column])
    return place < 0 ? 0 : rows[slot][place].sum
  }

  /// A row adds to the sums of some columns, or no longer does.
  /// - Parameter change: by the place in `changed`.
  mutating func add(_ slot: Int, _ changed: Span<Int32>, isNew: Bool, by change: (Int) -> Double) {
    var cells: [Cell] = []
    swap(&cells, &rows[slot])
    defer { swap(&cells, &rows[slot]) }
    let base = slot * columns
    var places = places.mutableSpan
    for index in changed.indices {
      let column = Int(changed[index])
      let place = Int(places[base + column])
      if place < 0 {
        places[base + column] = Int32(cells.count)
        cells.append(Cell(column: Int32(column), rows: 1, sum: change(index)))
        continue
      }
      cells[place].sum += change(index)
      cells[place].rows += isNew ? 1 : -1
      guard cells[place].rows == 0 else { continue }
      places[base + column] = -1
      let last = cells.removeLast()
      guard place < cells.count else { continue }
      cells[place] = last
      places[base + Int(last.column)] = Int32(place)
    }
  }
}
