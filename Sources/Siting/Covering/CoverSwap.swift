/// Local search for the most weight covered by a fixed number of columns.
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
struct CoverSwap: SwapSearch {
  typealias Renewal = PlanMixing

  let rows: CoverRows
  let slots: Int
  var plan: [Int32] = []
  private(set) var slotOf: [Int32]
  private(set) var gain: [Double]
  /// Weight of the rows that the plan covers.
  private(set) var worth = 0.0
  private(set) var visits = 0

  var columnCount: Int { rows.columnCount }

  /// Slots covering each row.
  private var count: [Int32]
  /// Sum of those slots: with a count of one, the only one.
  private var slotSum: [Int32]
  private var loss: [Double] = []
  /// Row-major, one row of `columnCount` per slot.
  private var shared: [Double]
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

  mutating func enter(_ column: Int, slot: Int) {
    slotOf[column] = Int32(slot)
    let columns = rows.columnCount
    for entry in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) {
      let row = Int(rows.columnRows[entry])
      let weight = rows.weights[row]
      switch count[row] {
      case 0:
        worth += weight
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

  mutating func leave(slot: Int) {
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
        worth -= weight
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
