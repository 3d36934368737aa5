import Model
import Words

/// The plans of the fewest sites: all of them, or as many as were asked for.
package struct TiedCovers: Hashable, Sendable {
  /// Each rising by index, in lexical order of the search; required sites are in every one.
  package var plans: [[SiteIndex]]
  /// True when there is no other.
  package var isComplete: Bool
}

/// Every plan of `fewest` new sites that covers all that can be covered: how free the planner is to choose.
///
/// Branches on the uncovered row with the fewest sites left, each site in turn without those before it, so that every
/// plan is met once; a branch ends when rows without a common site outnumber the sites left to choose.
/// - Parameters:
///   - fewest: the least number of new sites, as ``SetCovering`` proved it.
///   - most: plans wanted, 1 or more.
/// - Throws: ``SitingError`` code `badParameter`.
/// - Complexity: exponential in the worst case; ends at the limits' work, time or cancellation.
package func tiedCovers(
  _ problem: SitingProblem, fewest: Int, most: Int, limits: SolveLimits
) throws(SitingError) -> TiedCovers {
  try limits.validate()
  guard most >= 1 else {
    throw SitingError(
      code: .badParameter, message: Bilingual("方案数上限为\(most)；请填写1或以上的数", "most is \(most); give 1 or more"),
      context: "most")
  }
  let required = problem.sites(.required)
  let isCovered = problem.covered(by: problem.sites(.existing) + required)
  let candidates = problem.sites(.candidate)
  let (rows, _) = CoverRows.cut(
    starts: problem.covers.offsets, entries: problem.covers.demand, columns: candidates.map { Int32($0.rawValue) },
    open: isCovered.map { !$0 }, weights: [Double](repeating: 1, count: problem.demandCount))
  var search = TiedCoverSearch(
    rows: rows, slots: fewest - required.count, most: most, control: SearchControl(limits: limits))
  search.run()
  return TiedCovers(
    plans: search.plans.map { (required + $0.map { candidates[Int($0)] }).sorted() }, isComplete: search.isComplete)
}

private struct TiedCoverSearch {
  let rows: CoverRows
  let slots: Int
  let most: Int
  let control: SearchControl
  private(set) var plans: [[Int32]] = []
  private(set) var isComplete = true
  private var counts: [Int32]
  private var isOut: [Bool]
  private var chosen: [Int32] = []
  private var visits = 0

  init(rows: CoverRows, slots: Int, most: Int, control: SearchControl) {
    self.rows = rows
    self.slots = slots
    self.most = most
    self.control = control
    counts = [Int32](repeating: 0, count: rows.rowCount)
    isOut = [Bool](repeating: false, count: rows.columnCount)
  }

  mutating func run() {
    guard slots >= 0 else { return }
    branch()
  }

  private mutating func branch() {
    guard isComplete else { return }
    visits += rows.pairCount
    guard control.remaining(after: visits) > 0, control.interruption == nil else {
      isComplete = false
      return
    }
    guard let row = tightestRow() else {
      guard plans.count < most else {
        isComplete = false
        return
      }
      plans.append(chosen.sorted())
      return
    }
    guard chosen.count < slots, disjointRows() <= slots - chosen.count else { return }
    let columns = rows.columns(of: row).filter { !isOut[Int($0)] }
    for column in columns {
      for row in rows.rows(of: Int(column)) { counts[Int(row)] += 1 }
      chosen.append(column)
      isOut[Int(column)] = true
      branch()
      chosen.removeLast()
      for row in rows.rows(of: Int(column)) { counts[Int(row)] -= 1 }
    }
    for column in columns { isOut[Int(column)] = false }
  }

  /// The uncovered row with the fewest columns left, none at all included; nil when all rows are covered.
  private func tightestRow() -> Int? {
    var best: (row: Int, columns: Int)?
    for row in counts.indices where counts[row] == 0 {
      let columns = rows.columns(of: row).count { !isOut[Int($0)] }
      if columns < best?.columns ?? .max { best = (row, columns) }
    }
    return best?.row
  }

  /// Uncovered rows of which no two share a column that is left: each needs a site of its own.
  private func disjointRows() -> Int {
    var isTouched = [Bool](repeating: false, count: rows.columnCount)
    var count = 0
    for row in counts.indices where counts[row] == 0 {
      let columns = rows.columns(of: row).filter { !isOut[Int($0)] }
      guard columns.allSatisfy({ !isTouched[Int($0)] }) else { continue }
      count += 1
      for column in columns { isTouched[Int(column)] = true }
    }
    return count
  }
}
