/// An upper bound on the worth of all plans, improved step by step.
protocol Relaxation: Sendable {
  /// Pairs looked at since the beginning.
  var visits: Int { get }
  /// No plan is worth more.
  var ceiling: Double { get }
  /// Whether no progress is left.
  var isSettled: Bool { get }
  /// A plan met on the way that a chain should look at; without columns when there is none.
  var offer: ScoredPlan { get }
  /// One step, towards the worth of the best plan known.
  mutating func advance(towards worth: Double)
}

/// Local search with the bound of a relaxation beside it: what covers and medians improve their plans by.
///
/// Two chains whatever the threads, so that the answer does not depend on them.
struct BoundedChains<Search: SwapSearch, Bound: Relaxation>: Sendable {
  private var chains: [SwapChain<Search>]
  private(set) var relaxed: Bound
  private(set) var best: ScoredPlan
  /// Visits of the chains when the best plan was found.
  private(set) var bestVisits = 0
  private let tolerance: Double

  /// - Parameters:
  ///   - starts: two plans, one a chain; none for the relaxation alone.
  ///   - best: a plan known already.
  ///   - tolerance: gains up to this are rounding.
  init(starts: [Search] = [], best: ScoredPlan = ScoredPlan(), seed: UInt64, tolerance: Double, relaxed: Bound) {
    precondition(starts.isEmpty || starts.count == 2, "two chains or none")
    chains = starts.enumerated().map { chain, start in
      SwapChain(search: start, seed: seed &+ UInt64(chain) &* 0x9E37_79B9, tolerance: tolerance)
    }
    self.tolerance = tolerance
    self.relaxed = relaxed
    self.best = best
    take()
  }

  var chainVisits: Int { chains.reduce(0) { $0 + $1.visits } }
  var visits: Int { relaxed.visits + chainVisits }

  /// Takes a plan found elsewhere, if it is better.
  mutating func take(_ plan: ScoredPlan?) { best.take(plan, tolerance: tolerance) }

  /// Takes what chains and relaxation have found; ties to the plan before, then to the first chain.
  private mutating func take() {
    let before = best.worth
    for chain in chains { take(chain.best) }
    take(relaxed.offer)
    if best.worth > before { bestVisits = chainVisits }
  }

  /// Rounds until the relaxation settles, or its bound fades, and the chains have had enough.
  /// - Parameters:
  ///   - round: pairs that the relaxation looks at, and both chains together.
  ///   - memory, fading: the bound fades when so many rounds have lowered it by less than this part of the gap.
  ///   - enough: visits that the chains are to have.
  ///   - stop: whether the search ends with what is known; asked before every round.
  mutating func improve(
    round: Int, memory: Int, fading: Double, enough: (Self) -> Int, _ control: SearchControl,
    stop: (Self) -> SitingSolution.Stop?
  ) async -> SitingSolution.Stop? {
    var ceilings: [Double] = []
    while true {
      if let stop = stop(self) { return stop }
      ceilings.append(relaxed.ceiling)
      let earlier = ceilings.count > memory ? ceilings[ceilings.count - 1 - memory] : .infinity
      let isFading = earlier - relaxed.ceiling < fading * (relaxed.ceiling - best.worth)
      let isSettled = relaxed.isSettled || isFading
      if isSettled, chains.isEmpty || chainVisits >= enough(self) { return nil }
      await advance(pairs: round, bounding: !isSettled, control)
    }
  }

  /// One round, side by side when there are threads for it; each part depends only on what stood before the round.
  /// - Parameters:
  ///   - pairs: that the relaxation looks at, and both chains together.
  ///   - bounding: false to leave the relaxation as it is.
  mutating func advance(pairs: Int, bounding: Bool, _ control: SearchControl) async {
    let before = self
    // Without a plan there is nothing to step towards.
    let isBounding = bounding && best.worth > -.infinity
    @Sendable func bounded() -> Bound {
      var relaxed = before.relaxed
      let end = relaxed.visits + pairs
      while isBounding, relaxed.visits < end, !relaxed.isSettled, control.interruption == nil {
        relaxed.advance(towards: before.best.worth)
      }
      return relaxed
    }
    @Sendable func searched(_ index: Int) -> SwapChain<Search> {
      var chain = before.chains[index]
      if index == 1, !before.relaxed.offer.columns.isEmpty { chain.consider(before.relaxed.offer.columns) }
      chain.run(pairs: pairs / 2) { control.interruption != nil }
      return chain
    }
    if control.limits.threads > 1, chains.count == 2 {
      async let first = searched(0)
      async let second = searched(1)
      relaxed = bounded()
      chains = [await first, await second]
    } else {
      chains = chains.indices.map { searched($0) }
      relaxed = bounded()
    }
    take()
  }
}
