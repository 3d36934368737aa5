import Model

/// Iterated local search over ``SwapSearch``: kick a plan by a few random swaps, descend, keep it if not worse.
///
/// A chain that has stopped improving starts anew from a mix of two good plans: what they share stays, the rest is
/// drawn from both. Deterministic for a seed.
/// Source: Lourenço, Martin, Stützle (2003), Iterated local search, doi:10.1007/0-306-48056-5_11.
struct IteratedSwap: Sendable {
  private var search: SwapSearch
  private var random: SplitMix
  private let tolerance: Double
  private(set) var best: Double
  private(set) var bestPlan: [Int32]
  private var current: Double
  private var currentPlan: [Int32]
  /// Plans the chains ended in, best first.
  private var elite: [(value: Double, plan: [Int32])] = []
  private var idle = 0
  private let patience: Int
  var visits: Int { search.visits }

  /// - Parameter tolerance: gains up to this are rounding, not gains.
  init(search: SwapSearch, seed: UInt64, tolerance: Double) {
    self.search = search
    random = SplitMix(seed: seed)
    self.tolerance = tolerance
    best = search.value
    bestPlan = search.plan
    current = best
    currentPlan = bestPlan
    patience = 100 + 4 * search.plan.count
  }

  /// Runs until about `pairs` more have been looked at.
  mutating func run(pairs: Int, isInterrupted: () -> Bool) {
    let end = search.visits + pairs
    // Nothing to swap in, or nothing to swap out.
    guard search.plan.count < search.rows.columnCount, !search.plan.isEmpty else { return }
    while search.visits < end, !isInterrupted() {
      kick()
      search.descend(tolerance: tolerance, isInterrupted: isInterrupted)
      if search.value > current + tolerance { idle = 0 } else { idle += 1 }
      if search.value >= current - tolerance {
        current = search.value
        currentPlan = search.plan
      } else {
        search.move(to: currentPlan)
      }
      if current > best + tolerance {
        best = current
        bestPlan = currentPlan
      }
      if idle >= patience { restart() }
    }
  }

  private mutating func kick() {
    for _ in 0..<(2 + random.below(3)) { swapAtRandom() }
  }

  private mutating func swapAtRandom() {
    var column = random.below(search.rows.columnCount)
    while search.slotOf[column] >= 0 { column = (column + 1) % search.rows.columnCount }
    search.replace(slot: random.below(search.plan.count), by: column)
  }

  private mutating func restart() {
    idle = 0
    remember()
    if elite.count >= 4, random.below(3) > 0 {
      let first = random.below(elite.count)
      let second = (first + 1 + random.below(elite.count - 1)) % elite.count
      search.move(to: mix(elite[first].plan, elite[second].plan))
    } else {
      for _ in 0..<max(2, search.plan.count / 2) { swapAtRandom() }
    }
    search.descend(tolerance: tolerance)
    current = search.value
    currentPlan = search.plan
  }

  private mutating func remember() {
    let plan = currentPlan.sorted()
    guard !elite.contains(where: { $0.plan == plan }) else { return }
    let place = elite.firstIndex { $0.value < current } ?? elite.count
    elite.insert((current, plan), at: place)
    if elite.count > 8 { elite.removeLast() }
  }

  /// What two rising plans share, filled up at random from the rest of both.
  private mutating func mix(_ first: [Int32], _ second: [Int32]) -> [Int32] {
    let inFirst = Set(first)
    let inSecond = Set(second)
    var child = first.filter { inSecond.contains($0) }
    var rest = first.filter { !inSecond.contains($0) } + second.filter { !inFirst.contains($0) }
    while child.count < first.count, !rest.isEmpty {
      let index = random.below(rest.count)
      child.append(rest[index])
      rest.swapAt(index, rest.count - 1)
      rest.removeLast()
    }
    return child
  }
}
