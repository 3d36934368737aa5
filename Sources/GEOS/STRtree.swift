import CGEOS
import Geometry

/// An index of boxes, packed once by sort-tile-recursion: which boxes meet a box.
///
/// Answers are positions in the array given at the start. GEOS builds the tree at the first question, so a tree stays in
/// one task. Empty boxes are never found.
/// Source: Leutenegger, Lopez, Edgington (1997), STR: a simple and efficient algorithm for R-tree packing,
/// doi:10.1109/ICDE.1997.582015.
package struct STRtree: ~Copyable {
  private let pointer: OpaquePointer

  /// - Throws: ``GEOSError`` `notFinite` for a box with a NaN or infinite side that is not simply empty.
  /// - Complexity: O(n log n), at the first question.
  package init(_ boxes: [Box], nodeCapacity: Int = 10) throws(GEOSError) {
    precondition(nodeCapacity > 1, "nodeCapacity is \(nodeCapacity); give at least 2")
    let context = ThreadContext.current
    let tree = try context.pointer("GEOSSTRtree_create_r", GEOSSTRtree_create_r(context.handle, nodeCapacity))
    do throws(GEOSError) {
      for (index, box) in boxes.enumerated() where !box.isEmpty {
        let envelope = try context.envelope(box)
        // The tree copies the envelope (GEOS 3.9 and later).
        GEOSSTRtree_insert_r(context.handle, tree, envelope, Self.item(index))
        GEOSGeom_destroy_r(context.handle, envelope)
        try context.finished("GEOSSTRtree_insert_r")
      }
    } catch {
      GEOSSTRtree_destroy_r(context.handle, tree)
      throw error
    }
    pointer = tree
  }

  deinit { GEOSSTRtree_destroy_r(ThreadContext.current.handle, pointer) }

  /// The boxes that meet the box, borders included, in rising order.
  package borrowing func query(_ box: Box) throws(GEOSError) -> [Int] {
    if box.isEmpty { return [] }
    let context = ThreadContext.current
    let envelope = try context.envelope(box)
    defer { GEOSGeom_destroy_r(context.handle, envelope) }
    var found: [Int] = []
    withUnsafeMutablePointer(to: &found) { found in
      GEOSSTRtree_query_r(
        context.handle, pointer, envelope,
        { item, found in
          guard let item, let found else { return }
          found.assumingMemoryBound(to: [Int].self).pointee.append(STRtree.index(item))
        }, found)
    }
    try context.finished("GEOSSTRtree_query_r")
    return found.sorted()
  }

  // Items are numbers dressed as pointers, one up because GEOS must not see null.
  private static func item(_ index: Int) -> UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: index + 1) }
  private static func index(_ item: UnsafeRawPointer) -> Int { Int(bitPattern: item) - 1 }
}

@available(*, unavailable)
extension STRtree: @unchecked Sendable {}
