import OSM

/// A turn that a mode must not make, or the only one it may, by the ways that meet at a node.
struct TurnRule: Hashable, Sendable {
  /// Positions of ways in the file.
  var from: Int32
  var to: Int32
  /// Raw node.
  var via: Int32
  /// From this way no other turn is allowed.
  var isOnly: Bool
  var isUTurn: Bool
  /// Of the relation, for messages.
  var id: Int64
}

extension RawStreets {
  /// The restrictions of a file that bind the mode.
  ///
  /// Restrictions over a way instead of a node, and those that hold at times only, are counted and not heeded.
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

  private mutating func append(_ restriction: OSMRestriction, _ word: String, _ osm: OSMData, _ local: [Int32]) {
    let isOnly = word.hasPrefix("only_")
    func members(_ role: String) -> [OSMRestriction.Member] {
      osm.stringID(role).map { role in restriction.members.filter { $0.role == role } } ?? []
    }
    let vias = members("via")
    if vias.contains(where: { $0.kind == .way }) {
      notes.add(.turnOverWay, record: restriction.id)
      return
    }
    let from = members("from").filter { $0.kind == .way && $0.reference >= 0 }
    let to = members("to").filter { $0.kind == .way && $0.reference >= 0 }
    guard isOnly || word.hasPrefix("no_"), vias.count == 1, vias[0].kind == .node, vias[0].reference >= 0,
      !from.isEmpty, !to.isEmpty
    else {
      notes.add(.turnUnusable, record: restriction.id)
      return
    }
    let via = local[Int(vias[0].reference)]
    guard via >= 0 else { return }
    for from in from {
      for to in to {
        turns.append(
          TurnRule(
            from: Int32(from.reference), to: Int32(to.reference), via: via, isOnly: isOnly,
            isUTurn: word.hasSuffix("u_turn"), id: restriction.id))
      }
    }
  }
}
