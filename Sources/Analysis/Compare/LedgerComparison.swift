import Geodata
import Geometry
import Model

/// What two ledgers differ in.
package struct LedgerComparison: Sendable {
  /// A field of a matched record that says something else; nil where one of them says nothing.
  package struct FieldChange: Hashable, Sendable {
    /// Role or name, the same in both ledgers.
    package var key: String
    /// As the ledgers call it.
    package var name: String
    package var old: String?
    package var new: String?
  }

  /// What a matched pair differs in.
  package struct Change: Hashable, Sendable {
    package var pair: LedgerMatching.Pair
    package var hasMoved = false
    package var isRenamed = false
    /// Lines and polygons of another form, which have not moved.
    package var isReshaped = false
    /// Without the name.
    package var fields: [FieldChange] = []

    package var isEmpty: Bool { !hasMoved && !isRenamed && !isReshaped && fields.isEmpty }
  }

  /// How many records of each ledger a word of both (a town, a trade, a kind) has, and what became of them.
  ///
  /// Of a pair the first number counts by the word that the record has in A, the second by that in B.
  package struct Count: Hashable, Sendable {
    package var records = Both()
    package var only = Both()
    package var undecided = Both()
    package var moved = Both()
    package var renamed = Both()
    package var changed = Both()
    /// Residents, heads or trips a day.
    package var weight = Both()
  }

  package struct Both: Hashable, Sendable {
    package var a = 0.0
    package var b = 0.0
  }

  package enum Level: String, CaseIterable, Sendable {
    case town, trade, kind
  }

  package struct Group: Hashable, Sendable {
    /// Empty for records that say none.
    package var name: String
    package var count: Count
  }

  package var a: Ledger
  package var b: Ledger
  package var limits: LedgerMatching.Limits
  package var matching: LedgerMatching
  /// Of the pairs that differ, in the order of A.
  package var changes: [Change]
  /// Pairs whose texts differ in writing only.
  package var rewritten: Int
  package var duplicatesA: [[Int]]
  package var duplicatesB: [[Int]]
  package var all: Count
  /// For each level of which a ledger has a column; the larger groups first.
  package var groups: [(level: Level, groups: [Group])]
  /// Columns that one ledger has alone.
  package var columnsOnlyA: [String]
  package var columnsOnlyB: [String]
  /// What the places of matched records say about the coordinates.
  package var shift: LedgerShift?

  /// - Complexity: O(records · fields), and that of ``LedgerMatching``.
  package init(_ a: Ledger, _ b: Ledger, _ limits: LedgerMatching.Limits = .init()) {
    self.a = a
    self.b = b
    self.limits = limits
    matching = LedgerMatching(a.records, b.records, limits)
    duplicatesA = LedgerMatching.duplicates(a.records, limits)
    duplicatesB = LedgerMatching.duplicates(b.records, limits)
    let namesOfB = Dictionary(b.fields.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first })
    let keysOfA = Set(a.fields.map(\.key))
    let shared = a.fields.compactMap { field in
      namesOfB[field.key].map { (key: field.key, name: field.name == $0 ? field.name : "\(field.name) / \($0)") }
    }.filter { [usesIDs = matching.usesIDs] field in
      // Each ledger numbers its records its own way where ids are not common.
      field.key != FieldRole.name.rawValue && (usesIDs || field.key != FieldRole.id.rawValue)
    }
    columnsOnlyA = a.fields.filter { namesOfB[$0.key] == nil }.map(\.name)
    columnsOnlyB = b.fields.filter { !keysOfA.contains($0.key) }.map(\.name)

    changes = []
    rewritten = 0
    for pair in matching.pairs {
      let (old, new) = (a.records[pair.a], b.records[pair.b])
      var change = Change(pair: pair)
      var isRewritten = old.name != new.name
      change.hasMoved = pair.meters.map { $0 > limits.moved.value } ?? false
      if let one = old.nameForm, let other = new.nameForm { change.isRenamed = one != other }
      change.isReshaped = !change.hasMoved && Self.areReshaped(old.shape, new.shape)
      for field in shared {
        let (one, other) = (old.values[field.key], new.values[field.key])
        if one != other { isRewritten = true }
        guard !saySame(one, other) else { continue }
        change.fields.append(FieldChange(key: field.key, name: field.name, old: one, new: other))
      }
      if (old.name == nil) != (new.name == nil) {
        change.fields.insert(FieldChange(key: "name", name: "name", old: old.name, new: new.name), at: 0)
      }
      if !change.isEmpty { changes.append(change) } else if isRewritten { rewritten += 1 }
    }

    all = Count()
    groups = []
    all = count { _ in "" }[""] ?? Count()
    let levels: [(Level, FieldRole, KeyPath<LedgerRecord, String?>)] = [
      (.town, .town, \.town), (.trade, .group, \.trade), (.kind, .kind, \.kind),
    ]
    for (level, role, word) in levels where a.roles.contains(role) || b.roles.contains(role) {
      let counts = count { $0[keyPath: word] ?? "" }
      let sorted = counts.map { Group(name: $0.key, count: $0.value) }.sorted {
        let (one, other) = ($0.count.records.a + $0.count.records.b, $1.count.records.a + $1.count.records.b)
        return one != other ? one > other : $0.name < $1.name
      }
      groups.append((level, sorted))
    }
    shift = LedgerShift(self)
  }

  /// Whether a line or polygon has other corners; of points only the distance counts.
  private static func areReshaped(_ a: Shape?, _ b: Shape?) -> Bool {
    guard let a, let b else { return false }
    if case .point = a, case .point = b { return false }
    guard a.typeName == b.typeName, a.coordinateCount == b.coordinateCount else { return true }
    // Digits beyond a centimetre come from writing.
    let most = 1e-7
    var corners: [Coordinate] = []
    a.forEachCoordinate { corners.append($0) }
    var index = 0
    var isSame = true
    b.forEachCoordinate { corner in
      if abs(corner.x - corners[index].x) > most || abs(corner.y - corners[index].y) > most { isSame = false }
      index += 1
    }
    return !isSame
  }

  /// By the word that each record has; without regard to case, width and blanks, under the first writing of it.
  private func count(_ word: (LedgerRecord) -> String) -> [String: Count] {
    var counts: [String: Count] = [:]
    var writings: [String: String] = [:]
    func name(_ record: LedgerRecord) -> String {
      let word = word(record)
      let form = writtenForm(word)
      if let known = writings[form] { return known }
      writings[form] = word
      return word
    }
    func add(_ figure: WritableKeyPath<Count, Both>, a index: Int, _ amount: Double = 1) {
      counts[name(a.records[index]), default: Count()][keyPath: figure].a += amount
    }
    func add(_ figure: WritableKeyPath<Count, Both>, b index: Int, _ amount: Double = 1) {
      counts[name(b.records[index]), default: Count()][keyPath: figure].b += amount
    }
    for index in a.records.indices {
      add(\.records, a: index)
      if let weight = a.records[index].weight { add(\.weight, a: index, weight) }
    }
    for index in b.records.indices {
      add(\.records, b: index)
      if let weight = b.records[index].weight { add(\.weight, b: index, weight) }
    }
    for index in matching.onlyA { add(\.only, a: index) }
    for index in matching.onlyB { add(\.only, b: index) }
    for tie in matching.ties {
      for index in tie.a { add(\.undecided, a: index) }
      for index in tie.b { add(\.undecided, b: index) }
    }
    for change in changes {
      let figures: [(WritableKeyPath<Count, Both>, Bool)] = [
        (\.moved, change.hasMoved), (\.renamed, change.isRenamed),
        (\.changed, change.isReshaped || !change.fields.isEmpty),
      ]
      for (figure, isMeant) in figures where isMeant {
        add(figure, a: change.pair.a)
        add(figure, b: change.pair.b)
      }
    }
    return counts
  }
}

extension LedgerComparison {
  /// Whether the ledgers hold the same records that say the same.
  package var isSame: Bool {
    changes.isEmpty && matching.onlyA.isEmpty && matching.onlyB.isEmpty && matching.ties.isEmpty
      && columnsOnlyA.isEmpty && columnsOnlyB.isEmpty
  }

  /// Records matched by each rule, those that matched some.
  package var matchedBy: [(rule: LedgerMatching.Rule, count: Int)] {
    LedgerMatching.Rule.allCases.compactMap { rule in
      let count = matching.pairs.count { $0.rule == rule }
      return count > 0 ? (rule, count) : nil
    }
  }
}
