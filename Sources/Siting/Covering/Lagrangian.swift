/// Upper bounds on covered weight, by relaxing the rows' cover constraints.
///
/// With multipliers 0 <= l[r] <= w[r] and c[j] = sum_{r of j} l[r],
///
///     L(l) = sum_r (w[r] - l[r]) + (sum of the k largest c[j])                                            (1)
///
/// is at least the value of every plan; its least value is that of the linear relaxation. It is lowered by a volume
/// method: steps along an average of subgradients from the best multipliers so far. A multiplier may be wrong by about its
/// row's weight while every slope is about 1: steps are stretched by the weight, which halves what is left of the bound's
/// way after as many steps.
/// Sources: Galvão, ReVelle (1996), A Lagrangean heuristic for the maximal covering location problem,
/// doi:10.1016/0377-2217(94)00268-8; Barahona, Anbil (2000), The volume algorithm, doi:10.1007/s101070050002.
///
/// Limits on parts of the columns (``ColumnLimit``) are relaxed at prices of their own: a price lowers c[j] of its
/// columns and adds price x most to the bound.
struct Lagrangian: Relaxation {
  let rows: CoverRows
  /// k: columns of a plan at most.
  let slots: Int
  let limits: [ColumnLimit]
  /// One price per limit, 0 or more, of the best bound.
  private(set) var limitPrices: [Double]
  private var trialLimitPrices: [Double]
  /// Multipliers of the best bound.
  private(set) var best: [Double]
  private(set) var bound = Double.infinity
  /// `c` at the best bound.
  private(set) var bestPrices: [Double]
  /// How often each column was among the largest, averaged: an estimate of the relaxation's solution.
  private(set) var usage: [Double]
  /// The columns chosen by the last evaluation, rising.
  private(set) var picked: [Int32] = []
  /// The best plan within the limits that any evaluation happened to pick, and the weight it covers.
  private(set) var bestPicked: [Int32] = []
  private(set) var bestPickedValue = -Double.infinity
  private(set) var visits = 0

  private var trial: [Double]
  private var prices: [Double]
  /// Averaged subgradient: times each row is covered, less one.
  private var direction: [Double]
  private var hits: [Int32]
  /// Per row how much further it steps: its weight by the mean one.
  private let stretch: [Double]
  private var step = VolumeStep(bound: .infinity)
  /// Whether no progress is left.
  var isSettled: Bool { step.isSettled }
  /// None: chains of covers mix plans of their own.
  var offer: ScoredPlan { ScoredPlan() }
  var ceiling: Double { bound }

  /// - Parameters:
  ///   - multipliers: to start from; half the weights if nil.
  ///   - usage: the average to go on with, one part per column.
  ///   - limitPrices: one per limit to start from; 0 if nil.
  init(
    rows: CoverRows, slots: Int, limits: [ColumnLimit] = [], multipliers: [Double]? = nil,
    usage inherited: [Double]? = nil, limitPrices: [Double]? = nil
  ) {
    self.rows = rows
    self.slots = slots
    self.limits = limits
    self.limitPrices = limitPrices ?? limits.map { _ in 0 }
    trialLimitPrices = self.limitPrices
    best = multipliers ?? rows.weights.map { $0 * 0.5 }
    trial = best
    bestPrices = [Double](repeating: 0, count: rows.columnCount)
    prices = bestPrices
    usage = bestPrices
    direction = [Double](repeating: 0, count: rows.rowCount)
    hits = [Int32](repeating: 0, count: rows.rowCount)
    let mean = rows.totalWeight / Double(max(1, rows.rowCount))
    stretch = rows.weights.map { mean > 0 ? $0 / mean : 1 }
    bound = evaluate()
    step = VolumeStep(bound: bound)
    bestPrices = prices
    if let inherited {
      usage = inherited
      for row in direction.indices {
        var covered = 0.0
        for column in rows.columns(of: row) { covered += inherited[Int(column)] }
        direction[row] = covered - 1
      }
      visits += rows.pairCount
    } else {
      for column in picked { usage[Int(column)] = 1 }
      for row in hits.indices { direction[row] = Double(hits[row]) - 1 }
    }
  }

  /// A limit's price acts on whole columns, a multiplier on one row of them: steps are stretched to match.
  private var limitScale: Double { max(1, Double(rows.pairCount) / Double(max(rows.columnCount, 1))) }

  mutating func advance(towards target: Double) {
    // Along the average of coverage - 1, except where a multiplier already stands at its limit.
    var norm = 0.0
    for row in direction.indices {
      let slope = direction[row]
      let isBlocked = slope < 0 ? best[row] >= rows.weights[row] : best[row] <= 0
      if !isBlocked { norm += stretch[row] * slope * slope }
    }
    let limitSlopes = limits.map { $0.slope(usage) }
    for (index, slope) in limitSlopes.enumerated() where slope < 0 || limitPrices[index] > 0 {
      norm += limitScale * slope * slope
    }
    guard let length = step.length(gap: bound - target, bound: bound, norm: norm) else { return }
    for row in direction.indices {
      trial[row] = min(max(best[row] - length * stretch[row] * direction[row], 0), rows.weights[row])
    }
    for (index, slope) in limitSlopes.enumerated() {
      trialLimitPrices[index] = max(0, limitPrices[index] - length * limitScale * slope)
    }
    let value = evaluate()
    let products = average()
    let isGain = value < bound
    if isGain {
      bound = value
      swap(&best, &trial)
      swap(&bestPrices, &prices)
      swap(&limitPrices, &trialLimitPrices)
    }
    step.note(isGain: isGain, bound: bound, products)
  }

  /// Mixes the new subgradient into the average.
  private mutating func average() -> VolumeStep.Products {
    var products = VolumeStep.Products()
    for row in direction.indices {
      let new = stretch[row] * (Double(hits[row]) - 1)
      products.newNew += new * (Double(hits[row]) - 1)
      products.newOld += new * direction[row]
      products.oldOld += stretch[row] * direction[row] * direction[row]
    }
    let share = step.turn(products)
    for row in direction.indices { direction[row] += share * (Double(hits[row]) - 1 - direction[row]) }
    for column in usage.indices { usage[column] *= 1 - share }
    for column in picked { usage[Int(column)] += share }
    return products
  }

  /// (1) at `trial`; leaves the prices, the picked columns and the rows' hits behind.
  private mutating func evaluate() -> Double {
    visits += rows.pairCount
    rows.price(multipliers: trial, into: &prices)
    var value = 0.0
    for (limit, price) in zip(limits, trialLimitPrices) {
      value += price * Double(limit.most)
      for column in limit.columns { prices[Int(column)] -= price }
    }
    picked = largest(slots, of: prices)
    for row in trial.indices {
      value += rows.weights[row] - trial[row]
      hits[row] = 0
    }
    for column in picked {
      value += prices[Int(column)]
      for row in rows.rows(of: Int(column)) { hits[Int(row)] += 1 }
    }
    var covered = 0.0
    for row in hits.indices where hits[row] > 0 { covered += rows.weights[row] }
    if covered > bestPickedValue, limits.allSatisfy({ $0.holds(for: picked) }) {
      bestPickedValue = covered
      bestPicked = picked
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
