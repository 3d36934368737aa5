import GEOS
import Geometry

/// A directed piece of border with the area on its left.
package struct BorderEdge: Hashable {
  var from: UInt64
  var to: UInt64

  package init(_ from: GridPoint, _ to: GridPoint) {
    self.from = from.key
    self.to = to.key
  }

  private init(from: UInt64, to: UInt64) {
    self.from = from
    self.to = to
  }

  var reversed: BorderEdge { BorderEdge(from: to, to: from) }
}

/// The polygons whose borders these edges are: edges that run both ways cancel, the rest are joined to rings.
///
/// - Parameter edges: of areas side by side, each with its area on the left; in any order.
/// - Returns: valid polygons, outer rings to the left, holes to the right, by their least corner; rings touch at corners
///   only.
/// - Complexity: O(n log n), and O(rings x corners) where there are holes.
package func polygons(_ edges: inout [BorderEdge]) -> [Polygon] {
  cancel(&edges)
  guard !edges.isEmpty else { return [] }
  let isMended = close(&edges)
  let rings = simpleRings(edges)
  var shells: [(ring: [GridPoint], holes: [[GridPoint]])] = []
  var holes: [[GridPoint]] = []
  for ring in rings {
    let area = doubledArea(ring)
    if area > 0 { shells.append((ring, [])) } else if area < 0 { holes.append(ring) }
  }
  let boxes = shells.map { GridBox($0.ring) }
  for hole in holes {
    let box = GridBox(hole)
    // The least shell around it.
    var best: Int?
    for (index, shell) in shells.enumerated() where boxes[index].holds(box) {
      guard surrounds(shell.ring, hole) else { continue }
      if best.map({ boxes[index].size < boxes[$0].size }) ?? true { best = index }
    }
    if let best { shells[best].holes.append(hole) }
  }
  let polygons = shells.map { Polygon(rings: ([$0.ring] + $0.holes).map { $0.map(\.position) }) }
  guard isMended else { return polygons }
  return (try? rfc7946(Shape.multiPolygon(polygons).repaired().shape).polygons) ?? polygons
}

/// Takes away what runs both ways, equally often.
private func cancel(_ edges: inout [BorderEdge]) {
  func low(_ edge: BorderEdge) -> UInt64 { min(edge.from, edge.to) }
  func high(_ edge: BorderEdge) -> UInt64 { max(edge.from, edge.to) }
  edges.removeAll { $0.from == $0.to }
  edges.sort { (low($0), high($0), $0.from) < (low($1), high($1), $1.from) }
  var kept: [BorderEdge] = []
  kept.reserveCapacity(edges.count)
  var index = 0
  while index < edges.count {
    var end = index
    var balance = 0
    while end < edges.count, low(edges[end]) == low(edges[index]), high(edges[end]) == high(edges[index]) {
      balance += edges[end].from < edges[end].to ? 1 : -1
      end += 1
    }
    if balance != 0 {
      let forward = edges[index].from < edges[index].to ? edges[index] : edges[index].reversed
      kept.append(balance > 0 ? forward : forward.reversed)
    }
    index = end
  }
  edges = kept
}

/// Joins ends that stand apart, 20 m at the most: where a cut runs along an outline, or two communities draw one outline with
/// different corners, a piece of border may be missing.
///
/// - Returns: whether there were any such ends.
private func close(_ edges: inout [BorderEdge]) -> Bool {
  // Hardly ever is any: as many edges come to each corner as leave it.
  if edges.map({ $0.from }).sorted() == edges.map({ $0.to }).sorted() { return false }
  var balance: [UInt64: Int] = [:]
  balance.reserveCapacity(edges.count)
  for edge in edges {
    balance[edge.from, default: 0] += 1
    balance[edge.to, default: 0] -= 1
  }
  let odd = balance.filter { $0.value != 0 }.sorted { $0.key < $1.key }
  var starts = odd.flatMap { Array(repeating: GridPoint(key: $0.key), count: max(0, $0.value)) }
  for (key, value) in odd where value < 0 {
    let end = GridPoint(key: key)
    for _ in 0..<(-value) {
      let nearest = starts.indices.min { gridDistance(end, starts[$0]) < gridDistance(end, starts[$1]) }
      guard let nearest, gridDistance(end, starts[nearest]) <= 2000 else { break }
      edges.append(BorderEdge(end, starts.remove(at: nearest)))
    }
  }
  return true
}

/// The larger of the steps east and north.
func gridDistance(_ a: GridPoint, _ b: GridPoint) -> Int64 {
  max(abs(Int64(a.x) - Int64(b.x)), abs(Int64(a.y) - Int64(b.y)))
}

/// Rings that pass each corner once: at a corner the border turns back into the area it came along.
private func simpleRings(_ unsorted: [BorderEdge]) -> [[GridPoint]] {
  let edges = unsorted.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  var isUsed = [Bool](repeating: false, count: edges.count)
  /// Of a corner, by the first edge that leaves it: where it stands in the path; -1 where it does not.
  var standing = [Int](repeating: -1, count: edges.count + 1)

  func firstEdge(from key: UInt64) -> Int {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].from < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The unused edge that leaves the end of another one, first to the right of the way back.
  ///
  /// - Parameter first: the first edge from there.
  func next(after edge: Int, from first: Int) -> Int? {
    let corner = edges[edge].to
    var best: Int?
    var index = first
    let here = GridPoint(key: corner)
    let back = GridPoint(key: edges[edge].from)
    while index < edges.count, edges[index].from == corner {
      if !isUsed[index] {
        if let known = best {
          if isEarlier(GridPoint(key: edges[index].to), than: GridPoint(key: edges[known].to), here, back) {
            best = index
          }
        } else {
          best = index
        }
      }
      index += 1
    }
    return best
  }

  var rings: [[GridPoint]] = []
  // First edges of the corners on the way.
  var path: [Int] = []
  for start in edges.indices where !isUsed[start] {
    for corner in path { standing[corner] = -1 }
    path.removeAll(keepingCapacity: true)
    var edge = start
    var corner = firstEdge(from: edges[start].from)
    while true {
      isUsed[edge] = true
      standing[corner] = path.count
      path.append(corner)
      let end = edges[edge].to
      let ending = firstEdge(from: end)
      // Where nothing leaves the end the way is lost.
      guard ending < edges.count, edges[ending].from == end else { break }
      if standing[ending] >= 0 {
        // Back at a corner: what lies between is a ring of its own.
        let first = standing[ending]
        let ring = path[first...].map { GridPoint(key: edges[$0].from) }
        for corner in path[first...] { standing[corner] = -1 }
        path.removeSubrange(first...)
        if ring.count > 2 { rings.append(ring + [ring[0]]) }
        if path.isEmpty { break }
      }
      guard let following = next(after: edge, from: ending) else { break }
      edge = following
      corner = ending
    }
  }
  return rings
}

/// Whether a way out of a corner comes before another, turning right from the way back.
private func isEarlier(_ a: GridPoint, than b: GridPoint, _ corner: GridPoint, _ back: GridPoint) -> Bool {
  /// 0 for the right half of the way back, then straight on, then the left half.
  func half(_ to: GridPoint) -> Int {
    let side = corner.turn(back, to)
    if side != 0 { return side < 0 ? 0 : 2 }
    // On the line: behind or ahead.
    let ahead =
      (Int64(back.x) - Int64(corner.x)) * (Int64(to.x) - Int64(corner.x))
      + (Int64(back.y) - Int64(corner.y)) * (Int64(to.y) - Int64(corner.y))
    return ahead < 0 ? 1 : 3
  }
  let (halfA, halfB) = (half(a), half(b))
  if halfA != halfB { return halfA < halfB }
  return corner.turn(a, b) < 0
}

/// Twice the area of a closed ring, positive where it turns left, in units of the grid.
private func doubledArea(_ ring: [GridPoint]) -> Int64 {
  var sum: Int64 = 0
  for index in 1..<(ring.count - 1) { sum += ring[0].turn(ring[index], ring[index + 1]) }
  return sum
}

private struct GridBox {
  var minX: Int32 = .max
  var minY: Int32 = .max
  var maxX: Int32 = .min
  var maxY: Int32 = .min

  init(_ ring: [GridPoint]) {
    for point in ring {
      minX = min(minX, point.x)
      maxX = max(maxX, point.x)
      minY = min(minY, point.y)
      maxY = max(maxY, point.y)
    }
  }

  var size: Int64 { (Int64(maxX) - Int64(minX)) * (Int64(maxY) - Int64(minY)) }

  func holds(_ other: GridBox) -> Bool {
    minX <= other.minX && minY <= other.minY && maxX >= other.maxX && maxY >= other.maxY
  }
}

/// Whether a ring lies inside another that shares no edge with it: by the middle of its first edge.
private func surrounds(_ shell: [GridPoint], _ ring: [GridPoint]) -> Bool {
  // Doubled, so that the middle stands on the grid.
  let (x, y) = (Int64(ring[0].x) + Int64(ring[1].x), Int64(ring[0].y) + Int64(ring[1].y))
  var isInside = false
  for index in 0..<(shell.count - 1) {
    let (ax, ay) = (2 * Int64(shell[index].x), 2 * Int64(shell[index].y))
    let (bx, by) = (2 * Int64(shell[index + 1].x), 2 * Int64(shell[index + 1].y))
    guard (ay > y) != (by > y) else { continue }
    let turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    // To the right of the place, whichever way the edge runs.
    if by > ay ? turn > 0 : turn < 0 { isInside.toggle() }
  }
  return isInside
}
