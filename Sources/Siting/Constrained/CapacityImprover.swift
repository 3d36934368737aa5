import Model

/// Builds and betters plans of sites with capacities: greedy, exchanges, and kicks that take out a few sites.
///
/// What a column would add is a maximum flow. It is at least what its own room can take of demand not yet served, and at
/// most that and what it could take over from others; columns are ranked between the two, and only the first few are
/// tried. Ties to the lower column.
/// Source: the kicks follow Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct CapacityImprover: PlanImproving {
  typealias Plan = RuledPlan<CapacityState>

  let core: CapacityCore
  let rules: PlanRules
  var visits = 0
  private let isOver: @Sendable () -> Bool
  private var usable: [Int]
  private var random: SplitMix
  private var end = Int.max
  private var value = -Double.infinity
  private var unit = 0.0
  private var current: Plan?
  private var top: Plan?
  private var fruitless = 0
  /// Columns tried at each step.
  private static let trials = 6

  init(core: CapacityCore, rules: PlanRules, seed: UInt64, isOver: @escaping @Sendable () -> Bool) {
    self.core = core
    self.rules = rules
    self.isOver = isOver
    usable = rules.costs.indices.filter { rules.costs[$0] <= rules.budget }
    random = SplitMix(seed: seed)
  }

  mutating func drop(_ columns: [Bool]) { usable.removeAll { columns[$0] } }

  mutating func beat(_ value: Double, by unit: Double) {
    self.value = max(self.value, value)
    self.unit = unit
  }

  mutating func begin(until end: Int) -> [[Int32]] {
    self.end = end
    var plans: [[Int32]] = []
    for perCost in rules.hasBudget ? [true, false] : [false] {
      var plan = Plan(rules, core.emptyState())
      fill(&plan, perCost: perCost)
      descend(&plan)
      take(plan, &plans, isFresh: true)
      if isEnough { break }
    }
    return plans
  }

  mutating func polish(_ proposal: [Int], until end: Int) -> [Int32]? {
    self.end = end
    var plan = Plan(rules, core.emptyState())
    for column in proposal where plan.allows(column) { plan.open(column) }
    visits += core.trialCount
    fill(&plan, perCost: rules.hasBudget)
    descend(&plan)
    var plans: [[Int32]] = []
    take(plan, &plans, isFresh: true)
    return plans.last
  }

  mutating func wander(until end: Int) -> [Int32]? {
    self.end = end
    var plans: [[Int32]] = []
    while !isEnough, !usable.isEmpty, var plan = current {
      kick(&plan)
      descend(&plan)
      take(plan, &plans, isFresh: false)
    }
    return plans.last
  }

  // Every step tries flows, which take longer than to look at the clock.
  private var isEnough: Bool { visits >= end || isOver() }

  /// The first few columns by what they may add, by their cost or not.
  private mutating func candidates(_ plan: Plan, perCost: Bool, without column: Int?) -> [Int] {
    visits += core.rows.pairCount / 2
    var ranked: [(column: Int, rate: Double)] = []
    for other in usable where other != column && plan.allows(other) {
      var (wanting, served) = (0.0, 0.0)
      for row in core.rows.rows(of: other) {
        let want = core.rows.weights[Int(row)] - plan.state.served[Int(row)]
        wanting += want
        served += core.rows.weights[Int(row)] - want
      }
      let least = min(core.capacities[other], wanting)
      let rate = least + 0.5 * min(core.capacities[other] - least, served)
      if rate > 0 { ranked.append((other, perCost ? rate / max(rules.costs[other], 1e-9) : rate)) }
    }
    ranked.sort { ($1.rate, $0.column) < ($0.rate, $1.column) }
    return ranked.prefix(Self.trials).map(\.column)
  }

  /// Of the first few the plan with the best of them opened, nil when none adds anything.
  private mutating func extended(_ plan: Plan, perCost: Bool, without column: Int? = nil) -> Plan? {
    var best: Plan?
    var bestRate = 0.0
    for other in candidates(plan, perCost: perCost, without: column) {
      var trial = plan
      trial.open(other)
      visits += core.trialCount
      let gain = trial.merit.worth - plan.merit.worth
      let rate = perCost ? gain / max(rules.costs[other], 1e-9) : gain
      if gain > core.crumb, rate > bestRate {
        best = trial
        bestRate = rate
      }
    }
    return best
  }

  private mutating func fill(_ plan: inout Plan, perCost: Bool) {
    var isFirst = true
    while isFirst || !isEnough {
      isFirst = false
      guard let longer = extended(plan, perCost: perCost) else { return }
      plan = longer
    }
  }

  private mutating func descend(_ plan: inout Plan) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for column in plan.columns.map({ Int($0) }) where plan.isOpen[column] {
        if isEnough { return }
        var without = plan
        without.close(column)
        visits += core.trialCount
        guard var exchanged = extended(without, perCost: false, without: column) else { continue }
        if exchanged.merit.worth <= plan.merit.worth + core.crumb {
          guard rules.hasBudget else { continue }
          // Dear ones may make room for several cheap ones.
          guard let lean = extended(without, perCost: true, without: column) else { continue }
          exchanged = lean
          fill(&exchanged, perCost: true)
        }
        if exchanged.merit.worth > plan.merit.worth + core.crumb {
          plan = exchanged
          isBetter = true
        }
      }
      fill(&plan, perCost: rules.hasBudget)
    }
  }

  private mutating func kick(_ plan: inout Plan) {
    let open = plan.columns
    for _ in 0..<(1 + random.below(3)) where !open.isEmpty {
      let column = Int(open[random.below(open.count)])
      if plan.isOpen[column] { plan.close(column) }
    }
    let column = usable[random.below(usable.count)]
    if plan.allows(column) { plan.open(column) }
    visits += 3 * core.trialCount
    fill(&plan, perCost: rules.hasBudget && random.below(2) == 0)
  }

  private mutating func take(_ plan: Plan, _ plans: inout [[Int32]], isFresh: Bool) {
    let worth = plan.merit.worth
    if worth > value + unit * 0.5 {
      value = worth
      plans.append(plan.columns)
    }
    if top.map({ worth > $0.merit.worth }) ?? true {
      top = plan
      fruitless = 0
    }
    fruitless += 1
    if isFresh || worth >= (current?.merit.worth ?? -.infinity) {
      current = plan
    } else if fruitless % 30 == 0 {
      current = top
    }
  }
}
