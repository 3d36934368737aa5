import CGEOS
import Geometry

/// An index of boxes, packed once by sort-tile-recursion: which boxes meet a box, contain a point, lie nearest.
///
/// Answers are positions in the array given at the start. GEOS builds the tree at the first question, so a tree stays in
/// one task. Empty boxes are never found.
/// Source: Leutenegger, Lopez, Edgington (1997), STR: a simple and efficient algorithm for R-tree packing,
/// doi:10.1109/ICDE.1997.582015.
package struct STRtree: ~Copyable {
  private let pointer: OpaquePointer
  private let boxes: [Box]
  private let isEmpty: Bool

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
    self.boxes = boxes
    isEmpty = boxes.allSatisfy(\.isEmpty)
  }

  deinit { GEOSSTRtree_destroy_r(ThreadContext.current.handle, pointer) }

  /// The boxes that meet the box, borders included, in rising order.
  package borrowing func query(_ box: Box) throws(GEOSError) -> [Int] {
    if box.isEmpty { return [] }
    let context = ThreadContext.current
    let envelope = try context.envelope(box)
    defer { GEOSGeom_destroy_r(context.handle, envelope) }
    var found: [Int] = []
    try collect(envelope, context, into: &found)
    return found.sorted()
  }

  /// For each point the boxes that contain it, border included, in rising order.
  ///
  /// - Complexity: O(log n + found) per point, one array for all answers.
  package borrowing func query(_ points: [Coordinate]) throws(GEOSError) -> Matches {
    let context = ThreadContext.current
    var matches = Matches()
    matches.starts.reserveCapacity(points.count + 1)
    for (index, coordinate) in points.enumerated() {
      let start = matches.items.count
      let point = try context.point(coordinate, at: "point \(index)")
      defer { GEOSGeom_destroy_r(context.handle, point) }
      try collect(point, context, into: &matches.items)
      matches.items[start...].sort()
      matches.starts.append(matches.items.count)
    }
    return matches
  }

  /// The box nearest to the point and its distance, 0 inside; of equally near ones the first. Nil when none is there.
  package borrowing func nearest(to coordinate: Coordinate) throws(GEOSError) -> (index: Int, distance: Double)? {
    if isEmpty { return nil }
    let context = ThreadContext.current
    let point = try context.point(coordinate, at: "point")
    defer { GEOSGeom_destroy_r(context.handle, point) }
    var target = NearestTarget(coordinate: coordinate, boxes: boxes)
    let item = withUnsafeMutablePointer(to: &target) { target in
      GEOSSTRtree_nearest_generic_r(
        context.handle, pointer, Self.item(boxes.count), point,
        { first, second, distance, target in
          guard let first, let second, let distance, let target else { return 0 }
          let nearest = target.assumingMemoryBound(to: NearestTarget.self)
          // One of the two items is the point itself, whose number is one past the boxes.
          let index = min(STRtree.index(first), STRtree.index(second))
          distance.pointee = nearest.pointee.boxes[index].distance(to: nearest.pointee.coordinate)
          return 1
        }, target)
    }
    guard let item else {
      try context.finished("GEOSSTRtree_nearest_generic_r")
      return nil
    }
    let distance = boxes[Self.index(item)].distance(to: coordinate)
    // Which of equally near boxes the tree meets first depends on its packing.
    let candidates = try query(Box([coordinate]).expanded(by: distance.nextUp))
    let first = candidates.first { boxes[$0].distance(to: coordinate) == distance }
    return (first ?? Self.index(item), distance)
  }

  private borrowing func collect(
    _ geometry: OpaquePointer, _ context: ThreadContext, into found: inout [Int]
  ) throws(GEOSError) {
    withUnsafeMutablePointer(to: &found) { found in
      GEOSSTRtree_query_r(
        context.handle, pointer, geometry,
        { item, found in
          guard let item, let found else { return }
          found.assumingMemoryBound(to: [Int].self).pointee.append(STRtree.index(item))
        }, found)
    }
    try context.finished("GEOSSTRtree_query_r")
  }

  // Items are numbers dressed as pointers, one up because GEOS must not see null.
  private static func item(_ index: Int) -> UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: index + 1) }
  private static func index(_ item: UnsafeRawPointer) -> Int { Int(bitPattern: item) - 1 }
}

@available(*, unavailable)
extension STRtree: @unchecked Sendable {}

/// The answers to many questions, in one array.
package struct Matches: Hashable, Sendable {
  /// `items[starts[i] ..< starts[i + 1]]` answers question `i`.
  package fileprivate(set) var starts = [0]
  package fileprivate(set) var items: [Int] = []

  package var count: Int { starts.count - 1 }
  package subscript(index: Int) -> ArraySlice<Int> { items[starts[index]..<starts[index + 1]] }
}

private struct NearestTarget {
  var coordinate: Coordinate
  var boxes: [Box]
}

extension Box {
  fileprivate func distance(to coordinate: Coordinate) -> Double {
    let dx = max(minX - coordinate.x, 0, coordinate.x - maxX)
    let dy = max(minY - coordinate.y, 0, coordinate.y - maxY)
    return (dx * dx + dy * dy).squareRoot()
  }
}
