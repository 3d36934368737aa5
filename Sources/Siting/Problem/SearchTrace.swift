/// A stage of the way that every search goes.
package enum SearchStage: String, Hashable, Sendable {
  /// What is decided goes, equal rows and dominated sites merge.
  case presolve
  /// A first plan.
  case plan
  /// Local search, with a bound beside it.
  case improve
  /// The bound of the whole, before it is split.
  case bound
  /// Columns that the bound and the best plan decide.
  case fix
  /// Trees.
  case prove
  /// Parts of the problem solved to their best, whose sum bounds the whole.
  case blocks
  /// The general solver.
  case exact
  /// The plan scored anew from the cover sets.
  case verify
}

/// What each stage of a search took: pairs looked at, which equal input makes equal, and seconds where they were asked
/// for. The stages' pairs add up to all that the search looked at.
package struct SearchTrace: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let stage: SearchStage
    /// Cover pairs looked at.
    package fileprivate(set) var visits = 0
    /// Wall time; nil unless asked for. Of stages side by side the one that waits for the other has it.
    package fileprivate(set) var seconds: Double?
  }

  /// One for each stage, in the order in which they began.
  package private(set) var entries: [Entry] = []
  private let isTimed: Bool

  /// Cover pairs per unit of ``SolveLimits/work``.
  static let pairsPerUnit = 1_000_000

  init(isTimed: Bool = false) { self.isTimed = isTimed }

  package var visits: Int { entries.reduce(0) { $0 + $1.visits } }
  /// In the unit of ``SolveLimits/work``.
  package var work: Int { visits / Self.pairsPerUnit }
  private var seconds: Double { entries.reduce(0) { $0 + ($1.seconds ?? 0) } }

  mutating func add(_ stage: SearchStage, visits: Int, seconds: Double? = nil) {
    let place = entries.firstIndex { $0.stage == stage } ?? entries.count
    if place == entries.count { entries.append(Entry(stage: stage)) }
    entries[place].visits += visits
    if let seconds { entries[place].seconds = (entries[place].seconds ?? 0) + seconds }
  }

  /// Adds what another search took.
  mutating func add(_ other: SearchTrace) {
    for entry in other.entries { add(entry.stage, visits: entry.visits, seconds: entry.seconds) }
  }

  /// Where a stage began.
  struct Mark {
    fileprivate let visits: Int
    fileprivate let counted: Int
    fileprivate let began: ContinuousClock.Instant?
    fileprivate let timed: Double
  }

  /// - Parameter visits: of the search so far.
  mutating func begin(_ stage: SearchStage, at visits: Int = 0) -> Mark {
    add(stage, visits: 0)
    return Mark(visits: visits, counted: self.visits, began: isTimed ? .now : nil, timed: seconds)
  }

  /// Counts what a stage took, less what stages within it have counted themselves.
  mutating func end(_ stage: SearchStage, since mark: Mark, at visits: Int = 0) {
    let own = visits - mark.visits - (self.visits - mark.counted)
    let elapsed = mark.began.map { began in
      let passed = (.now - began).components
      return Double(passed.seconds) + Double(passed.attoseconds) / 1e18 - (seconds - mark.timed)
    }
    add(stage, visits: own, seconds: elapsed)
  }

  /// Times a stage that looks at no pairs.
  mutating func run<Result, Failure: Error>(
    _ stage: SearchStage, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let mark = begin(stage)
    defer { end(stage, since: mark) }
    return try body()
  }
}
