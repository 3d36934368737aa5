/// Branch and bound on single columns over a ``RadiusProgram``: every node is solved to the optimum of its linear
/// program, and the column to split on is the one whose two sides rise most after a few steps (strong branching).
///
/// Source: Applegate, Bixby, Chvátal, Cook (1995), Finding cuts in the TSP, DIMACS 95-05 (strong branching).
struct RadiusTree: MedianSplitting {
  /// The rows that the program was made of: plans are valued by them.
  let rows: MedianRows
  let program: RadiusProgram
  /// Smallest amount by which a plan can be better than another: near 1 for integers, rounding otherwise.
  let leap: Double

  /// Columns tried on both sides before one is split on; one where a basis is too large to be copied for more.
  private static let trials = 6
  /// Steps of each trial.
  private static let trialSteps = 15
  /// Steps after which a node is split whatever its bound: far beyond what any has needed.
  private static let most = 50_000

  /// Where a climb begins: at the prices that the multipliers give.
  func root(bound: Double) -> RadiusNode {
    var node = RadiusNode(bound: -bound, fixed: [Int8](repeating: 0, count: program.columnCount))
    for set in 0..<program.setCount where program.first[set] > 0 {
      if program.first[set] >= program.weights[set] {
        node.full.append(Int32(set))
      } else {
        node.between.append(Int32(set))
        node.prices.append(program.first[set])
      }
    }
    return node
  }

  func expand(_ node: RadiusNode, incumbent: Double, _ control: SearchControl) -> MedianExpansion<RadiusNode> {
    expand(node, incumbent: incumbent, steps: Self.most) { control.interruption != nil }
  }

  /// - Parameter steps: of one climb at most; a climb that has not ended then is split where it stands.
  func expand(_ node: RadiusNode, incumbent: Double, steps: Int, isInterrupted: () -> Bool) -> MedianExpansion<
    RadiusNode
  > {
    var result = MedianExpansion<RadiusNode>()
    let goal = incumbent - leap
    if close(node.fixed, &result) { return result }
    var simplex = RadiusSimplex(program, from: node)
    defer { result.visits += simplex.visits }
    while true {
      let ending = simplex.climb(goal: goal, steps: steps, isInterrupted: isInterrupted)
      if ending == .above { return result }
      let bound = simplex.bound()
      if isInterrupted() {
        result.children = [simplex.node(bound: min(bound, -node.bound))]
        return result
      }
      let fixed = simplex.fixColumns(bound: bound, goal: goal)
      if close(simplex.fixed, &result) { return result }
      if fixed > 0, simplex.climb(goal: goal, steps: steps, isInterrupted: isInterrupted) == .above { return result }
      let value = offer(simplex, &result)
      let doubtful = doubtful(simplex)
      if doubtful.isEmpty {
        // The linear program's own plan: nothing below it is better.
        if ending == .optimal, value <= bound + leap || program.price != nil { return result }
      }
      guard let choice = choose(doubtful, &simplex, goal: goal, steps: steps, isInterrupted: isInterrupted, &result)
      else { continue }
      result.children = choice
      return result
    }
  }

  /// Open columns whose part is farthest from whole; any open column when all are whole.
  private func doubtful(_ simplex: RadiusSimplex) -> [Int] {
    let open = simplex.tight.map { Int($0) }.filter { column in
      simplex.fixed[column] == 0 && simplex.parts[column] > 1e-6 && simplex.parts[column] < 1 - 1e-6
    }
    return Array(
      open.sorted { a, b in
        let (x, y) = (abs(simplex.parts[a] - 0.5), abs(simplex.parts[b] - 0.5))
        return x != y ? x < y : a < b
      }.prefix(simplex.tight.count > BasisInverse.largestTried ? 1 : Self.trials))
  }

  /// The children of the best split; nil when a side was closed on the way and the other is now the node itself.
  private func choose(
    _ doubtful: [Int], _ simplex: inout RadiusSimplex, goal: Double, steps: Int, isInterrupted: () -> Bool,
    _ result: inout MedianExpansion<RadiusNode>
  ) -> [RadiusNode]? {
    let candidates =
      doubtful.isEmpty ? simplex.fixed.indices.filter { simplex.fixed[$0] == 0 }.prefix(1).map { $0 } : doubtful
    var best: (score: Double, sides: [RadiusSimplex])?
    for column in candidates where best == nil || !isInterrupted() {
      var sides: [RadiusSimplex] = []
      var score = 1.0
      for isInside in [false, true] {
        var side = simplex
        side.visits = 0
        side.fix(column, inside: isInside)
        var isClosed = close(side.fixed, &result)
        if !isClosed {
          isClosed = side.climb(goal: goal, steps: Self.trialSteps, isInterrupted: isInterrupted) == .above
        }
        result.visits += side.visits
        side.visits = 0
        if isClosed {
          simplex.fix(column, inside: !isInside)
          return close(simplex.fixed, &result) ? [] : nil
        }
        score *= max(1e-6, side.climbed - simplex.climbed)
        sides.append(side)
      }
      if score > best?.score ?? -1 { best = (score, sides) }
    }
    var children: [RadiusNode] = []
    for var side in best?.sides ?? [] {
      let ending = side.climb(goal: goal, steps: steps, isInterrupted: isInterrupted)
      defer { result.visits += side.visits }
      if ending == .above { continue }
      children.append(side.node(bound: side.bound()))
    }
    return children
  }

  /// Offers the plan of the columns with the greatest parts.
  /// - Returns: its value.
  private func offer(_ simplex: RadiusSimplex, _ result: inout MedianExpansion<RadiusNode>) -> Double {
    let plan = program.price == nil ? largest(program.slots, of: simplex.parts) : cover(simplex.parts)
    let value = rows.value(of: plan)
    result.visits += 2 * rows.rowCount
    result.offer(plan, -value)
    return value
  }

  /// At most `slots` columns: those with the greatest parts from a half on, then for each row that has none of them its
  /// column with the greatest part.
  private func cover(_ parts: [Double]) -> [Int32] {
    var plan = largest(program.slots, of: parts).filter { parts[Int($0)] > 0.5 }
    var isOpen = [Bool](repeating: false, count: program.columnCount)
    for column in plan { isOpen[Int(column)] = true }
    for row in 0..<rows.rowCount where plan.count < program.slots {
      let columns = rows.columns[rows.starts[row]..<rows.starts[row + 1]]
      guard !columns.contains(where: { isOpen[Int($0)] }),
        let column = columns.max(by: { parts[Int($0)] < parts[Int($1)] })
      else { continue }
      isOpen[Int(column)] = true
      plan.append(column)
    }
    return plan
  }

  /// True when a single plan is left, or none; it has then been offered.
  private func close(_ fixed: [Int8], _ result: inout MedianExpansion<RadiusNode>) -> Bool {
    let inside = fixed.indices.filter { fixed[$0] == 1 }
    let open = fixed.indices.filter { fixed[$0] == 0 }
    if program.price != nil {
      guard inside.count > program.slots || open.isEmpty else { return false }
      if inside.count <= program.slots {
        let plan = inside.map { Int32($0) }
        result.offer(plan, -rows.value(of: plan))
      }
      return true
    }
    guard inside.count < program.slots, inside.count + open.count > program.slots else {
      if inside.count == program.slots || inside.count + open.count == program.slots {
        let plan = (inside.count == program.slots ? inside : inside + open).map { Int32($0) }
        result.best.take(ScoredPlan(worth: -rows.value(of: plan), columns: plan))
      }
      return true
    }
    return false
  }
}
