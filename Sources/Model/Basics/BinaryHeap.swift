/// A binary heap: the least element leaves first.
///
/// The order in which elements leave depends on nothing but `<` wherever that tells any two of them apart.
/// - Complexity: O(log n) to push and to pop.
package struct BinaryHeap<Element: Comparable> {
  @usableFromInline var items: [Element]

  @inlinable
  package init() { items = [] }

  @inlinable
  package var first: Element? { items.first }
  package var count: Int { items.count }

  @inlinable
  package mutating func push(_ element: Element) {
    items.append(element)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child] < items[parent] else { break }
      items.swapAt(child, parent)
      child = parent
    }
  }

  @inlinable
  package mutating func pop() -> Element? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    if items.isEmpty { return first }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < items.count else { break }
      if child + 1 < items.count, items[child + 1] < items[child] { child += 1 }
      guard items[child] < items[parent] else { break }
      items.swapAt(child, parent)
      parent = child
    }
    return first
  }
}

extension BinaryHeap: Sendable where Element: Sendable {}
