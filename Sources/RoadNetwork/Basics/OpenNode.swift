/// A node that a search has reached and not yet settled; equal keys are settled in the order of their nodes.
struct OpenNode<Key: Comparable>: Comparable {
  var key: Key
  var node: Int32

  static func < (a: Self, b: Self) -> Bool { a.key < b.key || (a.key == b.key && a.node < b.node) }
}
