/// Whether `slots` columns cover all rows: the covering question of a center problem.
///
/// The tree looks for the fewest columns, a row without one costing as much as a column: three rows {0}, {1}, {2} with
/// prices 1, 1, 1 have the bound 3, and more than `slots` refutes the cover.
struct CenterCover {
  private let rows: MedianRows
  private let slots: Int
  private let control: SearchControl
  private let tree: RadiusTree?
  /// Of one climb: on a large cover a step takes so long that what a climb has reached must do.
  private let steps: Int
  private var frontier = OpenNodes<RadiusNode>()
  /// Pairs looked at.
  private(set) var visits = 0

  /// Bounds are above a whole number beyond doubt from here on.
  private static let leap = 1 - 1e-6
  /// Pairs of one climb, about.
  private static let climb = 400_000_000

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
    steps = max(200, Self.climb / max(1, cover.pairCount + cover.columnCount * cover.columnCount))
    if let tree { frontier.insert(tree.root(bound: 0)) }
  }

  /// Goes on for about so many pairs.
  mutating func run(pairs: Int) async -> CoverDecision.Answer {
    let end = visits + pairs
    while visits < end, control.interruption == nil {
      if let answer = await expand() { return answer }
    }
    return .undecided
  }

  private mutating func expand() async -> CoverDecision.Answer? {
    guard let tree else { return .undecided }
    // A node is of interest up to a bound of `slots`; bounds stand with the sign turned around.
    let reached = Self.leap - Double(slots + 1)
    frontier.close(below: reached)
    if frontier.isEmpty { return CoverDecision.Answer.none }
    let expansions = await frontier.expandNext(reaching: reached, threads: control.limits.threads) {
      [control, slots, steps] node in
      tree.expand(node, incumbent: Double(slots + 1), steps: steps) { control.interruption != nil }
    }
    for expansion in expansions {
      visits += expansion.visits
      for child in expansion.children { frontier.insert(child) }
      guard !expansion.best.columns.isEmpty else { continue }
      if expansion.best.worth > -0.5 { return .plan(expansion.best.columns) }
    }
    return nil
  }
}
