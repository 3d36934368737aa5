import Model

/// Betters a plan region by region: some neighbouring columns leave it together, and the best columns to take their
/// place are found by branch and bound.
///
/// Swaps change one column at a time; in a large town the best plan of a quarter differs in several. A region that is
/// solved easily makes the next one larger, one that is not makes it smaller.
/// Source: Taillard, Voss (2002), POPMUSIC, doi:10.1007/978-1-4615-1507-4_27.
struct RegionSearch: Sendable {
  let rows: CoverRows
  /// Of the linear relaxation of the whole, about: where a region's relaxation starts.
  let multipliers: [Double]
  let leap: Double
  private(set) var plan: ScoredPlan
  private(set) var visits = 0
  private var random: SplitMix
  private var size = 5
  /// Visits for a region.
  private var most: Int { max(20_000_000, 20 * rows.pairCount) }

  init(_ rows: CoverRows, multipliers: [Double], leap: Double, plan: ScoredPlan, seed: UInt64) {
    self.rows = rows
    self.multipliers = multipliers
    self.leap = leap
    self.plan = plan
    random = SplitMix(seed: seed)
  }

  /// Goes on from a better plan.
  mutating func take(_ other: ScoredPlan) { plan.take(other) }

  mutating func run(pairs: Int, _ control: SearchControl) {
    let end = visits + pairs
    guard !plan.columns.isEmpty, plan.columns.count < rows.columnCount else { return }
    while visits < end, control.interruption == nil { improve(control) }
  }

  /// One region.
  private mutating func improve(_ control: SearchControl) {
    let (leaving, candidates) = region(around: Int(plan.columns[random.below(plan.columns.count)]))
    let isLeaving = Set(leaving)
    let kept = plan.columns.filter { !isLeaving.contains($0) }
    var isOpen = [Bool](repeating: true, count: rows.rowCount)
    for column in kept { for row in rows.rows(of: Int(column)) { isOpen[Int(row)] = false } }
    let (cut, merged) = CoverRows.cut(
      starts: rows.columnStarts, entries: rows.columnRows, columns: candidates, open: isOpen, weights: rows.weights)
    visits += 4 * rows.pairCount
    let standing = rows.worth(of: kept)
    var near = [Double](repeating: 0, count: cut.rowCount)
    for row in merged.indices where merged[row] >= 0 { near[Int(merged[row])] += multipliers[row] }
    let found = best(cut, near: near, slots: leaving.count, above: plan.worth - standing, control)
    let columns = kept + found.columns.map { cut.origins[Int($0)] }
    let worth = rows.worth(of: columns)
    if worth > plan.worth + leap / 2 { plan = ScoredPlan(worth: worth, columns: columns) }
  }

  /// The plan's columns nearest to one of them, by rows in common, and the columns between.
  private mutating func region(around column: Int) -> (leaving: [Int32], columns: [Int32]) {
    var isPlanned = [Bool](repeating: false, count: rows.columnCount)
    for column in plan.columns { isPlanned[Int(column)] = true }
    var isSeen = [Bool](repeating: false, count: rows.columnCount)
    var isRowSeen = [Bool](repeating: false, count: rows.rowCount)
    var queue = [Int32(column)]
    isSeen[column] = true
    var leaving = queue
    var next = 0
    while next < queue.count, leaving.count < size {
      for row in rows.rows(of: Int(queue[next])) where !isRowSeen[Int(row)] {
        isRowSeen[Int(row)] = true
        visits += rows.columns(of: Int(row)).count
        for other in rows.columns(of: Int(row)) where !isSeen[Int(other)] {
          isSeen[Int(other)] = true
          queue.append(other)
          if isPlanned[Int(other)], leaving.count < size { leaving.append(other) }
        }
      }
      next += 1
    }
    return (leaving, queue.filter { !isPlanned[Int($0)] || leaving.contains($0) }.sorted())
  }

  /// The best plan of a region that is worth more than what stands; an empty one when there is none.
  private mutating func best(
    _ part: CoverRows, near: [Double], slots: Int, above standing: Double, _ control: SearchControl
  ) -> ScoredPlan {
    guard part.rowCount > 0, slots < part.columnCount else { return ScoredPlan(worth: standing, columns: []) }
    var simplex = CoverSimplex(part, sides: [.slots(slots, of: part)], near: near)
    let found = CoverBranching.best(
      &simplex, .slots(slots), above: standing, leap: leap, visits: most, control)
    visits += found.visits
    size = found.visits >= most ? max(3, size - 1) : found.visits < most / 4 ? size + 1 : size
    return found.plan
  }
}
