import Model

/// Where a chain goes on.
enum SwapStart: Sendable {
  /// At a plan that no swap betters.
  case optimum([Int32])
  /// Down from a plan.
  case slope([Int32])
  /// Down from the present plan after so many random swaps.
  case shuffled(Int)
}

/// What a ``SwapChain`` does when it has stopped improving: the part of it in which covers and medians differ.
protocol SwapRenewal: Sendable {
  /// - Parameter slots: columns of the chain's plans.
  init(slots: Int)
  /// Kicks without a gain after which the chain starts anew.
  var patience: Int { get }
  /// Random swaps of a kick: this many, one or two more.
  var strength: Int { get }
  /// The chain has found its best plan so far.
  mutating func noteBest()
  mutating func start(after current: ScoredPlan, best: ScoredPlan, random: inout SplitMix) -> SwapStart
}
