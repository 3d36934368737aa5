import Model

/// A plan under the side rules, while a search changes it.
struct RuledPlan<State: PlanState>: Sendable {
  let rules: PlanRules
  private(set) var state: State
  private(set) var isOpen: [Bool]
  /// How many open columns conflict with each column.
  private(set) var blocked: [Int32]
  private(set) var size = 0
  private(set) var cost = 0.0
  private(set) var fees = 0.0
  /// Per limit of the rules the open columns it counts.
  private var used: [Int]

  init(_ rules: PlanRules, _ state: State) {
    self.rules = rules
    self.state = state
    isOpen = [Bool](repeating: false, count: rules.columnCount)
    blocked = [Int32](repeating: 0, count: rules.columnCount)
    used = [Int](repeating: 0, count: rules.limits.count)
  }

  /// Worth less fees.
  var merit: PlanMerit { PlanMerit(shortfall: state.merit.shortfall, worth: state.merit.worth - fees) }
  var columns: [Int32] { isOpen.indices.filter { isOpen[$0] }.map { Int32($0) } }

  func allows(_ column: Int) -> Bool {
    !isOpen[column] && blocked[column] == 0 && size < rules.slots && cost + rules.costs[column] <= rules.budget
      && (used.isEmpty || rules.memberships[column].allSatisfy { used[$0] < rules.limits[$0].most })
  }

  mutating func meritAfterOpening(_ column: Int) -> PlanMerit {
    var merit = state.meritAfterOpening(column)
    merit.worth -= fees + rules.fees[column]
    return merit
  }

  mutating func open(_ column: Int) {
    state.open(column)
    isOpen[column] = true
    for other in rules.conflicts(of: column) { blocked[Int(other)] += 1 }
    if !used.isEmpty { for limit in rules.memberships[column] { used[limit] += 1 } }
    size += 1
    recount()
  }

  mutating func close(_ column: Int) {
    state.close(column)
    isOpen[column] = false
    for other in rules.conflicts(of: column) { blocked[Int(other)] -= 1 }
    if !used.isEmpty { for limit in rules.memberships[column] { used[limit] -= 1 } }
    size -= 1
    recount()
  }

  /// Sums afresh in index order: equal plans cost the same to the last bit, whatever way led to them.
  private mutating func recount() {
    cost = 0
    fees = 0
    for column in isOpen.indices where isOpen[column] {
      cost += rules.costs[column]
      fees += rules.fees[column]
    }
  }
}

/// Builds and betters plans under side rules: greedy, swaps, and forced entries that throw out what is in their way.
struct PlanImprover<Core: PlanCore>: PlanImproving {
  let core: Core
  let rules: PlanRules
  /// Columns that may be used.
  private(set) var usable: [Int]
  var visits = 0
  /// Swaps end when ``visits`` has come to this.
  var allowance = Int.max
  private var best: Plan?
  private var value = -Double.infinity
  /// A stop from outside.
  var isOver: @Sendable () -> Bool = { false }
  private var random: SplitMix

  typealias Plan = RuledPlan<Core.State>

  init(core: Core, rules: PlanRules, usable: [Int], seed: UInt64) {
    self.core = core
    self.rules = rules
    self.usable = usable
    random = SplitMix(seed: seed)
  }

  init(core: Core, rules: PlanRules, seed: UInt64, isOver: @escaping @Sendable () -> Bool) {
    let usable = rules.costs.indices.filter { rules.costs[$0] <= rules.budget }
    self.init(core: core, rules: rules, usable: usable, seed: seed)
    self.isOver = isOver
  }

  private var width: Int { core.trialCount }

  /// Opens columns while that is better: by gain per cost under a budget if `perCost`, else by gain. What is missing
  /// to be feasible comes first. After a stop from outside the gains last known decide, since filling may take seconds.
  mutating func fill(_ plan: inout Plan, perCost: Bool) {
    var known: [(column: Int, rate: Rate)] = []
    while true {
      if !known.isEmpty, isOver() { return fillInHaste(&plan, known) }
      known = []
      let before = plan.merit
      var best = -1
      var bestRate: Rate = (missing: 0, worth: 0)
      for column in usable where plan.allows(column) {
        let after = plan.meritAfterOpening(column)
        visits += width
        let price = perCost ? max(rules.costs[column], 1e-9) : 1
        let rate: Rate = (
          missing: (before.shortfall - after.shortfall) / price, worth: (after.worth - before.worth) / price
        )
        let isHelp = before.shortfall > 0 ? rate.missing > 0 : rate.worth > 0
        if isHelp { known.append((column, rate)) }
        if isHelp, best < 0 || rate > bestRate {
          best = column
          bestRate = rate
        }
      }
      guard best >= 0 else { return }
      plan.open(best)
    }
  }

  /// What opening a column gains, by its cost or not.
  private typealias Rate = (missing: Double, worth: Double)

  /// Opens what still helps, in the order of gains that were.
  private mutating func fillInHaste(_ plan: inout Plan, _ known: [(column: Int, rate: Rate)]) {
    for (column, _) in known.sorted(by: { $0.rate > $1.rate }) where plan.allows(column) {
      visits += width
      if plan.meritAfterOpening(column) > plan.merit { plan.open(column) }
    }
  }

  /// Closes what is not missed: worth less than its fee.
  mutating func trim(_ plan: inout Plan) {
    for column in plan.columns.reversed() where rules.fees[Int(column)] > 0 {
      let before = plan.merit
      plan.close(Int(column))
      visits += width
      if plan.merit < before { plan.open(Int(column)) }
    }
  }

  /// Exchanges one column for another while that is better.
  mutating func swap(_ plan: inout Plan, until isOver: () -> Bool) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for column in plan.columns {
        if visits >= allowance || isOver() { return }
        let before = plan.merit
        plan.close(Int(column))
        var best = -1
        var bestMerit = max(before, plan.merit)
        for other in usable where plan.allows(other) && other != Int(column) {
          let after = plan.meritAfterOpening(other)
          visits += width
          if after > bestMerit, isClearly(after, better: bestMerit) {
            best = other
            bestMerit = after
          }
        }
        if best >= 0 {
          plan.open(best)
          fill(&plan, perCost: rules.hasBudget)
          isBetter = true
        } else if plan.merit < before || plan.merit == before {
          plan.open(Int(column))
        } else {
          isBetter = true
        }
      }
    }
  }

  /// Rounding is no progress: two plans might change places for ever.
  private func isClearly(_ a: PlanMerit, better b: PlanMerit) -> Bool {
    if a.shortfall != b.shortfall { return a.shortfall < b.shortfall - 1e-12 }
    return a.worth > b.worth + 1e-10 * max(1, abs(b.worth))
  }

  /// Opens `column` and closes whatever forbids it, cheapest loss first.
  mutating func force(_ column: Int, into plan: inout Plan) {
    guard !plan.isOpen[column], rules.slots > 0, rules.costs[column] <= rules.budget else { return }
    for other in rules.conflicts(of: column) where plan.isOpen[Int(other)] { plan.close(Int(other)) }
    while !plan.allows(column) {
      let open = plan.columns
      guard !open.isEmpty else { return }
      plan.close(Int(open[random.below(open.count)]))
    }
    plan.open(column)
  }

  /// Another start near `plan`.
  mutating func shake(_ plan: inout Plan) {
    guard !usable.isEmpty else { return }
    for _ in 0..<(1 + random.below(2)) { force(usable[random.below(usable.count)], into: &plan) }
    let open = plan.columns
    if open.count > 2, random.below(2) == 0 { plan.close(Int(open[random.below(open.count)])) }
    fill(&plan, perCost: rules.hasBudget && random.below(3) > 0)
  }

  /// From scratch, or from columns somebody proposes, best first.
  mutating func construct(_ proposal: [Int] = [], perCost: Bool) -> Plan {
    var plan = Plan(rules, core.emptyState())
    for column in proposal where plan.allows(column) { plan.open(column) }
    visits += width * proposal.count
    fill(&plan, perCost: perCost)
    trim(&plan)
    return plan
  }
}

extension PlanImprover {
  mutating func drop(_ columns: [Bool]) { usable.removeAll { columns[$0] } }

  mutating func beat(_ value: Double, by unit: Double) { self.value = max(self.value, value) }

  mutating func begin(until end: Int) -> [[Int32]] {
    allowance = end
    var plans: [[Int32]] = []
    for perCost in rules.hasBudget ? [false, true] : [false] {
      var plan = construct(perCost: perCost)
      take(plan, &plans)
      guard visits < end, !isOver() else { break }
      swap(&plan, until: isOver)
      trim(&plan)
      take(plan, &plans)
    }
    return plans
  }

  mutating func polish(_ proposal: [Int], until end: Int) -> [Int32]? {
    allowance = end
    var plans: [[Int32]] = []
    var plan = construct(proposal, perCost: rules.hasBudget)
    take(plan, &plans)
    swap(&plan, until: isOver)
    trim(&plan)
    take(plan, &plans)
    return plans.last
  }

  mutating func wander(until end: Int) -> [Int32]? {
    allowance = end
    var plans: [[Int32]] = []
    while visits < end, !isOver(), !usable.isEmpty, var trial = best {
      shake(&trial)
      swap(&trial, until: isOver)
      trim(&trial)
      take(trial, &plans)
    }
    return plans.last
  }

  private mutating func take(_ plan: Plan, _ plans: inout [[Int32]]) {
    if best.map({ plan.merit >= $0.merit }) ?? true { best = plan }
    guard plan.merit.shortfall == 0, plan.merit.worth > value else { return }
    value = plan.merit.worth
    plans.append(plan.columns)
  }
}
