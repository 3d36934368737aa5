/// Whether `slots` columns can cover all rows: a depth-first search over the columns of the row with fewest left.
///
/// Choose it over ``CoverSearch`` when few columns are allowed and the relaxation is weak, as it is in center
/// problems: of k columns left, the last one is found by looking, so the depth is k - 1.
///
/// A node is closed when its k largest columns together do not reach all open rows, or when a feasible dual of the
/// relaxation exceeds k: y[i] starts at 1 / (rows of the largest column that covers i) and is scaled by the loads of the
/// columns, which never leaves feasibility: no column's sum passes 1. Columns tried stay shut for their later siblings.
struct CoverDecision {
  enum Answer: Hashable {
    case plan([Int32])
    case none
    case undecided
  }

  private let rows: CoverRows
  private let isInterrupted: () -> Bool
  private let limit: Int
  /// Pairs looked at.
  private(set) var visits = 0
  private var isOpen: [Bool]
  private var coverers: [Int32]
  private var openCount: Int
  private var isShut: [Bool]
  /// Open rows of each column that is not shut.
  private var reach: [Int32]
  private var plan: [Int32] = []
  private var isStopped = false

  /// - Parameters:
  ///   - limit: pairs to look at before giving up.
  init(_ rows: CoverRows, limit: Int, isInterrupted: @escaping () -> Bool) {
    self.rows = rows
    self.limit = limit
    self.isInterrupted = isInterrupted
    isOpen = [Bool](repeating: true, count: rows.rowCount)
    coverers = [Int32](repeating: 0, count: rows.rowCount)
    openCount = rows.rowCount
    isShut = [Bool](repeating: false, count: rows.columnCount)
    reach = (0..<rows.columnCount).map { Int32(rows.rows(of: $0).count) }
  }

  mutating func run(slots: Int) -> Answer {
    if descend(slots) { return .plan(plan.sorted()) }
    return isStopped ? .undecided : .none
  }

  private mutating func descend(_ slots: Int) -> Bool {
    if openCount == 0 { return true }
    guard slots > 0, !isStopped else { return false }
    if visits > limit || isInterrupted() {
      isStopped = true
      return false
    }
    guard reachesAll(slots), let row = tightestRow(), slots < 3 || dual(exceeds: slots) == false else { return false }
    let columns = rows.columns(of: row).filter { !isShut[Int($0)] }.sorted {
      (reach[Int($1)], $0) < (reach[Int($0)], $1)
    }
    if slots == 1 {
      guard let first = columns.first, Int(reach[Int(first)]) == openCount else { return false }
      plan.append(first)
      return true
    }
    var tried: [Int32] = []
    for column in columns {
      take(column)
      if descend(slots - 1) { return true }
      release(column)
      isShut[Int(column)] = true
      tried.append(column)
      if isStopped { break }
    }
    for column in tried { isShut[Int(column)] = false }
    return false
  }

  /// False when even the largest columns, overlaps apart, leave rows open.
  private mutating func reachesAll(_ slots: Int) -> Bool {
    var largest = 0
    var sizes: [Double] = []
    for column in reach.indices where !isShut[column] {
      largest = max(largest, Int(reach[column]))
      sizes.append(-Double(reach[column]))
    }
    visits += reach.count
    guard largest * slots >= openCount else { return false }
    guard sizes.count > slots else { return true }
    let bar = rank(sizes, slots - 1)
    var sum = 0.0
    var count = 0
    for size in sizes where size < bar {
      sum -= size
      count += 1
    }
    return sum - bar * Double(slots - count) >= Double(openCount)
  }

  /// The open row with the fewest columns left; nil if one has none.
  private mutating func tightestRow() -> Int? {
    var best: Int?
    var fewest = Int.max
    for row in isOpen.indices where isOpen[row] {
      var count = 0
      for column in rows.columns(of: row) where !isShut[Int(column)] { count += 1 }
      visits += rows.columns(of: row).count
      if count == 0 { return nil }
      if count < fewest {
        fewest = count
        best = row
      }
    }
    return best
  }

  private mutating func dual(exceeds slots: Int) -> Bool {
    var value = [Double](repeating: 0, count: rows.rowCount)
    var load = reach.map { Double($0) }
    for _ in 0..<4 {
      var sum = 0.0
      for row in isOpen.indices where isOpen[row] {
        var heaviest = 0.0
        for column in rows.columns(of: row) where !isShut[Int(column)] { heaviest = max(heaviest, load[Int(column)]) }
        value[row] = (value[row] == 0 ? 1 : value[row]) / heaviest
        sum += value[row]
        visits += 2 * rows.columns(of: row).count
      }
      if sum > Double(slots) + 1e-9 { return true }
      for column in load.indices { load[column] = 0 }
      for row in isOpen.indices where isOpen[row] {
        for column in rows.columns(of: row) { load[Int(column)] += value[row] }
      }
    }
    return false
  }

  private mutating func take(_ column: Int32) {
    plan.append(column)
    for row in rows.rows(of: Int(column)) {
      coverers[Int(row)] += 1
      guard coverers[Int(row)] == 1 else { continue }
      isOpen[Int(row)] = false
      openCount -= 1
      for other in rows.columns(of: Int(row)) { reach[Int(other)] -= 1 }
      visits += rows.columns(of: Int(row)).count
    }
  }

  private mutating func release(_ column: Int32) {
    plan.removeLast()
    for row in rows.rows(of: Int(column)) {
      coverers[Int(row)] -= 1
      guard coverers[Int(row)] == 0 else { continue }
      isOpen[Int(row)] = true
      openCount += 1
      for other in rows.columns(of: Int(row)) { reach[Int(other)] += 1 }
      visits += rows.columns(of: Int(row)).count
    }
  }
}
