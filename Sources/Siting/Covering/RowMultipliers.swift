extension RowCore {
  /// Parts of the worth of each row. Where only floors and duties count: floors equally dear, duties at the least that a
  /// column takes for each of its rows.
  var firstMultipliers: [[Double]] {
    var prices = [Double](repeating: 0, count: needs.count)
    guard isScalable else { return [starting(0.5, prices)] }
    for floor in needs.indices where needs[floor] > 0 { prices[floor] = 1 / needs[floor] }
    return (needs.isEmpty ? [0.5] : [0.3, 0.5, 0.7, 0.9, 0.97]).map { starting($0, prices) }
  }

  private func starting(_ part: Double, _ prices: [Double]) -> [Double] {
    var multipliers = [Double](repeating: 0, count: rows.rowCount) + prices
    for row in 0..<rows.rowCount {
      let single = first(row, multipliers)
      let worth = max(single, (single + twice[row]) / 2)
      multipliers[row] = part * worth
      if isMandatory[row] {
        let most = rows.columns(of: row).reduce(1) { max($0, rows.rows(of: Int($1)).count) }
        multipliers[row] += (isScalable ? 1 : 1e-3) / Double(most)
      }
    }
    return multipliers
  }

  /// Worth of covering a row once, its part of the floors' multipliers included.
  private func first(_ row: Int, _ multipliers: [Double]) -> Double {
    guard !needs.isEmpty else { return once[row] }
    var worth = once[row]
    for entry in Int(floorStarts[row])..<Int(floorStarts[row + 1]) {
      worth += floorEntries[entry].weight * multipliers[rows.rowCount + Int(floorEntries[entry].floor)]
    }
    return worth
  }

  func price(_ multipliers: [Double], into prices: inout [Double]) -> Double {
    rows.price(multipliers: multipliers, into: &prices)
    var constant = base
    for row in 0..<rows.rowCount {
      let single = first(row, multipliers) - multipliers[row]
      let double = single + twice[row] - multipliers[row]
      constant += isMandatory[row] ? max(single, double) : max(0, single, double)
    }
    for floor in needs.indices { constant -= needs[floor] * multipliers[rows.rowCount + floor] }
    return constant
  }

  /// As a floor's multiplier moves, the multipliers of its rows move with it (``step(_:by:)``), so its slope counts what
  /// the shares of columns cover as far as they do, and the rows' own choice for the rest.
  func slope(_ multipliers: [Double], shares: [Double], into slope: inout [Double]) {
    for index in slope.indices { slope[index] = 0 }
    for column in shares.indices where shares[column] > 0 {
      let share = shares[column]
      for row in rows.rows(of: column) { slope[Int(row)] += share }
    }
    for floor in needs.indices { slope[rows.rowCount + floor] = -needs[floor] }
    for row in 0..<rows.rowCount {
      // A row at the end of its range counts as covered: averages tell how far it is.
      slope[row] -= twice[row] > multipliers[row] ? 2 : 1
      guard !needs.isEmpty else { continue }
      let worth = first(row, multipliers)
      guard worth > 0 else { continue }
      let covered = 1 + slope[row] * min(1, multipliers[row] / worth)
      for entry in Int(floorStarts[row])..<Int(floorStarts[row + 1]) {
        slope[rows.rowCount + Int(floorEntries[entry].floor)] += floorEntries[entry].weight * covered
      }
    }
  }

  /// Slopes of rows are about 1; a row may be wrong by about its own worth, one that must be covered by the mean worth, a
  /// floor's price by about a tenth of what its weight is worth now (0.03 and 0.3 did as well, 1 and 3 did not come near
  /// the linear relaxation).
  func units(_ multipliers: [Double]) -> [Double] {
    var units = [Double](repeating: 1, count: rows.rowCount + needs.count)
    var worths = [Double](repeating: 0, count: needs.count)
    var weights = worths
    var sum = 0.0
    var count = 0.0
    for row in 0..<rows.rowCount {
      let worth = first(row, multipliers)
      units[row] = max(worth, (worth + twice[row]) / 2)
      if units[row] > 0 {
        sum += units[row]
        count += 1
      }
      for entry in floors(of: row) {
        worths[Int(entry.floor)] += worth
        weights[Int(entry.floor)] += entry.weight
      }
    }
    for row in 0..<rows.rowCount {
      units[row] = units[row] > 0 && !isMandatory[row] ? (units[row] * count / sum).squareRoot() : 1
    }
    guard sum > 0 else { return units }
    for floor in needs.indices where weights[floor] > 0 {
      units[rows.rowCount + floor] = 0.1 * worths[floor] / weights[floor] * count / sum
    }
    return units
  }

  private func most(_ row: Int, _ worth: Double) -> Double {
    isMandatory[row] ? .infinity : max(worth, (worth + twice[row]) / 2)
  }

  func norm(_ multipliers: [Double], _ direction: [Double]) -> Double {
    var norm = 0.0
    for row in 0..<rows.rowCount {
      let slope = direction[row]
      let isBlocked =
        slope < 0 ? multipliers[row] >= most(row, first(row, multipliers)) : multipliers[row] <= 0
      if !isBlocked { norm += slope * slope }
    }
    for index in rows.rowCount..<(rows.rowCount + needs.count) where direction[index] < 0 || multipliers[index] > 0 {
      norm += direction[index] * direction[index]
    }
    return norm
  }

  func step(_ multipliers: inout [Double], by change: [Double]) {
    guard !needs.isEmpty else {
      for row in 0..<rows.rowCount {
        multipliers[row] = min(max(multipliers[row] - change[row], 0), most(row, once[row]))
      }
      return
    }
    let before = multipliers
    for index in rows.rowCount..<(rows.rowCount + needs.count) {
      multipliers[index] = max(0, multipliers[index] - change[index])
    }
    for row in 0..<rows.rowCount {
      let (old, new) = (first(row, before), first(row, multipliers))
      let moved = old > 0 ? before[row] * (new / old) : before[row]
      multipliers[row] = min(max(moved - change[row], 0), most(row, new))
    }
  }
}
