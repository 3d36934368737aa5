import Model

/// The pieces that meet at each node: piece times two, plus one where the node is the piece's end.
struct PiecesAtNodes {
  var starts: [Int32]
  var pieces: [Int32]
  subscript(node: Int) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }
}

extension RawStreets {
  /// Pieces without a direction meet nothing.
  func incidence() -> PiecesAtNodes {
    let nodeCount = longitudes.count
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for piece in from.indices where directions[piece] != 0 {
      starts[Int(from[piece]) + 1] += 1
      starts[Int(to[piece]) + 1] += 1
    }
    starts.countsToStarts()
    var next = starts
    var pieces = [Int32](repeating: 0, count: Int(starts[nodeCount]))
    for piece in from.indices where directions[piece] != 0 {
      let a = Int(from[piece])
      let b = Int(to[piece])
      pieces[Int(next[a])] = Int32(piece << 1)
      next[a] += 1
      pieces[Int(next[b])] = Int32(piece << 1 | 1)
      next[b] += 1
    }
    return PiecesAtNodes(starts: starts, pieces: pieces)
  }

  /// Of each class the number of that which it is seen from the other end.
  func mirroredClasses() -> [UInt16] {
    let numbers = Dictionary(zip(classList, classList.indices)) { first, _ in first }
    return classList.map { UInt16(numbers[$0.reversed]!) }
  }

  /// Makes one of pieces between the same two nodes: it goes each way as the fastest of those that go that way.
  ///
  /// Whoever is at a place on one of them is on all. Only those of one kind are joined: what is off the ground or a ferry
  /// stays beside what is not, and so does a way with a turn rule of its own. What is not passed through is joined with
  /// what is, each way as it goes there, unless it is faster: then one goes by the one and begins or ends on the other.
  mutating func joinParallels(_ measure: RoadMeasure) {
    var known = StreetClasses(classList)
    let ruled = Set(turns.flatMap { [$0.from, $0.to] })
    for pieces in parallels() {
      var kinds: [Kind: [Int]] = [:]
      for piece in pieces { kinds[kind(piece, ruled), default: []].append(piece) }
      let joinable = kinds.values.flatMap { isFastestPublic($0, measure) ? [$0] : byAccess($0) }
      for same in joinable.sorted(by: { $0[0] < $1[0] }) where same.count > 1 {
        let first = same[0]
        guard let joined = join(same, as: first, measure), let index = known.intern(joined.streetClass) else {
          continue
        }
        for piece in same where piece != first {
          directions[piece] = 0
          notes.add(.duplicateSegment, record: records[Int(sources[piece])])
        }
        directions[first] = joined.directions
        classes[first] = UInt16(index)
      }
    }
    classList = known.list
  }

  private struct Kind: Hashable {
    var isLifted: Bool
    var isAboard: Bool
    var isSpan: Bool
    /// The way, where a turn rule names it.
    var way: Int32
  }

  private func kind(_ piece: Int, _ ruled: Set<Int32>) -> Kind {
    let streetClass = classList[Int(classes[piece])]
    return Kind(
      isLifted: isLifted[piece], isAboard: streetClass.isAboard, isSpan: streetClass.isSpan,
      way: ruled.contains(sources[piece]) ? sources[piece] : -1)
  }

  /// The class and directions of a piece from the node with the lower number.
  private func seen(_ piece: Int) -> (streetClass: StreetClass, directions: UInt8) {
    let own = classList[Int(classes[piece])]
    return from[piece] < to[piece]
      ? (own, directions[piece]) : (own.reversed, Contraction.reversed(directions[piece]))
  }

  /// Whether each way that a public piece goes none for destinations only is faster.
  private func isFastestPublic(_ pieces: [Int], _ measure: RoadMeasure) -> Bool {
    for bit in [DirectionBits.forward, DirectionBits.backward] {
      var least: [Bool: Double] = [:]
      for (streetClass, bits) in pieces.map(seen) where bits & bit != 0 {
        let own = bit == DirectionBits.forward ? streetClass : streetClass.reversed
        least[own.isDestinationOnly] = min(least[own.isDestinationOnly] ?? .infinity, measure.costPerMeter(own.pace))
      }
      if let open = least[false], let closed = least[true], closed < open { return false }
    }
    return true
  }

  /// Those that are public, private or for destinations only in the same directions.
  private func byAccess(_ pieces: [Int]) -> [[Int]] {
    let groups = Dictionary(grouping: pieces) { piece in
      let (streetClass, _) = seen(piece)
      return [streetClass.isDestinationOnly, streetClass.isDestinationOnlyBack, streetClass.isPrivate]
    }
    return Array(groups.values)
  }

  /// What several pieces are together, seen from the start of one.
  private func join(
    _ pieces: [Int], as first: Int, _ measure: RoadMeasure
  ) -> (streetClass: StreetClass, directions: UInt8)? {
    var best: [UInt8: (streetClass: StreetClass, cost: Double)] = [:]
    for piece in pieces {
      let isAlong = from[piece] == from[first]
      let streetClass = classList[Int(classes[piece])]
      let seen = isAlong ? streetClass : streetClass.reversed
      let bits = isAlong ? directions[piece] : Contraction.reversed(directions[piece])
      for (bit, pace) in [(DirectionBits.forward, seen.pace), (DirectionBits.backward, seen.paceBack ?? seen.pace)]
      where bits & bit != 0 {
        var found = seen
        (found.pace, found.paceBack) = (pace, nil)
        if bit == DirectionBits.backward { found.isDestinationOnly = seen.isDestinationOnlyBack }
        found.isDestinationOnlyBack = found.isDestinationOnly
        let cost = measure.costPerMeter(pace)
        if let standing = best[bit],
          standing.cost < cost
            || (standing.cost == cost && !found.precedes(standing.streetClass))
        {
          continue
        }
        best[bit] = (found, cost)
      }
    }
    guard var joined = (best[DirectionBits.forward] ?? best[DirectionBits.backward])?.streetClass else { return nil }
    if let there = best[DirectionBits.forward]?.streetClass, let back = best[DirectionBits.backward]?.streetClass {
      joined = back.precedes(there) ? back : there
      joined.pace = there.pace
      joined.paceBack = measure.costPerMeter(back.pace) == measure.costPerMeter(there.pace) ? nil : back.pace
      (joined.isDestinationOnly, joined.isDestinationOnlyBack) = (there.isDestinationOnly, back.isDestinationOnly)
    }
    joined.isPrivate = pieces.allSatisfy { classList[Int(classes[$0])].isPrivate }
    return (joined, best.keys.reduce(0, |))
  }

  /// The pieces between each two nodes that have several, by rising first piece.
  private func parallels() -> [[Int]] {
    let meeting = incidence()
    var found: [Int64: [Int]] = [:]
    // The first piece from the node at hand to each neighbour, where `seenFrom` names that node.
    var seenFrom = [Int32](repeating: -1, count: longitudes.count)
    var firstPiece = [Int32](repeating: 0, count: longitudes.count)
    for node in longitudes.indices {
      for slot in meeting[node] {
        let piece = Int(meeting.pieces[slot] >> 1)
        let other = Int(meeting.pieces[slot] & 1 == 0 ? to[piece] : from[piece])
        guard other > node else { continue }
        guard seenFrom[other] == Int32(node) else {
          seenFrom[other] = Int32(node)
          firstPiece[other] = Int32(piece)
          continue
        }
        found[Int64(node) << 32 | Int64(other), default: [Int(firstPiece[other])]].append(piece)
      }
    }
    return found.values.sorted { $0[0] < $1[0] }
  }
}
