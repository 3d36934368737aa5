/// Nodes and arcs that carry rules about turns into a search that knows only nodes and arcs.
///
/// A junction where not every turn is free gets, for each street end that meets there, a node at which that end arrives
/// and one from which it leaves; free arcs lead from arrival to leaving wherever the turn is allowed. All other junctions
/// stay as they are, and so does the search. The junction's own node is where arrivals end: it is reached at the least of
/// their costs and leads nowhere.
///
/// Where it matters later how one came onto a street (a restriction over ways, a street for destinations only that was
/// entered from a public one), the street is there once more for those who came that way: a copy, with an arrival and a
/// leaving node of its own. A node that leads nowhere then collects all leavings of the street, for those who stop on it.
/// Source: Winter (2002), Modeling costs of turns in route planning, doi:10.1023/A:1020853410145 (here only at junctions
/// with rules).
struct TurnExpansion: Sendable {
  /// The nodes of the search by which one comes from a street to its first and last junction.
  var arriveFrom: [Int32]
  var arriveTo: [Int32]
  /// The nodes reached by all who set out along the street from its first and last junction.
  var leaveFrom: [Int32]
  var leaveTo: [Int32]
  /// Those from which the street itself is travelled: the same where it has no copy.
  var departFrom: [Int32]
  var departTo: [Int32]
  /// Junctions with rules, and the nodes made for each, as in ``StreetEnds``.
  private(set) var junctions: [Int32] = []
  private(set) var starts: [Int32]
  /// From arrival to leaving, and from leaving to the node that collects.
  private(set) var turns: [(from: Int32, to: Int32)] = []
  /// Copies of streets in the sense of travel.
  private(set) var copies: [Copy] = []
  /// Senses of streets one does not pass through, as ``TurnStreets`` counts them; empty for none.
  private var isClosedToThrough: [Bool] = []

  struct Copy: Sendable {
    var street: Int32
    var isForward: Bool
    var tail: Int32
    var head: Int32
  }

  /// No rule: streets arrive and leave at their junctions.
  init(nodeCount: Int, from: [Int32], to: [Int32]) {
    (arriveFrom, leaveFrom, departFrom) = (from, from, from)
    (arriveTo, leaveTo, departTo) = (to, to, to)
    starts = [Int32(nodeCount)]
  }

  var nodeCount: Int { Int(starts.last!) }

  /// Of the directions of a street those in which it may be passed through.
  func openSenses(of street: Int, _ directions: UInt8) -> UInt8 {
    if isClosedToThrough.isEmpty { return directions }
    let open =
      (isClosedToThrough[2 * street] ? 0 : DirectionBits.forward)
      | (isClosedToThrough[2 * street + 1] ? 0 : DirectionBits.backward)
    return directions & open
  }

  /// Where travellers leave the junction of that position, or arrive.
  func exits(ofJunction index: Int, isForward: Bool) -> Range<Int32> {
    let first = 3 * index + (isForward ? 1 : 0)
    return starts[first]..<starts[first + 1]
  }
}

extension TurnExpansion {
  /// The junctions of a contracted network with the rules that hold there.
  /// - Parameter lengths: of the streets, in metres.
  init(
    _ raw: RawStreets, _ chains: Contraction, _ number: [Int32], from: [Int32], to: [Int32],
    directions: [UInt8], lengths: [Double], nodeCount: Int, notes: inout BuildNotes
  ) {
    self.init(nodeCount: nodeCount, from: from, to: to)
    if raw.turns.isEmpty, raw.mayTurnRound, !raw.classList.contains(where: \.isForDestinations) { return }
    let streets = TurnStreets(
      raw, chains, number, from: from, to: to, directions: directions, lengths: lengths, nodeCount: nodeCount)
    var states = TurnStates(streets, raw, notes: &notes)
    states.explore()
    isClosedToThrough = states.isClosedToThrough
    arrange(streets, states)
  }

  private mutating func arrange(_ streets: TurnStreets, _ states: TurnStates) {
    let count = 2 * streets.count
    var arrive = [Int32](repeating: -1, count: count + states.copies.count)
    var leave = arrive
    var copiesHere: [Int32: (arriving: [Int], leaving: [Int])] = [:]
    var isCopied: Set<Int32> = []
    for (index, copy) in states.copies.enumerated() {
      copiesHere[streets.head(copy.sense), default: ([], [])].arriving.append(count + index)
      copiesHere[streets.tail(copy.sense), default: ([], [])].leaving.append(count + index)
      isCopied.insert(copy.sense)
    }
    var collect: [Int32: Int32] = [:]
    for node in 0..<streets.nodeCount where states.isExpanded[node] {
      let junction = Int32(node)
      let ends = streets.ends(node)
      var next = starts.last!
      func take() -> Int32 {
        next += 1
        return next - 1
      }
      for end in ends where end.mayArrive { arrive[Int(end.arriving)] = take() }
      for copy in copiesHere[junction]?.arriving ?? [] { arrive[copy] = take() }
      starts.append(next)
      for end in ends where end.mayLeave { leave[Int(end.leaving)] = take() }
      for copy in copiesHere[junction]?.leaving ?? [] { leave[copy] = take() }
      junctions.append(junction)
      starts.append(next)
      for end in ends where isCopied.contains(end.leaving) { collect[end.leaving] = take() }
      starts.append(next)
      for end in ends {
        // An end that nobody arrives at or leaves from stands for the junction itself.
        let arrival = end.mayArrive ? arrive[Int(end.arriving)] : junction
        let leaving = end.mayLeave ? leave[Int(end.leaving)] : junction
        if end.isLast {
          arriveTo[end.street] = arrival
          departTo[end.street] = leaving
          leaveTo[end.street] = collect[end.leaving] ?? leaving
        } else {
          arriveFrom[end.street] = arrival
          departFrom[end.street] = leaving
          leaveFrom[end.street] = collect[end.leaving] ?? leaving
        }
      }
    }
    for move in states.moves { turns.append((arrive[Int(move.from)], leave[Int(move.to)])) }
    for (sense, node) in collect.sorted(by: { $0.key < $1.key }) { turns.append((leave[Int(sense)], node)) }
    for (index, copy) in states.copies.enumerated() {
      let (tail, head) = (leave[count + index], arrive[count + index])
      copies.append(Copy(street: copy.sense >> 1, isForward: copy.sense & 1 == 0, tail: tail, head: head))
      if let node = collect[copy.sense] { turns.append((tail, node)) }
    }
  }
}
