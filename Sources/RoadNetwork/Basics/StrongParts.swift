/// The parts of a directed network in which one comes from everywhere to everywhere.
///
/// Source: Tarjan (1972), Depth-first search and linear graph algorithms, doi:10.1137/0201010.
struct StrongParts {
  /// Of each node.
  let labels: [Int32]
  let count: Int

  /// - Parameters:
  ///   - starts: the arcs of node `n` are `starts[n] ..< starts[n + 1]`.
  ///   - head: of an arc; nil for one that does not count.
  init(nodeCount: Int, starts: (Int) -> Int, head: (Int) -> Int?) {
    var index = [Int32](repeating: -1, count: nodeCount)
    var low = index
    var part = index
    var stack: [Int32] = []
    var counter: Int32 = 0
    var parts: Int32 = 0
    var path: [(node: Int, next: Int)] = []
    for root in 0..<nodeCount where index[root] < 0 {
      path.append((root, starts(root)))
      while let (node, next) = path.last {
        if index[node] < 0 {
          index[node] = counter
          low[node] = counter
          counter += 1
          stack.append(Int32(node))
        }
        var slot = next
        var child: Int?
        let end = starts(node + 1)
        while slot < end, child == nil {
          let target = head(slot)
          slot += 1
          guard let target else { continue }
          if index[target] < 0 { child = target } else if part[target] < 0 { low[node] = min(low[node], index[target]) }
        }
        path[path.count - 1].next = slot
        if let child {
          path.append((child, starts(child)))
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == index[node] else { continue }
        while let member = stack.popLast() {
          part[Int(member)] = parts
          if Int(member) == node { break }
        }
        parts += 1
      }
    }
    labels = part
    count = Int(parts)
  }
}
