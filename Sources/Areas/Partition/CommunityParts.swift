import Geometry

/// What the ground of a community is to some stations.
package enum GroundKind: String, CaseIterable, Sendable {
  /// Belongs to reached street.
  case served
  /// Belongs to street that is not.
  case gap
  /// Belongs to no street: water, closed areas, open land beyond the limit.
  case rest
}

extension ReachedGround {
  /// The borders of one kind of ground in each community, the ground on their left.
  ///
  /// - Returns: by community.
  /// - Complexity: O(edges + outlines).
  func borders(of kind: GroundKind, _ territories: Territories) -> [[BorderEdge]] {
    let ground = territories.cells
    let partition = ground.partition
    var borders = [[BorderEdge]](repeating: [], count: territories.ground.count)
    func isIn(_ cell: Int, _ other: Int) -> Bool {
      guard ground.isOfStreet(cell) else { return kind == .rest }
      switch kind {
      case .rest: return false
      case .served: return isReached(cell, towards: other, ground)
      case .gap: return !isReached(cell, towards: other, ground)
      }
    }
    for edge in partition.edges where edge.set != GroundSets.none {
      let (left, right) = (Int(edge.left), Int(edge.right))
      let (isLeft, isRight) = (isIn(left, right), isIn(right, left))
      guard isLeft != isRight else { continue }
      let border = isLeft ? BorderEdge(edge.from, edge.to) : BorderEdge(edge.to, edge.from)
      for community in partition.sets[Int(edge.set)] { borders[Int(community)].append(border) }
    }
    var waysOf: [Int32: [Int]] = [:]
    if kind != .rest {
      for (index, way) in ways.enumerated() {
        waysOf[Int32(way.cell), default: []].append(index)
        for (a, b) in zip(way.corners, way.corners.dropFirst()) where a != b {
          let border = kind == .served ? BorderEdge(a, b) : BorderEdge(b, a)
          for community in territories.communities(at: a, b, in: way.cell) { borders[Int(community)].append(border) }
        }
      }
    }
    for piece in partition.outlines {
      let community = Int(piece.community)
      guard let own = waysOf[piece.cell] else {
        if isIn(Int(piece.cell), -1) { borders[community].append(BorderEdge(piece.from, piece.to)) }
        continue
      }
      var corners = [piece.from]
      for way in own {
        for corner in ways[way].corners where runsBeside(corner, piece.from, piece.to) { corners.append(corner) }
      }
      corners.append(piece.to)
      corners.sort { squaredDistance(piece.from, $0) < squaredDistance(piece.from, $1) }
      for (a, b) in zip(corners, corners.dropFirst()) where a != b {
        let isServed = isReached(between: a, b, Int(piece.cell), own, territories)
        if isServed == (kind == .served) { borders[community].append(BorderEdge(a, b)) }
      }
    }
    return borders
  }

  /// Whether the middle of an edge inside a cut cell is reached: as its sample, or not where an odd number of ways lies
  /// between the two.
  private func isReached(
    between a: GridPoint, _ b: GridPoint, _ cell: Int, _ own: [Int], _ territories: Territories
  ) -> Bool {
    let samples = territories.cells.samples
    let sample = territories.gridPoint(samples.streets[cell], samples.offsets[cell])
    // Doubled, so that the middle stands on the grid.
    let middle = (x: Int64(a.x) + Int64(b.x), y: Int64(a.y) + Int64(b.y))
    let other = (x: 2 * Int64(sample.x), y: 2 * Int64(sample.y))
    func side(_ p: (x: Int64, y: Int64), _ q: (x: Int64, y: Int64), _ r: (x: Int64, y: Int64)) -> Bool {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0
    }
    var isReached = isReached(sample: Int32(cell))
    for way in own {
      for (c, d) in zip(ways[way].corners, ways[way].corners.dropFirst()) {
        let (from, to) = ((x: 2 * Int64(c.x), y: 2 * Int64(c.y)), (x: 2 * Int64(d.x), y: 2 * Int64(d.y)))
        if side(middle, other, from) != side(middle, other, to), side(from, to, middle) != side(from, to, other) {
          isReached.toggle()
        }
      }
    }
    return isReached
  }
}

extension GroundCells {
  /// Whether a cell belongs to a street, and is not beyond all.
  @inline(__always)
  func isOfStreet(_ cell: Int) -> Bool {
    if cell < 0 { return false }
    if cell < samples.count { return true }
    let number = cell - samples.count
    return number < beside.count && beside[number].street >= 0
  }
}

extension Territories {
  /// The communities around the middle of an edge inside a cell.
  func communities(at a: GridPoint, _ b: GridPoint, in cell: Int) -> [Int32] {
    let partition = cells.partition
    guard let outlines = partition.outlinesOf[Int32(cell)] else {
      return partition.edges(of: cell).first.map { partition.sets[Int(partition.edges[Int($0)].set)] } ?? []
    }
    var candidates: Set<Int32> = []
    for index in outlines { candidates.insert(partition.outlines[Int(index)].community) }
    for index in partition.edges(of: cell) {
      candidates.formUnion(partition.sets[Int(partition.edges[Int(index)].set)])
    }
    let middle = Coordinate(x: (Double(a.x) + Double(b.x)) / 2e7, y: (Double(a.y) + Double(b.y)) / 2e7)
    return candidates.filter { ground.holds(middle, Int($0)) }
  }
}
