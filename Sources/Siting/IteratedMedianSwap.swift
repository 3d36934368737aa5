import Model

/// Iterated local search over ``MedianSwap``: kick a plan by a few random swaps, descend, keep it if not worse.
///
/// A chain that has stopped improving goes back to its best plan and kicks harder. Deterministic for a seed.
/// Source: Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct IteratedMedianSwap: Sendable {
  private var search: MedianSwap
  private var random: SplitMix
  private let tolerance: Double
  private(set) var best: Double
  private(set) var bestPlan: [Int32]
  private var current: Double
  private var currentPlan: [Int32]
  private var idle = 0
  private var strength = 2
  var visits: Int { search.visits }

  init(search: MedianSwap, seed: UInt64, tolerance: Double) {
    self.search = search
    random = SplitMix(seed: seed)
    self.tolerance = tolerance
    best = search.value
    bestPlan = search.plan
    current = best
    currentPlan = bestPlan
  }

  /// Descends from another plan; goes on from it if that is no worse.
  mutating func consider(_ plan: [Int32]) {
    search.move(to: plan)
    search.descend(tolerance: tolerance)
    settle()
  }

  /// Runs until about `pairs` more entries have been looked at.
  mutating func run(pairs: Int, isInterrupted: () -> Bool) {
    let end = search.visits + pairs
    // Nothing to swap in, or nothing to swap out.
    guard search.plan.count < search.rows.columnCount, !search.plan.isEmpty else { return }
    while search.visits < end, !isInterrupted() {
      for _ in 0..<(strength + random.below(3)) { swapAtRandom() }
      search.descend(tolerance: tolerance, isInterrupted: isInterrupted)
      settle()
      if idle >= 50 + search.plan.count {
        idle = 0
        strength = strength >= max(4, search.plan.count / 2) ? 2 : strength + 1
        search.move(to: bestPlan)
        current = best
        currentPlan = bestPlan
      }
    }
  }

  private mutating func settle() {
    let value = search.value
    if value < current - tolerance { idle = 0 } else { idle += 1 }
    if value <= current + tolerance {
      current = value
      currentPlan = search.plan
    } else {
      search.move(to: currentPlan)
    }
    if current < best - tolerance {
      best = current
      bestPlan = currentPlan
      strength = 2
    }
  }

  private mutating func swapAtRandom() {
    var column = random.below(search.rows.columnCount)
    while search.slotOf[column] >= 0 { column = (column + 1) % search.rows.columnCount }
    search.replace(slot: random.below(search.plan.count), by: column)
  }
}
