/// What a relaxed choice of columns must keep to: number, budget, and a partition into sets of which one may stand.
struct ChoiceRules: Sendable {
  var slots: Int
  /// Infinity for any sum.
  var budget: Double
  var costs: [Double]
  var fees: [Double]
  /// Per column the set it is in.
  var clique: [Int32]
  var cliqueCount: Int
  /// Per column whether it conflicts with any other.
  var isConflicting: [Bool]

  /// The rules for some of the columns, others being in the plan already.
  init(_ rules: PlanRules, columns: [Int32], slots: Int, budget: Double) {
    self.slots = slots
    self.budget = budget
    costs = columns.map { rules.costs[Int($0)] }
    fees = columns.map { rules.fees[Int($0)] }
    var number = [Int32](repeating: -1, count: rules.cliqueCount)
    var next: Int32 = 0
    clique = columns.map { column in
      let set = Int(rules.clique[Int(column)])
      if number[set] < 0 {
        number[set] = next
        next += 1
      }
      return number[set]
    }
    cliqueCount = Int(next)
    isConflicting = columns.map { !rules.conflicts(of: Int($0)).isEmpty }
  }
}

/// A best choice of columns by price alone: with t >= 0 and the price h of a unit of budget,
///
///     g(t, h) = t K + h budget + max over choices of sum_j (t p[j] - fee[j] - h cost[j])          (1)
///
/// is never less than the value of any plan. h is set so that (1) is least: the linear relaxation of the knapsack. t is
/// 1, or set so that (1) is least where multipliers of any size serve (``PlanCore/isScalable``): then (1) is the linear
/// relaxation of a knapsack that is to be filled at the least fee.
///
/// Both are found by intersecting the two steepest known lines until none lies above. Ties to the lower column.
/// - Complexity: O(columns) per line, some ten lines.
struct PlanChoice: Sendable {
  /// (1) at its least.
  private(set) var value = 0.0
  /// t and h there.
  private(set) var scale = 1.0
  private(set) var theta = 0.0
  /// t p - fee - h cost of each column.
  private(set) var own: [Double]
  /// Part of each column in the relaxed choice, 0...1.
  private(set) var shares: [Double]
  private(set) var isPicked: [Bool]
  /// Worth of the weakest choice when all slots are full, else 0.
  private(set) var weakest = 0.0
  /// Worth of the best set left out, 0 or more.
  private(set) var nextBest = 0.0
  /// Per set the worth of the choice in it, 0 if none.
  private(set) var chosenWorth: [Double]

  init(constant: Double, prices: [Double], rules: ChoiceRules, isScalable: Bool) {
    var lines = ChoiceLines(prices, rules)
    let found = isScalable && constant < 0 ? lines.leastOverScale(constant) : lines.leastOverBudget(1)
    scale = found.scale
    theta = found.theta
    shares = [Double](repeating: 0, count: prices.count)
    isPicked = [Bool](repeating: false, count: prices.count)
    chosenWorth = [Double](repeating: 0, count: rules.cliqueCount)
    for (part, picked) in found.parts { for column in picked { shares[Int(column)] += part } }
    let (t, h) = (scale, theta)
    own = prices.indices.map { t * prices[$0] - rules.fees[$0] - h * rules.costs[$0] }
    // Afresh at the final multipliers: what is proven does not hang on how they were found.
    let last = lines.line(scale, theta)
    value = scale * constant + (theta > 0 ? theta * rules.budget : 0)
    for column in last.picked {
      let column = Int(column)
      isPicked[column] = true
      value += own[column]
      chosenWorth[Int(rules.clique[column])] = own[column]
    }
    for column in own.indices where own[column] > nextBest && chosenWorth[Int(rules.clique[column])] == 0 {
      nextBest = own[column]
    }
    if last.picked.count >= rules.slots {
      weakest = last.picked.reduce(.infinity) { min($0, own[Int($1)]) }
      if last.picked.isEmpty { weakest = 0 }
    }
  }
}

/// The lines of which (1) of ``PlanChoice`` is the upper hull.
private struct ChoiceLines {
  struct Line {
    var picked: [Int32] = []
    /// Sums over the picked columns: p, cost, and fee.
    var price = 0.0
    var cost = 0.0
    var fee = 0.0
  }

  /// The least over the price of the budget at one t.
  struct Found {
    var scale: Double
    var theta = 0.0
    /// (1) without t K.
    var value: Double
    /// Its slope in t.
    var price: Double
    var parts: [(Double, [Int32])]
  }

  private let prices: [Double]
  private let rules: ChoiceRules
  private let hasSets: Bool
  private var worth: [Double]
  private var best: [Int32]

  init(_ prices: [Double], _ rules: ChoiceRules) {
    self.prices = prices
    self.rules = rules
    hasSets = rules.cliqueCount < prices.count
    worth = [Double](repeating: 0, count: rules.cliqueCount)
    best = [Int32](repeating: -1, count: rules.cliqueCount)
  }

  mutating func line(_ t: Double, _ theta: Double) -> Line {
    var line = Line()
    var positive = 0
    if hasSets {
      for index in worth.indices {
        worth[index] = 0
        best[index] = -1
      }
      for column in prices.indices {
        let own = t * prices[column] - rules.fees[column] - theta * rules.costs[column]
        let set = Int(rules.clique[column])
        if own > worth[set] {
          if best[set] < 0 { positive += 1 }
          worth[set] = own
          best[set] = Int32(column)
        }
      }
    } else {
      for column in prices.indices {
        let own = t * prices[column] - rules.fees[column] - theta * rules.costs[column]
        worth[column] = max(0, own)
        best[column] = own > 0 ? Int32(column) : -1
        if own > 0 { positive += 1 }
      }
    }
    func take(_ column: Int32) {
      line.picked.append(column)
      line.price += prices[Int(column)]
      line.cost += rules.costs[Int(column)]
      line.fee += rules.fees[Int(column)]
    }
    if positive <= rules.slots {
      for set in best.indices where best[set] >= 0 { take(best[set]) }
    } else {
      for set in largest(rules.slots, of: worth) where best[Int(set)] >= 0 { take(best[Int(set)]) }
    }
    return line
  }

  mutating func leastOverBudget(_ t: Double) -> Found {
    var low = line(t, 0)
    func worth(_ line: Line) -> Double { t * line.price - line.fee }
    if low.cost <= rules.budget {
      return Found(scale: t, value: worth(low), price: low.price, parts: [(1, low.picked)])
    }
    var ceiling = 0.0
    for column in prices.indices where rules.costs[column] > 0 {
      ceiling = max(ceiling, (t * prices[column] - rules.fees[column]) / rules.costs[column])
    }
    var theta = ceiling
    var high = line(t, theta)
    var value = worth(high) + theta * (rules.budget - high.cost)
    for _ in 0..<60 {
      guard low.cost > high.cost else { break }
      let next = (worth(low) - worth(high)) / (low.cost - high.cost)
      guard next > 0, next < ceiling else { break }
      let middle = line(t, next)
      let middleValue = worth(middle) + next * (rules.budget - middle.cost)
      if middleValue < value {
        value = middleValue
        theta = next
      }
      let onLines = worth(low) + next * (rules.budget - low.cost)
      if middleValue <= onLines + 1e-12 * max(1, abs(onLines)) { break }
      if middle.cost > rules.budget { low = middle } else { high = middle }
    }
    let mix = low.cost > high.cost ? min(1, max(0, (rules.budget - high.cost) / (low.cost - high.cost))) : 0
    return Found(
      scale: t, theta: theta, value: value, price: mix * low.price + (1 - mix) * high.price,
      parts: [(mix, low.picked), (1 - mix, high.picked)])
  }

  /// - Parameter constant: K, below 0.
  mutating func leastOverScale(_ constant: Double) -> Found {
    var low = Found(scale: 0, value: 0, price: 0, parts: [])
    var high = leastOverBudget(1)
    // Where even high prices bring too little no plan is feasible: (1) has no least, and falls far enough to show it.
    for _ in 0..<50 where constant + high.price < 0 {
      low = high
      high = leastOverBudget(high.scale * 2)
    }
    guard constant + high.price >= 0 else { return high }
    func total(_ found: Found) -> Double { found.scale * constant + found.value }
    var best = total(high) <= total(low) ? high : low
    for _ in 0..<20 {
      let (down, up) = (constant + low.price, constant + high.price)
      guard up - down > 1e-12 * abs(constant) else { break }
      let next = (total(low) - down * low.scale - total(high) + up * high.scale) / (up - down)
      guard next > low.scale, next < high.scale else { break }
      let middle = leastOverBudget(next)
      if total(middle) < total(best) { best = middle }
      let onLines = total(low) + down * (next - low.scale)
      if total(middle) <= onLines + 1e-11 * max(1e-9, abs(onLines)) {
        best = middle
        break
      }
      if constant + middle.price < 0 { low = middle } else { high = middle }
    }
    // At a scale of 0 nothing would be left of the multipliers.
    guard best.scale > 0 else { return high }
    let (down, up) = (constant + low.price, constant + high.price)
    if up > down {
      let part = min(1, max(0, -down / (up - down)))
      best.parts = low.parts.map { ($0 * (1 - part), $1) } + high.parts.map { ($0 * part, $1) }
    }
    return best
  }
}
