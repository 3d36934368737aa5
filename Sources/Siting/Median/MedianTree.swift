/// Branch and bound on single columns for median problems, with Lagrangian bounds and fixing by reduced cost.
///
/// What a node leaves open is cut out anew, so deeper nodes are smaller. Bounds stand in ``ColumnNode`` and
/// ``MedianExpansion<ColumnNode>`` with the sign turned around, because those look for the most.
struct MedianTree: MedianSplitting {
  let rows: MedianRows
  let slots: Int
  /// Smallest amount by which a plan can be better than another: near 1 for integers, rounding otherwise.
  let leap: Double

  /// Bounds the node, fixes what its bound allows and splits what stays open.
  func expand(_ start: ColumnNode, incumbent: Double, _ control: SearchControl) -> MedianExpansion<ColumnNode> {
    var result = MedianExpansion<ColumnNode>()
    var node = start
    // Nothing below here is worth a look unless its bound lies at or below this value.
    let goal = incumbent - leap
    while true {
      if control.interruption != nil {
        result.children = [node]
        return result
      }
      let left = slots - node.inside.count
      let part = rows.cut(inside: node.inside, outside: node.outside, slots: left)
      result.visits += rows.pairCount
      if close(part, slots: left, node, &result) { return result }
      var relaxed = MedianLagrangian(
        rows: part, slots: left, multipliers: part.rowOrigins.map { Double(node.multipliers[Int($0)]) },
        usage: node.usage.isEmpty ? nil : part.origins.map { Double(node.usage[Int($0)]) })
      let fixed = improve(&relaxed, goal: goal, control)
      result.visits += relaxed.visits
      if !relaxed.bestPlan.isEmpty {
        result.offer(node.inside + relaxed.bestPlan.map { part.origins[Int($0)] }, -relaxed.bestPlanValue)
      }
      guard relaxed.bound <= goal else { return result }
      node.bound = min(node.bound, -relaxed.bound)
      for (row, origin) in part.rowOrigins.enumerated() { node.multipliers[Int(origin)] = Float(relaxed.best[row]) }
      if node.usage.isEmpty { node.usage = [Float](repeating: 0, count: rows.columnCount) }
      for (column, origin) in part.origins.enumerated() { node.usage[Int(origin)] = Float(relaxed.usage[column]) }
      node.inside += fixed.inside.map { part.origins[Int($0)] }
      node.outside += fixed.outside.map { part.origins[Int($0)] }
      if control.interruption != nil {
        result.children = [node]
        return result
      }
      if !fixed.inside.isEmpty || fixed.outside.count * 10 >= part.columnCount { continue }
      if let children = split(node, part, relaxed, incumbent: incumbent, control, &result) {
        result.children = children
        return result
      }
      result.children = children(of: node, part, relaxed, fixed: fixed.outside).filter { -$0.bound <= goal }
      return result
    }
  }

  /// True when nothing is left to decide; the only plan has then been offered.
  private func close(
    _ part: MedianRows, slots left: Int, _ node: ColumnNode, _ result: inout MedianExpansion<ColumnNode>
  ) -> Bool {
    guard left >= 0, part.columnCount >= left else { return true }
    guard left == 0 || part.columnCount == left || part.rowCount == 0 else { return false }
    // With all columns or none, or no row that cares, the cut has put every row's cost into the constant.
    result.offer(node.inside + part.origins.prefix(left), -part.constant)
    return true
  }

  /// Splits a node by the linear program of the sets around the multipliers; nil when that is too large.
  private func split(
    _ node: ColumnNode, _ part: MedianRows, _ relaxed: MedianLagrangian, incumbent: Double, _ control: SearchControl,
    _ result: inout MedianExpansion<ColumnNode>
  ) -> [ColumnNode]? {
    let goal = incumbent - leap
    var multipliers = relaxed.best
    var bound = relaxed.bound
    var limits = [Double](repeating: .infinity, count: part.rowCount)
    var standing: (program: RadiusProgram, node: RadiusNode)?
    // The sets follow the multipliers for as long as that pays.
    for _ in 0..<Self.followings {
      for row in limits.indices { limits[row] = min(limits[row], multipliers[row] + goal - bound + 1e-6) }
      guard
        let program = RadiusProgram(
          part, slots: slots - node.inside.count, limits: limits, multipliers: multipliers,
          reach: Self.reach, room: Self.room)
      else { break }
      if program.isInfeasible { return [] }
      var simplex = RadiusSimplex(
        program, from: RadiusTree(rows: part, program: program, leap: leap).root(bound: bound))
      let ending = simplex.climb(goal: goal, steps: Self.steps) { control.interruption != nil }
      result.visits += 2 * program.entryCount + simplex.visits
      if ending == .above { return [] }
      let reached = simplex.bound()
      multipliers = simplex.multipliers

      standing = (program, simplex.node(bound: reached))
      let isFading = reached - bound < 0.03 * (goal - bound)
      bound = max(bound, reached)
      if isFading || control.interruption != nil { break }
    }
    guard let (program, start) = standing else { return nil }
    let tree = RadiusTree(rows: part, program: program, leap: leap)
    let expansion = tree.expand(start, incumbent: incumbent, steps: Self.steps) { control.interruption != nil }
    result.visits += expansion.visits
    if !expansion.best.columns.isEmpty {
      result.offer(node.inside + expansion.best.columns.map { part.origins[Int($0)] }, expansion.best.worth)
    }
    return expansion.children.map { side in
      var child = node
      child.bound = min(node.bound, side.bound)
      var prices = [Double](repeating: 0, count: program.setCount)
      for set in side.full { prices[Int(set)] = program.weights[Int(set)] }
      for (set, price) in zip(side.between, side.prices) { prices[Int(set)] = price }
      for (row, multiplier) in program.multipliers(prices).enumerated() {
        child.multipliers[Int(part.rowOrigins[row])] = Float(multiplier)
      }
      for column in side.fixed.indices where side.fixed[column] != 0 {
        if side.fixed[column] == 1 {
          child.inside.append(part.origins[column])
        } else {
          child.outside.append(part.origins[column])
        }
      }
      return child
    }
  }
  /// Sets on both sides of a row's multiplier: what a climb moves it by.
  private static let reach = 3
  /// Programs one after the other, each around the multipliers that the last one found.
  private static let followings = 5
  /// Entries of a program: 48 MB.
  private static let room = 4_000_000
  /// Steps of one climb; its bound is valid wherever it stops.
  private static let steps = 3000

  private func children(
    of node: ColumnNode, _ part: MedianRows, _ relaxed: MedianLagrangian, fixed: [Int32]
  ) -> [ColumnNode] {
    let column = relaxed.branchingColumn(excluding: fixed)
    let bounds = relaxed.boundsPerColumn()
    var with = node
    with.inside.append(part.origins[column])
    with.bound = min(node.bound, -bounds.inside[column])
    var without = node
    without.outside.append(part.origins[column])
    without.bound = min(node.bound, -bounds.outside[column])
    return [with, without]
  }

  /// Lifts the bound while it pays: until the node closes, columns can be fixed, or progress fades.
  private func improve(
    _ relaxed: inout MedianLagrangian, goal: Double, _ control: SearchControl
  ) -> (inside: [Int32], outside: [Int32]) {
    while true {
      let before = relaxed.bound
      for _ in 0..<20 where relaxed.bound <= goal && !relaxed.isSettled && control.interruption == nil {
        relaxed.advance(target: goal)
      }
      guard relaxed.bound <= goal else { return ([], []) }
      let fixed = relaxed.fixable(goal: goal)
      if !fixed.inside.isEmpty || fixed.outside.count * 10 >= relaxed.rows.columnCount { return fixed }
      let isFading = relaxed.bound - before < 0.03 * (goal - relaxed.bound)
      if isFading || relaxed.isSettled || control.interruption != nil { return fixed }
    }
  }
}

extension MedianLagrangian {
  /// Columns that every plan at or below `goal` has, and columns that none has.
  func fixable(goal: Double) -> (inside: [Int32], outside: [Int32]) {
    let bounds = boundsPerColumn()
    var fixed: (inside: [Int32], outside: [Int32]) = ([], [])
    for column in bounds.inside.indices {
      if bounds.outside[column] > goal {
        fixed.inside.append(Int32(column))
      } else if bounds.inside[column] > goal {
        fixed.outside.append(Int32(column))
      }
    }
    return fixed
  }
}
