import Model

/// Local search for `slots` columns that cover all rows: rows that stay open gain weight until they are covered.
///
/// In turn the column goes whose loss weighs least, and for a random open row the column comes that gains most; neither
/// may have moved in the step before. Each open row then weighs one more.
/// Source: Gao, Weise, Li (2015), An efficient local search heuristic with row weighting for the unicost set covering
/// problem, doi:10.1016/j.ejor.2015.05.038.
struct CenterWeighting {
  private let rows: CoverRows
  private var random: SplitMix
  private var weights: [Int]
  /// Columns of the plan on each row.
  private var covered: [Int32]
  /// Weight that a column of the plan alone covers, or that another column would add.
  private var scores: [Int]
  private var isOpen: [Bool]
  private var moved: [Int]
  private var open: [Int32]
  private var placeOfOpen: [Int32]
  private var step = 0
  private(set) var plan: [Int32] = []
  /// Pairs looked at.
  private(set) var visits = 0

  /// Fills a plan greedily.
  init(_ rows: CoverRows, slots: Int, seed: UInt64) {
    self.rows = rows
    random = SplitMix(seed: seed)
    weights = [Int](repeating: 1, count: rows.rowCount)
    covered = [Int32](repeating: 0, count: rows.rowCount)
    scores = (0..<rows.columnCount).map { rows.rows(of: $0).count }
    isOpen = [Bool](repeating: false, count: rows.columnCount)
    moved = [Int](repeating: -1, count: rows.columnCount)
    open = (0..<Int32(rows.rowCount)).map { $0 }
    placeOfOpen = open
    while plan.count < min(slots, rows.columnCount) {
      var best = -1
      for column in scores.indices where !isOpen[column] && (best < 0 || scores[column] > scores[best]) {
        best = column
      }
      add(best)
    }
  }

  var isCover: Bool { open.isEmpty }

  mutating func run(pairs: Int, isInterrupted: () -> Bool) {
    let end = visits + pairs
    guard !plan.isEmpty, plan.count < rows.columnCount else { return }
    while visits < end, !open.isEmpty {
      step += 1
      if step % 256 == 0, isInterrupted() { return }
      // Of equal losses the column that has stood still for longest.
      var leaving = -1
      for column in plan where moved[Int(column)] < step - 1 || plan.count == 1 {
        let (a, b) = (Int(column), leaving)
        if b < 0 || (scores[a], moved[a], a) < (scores[b], moved[b], b) { leaving = a }
      }
      if leaving < 0 { leaving = Int(plan[0]) }
      remove(leaving)
      let row = Int(open[random.below(open.count)])
      var coming = -1
      for column in rows.columns(of: row) where Int(column) != leaving || rows.columns(of: row).count == 1 {
        let (a, b) = (Int(column), coming)
        if b < 0 || scores[a] > scores[b] || (scores[a] == scores[b] && (moved[a], a) < (moved[b], b)) { coming = a }
      }
      add(coming)
      for row in open {
        weights[Int(row)] += 1
        for column in rows.columns(of: Int(row)) { scores[Int(column)] += 1 }
        visits += rows.columns(of: Int(row)).count
      }
      visits += plan.count / 2 + 1
    }
  }

  private mutating func add(_ column: Int) {
    isOpen[column] = true
    moved[column] = step
    plan.append(Int32(column))
    scores[column] = 0
    for row in rows.rows(of: column) {
      let row = Int(row)
      covered[row] += 1
      if covered[row] == 1 {
        // Of no use to others any more, and lost without this one.
        for other in rows.columns(of: row) where Int(other) != column { scores[Int(other)] -= weights[row] }
        scores[column] += weights[row]
        close(row)
        visits += rows.columns(of: row).count
      } else if covered[row] == 2 {
        for other in rows.columns(of: row) where isOpen[Int(other)] && Int(other) != column {
          scores[Int(other)] -= weights[row]
        }
        visits += rows.columns(of: row).count
      }
    }
  }

  private mutating func remove(_ column: Int) {
    isOpen[column] = false
    moved[column] = step
    plan.removeAll { $0 == Int32(column) }
    scores[column] = 0
    for row in rows.rows(of: column) {
      let row = Int(row)
      covered[row] -= 1
      if covered[row] == 0 {
        for other in rows.columns(of: row) where Int(other) != column { scores[Int(other)] += weights[row] }
        scores[column] += weights[row]
        placeOfOpen[row] = Int32(open.count)
        open.append(Int32(row))
        visits += rows.columns(of: row).count
      } else if covered[row] == 1 {
        for other in rows.columns(of: row) where isOpen[Int(other)] { scores[Int(other)] += weights[row] }
        visits += rows.columns(of: row).count
      }
    }
  }

  private mutating func close(_ row: Int) {
    let place = Int(placeOfOpen[row])
    let last = open.removeLast()
    if place < open.count {
      open[place] = last
      placeOfOpen[Int(last)] = Int32(place)
    }
    placeOfOpen[row] = -1
  }
}
