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
    let columns = basic.map { column -> [(row: Int, value: Double)] in
      var list = rows.rows(of: Int(column)).compactMap { row -> (row: Int, value: Double)? in
        let place = Int(positionOfRow[Int(row)])
        return place >= 0 ? (place, 1) : nil
      }
      if positionOfRow[countRow] >= 0 { list.append((Int(positionOfRow[countRow]), 1)) }
      return list
    }
    visits += basic.count * basic.count * basic.count / 8
    guard let fresh = BasisInverse(size: basic.count, columns: columns) else { return restart() }
    inverse = fresh
    price()
    place()
  }

  /// A singular basis: begin again without one, where every row and column stands by the sign of its worth.
  private mutating func restart() {
    tight = []
    basic = []
    for row in rowPlaces.indices where rowPlaces[row] == .basic {
      rowPlaces[row] = most[row] < .infinity ? .low : .high
    }
    begin(slots)
  }

  /// y and d from the basis.
  private mutating func price() {
    for row in y.indices where rowPlaces[row] != .basic {
      y[row] = rowPlaces[row] == .low ? most[row] : least[row]
    }
    for row in tight { y[Int(row)] = 0 }
    for column in d.indices { d[column] = worths[column] + y[countRow] + sum(of: y, over: column) }
    // The tight rows' y take the basic columns' d to 0.
    for (position, column) in basic.enumerated() {
      let value = d[Int(column)]
      guard value != 0 else { continue }
      let row = inverse.row(position)
      for place in tight.indices { y[Int(tight[place])] -= value * row[place] }
    }
    for column in d.indices { d[column] = worths[column] + y[countRow] + sum(of: y, over: column) }
    for column in basic { d[Int(column)] = 0 }
    visits += 2 * rows.pairCount
    running = runningBound()
  }

  /// x and t from the basis.
  private mutating func place() {
    for column in x.indices where columnPlaces[column] != .basic {
      x[column] = columnPlaces[column] == .low ? lower[column] : upper[column]
    }
    for column in basic { x[Int(column)] = 0 }
    recount()
    let short = tight.map { kinks[Int($0)] - t[Int($0)] }
    for position in 0..<inverse.size {
      let row = inverse.row(position)
      var value = 0.0
      for place in short.indices { value += row[place] * short[place] }
      x[Int(basic[position])] = value
    }
    recount()
    visits += 2 * rows.pairCount
  }

  private mutating func recount() {
    for row in t.indices { t[row] = 0 }
    for column in x.indices where x[column] != 0 {
      for row in rows.rows(of: column) { t[Int(row)] += x[column] }
      t[countRow] += x[column]
    }
  }

  /// (2) with the boxes as the pivots have them.
  private func runningBound() -> Double {
    var value = -y[countRow] * kinks[countRow]
    for row in 0..<rows.rowCount { value += (most[row] < .infinity ? most[row] : 0) - y[row] }
    for column in d.indices { value += max(d[column] * lower[column], d[column] * upper[column]) }
    return value
  }
}
