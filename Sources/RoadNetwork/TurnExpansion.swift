/// Nodes and arcs that carry turn restrictions into a search that knows only nodes and arcs.
///
/// A junction with a restriction gets, for each street end that meets there, a node at which that end arrives and one
/// from which it leaves; free arcs lead from arrival to leaving wherever the turn is allowed. All other junctions stay as
/// they are, and so does the search. The junction's own node is where arrivals end: it is reached at the least of their
/// costs and leads nowhere. Turning round is allowed where nothing forbids it.
/// Source: Winter (2002), Modeling costs of turns in route planning, doi:10.1023/A:1020853410145 (here at restricted
/// nodes only).
struct TurnExpansion: Sendable {
  /// The node of the search at which each street arrives at its first and last junction, and from which it leaves.
  var arriveFrom: [Int32]
  var arriveTo: [Int32]
  var leaveFrom: [Int32]
  var leaveTo: [Int32]
  /// Restricted junctions, rising; junction `i` has the nodes `starts[i] ..< starts[i + 1]`, arrivals in the first half.
  private(set) var junctions: [Int32] = []
  private(set) var starts: [Int32]
  /// From arrival to leaving.
  private(set) var turns: [(from: Int32, to: Int32)] = []

  /// A street's end at a junction.
  struct End {
    var street: Int
    var isLast: Bool
    var way: Int32
    var mayArrive: Bool
    var mayLeave: Bool
  }

  /// No restriction: streets arrive and leave at their junctions.
  init(nodeCount: Int, from: [Int32], to: [Int32]) {
    arriveFrom = from
    arriveTo = to
    leaveFrom = from
    leaveTo = to
    starts = [Int32(nodeCount)]
  }

  var nodeCount: Int { Int(starts.last!) }

  /// The nodes made for the junction of that position: where a search leaves it when it starts there.
  func exits(ofJunction index: Int, isForward: Bool) -> Range<Int32> {
    let middle = (starts[index] + starts[index + 1]) / 2
    return isForward ? middle..<starts[index + 1] : starts[index]..<middle
  }

  /// Adds a junction; junctions come rising.
  ///
  /// - Returns: the relations that name more than one street end as `from` or `to`, which are not heeded.
  mutating func add(junction: Int32, ends: [End], rules: [TurnRule]) -> [Int64] {
    let (isAllowed, unusable) = Self.allowedTurns(ends, rules)
    guard isAllowed.contains(false) else { return unusable }
    let base = starts.last!
    let count = Int32(ends.count)
    for (index, end) in ends.enumerated() {
      let arrival = base + Int32(index)
      let leaving = arrival + count
      if end.isLast {
        arriveTo[end.street] = arrival
        leaveTo[end.street] = leaving
      } else {
        arriveFrom[end.street] = arrival
        leaveFrom[end.street] = leaving
      }
    }
    for from in ends.indices {
      for to in ends.indices where isAllowed[from * ends.count + to] {
        turns.append((base + Int32(from), base + count + Int32(to)))
      }
    }
    junctions.append(junction)
    starts.append(base + 2 * count)
    return unusable
  }

  private static func allowedTurns(_ ends: [End], _ rules: [TurnRule]) -> (isAllowed: [Bool], unusable: [Int64]) {
    var isForbidden = [Bool](repeating: false, count: ends.count * ends.count)
    var only: [Int: Set<Int>] = [:]
    var unusable: [Int64] = []
    for rule in rules {
      let from = ends.indices.filter { ends[$0].way == rule.from && ends[$0].mayArrive }
      let to = ends.indices.filter { ends[$0].way == rule.to && ends[$0].mayLeave }
      var pairs: [(Int, Int)] = []
      if rule.from == rule.to, rule.isUTurn {
        pairs = from.filter(to.contains).map { ($0, $0) }
      } else if from.count == 1, to.count == 1 {
        pairs = [(from[0], to[0])]
      } else if !from.isEmpty, !to.isEmpty {
        unusable.append(rule.id)
      }
      for (from, to) in pairs {
        if rule.isOnly {
          only[from, default: []].insert(to)
        } else {
          isForbidden[from * ends.count + to] = true
        }
      }
    }
    let isAllowed = isForbidden.indices.map { index in
      let (from, to) = index.quotientAndRemainder(dividingBy: ends.count)
      return !isForbidden[index] && (only[from]?.contains(to) ?? true)
    }
    return (isAllowed, unusable)
  }
}

extension TurnExpansion {
  /// The junctions of a contracted network with the rules that hold there.
  init(
    _ raw: RawStreets, _ chains: Contraction, _ number: [Int32], from: [Int32], to: [Int32],
    directions: [UInt8], nodeCount: Int, notes: inout BuildNotes
  ) {
    self.init(nodeCount: nodeCount, from: from, to: to)
    var rules: [Int32: [TurnRule]] = [:]
    for rule in raw.turns where number[Int(rule.via)] >= 0 { rules[number[Int(rule.via)], default: []].append(rule) }
    if rules.isEmpty { return }
    var ends: [Int32: [End]] = [:]
    for street in from.indices {
      let chain = Int(chains.order[street])
      let isForward = directions[street] & RawStreets.forward != 0
      let isBackward = directions[street] & RawStreets.backward != 0
      if rules[from[street]] != nil {
        ends[from[street], default: []].append(
          End(
            street: street, isLast: false, way: chains.sources[chain], mayArrive: isBackward, mayLeave: isForward))
      }
      if rules[to[street]] != nil {
        ends[to[street], default: []].append(
          End(
            street: street, isLast: true, way: chains.lastSources[chain], mayArrive: isForward, mayLeave: isBackward))
      }
    }
    for junction in rules.keys.sorted() {
      for id in add(junction: junction, ends: ends[junction] ?? [], rules: rules[junction]!) {
        notes.add(.turnUnusable, record: id)
      }
    }
  }
}
