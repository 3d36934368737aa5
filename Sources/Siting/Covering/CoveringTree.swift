/// Branch and bound on single columns for covering problems, with Lagrangian bounds and fixing by reduced cost.
///
/// The part of the problem a node leaves open is cut out anew: rows that its inner columns cover go, rows that its
/// outer columns made equal merge, so deeper nodes are smaller and cheaper.
struct CoveringTree: Sendable {
  let rows: CoverRows
  let rule: ColumnRule
  /// Smallest amount by which a plan can be better than another: 1 for integers, rounding otherwise.
  let leap: Double

  /// Expands the next nodes of the frontier side by side.
  func expandNext(
    _ frontier: inout OpenNodes<ColumnNode>, incumbent: Double, control: SearchControl
  ) async -> [ColumnExpansion] {
    await frontier.expandNext(reaching: incumbent + leap, threads: control.limits.threads) {
      expand($0, incumbent: incumbent)
    }
  }

  /// Bounds the node, fixes what its bound allows and splits what stays open.
  func expand(_ start: ColumnNode, incumbent: Double) -> ColumnExpansion {
    var result = ColumnExpansion()
    var node = start
    // Nothing below here is worth a look unless its bound reaches this value.
    let goal = incumbent + leap
    while true {
      let part = CoveringPart(rows, node)
      result.visits += rows.pairCount
      let base: Double
      let partRule: ColumnRule
      switch rule {
      case .slots(let slots):
        base = part.base
        partRule = .slots(slots - node.inside.count)
      case .fee:
        base = part.base - Double(node.inside.count)
        partRule = .fee
      }
      if close(part, partRule, base: base, node, &result) { return result }
      var relaxed = Lagrangian(
        rows: part.rows, rule: partRule, multipliers: part.multipliers(node.multipliers),
        usage: node.usage.isEmpty ? nil : part.rows.origins.map { Double(node.usage[Int($0)]) })
      let fixed = relaxed.improve(goal: goal - base)
      result.visits += relaxed.visits
      result.offer(
        node.inside + relaxed.bestPicked.map { part.rows.origins[Int($0)] }, base + relaxed.bestPickedValue)
      guard base + relaxed.bound >= goal else { return result }
      node.bound = min(node.bound, base + relaxed.bound)
      part.store(relaxed, rows, in: &node)
      node.inside += fixed.inside.map { part.rows.origins[Int($0)] }
      node.outside += fixed.outside.map { part.rows.origins[Int($0)] }
      // Fixing columns in changes the part, fixing a tenth out shrinks it: worth another round before splitting.
      if fixed.inside.isEmpty && fixed.outside.count * 10 < part.rows.columnCount {
        result.children = children(of: node, part, relaxed, base: base, fixed: fixed.outside)
          .filter { $0.bound >= goal }
        return result
      }
    }
  }

  /// True when nothing is left to decide; the only plan has then been offered.
  private func close(
    _ part: CoveringPart, _ rule: ColumnRule, base: Double, _ node: ColumnNode, _ result: inout ColumnExpansion
  ) -> Bool {
    if part.rows.rowCount == 0 {
      result.offer(node.inside, base)
      return true
    }
    guard case .slots(let left) = rule, left <= 0 || part.rows.columnCount <= left else { return false }
    result.offer(
      left <= 0 ? node.inside : node.inside + part.rows.origins, base + (left <= 0 ? 0 : part.rows.totalWeight))
    return true
  }

  private func children(
    of node: ColumnNode, _ part: CoveringPart, _ relaxed: Lagrangian, base: Double, fixed: [Int32]
  ) -> [ColumnNode] {
    let column = relaxed.branchingColumn(excluding: fixed)
    let bounds = relaxed.boundsWith(column)
    var with = node
    with.inside.append(part.rows.origins[column])
    with.bound = min(node.bound, base + bounds.inside)
    var without = node
    without.outside.append(part.rows.origins[column])
    without.bound = min(node.bound, base + bounds.outside)
    return [with, without]
  }
}

extension Lagrangian {
  /// Lowers the bound while it pays: until the node closes, columns can be fixed, or progress fades.
  mutating func improve(goal: Double) -> (inside: [Int32], outside: [Int32]) {
    while true {
      let before = bound
      for _ in 0..<20 where bound >= goal { advance(target: goal) }
      guard bound >= goal else { return ([], []) }
      let fixed = fixable(goal: goal)
      if !fixed.inside.isEmpty || fixed.outside.count * 10 >= rows.columnCount { return fixed }
      if before - bound < 0.05 * (bound - goal) || isSettled { return fixed }
    }
  }
}
