import Model

/// Local search with row weights for the cheapest cover.
///
/// It always looks for a plan cheaper than the best one. A step takes the column out that loses least row weight per cost,
/// then picks an uncovered row at random and adds the column of it that gains most weight per cost, as long as the plan
/// stays cheaper than the best; the rows still uncovered then weigh 1 more. A column that has left comes back only after
/// something has changed on one of its rows; one just added does not leave at once; ties fall to the column that has
/// stayed longest where it is. With equal costs every step is a swap.
///
/// What is found is found soon or, once the weights have grown apart, hardly ever: a walk that has long found nothing
/// starts anew with weights of 1 from half of its plan, each time with a little more patience.
///
/// A column's score is the weight it would newly cover (outside) or alone covers (inside); it stays the same when the
/// column comes or goes, so a step touches only rows whose count goes between 0, 1 and 2.
/// Source: Gao, Weise, Li (2015), An efficient local search heuristic with row weighting for the unicost set covering
/// problem, doi:10.1016/j.ejor.2015.05.038.
struct CoverWalk: Sendable {
  let problem: CostedRows
  private let step: CostStep
  private let perCost: [Double]
  private var random: SplitMix
  /// The best plan and its cost.
  private(set) var best: [Int32]
  private(set) var bestCost: Double
  /// Only plans below this are of interest.
  private(set) var target: Double
  private(set) var visits = 0
  /// ``visits`` when the best plan was found.
  private(set) var bestVisits = 0

  private var plan: [Int32] = []
  private var cost = 0.0
  /// Place of each column in the plan, -1 outside.
  private var placeOf: [Int32]
  private var score: [Int]
  /// When each column last came or left, and each row was last touched by one that did.
  private var movedAt: [Int]
  private var touchedAt: [Int]
  private var weight: [Int]
  private var count: [Int32]
  /// Sum of the plan's columns on a row: with a count of one, the only one.
  private var coverers: [Int32]
  private var uncovered: [Int32] = []
  private var uncoveredPlace: [Int32]
  /// Odd between steps.
  private var clock = 1
  /// ``visits`` at the last start or better plan, and for how many more nothing need be found.
  private var lastStart = 0
  private var patience: Int
  /// What choosing takes besides scanning, in pairs.
  private static let stepPairs = 100
  /// The column added last, which may not leave at once.
  private var newest: Int32 = -1

  init(_ problem: CostedRows, _ step: CostStep, from start: [Int32], seed: UInt64) {
    self.problem = problem
    self.step = step
    random = SplitMix(seed: seed)
    perCost = problem.costs.map { 1 / $0 }
    best = start.sorted()
    bestCost = problem.cost(of: start)
    target = bestCost
    let rows = problem.rows
    patience = 200_000_000 + 2_000 * rows.pairCount
    placeOf = [Int32](repeating: -1, count: rows.columnCount)
    score = (0..<rows.columnCount).map { rows.rows(of: $0).count }
    movedAt = [Int](repeating: 0, count: rows.columnCount)
    // A column that has never left may come.
    touchedAt = [Int](repeating: 1, count: rows.rowCount)
    weight = touchedAt
    count = [Int32](repeating: 0, count: rows.rowCount)
    coverers = count
    uncovered = (0..<Int32(rows.rowCount)).map { $0 }
    uncoveredPlace = uncovered
    for column in start { add(column) }
  }

  /// Looks only for plans cheaper than this from now on.
  mutating func aim(below cost: Double) { target = min(target, cost) }

  /// Runs until about `pairs` more have been looked at, or a plan of the cost `enough` is found.
  mutating func run(pairs: Int, enough: Double, isInterrupted: () -> Bool) {
    let end = visits + pairs
    guard problem.rows.rowCount > 0 else { return }
    while visits < end, target > enough {
      if clock % 64 == 1, isInterrupted() { return }
      if visits - lastStart > patience { startAnew() }
      while uncovered.isEmpty {
        keep()
        guard target > enough, let leaving = weakest(butNewest: false) else { return }
        remove(leaving)
      }
      if let leaving = weakest(butNewest: true) { remove(leaving) }
      clock += 1
      newest = -1
      while let row = randomUncovered, let column = strongest(on: row) {
        add(column)
        newest = column
      }
      raiseWeights()
      clock += 1
    }
  }

  private mutating func startAnew() {
    for column in plan where random.below(2) == 0 { remove(column) }
    for row in weight.indices { weight[row] = 1 }
    for column in score.indices { score[column] = 0 }
    for row in weight.indices {
      if count[row] == 0 { for column in problem.rows.columns(of: row) { score[Int(column)] += 1 } }
      if count[row] == 1 { score[Int(coverers[row])] += 1 }
    }
    visits += 2 * problem.rows.pairCount
    patience += patience / 8
    lastStart = visits
  }

  private mutating func keep() {
    let exact = problem.cost(of: plan)
    guard exact < target else { return }
    best = plan.sorted()
    bestCost = exact
    target = exact
    cost = exact
    bestVisits = visits
    lastStart = visits
  }

  private var randomUncovered: Int? {
    mutating get { uncovered.isEmpty ? nil : Int(uncovered[random.below(uncovered.count)]) }
  }

  /// The column of the plan that loses least weight per cost.
  private mutating func weakest(butNewest: Bool) -> Int32? {
    visits += plan.count / 2 + Self.stepPairs
    let barred = butNewest ? newest : -1
    var found: Int32 = -1
    var least = Double.infinity
    var since = 0
    let score = score.span
    let movedAt = movedAt.span
    let perCost = perCost.span
    let plan = plan.span
    for place in plan.indices {
      let column = Int(plan[place])
      let loss = Double(score[column]) * perCost[column]
      guard loss <= least else { continue }
      if loss == least, movedAt[column] >= since { continue }
      if plan[place] == barred { continue }
      least = loss
      found = plan[place]
      since = movedAt[column]
    }
    return found < 0 ? nil : found
  }

  /// The column of an uncovered row that gains most weight per cost, of those that may come and leave the plan cheap.
  private mutating func strongest(on row: Int) -> Int32? {
    let room = step.leap > 0 ? target - cost - step.leap / 2 : target - cost - step.slack
    let columns = problem.rows.columns(of: row)
    visits += columns.count
    var found: Int32 = -1
    var most = -1.0
    for column in columns {
      let index = Int(column)
      let gain = Double(score[index]) * perCost[index]
      guard gain >= most, problem.costs[index] <= room else { continue }
      if gain == most, movedAt[index] >= movedAt[Int(found)] { continue }
      guard hasChanged(index) else { continue }
      most = gain
      found = column
    }
    return found < 0 ? nil : found
  }

  /// Whether something came or left on one of its rows since the column moved.
  private mutating func hasChanged(_ column: Int) -> Bool {
    let moved = movedAt[column]
    for row in problem.rows.rows(of: column) where touchedAt[Int(row)] > moved { return true }
    visits += problem.rows.rows(of: column).count
    return false
  }

  private mutating func add(_ column: Int32) {
    let own = Int(column)
    placeOf[own] = Int32(plan.count)
    plan.append(column)
    cost += problem.costs[own]
    movedAt[own] = clock
    visits += 4 * problem.rows.rows(of: own).count
    for entry in Int(problem.rows.columnStarts[own])..<Int(problem.rows.columnStarts[own + 1]) {
      let row = Int(problem.rows.columnRows[entry])
      touchedAt[row] = clock
      switch count[row] {
      case 0:
        cover(row)
        change(row, by: -weight[row], besides: own)
      case 1: score[Int(coverers[row])] -= weight[row]
      default: break
      }
      count[row] += 1
      coverers[row] += column
    }
  }

  private mutating func remove(_ column: Int32) {
    let own = Int(column)
    let place = Int(placeOf[own])
    placeOf[own] = -1
    let last = plan.removeLast()
    if last != column {
      plan[place] = last
      placeOf[Int(last)] = Int32(place)
    }
    cost -= problem.costs[own]
    movedAt[own] = clock
    visits += 4 * problem.rows.rows(of: own).count
    for entry in Int(problem.rows.columnStarts[own])..<Int(problem.rows.columnStarts[own + 1]) {
      let row = Int(problem.rows.columnRows[entry])
      touchedAt[row] = clock
      count[row] -= 1
      coverers[row] -= column
      switch count[row] {
      case 0:
        uncover(row)
        change(row, by: weight[row], besides: own)
      case 1: score[Int(coverers[row])] += weight[row]
      default: break
      }
    }
  }

  private mutating func cover(_ row: Int) {
    let place = Int(uncoveredPlace[row])
    let last = uncovered.removeLast()
    guard Int(last) != row else { return }
    uncovered[place] = last
    uncoveredPlace[Int(last)] = Int32(place)
  }

  private mutating func uncover(_ row: Int) {
    uncoveredPlace[row] = Int32(uncovered.count)
    uncovered.append(Int32(row))
  }

  private mutating func change(_ row: Int, by amount: Int, besides own: Int) {
    let entries = Int(problem.rows.rowStarts[row])..<Int(problem.rows.rowStarts[row + 1])
    visits += entries.count
    Self.add(amount, to: &score, at: problem.rows.rowColumns, entries)
    score[own] -= amount
  }

  private mutating func raiseWeights() {
    for row in uncovered {
      weight[Int(row)] += 1
      let entries = Int(problem.rows.rowStarts[Int(row)])..<Int(problem.rows.rowStarts[Int(row) + 1])
      visits += entries.count
      Self.add(1, to: &score, at: problem.rows.rowColumns, entries)
    }
  }

  private static func add(_ amount: Int, to scores: inout [Int], at columns: [Int32], _ entries: Range<Int>) {
    let columns = columns.span.extracting(entries)
    var scores = scores.mutableSpan
    for entry in columns.indices { scores[Int(columns[entry])] += amount }
  }
}
