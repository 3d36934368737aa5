/// Streets that one can enter and not leave, or leave and not enter.
///
/// In each component one part is the main one: that in which one comes from everywhere to everywhere, the longest of its
/// kind, if it has more than half of the component's streets. Streets that nobody passes through do not count, however
/// long they are, unless there are no others. A street from which no way leads there is no place to start a trip, one to
/// which none leads from there no place to end it.
struct OneWayParts {
  /// ``OneWayPart`` by street; empty where all is connected both ways.
  private(set) var bits: [UInt8] = []

  /// - Parameters:
  ///   - components: by junction.
  ///   - componentCount: of them.
  init(
    _ outward: ArcTable, _ inward: ArcTable, _ expansion: TurnExpansion, directions: [UInt8], meters: [Double],
    from: [Int32], components: [Int32], componentCount: Int
  ) {
    let parts = StrongParts(
      nodeCount: expansion.nodeCount, starts: { Int(outward.starts[$0]) }, head: { Int(outward.heads[$0].head) })
    let copies = Dictionary(grouping: expansion.copies, by: \.street)
    let open = meters.indices.map { expansion.openSenses(of: $0, directions[$0]) }
    var openLengths = [Double](repeating: 0, count: componentCount)
    var lengths = openLengths
    for street in meters.indices {
      lengths[Int(components[Int(from[street])])] += meters[street]
      if open[street] != 0 { openLengths[Int(components[Int(from[street])])] += meters[street] }
    }
    // Metres of street inside each part: each street counts once in a part.
    var sums = [Double](repeating: 0, count: parts.count)
    var component = [Int32](repeating: -1, count: parts.count)
    var counted: [Int32] = []
    for street in meters.indices {
      let own = Int(components[Int(from[street])])
      let senses = openLengths[own] > 0 ? open[street] : directions[street]
      counted.removeAll(keepingCapacity: true)
      func add(_ isForward: Bool, _ tail: Int32, _ head: Int32) {
        let label = parts.labels[Int(tail)]
        guard senses & (isForward ? DirectionBits.forward : DirectionBits.backward) != 0,
          parts.labels[Int(head)] == label, !counted.contains(label)
        else { return }
        counted.append(label)
        sums[Int(label)] += meters[street]
        component[Int(label)] = Int32(own)
      }
      add(true, expansion.departFrom[street], expansion.arriveTo[street])
      add(false, expansion.departTo[street], expansion.arriveFrom[street])
      for copy in copies[Int32(street)] ?? [] { add(copy.isForward, copy.tail, copy.head) }
    }
    for own in lengths.indices where openLengths[own] > 0 { lengths[own] = openLengths[own] }
    var main = [Int32](repeating: -1, count: componentCount)
    for part in 0..<parts.count where component[part] >= 0 {
      let own = Int(component[part])
      if main[own] < 0 || sums[part] > sums[Int(main[own])] { main[own] = Int32(part) }
    }
    let isMain = parts.labels.map { label in
      let own = component[Int(label)]
      return own >= 0 && main[Int(own)] == label && sums[Int(label)] * 2 > lengths[Int(own)]
    }
    let leads = Self.reached(isMain, inward)
    let isLed = Self.reached(isMain, outward)
    var hasMain = [Bool](repeating: false, count: componentCount)
    for (label, isIn) in zip(parts.labels, isMain) where isIn { hasMain[Int(component[Int(label)])] = true }
    bits = directions.indices.map { street in
      guard hasMain[Int(components[Int(from[street])])] else { return 0 }
      let isForward = directions[street] & DirectionBits.forward != 0
      let isBackward = directions[street] & DirectionBits.backward != 0
      let leaves =
        (isForward && leads[Int(expansion.arriveTo[street])])
        || (isBackward && leads[Int(expansion.arriveFrom[street])])
      let enters =
        (isForward && isLed[Int(expansion.leaveFrom[street])]) || (isBackward && isLed[Int(expansion.leaveTo[street])])
      return (leaves ? 0 : OneWayPart.noStart) | (enters ? 0 : OneWayPart.noEnd)
    }
    if bits.allSatisfy({ $0 == 0 }) { bits = [] }
  }

  private static func reached(_ seeds: [Bool], _ arcs: ArcTable) -> [Bool] {
    var isReached = seeds
    var open = seeds.indices.filter { seeds[$0] }
    while let node = open.popLast() {
      for arc in Int(arcs.starts[node])..<Int(arcs.starts[node + 1]) {
        let head = Int(arcs.heads[arc].head)
        if !isReached[head] {
          isReached[head] = true
          open.append(head)
        }
      }
    }
    return isReached
  }
}
