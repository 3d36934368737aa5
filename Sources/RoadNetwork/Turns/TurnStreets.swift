import Model

/// The streets of a contracted network as the rules about turns see them.
///
/// A street travelled from its first junction to its last is the sense `2 * street`, the other way round
/// `2 * street + 1`.
struct TurnStreets {
  /// A street's end at a junction.
  struct End {
    /// In 32 bits: of a country there are tens of millions of ends.
    private var number: Int32
    /// Position of the way in the file.
    var way: Int32
    var isLast: Bool
    var mayArrive: Bool
    var mayLeave: Bool

    init(street: Int, isLast: Bool, way: Int32, mayArrive: Bool, mayLeave: Bool) {
      number = Int32(street)
      (self.isLast, self.way, self.mayArrive, self.mayLeave) = (isLast, way, mayArrive, mayLeave)
    }

    var street: Int { Int(number) }
    /// The sense in which the street comes to this end, and in which it goes from it.
    var arriving: Int32 { Int32(2 * street + (isLast ? 0 : 1)) }
    var leaving: Int32 { Int32(2 * street + (isLast ? 1 : 0)) }
  }

  let count: Int
  let nodeCount: Int
  private let from: [Int32]
  private let to: [Int32]
  private let directions: [UInt8]
  private let allEnds: [End]
  private let starts: [Int]
  /// The raw nodes next to a street's first and last.
  private let second: [Int32]
  private let lastButOne: [Int32]
  private let number: [Int32]
  /// In metres.
  private let lengths: [Double]
  /// By sense: of a class for destinations only.
  let isDestination: [Bool]

  init(
    _ raw: RawStreets, _ chains: Contraction, _ number: [Int32], from: [Int32], to: [Int32], directions: [UInt8],
    lengths: [Double], nodeCount: Int
  ) {
    count = from.count
    self.nodeCount = nodeCount
    self.number = number
    self.from = from
    self.to = to
    self.directions = directions
    var starts = [Int](repeating: 0, count: nodeCount + 1)
    for node in from { starts[Int(node) + 1] += 1 }
    for node in to { starts[Int(node) + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    var ends = [End](
      repeating: End(street: 0, isLast: false, way: 0, mayArrive: false, mayLeave: false), count: 2 * count)
    for street in from.indices {
      let chain = Int(chains.order[street])
      let isForward = directions[street] & DirectionBits.forward != 0
      let isBackward = directions[street] & DirectionBits.backward != 0
      ends[next[Int(from[street])]] = End(
        street: street, isLast: false, way: chains.sources[chain], mayArrive: isBackward, mayLeave: isForward)
      next[Int(from[street])] += 1
      ends[next[Int(to[street])]] = End(
        street: street, isLast: true, way: chains.lastSources[chain], mayArrive: isForward, mayLeave: isBackward)
      next[Int(to[street])] += 1
    }
    allEnds = ends
    self.starts = starts
    second = chains.order.map { chains.nodes[Int(chains.starts[Int($0)]) + 1] }
    lastButOne = chains.order.map { chains.nodes[Int(chains.starts[Int($0) + 1]) - 2] }
    isDestination = chains.order.flatMap { chain in
      let streetClass = raw.classList[Int(chains.classes[Int(chain)])]
      return [streetClass.isDestinationOnly, streetClass.isDestinationOnlyBack]
    }
    self.lengths = lengths
  }

  func tail(_ sense: Int32) -> Int32 { sense & 1 == 0 ? from[Int(sense >> 1)] : to[Int(sense >> 1)] }
  func head(_ sense: Int32) -> Int32 { sense & 1 == 0 ? to[Int(sense >> 1)] : from[Int(sense >> 1)] }
  func isOpen(_ sense: Int32) -> Bool {
    directions[Int(sense >> 1)] & (sense & 1 == 0 ? DirectionBits.forward : DirectionBits.backward) != 0
  }

  func ends(_ node: Int) -> ArraySlice<End> { allEnds[starts[node]..<starts[node + 1]] }

  /// The graph's node of a raw node; nil where it is none.
  func node(_ raw: Int32) -> Int? { number[Int(raw)] >= 0 ? Int(number[Int(raw)]) : nil }

  /// The senses that lead along raw nodes, of which the first and last are junctions; nil when there is no such way.
  func senses(along path: [Int32]) -> [Int32]? {
    var found: [Int32] = []
    for (here, next) in zip(path, path.dropFirst()) {
      guard let node = node(here) else { continue }
      let onward = ends(node).filter {
        $0.mayLeave && ($0.isLast ? lastButOne[$0.street] : second[$0.street]) == next
      }
      guard onward.count == 1 else { return nil }
      found.append(onward[onward.startIndex].leaving)
    }
    let isJoined = zip(found, found.dropFirst()).allSatisfy { head($0) == tail($1) }
    return isJoined ? found : nil
  }

  /// Senses of streets one does not pass through: those for destinations only, and public ones that are cut off without
  /// them.
  ///
  /// Public are the streets of the parts of the network, the longest of its kind in each component, in which one comes
  /// from everywhere to everywhere without streets for destinations only. Whatever hangs together outside them counts as
  /// one place if it has such a street. What hangs on a single junction cannot be passed through and needs no rule, save
  /// where one could turn round inside and not outside.
  func closedToThrough(mayTurnRound: Bool) -> [Bool] {
    guard isDestination.contains(true) else { return [Bool](repeating: false, count: 2 * count) }
    let isMain = publicNodes()
    func isOutside(_ sense: Int) -> Bool {
      isDestination[sense] || !isMain[Int(from[sense >> 1])] || !isMain[Int(to[sense >> 1])]
    }
    var sets = DisjointSets(count: count)
    for node in 0..<nodeCount where !isMain[node] {
      let ends = ends(node)
      for end in ends.dropFirst() { _ = sets.union(ends[ends.startIndex].street, end.street) }
    }
    var hasDestination = [Bool](repeating: false, count: count)
    // The junctions by which one comes from public streets: the first, and whether there is another.
    var door = [Int32](repeating: -1, count: count)
    var hasTwoDoors = hasDestination
    for street in 0..<count where isOutside(2 * street) || isOutside(2 * street + 1) {
      let set = sets.find(street)
      if isDestination[2 * street] || isDestination[2 * street + 1] { hasDestination[set] = true }
      for node in [from[street], to[street]] where isMain[Int(node)] {
        if door[set] >= 0, door[set] != node { hasTwoDoors[set] = true }
        door[set] = node
      }
    }
    return (0..<2 * count).map { sense in
      guard isOutside(sense) else { return false }
      let set = sets.find(sense >> 1)
      return hasDestination[set] && (hasTwoDoors[set] || !mayTurnRound)
    }
  }

  /// The nodes of the strongly connected part of the public streets with most metres, in each component; of equal ones the
  /// first found.
  private func publicNodes() -> [Bool] {
    let parts = StrongParts(nodeCount: nodeCount, starts: { starts[$0] }) { slot in
      let end = allEnds[slot]
      return end.mayLeave && !isDestination[Int(end.leaving)] ? Int(head(end.leaving)) : nil
    }
    var components = DisjointSets(count: nodeCount)
    for street in 0..<count { _ = components.union(Int(from[street]), Int(to[street])) }
    var sums = [Double](repeating: 0, count: parts.count)
    for street in 0..<count where !isDestination[2 * street] || !isDestination[2 * street + 1] {
      let part = parts.labels[Int(from[street])]
      if part == parts.labels[Int(to[street])] { sums[Int(part)] += lengths[street] }
    }
    var largest: [Int: Int32] = [:]
    for node in 0..<nodeCount {
      let (component, part) = (components.find(node), parts.labels[node])
      if let known = largest[component], sums[Int(known)] >= sums[Int(part)] { continue }
      largest[component] = part
    }
    return (0..<nodeCount).map { largest[components.find($0)] == parts.labels[$0] && sums[Int(parts.labels[$0])] > 0 }
  }
}
