/// The linear program of a ``RadiusProgram`` solved through its dual, from any multipliers on, some columns fixed.
///
/// With a price v[S] per set, 0 <= v[S] <= w[S], and a threshold l,
///
///     L(v, l) = constant + sum_S v[S] - slots l - sum_j max over x[j] of (sum_{S with j} v[S] - l) x[j]   (1)
///
/// bounds every plan from below whatever v and l are; x[j] is 0 or 1 where column j is fixed. The climb is a simplex
/// method with long steps: some sets and the threshold are basic, as many columns are tight (the bracket in (1), their
/// slack, is 0), and the tight columns' parts x solve "every basic set is met exactly once, all parts sum to `slots`". A
/// set whose column parts do not sum to 1, or a tight column with a part below 0 or above 1, shows the way up. There L
/// rises with a slope that falls at each column whose slack changes sign; the step ends where the slope is used up or a
/// basic set reaches 0 or its weight. A set may rest between 0 and its weight too: the climb starts anywhere.
///
/// Rounding can end the climb early; the bound it reports is (1) summed afresh, so it stays valid.
/// Sources: Dantzig (1963), Linear programming and extensions, ISBN 978-0-691-05913-6; Fourer (1985), A simplex
/// algorithm for piecewise-linear programming I, doi:10.1007/BF01585643.
struct RadiusSimplex: Sendable {
  let program: RadiusProgram
  /// 1 columns in, -1 out, 0 open.
  private(set) var fixed: [Int8]
  /// v.
  var prices: [Double]
  var threshold: Double
  /// The bracket of (1).
  var slack: [Double]
  /// x.
  var parts: [Double]
  /// 1 less the parts of the set's columns.
  var shortfall: [Double]
  /// Set indices; `program.setCount` stands for the threshold.
  var basics: [Int32]
  var placeOfBasic: [Int32]
  var tight: [Int32]
  var placeOfTight: [Int32]
  /// Rows are tight columns, columns basic sets.
  var basis = BasisInverse()
  /// L as summed up on the way.
  var climbed = -Double.infinity
  /// Entries looked at since the beginning.
  var visits = 0
  /// Changes of the basis since it was last computed afresh.
  var age = 0

  /// Parts that are off by less are not.
  static let precision = 1e-7

  /// - Precondition: fewer columns are in than `slots`, and with the open ones there are more.
  init(_ program: RadiusProgram, from node: RadiusNode) {
    self.program = program
    fixed = node.fixed
    prices = [Double](repeating: 0, count: program.setCount)
    for set in node.full { prices[Int(set)] = program.weights[Int(set)] }
    for (set, price) in zip(node.between, node.prices) { prices[Int(set)] = price }
    threshold = node.threshold
    basics = node.basics
    tight = node.tight
    slack = [Double](repeating: 0, count: program.columnCount)
    parts = slack
    shortfall = []
    placeOfBasic = [Int32](repeating: -1, count: program.setCount + 1)
    placeOfTight = [Int32](repeating: -1, count: program.columnCount)
    refresh()
  }

  /// What a later climb needs to go on from here.
  func node(bound: Double) -> RadiusNode {
    var node = RadiusNode(bound: -bound, fixed: fixed, threshold: threshold, basics: basics, tight: tight)
    for set in prices.indices where prices[set] > 0 {
      if prices[set] == program.weights[set] {
        node.full.append(Int32(set))
      } else {
        node.between.append(Int32(set))
        node.prices.append(prices[set])
      }
    }
    return node
  }

  /// The rows' multipliers.
  var multipliers: [Double] { program.multipliers(prices) }

  /// Puts a column into all plans, or out of them.
  mutating func fix(_ column: Int, inside: Bool) {
    fixed[column] = inside ? 1 : -1
    guard placeOfTight[column] < 0, parts[column] != (inside ? 1 : 0) else { return }
    refresh()
  }

  /// Fixes what the bound allows: forcing a column the other way lifts L by its slack.
  /// - Returns: how many columns it fixed.
  mutating func fixColumns(bound: Double, goal: Double) -> Int {
    var count = 0
    for column in fixed.indices where fixed[column] == 0 && placeOfTight[column] < 0 {
      guard bound + abs(slack[column]) > goal + 1e-6 * max(1, abs(goal) * 1e-6) else { continue }
      fixed[column] = slack[column] > 0 ? 1 : -1
      count += 1
    }
    return count
  }

  /// L, summed afresh.
  /// - Complexity: O(entries).
  mutating func bound() -> Double {
    visits += program.entryCount
    let sums = priceSums()
    var bound = program.constant - (program.price == nil ? Double(program.slots) * threshold : 0)
    for price in prices { bound += price }
    for column in fixed.indices {
      let slack = sums[column] - threshold
      if fixed[column] == 1 { bound -= slack } else if fixed[column] == 0 { bound -= max(0, slack) }
    }
    return bound
  }

  private func priceSums() -> [Double] {
    var sums = program.savings
    let members = program.members.span
    var target = sums.mutableSpan
    for set in prices.indices where prices[set] != 0 {
      for entry in program.starts[set]..<program.starts[set + 1] { target[Int(members[entry])] += prices[set] }
    }
    return sums
  }

  /// Computes everything afresh from prices, threshold and the names of basic sets and tight columns.
  mutating func refresh() {
    age = 0
    var sums = priceSums()
    visits += 3 * program.entryCount
    if let price = program.price {
      threshold = price
    } else if basics.isEmpty {
      startTight(sums)
    }
    invert()
    let off = basis.times(tight.map { sums[Int($0)] - threshold })
    var isMoved = false
    for (place, set) in basics.enumerated() where abs(off[place]) > 1e-12 {
      isMoved = true
      if Int(set) == program.setCount {
        threshold -= off[place]
      } else {
        prices[Int(set)] = min(program.weights[Int(set)], max(0, prices[Int(set)] - off[place]))
      }
    }
    if isMoved { sums = priceSums() }
    for column in fixed.indices {
      slack[column] = sums[column] - threshold
      if placeOfTight[column] < 0 {
        parts[column] = fixed[column] == 0 ? (slack[column] > 0 ? 1 : 0) : fixed[column] == 1 ? 1 : 0
      }
    }
    computeParts()
    shortfall = [Double](repeating: 1, count: program.setCount)
    for set in shortfall.indices {
      var sum = 0.0
      for entry in program.starts[set]..<program.starts[set + 1] { sum += parts[Int(program.members[entry])] }
      shortfall[set] = 1 - sum
    }
    climbed = bound()
  }

  /// The threshold alone is basic, and the last open column that a plan would take is tight; ties to the lower column.
  private mutating func startTight(_ sums: [Double]) {
    let open = fixed.indices.filter { fixed[$0] == 0 }
    let left = program.slots - fixed.count { $0 == 1 }
    let ranked = open.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }
    threshold = sums[ranked[left - 1]]
    tight = [Int32(ranked[left - 1])]
    basics = [Int32(program.setCount)]
  }

  /// Inverts the matrix; sets and columns that it has no pivot for leave.
  private mutating func invert() {
    while true {
      for place in placeOfBasic.indices { placeOfBasic[place] = -1 }
      for place in placeOfTight.indices { placeOfTight[place] = -1 }
      for (place, column) in tight.enumerated() { placeOfTight[Int(column)] = Int32(place) }
      for (place, set) in basics.enumerated() { placeOfBasic[Int(set)] = Int32(place) }
      var columns = [[BasisInverse.Entry]](repeating: [], count: basics.count)
      for (place, column) in tight.enumerated() {
        for (set, value) in basisRow(Int(column)).enumerated() where value != 0 { columns[set].append((place, value)) }
      }
      visits += tight.count * tight.count * tight.count / 4
      let pivots = basis.invert(rows: tight.count, columns: columns)
      let used = Set(pivots.compactMap(\.self))
      if used.count == tight.count, used.count == basics.count { return }
      basics = basics.indices.filter { pivots[$0] != nil }.map { basics[$0] }
      tight = tight.indices.filter { used.contains($0) }.map { tight[$0] }
    }
  }

  /// The row of a column in the matrix.
  func basisRow(_ column: Int) -> [Double] {
    var row = [Double](repeating: 0, count: basics.count)
    for entry in program.columnStarts[column]..<program.columnStarts[column + 1] {
      let place = placeOfBasic[Int(program.sets[entry])]
      if place >= 0 { row[Int(place)] = 1 }
    }
    let place = placeOfBasic[program.setCount]
    if place >= 0 { row[Int(place)] = -1 }
    return row
  }

  /// Parts of the tight columns.
  mutating func computeParts() {
    var right = [Double](repeating: 0, count: basics.count)
    for (place, set) in basics.enumerated() {
      if Int(set) == program.setCount {
        var sum = -Double(program.slots)
        for column in parts.indices where placeOfTight[column] < 0 { sum += parts[column] }
        right[place] = sum
      } else {
        var sum = 1.0
        for entry in program.starts[Int(set)]..<program.starts[Int(set) + 1] {
          let column = Int(program.members[entry])
          if placeOfTight[column] < 0 { sum -= parts[column] }
        }
        right[place] = sum
      }
    }
    visits += basics.count * basics.count
    let solved = basis.timesRow(right)
    for (place, column) in tight.enumerated() { parts[Int(column)] = solved[place] }
  }
}

/// An open node of ``RadiusTree``: where a climb stood.
struct RadiusNode: BoundedNode, Sendable {
  /// The bound with its sign turned around: no plan below the node is worth more.
  var bound: Double
  /// 1 columns in, -1 out, 0 open.
  var fixed: [Int8]
  var threshold = 0.0
  var basics: [Int32] = []
  var tight: [Int32] = []
  /// Sets whose price is their weight.
  var full: [Int32] = []
  /// Sets with a price between 0 and their weight, and the prices.
  var between: [Int32] = []
  var prices: [Double] = []
}
