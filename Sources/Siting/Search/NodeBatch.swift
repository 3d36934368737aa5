extension OpenNodes where Node: Sendable {
  /// Takes the next nodes and expands them side by side.
  ///
  /// How many does not depend on the threads, and the results stand in the order of the nodes whatever finished first:
  /// that keeps the search the same on any machine.
  /// - Parameter goal: nodes whose bound does not reach it stay.
  mutating func expandNext<Expansion: Sendable>(
    reaching goal: Double, threads: Int, _ expand: @escaping @Sendable (Node) -> Expansion
  ) async -> [Expansion] {
    var nodes: [Node] = []
    while nodes.count < 8, bound >= goal, let node = popFirst() { nodes.append(node) }
    let workers = min(threads, nodes.count)
    guard workers > 1 else { return nodes.map(expand) }
    var results = [Expansion?](repeating: nil, count: nodes.count)
    await withTaskGroup(of: (Int, Expansion).self) { group in
      var next = 0
      func start() {
        guard next < nodes.count else { return }
        let index = next
        let node = nodes[index]
        next += 1
        group.addTask { (index, expand(node)) }
      }
      for _ in 0..<workers { start() }
      for await (index, expansion) in group {
        results[index] = expansion
        start()
      }
    }
    return results.compactMap(\.self)
  }
}
