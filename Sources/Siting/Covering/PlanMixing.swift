import Model

/// Renewal of a chain from a mix of two good plans: what they share stays, the rest is drawn from both; now and then from
/// half a plan at random.
struct PlanMixing: SwapRenewal {
  /// Plans the chain ended in, best first, columns rising.
  private var elite: [ScoredPlan] = []
  private let slots: Int
  let patience: Int
  let strength = 2

  init(slots: Int) {
    self.slots = slots
    patience = 100 + 4 * slots
  }

  mutating func noteBest() {}

  mutating func start(after current: ScoredPlan, best: ScoredPlan, random: inout SplitMix) -> SwapStart {
    remember(current)
    guard elite.count >= 4, random.below(3) > 0 else { return .shuffled(max(2, slots / 2)) }
    let first = random.below(elite.count)
    let second = (first + 1 + random.below(elite.count - 1)) % elite.count
    return .slope(mix(elite[first].columns, elite[second].columns, &random))
  }

  private mutating func remember(_ plan: ScoredPlan) {
    let columns = plan.columns.sorted()
    guard !elite.contains(where: { $0.columns == columns }) else { return }
    let place = elite.firstIndex { $0.worth < plan.worth } ?? elite.count
    elite.insert(ScoredPlan(worth: plan.worth, columns: columns), at: place)
    if elite.count > 8 { elite.removeLast() }
  }

  /// What two rising plans share, filled up at random from the rest of both.
  private func mix(_ first: [Int32], _ second: [Int32], _ random: inout SplitMix) -> [Int32] {
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
