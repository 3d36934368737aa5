/// ``CoverSimplex`` made anew from its basis.
extension CoverSimplex {
  /// Everything anew from the basis and the places: what pivots round does not add up.
  /// A singular basis is given up for the first one.
  mutating func refresh() {
    sinceFresh = 0
    for row in positionOfRow.indices { positionOfRow[row] = -1 }
    for column in positionOfColumn.indices { positionOfColumn[column] = -1 }
    for (position, row) in tight.enumerated() { positionOfRow[Int(row)] = Int32(position) }
    for (position, column) in basic.enumerated() { positionOfColumn[Int(column)] = Int32(position) }
    visits += basic.count * basic.count * basic.count / 8
    let pivots = inverse.invert(
      rows: tight.count,
      columns: basic.map { column in tightRows(of: Int(column)).map { (Int($0), 1) } + tightSides(of: Int(column)) })
    guard !pivots.contains(nil) else { return restart() }
    computeDuals()
    computeParts()
  }

  /// A singular basis: begin again without one, where every row and column stands by the sign of its worth.
  private mutating func restart() {
    tight = []
    basic = []
    for row in rowPlaces.indices where rowPlaces[row] == .basic { rowPlaces[row] = .low }
    begin()
  }

  /// y and d from the basis.
  private mutating func computeDuals() {
    for row in y.indices where rowPlaces[row] != .basic {
      y[row] = rowPlaces[row] == .low ? most[row] : least[row]
    }
    for row in tight { y[Int(row)] = 0 }
    for column in d.indices { d[column] = reduced(y, column) }
    // The tight rows' y take the basic columns' d to 0.
    for (place, value) in inverse.timesRow(basic.map { d[Int($0)] }).enumerated() { y[Int(tight[place])] = -value }
    for column in d.indices { d[column] = reduced(y, column) }
    for column in basic { d[Int(column)] = 0 }
    visits += 2 * rows.pairCount
    running = runningBound()
  }

  /// x and t from the basis.
  private mutating func computeParts() {
    for column in x.indices where columnPlaces[column] != .basic {
      x[column] = columnPlaces[column] == .low ? lower[column] : upper[column]
    }
    for column in basic { x[Int(column)] = 0 }
    recount()
    let parts = inverse.times(tight.map { kinks[Int($0)] - t[Int($0)] })
    for (position, part) in parts.enumerated() { x[Int(basic[position])] = part }
    recount()
    visits += 2 * rows.pairCount
  }

  private mutating func recount() {
    for row in t.indices { t[row] = 0 }
    for column in x.indices where x[column] != 0 {
      for row in rows.rows(of: column) { t[Int(row)] += x[column] }
      for side in sides.indices { t[rows.rowCount + side] += x[column] * sides[side].parts[column] }
    }
  }

  /// (2) with the boxes as the pivots have them.
  private func runningBound() -> Double {
    var value = 0.0
    for row in y.indices { value += most[row] - y[row] * kinks[row] }
    for column in d.indices { value += max(d[column] * lower[column], d[column] * upper[column]) }
    return value
  }
}
