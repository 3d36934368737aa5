import Model

/// A node of a search tree.
protocol BoundedNode {
  /// What nothing below the node is worth more than.
  var bound: Double { get }
}

/// Open nodes of a tree, highest bound first; of equal bounds the younger first, so that the search goes deep.
struct OpenNodes<Node: BoundedNode> {
  fileprivate struct Entry: Comparable {
    var node: Node
    var age: Int

    static func == (a: Self, b: Self) -> Bool { a.age == b.age }
    static func < (a: Self, b: Self) -> Bool {
      a.node.bound != b.node.bound ? a.node.bound > b.node.bound : a.age > b.age
    }
  }

  private var heap = BinaryHeap<Entry>()
  private var born = 0

  var isEmpty: Bool { heap.first == nil }
  var count: Int { heap.count }
  var first: Node? { heap.first?.node }
  /// The bound of all that is open; minus infinity when nothing is.
  var bound: Double { heap.first?.node.bound ?? -.infinity }

  mutating func insert(_ node: Node) {
    born += 1
    heap.push(Entry(node: node, age: born))
  }

  mutating func popFirst() -> Node? { heap.pop()?.node }

  /// Drops all that is open when none of it reaches `goal`: nothing left is what a proof looks like, and no loop may wait
  /// for nodes that nobody will take.
  mutating func close(below goal: Double) {
    if bound < goal { heap = BinaryHeap() }
  }
}

extension OpenNodes.Entry: Sendable where Node: Sendable {}
extension OpenNodes: Sendable where Node: Sendable {}
