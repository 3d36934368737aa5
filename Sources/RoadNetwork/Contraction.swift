/// Streets between junctions: nodes where nothing can be decided become geometry.
///
/// A node stays when it is a dead end, a junction, a place where class or direction change, or one with a turn rule. A ring
/// without any such node keeps its lowest node. Two pieces between the same two nodes are one street drawn twice: the
/// first stays, open in every direction that either is.
struct Contraction {
  /// Chain `c` runs over `nodes[starts[c] ..< starts[c + 1]]`, both ends included.
  private(set) var starts: [Int32] = [0]
  private(set) var nodes: [Int32] = []
  private(set) var directions: [UInt8] = []
  private(set) var classes: [UInt16] = []
  /// Source of the first piece, and of the last.
  private(set) var sources: [Int32] = []
  private(set) var lastSources: [Int32] = []
  private(set) var notes: BuildNotes
  /// The chains in the order of the graph's streets, once the nodes are arranged.
  private(set) var order: [Int32] = []
  /// Nodes that stay.
  private var isKept: [Bool] = []

  struct NodeOrder {
    /// Raw nodes in the order of the graph.
    var nodes: [Int32]
    /// The graph's number of a raw node, -1 for geometry.
    var number: [Int32]
  }

  /// The pieces that meet at each node: piece times two, plus one where the node is the piece's end.
  private struct Incidence {
    var starts: [Int32]
    var pieces: [Int32]
    subscript(node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }
  }

  static func contract(_ raw: RawStreets) -> Contraction {
    var result = Contraction(notes: raw.notes)
    var directions = raw.directions
    let incidence = result.removeDuplicates(raw, &directions)
    result.walk(raw, directions, incidence)
    return result
  }

  private init(notes: BuildNotes) { self.notes = notes }

  /// Merges pieces between the same two nodes; a merged-away piece has no direction left and no incidence.
  private mutating func removeDuplicates(_ raw: RawStreets, _ directions: inout [UInt8]) -> Incidence {
    let nodeCount = raw.longitudes.count
    let all = Self.incidence(raw, directions, nodeCount)
    var found = false
    // The first piece from the node at hand to each neighbour, where `seenFrom` names that node.
    var seenFrom = [Int32](repeating: -1, count: nodeCount)
    var firstPiece = [Int32](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount {
      for slot in all[node] {
        let piece = Int(all.pieces[slot] >> 1)
        let isStart = all.pieces[slot] & 1 == 0
        guard directions[piece] != 0 else { continue }
        let other = Int(isStart ? raw.to[piece] : raw.from[piece])
        guard seenFrom[other] == Int32(node) else {
          seenFrom[other] = Int32(node)
          firstPiece[other] = Int32(piece)
          continue
        }
        // Each pair is merged once: at the start of the later piece.
        guard isStart else { continue }
        let earlier = Int(firstPiece[other])
        let bits = directions[piece]
        directions[earlier] |= raw.from[earlier] == Int32(node) ? bits : Self.reversed(bits)
        directions[piece] = 0
        notes.add(.duplicateSegment, record: Int64(raw.sources[piece]))
        found = true
      }
    }
    return found ? Self.incidence(raw, directions, nodeCount) : all
  }

  private static func incidence(_ raw: RawStreets, _ directions: [UInt8], _ nodeCount: Int) -> Incidence {
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for piece in raw.from.indices where directions[piece] != 0 {
      starts[Int(raw.from[piece]) + 1] += 1
      starts[Int(raw.to[piece]) + 1] += 1
    }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var pieces = [Int32](repeating: 0, count: Int(starts[nodeCount]))
    for piece in raw.from.indices where directions[piece] != 0 {
      let a = Int(raw.from[piece])
      let b = Int(raw.to[piece])
      pieces[Int(next[a])] = Int32(piece << 1)
      next[a] += 1
      pieces[Int(next[b])] = Int32(piece << 1 | 1)
      next[b] += 1
    }
    return Incidence(starts: starts, pieces: pieces)
  }

  static func reversed(_ bits: UInt8) -> UInt8 { (bits & 1) << 1 | bits >> 1 }

  private mutating func walk(_ raw: RawStreets, _ directions: [UInt8], _ incidence: Incidence) {
    let nodeCount = raw.longitudes.count
    /// The directions of a piece seen from one of its ends.
    func outward(_ entry: Int32) -> UInt8 {
      let bits = directions[Int(entry >> 1)]
      return entry & 1 == 0 ? bits : Self.reversed(bits)
    }
    isKept = (0..<nodeCount).map { node in
      let meeting = incidence[node]
      guard meeting.count == 2 else { return !meeting.isEmpty }
      let a = incidence.pieces[meeting.lowerBound]
      let b = incidence.pieces[meeting.lowerBound + 1]
      return raw.classes[Int(a >> 1)] != raw.classes[Int(b >> 1)] || outward(a) != Self.reversed(outward(b))
    }
    for rule in raw.turns {
      for node in [rule.path.first!, rule.path.last!] where !incidence[Int(node)].isEmpty { isKept[Int(node)] = true }
    }
    var isWalked = [Bool](repeating: false, count: raw.from.count)
    nodes.reserveCapacity(raw.from.count * 2)

    func follow(_ start: Int, _ first: Int32, _ chains: inout Contraction) {
      chains.nodes.append(Int32(start))
      chains.directions.append(outward(first))
      chains.classes.append(raw.classes[Int(first >> 1)])
      chains.sources.append(raw.sources[Int(first >> 1)])
      var entry = first
      while true {
        let piece = Int(entry >> 1)
        isWalked[piece] = true
        let node = Int(entry & 1 == 0 ? raw.to[piece] : raw.from[piece])
        chains.nodes.append(Int32(node))
        if chains.isKept[node] {
          chains.lastSources.append(raw.sources[piece])
          break
        }
        let meeting = incidence[node]
        let a = incidence.pieces[meeting.lowerBound]
        entry = Int(a >> 1) == piece ? incidence.pieces[meeting.lowerBound + 1] : a
      }
      chains.starts.append(Int32(chains.nodes.count))
    }

    for node in 0..<nodeCount where isKept[node] {
      for slot in incidence[node] where !isWalked[Int(incidence.pieces[slot] >> 1)] {
        follow(node, incidence.pieces[slot], &self)
      }
    }
    // What is left are rings; nodes come in rising order, so the first seen is the lowest.
    for node in 0..<nodeCount where !isKept[node] {
      guard let slot = incidence[node].first(where: { !isWalked[Int(incidence.pieces[$0] >> 1)] }) else { continue }
      isKept[node] = true
      follow(node, incidence.pieces[slot], &self)
    }
  }

  /// Numbers the kept nodes along a Hilbert curve and the streets by their lower end.
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
    var number = [Int32](repeating: -1, count: isKept.count)
    for (index, key) in keyed.enumerated() { number[Int(key & 0xffff_ffff)] = Int32(index) }

    var streets = (0..<directions.count).map { chain in
      let a = number[Int(nodes[Int(starts[chain])])]
      let b = number[Int(nodes[Int(starts[chain + 1]) - 1])]
      return UInt64(min(a, b)) << 32 | UInt64(chain)
    }
    streets.sort()
    order = streets.map { Int32(truncatingIfNeeded: $0) }
    return NodeOrder(nodes: keyed.map { Int32($0 & 0xffff_ffff) }, number: number)
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
