/// Lowers the bound of one node of the search by a volume method: steps along an average of subgradients from the best
/// multipliers so far.
///
/// The core's multipliers come first, then one per limit of the rules: a limit at price m adds m most to the bound and
/// takes m from the price of each of its columns. Steps are taken in units in which all multipliers are about as far
/// from where they should be (``PlanCore/units(_:)``).
///
/// Source: Barahona, Anbil (2000), The volume algorithm, doi:10.1007/s101070050002.
struct PlanBound<Core: PlanCore> {
  let core: Core
  let rules: ChoiceRules
  let limits: [ColumnLimit]
  /// No plan is worth more.
  private(set) var bound = Double.infinity
  private(set) var best: [Double]
  private(set) var choice: PlanChoice
  /// Parts of the columns in the relaxed choices, averaged.
  private(set) var usage: [Double]
  private(set) var visits = 0
  private(set) var step: VolumeStep
  /// Whether no progress is left.
  var isSettled: Bool { step.isSettled }

  private var direction: [Double]
  private var slope: [Double]
  private var units: [Double]
  private var prices: [Double]
  /// Of all multipliers those of the core.
  private let coreCount: Int

  /// - Parameters:
  ///   - inherited: averages to go on from, one per column.
  ///   - step: share of Polyak's step to begin with.
  init(
    core: Core, rules: ChoiceRules, limits: [ColumnLimit], multipliers: [Double], usage inherited: [Double]?,
    step: Double
  ) {
    self.core = core
    self.rules = rules
    self.limits = limits
    self.step = VolumeStep(share: step, bound: .infinity)
    best = multipliers
    coreCount = multipliers.count - limits.count
    prices = [Double](repeating: 0, count: core.columnCount)
    direction = [Double](repeating: 0, count: multipliers.count)
    slope = direction
    units = direction
    usage = []
    choice = PlanChoice(constant: 0, prices: prices, rules: rules, isScalable: false)
    core.step(&best, by: direction)
    var first = best
    (bound, choice) = evaluate(&first)
    best = first
    self.step = VolumeStep(share: step, bound: bound)
    let columns = Double(max(1, core.columnCount))
    units = core.units(best) + limits.map { _ in 0.2 * (Double(core.pairCount) / columns).squareRoot() }
    usage = inherited ?? choice.shares
    setSlope(best, usage, into: &direction)
  }

  private func setSlope(_ multipliers: [Double], _ shares: [Double], into slope: inout [Double]) {
    core.slope(multipliers, shares: shares, into: &slope)
    for (index, limit) in limits.enumerated() { slope[coreCount + index] = limit.slope(shares) }
    for index in slope.indices { slope[index] *= units[index] }
  }

  private mutating func evaluate(_ multipliers: inout [Double]) -> (Double, PlanChoice) {
    visits += core.pairCount
    var constant = core.price(multipliers, into: &prices)
    for (index, limit) in limits.enumerated() {
      let price = multipliers[coreCount + index]
      constant += price * Double(limit.most)
      for column in limit.columns { prices[Int(column)] -= price }
    }
    let choice = PlanChoice(constant: constant, prices: prices, rules: rules, isScalable: core.isScalable)
    if choice.scale != 1 { for index in multipliers.indices { multipliers[index] *= choice.scale } }
    return (choice.value, choice)
  }

  /// One step towards `target`, the value of a known plan.
  mutating func advance(target: Double) {
    var norm = core.norm(best, direction)
    for index in limits.indices {
      let slope = direction[coreCount + index]
      if slope < 0 || best[coreCount + index] > 0 { norm += slope * slope }
    }
    if bound == -.infinity { norm = 0 }
    guard let length = step.length(gap: bound - target, bound: bound, norm: norm) else { return }
    var trial = best
    core.step(&trial, by: direction.indices.map { length * units[$0] * direction[$0] })
    for index in limits.indices {
      let at = coreCount + index
      trial[at] = max(0, best[at] - length * units[at] * direction[at])
    }
    let (value, choice) = evaluate(&trial)
    setSlope(trial, choice.shares, into: &slope)
    visits += core.pairCount / 4
    let products = average(choice.shares)
    let isGain = value < bound
    if isGain {
      bound = value
      best = trial
      self.choice = choice
    }
    step.note(isGain: isGain, bound: bound, products)
  }

  /// Mixes the new subgradient into the average.
  private mutating func average(_ shares: [Double]) -> VolumeStep.Products {
    var products = VolumeStep.Products()
    for index in direction.indices {
      // What stands at 0 and would go below does not move: it must not weigh in how far to turn.
      if best[index] <= 0, slope[index] > 0, direction[index] > 0 { continue }
      products.add(slope[index], direction[index])
    }
    let share = step.turn(products)
    for index in direction.indices { direction[index] += share * (slope[index] - direction[index]) }
    for column in usage.indices { usage[column] += share * (shares[column] - usage[column]) }
    return products
  }

  /// Columns in the order the relaxation likes them.
  var proposal: [Int] {
    let liked = usage.indices.filter { usage[$0] > 1e-3 || choice.isPicked[$0] }
    return liked.sorted { a, b in (usage[a], choice.own[a], -a) > (usage[b], choice.own[b], -b) }
  }

  /// Columns that no plan better than `goal` has, and those that all such plans have.
  func decided(below goal: Double) -> (out: [Int], into: [Int]) {
    var out: [Int] = []
    var into: [Int] = []
    for column in usage.indices {
      let own = choice.own[column]
      if choice.isPicked[column] {
        if !rules.isConflicting[column], bound - max(0, own - choice.nextBest) < goal { into.append(column) }
      } else {
        let chosen = choice.chosenWorth[Int(rules.clique[column])]
        if bound - max(0, (chosen > 0 ? chosen : choice.weakest) - own) < goal { out.append(column) }
      }
    }
    return (out, into)
  }

  /// The bound with a column in, and out.
  func boundsWith(_ column: Int) -> (inside: Double, outside: Double) {
    let own = choice.own[column]
    if choice.isPicked[column] {
      return (bound, rules.isConflicting[column] ? bound : bound - max(0, own - choice.nextBest))
    }
    let chosen = choice.chosenWorth[Int(rules.clique[column])]
    return (bound - max(0, (chosen > 0 ? chosen : choice.weakest) - own), bound)
  }
}
