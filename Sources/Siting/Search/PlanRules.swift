/// Which columns may stand together in a plan: number, budget, conflicts; and what each one takes from the objective.
struct PlanRules: Sendable {
  /// Most columns.
  var slots: Int
  /// What the columns may cost in all; infinity for any sum.
  var budget: Double
  var costs: [Double]
  /// Subtracted from the objective for each column chosen; 0 or more.
  var fees: [Double]
  /// No plan is worth more less its fees, as far as is known from elsewhere.
  var ceiling = Double.infinity
  /// `conflicts[conflictStarts[c] ..< conflictStarts[c + 1]]` may not stand beside `c`, rising.
  private(set) var conflictStarts: [Int32]
  private(set) var conflicts: [Int32]
  /// A partition of the columns into sets of which at most one can be chosen. What it does not hold of the conflicts
  /// the bound knows by ``withCliqueLimits``.
  private(set) var clique: [Int32]
  private(set) var cliqueCount: Int
  /// At most so many of some columns, each: what keeps a plan away from other plans.
  private(set) var limits: [ColumnLimit] = []
  /// Per column the limits it counts in; empty without limits.
  private(set) var memberships: [[Int]] = []

  init(slots: Int, budget: Double, costs: [Double], fees: [Double], pairs: [(Int32, Int32)]) {
    self.slots = slots
    self.budget = budget
    self.costs = costs
    self.fees = fees
    var neighbours = [Set<Int32>](repeating: [], count: costs.count)
    for (a, b) in pairs {
      neighbours[Int(a)].insert(b)
      neighbours[Int(b)].insert(a)
    }
    conflictStarts = [0]
    conflicts = []
    for column in costs.indices {
      conflicts += neighbours[column].sorted()
      conflictStarts.append(Int32(conflicts.count))
    }
    clique = [Int32](repeating: -1, count: costs.count)
    cliqueCount = 0
    var members: [[Int32]] = []
    for column in costs.indices {
      let near = neighbours[column].filter { clique[Int($0)] >= 0 }.map { clique[Int($0)] }
      // The largest set whose members all conflict with this column; ties to the older set.
      let fitting = Set(near).filter { set in members[Int(set)].allSatisfy { neighbours[column].contains($0) } }
      let best = fitting.max { a, b in
        (members[Int(a)].count, -a) < (members[Int(b)].count, -b)
      }
      if let best {
        clique[column] = best
        members[Int(best)].append(Int32(column))
      } else {
        clique[column] = Int32(members.count)
        members.append([Int32(column)])
      }
    }
    cliqueCount = members.count
  }

  /// Number and fee alone.
  init(slots: Int, columnCount: Int, fee: Double = 0) {
    self.init(
      slots: slots, budget: .infinity, costs: [Double](repeating: 0, count: columnCount),
      fees: [Double](repeating: fee, count: columnCount), pairs: [])
  }

  var columnCount: Int { costs.count }
  var hasBudget: Bool { budget < .infinity }

  /// The same rules with limits on parts of the columns.
  func limited(by limits: [ColumnLimit]) -> PlanRules {
    var rules = self
    rules.limits = limits
    rules.memberships = limits.isEmpty ? [] : [[Int]](repeating: [], count: columnCount)
    for (index, limit) in limits.enumerated() {
      for column in limit.columns { rules.memberships[Int(column)].append(index) }
    }
    return rules
  }

  /// Whether the columns (rising) keep number, budget, limits and conflicts.
  func allow(_ plan: [Int32]) -> Bool {
    let chosen = Set(plan)
    return plan.count <= slots && plan.reduce(0) { $0 + costs[Int($1)] } <= budget
      && limits.allSatisfy { $0.holds(for: plan) }
      && plan.allSatisfy { column in conflicts(of: Int(column)).allSatisfy { !chosen.contains($0) } }
  }

  /// The same rules with a limit of one on each set of conflicting columns that the partition does not hold together:
  /// for bounds, since plans keep the conflicts anyway.
  var withCliqueLimits: PlanRules {
    // A set for every leftover conflict takes long to find where there are very many.
    guard conflicts.count > 0, conflicts.count <= 400_000 else { return self }
    let sets = cliqueCover.filter { set in set.contains { clique[Int($0)] != clique[Int(set[0])] } }
    return limited(by: limits + sets.map { ColumnLimit(columns: $0, most: 1) })
  }

  /// Draws what follows from the columns in the plan (1): conflicts out (0), what no longer fits out.
  /// - Returns: slots and budget left, nil when they contradict.
  func close(_ fixed: inout [Int8]) -> (slots: Int, budget: Double)? {
    var slots = slots
    var budget = budget
    for column in fixed.indices where fixed[column] == 1 {
      slots -= 1
      budget -= costs[column]
      for other in conflicts(of: column) {
        if fixed[Int(other)] == 1 { return nil }
        fixed[Int(other)] = 0
      }
    }
    guard slots >= 0, budget >= 0 else { return nil }
    for limit in limits {
      let used = limit.columns.count { fixed[Int($0)] == 1 }
      guard used <= limit.most else { return nil }
      if used == limit.most { for column in limit.columns where fixed[Int(column)] < 0 { fixed[Int(column)] = 0 } }
    }
    for column in fixed.indices where fixed[column] < 0 && (slots == 0 || costs[column] > budget) {
      fixed[column] = 0
    }
    return (slots, budget)
  }

  /// The limits in terms of the columns still open, which rise.
  func limits(_ fixed: [Int8], columns: [Int32]) -> [ColumnLimit] {
    guard !limits.isEmpty else { return [] }
    var place = [Int32](repeating: -1, count: columnCount)
    for (index, column) in columns.enumerated() { place[Int(column)] = Int32(index) }
    return limits.map { limit in
      ColumnLimit(
        columns: limit.columns.compactMap { place[Int($0)] >= 0 ? place[Int($0)] : nil },
        most: limit.most - limit.columns.count { fixed[Int($0)] == 1 })
    }
  }

  func conflicts(of column: Int) -> ArraySlice<Int32> {
    conflicts[Int(conflictStarts[column])..<Int(conflictStarts[column + 1])]
  }
}
