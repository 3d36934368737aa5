import Model

/// Builds and betters plans over rows: greedy by gain or by gain for what it takes, exchanges, and kicks that take out a
/// few neighbouring columns and fill up again.
///
/// Where plans are worth something the best within the rules is searched, floors weighing more the longer they are
/// broken. Where only fees count, a plan must cost less than the best known: what is met of floors and duties is then
/// made as large as those fees allow, until nothing is missing.
/// Source: the kicks follow Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct RowImprover: PlanImproving {
  let core: RowCore
  let rules: PlanRules
  var visits = 0
  let isOver: @Sendable () -> Bool
  var usable: [Int32]
  var random: SplitMix
  var tables: RowTables
  /// What the search goes on from.
  var current: RowTables?
  var currentScore = -Double.infinity
  var top: RowTables?
  var topScore = -Double.infinity
  var best = -Double.infinity
  var unit = 0.0
  var end = Int.max
  var lastLook = 0
  var hasEnded = false
  var fruitless = 0
  /// Columns whose exchange may have become worth trying; columns opened and closed since that was last told.
  var isPending: [Bool]
  var changed: [Int] = []
  /// Columns that may not come back at once.
  var stamp: [Int32]
  var now: Int32 = 1
  var isLeast: Bool { core.isScalable }
  /// All columns take as much of number, budget and fees.
  let isUniform: Bool
  /// What counts as nothing.
  let tolerance: Double

  init(core: RowCore, rules: PlanRules, seed: UInt64, isOver: @escaping @Sendable () -> Bool) {
    self.core = core
    self.rules = rules
    self.isOver = isOver
    random = SplitMix(seed: seed)
    usable = rules.costs.indices.filter { rules.costs[$0] <= rules.budget }.map { Int32($0) }
    stamp = [Int32](repeating: 0, count: core.columnCount)
    isPending = [Bool](repeating: false, count: core.columnCount)
    isUniform = !rules.hasBudget && Set(rules.fees).count <= 1
    var prices = [Double](repeating: 1, count: core.needs.count)
    if core.isScalable {
      // All that is asked for weighs alike.
      for floor in prices.indices where core.needs[floor] > 0 {
        prices[floor] = Double(max(1, core.rows.rowCount)) / core.needs[floor]
      }
    } else {
      var (worth, weight) = (prices.map { _ in 0.0 }, prices.map { _ in 0.0 })
      for row in core.once.indices {
        for entry in core.floors(of: row) {
          worth[Int(entry.floor)] += core.once[row] + core.twice[row]
          weight[Int(entry.floor)] += entry.weight
        }
      }
      for floor in prices.indices { prices[floor] = weight[floor] > 0 ? max(worth[floor] / weight[floor], 1e-12) : 1 }
    }
    tolerance = 1e-9 * max(1, core.worthRange.upperBound)
    let rowWorth = core.worthRange.upperBound - core.worthRange.lowerBound
    let duty = core.isScalable ? 1 : max(rowWorth / Double(max(1, core.rows.rowCount)), 1e-9)
    tables = RowTables(core: core, rules: rules, prices: prices, duty: duty)
  }

  mutating func drop(_ columns: [Bool]) { usable.removeAll { columns[Int($0)] } }

  mutating func beat(_ value: Double, by unit: Double) {
    best = value
    self.unit = unit
    if isLeast { tables.mostFees = min(tables.mostFees, -value - unit) }
  }

  mutating func begin(until end: Int) -> [[Int32]] {
    self.end = end
    hasEnded = false
    defer { absorb() }
    var plans: [[Int32]] = []
    for perLoad in isUniform ? [false] : [true, false] {
      empty()
      fill(perLoad: perLoad)
      settle(&plans, isFresh: true)
      if isEnough { break }
    }
    return plans
  }

  mutating func polish(_ proposal: [Int], until end: Int) -> [Int32]? {
    self.end = end
    hasEnded = false
    defer { absorb() }
    empty()
    let short = tables.short
    for column in proposal where tables.allows(column) {
      if tables.addition(column, short: short) > 0 { tables.open(column) }
    }
    fill(perLoad: !isUniform)
    var plans: [[Int32]] = []
    settle(&plans, isFresh: true)
    return plans.last
  }

  mutating func wander(until end: Int) -> [Int32]? {
    self.end = end
    hasEnded = false
    defer { absorb() }
    var plans: [[Int32]] = []
    if let current {
      var start = current
      start.mostFees = tables.mostFees
      tables = start
      shed()
    }
    while !isEnough, !usable.isEmpty {
      kick()
      settle(&plans)
    }
    return plans.last
  }

  mutating func absorb() {
    visits += tables.visits - counted
    counted = tables.visits
  }

  /// Of ``RowTables/visits`` what is in ``visits`` already.
  var counted = 0

  var isEnough: Bool {
    mutating get {
      absorb()
      if visits >= end { hasEnded = true }
      if visits - lastLook > 2_000_000 || visits < lastLook {
        lastLook = visits
        if isOver() { hasEnded = true }
      }
      return hasEnded
    }
  }
}
