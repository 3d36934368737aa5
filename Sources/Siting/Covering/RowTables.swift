/// A plan under change, with what every column would add and every chosen one would take away.
///
/// With count n[r] of open columns on row r, own[r] = once[r] + duty[r] (duty: what a row that must be covered counts
/// while it is not), kept up to date are
///
///     gain[j] = sum over rows of j of own[r] (n[r] = 0), twice[r] (n[r] = 1)
///     loss[j] = sum over rows of j of own[r] (n[r] = 1), twice[r] (n[r] = 2)            for open j
///     floorGain[g, j] = sum over rows of j with n[r] = 0 of their weight in floor g
///
/// Only rows whose count goes between 0, 1 and 2 change anything. What is optimised is
///
///     score = worth - duties not covered - sum_g price[g] max(0, need[g] - met[g])         (1)
///
/// so that plans may break floors for a while; number, budget, fees and conflicts are kept.
struct RowTables {
  let core: RowCore
  let rules: PlanRules
  /// What the fees may come to.
  var mostFees = Double.infinity
  private(set) var isOpen: [Bool]
  /// In no order.
  private(set) var open: [Int32] = []
  private(set) var gain: [Double]
  private(set) var loss: [Double]
  private(set) var worth: Double
  private(set) var cost = 0.0
  private(set) var fees = 0.0
  private(set) var uncovered: Int
  private(set) var met: [Double]
  /// Of floors.
  private(set) var prices: [Double]
  private(set) var visits = 0
  private var place: [Int32]
  private var count: [Int32]
  /// Sum of the open columns of each row: with a count of one, the only one.
  private var sum: [Int]
  private var duty: [Double]
  private var uncoveredDuty: Double
  private var floorGain: [Double]
  private var blocked: [Int32]
  private var used: [Int]
  private let hasTwice: Bool

  /// - Parameter prices: of floors, per unit of weight.
  init(core: RowCore, rules: PlanRules, prices: [Double], duty: Double) {
    self.core = core
    self.rules = rules
    self.prices = prices
    let columns = core.columnCount
    isOpen = [Bool](repeating: false, count: columns)
    place = [Int32](repeating: -1, count: columns)
    loss = [Double](repeating: 0, count: columns)
    gain = loss
    blocked = [Int32](repeating: 0, count: columns)
    count = [Int32](repeating: 0, count: core.rows.rowCount)
    sum = [Int](repeating: 0, count: core.rows.rowCount)
    met = [Double](repeating: 0, count: core.needs.count)
    floorGain = [Double](repeating: 0, count: core.needs.count * columns)
    used = [Int](repeating: 0, count: rules.limits.count)
    self.duty = core.isMandatory.map { $0 ? duty : 0 }
    uncovered = core.isMandatory.count { $0 }
    uncoveredDuty = duty * Double(uncovered)
    worth = core.base
    hasTwice = core.twice.contains { $0 > 0 }
    for column in 0..<columns {
      for row in core.rows.rows(of: column) {
        gain[column] += core.once[Int(row)] + self.duty[Int(row)]
        for entry in core.floors(of: Int(row)) { floorGain[Int(entry.floor) * columns + column] += entry.weight }
      }
    }
  }

  var isFeasible: Bool { uncovered == 0 && !core.missesRow && met.indices.allSatisfy { !isShort($0) } }

  func isShort(_ floor: Int) -> Bool { core.needs[floor] - met[floor] > 1e-12 * core.needs[floor] }

  var score: Double {
    var score = worth - uncoveredDuty
    for floor in met.indices { score -= prices[floor] * max(0, core.needs[floor] - met[floor]) }
    return score
  }

  func allows(_ column: Int) -> Bool {
    !isOpen[column] && blocked[column] == 0 && open.count < rules.slots
      && cost + rules.costs[column] <= rules.budget && fees + rules.fees[column] <= mostFees
      && (used.isEmpty || rules.memberships[column].allSatisfy { used[$0] < rules.limits[$0].most })
  }

  /// What opening a column adds to (1), its short floors given.
  func addition(_ column: Int, short: [Int]) -> Double {
    var sum = gain[column]
    for floor in short {
      let missing = core.needs[floor] - met[floor]
      sum += prices[floor] * min(missing, floorGain[floor * core.columnCount + column])
    }
    return sum
  }

  var short: [Int] { met.indices.filter { isShort($0) } }

  /// Other open columns that share a row with this one; empty for most rows' sake.
  func openNeighbors(of column: Int) -> [Int32] {
    var found: Set<Int32> = []
    for row in core.rows.rows(of: column) where count[Int(row)] > (isOpen[column] ? 1 : 0) {
      for other in core.rows.columns(of: Int(row)) where isOpen[Int(other)] && Int(other) != column {
        found.insert(other)
      }
    }
    return found.sorted()
  }

  mutating func open(_ column: Int) {
    isOpen[column] = true
    place[column] = Int32(open.count)
    open.append(Int32(column))
    cost += rules.costs[column]
    fees += rules.fees[column]
    for other in rules.conflicts(of: column) { blocked[Int(other)] += 1 }
    if !used.isEmpty { for limit in rules.memberships[column] { used[limit] += 1 } }
    loss[column] = 0
    let rows = core.rows
    visits += Int(rows.columnStarts[column + 1] - rows.columnStarts[column])
    for entry in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) {
      let row = Int(rows.columnRows[entry])
      let before = count[row]
      count[row] = before + 1
      let own = core.once[row] + duty[row]
      if before == 0 {
        worth += core.once[row]
        if core.isMandatory[row] {
          uncovered -= 1
          uncoveredDuty -= duty[row]
        }
        loss[column] += own
        addGain(row, core.twice[row] - own)
        meet(row, 1)
      } else if before == 1 {
        let twice = core.twice[row]
        worth += twice
        loss[sum[row]] += twice - own
        if twice > 0 {
          loss[column] += twice
          addGain(row, -twice)
        }
      } else if before == 2, hasTwice {
        addLoss(row, -core.twice[row], except: column)
      }
      sum[row] += column
    }
  }

  mutating func close(_ column: Int) {
    isOpen[column] = false
    let last = open[open.count - 1]
    open[Int(place[column])] = last
    place[Int(last)] = place[column]
    place[column] = -1
    open.removeLast()
    cost -= rules.costs[column]
    fees -= rules.fees[column]
    for other in rules.conflicts(of: column) { blocked[Int(other)] -= 1 }
    if !used.isEmpty { for limit in rules.memberships[column] { used[limit] -= 1 } }
    let rows = core.rows
    visits += Int(rows.columnStarts[column + 1] - rows.columnStarts[column])
    for entry in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) {
      let row = Int(rows.columnRows[entry])
      let before = count[row]
      count[row] = before - 1
      sum[row] -= column
      let own = core.once[row] + duty[row]
      if before == 1 {
        worth -= core.once[row]
        if core.isMandatory[row] {
          uncovered += 1
          uncoveredDuty += duty[row]
        }
        addGain(row, own - core.twice[row])
        meet(row, -1)
      } else if before == 2 {
        let twice = core.twice[row]
        worth -= twice
        loss[sum[row]] += own - twice
        if twice > 0 { addGain(row, twice) }
      } else if before == 3, hasTwice {
        addLoss(row, core.twice[row], except: column)
      }
    }
    loss[column] = 0
  }

  /// Makes rows that must be covered and are not count more.
  mutating func raiseDuties(by amount: Double) {
    for row in count.indices where count[row] == 0 && core.isMandatory[row] {
      duty[row] += amount
      uncoveredDuty += amount
      addGain(row, amount)
    }
  }

  /// Makes floors that are short count more.
  mutating func raisePrices(by factor: Double) {
    for floor in prices.indices where isShort(floor) { prices[floor] *= factor }
  }

  private mutating func addGain(_ row: Int, _ amount: Double) {
    guard amount != 0 else { return }
    let entries = Int(core.rows.rowStarts[row])..<Int(core.rows.rowStarts[row + 1])
    visits += entries.count
    Self.add(amount, to: &gain, at: core.rows.rowColumns, entries, base: 0)
  }

  private mutating func addLoss(_ row: Int, _ amount: Double, except column: Int) {
    guard amount != 0 else { return }
    for other in core.rows.columns(of: row) where isOpen[Int(other)] && Int(other) != column {
      loss[Int(other)] += amount
    }
    visits += Int(core.rows.rowStarts[row + 1] - core.rows.rowStarts[row])
  }

  private mutating func meet(_ row: Int, _ sign: Double) {
    guard !met.isEmpty else { return }
    for at in Int(core.floorStarts[row])..<Int(core.floorStarts[row + 1]) {
      let entry = core.floorEntries[at]
      met[Int(entry.floor)] += sign * entry.weight
      let base = Int(entry.floor) * core.columnCount
      let entries = Int(core.rows.rowStarts[row])..<Int(core.rows.rowStarts[row + 1])
      visits += entries.count
      Self.add(-sign * entry.weight, to: &floorGain, at: core.rows.rowColumns, entries, base: base)
    }
  }

  private static func add(
    _ amount: Double, to table: inout [Double], at columns: [Int32], _ entries: Range<Int>, base: Int
  ) {
    let columns = columns.span.extracting(entries)
    var table = table.mutableSpan
    for entry in columns.indices { table[base + Int(columns[entry])] += amount }
  }
}
