import Geometry
import Model

/// Which records of two ledgers are the same.
///
/// In this order, each rule among what those before it left:
/// 1. `id`: both have the id, each once. Used where the ledgers share ids that mean the same records: not when more than
///    half of the shared ids stand for another name at another place.
/// 2. `name-and-place`: the same name, no farther apart than a record may lie before it has moved.
/// 3. `name`: the same name, which each ledger has once, no farther apart than namesakes may lie; where a place is missing
///    the name alone.
/// 4. `place`, without common ids alone: no farther apart than a record may lie before it has moved.
///
/// A rule pairs two records when each is the other's only one. Several that could be each other are a tie, told as such
/// and left out of all that follows; only records that differ in nothing are paired in the order of their files, since it
/// does not matter which is which. Names are compared without the accidents of writing.
/// ```swift
/// LedgerMatching([shop], [shopMovedBy100Meters]).pairs  // [rule: .name, meters: 100]
/// ```
/// - Complexity: O(n) and O(pairs of records of one name, or left without any, that lie near each other).
package struct LedgerMatching: Hashable, Sendable {
  package enum Rule: String, CaseIterable, Sendable {
    case id
    case nameAndPlace = "name-and-place"
    case name, place
  }

  /// Distances at which records are taken for one; inclusive.
  package struct Limits: Hashable, Sendable {
    /// Farther apart than this a record has moved.
    package var moved = Meters(30)
    /// Farther apart than this two records of one name are two.
    package var namesake = Meters(500)

    package init(moved: Meters = Meters(30), namesake: Meters = Meters(500)) {
      self.moved = moved
      self.namesake = Meters(max(moved.value, namesake.value))
    }
  }

  /// Positions of the records in their ledgers.
  package struct Pair: Hashable, Sendable {
    package var a: Int
    package var b: Int
    package var rule: Rule
    /// nil where one of them has no place.
    package var meters: Double?
  }

  /// Records that could be each other.
  package struct Tie: Hashable, Sendable {
    package var a: [Int]
    package var b: [Int]
    package var rule: Rule

    package init(a: [Int], b: [Int], rule: Rule) {
      self.a = a
      self.b = b
      self.rule = rule
    }
  }

  package private(set) var pairs: [Pair] = []
  package private(set) var ties: [Tie] = []
  package private(set) var onlyA: [Int] = []
  package private(set) var onlyB: [Int] = []
  /// Ids that both ledgers have, each once.
  package private(set) var sharedIDs = 0
  /// Among them those that stand for another name at another place.
  package private(set) var contradictedIDs = 0
  /// Records of one name that lie too far apart to be one: of A and of B.
  package private(set) var farNamesakes: [Pair] = []

  /// Whether ids were taken to mean the same in both.
  package var usesIDs: Bool { sharedIDs > 0 && 2 * contradictedIDs <= sharedIDs }

  private let a: [LedgerRecord]
  private let b: [LedgerRecord]
  private let formsA: [String?]
  private let formsB: [String?]
  private var freeA: [Bool]
  private var freeB: [Bool]

  package init(_ a: [LedgerRecord], _ b: [LedgerRecord], _ limits: Limits = Limits()) {
    self.a = a
    self.b = b
    formsA = a.map(\.nameForm)
    formsB = b.map(\.nameForm)
    freeA = a.map { _ in true }
    freeB = b.map { _ in true }
    matchIDs(limits)
    matchAlike()
    matchNamesInPlace(limits)
    matchNames(limits)
    if !usesIDs { matchPlaces(limits) }
    onlyA = a.indices.filter { freeA[$0] }
    onlyB = b.indices.filter { freeB[$0] }
    pairs.sort { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  private func meters(_ i: Int, _ j: Int) -> Double? {
    guard let from = a[i].place, let to = b[j].place else { return nil }
    return shortDistance(from, to)
  }

  private mutating func take(_ i: Int, _ j: Int, _ rule: Rule) {
    pairs.append(Pair(a: i, b: j, rule: rule, meters: meters(i, j)))
    freeA[i] = false
    freeB[j] = false
  }

  // MARK: Ids

  private mutating func matchIDs(_ limits: Limits) {
    let (inA, inB) = (Self.grouped(a.map(\.id)), Self.grouped(b.map(\.id)))
    var shared: [(Int, Int)] = []
    for (index, record) in a.enumerated() {
      guard let id = record.id, inA[id]?.count == 1, let others = inB[id], others.count == 1 else { continue }
      shared.append((index, others[0]))
      let areOthers = formsA[index] != nil && formsB[others[0]] != nil && formsA[index] != formsB[others[0]]
      if areOthers, meters(index, others[0]).map({ $0 > limits.namesake.value }) ?? true { contradictedIDs += 1 }
    }
    sharedIDs = shared.count
    guard usesIDs else { return }
    for (i, j) in shared { take(i, j, .id) }
  }

  private static func grouped(_ keys: [String?]) -> [String: [Int]] {
    var groups: [String: [Int]] = [:]
    for (index, key) in keys.enumerated() { if let key { groups[key, default: []].append(index) } }
    return groups
  }

  // MARK: Names

  /// Records of which several may say the very same: which is which does not matter.
  private mutating func matchAlike() {
    struct Whole: Hashable {
      var name: String?
      var id: String?
      var shape: Shape?
      var values: [String: String]

      init?(_ record: LedgerRecord) {
        guard record.name != nil || record.place != nil else { return nil }
        name = record.name
        id = record.id
        shape = record.shape
        values = record.values
      }
    }
    var rest: [Whole: [Int]] = [:]
    for index in b.indices.reversed() where freeB[index] {
      if let whole = Whole(b[index]) { rest[whole, default: []].append(index) }
    }
    for index in a.indices where freeA[index] {
      guard let whole = Whole(a[index]), let other = rest[whole]?.popLast() else { continue }
      take(index, other, a[index].name == nil ? .place : .nameAndPlace)
    }
  }

  private mutating func matchNamesInPlace(_ limits: Limits) {
    var links: [(Int, Int)] = []
    let (allA, allB) = (Self.grouped(formsA), Self.grouped(formsB))
    for form in allA.keys.sorted() {
      guard let inB = allB[form] else { continue }
      forEachNear(allA[form]!.filter { freeA[$0] }, inB.filter { freeB[$0] }, limits.moved) { links.append(($0, $1)) }
    }
    settle(links, .nameAndPlace)
  }

  private mutating func matchNames(_ limits: Limits) {
    let (allA, allB) = (Self.grouped(formsA), Self.grouped(formsB))
    var links: [(Int, Int)] = []
    for form in allA.keys.sorted() {
      guard let inA = allA[form], let inB = allB[form] else { continue }
      let (leftA, leftB) = (inA.filter { freeA[$0] }, inB.filter { freeB[$0] })
      guard !leftA.isEmpty, !leftB.isEmpty else { continue }
      guard inA.count == 1, inB.count == 1 else {
        forEachNear(leftA, leftB, limits.namesake) { links.append(($0, $1)) }
        // Without a place a record could be any of the name: the first ties them all together.
        for (rank, i) in leftA.filter({ a[$0].place == nil }).enumerated() {
          links += (rank == 0 ? leftB : [leftB[0]]).map { (i, $0) }
        }
        for (rank, j) in leftB.filter({ b[$0].place == nil }).enumerated() {
          links += (rank == 0 ? leftA : [leftA[0]]).map { ($0, j) }
        }
        continue
      }
      guard let meters = meters(inA[0], inB[0]), meters > limits.namesake.value else {
        take(inA[0], inB[0], .name)
        continue
      }
      farNamesakes.append(Pair(a: inA[0], b: inB[0], rule: .name, meters: meters))
    }
    // A name that several have is never enough.
    for group in groups(links) { tie(group, .name) }
  }

  // MARK: Places

  private mutating func matchPlaces(_ limits: Limits) {
    var links: [(Int, Int)] = []
    forEachNear(a.indices.filter { freeA[$0] }, b.indices.filter { freeB[$0] }, limits.moved) { links.append(($0, $1)) }
    settle(links, .place)
  }

  /// Calls `body` with those of A and of B that lie no farther apart than the limit.
  private func forEachNear(_ inA: [Int], _ inB: [Int], _ limit: Meters, _ body: (Int, Int) -> Void) {
    Places(inA, a).forEachNear(Places(inB, b), limit, body)
  }

  // MARK: Groups

  /// Pairs those that are each other's only one; the others are ties.
  private mutating func settle(_ links: [(Int, Int)], _ rule: Rule) {
    for group in groups(links) {
      if group.a.count == 1, group.b.count == 1 { take(group.a[0], group.b[0], rule) } else { tie(group, rule) }
    }
  }

  private mutating func tie(_ group: (a: [Int], b: [Int]), _ rule: Rule) {
    ties.append(Tie(a: group.a, b: group.b, rule: rule))
    for i in group.a { freeA[i] = false }
    for j in group.b { freeB[j] = false }
  }

  /// What hangs together through the links, each group in the order of A.
  private func groups(_ links: [(Int, Int)]) -> [(a: [Int], b: [Int])] {
    var sets = LinkedSets(a.count + b.count)
    for (i, j) in links { sets.join(i, a.count + j) }
    var members: [Int: (a: Set<Int>, b: Set<Int>)] = [:]
    for (i, j) in links {
      let root = sets.root(of: i)
      members[root, default: ([], [])].a.insert(i)
      members[root, default: ([], [])].b.insert(j)
    }
    return members.values.map { ($0.a.sorted(), $0.b.sorted()) }.sorted { $0.0[0] < $1.0[0] }
  }
}

extension LedgerMatching {
  /// Records of one ledger that are the same one: of one id, or of one name and no farther apart than a record may lie
  /// before it has moved.
  ///
  /// - Returns: each group in file order, two records or more.
  /// - Complexity: O(n) and O(pairs of one name near each other).
  package static func duplicates(_ records: [LedgerRecord], _ limits: Limits = Limits()) -> [[Int]] {
    var sets = LinkedSets(records.count)
    for group in grouped(records.map(\.id)).values { for other in group.dropFirst() { sets.join(group[0], other) } }
    for group in grouped(records.map(\.nameForm)).values where group.count > 1 {
      let places = Places(group, records)
      places.forEachNear(places, limits.moved) { sets.join($0, $1) }
      let without = group.filter { records[$0].place == nil }
      for other in without.dropFirst() { sets.join(without[0], other) }
    }
    var groups: [Int: [Int]] = [:]
    for index in records.indices { groups[sets.root(of: index), default: []].append(index) }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}

/// Records that have a place, by their position in the ledger.
private struct Places {
  private var indices: [Int] = []
  private var positions: [Coordinate] = []

  init(_ chosen: [Int], _ records: [LedgerRecord]) {
    for index in chosen {
      guard let place = records[index].place else { continue }
      indices.append(index)
      positions.append(place)
    }
  }

  /// For so few pairs a grid is not worth making.
  private static let fewPairs = 4096

  /// - Complexity: O(n), and O(pairs near each other).
  func forEachNear(_ others: Places, _ limit: Meters, _ body: (Int, Int) -> Void) {
    guard !positions.isEmpty, !others.positions.isEmpty else { return }
    guard indices.count * others.indices.count > Self.fewPairs else {
      for (i, place) in zip(indices, positions) {
        for (j, other) in zip(others.indices, others.positions) where shortDistance(place, other) <= limit.value {
          body(i, j)
        }
      }
      return
    }
    // No cell may be smaller anywhere: a degree of longitude is shortest far from the equator, one of latitude at it.
    let highest = min(89, others.positions.lazy.map { abs($0.y) }.max()! + 1)
    let reach = (
      limit.value / LocalScale(latitude: highest).metersPerDegreeX,
      limit.value / LocalScale(latitude: 0).metersPerDegreeY
    )
    let grid = PointGrid(others.positions, reach: reach)
    for (i, place) in zip(indices, positions) {
      var found: [Int] = []
      grid.forEach(near: place) { point in
        if shortDistance(place, others.positions[Int(point)]) <= limit.value {
          found.append(others.indices[Int(point)])
        }
      }
      for j in found.sorted() { body(i, j) }
    }
  }
}

/// Disjoint sets of numbers from 0, joined one pair at a time.
private struct LinkedSets {
  private var parents: [Int]

  init(_ count: Int) { parents = Array(0..<count) }

  mutating func root(of member: Int) -> Int {
    var root = member
    while parents[root] != root { root = parents[root] }
    var next = member
    while parents[next] != root { (next, parents[next]) = (parents[next], root) }
    return root
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    parents[max(first, second)] = min(first, second)
  }
}
