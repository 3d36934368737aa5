/// A binary heap of keys with a node each; equal keys leave in the order of their nodes.
struct MinimumHeap<Key: Comparable> {
  private var items: [(key: Key, node: Int32)] = []

  mutating func push(_ key: Key, _ node: Int32) {
    items.append((key, node))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard Self.precedes(items[child], items[parent]) else { break }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> (key: Key, node: Int32)? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return first }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < items.count else { break }
      if child + 1 < items.count, Self.precedes(items[child + 1], items[child]) { child += 1 }
      guard Self.precedes(items[child], items[parent]) else { break }
      items.swapAt(child, parent)
      parent = child
    }
    return first
  }

  private static func precedes(_ a: (key: Key, node: Int32), _ b: (key: Key, node: Int32)) -> Bool {
    a.key < b.key || (a.key == b.key && a.node < b.node)
  }
}
