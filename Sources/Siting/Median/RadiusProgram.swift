import Model

/// What a plan within a given value still decides of a median problem, as a linear program over sets of columns.
///
/// A row whose costs are d[1] < d[2] < ... pays d[1], and d[k + 1] - d[k] more for each k whose set S[k], the columns
/// within d[k], has no column in the plan. Rows share sets: their weights w[S] add up. With x[j] the part of column j
/// that is in the plan,
///
///     minimise  constant + sum_S w[S] max(0, 1 - sum_{j in S} x[j])                                 (1)
///     subject to  sum_j x[j] = slots,  0 <= x[j] <= 1                                               (2)
///
/// Three rows with costs (1, 4), (2, 4) and (4, 1) to two columns and one slot: the sets {0} with weight 3 + 2, {1} with
/// weight 3, constant 4; column 0 costs 4 + 3 = 7.
///
/// A row that no plan within the value serves beyond some cost has a set without a price to break it: infinite weight.
/// Source: García, Labbé, Marín (2011), Solving large p-median problems with a radius formulation,
/// doi:10.1287/ijoc.1100.0418.
struct RadiusProgram: Sendable {
  let columnCount: Int
  let slots: Int
  /// What a column costs where a plan may have any number of them; nil where it has exactly `slots`.
  let price: Double?
  /// `members[starts[s] ..< starts[s + 1]]` are the columns of set `s`, in no order.
  private(set) var starts = [0]
  private(set) var members: [Int32] = []
  private(set) var weights: [Double] = []
  private(set) var constant: Double
  /// What each column saves of `constant` beside its sets: those that were taken for broken once and for all.
  private(set) var savings: [Double]
  /// A price per set to start from, made of the multipliers.
  private(set) var first: [Double] = []
  /// Which part of a set's price belongs to a row's multiplier.
  private(set) var shares: [(row: Int32, set: Int32, part: Double)] = []
  /// Per row the least its multiplier can be in the program.
  private(set) var least: [Double] = []
  /// `sets[columnStarts[c] ..< columnStarts[c + 1]]` are the sets of column `c`, rising.
  private(set) var columnStarts: [Int] = []
  private(set) var sets: [Int32] = []
  /// Some row has no column within its limit: no plan is within the value.
  private(set) var isInfeasible = false

  var setCount: Int { weights.count }
  var entryCount: Int { members.count }

  /// - Parameters:
  ///   - limits: the most that each row may cost in a plan of interest.
  ///   - multipliers: of the rows; they say where the climb starts.
  ///   - reach: sets on both sides of a row's multiplier; those below count as broken at a saving for every column in
  ///     them, those above as met. The bound is then that of fewer multipliers, and valid.
  ///   - room: entries at most.
  ///   - price: of a column, where a plan may have any number of them.
  /// - Returns: nil when there are more entries than `room`.
  /// - Complexity: O(entries).
  init?(
    _ rows: MedianRows, slots: Int, limits: [Double], multipliers: [Double], reach: Int = .max, room: Int,
    price: Double? = nil
  ) {
    columnCount = rows.columnCount
    self.slots = slots
    self.price = price
    constant = rows.constant
    savings = [Double](repeating: 0, count: rows.columnCount)
    var random = SetNames(columnCount)
    var marks = [Int32](repeating: -1, count: columnCount)
    for row in 0..<rows.rowCount {
      var name: UInt64 = 0
      let begin = rows.starts[row]
      var end = begin
      while end < rows.starts[row + 1], rows.costs[end] <= limits[row] { end += 1 }
      let isHard = rows.base[row] > limits[row]
      if begin == end {
        if isHard { isInfeasible = true } else { constant += rows.base[row] }
        least.append(isHard ? rows.costs[rows.starts[row]] : rows.base[row])
        continue
      }
      var levels = Self.levels(rows.costs, begin, end, around: multipliers[row], reach)
      let lowest = rows.costs[levels.lowerBound]
      constant += lowest
      least.append(lowest)
      for entry in begin..<levels.lowerBound {
        savings[Int(rows.columns[entry])] += lowest - rows.costs[entry]
        name &+= random.names[Int(rows.columns[entry])]
        marks[Int(rows.columns[entry])] = Int32(row)
      }
      while let entry = levels.first {
        let cost = rows.costs[entry]
        var next = entry
        while next < end, rows.costs[next] == cost {
          name &+= random.names[Int(rows.columns[next])]
          marks[Int(rows.columns[next])] = Int32(row)
          next += 1
        }
        levels = next < levels.upperBound ? next..<levels.upperBound : next..<next
        let further = next < end ? rows.costs[next] : isHard ? .infinity : rows.base[row]
        let known = random.sets[name]
        var set = -1
        // Equal names are almost surely equal sets; what counts is that they are.
        if let known, starts[known + 1] - starts[known] == next - begin,
          members[starts[known]..<starts[known + 1]].allSatisfy({ marks[Int($0)] == Int32(row) })
        {
          set = known
        } else {
          guard members.count + next - begin <= room else { return nil }
          set = weights.count
          members += rows.columns[begin..<next]
          starts.append(members.count)
          weights.append(0)
          first.append(0)
          random.sets[name] = set
        }
        shares.append((Int32(row), Int32(set), further - cost))
        weights[set] += further - cost
        first[set] += min(further - cost, max(0, multipliers[row] - cost))
      }
    }
    // A set without a price to break it belongs in equal parts to the rows that made it so.
    var hardRows = [Int](repeating: 0, count: setCount)
    for share in shares where share.part == .infinity { hardRows[Int(share.set)] += 1 }
    for place in shares.indices {
      let (part, set) = (shares[place].part, Int(shares[place].set))
      shares[place].part =
        hardRows[set] == 0 ? part / weights[set] : part == .infinity ? 1 / Double(hardRows[set]) : 0
    }
    index()
  }

  /// The entries of a row whose costs are at most `reach` levels below or above the multiplier.
  private static func levels(
    _ costs: [Double], _ begin: Int, _ end: Int, around multiplier: Double, _ reach: Int
  ) -> Range<Int> {
    guard reach < .max else { return begin..<end }
    var middle = begin
    while middle + 1 < end, costs[middle + 1] <= multiplier { middle += 1 }
    var low = middle
    var left = reach
    while low > begin, costs[low - 1] == costs[low] || left > 0 {
      if costs[low - 1] < costs[low] { left -= 1 }
      low -= 1
    }
    var high = middle + 1
    left = reach
    while high < end, costs[high] == costs[high - 1] || left > 0 {
      if costs[high] > costs[high - 1] { left -= 1 }
      high += 1
    }
    return low..<high
  }

  /// The rows' multipliers that belong to prices.
  func multipliers(_ prices: [Double]) -> [Double] {
    var result = least
    for share in shares { result[Int(share.row)] += share.part * prices[Int(share.set)] }
    return result
  }

  private mutating func index() {
    var counts = [Int](repeating: 0, count: columnCount + 1)
    for column in members { counts[Int(column) + 1] += 1 }
    counts.countsToStarts()
    columnStarts = counts
    sets = [Int32](repeating: 0, count: members.count)
    for set in 0..<setCount {
      for entry in starts[set]..<starts[set + 1] {
        sets[counts[Int(members[entry])]] = Int32(set)
        counts[Int(members[entry])] += 1
      }
    }
  }
}

/// Sums of random numbers that tell sets of columns apart, and the sets met so far.
private struct SetNames {
  let names: [UInt64]
  var sets: [UInt64: Int] = [:]

  init(_ count: Int) {
    var random = SplitMix(seed: 0x5EED)
    names = (0..<count).map { _ in random.next() }
  }
}
