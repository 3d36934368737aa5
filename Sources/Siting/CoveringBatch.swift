extension CoveringTree {
  /// Expands the next nodes of the frontier side by side.
  ///
  /// How many does not depend on the threads, and the results stand in the order of the nodes whatever finished first:
  /// that keeps the search the same on any machine.
  func expandNext(
    _ frontier: inout OpenNodes<CoveringNode>, incumbent: Double, control: SearchControl
  ) async -> [CoveringExpansion] {
    var nodes: [CoveringNode] = []
    while nodes.count < 8, frontier.bound >= incumbent + leap, let node = frontier.popFirst() { nodes.append(node) }
    let workers = min(control.limits.threads, nodes.count)
    guard workers > 1 else { return nodes.map { expand($0, incumbent: incumbent) } }
    var results = [CoveringExpansion](repeating: CoveringExpansion(), count: nodes.count)
    await withTaskGroup(of: (Int, CoveringExpansion).self) { group in
      var next = 0
      func start() {
        guard next < nodes.count else { return }
        let index = next
        let node = nodes[index]
        next += 1
        group.addTask { (index, expand(node, incumbent: incumbent)) }
      }
      for _ in 0..<workers { start() }
      for await (index, expansion) in group {
        results[index] = expansion
        start()
      }
    }
    return results
  }
}
