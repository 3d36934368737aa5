/// Lower bounds on the cost of a cover, by relaxing the rows.
///
/// With multipliers u[r] >= 0 and reduced costs d[j] = c[j] - sum_{r of j} u[r],
///
///     L(u) = sum_r u[r] + sum_j min(0, d[j])                                              (1)
///
/// is at most the cost of every cover; its greatest value is that of the linear relaxation. It is raised by a volume
/// method: steps along an average of subgradients (1 - times covered) from the best multipliers so far. The first ones are
/// u[r] = min over j of r of c[j] / |j|, which no reduced cost makes negative.
///
/// A column with d > 0 is in no plan better than v when L + d >= v, one with d < 0 in every such plan when L - d >= v.
/// Sources: Beasley (1987), An algorithm for set covering problem, doi:10.1016/0377-2217(87)90141-X; Barahona, Anbil
/// (2000), The volume algorithm, doi:10.1007/s101070050002.
struct CoverDual: Sendable {
  let problem: CostedRows
  /// Multipliers of the best bound.
  private(set) var best: [Double]
  private(set) var bound = -Double.infinity
  /// d at the best bound.
  private(set) var reduced: [Double]
  /// How often each column was picked, averaged: an estimate of the relaxation's solution.
  private(set) var usage: [Double]
  private(set) var visits = 0

  private var trial: [Double]
  private var trialReduced: [Double]
  /// Columns of negative reduced cost at the last evaluation, rising.
  private var picked: [Int32] = []
  private var hits: [Int32]
  /// Averaged subgradient: 1 less the times each row is covered.
  private var direction: [Double]
  private var step = VolumeStep(bound: -.infinity)
  /// Whether no progress is left.
  var isSettled: Bool { step.isSettled }

  private var rows: CoverRows { problem.rows }

  /// - Parameters:
  ///   - multipliers: to start from.
  ///   - usage: the average to go on with, one part per column.
  init(_ problem: CostedRows, multipliers: [Double]? = nil, usage inherited: [Double]? = nil) {
    self.problem = problem
    best = multipliers ?? problem.firstMultipliers
    trial = best
    reduced = problem.costs
    trialReduced = reduced
    usage = [Double](repeating: 0, count: problem.costs.count)
    hits = [Int32](repeating: 0, count: problem.rows.rowCount)
    direction = [Double](repeating: 1, count: problem.rows.rowCount)
    bound = evaluate()
    reduced = trialReduced
    step = VolumeStep(bound: bound)
    if let inherited {
      usage = inherited
      for column in usage.indices where usage[column] > 0 {
        for row in rows.rows(of: column) { direction[Int(row)] -= usage[column] }
      }
      visits += rows.pairCount
    } else {
      for column in picked { usage[Int(column)] = 1 }
      for row in hits.indices { direction[row] = 1 - Double(hits[row]) }
    }
  }

  /// One step towards `target`, the cost of a known plan.
  mutating func advance(target: Double) {
    var norm = 0.0
    for row in direction.indices {
      let slope = direction[row]
      if slope > 0 || best[row] > 0 { norm += slope * slope }
    }
    guard let length = step.length(gap: target - bound, bound: bound, norm: norm) else { return }
    for row in direction.indices { trial[row] = max(0, best[row] + length * direction[row]) }
    let value = evaluate()
    let products = average()
    let isGain = value > bound
    if isGain {
      bound = value
      swap(&best, &trial)
      swap(&reduced, &trialReduced)
    }
    step.note(isGain: isGain, bound: bound, products)
  }

  /// Mixes the new subgradient into the average.
  private mutating func average() -> VolumeStep.Products {
    var products = VolumeStep.Products()
    for row in direction.indices { products.add(1 - Double(hits[row]), direction[row]) }
    let share = step.turn(products)
    for row in direction.indices { direction[row] += share * (1 - Double(hits[row]) - direction[row]) }
    for column in usage.indices { usage[column] *= 1 - share }
    for column in picked { usage[Int(column)] += share }
    return products
  }

  /// (1) at `trial`; leaves the reduced costs, the picked columns and the rows' hits behind.
  private mutating func evaluate() -> Double {
    visits += 2 * rows.pairCount + 4 * (rows.rowCount + rows.columnCount)
    rows.price(multipliers: trial, into: &trialReduced)
    var value = 0.0
    for row in trial.indices {
      value += trial[row]
      hits[row] = 0
    }
    picked.removeAll(keepingCapacity: true)
    for column in trialReduced.indices {
      let own = problem.costs[column] - trialReduced[column]
      trialReduced[column] = own
      guard own < 0 else { continue }
      value += own
      picked.append(Int32(column))
      for row in rows.rows(of: column) { hits[Int(row)] += 1 }
    }
    return value
  }
}

extension CoverDual {
  /// Columns that are in, or out, in every plan whose cost is below what `cutoff` stands for.
  func fixable(cutoff: Double) -> (inside: [Int32], outside: [Int32]) {
    var inside: [Int32] = []
    var outside: [Int32] = []
    for column in reduced.indices where bound + abs(reduced[column]) >= cutoff {
      if reduced[column] < 0 { inside.append(Int32(column)) } else { outside.append(Int32(column)) }
    }
    return (inside, outside)
  }

  /// Raises the bound while it pays: until the node closes, columns can be fixed, or progress fades.
  mutating func improve(cutoff: Double, isInterrupted: () -> Bool) -> (inside: [Int32], outside: [Int32]) {
    while true {
      let before = bound
      for _ in 0..<20 where bound < cutoff { advance(target: cutoff) }
      guard bound < cutoff else { return ([], []) }
      let fixed = fixable(cutoff: cutoff)
      if !fixed.inside.isEmpty || fixed.outside.count * 10 >= reduced.count { return fixed }
      if bound - before < 0.05 * (cutoff - bound) || isSettled || isInterrupted() { return fixed }
    }
  }
}

extension CostedRows {
  /// The least cost per row among each row's columns.
  fileprivate var firstMultipliers: [Double] {
    let shares = costs.indices.map { costs[$0] / Double(max(1, rows.rows(of: $0).count)) }
    return (0..<rows.rowCount).map { row in rows.columns(of: row).reduce(.infinity) { min($0, shares[Int($1)]) } }
  }
}
