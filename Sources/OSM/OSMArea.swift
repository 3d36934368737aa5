import Geometry

/// The outline of a multipolygon or boundary, joined from the ways that draw it.
package struct OSMArea: Hashable, Sendable {
  /// Closed, as positions in `nodeIDs`, the first node repeated at the end.
  package var outerRings: [[Int32]] = []
  /// Each with the outer ring that holds it.
  package var innerRings: [(outer: Int, ring: [Int32])] = []
  /// What of the outline does not close because members or nodes are missing.
  package var openPieces: [[Int32]] = []
  /// Members that the file does not hold whole.
  package var missingCount = 0
  /// Inner rings outside every outer ring: they bound nothing and are left out.
  package var strayCount = 0

  package var isComplete: Bool { missingCount == 0 && openPieces.isEmpty && strayCount == 0 }

  package static func == (a: OSMArea, b: OSMArea) -> Bool {
    a.outerRings == b.outerRings && a.openPieces == b.openPieces && a.missingCount == b.missingCount
      && a.strayCount == b.strayCount && a.innerRings.elementsEqual(b.innerRings, by: ==)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(outerRings)
    hasher.combine(openPieces)
  }
}

extension OSMData {
  /// Joins the members of an area to rings.
  ///
  /// Ways meet where their ends lie at one place. The role says whether a ring is outer or inner; one without a role is
  /// inner when another such ring or an outer one surrounds it. Members in other roles (`label`, `subarea`) draw nothing.
  /// Source: wiki.openstreetmap.org/wiki/Relation:multipolygon.
  /// - Complexity: O(n) in the nodes of the members, times the rings where there are inner ones.
  package func area(_ index: Int) -> OSMArea {
    var area = OSMArea()
    var outer: [[Int32]] = []
    var inner: [[Int32]] = []
    var unsaid: [[Int32]] = []
    for member in areas[index].members where member.kind == .way {
      let role = strings.string(member.role)
      guard let kind = OSMAreaRole(role) else { continue }
      guard member.reference >= 0 else {
        area.missingCount += 1
        continue
      }
      let nodes = nodes(ofWay: Int(member.reference))
      let pieces = nodes.split(separator: Self.missingNode).filter { $0.count > 1 }.map { Array($0) }
      if nodes.contains(Self.missingNode) || pieces.isEmpty { area.missingCount += 1 }
      switch kind {
      case .outer: outer += pieces
      case .inner: inner += pieces
      case .unsaid: unsaid += pieces
      }
    }
    let (outerRings, openOuter) = rings(of: outer)
    let (innerRings, openInner) = rings(of: inner)
    let (unsaidRings, openUnsaid) = rings(of: unsaid)
    area.openPieces = openOuter + openInner + openUnsaid
    area.outerRings = outerRings
    var holes = innerRings
    let drawn = (outerRings + unsaidRings).map { RingShape($0, self) }
    for (index, ring) in unsaidRings.enumerated() {
      let own = outerRings.count + index
      let depth = drawn.indices.count { $0 != own && drawn[$0].surrounds(drawn[own]) }
      if depth % 2 == 0 { area.outerRings.append(ring) } else { holes.append(ring) }
    }
    let shells = area.outerRings.map { RingShape($0, self) }
    for hole in holes {
      let shape = RingShape(hole, self)
      // The smallest of several: a lake on an island in a lake.
      let around = shells.indices.filter { shells[$0].surrounds(shape) }.min { shells[$0].size < shells[$1].size }
      if let around { area.innerRings.append((around, hole)) } else { area.strayCount += 1 }
    }
    return area
  }

  private func rings(of pieces: [[Int32]]) -> (closed: [[Int32]], open: [[Int32]]) {
    func place(_ node: Int32) -> SIMD2<Int32> { SIMD2(longitudes[Int(node)], latitudes[Int(node)]) }
    var closed: [[Int32]] = []
    var open: [[Int32]] = []
    var meeting: [SIMD2<Int32>: [Int]] = [:]
    var isUsed = [Bool](repeating: false, count: pieces.count)
    for (index, piece) in pieces.enumerated() {
      if place(piece[0]) == place(piece[piece.count - 1]) {
        isUsed[index] = true
        closed.append(piece)
      } else {
        meeting[place(piece[0]), default: []].append(index)
        meeting[place(piece[piece.count - 1]), default: []].append(index)
      }
    }
    for first in pieces.indices where !isUsed[first] {
      isUsed[first] = true
      var chain = pieces[first]
      for _ in 0..<2 {
        while place(chain[0]) != place(chain[chain.count - 1]),
          let next = meeting[place(chain[chain.count - 1])]?.first(where: { !isUsed[$0] })
        {
          isUsed[next] = true
          let isForward = place(pieces[next][0]) == place(chain[chain.count - 1])
          chain += isForward ? pieces[next].dropFirst() : pieces[next].reversed().dropFirst()
        }
        if place(chain[0]) == place(chain[chain.count - 1]) { break }
        chain.reverse()
      }
      if place(chain[0]) == place(chain[chain.count - 1]) { closed.append(chain) } else { open.append(chain) }
    }
    return (closed.filter { $0.count > 3 }, open)
  }

  /// Degrees.
  package func positions(_ nodes: ArraySlice<Int32>) -> [Coordinate] { nodes.map { position($0) } }
  package func positions(_ nodes: [Int32]) -> [Coordinate] { positions(nodes[...]) }
}

private enum OSMAreaRole {
  case outer, inner, unsaid

  init?(_ role: String) {
    switch role {
    case "outer", "exclave": self = .outer
    case "inner", "enclave": self = .inner
    case "": self = .unsaid
    default: return nil
    }
  }
}

/// A ring in units of 1e-7 degree, to ask what it surrounds.
private struct RingShape {
  private let x: [Int64]
  private let y: [Int64]
  /// Twice its area.
  let size: Double

  init(_ ring: [Int32], _ data: OSMData) {
    x = ring.map { Int64(data.longitudes[Int($0)]) }
    y = ring.map { Int64(data.latitudes[Int($0)]) }
    var sum = 0.0
    for index in x.indices.dropLast() {
      sum +=
        Double(x[index] - x[0]) * Double(y[index + 1] - y[0]) - Double(x[index + 1] - x[0]) * Double(y[index] - y[0])
    }
    size = abs(sum)
  }

  /// Judged by the middle of the other's first edge that is none of this ring's, so that rings may share nodes.
  func surrounds(_ other: RingShape) -> Bool {
    guard other.size <= size else { return false }
    for index in other.x.indices.dropLast() {
      // Doubled, so that middles are whole.
      let (px, py) = (other.x[index] + other.x[index + 1], other.y[index] + other.y[index + 1])
      if let isInside = contains(px, py) { return isInside }
    }
    return false
  }

  /// nil on an edge.
  private func contains(_ px: Int64, _ py: Int64) -> Bool? {
    var isInside = false
    for index in x.indices.dropLast() {
      let (ax, ay) = (2 * x[index], 2 * y[index])
      let (bx, by) = (2 * x[index + 1], 2 * y[index + 1])
      let side = Double(bx - ax) * Double(py - ay) - Double(by - ay) * Double(px - ax)
      if side == 0, px >= min(ax, bx), px <= max(ax, bx), py >= min(ay, by), py <= max(ay, by) { return nil }
      guard (ay > py) != (by > py) else { continue }
      if (side > 0) == (by > ay) { isInside.toggle() }
    }
    return isInside
  }
}
