import Model

/// Builds and betters plans of sites with capacities: greedy, exchanges, and kicks that take out a few sites.
///
/// What a column would add is a maximum flow (``GroupedFlow``), and at most its room and the demand for which more room is
/// of use; columns are ranked by that, and tried until no other can add more, some dozens at most. Ties to the lower
/// column.
/// Source: the kicks follow Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct CapacityImprover: PlanImproving {
  typealias Plan = RuledPlan<GroupedFlow>

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
  /// Columns tried at each step at most.
  private static let trials = 48

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
      var plan = Plan(rules, GroupedFlow(core))
      fill(&plan, perCost: perCost)
      descend(&plan)
      take(plan, &plans, isFresh: true)
      if isEnough { break }
    }
    return plans
  }

  mutating func polish(_ proposal: [Int], until end: Int) -> [Int32]? {
    self.end = end
    var plan = Plan(rules, GroupedFlow(core))
    for column in proposal where plan.allows(column) { plan.open(column) }
    visits += core.rows.rowCount
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

  /// The columns that the plan allows, with what each may add at most, by that and by their cost or not.
  private mutating func candidates(_ plan: Plan, perCost: Bool, without column: Int?) -> [(column: Int, most: Double)] {
    let allowed = usable.filter { $0 != column && plan.allows($0) }
    var state = plan.state
    let before = state.visits
    let ranked = zip(allowed, state.mostGains(of: allowed)).filter { $0.1 > core.crumb }
    visits += state.visits - before
    return ranked.map { column, gain in (column, perCost ? gain / max(rules.costs[column], 1e-9) : gain) }
      .sorted { ($1.most, $0.column) < ($0.most, $1.column) }
  }

  /// The plan with the column opened that adds most, of the first few at least, nil when none adds anything.
  private mutating func extended(_ plan: Plan, perCost: Bool, without column: Int? = nil) -> Plan? {
    var best: Int?
    var bestRate = 0.0
    for (number, (other, most)) in candidates(plan, perCost: perCost, without: column).enumerated() {
      guard most > bestRate, number < Self.trials else { break }
      var trial = plan.state
      let before = trial.visits
      trial.open(other)
      visits += trial.visits - before
      let gain = trial.merit.worth - plan.state.merit.worth - rules.fees[other]
      let rate = perCost ? gain / max(rules.costs[other], 1e-9) : gain
      if gain > core.crumb, rate > bestRate {
        best = other
        bestRate = rate
      }
    }
    guard let best else { return nil }
    var longer = plan
    longer.open(best)
    return longer
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
        visits += core.rows.rows(of: column).count
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
    visits += 4 * core.rows.rows(of: column).count
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
