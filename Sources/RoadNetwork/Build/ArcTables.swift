extension ArcTable {
  /// The arcs in the sense of travel and against it; the same memory where both are alike.
  static func bothWays(_ expansion: TurnExpansion, _ streets: MeasuredStreets) -> (outward: ArcTable, inward: ArcTable)
  {
    let outward = ArcTable(expansion, streets.costs, streets.costsBack, streets.directions, isReversed: false)
    let isOneTable = streets.goBothWays && expansion.junctions.isEmpty && streets.isAlike
    return (
      outward,
      isOneTable
        ? outward : ArcTable(expansion, streets.costs, streets.costsBack, streets.directions, isReversed: true)
    )
  }

  /// Arcs in the order of streets, then turns, so that the table depends on nothing but the streets.
  ///
  /// - Parameters:
  ///   - costs: of each street from its first node to its last.
  ///   - costsBack: the other way.
  private init(
    _ expansion: TurnExpansion, _ costs: [UInt32], _ costsBack: [UInt32], _ directions: [UInt8], isReversed: Bool
  ) {
    let along = isReversed ? DirectionBits.backward : DirectionBits.forward
    let against = isReversed ? DirectionBits.forward : DirectionBits.backward
    let (up, down) = isReversed ? (costsBack, costs) : (costs, costsBack)
    // Backwards a search leaves a street's end where travellers arrive.
    let tailFrom = isReversed ? expansion.arriveFrom : expansion.departFrom
    let headFrom = isReversed ? expansion.departFrom : expansion.arriveFrom
    let tailTo = isReversed ? expansion.arriveTo : expansion.departTo
    let headTo = isReversed ? expansion.departTo : expansion.arriveTo
    var turns = isReversed ? expansion.turns.map { (from: $0.to, to: $0.from) } : expansion.turns
    for (index, junction) in expansion.junctions.enumerated() {
      for node in expansion.exits(ofJunction: index, isForward: isReversed) { turns.append((node, junction)) }
    }
    let nodeCount = expansion.nodeCount
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for street in costs.indices {
      if directions[street] & along != 0 { starts[Int(tailFrom[street]) + 1] += 1 }
      if directions[street] & against != 0 { starts[Int(tailTo[street]) + 1] += 1 }
    }
    for turn in turns { starts[Int(turn.from) + 1] += 1 }
    for copy in expansion.copies { starts[Int(isReversed ? copy.head : copy.tail) + 1] += 1 }
    starts.countsToStarts()
    var next = starts
    var heads = [Arc](repeating: Arc(head: 0, cost: 0), count: Int(starts[nodeCount]))
    var streets = [Int32](repeating: 0, count: heads.count)
    func add(_ tail: Int32, _ head: Int32, _ cost: UInt32, _ street: Int32) {
      let slot = Int(next[Int(tail)])
      next[Int(tail)] += 1
      heads[slot] = Arc(head: head, cost: cost)
      streets[slot] = street
    }
    for street in costs.indices {
      if directions[street] & along != 0 { add(tailFrom[street], headTo[street], up[street], Int32(street)) }
      if directions[street] & against != 0 { add(tailTo[street], headFrom[street], down[street], Int32(street)) }
    }
    for turn in turns { add(turn.from, turn.to, 0, Self.turn) }
    for copy in expansion.copies {
      let cost = (copy.isForward ? costs : costsBack)[Int(copy.street)]
      let (tail, head) = isReversed ? (copy.head, copy.tail) : (copy.tail, copy.head)
      add(tail, head, cost, copy.street)
    }
    self.init(starts: Column(moving: &starts), heads: Column(moving: &heads), streets: Column(moving: &streets))
  }
}
