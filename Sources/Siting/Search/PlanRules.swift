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
  /// A partition of the columns into sets of which at most one can be chosen: all that the bound knows of conflicts.
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

  func conflicts(of column: Int) -> ArraySlice<Int32> {
    conflicts[Int(conflictStarts[column])..<Int(conflictStarts[column + 1])]
  }
}

/// A best choice of columns by price alone, under the rules' number, budget and cliques: never worth less than any plan.
///
/// The budget is relaxed with the multiplier that makes the bound least (the knapsack's linear relaxation), found by
/// intersecting the two steepest known lines until no line lies above.
/// - Complexity: O(columns log columns) per line, a handful of lines.
struct PlanSelection: Sendable {
  /// Upper bound on the summed prices of the free columns chosen.
  private(set) var value = 0.0
  /// Share of each free column in the relaxed choice, 0...1; 1 for columns fixed in.
  private(set) var shares: [Double]
  /// Price of a unit of budget.
  private(set) var theta = 0.0
  /// Worth of the weakest choice when all slots are full, else 0.
  private(set) var weakest = 0.0
  /// Worth of the best clique left out, 0 or more.
  private(set) var nextBest = 0.0
  /// Per clique the worth of the choice in it, 0 if none.
  private(set) var chosenWorth: [Double]

  private struct Line {
    var picked: [Int32] = []
    var price = 0.0
    var cost = 0.0
  }

  /// - Parameter fixed: -1 free, 0 out, 1 in.
  init(_ prices: [Double], _ rules: PlanRules, fixed: [Int8], slots: Int, budget: Double) {
    shares = fixed.map { $0 == 1 ? 1 : 0 }
    chosenWorth = [Double](repeating: 0, count: rules.cliqueCount)
    var best = [Int32](repeating: -1, count: rules.cliqueCount)
    var worth = [Double](repeating: 0, count: rules.cliqueCount)
    func line(_ theta: Double) -> Line {
      for index in worth.indices {
        worth[index] = 0
        best[index] = -1
      }
      for column in fixed.indices where fixed[column] < 0 {
        let own = prices[column] - theta * rules.costs[column]
        let set = Int(rules.clique[column])
        if own > worth[set] {
          worth[set] = own
          best[set] = Int32(column)
        }
      }
      var line = Line()
      for set in largest(slots, of: worth) where best[Int(set)] >= 0 {
        line.picked.append(best[Int(set)])
        line.price += prices[Int(best[Int(set)])]
        line.cost += rules.costs[Int(best[Int(set)])]
      }
      return line
    }
    var low = line(0)
    if low.cost <= budget {
      for column in low.picked { shares[Int(column)] = 1 }
      value = low.price
    } else {
      var ceiling = 0.0
      for column in fixed.indices where fixed[column] < 0 && rules.costs[column] > 0 {
        ceiling = max(ceiling, prices[column] / rules.costs[column])
      }
      theta = ceiling
      var high = line(theta)
      value = high.price + theta * (budget - high.cost)
      for _ in 0..<60 {
        guard low.cost > high.cost else { break }
        let next = (low.price - high.price) / (low.cost - high.cost)
        guard next > 0, next < ceiling else { break }
        let middle = line(next)
        let middleValue = middle.price + next * (budget - middle.cost)
        if middleValue < value {
          value = middleValue
          theta = next
        }
        let onLines = low.price + next * (budget - low.cost)
        if middleValue <= onLines + 1e-12 * max(1, abs(onLines)) { break }
        if middle.cost > budget { low = middle } else { high = middle }
      }
      let mix = low.cost > high.cost ? (budget - high.cost) / (low.cost - high.cost) : 0
      for column in low.picked { shares[Int(column)] += mix }
      for column in high.picked { shares[Int(column)] += 1 - mix }
    }
    // The worths at the final multiplier, for fixing by reduced cost.
    let final = line(theta)
    for column in final.picked {
      let set = Int(rules.clique[Int(column)])
      chosenWorth[set] = worth[set]
    }
    for set in worth.indices where chosenWorth[set] == 0 { nextBest = max(nextBest, worth[set]) }
    if final.picked.count >= slots { weakest = chosenWorth.filter { $0 > 0 }.min() ?? 0 }
    // An unlimited budget has no price.
    value = final.picked.reduce(theta > 0 ? theta * budget : 0) { $0 + prices[Int($1)] - theta * rules.costs[Int($1)] }
  }
}
