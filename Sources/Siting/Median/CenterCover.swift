/// Whether `slots` columns cover all rows: the covering question of a center problem.
///
/// The tree looks for the fewest columns, a row without one costing as much as a column: three rows {0}, {1}, {2} with
/// prices 1, 1, 1 have the bound 3, and more than `slots` refutes the cover. Swaps look for the plan: with `slots`
/// columns always, its value is the number of rows it leaves open.
struct CenterCover {
  enum Answer {
    case plan([Int32])
    case none
    case undecided
  }

  private let rows: MedianRows
  private let slots: Int
  private let control: SearchControl
  private let tree: RadiusTree?
  private var frontier = OpenNodes<RadiusNode>()
  private var chain: SwapChain<MedianSwap>?
  private var polish: MedianSwap?
  private var treeVisits = 0
  /// Pairs looked at.
  var visits: Int { treeVisits + (chain?.visits ?? 0) + (polish?.visits ?? 0) }

  /// Bounds are above a whole number beyond doubt from here on.
  private static let leap = 1 - 1e-6

  /// - Precondition: there are rows, and more columns than slots.
  init(_ cover: CoverRows, slots: Int, control: SearchControl) {
    self.slots = slots
    self.control = control
    rows = MedianRows(
      starts: cover.rowStarts.map { Int($0) }, columns: cover.rowColumns,
      costs: [Double](repeating: 0, count: cover.pairCount), base: [Double](repeating: 1, count: cover.rowCount),
      constant: 0, origins: cover.origins, rowOrigins: (0..<cover.rowCount).map { Int32($0) })
    // Shares of the largest column that covers the row: no column's sum passes its price.
    let prices = (0..<cover.rowCount).map { row in
      1 / Double(cover.columns(of: row).reduce(1) { max($0, cover.rows(of: Int($1)).count) })
    }
    tree = RadiusProgram(
      rows, slots: slots, limits: [Double](repeating: 1, count: cover.rowCount), multipliers: prices, room: .max,
      price: 1
    ).map { [rows] in RadiusTree(rows: rows, program: $0, leap: Self.leap) }
    if let tree { frontier.insert(tree.root(bound: 0)) }
    guard slots * rows.columnCount <= MedianSearch.tableLimit else { return }
    var search = MedianSwap(rows: rows, slots: slots)
    search.fillGreedily()
    search.descend(tolerance: 0.5)
    polish = search
    chain = SwapChain(search: search, seed: control.limits.seed, tolerance: 0.5)
  }

  /// Goes on for about so many pairs.
  mutating func run(pairs: Int) async -> Answer {
    let end = visits + pairs
    let isInterrupted = { [control] in control.interruption != nil }
    if let best = chain?.best, best.worth > -0.5 { return .plan(best.columns) }
    while visits < end, control.interruption == nil {
      chain?.run(pairs: max(pairs / 20, 200_000), isInterrupted: isInterrupted)
      if let best = chain?.best, best.worth > -0.5 { return .plan(best.columns) }
      let mark = treeVisits + pairs / 10
      while treeVisits < mark, control.interruption == nil {
        if let answer = await expand() { return answer }
      }
    }
    return .undecided
  }

  private mutating func expand() async -> Answer? {
    guard let tree else { return .undecided }
    let isInterrupted = { [control] in control.interruption != nil }
    // A node is of interest up to a bound of `slots`; bounds stand with the sign turned around.
    let reached = Self.leap - Double(slots + 1)
    frontier.close(below: reached)
    if frontier.isEmpty { return Answer.none }
    let expansions = await frontier.expandNext(reaching: reached, threads: control.limits.threads) {
      [control, slots] in tree.expand($0, incumbent: Double(slots + 1), control)
    }
    for expansion in expansions {
      treeVisits += expansion.visits
      for child in expansion.children { frontier.insert(child) }
      guard !expansion.best.columns.isEmpty else { continue }
      if expansion.best.worth > -0.5 { return .plan(expansion.best.columns) }
      var columns = expansion.best.columns
      for column in 0..<Int32(rows.columnCount) where columns.count < slots && !columns.contains(column) {
        columns.append(column)
      }
      polish?.move(to: columns)
      polish?.descend(tolerance: 0.5, isInterrupted: isInterrupted)
      if let polish, polish.worth > -0.5 { return .plan(polish.plan) }
    }
    return nil
  }
}
