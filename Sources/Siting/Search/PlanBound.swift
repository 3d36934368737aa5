/// Lowers the bound of one node of the search by deflected subgradient steps.
///
/// The core's multipliers come first, then one per limit of the rules: a limit at price m adds m most to the bound and
/// takes m from the price of each of its columns.
///
/// Source: Camerini, Fratta, Maffioli (1975), On improving relaxation methods by modified gradient techniques,
/// doi:10.1007/BFb0120697.
struct PlanBound<Core: PlanCore> {
  let core: Core
  let rules: PlanRules
  let fixed: [Int8]
  let slots: Int
  let budget: Double
  /// Worth less fees of the columns fixed in is part of the bound.
  private(set) var bound = Double.infinity
  private(set) var best: [Double]
  private(set) var selection: PlanSelection
  private(set) var prices: [Double]
  /// Shares of the columns in the relaxed choices, averaged.
  private(set) var usage: [Double]
  private(set) var visits = 0

  private var direction: [Double]
  private var slope: [Double]
  private var step = 1.0
  private var stale = 0
  /// Of all multipliers those of the core.
  private let coreCount: Int
  /// What a limit's multiplier of 1 costs: about what a column is worth, so that one step length fits all.
  private let limitUnit: Double

  init(
    core: Core, rules: PlanRules, fixed: [Int8], slots: Int, budget: Double, multipliers: [Double],
    usage inherited: [Double]? = nil
  ) {
    self.core = core
    self.rules = rules
    self.fixed = fixed
    self.slots = slots
    self.budget = budget
    best = multipliers
    coreCount = multipliers.count - rules.limits.count
    limitUnit = Double(max(1, core.pairCount / max(1, core.columnCount)))
    prices = [Double](repeating: 0, count: core.columnCount)
    direction = [Double](repeating: 0, count: multipliers.count)
    slope = direction
    usage = []
    selection = PlanSelection(prices, rules, fixed: fixed, slots: slots, budget: budget)
    let (value, selection, prices) = evaluate(multipliers)
    bound = value
    self.selection = selection
    self.prices = prices
    usage = inherited ?? selection.shares
    setSlope(best, selection.shares, &direction)
  }

  /// The subgradient for shares of columns.
  private func setSlope(_ multipliers: [Double], _ shares: [Double], _ slope: inout [Double]) {
    guard !rules.limits.isEmpty else {
      core.slope(multipliers, shares: shares, into: &slope)
      return
    }
    var part = [Double](repeating: 0, count: coreCount)
    core.slope(Array(multipliers.prefix(coreCount)), shares: shares, into: &part)
    slope = part + rules.limits.map { limitUnit * $0.slope(shares) }
  }

  private func clamp(_ multipliers: inout [Double]) {
    guard !rules.limits.isEmpty else {
      core.clamp(&multipliers)
      return
    }
    var part = Array(multipliers.prefix(coreCount))
    core.clamp(&part)
    multipliers = part + multipliers.suffix(rules.limits.count).map { max(0, $0) }
  }

  private mutating func evaluate(_ multipliers: [Double]) -> (Double, PlanSelection, [Double]) {
    visits += core.pairCount
    var prices = [Double](repeating: 0, count: core.columnCount)
    var value = core.price(
      rules.limits.isEmpty ? multipliers : Array(multipliers.prefix(coreCount)), into: &prices)
    for (index, limit) in rules.limits.enumerated() {
      let price = limitUnit * multipliers[coreCount + index]
      value += price * Double(limit.most)
      for column in limit.columns { prices[Int(column)] -= price }
    }
    for column in prices.indices {
      prices[column] -= rules.fees[column]
      if fixed[column] == 1 { value += prices[column] }
    }
    let selection = PlanSelection(prices, rules, fixed: fixed, slots: slots, budget: budget)
    return (value + selection.value, selection, prices)
  }

  /// - Returns: false when nothing more is to be had.
  mutating func advance(target: Double) -> Bool {
    var norm = 0.0
    for index in direction.indices { norm += direction[index] * direction[index] }
    guard norm > 1e-18, step > 1e-4 else { return false }
    let length = step * max(bound - target, 1e-7 * max(1, abs(bound))) / norm
    var trial = best
    for index in trial.indices { trial[index] -= length * direction[index] }
    clamp(&trial)
    let (value, selection, prices) = evaluate(trial)
    setSlope(trial, selection.shares, &slope)
    visits += core.pairCount / 4
    for index in direction.indices { direction[index] = 0.6 * direction[index] + 0.4 * slope[index] }
    for column in usage.indices { usage[column] += 0.1 * (selection.shares[column] - usage[column]) }
    if value < bound - 1e-12 * max(1, abs(bound)) {
      if bound - value > 1e-4 * abs(bound - target) { stale = 0 } else { stale += 1 }
      bound = value
      best = trial
      self.selection = selection
      self.prices = prices
    } else {
      stale += 1
    }
    if stale >= 6 {
      step *= 0.6
      stale = 0
    }
    return true
  }

  /// Columns in the order the relaxation likes them.
  var proposal: [Int] {
    let theta = selection.theta
    func worth(_ column: Int) -> Double { prices[column] - theta * rules.costs[column] }
    let liked = prices.indices.filter { fixed[$0] == 1 || (fixed[$0] < 0 && selection.shares[$0] > 0) }
    return liked.sorted { a, b in
      (fixed[a], selection.shares[a], worth(a), -a) > (fixed[b], selection.shares[b], worth(b), -b)
    }
  }

  /// Columns that no plan better than `target` has, and those that all such plans have.
  func decided(below target: Double) -> (out: [Int], into: [Int]) {
    var out: [Int] = []
    var into: [Int] = []
    for column in fixed.indices where fixed[column] < 0 {
      let own = prices[column] - selection.theta * rules.costs[column]
      let set = Int(rules.clique[column])
      let share = selection.shares[column]
      if share == 0 {
        let replaced = selection.chosenWorth[set] > 0 ? selection.chosenWorth[set] : selection.weakest
        if bound - max(0, replaced - own) < target { out.append(column) }
      } else if share == 1, rules.conflicts(of: column).isEmpty {
        if bound - max(0, own - selection.nextBest) < target { into.append(column) }
      }
    }
    return (out, into)
  }
}
