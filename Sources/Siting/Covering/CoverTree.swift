/// Branch and bound on single columns for set covering, with Lagrangian bounds and fixing by reduced cost.
///
/// The part that a node leaves open is cut out anew and reduced, so deeper nodes are smaller and cheaper. Nodes carry
/// their bound with the sign turned around, because ``OpenNodes`` gives the highest first.
struct CoverTree: Sendable {
  let root: CostedRows
  let step: CostStep

  /// Expands the next nodes of the frontier side by side.
  /// - Parameter cost: of the best plan.
  func expandNext(
    _ frontier: inout OpenNodes<ColumnNode>, cost: Double, control: SearchControl
  ) async -> [ColumnExpansion] {
    await frontier.expandNext(reaching: -step.cutoff(cost), threads: control.limits.threads) {
      expand($0, cost: cost, control)
    }
  }

  /// Bounds the node, fixes what its bound allows and splits what stays open.
  func expand(_ start: ColumnNode, cost: Double, _ control: SearchControl) -> ColumnExpansion {
    var result = ColumnExpansion()
    var node = start
    let cutoff = step.cutoff(cost)
    while true {
      let part = CoverReduction(root, taken: node.inside, shut: node.outside, thorough: false)
      result.visits += part.visits
      if part.isInfeasible { return result }
      node.inside += part.inside
      let base = root.cost(of: node.inside)
      guard base < cutoff else { return result }
      let problem = part.problem
      if problem.rows.rowCount == 0 {
        result.offer(node.inside, -base)
        return result
      }
      var dual = CoverDual(problem, multipliers: part.multipliers(node.multipliers), usage: part.usage(node.usage))
      let fixed = dual.improve(cutoff: cutoff - base)
      result.visits += dual.visits
      guard base + dual.bound < cutoff else { return result }
      node.bound = min(node.bound, -base - dual.bound)
      part.store(dual, root, in: &node)
      node.inside += fixed.inside.map { problem.rows.origins[Int($0)] }
      node.outside += fixed.outside.map { problem.rows.origins[Int($0)] }
      if control.interruption != nil {
        result.children = [node]
        return result
      }
      // Fixing columns in changes the part, fixing a tenth out shrinks it: worth another round before splitting.
      if fixed.inside.isEmpty && fixed.outside.count * 10 < problem.costs.count {
        let plan = problem.greedyPlan(dual.best)
        result.visits += 2 * problem.rows.pairCount
        result.offer(
          node.inside + plan.map { problem.rows.origins[Int($0)] }, -base - problem.cost(of: plan))
        result.children = children(of: node, problem, dual, base: base, fixed: fixed.outside)
          .filter { -$0.bound < cutoff }
        return result
      }
    }
  }

  private func children(
    of node: ColumnNode, _ part: CostedRows, _ dual: CoverDual, base: Double, fixed: [Int32]
  ) -> [ColumnNode] {
    let column = dual.branchingColumn(excluding: fixed)
    let price = dual.reduced[column]
    var with = node
    with.inside.append(part.rows.origins[column])
    with.bound = min(node.bound, -base - dual.bound - max(0, price))
    var without = node
    without.outside.append(part.rows.origins[column])
    without.bound = min(node.bound, -base - dual.bound + min(0, price))
    return [without, with]
  }
}

extension CoverReduction {
  /// The part's multipliers from the root's: of rows that are covered together the sum.
  func multipliers<Number: BinaryFloatingPoint>(_ root: [Number]) -> [Double] {
    var sums = [Double](repeating: 0, count: problem.rows.rowCount)
    for row in rowOf.indices where rowOf[row] >= 0 { sums[Int(rowOf[row])] += Double(root[row]) }
    return sums
  }

  fileprivate func usage(_ root: [Float]) -> [Double]? {
    root.isEmpty ? nil : problem.rows.origins.map { Double(root[Int($0)]) }
  }

  /// Writes back what the bound learnt.
  func store(_ dual: CoverDual, _ root: CostedRows, in node: inout ColumnNode) {
    node.multipliers = [Float](repeating: 0, count: root.rows.rowCount)
    for (row, own) in member.enumerated() { node.multipliers[Int(own)] = Float(dual.best[row]) }
    node.usage = [Float](repeating: 0, count: root.rows.columnCount)
    for (column, origin) in problem.rows.origins.enumerated() { node.usage[Int(origin)] = Float(dual.usage[column]) }
  }
}

extension CoverDual {
  /// The column whose part in the averaged solution is most open, times its cost and its rows: of equally open ones the
  /// column that decides most, either way; ties to the lower column.
  fileprivate func branchingColumn(excluding fixed: [Int32]) -> Int {
    var isFixed = [Bool](repeating: false, count: usage.count)
    for column in fixed { isFixed[Int(column)] = true }
    var best = 0
    var bestScore = -Double.infinity
    for column in usage.indices where !isFixed[column] {
      let score =
        min(usage[column], 1 - usage[column]) * problem.costs[column] * Double(problem.rows.rows(of: column).count)
      if score > bestScore {
        best = column
        bestScore = score
      }
    }
    return best
  }
}
