import Model

/// Demand that sites can serve up to their capacities: the worth of a plan is the most weight served.
///
/// Given the open sites, serving is a maximum flow from sites to demand. Bound: with a multiplier m[r] in 0...1 per row
/// on  sum_j z[r][j] <= w[r],  a site's price is the best filling of its capacity at (1 - m[r]) per unit of weight:
///
///     L(m) = sum_r m[r] w[r] + prices of standing sites + choice of prices
struct CapacityCore: PlanCore {
  typealias Improver = CapacityImprover

  /// The columns to choose from, then the standing sites.
  let rows: CoverRows
  /// One per column of `rows`.
  let capacities: [Double]
  let columnCount: Int
  let isWhole: Bool
  /// The place in `rows.columnRows` of each entry of `rows.rowColumns`.
  let pairOfEntry: [Int32]
  /// What is too little to be a rest.
  let crumb: Double
  /// Groups of rows of which so much must be served: known to ``program(_:)`` and ``admits(_:)`` alone, not to the state.
  let floors: [(need: Double, rows: [Int32])]
  private let isAdmitted: @Sendable ([Int32]) -> Bool

  /// - Parameters:
  ///   - floors: groups that share no demand point.
  ///   - isAdmitted: whether a plan (of columns) meets the floors.
  init(
    _ problem: SitingProblem, capacities: [Double], columns: [Int32], standing: [SiteIndex],
    floors: [CoverageFloor] = [], isAdmitted: @escaping @Sendable ([Int32]) -> Bool = { _ in true }
  ) {
    self.isAdmitted = isAdmitted
    var starts = problem.covers.offsets
    var entries = problem.covers.demand
    // Each group stands as one more site that serves nothing: rows of different groups do not merge then.
    for floor in floors {
      entries += floor.members.sorted().map { Int32($0) }
      starts.append(entries.count)
    }
    let groups = floors.indices.map { Int32(problem.siteCount + $0) }
    let all = columns + standing.map { Int32($0.rawValue) } + groups
    rows =
      CoverRows.cut(
        starts: starts, entries: entries, columns: all, open: problem.weights.map { $0 > 0 },
        weights: problem.weights
      ).rows
    let capacities = capacities + floors.map { _ in 0 }
    self.capacities = all.map { capacities[Int($0)] }
    let first = columns.count + standing.count
    let cut = rows
    self.floors = floors.enumerated().map { index, floor in
      let total = floor.members.reduce(0) { $0 + problem.weights[$1] }
      return (floorLimit(floor.share, of: total), Array(cut.rows(of: first + index)))
    }
    columnCount = columns.count
    isWhole = (rows.weights + self.capacities).allSatisfy { $0 == $0.rounded() }
    var next = rows.rowStarts
    var pairOfEntry = [Int32](repeating: 0, count: rows.pairCount)
    for pair in rows.columnRows.indices {
      let row = Int(rows.columnRows[pair])
      pairOfEntry[Int(next[row])] = Int32(pair)
      next[row] += 1
    }
    self.pairOfEntry = pairOfEntry
    crumb = isWhole ? 0.5 : 1e-12 * max(rows.totalWeight, 1e-300)
  }

  /// A part of another core.
  init(_ whole: CapacityCore, rows: CoverRows, capacities: [Double], columnCount: Int) {
    self.rows = rows
    self.capacities = capacities
    self.columnCount = columnCount
    isWhole = whole.isWhole
    pairOfEntry = []
    crumb = whole.crumb
    floors = []
    isAdmitted = { _ in true }
  }

  var pairCount: Int { 2 * (rows.pairCount + rows.rowCount) }

  var worthRange: ClosedRange<Double> { 0...min(rows.totalWeight, capacities.reduce(0, +)) }

  /// The flow is copied and pushed on.
  var trialCount: Int { rows.pairCount }

  /// At 0 the bound is what capacities allow, at higher ones what demand allows.
  var firstMultipliers: [[Double]] { [0, 0.3, 0.7].map { [Double](repeating: $0, count: rows.rowCount) } }

  /// Fills a column's capacity with the rows of least multiplier.
  private func fill(_ column: Int, _ multipliers: [Double], _ body: (_ row: Int, _ amount: Double) -> Void) {
    var left = capacities[column]
    let order = rows.rows(of: column).sorted { (multipliers[Int($0)], $0) < (multipliers[Int($1)], $1) }
    for row in order {
      guard left > 0, multipliers[Int(row)] < 1 else { return }
      let amount = min(left, rows.weights[Int(row)])
      body(Int(row), amount)
      left -= amount
    }
  }

  func price(_ multipliers: [Double], into prices: inout [Double]) -> Double {
    var constant = 0.0
    for row in 0..<rows.rowCount { constant += multipliers[row] * rows.weights[row] }
    // All columns fill at once, row after row: what is left of each tells whether its turn is over.
    var left = capacities
    var values = [Double](repeating: 0, count: rows.columnCount)
    let order = (0..<rows.rowCount).sorted { (multipliers[$0], $0) < (multipliers[$1], $1) }
    for row in order {
      let worth = 1 - multipliers[row]
      guard worth > 0 else { break }
      let weight = rows.weights[row]
      for entry in Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1]) {
        let column = Int(rows.rowColumns[entry])
        let amount = min(left[column], weight)
        left[column] -= amount
        values[column] += worth * amount
      }
    }
    for column in 0..<columnCount { prices[column] = values[column] }
    for column in columnCount..<rows.columnCount { constant += values[column] }
    return constant
  }

  func slope(_ multipliers: [Double], shares: [Double], into slope: inout [Double]) {
    for row in 0..<rows.rowCount { slope[row] = rows.weights[row] }
    for column in 0..<rows.columnCount {
      let share = column < columnCount ? shares[column] : 1
      if share > 0 { fill(column, multipliers) { row, amount in slope[row] -= share * amount } }
    }
  }

  /// Slopes are as large as weights, multipliers all within 0...1: the heavier a row, the shorter its step.
  func units(_ multipliers: [Double]) -> [Double] {
    let mean = rows.totalWeight / Double(max(1, rows.rowCount))
    return rows.weights.map { ($0 > 0 ? mean / $0 : 1).squareRoot() }
  }

  func norm(_ multipliers: [Double], _ direction: [Double]) -> Double {
    var norm = 0.0
    for row in 0..<rows.rowCount {
      let isBlocked = direction[row] < 0 ? multipliers[row] >= 1 : multipliers[row] <= 0
      if !isBlocked { norm += direction[row] * direction[row] }
    }
    return norm
  }

  func step(_ multipliers: inout [Double], by change: [Double]) {
    for row in 0..<rows.rowCount { multipliers[row] = min(max(multipliers[row] - change[row], 0), 1) }
  }

  func admits(_ plan: [Int32]) -> Bool { isAdmitted(plan) }

  func emptyState() -> CapacityState {
    var state = CapacityState(core: self)
    for column in columnCount..<rows.columnCount { state.open(column) }
    return state
  }
}

/// A maximum flow from the open columns, kept while columns open and close.
struct CapacityState: PlanState {
  let core: CapacityCore
  /// What goes over each pair.
  private(set) var flow: [Double]
  private(set) var served: [Double]
  private var load: [Double]
  private var isOpen: [Bool]

  init(core: CapacityCore) {
    self.core = core
    flow = [Double](repeating: 0, count: core.rows.pairCount)
    served = [Double](repeating: 0, count: core.rows.rowCount)
    load = [Double](repeating: 0, count: core.rows.columnCount)
    isOpen = [Bool](repeating: false, count: core.rows.columnCount)
  }

  /// Summed over columns in order: equal plans are worth the same, up to what flows round away.
  var merit: PlanMerit { PlanMerit(shortfall: 0, worth: load.reduce(0, +)) }

  mutating func open(_ column: Int) {
    isOpen[column] = true
    push(from: column)
  }

  mutating func close(_ column: Int) {
    isOpen[column] = false
    for pair in Int(core.rows.columnStarts[column])..<Int(core.rows.columnStarts[column + 1]) {
      served[Int(core.rows.columnRows[pair])] -= flow[pair]
      flow[pair] = 0
    }
    load[column] = 0
    var roomy: [Int] = []
    for other in isOpen.indices where isOpen[other] {
      fill(other)
      if core.capacities[other] - load[other] > core.crumb { roomy.append(other) }
    }
    // All at once: that nothing more can be shifted is then told by one search.
    while !roomy.isEmpty, shift(from: roomy) { roomy.removeAll { core.capacities[$0] - load[$0] <= core.crumb } }
  }

  func meritAfterOpening(_ column: Int) -> PlanMerit {
    var copy = self
    copy.open(column)
    return copy.merit
  }

  /// Sends from a column what it still can: straight to rows in want, then by shifting other columns' loads.
  private mutating func push(from column: Int) {
    fill(column)
    while core.capacities[column] - load[column] > core.crumb, shift(from: [column]) {}
  }

  /// Sends what goes straight to rows in want.
  private mutating func fill(_ column: Int) {
    let rows = core.rows
    var left = core.capacities[column] - load[column]
    for pair in Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1]) where left > 0 {
      let row = Int(rows.columnRows[pair])
      let amount = min(left, rows.weights[row] - served[row])
      guard amount > 0 else { continue }
      flow[pair] += amount
      served[row] += amount
      load[column] += amount
      left -= amount
    }
  }

  /// One shortest augmenting path from one of the columns, which have room, to a row in want; false when there is none.
  private mutating func shift(from columns: [Int]) -> Bool {
    let rows = core.rows
    // For a reached row the pair it was reached by, for a reached column the pair whose flow gives way.
    var into = [Int32](repeating: -1, count: rows.rowCount)
    var back = [Int32](repeating: -1, count: rows.columnCount)
    var columnOf = [Int32](repeating: -1, count: rows.rowCount)
    var queue = columns.map { Int32($0) }
    for column in columns { back[column] = -2 }
    var head = 0
    var end = -1
    search: while head < queue.count {
      let from = Int(queue[head])
      head += 1
      for pair in Int(rows.columnStarts[from])..<Int(rows.columnStarts[from + 1]) {
        let row = Int(rows.columnRows[pair])
        guard into[row] < 0 else { continue }
        into[row] = Int32(pair)
        columnOf[row] = Int32(from)
        if rows.weights[row] - served[row] > core.crumb {
          end = row
          break search
        }
        for entry in Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1]) {
          let other = Int(rows.rowColumns[entry])
          let giving = core.pairOfEntry[entry]
          guard isOpen[other], back[other] == -1, flow[Int(giving)] > core.crumb else { continue }
          back[other] = giving
          queue.append(Int32(other))
        }
      }
    }
    guard end >= 0 else { return false }
    var amount = rows.weights[end] - served[end]
    var row = end
    while back[Int(columnOf[row])] != -2 {
      let giving = Int(back[Int(columnOf[row])])
      amount = min(amount, flow[giving])
      row = Int(rows.columnRows[giving])
    }
    let column = Int(columnOf[row])
    amount = min(amount, core.capacities[column] - load[column])
    served[end] += amount
    load[column] += amount
    row = end
    while true {
      flow[Int(into[row])] += amount
      let from = Int(columnOf[row])
      guard from != column else { return true }
      let giving = Int(back[from])
      flow[giving] -= amount
      row = Int(rows.columnRows[giving])
    }
  }
}
