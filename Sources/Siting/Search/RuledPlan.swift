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
