import OSM

/// A turn that a mode must not make, or the only one it may, by the ways that meet at a node or at the ends of others.
struct TurnRule: Hashable, Sendable {
  /// Positions of ways in the file.
  var from: Int32
  var to: Int32
  /// Raw nodes from the end of `from` to the start of `to`: one, or those of the ways between in the sense of travel.
  var path: [Int32]
  /// No other turn is allowed: from `from` where the path is one node, else from the ways between once they were entered
  /// from `from`.
  var isOnly: Bool
  var isUTurn: Bool
  /// Of the relation, for messages.
  var id: Int64
}

extension RawStreets {
  /// The restrictions of a file that bind the mode.
  ///
  /// Those that hold at times only are counted and not heeded.
  /// - Parameter local: the raw node of each node of the file, -1 for none.
  /// Source: wiki.openstreetmap.org/wiki/Relation:restriction.
  mutating func readTurns(_ osm: OSMData, _ rules: ModeRules, _ local: [Int32]) {
    guard !rules.turnKeys.isEmpty, !osm.restrictions.isEmpty else { return }
    let keys = rules.turnKeys.compactMap(osm.stringID)
    let conditionalKeys = Set(rules.turnKeys.compactMap { osm.stringID($0 + ":conditional") })
    let except = osm.stringID("except")
    for restriction in osm.restrictions {
      let tags = restriction.tags[...]
      let said = keys.compactMap { WayAdmission.value(of: $0, in: tags) }.last
      guard let said else {
        let isTimed = stride(from: 0, to: tags.count, by: 2).contains { conditionalKeys.contains(tags[$0]) }
        if isTimed { notes.add(.turnAtTimes, record: restriction.id) }
        continue
      }
      if let except, let words = WayAdmission.value(of: except, in: tags) {
        let excepted = osm.string(words).split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        if excepted.contains(where: rules.turnExceptions.contains) { continue }
      }
      append(restriction, osm.string(said), osm, local)
    }
  }

  private mutating func append(_ restriction: OSMRelation, _ word: String, _ osm: OSMData, _ local: [Int32]) {
    let isOnly = word.hasPrefix("only_")
    func members(_ role: String) -> [OSMRelation.Member] {
      osm.stringID(role).map { role in restriction.members.filter { $0.role == role } } ?? []
    }
    let vias = members("via")
    let from = members("from").filter { $0.kind == .way && $0.reference >= 0 }
    let to = members("to").filter { $0.kind == .way && $0.reference >= 0 }
    guard isOnly || word.hasPrefix("no_"), !from.isEmpty, !to.isEmpty, vias.allSatisfy({ $0.reference >= 0 }) else {
      notes.add(.turnUnusable, record: restriction.id)
      return
    }
    for from in from {
      for to in to {
        var path: [Int32]?
        if vias.count == 1, vias[0].kind == .node { path = [Int32(vias[0].reference)] }
        if !vias.isEmpty, vias.allSatisfy({ $0.kind == .way }) {
          path = Self.path(
            from: osm.nodes(ofWay: Int(from.reference)), over: vias.map { osm.nodes(ofWay: Int($0.reference)) },
            to: osm.nodes(ofWay: Int(to.reference)))
        }
        guard let path else {
          notes.add(.turnUnusable, record: restriction.id)
          continue
        }
        let places = path.map { local[Int($0)] }
        // A way between that the mode may not use needs no restriction.
        if places.contains(where: { $0 < 0 }) { continue }
        turns.append(
          TurnRule(
            from: Int32(from.reference), to: Int32(to.reference), path: places, isOnly: isOnly,
            isUTurn: word.hasSuffix("u_turn"), id: restriction.id))
      }
    }
  }

  /// The nodes from one way over others to a last, each way run through from end to end; nil when they do not meet so, or
  /// in more than one sense, or miss a node.
  private static func path(
    from: ArraySlice<Int32>, over vias: [ArraySlice<Int32>], to: ArraySlice<Int32>
  ) -> [Int32]? {
    guard vias.allSatisfy({ !$0.contains(OSMData.missingNode) && $0.count > 1 && $0.first != $0.last }) else {
      return nil
    }
    var found: Set<[Int32]> = []
    for vias in vias.count > 1 ? [vias, vias.reversed()] : [vias] {
      for isFirstForward in [true, false] {
        var path = isFirstForward ? Array(vias[0]) : vias[0].reversed()
        guard from.contains(path[0]) else { continue }
        let isJoined = vias.dropFirst().allSatisfy { via in
          let next = via.first == path.last ? Array(via) : via.reversed()
          guard next.first == path.last else { return false }
          path += next.dropFirst()
          return true
        }
        if isJoined, to.contains(path[path.count - 1]) { found.insert(path) }
      }
    }
    return found.count == 1 ? found.first : nil
  }
}
