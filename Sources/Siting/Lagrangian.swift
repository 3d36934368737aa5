/// Upper bounds on weighted coverage by `slots` columns, by relaxing the rows' cover constraints.
///
/// With multipliers 0 <= l[r] <= w[r],
///
///     L(l) = sum_r (w[r] - l[r]) + (sum of the `slots` largest c[j]),   c[j] = sum_{r of j} l[r]           (1)
///
/// is at least the value of every plan; its least value is that of the linear relaxation. It is lowered by a volume
/// method: steps along an average of subgradients from the best multipliers so far.
/// Sources: Galvão, ReVelle (1996), A Lagrangean heuristic for the maximal covering location problem,
/// doi:10.1016/0377-2217(94)00268-8; Barahona, Anbil (2000), The volume algorithm, doi:10.1007/s101070050002.
struct Lagrangian: Sendable {
  let rows: CoverRows
  let slots: Int
  /// Multipliers of the best bound.
  private(set) var best: [Double]
  private(set) var bound = Double.infinity
  /// `c` at the best bound.
  private(set) var bestPrices: [Double]
  /// How often each column was among the largest, averaged: an estimate of the relaxation's solution.
  private(set) var usage: [Double]
  /// The columns chosen by the last evaluation, rising.
  private(set) var picked: [Int32] = []
  private(set) var visits = 0

  private var trial: [Double]
  private var prices: [Double]
  /// Averaged times each row is covered.
  private var coverage: [Double]
  private var hits: [Int32]
  private var step = 0.1
  private var stale = 0
  private(set) var iterations = 0

  init(rows: CoverRows, slots: Int, multipliers: [Double]? = nil) {
    self.rows = rows
    self.slots = min(slots, rows.columnCount)
    // A row's weight shared by few columns weighs more: half of it is a fair first guess.
    best = multipliers ?? rows.weights.map { $0 * 0.5 }
    trial = best
    bestPrices = [Double](repeating: 0, count: rows.columnCount)
    prices = bestPrices
    usage = bestPrices
    coverage = [Double](repeating: 0, count: rows.rowCount)
    hits = [Int32](repeating: 0, count: rows.rowCount)
    let first = evaluate()
    bound = first
    bestPrices = prices
    for column in picked { usage[Int(column)] = 1 }
    for row in hits.indices { coverage[row] = Double(hits[row]) }
    iterations = 1
  }

  /// One step towards `target` (the value of a known plan). Returns the new bound if it is better.
  mutating func advance(target: Double) {
    iterations += 1
    // Direction: coverage - 1, held where a multiplier already stands at its limit.
    var norm = 0.0
    for row in coverage.indices {
      let direction = coverage[row] - 1
      let blocked = direction < 0 ? best[row] >= rows.weights[row] : best[row] <= 0
      if !blocked { norm += direction * direction }
    }
    guard norm > 1e-12 else { return }
    let length = step * max(bound - target, 1e-6 * max(abs(bound), 1)) / norm
    for row in coverage.indices {
      trial[row] = min(max(best[row] - length * (coverage[row] - 1), 0), rows.weights[row])
    }
    let value = evaluate()
    // Share of the new subgradient in the average.
    let share = 0.1
    for row in coverage.indices { coverage[row] += share * (Double(hits[row]) - coverage[row]) }
    for column in usage.indices { usage[column] *= 1 - share }
    for column in picked { usage[Int(column)] += share }
    if value < bound {
      bound = value
      swap(&best, &trial)
      swap(&bestPrices, &prices)
      step = min(step * 1.1, 2)
      stale = 0
    } else {
      stale += 1
      if stale >= 20 {
        step *= 0.66
        stale = 0
      }
    }
  }

  var stepSize: Double { step }

  /// (1) at `trial`; leaves the prices, the picked columns and the rows' hits behind.
  private mutating func evaluate() -> Double {
    visits += rows.pairCount
    rows.price(multipliers: trial, into: &prices)
    picked = largest(slots, of: prices)
    var value = 0.0
    for row in trial.indices {
      value += rows.weights[row] - trial[row]
      hits[row] = 0
    }
    for column in picked {
      value += prices[Int(column)]
      for row in rows.rows(of: Int(column)) { hits[Int(row)] += 1 }
    }
    return value
  }
}

extension CoverRows {
  /// The sum of multipliers over each column's rows.
  /// - Complexity: O(pairs).
  func price(multipliers: [Double], into prices: inout [Double]) {
    let multipliers = multipliers.span
    let entries = columnRows.span
    var first = Int(columnStarts[0])
    for column in 0..<columnCount {
      let last = Int(columnStarts[column + 1])
      // Two sums: one chain of additions would wait for itself.
      var even = 0.0
      var odd = 0.0
      var entry = first
      while entry + 1 < last {
        even += multipliers[Int(entries[entry])]
        odd += multipliers[Int(entries[entry + 1])]
        entry += 2
      }
      if entry < last { even += multipliers[Int(entries[entry])] }
      prices[column] = even + odd
      first = last
    }
  }
}

/// The indices of the `count` largest values, rising; ties to the lower index.
/// - Complexity: O(n log count) at worst; near O(n) when most values are small.
func largest(_ count: Int, of values: [Double]) -> [Int32] {
  guard count > 0 else { return [] }
  guard count < values.count else { return values.indices.map { Int32($0) } }
  // A heap whose root is the worst kept: the smallest value, of equal ones the highest index.
  var heap: [Int32] = []
  heap.reserveCapacity(count)
  func isWorse(_ a: Int32, _ b: Int32) -> Bool {
    values[Int(a)] != values[Int(b)] ? values[Int(a)] < values[Int(b)] : a > b
  }
  func sink(_ start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, isWorse(heap[child + 1], heap[child]) { child += 1 }
      guard isWorse(heap[child], heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
  for index in 0..<count { heap.append(Int32(index)) }
  for parent in stride(from: count / 2, through: 0, by: -1) { sink(parent) }
  for index in count..<values.count where values[index] > values[Int(heap[0])] {
    heap[0] = Int32(index)
    sink(0)
  }
  return heap.sorted()
}
