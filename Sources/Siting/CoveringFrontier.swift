/// Open nodes of the tree, highest bound first; of equal bounds the younger first, so that the search goes deep.
struct CoveringFrontier: Sendable {
  private var heap: [(bound: Double, age: Int, node: CoveringNode)] = []
  private var born = 0

  var isEmpty: Bool { heap.isEmpty }
  /// The bound of all that is open; minus infinity when nothing is.
  var bound: Double { heap.first?.bound ?? -.infinity }
  var count: Int { heap.count }

  mutating func insert(_ node: CoveringNode) {
    born += 1
    heap.append((node.bound, born, node))
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> CoveringNode? {
    guard let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return last.node }
    let first = heap[0]
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, isBefore(child + 1, child) { child += 1 }
      guard isBefore(child, parent) else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first.node
  }

  /// Drops all that is open when none of it reaches `goal`: nothing left is what a proof looks like, and no loop may wait
  /// for nodes that nobody will take.
  mutating func close(below goal: Double) {
    if bound < goal { heap = [] }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    heap[a].bound != heap[b].bound ? heap[a].bound > heap[b].bound : heap[a].age > heap[b].age
  }
}
