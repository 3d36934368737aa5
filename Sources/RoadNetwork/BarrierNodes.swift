import OSM

extension RawStreets {
  /// Gives every piece that meets a stopping node an end of its own there.
  ///
  /// At a private gate the ends of public streets are joined again by pieces without length, for those who live behind
  /// it: nobody passes through. A private street that ends there is no less private for the gate.
  mutating func cutAtBarriers(_ admission: WayAdmission, _ local: [Int32], _ osm: OSMData) {
    guard let key = admission.barrierKey else { return }
    var stops: [Int32: WayAdmission.Passage] = [:]
    osm.forEachTaggedNode { node, tags in
      guard local[Int(node)] >= 0, let barrier = WayAdmission.value(of: key, in: tags) else { return }
      let passage = admission.passage(ofNode: tags, barrier: barrier)
      guard passage != .all else { return }
      stops[local[Int(node)]] = passage
      notes.add(passage == .own ? .privateGate : .barrier, record: osm.nodeIDs[Int(node)])
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
      let open = segments.filter { !classList[Int(classes[$0])].isPrivate }
      guard open.count > 1 else { continue }
      let gate = gateClass()
      for segment in open {
        let end = part(segment, from: node)
        append(
          from: end, to: node, directions: Self.forward | Self.backward, classIndex: gate,
          source: Int(sources[segment]), isLifted: isLifted[segment])
      }
    }
  }

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
