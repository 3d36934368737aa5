import Model

/// A maximum flow from the open columns, kept for groups of rows that the same open columns cover: as ``CapacityState``,
/// without a flow of every pair to copy for every site that is tried.
///
/// A plan of some dozens of columns tells a few hundred groups apart, whatever the number of rows. Opening a column splits
/// the groups it covers in part, closing one joins groups that differ in it alone. The flow stays a maximum: a column
/// that opens can only send along paths from itself, and after one closes only what it served can be served anew.
///
/// Groups are told apart by keys, sums of one random number per column; were two ever equal, the plan would be worth
/// something else to this search alone: plans are counted afresh by ``CapacityState``.
/// - Complexity: a change takes O(rows of the column + paths x groups near it).
package struct GroupedFlow: PlanState {
  private let core: CapacityCore
  private let keys: [UInt64]
  private var groups: [Group] = []
  private var unused: [Int32] = []
  private var place: [UInt64: Int32] = [:]
  /// Of each row, -1 where no open column covers it.
  private var groupOf: [Int32]
  /// Of each open column.
  private var groupsOf: [[Int32]]
  private var load: [Double]
  /// Entries looked at.
  private(set) var visits = 0

  private struct Group {
    var key: UInt64
    var rows = 0
    var weight = 0.0
    var served = 0.0
    var flows: [(column: Int32, amount: Double)] = []
  }

  init(_ core: CapacityCore) {
    self.core = core
    var random = SplitMix(seed: 1)
    keys = (0..<core.rows.columnCount).map { _ in random.next() }
    groupOf = [Int32](repeating: -1, count: core.rows.rowCount)
    groupsOf = [[Int32]](repeating: [], count: core.rows.columnCount)
    load = [Double](repeating: 0, count: core.rows.columnCount)
    for column in core.columnCount..<core.rows.columnCount { open(column) }
  }

  /// Every site a column, none open.
  package init(_ problem: SitingProblem, capacities: [Double]) {
    let columns = (0..<Int32(problem.siteCount)).map { $0 }
    self.init(CapacityCore(problem, capacities: capacities, columns: columns, standing: []))
  }

  /// Summed over columns in order: equal plans serve the same, up to what flows round away.
  package var servedWeight: Double { load.reduce(0, +) }

  var merit: PlanMerit { PlanMerit(shortfall: 0, worth: servedWeight) }

  func meritAfterOpening(_ column: Int) -> PlanMerit {
    var copy = self
    copy.open(column)
    return copy.merit
  }

  package mutating func open(_ column: Int) {
    split(by: column)
    for group in groupsOf[column].indices { fill(groupsOf[column][group], from: column) }
    while room(of: column) > core.crumb, shift(from: column) {}
  }

  package mutating func close(_ column: Int) {
    load[column] = 0
    let touched = join(without: column)
    for group in touched {
      for index in groups[Int(group)].flows.indices { fill(group, from: Int(groups[Int(group)].flows[index].column)) }
    }
    for group in touched { while want(group) > core.crumb, shift(to: group) {} }
  }

  private func room(of column: Int) -> Double { core.capacities[column] - load[column] }

  private func want(_ group: Int32) -> Double { groups[Int(group)].weight - groups[Int(group)].served }

  private func index(of column: Int, in group: Int32) -> Int {
    groups[Int(group)].flows.firstIndex { $0.column == column } ?? -1
  }

  private mutating func send(_ amount: Double, from column: Int, to group: Int32) {
    groups[Int(group)].flows[index(of: column, in: group)].amount += amount
    groups[Int(group)].served += amount
    load[column] += amount
  }

  /// What goes straight.
  private mutating func fill(_ group: Int32, from column: Int) {
    let amount = min(room(of: column), want(group))
    if amount > 0 { send(amount, from: column, to: group) }
  }
}

extension GroupedFlow {
  private mutating func make(_ group: Group) -> Int32 {
    let index: Int32
    if let free = unused.popLast() {
      index = free
      groups[Int(index)] = group
    } else {
      index = Int32(groups.count)
      groups.append(group)
    }
    place[group.key] = index
    for flow in group.flows { groupsOf[Int(flow.column)].append(index) }
    return index
  }

  private mutating func drop(_ group: Int32) {
    place[groups[Int(group)].key] = nil
    for flow in groups[Int(group)].flows { groupsOf[Int(flow.column)].removeAll { $0 == group } }
    groups[Int(group)] = Group(key: 0)
    unused.append(group)
  }

  /// Puts the column's rows into groups with it; what was served stays so.
  private mutating func split(by column: Int) {
    // Of each group split the one its rows go to; no group is touched by two columns at once.
    var pairs: [(from: Int32, to: Int32)] = []
    var target = [Int32](repeating: -1, count: groups.count + 1)
    for row in core.rows.rows(of: column).map({ Int($0) }) {
      let from = groupOf[row]
      if target[Int(from + 1)] < 0 {
        var group = Group(key: keys[column])
        if from >= 0 {
          group.key ^= groups[Int(from)].key
          group.flows = groups[Int(from)].flows.map { ($0.column, 0) }
        }
        group.flows.append((Int32(column), 0))
        target[Int(from + 1)] = make(group)
        pairs.append((from, target[Int(from + 1)]))
      }
      let to = target[Int(from + 1)]
      let weight = core.rows.weights[row]
      groupOf[row] = to
      groups[Int(to)].rows += 1
      groups[Int(to)].weight += weight
      guard from >= 0 else { continue }
      groups[Int(from)].rows -= 1
      groups[Int(from)].weight -= weight
    }
    visits += core.rows.rows(of: column).count
    for (from, to) in pairs where from >= 0 {
      // What the rest cannot take goes along.
      var left =
        groups[Int(from)].rows == 0 ? .infinity : max(0, groups[Int(from)].served - groups[Int(from)].weight)
      for index in groups[Int(from)].flows.indices where left > 0 {
        let amount = min(left, groups[Int(from)].flows[index].amount)
        guard amount > 0 else { continue }
        groups[Int(from)].flows[index].amount -= amount
        groups[Int(from)].served -= amount
        groups[Int(to)].flows[index].amount += amount
        groups[Int(to)].served += amount
        left -= amount
      }
      visits += groups[Int(to)].flows.count
      if groups[Int(from)].rows == 0 { drop(from) }
    }
  }

  /// Takes the column out of all groups; groups that are alike then become one.
  /// - Returns: the groups that it served.
  private mutating func join(without column: Int) -> [Int32] {
    var touched: [Int32] = []
    var moved: [Int32: Int32] = [:]
    for group in groupsOf[column] {
      let flow = index(of: column, in: group)
      var changed = groups[Int(group)]
      let lost = changed.flows.remove(at: flow).amount
      changed.served -= lost
      place[changed.key] = nil
      changed.key ^= keys[column]
      visits += changed.flows.count + 1
      guard !changed.flows.isEmpty else {
        groups[Int(group)] = Group(key: 0)
        unused.append(group)
        moved[group] = -1
        continue
      }
      guard let other = place[changed.key] else {
        groups[Int(group)] = changed
        place[changed.key] = group
        if lost > 0 { touched.append(group) }
        continue
      }
      for part in changed.flows {
        groupsOf[Int(part.column)].removeAll { $0 == group }
        if part.amount > 0 { groups[Int(other)].flows[index(of: Int(part.column), in: other)].amount += part.amount }
      }
      groups[Int(other)].rows += changed.rows
      groups[Int(other)].weight += changed.weight
      groups[Int(other)].served += changed.served
      groups[Int(group)] = Group(key: 0)
      unused.append(group)
      moved[group] = other
      if lost > 0 { touched.append(other) }
    }
    groupsOf[column] = []
    for row in core.rows.rows(of: column) {
      if let other = moved[groupOf[Int(row)]] { groupOf[Int(row)] = other }
    }
    visits += core.rows.rows(of: column).count
    return touched
  }

  /// One shortest path from a column with room to a group in want, each step a column that gives way; false when there is
  /// none.
  private mutating func shift(from start: Int) -> Bool {
    var by = [Int32](repeating: -1, count: groups.count)
    var giving = [Int32](repeating: -1, count: groupsOf.count)
    var queue = [Int32(start)]
    var head = 0
    while head < queue.count {
      let column = queue[head]
      head += 1
      for group in groupsOf[Int(column)] where by[Int(group)] < 0 {
        by[Int(group)] = column
        visits += groups[Int(group)].flows.count
        if want(group) > core.crumb {
          push(along: path(to: group, by, giving, from: Int32(start)))
          return true
        }
        for flow in groups[Int(group)].flows
        where flow.amount > core.crumb && flow.column != start && giving[Int(flow.column)] < 0 {
          giving[Int(flow.column)] = group
          queue.append(flow.column)
        }
      }
    }
    return false
  }

  /// From the first column: the group it serves more of, the column that gives way there, and so on.
  private func path(
    to group: Int32, _ by: [Int32], _ giving: [Int32], from start: Int32
  ) -> [(column: Int32, group: Int32)] {
    var steps: [(column: Int32, group: Int32)] = []
    var group = group
    while true {
      steps.append((by[Int(group)], group))
      guard by[Int(group)] != start else { return steps.reversed() }
      group = giving[Int(by[Int(group)])]
    }
  }

  /// The same, sought from the group back to a column with room.
  private mutating func shift(to start: Int32) -> Bool {
    var by = [Int32](repeating: -1, count: groupsOf.count)
    var isReached = [Bool](repeating: false, count: groups.count)
    var gets = [Int32](repeating: -1, count: groups.count)
    isReached[Int(start)] = true
    var queue = [start]
    var head = 0
    while head < queue.count {
      let group = queue[head]
      head += 1
      for flow in groups[Int(group)].flows where by[Int(flow.column)] < 0 {
        by[Int(flow.column)] = group
        visits += groupsOf[Int(flow.column)].count
        if room(of: Int(flow.column)) > core.crumb {
          var steps = [(flow.column, group)]
          while steps[steps.count - 1].1 != start {
            let next = gets[Int(steps[steps.count - 1].1)]
            steps.append((next, by[Int(next)]))
          }
          push(along: steps)
          return true
        }
        for other in groupsOf[Int(flow.column)] where !isReached[Int(other)] {
          guard groups[Int(other)].flows[index(of: Int(flow.column), in: other)].amount > core.crumb else { continue }
          isReached[Int(other)] = true
          gets[Int(other)] = flow.column
          queue.append(other)
        }
      }
    }
    return false
  }

  private mutating func push(along steps: [(column: Int32, group: Int32)]) {
    guard let first = steps.first, let last = steps.last else { return }
    var amount = min(room(of: Int(first.column)), want(last.group))
    for (step, next) in zip(steps, steps.dropFirst()) {
      amount = min(amount, groups[Int(step.group)].flows[index(of: Int(next.column), in: step.group)].amount)
    }
    load[Int(first.column)] += amount
    groups[Int(last.group)].served += amount
    for step in steps {
      groups[Int(step.group)].flows[index(of: Int(step.column), in: step.group)].amount += amount
    }
    for (step, next) in zip(steps, steps.dropFirst()) {
      groups[Int(step.group)].flows[index(of: Int(next.column), in: step.group)].amount -= amount
    }
  }

  /// What opening each column can bring at most: as much of its rows as it has room for, where more room is of use, that
  /// is in groups in want and in those that a column serves which such groups could use instead.
  package mutating func mostGains(of columns: [Int]) -> [Double] {
    var isUseful = [Bool](repeating: false, count: groups.count)
    var isAsked = [Bool](repeating: false, count: groupsOf.count)
    var queue = groups.indices.filter { groups[$0].weight - groups[$0].served > core.crumb }.map { Int32($0) }
    for group in queue { isUseful[Int(group)] = true }
    var head = 0
    while head < queue.count {
      for flow in groups[Int(queue[head])].flows where !isAsked[Int(flow.column)] {
        isAsked[Int(flow.column)] = true
        for other in groupsOf[Int(flow.column)] where !isUseful[Int(other)] {
          guard groups[Int(other)].flows[index(of: Int(flow.column), in: other)].amount > core.crumb else { continue }
          isUseful[Int(other)] = true
          queue.append(other)
        }
      }
      head += 1
    }
    return columns.map { column in
      visits += core.rows.rows(of: column).count
      var most = 0.0
      for row in core.rows.rows(of: column) {
        let group = groupOf[Int(row)]
        if group < 0 || isUseful[Int(group)] { most += core.rows.weights[Int(row)] }
      }
      return min(core.capacities[column], most)
    }
  }
}
