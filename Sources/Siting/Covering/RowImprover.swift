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
  private let isOver: @Sendable () -> Bool
  private var usable: [Int32]
  private var random: SplitMix
  private var tables: RowTables
  /// What the search goes on from.
  private var current: RowTables?
  private var currentScore = -Double.infinity
  private var top: RowTables?
  private var topScore = -Double.infinity
  private var best = -Double.infinity
  private var unit = 0.0
  private var end = Int.max
  private var lastLook = 0
  private var hasEnded = false
  private var fruitless = 0
  /// Columns whose exchange may have become worth trying; columns opened and closed since that was last told.
  private var isPending: [Bool]
  private var changed: [Int] = []
  /// Columns that may not come back at once.
  private var stamp: [Int32]
  private var now: Int32 = 1
  private var isLeast: Bool { core.isScalable }
  /// All columns take as much of number, budget and fees.
  private let isUniform: Bool
  /// What counts as nothing.
  private let tolerance: Double

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

  // MARK: Entry points

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

  private mutating func absorb() {
    visits += tables.visits - counted
    counted = tables.visits
  }

  /// Of ``RowTables/visits`` what is in ``visits`` already.
  private var counted = 0

  private var isEnough: Bool {
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

  // MARK: Steps

  private mutating func empty() {
    for column in tables.open { tables.close(Int(column)) }
    now += 1
  }

  /// What a column takes of number, budget and fees.
  private func load(_ column: Int) -> Double {
    var load = 0.0
    if rules.hasBudget { load += rules.costs[column] / max(rules.budget, 1e-300) }
    if rules.slots < core.columnCount { load += 1 / Double(max(1, rules.slots)) }
    if rules.fees[column] > 0 {
      load += rules.fees[column] / (tables.mostFees < .infinity ? max(tables.mostFees, 1e-300) : 1)
    }
    return max(load, 1e-9)
  }

  /// The column that adds most, and the one that adds most for what it takes; -1 where none adds anything.
  private mutating func bestAddition(needsLoad: Bool, noise: Double = 0) -> (column: Int, addition: Double, lean: Int) {
    let short = tables.short
    var best = (column: -1, addition: 0.0, lean: -1)
    var bestRate = 0.0
    visits += 1 + usable.count * (1 + short.count) / 2
    for column in usable {
      let column = Int(column)
      guard tables.allows(column), stamp[column] != now else { continue }
      var addition = tables.addition(column, short: short)
      if noise > 0 { addition *= 1 - noise * Double(random.below(1024)) / 1024 }
      if addition > best.addition + tolerance {
        best.column = column
        best.addition = addition
      }
      guard needsLoad, addition > tolerance else { continue }
      let rate = addition / load(column)
      if rate > bestRate {
        bestRate = rate
        best.lean = column
      }
    }
    return best
  }

  private mutating func fill(perLoad: Bool, noise: Double = 0) {
    var isFirst = true
    while isFirst || !isEnough {
      isFirst = false
      if isLeast, tables.isFeasible { return }
      let next = bestAddition(needsLoad: perLoad, noise: noise)
      let column = perLoad ? next.lean : next.column
      guard column >= 0 else { return }
      open(column)
    }
  }

  /// Exchanges while that is better: one column for another, or for several that take as much.
  /// - Parameter isFull: every column; otherwise those near what changed, and near what changes by that.
  private mutating func descend(isFull: Bool) {
    if isFull {
      for column in tables.open { isPending[Int(column)] = true }
      changed = []
    }
    var isBetter = true
    while isBetter {
      isBetter = false
      touch()
      for column in tables.open.sorted() where isPending[Int(column)] && tables.isOpen[Int(column)] {
        if isEnough || (isLeast && tables.isFeasible) { return }
        isPending[Int(column)] = false
        guard exchange(Int(column)) else { continue }
        isBetter = true
        touch()
      }
    }
  }

  /// Columns that share rows with what has changed are to be looked at anew.
  private mutating func touch() {
    for column in changed {
      visits += core.trialCount
      for other in tables.openNeighbors(of: column) { isPending[Int(other)] = true }
      isPending[column] = true
    }
    changed = []
  }

  private mutating func open(_ column: Int) {
    tables.open(column)
    changed.append(column)
  }

  private mutating func close(_ column: Int) {
    tables.close(column)
    changed.append(column)
  }

  /// - Returns: false when nothing better takes its place; the plan is then as it was.
  private mutating func exchange(_ column: Int) -> Bool {
    let before = tables.score
    close(column)
    now += 1
    stamp[column] = now
    let next = bestAddition(needsLoad: !isUniform)
    if next.column >= 0, tables.score + next.addition > before + tolerance {
      open(next.column)
      fill(perLoad: !isUniform)
      return true
    }
    if next.lean >= 0 {
      let size = tables.open.count
      open(next.lean)
      fill(perLoad: true)
      if tables.score > before + tolerance { return true }
      while tables.open.count > size { tables.close(Int(tables.open[tables.open.count - 1])) }
    }
    tables.open(column)
    changed = []
    return false
  }

  /// Descends, keeps what is of interest, and decides where to go on from.
  private mutating func settle(_ plans: inout [[Int32]], isFresh: Bool = false) {
    descend(isFull: isFresh)
    // Only what comes near after a look around is worth a look at everything.
    let near = 0.002 * max(abs(currentScore), isLeast ? Double(core.rows.rowCount) : 0)
    if !isFresh, current == nil || tables.score >= currentScore - near { descend(isFull: true) }
    while tables.isFeasible {
      trim()
      let value = tables.worth - tables.fees
      guard value > best + (best > -.infinity ? unit * 0.5 : 0) || best == -.infinity else { break }
      best = value
      plans.append(tables.open.sorted())
      current = nil
      guard isLeast else { break }
      tables.mostFees = tables.fees - unit
      shed()
      if isEnough { break }
      descend(isFull: true)
    }
    goOn(isFresh: isFresh)
  }

  /// Decides where to go on from: here, if it is fresh or as good or, now and then, nearly; from the best after many
  /// fruitless turns.
  private mutating func goOn(isFresh: Bool) {
    let score = tables.score
    if current == nil || score > topScore {
      (top, topScore) = (tables, score)
      (current, currentScore) = (tables, score)
      fruitless = 0
      return
    }
    if isFresh {
      (current, currentScore) = (tables, score)
      fruitless = 0
      return
    }
    fruitless += 1
    if fruitless >= 100, var back = top {
      fruitless = 0
      if !back.isFeasible {
        back.raiseDuties(by: isLeast ? 1 : 0.5)
        back.raisePrices(by: 1.3)
        topScore = back.score
        top = back
      }
      (current, currentScore) = (back, topScore)
    } else if score >= currentScore || (random.below(8) == 0 && score >= topScore - 0.003 * abs(topScore)) {
      (current, currentScore) = (tables, score)
      return
    }
    guard var back = current else { return }
    back.mostFees = tables.mostFees
    absorb()
    tables = back
    counted = back.visits
    changed = []
    for column in isPending.indices { isPending[column] = false }
  }

  /// Closes what nothing is lost by.
  private mutating func trim() {
    for column in tables.open.sorted().reversed() where tables.loss[Int(column)] <= tolerance {
      let before = tables.score
      tables.close(Int(column))
      if tables.score < before - tolerance || !tables.isFeasible { tables.open(Int(column)) }
    }
  }

  /// Closes columns until the fees are within what they may be, least loss for its fee first.
  private mutating func shed() {
    while tables.fees > tables.mostFees, !tables.open.isEmpty {
      var worst = -1
      var worstRate = Double.infinity
      for column in tables.open where rules.fees[Int(column)] > 0 {
        let before = tables.score
        tables.close(Int(column))
        let rate = (before - tables.score) / rules.fees[Int(column)]
        tables.open(Int(column))
        if rate < worstRate {
          worst = Int(column)
          worstRate = rate
        }
      }
      guard worst >= 0 else { return }
      tables.close(worst)
    }
    now += 1
    fill(perLoad: !isUniform)
  }

  /// Another start near the current plan.
  private mutating func kick() {
    now += 1
    visits += 1
    let size = tables.open.count
    if size > 0, random.below(3) > 0 {
      let first = Int(tables.open[random.below(size)])
      var gone = [first]
      let near = tables.openNeighbors(of: first)
      for _ in 0..<(1 + random.below(3 + min(fruitless / 20, 4))) {
        if !near.isEmpty, random.below(4) > 0 {
          gone.append(Int(near[random.below(near.count)]))
        } else {
          gone.append(Int(tables.open[random.below(size)]))
        }
      }
      for column in Set(gone).sorted() {
        close(column)
        // Most may come back later, not at once.
        if random.below(3) > 0 { stamp[column] = now }
      }
    } else {
      force(Int(usable[random.below(usable.count)]))
    }
    fill(perLoad: !isUniform && random.below(3) > 0, noise: random.below(2) == 0 ? 0 : 0.3)
    now += 1
    fill(perLoad: !isUniform)
  }

  /// Opens a column and closes whatever forbids it, least loss first.
  private mutating func force(_ column: Int) {
    guard !tables.isOpen[column], rules.slots > 0, rules.fees[column] <= tables.mostFees else { return }
    for other in rules.conflicts(of: column) where tables.isOpen[Int(other)] { close(Int(other)) }
    while !tables.allows(column) {
      guard let least = tables.open.min(by: { (tables.loss[Int($0)], $0) < (tables.loss[Int($1)], $1) }) else { return }
      close(Int(least))
      stamp[Int(least)] = now
    }
    open(column)
  }
}
