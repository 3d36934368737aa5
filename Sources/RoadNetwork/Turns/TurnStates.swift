/// Who may turn where, by how one came: the states of travellers on streets, and the moves between them.
///
/// On a street one is in its plain state unless it matters how one came there. A state is a way come by, kept as long as
/// it is the beginning of a restriction over ways, and whether one entered what is closed to through traffic from
/// outside.
/// Source of the matching of several restrictions at once: Aho and Corasick (1975), doi:10.1145/360825.360855.
struct TurnStates {
  struct Copy: Hashable {
    var sense: Int32
    /// The longest beginning of a restriction over ways that ends in this street, -1 for none.
    var beginning: Int32
    var isInside: Bool
  }

  /// A place in the lists: a sense for the plain state, else the number of senses and the position of the copy.
  private(set) var moves: [(from: Int32, to: Int32)] = []
  private(set) var copies: [Copy] = []
  private(set) var isExpanded: [Bool]

  private let streets: TurnStreets
  private let mayTurnRound: Bool
  /// By sense.
  let isClosedToThrough: [Bool]
  private var known: [Copy: Int32] = [:]

  /// What an arrival may not do, and the only things it may.
  private struct Ban {
    var forbidden: Set<Int32> = []
    var only: Set<Int32> = []
  }
  /// By sense.
  private var plainBans: [Int32: Ban] = [:]
  private var beginnings: [[Int32]] = []
  private var beginningNumbers: [[Int32]: Int32] = [:]
  /// By beginning; those of its ends are theirs.
  private var bans: [Ban] = []

  init(_ streets: TurnStreets, _ raw: RawStreets, notes: inout BuildNotes) {
    self.streets = streets
    mayTurnRound = raw.mayTurnRound
    isClosedToThrough = streets.closedToThrough(mayTurnRound: raw.mayTurnRound)
    isExpanded = [Bool](repeating: false, count: streets.nodeCount)
    for rule in raw.turns where !read(rule) { notes.add(.turnUnusable, record: rule.id) }
    for sense in isClosedToThrough.indices where isClosedToThrough[sense] {
      isExpanded[Int(streets.head(Int32(sense)))] = true
      isExpanded[Int(streets.tail(Int32(sense)))] = true
    }
    if !mayTurnRound {
      for node in 0..<streets.nodeCount {
        let ends = streets.ends(node)
        if ends.count > 1, ends.contains(where: { $0.mayArrive && $0.mayLeave }) { isExpanded[node] = true }
      }
    }
  }

  /// - Returns: false when the rule names more than one street end as `from` or `to`.
  private mutating func read(_ rule: TurnRule) -> Bool {
    guard let first = streets.node(rule.path[0]), let last = streets.node(rule.path[rule.path.count - 1]) else {
      return true
    }
    let from = streets.ends(first).filter { $0.way == rule.from && $0.mayArrive }.map(\.arriving)
    let to = streets.ends(last).filter { $0.way == rule.to && $0.mayLeave }.map(\.leaving)
    if rule.path.count > 1 {
      if from.isEmpty || to.isEmpty { return true }
      guard from.count == 1, to.count == 1 else { return false }
      // What cannot be travelled need not be forbidden.
      guard let between = streets.senses(along: rule.path), !between.isEmpty else { return true }
      add(from + between, to[0], isOnly: rule.isOnly)
      return true
    }
    var pairs: [(Int32, Int32)] = []
    if rule.from == rule.to, rule.isUTurn {
      pairs = from.filter { to.contains($0 ^ 1) }.map { ($0, $0 ^ 1) }
    } else if from.count == 1, to.count == 1 {
      pairs = [(from[0], to[0])]
    } else if !from.isEmpty, !to.isEmpty {
      return false
    }
    for (from, to) in pairs {
      if rule.isOnly {
        plainBans[from, default: Ban()].only.insert(to)
      } else {
        plainBans[from, default: Ban()].forbidden.insert(to)
      }
      isExpanded[first] = true
    }
    return true
  }

  /// A restriction over ways: whoever has come along all of `path` may not go to a sense, or only there.
  private mutating func add(_ path: [Int32], _ to: Int32, isOnly: Bool) {
    for count in 2...path.count {
      let beginning = Array(path[..<count])
      if beginningNumbers[beginning] == nil {
        beginningNumbers[beginning] = Int32(beginnings.count)
        beginnings.append(beginning)
        bans.append(Ban())
      }
      isExpanded[Int(streets.tail(beginning[count - 1]))] = true
      isExpanded[Int(streets.head(beginning[count - 1]))] = true
      let number = Int(beginningNumbers[beginning]!)
      if count == path.count, !isOnly { bans[number].forbidden.insert(to) }
      if isOnly { bans[number].only.insert(count == path.count ? to : path[count]) }
    }
  }

  /// Finds all moves at junctions with rules, and the copies they need.
  mutating func explore() {
    for node in 0..<streets.nodeCount where isExpanded[node] {
      for end in streets.ends(node) where end.mayArrive {
        explore(Copy(sense: end.arriving, beginning: -1, isInside: false), at: end.arriving)
      }
    }
    var next = 0
    while next < copies.count {
      explore(copies[next], at: Int32(2 * streets.count + next))
      next += 1
    }
  }

  private mutating func explore(_ state: Copy, at place: Int32) {
    let ends = streets.ends(Int(streets.head(state.sense))).filter(\.mayLeave)
    let found = bans(of: state)
    func isAllowed(_ sense: Int32) -> Bool {
      found.allSatisfy { !$0.forbidden.contains(sense) && ($0.only.isEmpty || $0.only.contains(sense)) }
        && !(state.isInside && !isClosedToThrough[Int(sense)])
    }
    let allowed = ends.map(\.leaving).filter(isAllowed)
    let onward = mayTurnRound ? allowed : allowed.filter { $0 != state.sense ^ 1 }
    for sense in onward.isEmpty ? allowed : onward { moves.append((place, self.place(after: state, onto: sense))) }
  }

  private func bans(of state: Copy) -> [Ban] {
    var found = plainBans[state.sense].map { [$0] } ?? []
    guard state.beginning >= 0 else { return found }
    let path = beginnings[Int(state.beginning)]
    for count in 2...path.count {
      if let number = beginningNumbers[Array(path.suffix(count))] { found.append(bans[Int(number)]) }
    }
    return found
  }

  /// The state in which one is on a street after another.
  private mutating func place(after state: Copy, onto sense: Int32) -> Int32 {
    var next = Copy(sense: sense, beginning: -1, isInside: false)
    if !beginnings.isEmpty {
      var path = (state.beginning >= 0 ? beginnings[Int(state.beginning)] : [state.sense]) + [sense]
      while path.count > 1 {
        if let number = beginningNumbers[path] {
          next.beginning = number
          break
        }
        path.removeFirst()
      }
    }
    if isClosedToThrough[Int(sense)] {
      next.isInside = isClosedToThrough[Int(state.sense)] ? state.isInside : true
    }
    if next.beginning < 0, !next.isInside { return sense }
    if let known = known[next] { return known }
    let place = Int32(2 * streets.count + copies.count)
    known[next] = place
    copies.append(next)
    return place
  }
}
