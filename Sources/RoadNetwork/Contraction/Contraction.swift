/// Streets between junctions: nodes where nothing can be decided become geometry.
///
/// A node stays when it is a dead end, a junction, a place where class or direction change, or one with a turn rule. A ring
/// without any such node keeps the one farthest west, then south. Pieces between the same two nodes are joined first
/// (``RawStreets/joinParallels(_:notes:)``).
struct Contraction {
  /// Chain `c` runs over `nodes[starts[c] ..< starts[c + 1]]`, both ends included.
  var starts: [Int32] = [0]
  var nodes: [Int32] = []
  var directions: [UInt8] = []
  var classes: [UInt16] = []
  /// Source of the first piece, and of the last.
  var sources: [Int32] = []
  var lastSources: [Int32] = []
  /// Beside `nodes`: whether the piece from that node to the chain's next is off the ground.
  var isLifted: [Bool] = []
  private(set) var notes: BuildNotes
  /// The chains in the order of the graph's streets, once the nodes are arranged.
  var order: [Int32] = []
  /// Nodes that stay.
  private(set) var isKept: [Bool] = []

  struct NodeOrder {
    /// Raw nodes in the order of the graph.
    var nodes: [Int32]
    /// The graph's number of a raw node, -1 for geometry.
    var number: [Int32]
  }

  /// Frees the memory of what runs along the chains, once it is measured.
  mutating func forgetNodes() { (nodes, starts, isLifted, isKept) = ([], [0], [], []) }

  /// - Parameter raw: without parallels.
  static func contract(_ raw: RawStreets) -> Contraction {
    var result = Contraction(notes: raw.notes)
    let mirrors = raw.classList.allSatisfy(\.isAlikeBothWays) ? [] : raw.mirroredClasses()
    result.walk(raw, mirrors, raw.incidence())
    return result
  }

  private init(notes: BuildNotes) { self.notes = notes }

  static func reversed(_ bits: UInt8) -> UInt8 { (bits & 1) << 1 | bits >> 1 }

  /// - Parameter mirrors: of each class that which it is from the other end; empty where all are alike both ways.
  private mutating func walk(_ raw: RawStreets, _ mirrors: [UInt16], _ incidence: PiecesAtNodes) {
    let nodeCount = raw.longitudes.count
    /// The directions of a piece seen from one of its ends.
    func outward(_ entry: Int32) -> UInt8 {
      let bits = raw.directions[Int(entry >> 1)]
      return entry & 1 == 0 ? bits : Self.reversed(bits)
    }
    /// Its class seen from there, and seen from the other end.
    func outwardClass(_ entry: Int32) -> UInt16 {
      let piece = raw.classes[Int(entry >> 1)]
      return entry & 1 == 0 || mirrors.isEmpty ? piece : mirrors[Int(piece)]
    }
    func inwardClass(_ entry: Int32) -> UInt16 { outwardClass(entry ^ 1) }
    isKept = (0..<nodeCount).map { node in
      let meeting = incidence[node]
      guard meeting.count == 2 else { return !meeting.isEmpty }
      let a = incidence.pieces[meeting.lowerBound]
      let b = incidence.pieces[meeting.lowerBound + 1]
      return outwardClass(a) != inwardClass(b) || outward(a) != Self.reversed(outward(b))
    }
    for rule in raw.turns {
      for node in [rule.path.first!, rule.path.last!] where !incidence[Int(node)].isEmpty { isKept[Int(node)] = true }
    }
    var isWalked = [Bool](repeating: false, count: raw.from.count)
    nodes.reserveCapacity(raw.from.count * 2)

    func follow(_ start: Int, _ first: Int32, _ chains: inout Contraction) {
      chains.nodes.append(Int32(start))
      chains.directions.append(outward(first))
      chains.classes.append(outwardClass(first))
      chains.sources.append(raw.sources[Int(first >> 1)])
      var entry = first
      while true {
        let piece = Int(entry >> 1)
        isWalked[piece] = true
        chains.isLifted.append(raw.isLifted[piece])
        let node = Int(entry & 1 == 0 ? raw.to[piece] : raw.from[piece])
        chains.nodes.append(Int32(node))
        if chains.isKept[node] {
          chains.lastSources.append(raw.sources[piece])
          chains.isLifted.append(false)
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
    // What is left are rings.
    for node in 0..<nodeCount where !isKept[node] {
      guard let slot = incidence[node].first(where: { !isWalked[Int(incidence.pieces[$0] >> 1)] }) else { continue }
      let start = raw.farthestWest(ofRing: node, incidence)
      isKept[start] = true
      let first = start == node ? slot : incidence[start].lowerBound
      follow(start, incidence.pieces[first], &self)
    }
  }
}
