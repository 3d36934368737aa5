import Model

/// Iterated local search: kick a plan by a few random swaps, descend, keep it if not worse.
///
/// A chain that has stopped improving starts anew where its ``SwapRenewal`` says. Deterministic for a seed.
/// Source: Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct SwapChain<Search: SwapSearch>: Sendable {
  private var search: Search
  private var renewal: Search.Renewal
  private var random: SplitMix
  private let tolerance: Double
  private(set) var best: ScoredPlan
  private var current: ScoredPlan
  /// Kicks since the last gain.
  private var idle = 0
  var visits: Int { search.visits }

  /// - Parameter tolerance: gains up to this are rounding, not gains.
  init(search: Search, seed: UInt64, tolerance: Double) {
    self.search = search
    renewal = Search.Renewal(slots: search.plan.count)
    random = SplitMix(seed: seed)
    self.tolerance = tolerance
    best = search.scored
    current = best
  }

  /// Runs until about `pairs` more have been looked at.
  mutating func run(pairs: Int, isInterrupted: () -> Bool) {
    let end = search.visits + pairs
    // Nothing to swap in, or nothing to swap out.
    guard search.plan.count < search.columnCount, !search.plan.isEmpty else { return }
    while search.visits < end, !isInterrupted() {
      for _ in 0..<(renewal.strength + random.below(3)) { swapAtRandom() }
      search.descend(tolerance: tolerance, isInterrupted: isInterrupted)
      settle()
      if idle >= renewal.patience { startAnew() }
    }
  }

  /// Descends from another plan; goes on from it if that is no worse.
  mutating func consider(_ plan: [Int32]) {
    search.move(to: plan)
    search.descend(tolerance: tolerance)
    settle()
  }

  private mutating func settle() {
    let worth = search.worth
    if worth > current.worth + tolerance { idle = 0 } else { idle += 1 }
    if worth >= current.worth - tolerance {
      current = search.scored
    } else {
      search.move(to: current.columns)
    }
    if current.worth > best.worth + tolerance {
      best = current
      renewal.noteBest()
    }
  }

  private mutating func startAnew() {
    idle = 0
    switch renewal.start(after: current, best: best, random: &random) {
    case .optimum(let columns): search.move(to: columns)
    case .slope(let columns):
      search.move(to: columns)
      search.descend(tolerance: tolerance)
    case .shuffled(let swaps):
      for _ in 0..<swaps { swapAtRandom() }
      search.descend(tolerance: tolerance)
    }
    current = search.scored
  }

  private mutating func swapAtRandom() {
    var column = random.below(search.columnCount)
    while search.slotOf[column] >= 0 { column = (column + 1) % search.columnCount }
    search.replace(slot: random.below(search.plan.count), by: column)
  }
}
