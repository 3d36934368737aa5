/// The Delaunay triangulation of places with whole coordinates.
///
/// Half-edge `e` of triangle `e / 3` runs from `corners[e]` to `corners[next(e)]`; `twins[e]` is the same edge of the
/// neighbour, -1 at the outside. Triangles turn left. Three far corners are added behind the places, so that every place
/// has triangles all around. No place lies strictly inside the circle of a triangle; every test that decides is exact.
/// Places on one circle are joined to the one with the lowest number: there is one such triangulation only, whatever else
/// is triangulated with its places.
///
/// Lawson's incremental insertion along a Hilbert curve (Lawson 1977; Amenta, Choi, Rote 2003, doi:10.1145/777792.777824).
/// - Complexity: O(n log n) to order the places, then O(n) in practice.
package struct Triangulation: Sendable {
  package private(set) var places: [PlanePoint]
  package private(set) var corners: [Int32] = []
  package private(set) var twins: [Int32] = []
  /// One half-edge that starts at each place; -1 for a place that stood there already.
  package private(set) var starts: [Int32]
  /// The place that stood where this one was to stand; itself for all others.
  package private(set) var standIns: [Int32]

  /// - Parameter places: whole numbers, no farther apart than 2^27 in either direction.
  package init(_ places: [PlanePoint]) {
    let count = places.count
    var low = PlanePoint(repeating: 0)
    var high = PlanePoint(repeating: 0)
    if let first = places.first {
      low = first
      high = first
      for place in places {
        low = pointwiseMin(low, place)
        high = pointwiseMax(high, place)
      }
    }
    let middle = ((low + high) / 2).rounded(.toNearestOrAwayFromZero)
    let reach = max((high - low).max(), 1_000_000)
    self.places =
      places + [
        PlanePoint(middle.x - 2 * reach, middle.y - reach), PlanePoint(middle.x + 2 * reach, middle.y - reach),
        PlanePoint(middle.x, middle.y + 2 * reach),
      ]
    starts = [Int32](repeating: -1, count: count + 3)
    standIns = (0..<Int32(count + 3)).map { $0 }
    corners = [Int32](repeating: 0, count: 3 * (2 * count + 1))
    twins = [Int32](repeating: -1, count: 3 * (2 * count + 1))
    let order = hilbertOrder(places, low, high)
    var used = 0
    self.places.withUnsafeBufferPointer { places in
      corners.withUnsafeMutableBufferPointer { corners in
        twins.withUnsafeMutableBufferPointer { twins in
          standIns.withUnsafeMutableBufferPointer { standIns in
            var builder = MeshBuilder(places: places, corners: corners, twins: twins)
            for place in order {
              let found = builder.insert(place)
              if found >= 0 { standIns[Int(place)] = found }
            }
            used = builder.count
          }
        }
      }
    }
    corners.removeLast(corners.count - used)
    twins.removeLast(twins.count - used)
    for edge in corners.indices { starts[Int(corners[edge])] = Int32(edge) }
  }

  package var triangleCount: Int { corners.count / 3 }

  @inline(__always)
  static func next(_ edge: Int) -> Int { edge % 3 == 2 ? edge - 2 : edge + 1 }
  @inline(__always)
  static func previous(_ edge: Int) -> Int { edge % 3 == 0 ? edge + 2 : edge - 1 }

  /// The half-edges that leave a place, turning left; all around but for the three far corners.
  package func forEachEdge(from place: Int, _ body: (_ edge: Int) -> Void) {
    let first = Int(starts[place])
    guard first >= 0 else { return }
    var edge = first
    repeat {
      body(edge)
      edge = Int(twins[Self.previous(edge)])
    } while edge != first && edge >= 0
  }
}

private func pointwiseMin(_ a: PlanePoint, _ b: PlanePoint) -> PlanePoint { PlanePoint(min(a.x, b.x), min(a.y, b.y)) }
private func pointwiseMax(_ a: PlanePoint, _ b: PlanePoint) -> PlanePoint { PlanePoint(max(a.x, b.x), max(a.y, b.y)) }

/// Inserts places one by one.
private struct MeshBuilder {
  let places: UnsafeBufferPointer<PlanePoint>
  let corners: UnsafeMutableBufferPointer<Int32>
  let twins: UnsafeMutableBufferPointer<Int32>
  /// Half-edges in use.
  var count = 3
  /// Where the last place went in.
  private var last = 0
  private var stack: [Int] = []

  init(
    places: UnsafeBufferPointer<PlanePoint>, corners: UnsafeMutableBufferPointer<Int32>,
    twins: UnsafeMutableBufferPointer<Int32>
  ) {
    self.places = places
    self.corners = corners
    self.twins = twins
    for corner in 0..<3 {
      corners[corner] = Int32(places.count - 3 + corner)
      twins[corner] = -1
    }
    stack.reserveCapacity(64)
  }

  @inline(__always)
  private func link(_ a: Int, _ b: Int) {
    twins[a] = Int32(truncatingIfNeeded: b)
    if b >= 0 { twins[b] = Int32(truncatingIfNeeded: a) }
  }

  /// - Returns: the place that stands there already; -1 when none does.
  mutating func insert(_ place: Int32) -> Int32 {
    let p = places[Int(place)]
    // Walk towards the place: out over an edge that has it on its right.
    var triangle = last
    var flat = -1
    walk: while true {
      flat = -1
      for edge in triangle..<(triangle + 3) {
        let a = places[Int(corners[edge])]
        let b = places[Int(corners[Triangulation.next(edge)])]
        let side = exactTurn(a, b, p)
        if side < 0 {
          triangle = Int(twins[edge]) / 3 * 3
          continue walk
        }
        if side == 0 { flat = edge }
      }
      break
    }
    for edge in triangle..<(triangle + 3) where places[Int(corners[edge])] == p {
      last = triangle
      return corners[edge]
    }
    // One triangle becomes three: a b p, b c p, c a p.
    let t = triangle
    let (a, b, c) = (corners[t], corners[t + 1], corners[t + 2])
    let (outAB, outBC, outCA) = (Int(twins[t]), Int(twins[t + 1]), Int(twins[t + 2]))
    let u = count
    let v = count + 3
    count += 6
    corners[t + 2] = place
    corners[u] = b
    corners[u + 1] = c
    corners[u + 2] = place
    corners[v] = c
    corners[v + 1] = a
    corners[v + 2] = place
    link(t, outAB)
    link(u, outBC)
    link(v, outCA)
    link(t + 1, u + 2)
    link(u + 1, v + 2)
    link(v + 1, t + 2)
    last = t
    // On an edge the triangle there is flat: it is turned whatever the circle says.
    if flat >= 0 {
      let edge = flat == t ? t : flat == t + 1 ? u : v
      if twins[edge] >= 0 { flip(edge) } else { stack.append(edge) }
      for other in [t, u, v] where other != edge { stack.append(other) }
    } else {
      stack.append(t)
      stack.append(u)
      stack.append(v)
    }
    _ = (a, c)
    legalise(place)
    return -1
  }

  /// The edges on the stack lie opposite the new place.
  private mutating func legalise(_ place: Int32) {
    let p = places[Int(place)]
    while let edge = stack.popLast() {
      let twin = Int(twins[edge])
      guard twin >= 0 else { continue }
      let a = places[Int(corners[edge])]
      let b = places[Int(corners[Triangulation.next(edge)])]
      let opposite = places[Int(corners[Triangulation.previous(twin)])]
      let side = inCircle(a, b, p, opposite)
      if side > 0 || side == 0 && isLowest(place, edge, twin) { flip(edge) }
    }
  }

  /// Of four places on one circle: whether the lowest number is the new place's or that of the one opposite.
  private func isLowest(_ place: Int32, _ edge: Int, _ twin: Int) -> Bool {
    min(place, corners[Triangulation.previous(twin)])
      < min(corners[edge], corners[Triangulation.next(edge)])
  }

  /// Turns the edge `a b` of the triangle `a b p` into `p d`, `d` being beyond it, and pushes the two edges beyond.
  private mutating func flip(_ edge: Int) {
    let twin = Int(twins[edge])
    let nextEdge = Triangulation.next(edge)
    let previousEdge = Triangulation.previous(edge)
    let nextTwin = Triangulation.next(twin)
    let previousTwin = Triangulation.previous(twin)
    // edge: a b, twin: b a, beyond it d. New triangles: a d p in place of the first, d b p of the second.
    let d = corners[previousTwin]
    let p = corners[previousEdge]
    let outAD = Int(twins[nextTwin])
    let outDB = Int(twins[previousTwin])
    let outBP = Int(twins[nextEdge])
    corners[nextEdge] = d
    // First: a d (edge), d p (nextEdge), p a (previousEdge).
    // Second: b p (twin), p d (nextTwin), d b (previousTwin).
    corners[nextTwin] = p
    link(edge, outAD)
    link(twin, outBP)
    link(nextEdge, nextTwin)
    link(previousTwin, outDB)
    stack.append(edge)
    stack.append(previousTwin)
  }
}
