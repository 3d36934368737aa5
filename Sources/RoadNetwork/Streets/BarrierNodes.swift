import OSM

extension RawStreets {
  /// Gives every piece that meets a stopping node an end of its own there.
  ///
  /// At a private gate the ends of public streets are joined again by pieces without length, for those who live behind
  /// it: nobody passes through. A private street that ends there is no less private for the gate. Where three streets and
  /// more meet, the node does not say which of them the gate bars: the public street that runs through stays open.
  mutating func cutAtBarriers(_ admission: WayAdmission, _ local: [Int32], _ osm: OSMData) {
    guard let key = admission.barrierKey else { return }
    var stops: [Int32: WayAdmission.Passage] = [:]
    osm.forEachTaggedNode { node, tags in
      guard local[Int(node)] >= 0, let barrier = WayAdmission.value(of: key, in: tags) else { return }
      let passage = admission.passage(ofNode: tags, barrier: barrier)
      guard passage != .all else { return }
      stops[local[Int(node)]] = passage
      if passage == .nobody { notes.add(.barrier, record: osm.nodeIDs[Int(node)]) }
    }
    if stops.isEmpty { return }
    var meeting: [Int32: [Int]] = [:]
    for segment in from.indices {
      if stops[from[segment]] != nil { meeting[from[segment], default: []].append(segment) }
      if stops[to[segment]] != nil { meeting[to[segment], default: []].append(segment) }
    }
    for (node, unordered) in meeting.sorted(by: { $0.key < $1.key }) {
      // By where they lead, so that the order of the file does not matter.
      let segments = unordered.sorted { farPlace($0, from: node).lexicographicallyPrecedes(farPlace($1, from: node)) }
      if stops[node] == .nobody {
        for segment in segments.dropFirst() { _ = part(segment, from: node) }
        continue
      }
      let through = streetThrough(segments)
      notes.add(through.isEmpty ? .privateGate : .gateAtJunction, record: nodeIDs[Int(node)])
      let barred = segments.filter { !classList[Int(classes[$0])].isPrivate && !through.contains($0) }
      guard barred.count > 1 || !through.isEmpty else { continue }
      let gate = gateClass()
      for segment in barred {
        let end = part(segment, from: node)
        append(
          from: end, to: node, directions: DirectionBits.forward | DirectionBits.backward, classIndex: gate,
          source: Int(sources[segment]), isLifted: isLifted[segment])
      }
    }
  }

  /// Of three and more pieces that meet at a gate those that it leaves open: the public ones if there are private ones
  /// beside them, else those that are no service or way for walkers, else those of the only way that runs through. Empty
  /// where that leaves no choice.
  private func streetThrough(_ segments: [Int]) -> [Int] {
    guard segments.count > 2 else { return [] }
    let open = segments.filter { !classList[Int(classes[$0])].isPrivate }
    let greater = open.filter { !Self.lesserClasses.contains(classList[Int(classes[$0])].name) }
    let ways = Dictionary(grouping: open) { sources[$0] }.values.filter { $0.count > 1 }
    let choices = [open, greater, ways.count == 1 ? ways.first! : []]
    return choices.first { $0.count > 1 && $0.count < segments.count } ?? []
  }

  private static let lesserClasses: Set<String> = [
    "service", "track", "path", "footway", "cycleway", "bridleway", "steps", "corridor",
  ]

  private func farPlace(_ segment: Int, from node: Int32) -> [Int32] {
    place(of: from[segment] == node ? to[segment] : from[segment])
  }

  /// - Returns: the piece's new end.
  private mutating func part(_ segment: Int, from node: Int32) -> Int32 {
    longitudes.append(longitudes[Int(node)])
    latitudes.append(latitudes[Int(node)])
    let end = Int32(longitudes.count - 1)
    if from[segment] == node { from[segment] = end } else { to[segment] = end }
    return end
  }

  /// Of the piece that stands for a private gate.
  private mutating func gateClass() -> Int {
    var gate = StreetClass(name: "gate")
    (gate.isDestinationOnly, gate.isDestinationOnlyBack) = (true, true)
    gate.isPrivate = true
    if let known = classList.firstIndex(of: gate) { return known }
    classList.append(gate)
    return classList.count - 1
  }
}
