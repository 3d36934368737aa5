/// Pivots of ``CoverSimplex``: what leaves, what gives way, and how everything follows.
extension CoverSimplex {
  /// A place off its kink or bounds by no more than this is where it should be.
  static var tolerance: Double { 1e-7 }
  /// Rates below this are rounding.
  static var leastRate: Double { 1e-9 }

  /// Pivots until rounding is swept out: on drawn cities x is then off by less than 1e-7.
  static var pivotsPerRefresh: Int { 300 }

  private enum Leaving {
    /// A basic column, by position, towards its lower or upper bound.
    case column(Int)
    case row(Int)
  }

  private enum Entering {
    case column(Int)
    /// A tight row, by position.
    case row(Int)
    case none
  }

  /// Pivots until the relaxation is solved, (2) falls below the goal, or a limit is met.
  mutating func run(goal: Double, pivots most: Int, isInterrupted: () -> Bool = { false }) -> Ending {
    let end = pivots + most
    while true {
      guard let (leaving, amount) = mostViolated() else { return .solved }
      if running < goal { return .belowGoal }
      guard pivots < end, pivots & 15 != 15 || !isInterrupted() else { return .stopped }
      pivots += 1
      guard pivot(leaving, amount) else { return .infeasible }
      sinceFresh += 1
      if sinceFresh >= Self.pivotsPerRefresh { refresh() }
    }
  }

  /// What is farthest from where it should be, and how far it must go: up where positive.
  private mutating func mostViolated() -> (Leaving, Double)? {
    var worst = 0.0
    var found: (Leaving, Double)?
    for row in t.indices {
      let gap = kinks[row] - t[row]
      switch rowPlaces[row] {
      case .low where -gap > Self.tolerance && gap * gap * scales[row] > worst:
        worst = gap * gap * scales[row]
        found = (.row(row), gap)
      case .high where gap > Self.tolerance && gap * gap * scales[row] > worst:
        worst = gap * gap * scales[row]
        found = (.row(row), gap)
      default: break
      }
    }
    for (position, column) in basic.enumerated() {
      let value = x[Int(column)]
      let gap = max(lower[Int(column)] - value, value - upper[Int(column)])
      if gap > Self.tolerance, gap * gap > worst {
        worst = gap * gap
        found = (.column(position), value < lower[Int(column)] ? gap : -gap)
      }
    }
    visits += t.count / 4
    return found
  }

  /// One pivot.
  /// - Returns: false when nothing gives way: no solution keeps to rows and bounds.
  private mutating func pivot(_ leaving: Leaving, _ amount: Double) -> Bool {
    let sign = amount > 0 ? 1.0 : -1.0
    computeRates(leaving)
    let (entering, ratio) = givingWay(sign)
    if case .row(let row) = leaving, ratio >= most[row] - least[row] {
      // The row's whole box is passed before anything gives way: it changes sides.
      step(sign, most[row] - least[row])
      rowPlaces[row] = rowPlaces[row] == .low ? .high : .low
      y[row] = rowPlaces[row] == .low ? most[row] : least[row]
      running -= (most[row] - least[row]) * abs(amount)
      return true
    }
    if case .none = entering { return false }
    step(sign, ratio)
    running -= ratio * abs(amount)
    if case .row(let row) = leaving { y[row] += sign * ratio }
    enter(entering, leaving, sign: sign, ratio: ratio, amount: amount)
    return true
  }

  /// How what leaves moves with each tight row (`left`) and each column outside the basis (`rates`).
  private mutating func computeRates(_ leaving: Leaving) {
    let size = inverse.size
    left = [Double](repeating: 0, count: size)
    for column in rates.indices { rates[column] = 0 }
    switch leaving {
    case .column(let position):
      inverse.add(row: position, to: &left)
      visits += size / 4
    case .row(let row):
      if row >= rows.rowCount {
        rates = sides[row - rows.rowCount].parts
        for position in 0..<size {
          let part = rates[Int(basic[position])]
          if part != 0 { inverse.add(row: position, to: &left, times: part) }
        }
        visits += size * size / 4
      } else {
        for column in rows.columns(of: row) {
          rates[Int(column)] = 1
          let position = Int(positionOfColumn[Int(column)])
          guard position >= 0 else { continue }
          inverse.add(row: position, to: &left)
          visits += size / 4
        }
      }
    }
    for position in 0..<size {
      let factor = left[position]
      guard abs(factor) > 1e-12 else { continue }
      let row = Int(tight[position])
      if row >= rows.rowCount {
        let side = sides[row - rows.rowCount]
        for column in rates.indices { rates[column] -= factor * side.parts[column] }
        visits += rates.count / 4
      } else {
        let entries = Int(rows.rowStarts[row])..<Int(rows.rowStarts[row + 1])
        add(-factor, to: &rates, at: rows.rowColumns, entries)
        visits += entries.count
      }
    }
  }

  /// The first to lose its sign or the rest of its box as the dual moves; of those nearly first the one of greatest
  /// rate, which keeps rounding small.
  private mutating func givingWay(_ sign: Double) -> (Entering, Double) {
    // Twice: how far at most when everyone may overstep by a tolerance, then the greatest rate up to there.
    var reach = Double.infinity
    func slack(ofColumn column: Int) -> (slack: Double, rate: Double)? {
      let rate = sign * rates[column]
      switch columnPlaces[column] {
      case .low where rate > Self.leastRate && lower[column] < upper[column]: return (-d[column], rate)
      case .high where rate < -Self.leastRate && lower[column] < upper[column]: return (d[column], -rate)
      default: return nil
      }
    }
    func slack(ofRow position: Int) -> (slack: Double, rate: Double)? {
      let rate = sign * left[position]
      let row = Int(tight[position])
      if rate > Self.leastRate, least[row] > -.infinity { return (y[row] - least[row], rate) }
      if rate < -Self.leastRate { return (most[row] - y[row], -rate) }
      return nil
    }
    for column in rates.indices {
      if let (slack, rate) = slack(ofColumn: column) { reach = min(reach, (max(slack, 0) + 1e-9) / rate) }
    }
    for position in tight.indices {
      if let (slack, rate) = slack(ofRow: position) { reach = min(reach, (max(slack, 0) + 1e-9) / rate) }
    }
    visits += rates.count / 2
    guard reach < .infinity else { return (.none, .infinity) }
    var best = Entering.none
    var bestRate = 0.0
    var ratio = 0.0
    for column in rates.indices {
      if let (slack, rate) = slack(ofColumn: column), rate > bestRate, max(slack, 0) <= reach * rate {
        (best, bestRate, ratio) = (.column(column), rate, max(slack, 0) / rate)
      }
    }
    for position in tight.indices {
      if let (slack, rate) = slack(ofRow: position), rate > bestRate, max(slack, 0) <= reach * rate {
        (best, bestRate, ratio) = (.row(position), rate, max(slack, 0) / rate)
      }
    }
    return (best, ratio)
  }

  /// Moves the dual along the rates.
  private mutating func step(_ sign: Double, _ ratio: Double) {
    guard ratio > 0 else { return }
    let length = sign * ratio
    for position in tight.indices { y[Int(tight[position])] -= length * left[position] }
    for column in d.indices where columnPlaces[column] != .basic { d[column] += length * rates[column] }
  }

  /// Moves the primal, and the basis.
  private mutating func enter(
    _ entering: Entering, _ leaving: Leaving, sign: Double, ratio: Double, amount: Double
  ) {
    let size = inverse.size
    var leavingState = Place.low
    if case .column = leaving { leavingState = sign > 0 ? .low : .high }
    switch entering {
    case .column(let column):
      let right = product(with: column)
      let move = amount / rates[column]
      for position in 0..<size { shift(Int(basic[position]), by: -right[position] * move) }
      shift(column, by: move)
      d[column] = 0
      columnPlaces[column] = .basic
      switch leaving {
      case .column(let position):
        inverse.replaceColumn(position, product: right)
        put(Int(basic[position]), at: leavingState, d: -sign * ratio)
        basic[position] = Int32(column)
        positionOfColumn[column] = Int32(position)
      case .row(let row):
        inverse.append(left: left, right: right, pivot: rates[column])
        rowPlaces[row] = .basic
        positionOfRow[row] = Int32(tight.count)
        tight.append(Int32(row))
        positionOfColumn[column] = Int32(basic.count)
        basic.append(Int32(column))
      }
    case .row(let place):
      let move = amount / left[place]
      let given = Int(tight[place])
      for position in 0..<size { shift(Int(basic[position]), by: inverse[position, place] * move) }
      rowPlaces[given] = sign * left[place] > 0 ? .high : .low
      y[given] = rowPlaces[given] == .high ? least[given] : most[given]
      positionOfRow[given] = -1
      switch leaving {
      case .column(let position):
        inverse.remove(row: place, column: position)
        put(Int(basic[position]), at: leavingState, d: -sign * ratio)
        drop(row: place, column: position)
      case .row(let row):
        inverse.replaceRow(place, product: left)
        rowPlaces[row] = .basic
        tight[place] = Int32(row)
        positionOfRow[row] = Int32(place)
      }
    case .none: break
    }
    visits += inverse.size * inverse.size / 4
  }

  private mutating func put(_ column: Int, at place: Place, d value: Double) {
    columnPlaces[column] = place
    positionOfColumn[column] = -1
    d[column] = value
    shift(column, by: (place == .low ? lower[column] : upper[column]) - x[column])
  }

  private mutating func drop(row place: Int, column position: Int) {
    let last = tight.count - 1
    tight.swapAt(place, last)
    tight.removeLast()
    basic.swapAt(position, last)
    basic.removeLast()
    if place < last { positionOfRow[Int(tight[place])] = Int32(place) }
    if position < last { positionOfColumn[Int(basic[position])] = Int32(position) }
  }

  /// The inverse times a column.
  private mutating func product(with column: Int) -> [Double] {
    let places = tightRows(of: column)
    visits += inverse.size * places.count
    var product = inverse.times(ones: places)
    for entry in tightSides(of: column) {
      for position in product.indices { product[position] += entry.value * inverse[position, entry.row] }
    }
    return product
  }

  /// Positions of the tight rows that hold a column, sides apart.
  func tightRows(of column: Int) -> [Int32] {
    rows.rows(of: column).map { positionOfRow[Int($0)] }.filter { $0 >= 0 }
  }

  /// The same of sides, with the column's parts in them.
  func tightSides(of column: Int) -> [BasisInverse.Entry] {
    sides.indices.compactMap { side in
      let place = Int(positionOfRow[rows.rowCount + side])
      let part = sides[side].parts[column]
      return place >= 0 && part != 0 ? (place, part) : nil
    }
  }

  /// Moves a column outside the basis; the basic ones keep the tight rows at their kinks.
  mutating func push(_ column: Int, by change: Double) {
    for (position, factor) in product(with: column).enumerated() { shift(Int(basic[position]), by: -factor * change) }
    shift(column, by: change)
  }

  mutating func shift(_ column: Int, by change: Double) {
    guard abs(change) > 1e-13 else { return }
    x[column] += change
    let entries = Int(rows.columnStarts[column])..<Int(rows.columnStarts[column + 1])
    add(change, to: &t, at: rows.columnRows, entries)
    for side in sides.indices { t[rows.rowCount + side] += change * sides[side].parts[column] }
    visits += entries.count
  }
}

private func add(_ value: Double, to table: inout [Double], at places: [Int32], _ entries: Range<Int>) {
  let places = places.span.extracting(entries)
  var table = table.mutableSpan
  for index in places.indices { table[Int(places[index])] += value }
}
