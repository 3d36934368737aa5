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
  typealias Improver = RowImprover

  var rows: CoverRows
  var once: [Double] = []
  var twice: [Double] = []
  var isMandatory: [Bool] = []
  /// Floors of row r: `floorEntries[floorStarts[r] ..< floorStarts[r + 1]]`.
  var floorStarts: [Int32] = []
  var floorEntries: [(floor: Int32, weight: Double)] = []
  /// Weight still needed, 0 where a floor is met.
  var needs: [Double] = []
  /// Worth of the base.
  var base = 0.0
  /// A mandatory row has no column left.
  var missesRow = false
  var isWhole: Bool
  var isScalable: Bool

  /// - Parameters:
  ///   - columns: sites to choose from, rising.
  ///   - standing: sites in every plan.
  init(_ demand: DemandRows, columns: [Int32], standing: [SiteIndex]) {
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
    isWhole = base == base.rounded() && (once + twice).allSatisfy { $0 == $0.rounded() }
    isScalable = base == 0 && (once + twice).allSatisfy { $0 == 0 }
    var floorsOf = [[Int32: Double]](repeating: [:], count: demand.floors.isEmpty ? 0 : cut.rowCount)
    for floor in demand.floors {
      var need = floor.need
      for member in floor.members where count[member.row] > 0 { need -= member.weight }
      guard need > 0 else { continue }
      for member in floor.members where count[member.row] == 0 && member.weight > 0 && merged[member.row] >= 0 {
        floorsOf[Int(merged[member.row])][Int32(needs.count), default: 0] += member.weight
      }
      needs.append(need)
    }
    floorStarts = [0]
    for row in 0..<cut.rowCount {
      if !floorsOf.isEmpty {
        // A row that meets the whole need by itself need not bring more: the same plans, a tighter bound.
        floorEntries += floorsOf[row].sorted { $0.key < $1.key }.map {
          [needs] in (floor: $0.key, weight: min($0.value, needs[Int($0.key)]))
        }
      }
      floorStarts.append(Int32(floorEntries.count))
    }
  }

  /// Rows presolved elsewhere: each worth its weight when covered, or nothing and a duty.
  init(_ rows: CoverRows, isDuty: Bool) {
    self.rows = rows
    once = isDuty ? [Double](repeating: 0, count: rows.rowCount) : rows.weights
    twice = [Double](repeating: 0, count: rows.rowCount)
    isMandatory = [Bool](repeating: isDuty, count: rows.rowCount)
    floorStarts = [Int32](repeating: 0, count: rows.rowCount + 1)
    isWhole = once.allSatisfy { $0 == $0.rounded() }
    isScalable = isDuty
  }

  var columnCount: Int { rows.columnCount }
  var pairCount: Int { rows.pairCount + rows.rowCount }
  /// - Complexity: O(rows).
  var worthRange: ClosedRange<Double> { base...(base + once.reduce(0, +) + twice.reduce(0, +)) }

  var trialCount: Int { max(1, pairCount / max(1, columnCount)) }

  var isHopeless: Bool {
    guard !missesRow else { return true }
    var reached = [Double](repeating: 0, count: needs.count)
    for entry in floorEntries { reached[Int(entry.floor)] += entry.weight }
    return needs.indices.contains { reached[$0] < needs[$0] * (1 - 1e-12) }
  }

  func floors(of row: Int) -> ArraySlice<(floor: Int32, weight: Double)> {
    floorEntries[Int(floorStarts[row])..<Int(floorStarts[row + 1])]
  }

  func emptyState() -> RowState { RowState(core: self) }
}
