extension Contraction {
  /// Numbers the kept nodes along a Hilbert curve, and turns and numbers the streets by their ends.
  ///
  /// Numbers and senses depend on where streets lie and what they are, never on the order of the source's records. Nodes
  /// in one cell of the curve go by longitude, latitude and the source's id; streets by their lower node, their higher
  /// one, the places along them, their class and directions. A street runs from its lower node to its higher.
  mutating func arrangeNodes(_ raw: RawStreets) -> NodeOrder {
    let kept = isKept.indices.filter { isKept[$0] }
    let minX = raw.longitudes.min() ?? 0
    let minY = raw.latitudes.min() ?? 0
    let spanX = Int64(raw.longitudes.max() ?? 0) - Int64(minX)
    let spanY = Int64(raw.latitudes.max() ?? 0) - Int64(minY)
    var shift: Int64 = 0
    while max(spanX, spanY) >> shift >= 1 << 16 { shift += 1 }
    var keyed = kept.map { node in
      let x = UInt32((Int64(raw.longitudes[node]) - Int64(minX)) >> shift)
      let y = UInt32((Int64(raw.latitudes[node]) - Int64(minY)) >> shift)
      return UInt64(hilbertKey(x: x, y: y)) << 32 | UInt64(node)
    }
    keyed.sort()
    var ordered = keyed.map { Int32($0 & 0xffff_ffff) }
    let runs = Self.runs(keyed.count) { keyed[$0] >> 32 == keyed[$1] >> 32 }
    let neighbors = neighbors(ofTwinsIn: runs.map { ordered[$0] }, raw)
    for tied in runs {
      ordered[tied].sort { a, b in
        let (first, second) = (raw.identity(a), raw.identity(b))
        return first == second
          ? (neighbors[a] ?? []).lexicographicallyPrecedes(neighbors[b] ?? []) { $0.lexicographicallyPrecedes($1) }
          : first.lexicographicallyPrecedes(second)
      }
    }
    var number = [Int32](repeating: -1, count: isKept.count)
    for (index, node) in ordered.enumerated() { number[Int(node)] = Int32(index) }
    arrangeStreets(raw, number)
    return NodeOrder(nodes: ordered, number: number)
  }

  private mutating func arrangeStreets(_ raw: RawStreets, _ number: [Int32]) {
    let mirrors = raw.classList.allSatisfy(\.isAlikeBothWays) ? [] : raw.mirroredClasses()
    var keyed: [(ends: UInt64, chain: Int32)] = []
    keyed.reserveCapacity(directions.count)
    for chain in directions.indices {
      let range = Int(starts[chain])..<Int(starts[chain + 1])
      let (a, b) = (number[Int(nodes[range.lowerBound])], number[Int(nodes[range.upperBound - 1])])
      if a > b || (a == b && raw.runsBackwards(nodes[range])) {
        nodes[range].reverse()
        isLifted[range.lowerBound..<(range.upperBound - 1)].reverse()
        directions[chain] = Self.reversed(directions[chain])
        if !mirrors.isEmpty { classes[chain] = mirrors[Int(classes[chain])] }
        swap(&sources[chain], &lastSources[chain])
      }
      keyed.append((UInt64(min(a, b)) << 32 | UInt64(max(a, b)), Int32(chain)))
    }
    keyed.sort { ($0.ends, $0.chain) < ($1.ends, $1.chain) }
    for tied in Self.runs(keyed.count, where: { keyed[$0].ends == keyed[$1].ends }) {
      keyed[tied].sort { precedes(Int($0.chain), Int($1.chain), raw) }
    }
    order = keyed.map(\.chain)
  }

  /// Of two streets between the same nodes the one whose places come first, then whose class does.
  private func precedes(_ a: Int, _ b: Int, _ raw: RawStreets) -> Bool {
    func places(_ chain: Int) -> [Int32] {
      nodes[Int(starts[chain])..<Int(starts[chain + 1])].flatMap { raw.place(of: $0) }
    }
    let (first, second) = (places(a), places(b))
    if first != second { return first.lexicographicallyPrecedes(second) }
    let (own, other) = (raw.classList[Int(classes[a])], raw.classList[Int(classes[b])])
    if own != other { return own.precedes(other) }
    return (directions[a], raw.records[Int(sources[a])]) < (directions[b], raw.records[Int(sources[b])])
  }

  /// The places that follow nodes on their chains, each node's rising, for the nodes that neither place nor id tells apart
  /// from another of their run.
  private func neighbors(ofTwinsIn runs: [ArraySlice<Int32>], _ raw: RawStreets) -> [Int32: [[Int32]]] {
    var wanted: Set<Int32> = []
    for run in runs where Set(run.map(raw.identity)).count < run.count { wanted.formUnion(run) }
    if wanted.isEmpty { return [:] }
    var found: [Int32: [[Int32]]] = [:]
    for chain in directions.indices {
      let (first, end) = (Int(starts[chain]), Int(starts[chain + 1]))
      if wanted.contains(nodes[first]) { found[nodes[first], default: []].append(raw.place(of: nodes[first + 1])) }
      if wanted.contains(nodes[end - 1]) { found[nodes[end - 1], default: []].append(raw.place(of: nodes[end - 2])) }
    }
    return found.mapValues { $0.sorted { $0.lexicographicallyPrecedes($1) } }
  }

  /// The runs of two and more neighbours that are tied.
  private static func runs(_ count: Int, where isTied: (Int, Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, isTied(end - 1, end) { end += 1 }
      if end > start + 1 { runs.append(start..<end) }
      start = end
    }
    return runs
  }
}

extension RawStreets {
  func place(of node: Int32) -> [Int32] { [longitudes[Int(node)], latitudes[Int(node)]] }

  /// What tells a node from others whatever the order of the source: its place and its id, where it has one.
  fileprivate func identity(_ node: Int32) -> [Int64] {
    [
      Int64(longitudes[Int(node)]), Int64(latitudes[Int(node)]),
      Int(node) < nodeIDs.count ? nodeIDs[Int(node)] : Int64.max,
    ]
  }

  /// Whether the places of a loop come later than those of the way back.
  fileprivate func runsBackwards(_ loop: ArraySlice<Int32>) -> Bool {
    loop.reversed().flatMap(place).lexicographicallyPrecedes(loop.flatMap(place))
  }

  /// The node of a ring without junctions that lies farthest west, then south, then has the lowest id.
  func farthestWest(ofRing node: Int, _ incidence: PiecesAtNodes) -> Int {
    var best = node
    var entry = incidence.pieces[incidence[node].lowerBound]
    while true {
      let next = Int(entry & 1 == 0 ? to[Int(entry >> 1)] : from[Int(entry >> 1)])
      if next == node { return best }
      if identity(Int32(next)).lexicographicallyPrecedes(identity(Int32(best))) { best = next }
      let meeting = incidence[next]
      let a = incidence.pieces[meeting.lowerBound]
      entry = a >> 1 == entry >> 1 ? incidence.pieces[meeting.lowerBound + 1] : a
    }
  }
}

extension StreetClass {
  /// An order for ties, the same whatever was read first.
  func precedes(_ other: StreetClass) -> Bool {
    func key(_ value: StreetClass) -> [Double] {
      [value.isPrivate, value.isDestinationOnly, value.isDestinationOnlyBack, value.isSpan].map { $0 ? 1 : 0 }
        + [value.pace, value.paceBack ?? value.pace].flatMap {
          [$0.isPushed ? 1 : 0, -$0.factor, -($0.limit ?? .infinity), -($0.ownSpeed ?? .infinity)]
        }
    }
    let (own, others) = (key(self), key(other))
    return own == others ? name < other.name : own.lexicographicallyPrecedes(others)
  }
}

/// The place of a cell of a 65,536 x 65,536 grid along the Hilbert curve.
///
/// Source: Hilbert (1891), doi:10.1007/BF01199431; the loop reflects and transposes quadrant by quadrant.
func hilbertKey(x: UInt32, y: UInt32) -> UInt32 {
  var x = x
  var y = y
  var key: UInt32 = 0
  var side: UInt32 = 1 << 15
  while side > 0 {
    let right: UInt32 = x & side == 0 ? 0 : 1
    let upper: UInt32 = y & side == 0 ? 0 : 1
    key = key << 2 | (3 * right) ^ upper
    if upper == 0 {
      if right == 1 {
        x = 65_535 - x
        y = 65_535 - y
      }
      swap(&x, &y)
    }
    side >>= 1
  }
  return key
}
