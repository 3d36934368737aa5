import Model

/// Renewal of a chain at its best plan, with harder kicks from then on until a better one is found.
struct HarderKicks: SwapRenewal {
  private let slots: Int
  let patience: Int
  private(set) var strength = 2

  init(slots: Int) {
    self.slots = slots
    patience = 50 + slots
  }

  mutating func noteBest() { strength = 2 }

  mutating func start(after current: ScoredPlan, best: ScoredPlan, random: inout SplitMix) -> SwapStart {
    strength = strength >= max(4, slots / 2) ? 2 : strength + 1
    return .optimum(best.columns)
  }
}
