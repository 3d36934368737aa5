/// Branch and bound for the best plan of exactly so many columns within limits on parts of them.
///
/// The limits are relaxed at prices (``Lagrangian``), and enforced in the tree: a limit that is used up closes its other
/// columns.
struct DifferingPlanTree: Sendable {
  let rows: CoverRows
  let slots: Int
  let limits: [ColumnLimit]

  /// - Parameter goal: nothing below is worth a look unless its bound reaches this value.
  func expand(_ start: ColumnNode, goal: Double) -> ColumnExpansion {
    var result = ColumnExpansion()
    var node = start
    var limitPrices = limits.map { _ in 0.0 }
    while true {
      guard let room = closeFullLimits(&node) else { return result }
      let part = CoveringPart(rows, node)
      result.visits += rows.pairCount
      if close(part, node, &result) { return result }
      var columnOf = [Int32](repeating: -1, count: rows.columnCount)
      for (column, origin) in part.rows.origins.enumerated() { columnOf[Int(origin)] = Int32(column) }
      let partLimits = zip(limits, room).map { limit, room in
        ColumnLimit(columns: limit.columns.map { columnOf[Int($0)] }.filter { $0 >= 0 }, most: room)
      }
      var relaxed = Lagrangian(
        rows: part.rows, slots: slots - node.inside.count, limits: partLimits,
        multipliers: part.multipliers(node.multipliers),
        usage: node.usage.isEmpty ? nil : part.rows.origins.map { Double(node.usage[Int($0)]) },
        limitPrices: limitPrices)
      let fixed = relaxed.improve(goal: goal - part.base)
      limitPrices = relaxed.limitPrices
      result.visits += relaxed.visits
      if relaxed.bestPickedValue > -.infinity {
        result.offer(
          node.inside + relaxed.bestPicked.map { part.rows.origins[Int($0)] }, part.base + relaxed.bestPickedValue)
      }
      guard part.base + relaxed.bound >= goal else { return result }
      node.bound = min(node.bound, part.base + relaxed.bound)
      part.store(relaxed, rows, in: &node)
      node.inside += fixed.inside.map { part.rows.origins[Int($0)] }
      node.outside += fixed.outside.map { part.rows.origins[Int($0)] }
      if fixed.inside.isEmpty && fixed.outside.count * 10 < part.rows.columnCount {
        let column = relaxed.branchingColumn(excluding: fixed.outside)
        result.children = children(of: node, part, relaxed, column).filter { $0.bound >= goal }
        return result
      }
    }
  }

  /// Closes the other columns of limits that are used up.
  /// - Returns: what each limit has left; nil when one is overdrawn.
  private func closeFullLimits(_ node: inout ColumnNode) -> [Int]? {
    guard node.inside.count <= slots else { return nil }
    var isDecided = [Bool](repeating: false, count: rows.columnCount)
    var isInside = isDecided
    for column in node.inside {
      isDecided[Int(column)] = true
      isInside[Int(column)] = true
    }
    for column in node.outside { isDecided[Int(column)] = true }
    var room: [Int] = []
    for limit in limits {
      room.append(limit.most - limit.columns.count { isInside[Int($0)] })
      guard room[room.count - 1] >= 0 else { return nil }
      guard room[room.count - 1] == 0 else { continue }
      for column in limit.columns where !isDecided[Int(column)] {
        isDecided[Int(column)] = true
        node.outside.append(column)
      }
    }
    return room
  }

  /// True when nothing is left to decide; a plan that fits has then been offered.
  private func close(_ part: CoveringPart, _ node: ColumnNode, _ result: inout ColumnExpansion) -> Bool {
    let left = slots - node.inside.count
    if left == 0 {
      result.offer(node.inside, part.base)
      return true
    }
    guard part.rows.columnCount > left else {
      let all = node.inside + part.rows.origins
      if part.rows.columnCount == left, limits.allSatisfy({ $0.holds(for: all) }) {
        result.offer(all, part.base + part.rows.totalWeight)
      }
      return true
    }
    guard part.rows.rowCount == 0, let filled = filled(node.inside, from: part.rows.origins) else { return false }
    result.offer(filled, part.base)
    return true
  }

  /// Fills a plan up with columns that add nothing, those of the fewest limits first; nil when that way leads nowhere.
  private func filled(_ inside: [Int32], from open: [Int32]) -> [Int32]? {
    var memberships = [Int](repeating: 0, count: rows.columnCount)
    for limit in limits { for column in limit.columns { memberships[Int(column)] += 1 } }
    var plan = inside
    for column in open.sorted(by: { (memberships[Int($0)], $0) < (memberships[Int($1)], $1) }) where plan.count < slots
    {
      let longer = plan + [column]
      if limits.allSatisfy({ $0.holds(for: longer) }) { plan = longer }
    }
    return plan.count == slots ? plan : nil
  }

  private func children(
    of node: ColumnNode, _ part: CoveringPart, _ relaxed: Lagrangian, _ column: Int
  ) -> [ColumnNode] {
    let bounds = relaxed.boundsWith(column)
    var with = node
    with.inside.append(part.rows.origins[column])
    with.bound = min(node.bound, part.base + bounds.inside)
    var without = node
    without.outside.append(part.rows.origins[column])
    without.bound = min(node.bound, part.base + bounds.outside)
    return [with, without]
  }
}
