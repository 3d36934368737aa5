import Model

/// Demand rows before presolve: each worth something when covered once and more when covered twice.
struct DemandRows: Sendable {
  /// Site -> rows, as in ``CoverSets``.
  var starts: [Int]
  var entries: [Int32]
  /// Worth of being covered at least once, and of a second time on top.
  var once: [Double]
  var twice: [Double]
  /// Rows every plan must cover.
  var isMandatory: [Bool]
  /// Floors: the weight needed, and what each member row brings when covered.
  var floors: [(need: Double, members: [(row: Int, weight: Double)])]

  var rowCount: Int { once.count }

  func rows(of site: SiteIndex) -> ArraySlice<Int32> { entries[starts[site.rawValue]..<starts[site.rawValue + 1]] }
}

/// Rows and columns that are still open, merged, with what the base (existing and required sites) has earned.
///
/// With count n[r] of chosen columns on row r, the worth is the sum over r of once[r] (n[r] >= 1) + twice[r]
/// (n[r] >= 2). Bound, with u[r] <= y[r] for the second cover and multipliers l on  y[r] + u[r] <= n[r]  and m on the
/// floors:
///
///     L(l, m) = sum_r max over (y, u) of (once + m f - l) y + (twice - l) u  -  sum_g m[g] need[g]  +  choice of prices
///
/// where a column's price is the sum of l over its rows, and y = 1 on mandatory rows.
struct RowCore: PlanCore {
  private(set) var rows: CoverRows
  private(set) var once: [Double] = []
  private(set) var twice: [Double] = []
  private(set) var isMandatory: [Bool] = []
  /// Floors of row r: `floorEntries[floorStarts[r] ..< floorStarts[r + 1]]`.
  private(set) var floorStarts: [Int32] = []
  private(set) var floorEntries: [(floor: Int32, weight: Double)] = []
  /// Weight still needed, in the same scaled unit as the entries.
  private(set) var needs: [Double] = []
  /// Worth of the base.
  private(set) var base = 0.0
  /// A mandatory row has no column left.
  private(set) var missesRow = false
  private(set) var isWhole: Bool
  /// What covering a whole floor costs in multipliers when it costs the whole scale.
  private let floorPrice: Double

  /// - Parameters:
  ///   - columns: sites to choose from, rising.
  ///   - standing: sites in every plan.
  ///   - scale: size of the worths and fees, for the first guess of what floors cost.
  init(_ demand: DemandRows, columns: [Int32], standing: [SiteIndex], scale: Double) {
    var count = [Int32](repeating: 0, count: demand.rowCount)
    for site in standing { for row in demand.rows(of: site) { count[Int(row)] += 1 } }
    var isOpen = [Bool](repeating: false, count: demand.rowCount)
    var hasFloor = isOpen
    for floor in demand.floors { for member in floor.members { hasFloor[member.row] = true } }
    for row in count.indices {
      if count[row] >= 1 { base += demand.once[row] }
      if count[row] >= 2 { base += demand.twice[row] }
      let isWorth = count[row] == 0 ? demand.once[row] > 0 || demand.twice[row] > 0 : demand.twice[row] > 0
      isOpen[row] =
        count[row] < 2 && (isWorth || (count[row] == 0 && (demand.isMandatory[row] || hasFloor[row])))
    }
    // Rows once covered already may only merge with their like, which summing worths by case does for them.
    let (cut, merged) = CoverRows.cut(
      starts: demand.starts, entries: demand.entries, columns: columns, open: isOpen,
      weights: [Double](repeating: 0, count: demand.rowCount))
    rows = cut
    once = [Double](repeating: 0, count: cut.rowCount)
    twice = once
    isMandatory = [Bool](repeating: false, count: cut.rowCount)
    for row in count.indices where isOpen[row] {
      let target = Int(merged[row])
      guard target >= 0 else {
        if count[row] == 0 && demand.isMandatory[row] { missesRow = true }
        continue
      }
      if count[row] == 0 {
        once[target] += demand.once[row]
        twice[target] += demand.twice[row]
        isMandatory[target] = isMandatory[target] || demand.isMandatory[row]
      } else {
        once[target] += demand.twice[row]
      }
    }
    let floorUnit = 2 * Double(max(1, cut.rowCount)).squareRoot()
    floorPrice = scale / floorUnit
    var floorsOf = [[Int32: Double]](repeating: [:], count: demand.floors.isEmpty ? 0 : cut.rowCount)
    for floor in demand.floors {
      var need = floor.need
      for member in floor.members where count[member.row] > 0 { need -= member.weight }
      guard need > 0 else { continue }
      // In this unit a step along the subgradient moves the floors about as far as the rows.
      let unit = floorUnit / need
      for member in floor.members where count[member.row] == 0 && member.weight > 0 && merged[member.row] >= 0 {
        floorsOf[Int(merged[member.row])][Int32(needs.count), default: 0] += member.weight * unit
      }
      needs.append(floorUnit)
    }
    floorStarts = [0]
    for row in 0..<cut.rowCount {
      if !floorsOf.isEmpty {
        // A row that meets the whole need by itself need not bring more: the same plans, a tighter bound.
        floorEntries += floorsOf[row].sorted { $0.key < $1.key }.map {
          (floor: $0.key, weight: min($0.value, floorUnit))
        }
      }
      floorStarts.append(Int32(floorEntries.count))
    }
    isWhole = base == base.rounded() && (once + twice).allSatisfy { $0 == $0.rounded() }
  }

  /// Rows presolved elsewhere: each worth its weight when covered, or nothing and a duty.
  init(_ rows: CoverRows, isDuty: Bool) {
    self.rows = rows
    once = isDuty ? [Double](repeating: 0, count: rows.rowCount) : rows.weights
    twice = [Double](repeating: 0, count: rows.rowCount)
    isMandatory = [Bool](repeating: isDuty, count: rows.rowCount)
    floorStarts = [Int32](repeating: 0, count: rows.rowCount + 1)
    isWhole = once.allSatisfy { $0 == $0.rounded() }
    floorPrice = 0
  }

  var columnCount: Int { rows.columnCount }
  var pairCount: Int { rows.pairCount + rows.rowCount }
  var worthRange: ClosedRange<Double> { base...(base + once.reduce(0, +) + twice.reduce(0, +)) }

  var trialCount: Int { max(1, pairCount / max(1, columnCount)) }

  /// A part of the worth of each row; where there are floors, at several prices of theirs.
  var firstMultipliers: [[Double]] {
    let prices = needs.isEmpty ? [0] : [0, 0.03, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2]
    let parts = needs.isEmpty ? [0.5] : [0.2, 0.4, 0.6, 0.9]
    return prices.flatMap { price in
      parts.map { part in
        var multipliers = [Double](repeating: price * floorPrice, count: rows.rowCount + needs.count)
        for row in 0..<rows.rowCount {
          let single = first(row, multipliers)
          let worth = max(single, (single + twice[row]) / 2)
          multipliers[row] = part * (isMandatory[row] ? max(worth, 1e-3) : worth)
        }
        return multipliers
      }
    }
  }

  func floors(of row: Int) -> ArraySlice<(floor: Int32, weight: Double)> {
    floorEntries[Int(floorStarts[row])..<Int(floorStarts[row + 1])]
  }

  /// Worth of covering a row once, its part of the floors' multipliers included.
  private func first(_ row: Int, _ multipliers: [Double]) -> Double {
    guard !needs.isEmpty else { return once[row] }
    return floors(of: row).reduce(once[row]) { $0 + $1.weight * multipliers[rows.rowCount + Int($1.floor)] }
  }

  func price(_ multipliers: [Double], into prices: inout [Double]) -> Double {
    rows.price(multipliers: multipliers, into: &prices)
    var constant = base
    for row in 0..<rows.rowCount {
      let single = first(row, multipliers) - multipliers[row]
      let double = single + twice[row] - multipliers[row]
      constant += isMandatory[row] ? max(single, double) : max(0, single, double)
    }
    for floor in needs.indices { constant -= needs[floor] * multipliers[rows.rowCount + floor] }
    return constant
  }

  func slope(_ multipliers: [Double], shares: [Double], into slope: inout [Double]) {
    for index in slope.indices { slope[index] = 0 }
    for column in shares.indices where shares[column] > 0 {
      for row in rows.rows(of: column) { slope[Int(row)] += shares[column] }
    }
    for floor in needs.indices { slope[rows.rowCount + floor] = -needs[floor] }
    for row in 0..<rows.rowCount {
      let single = first(row, multipliers) - multipliers[row]
      let double = single + twice[row] - multipliers[row]
      let isTwice = double > single && (isMandatory[row] || double > 0)
      guard isTwice || isMandatory[row] || single > 0 else { continue }
      slope[row] -= isTwice ? 2 : 1
      for entry in floors(of: row) { slope[rows.rowCount + Int(entry.floor)] += entry.weight }
    }
  }

  func clamp(_ multipliers: inout [Double]) {
    for row in 0..<rows.rowCount {
      let most =
        isMandatory[row]
        ? .infinity : max(first(row, multipliers), (first(row, multipliers) + twice[row]) / 2)
      multipliers[row] = min(max(multipliers[row], 0), most)
    }
    for index in rows.rowCount..<multipliers.count { multipliers[index] = max(multipliers[index], 0) }
  }

  func emptyState() -> RowState { RowState(core: self) }
}

/// How often each row is covered.
struct RowState: PlanState {
  let core: RowCore
  private var counts: [Int32]
  private var met: [Double]
  private var gained: [Double]
  private var uncoveredMandatory: Int
  private(set) var worth: Double

  init(core: RowCore) {
    self.core = core
    counts = [Int32](repeating: 0, count: core.rows.rowCount)
    met = [Double](repeating: 0, count: core.needs.count)
    gained = met
    uncoveredMandatory = core.isMandatory.count { $0 } + (core.missesRow ? 1 : 0)
    worth = core.base
  }

  var merit: PlanMerit { PlanMerit(shortfall: shortfall(adding: nil, mandatory: uncoveredMandatory), worth: worth) }

  private func shortfall(adding gained: [Double]?, mandatory: Int) -> Double {
    var sum = Double(mandatory)
    for floor in met.indices {
      // Needs carry their own tolerance; what sums lose on the way is far below it.
      let missing = 1 - (met[floor] + (gained?[floor] ?? 0)) / core.needs[floor]
      if missing > 1e-12 { sum += missing }
    }
    return sum
  }

  mutating func open(_ column: Int) {
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      counts[row] += 1
      if counts[row] == 1 {
        worth += core.once[row]
        if core.isMandatory[row] { uncoveredMandatory -= 1 }
        for entry in core.floors(of: row) { met[Int(entry.floor)] += entry.weight }
      } else if counts[row] == 2 {
        worth += core.twice[row]
      }
    }
  }

  mutating func close(_ column: Int) {
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      counts[row] -= 1
      if counts[row] == 0 {
        worth -= core.once[row]
        if core.isMandatory[row] { uncoveredMandatory += 1 }
        for entry in core.floors(of: row) { met[Int(entry.floor)] -= entry.weight }
      } else if counts[row] == 1 {
        worth -= core.twice[row]
      }
    }
  }

  mutating func meritAfterOpening(_ column: Int) -> PlanMerit {
    var worth = worth
    var mandatory = uncoveredMandatory
    let hasFloors = !met.isEmpty
    if hasFloors { for floor in gained.indices { gained[floor] = 0 } }
    for row in core.rows.rows(of: column) {
      let row = Int(row)
      if counts[row] == 0 {
        worth += core.once[row]
        if core.isMandatory[row] { mandatory -= 1 }
        if hasFloors { for entry in core.floors(of: row) { gained[Int(entry.floor)] += entry.weight } }
      } else if counts[row] == 1 {
        worth += core.twice[row]
      }
    }
    return PlanMerit(shortfall: shortfall(adding: hasFloors ? gained : nil, mandatory: mandatory), worth: worth)
  }
}
