/// Branch and bound on single columns for set covering, with Lagrangian bounds and fixing by reduced cost.
///
/// The part that a node leaves open is cut out anew and reduced, so deeper nodes are smaller and cheaper. The column to
/// split on is the one of which most is expected (``SplitGains``); ties to the lower column.
struct CoverTree: Sendable {
  let root: CostedRows
  let step: CostStep
  private var gains: SplitGains

  init(root: CostedRows, step: CostStep) {
    self.root = root
    self.step = step
    gains = SplitGains(root)
  }

  /// Expands the next nodes of the frontier side by side.
  /// - Parameter cost: of the best plan.
  mutating func expandNext(
    _ frontier: inout OpenNodes<CoverNode>, cost: Double, control: SearchControl
  ) async -> [CoverExpansion] {
    let before = self
    let expansions = await frontier.expandNext(reaching: -step.cutoff(cost), threads: control.limits.threads) {
      before.expand($0, cost: cost, control)
    }
    for expansion in expansions {
      if let (split, bound) = expansion.learnt { gains.learn(split, bound: bound) }
    }
    return expansions
  }

  /// Bounds the node, fixes what its bound allows and splits what stays open.
  private func expand(_ start: CoverNode, cost: Double, _ control: SearchControl) -> CoverExpansion {
    var result = CoverExpansion()
    guard control.interruption == nil else {
      result.children = [start]
      return result
    }
    var node = start
    let cutoff = step.cutoff(cost)
    result.learnt = start.split.map { ($0, cutoff) }
    while true {
      let part = CoverReduction(root, taken: node.inside, shut: node.outside, thorough: false)
      result.visits += part.visits
      if part.isInfeasible { return result }
      node.inside += part.inside
      let base = root.cost(of: node.inside)
      guard base < cutoff else { return result }
      let problem = part.problem
      if problem.rows.rowCount == 0 {
        result.offer(node.inside, cost: base)
        return result
      }
      var dual = CoverDual(problem, multipliers: part.multipliers(node.multipliers), usage: part.usage(node.usage))
      let fixed = dual.improve(cutoff: cutoff - base) { control.interruption != nil }
      result.visits += dual.visits
      guard base + dual.bound < cutoff else { return result }
      node.bound = min(node.bound, -base - dual.bound)
      result.learnt?.bound = -node.bound
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
          node.inside + plan.map { problem.rows.origins[Int($0)] }, cost: base + problem.cost(of: plan))
        result.children = children(of: node, problem, dual, base: base, fixed: fixed.outside)
          .filter { -$0.bound < cutoff }
        return result
      }
    }
  }

  private func children(
    of node: CoverNode, _ part: CostedRows, _ dual: CoverDual, base: Double, fixed: [Int32]
  ) -> [CoverNode] {
    var isFixed = [Bool](repeating: false, count: part.costs.count)
    for column in fixed { isFixed[Int(column)] = true }
    var column = 0
    var most = -Double.infinity
    for other in isFixed.indices where !isFixed[other] {
      let score = gains.score(Int(part.rows.origins[other]), part: dual.usage[other])
      if score > most {
        column = other
        most = score
      }
    }
    let price = dual.reduced[column]
    let origin = part.rows.origins[column]
    var with = node
    with.inside.append(origin)
    with.bound = min(node.bound, -base - dual.bound - max(0, price))
    with.split = CoverSplit(column: origin, isInside: true, move: 1 - dual.usage[column], before: -node.bound)
    var without = node
    without.outside.append(origin)
    without.bound = min(node.bound, -base - dual.bound + min(0, price))
    without.split = CoverSplit(column: origin, isInside: false, move: dual.usage[column], before: -node.bound)
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
  func store(_ dual: CoverDual, _ root: CostedRows, in node: inout CoverNode) {
    node.multipliers = [Float](repeating: 0, count: root.rows.rowCount)
    for (row, own) in member.enumerated() { node.multipliers[Int(own)] = Float(dual.best[row]) }
    node.usage = [Float](repeating: 0, count: root.rows.columnCount)
    for (column, origin) in problem.rows.origins.enumerated() { node.usage[Int(origin)] = Float(dual.usage[column]) }
  }
}
