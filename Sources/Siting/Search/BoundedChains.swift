/// An upper bound on the worth of all plans, improved step by step.
protocol Relaxation: Sendable {
  /// Pairs looked at since the beginning.
  var visits: Int { get }
  /// Whether no progress is left.
  var isSettled: Bool { get }
  /// A plan met on the way that a chain should look at; empty when there is none.
  var offer: [Int32] { get }
  /// One step, towards the value of the best plan known.
  mutating func advance(target: Double)
}

/// Local search with the bound of a relaxation beside it.
///
/// Two chains whatever the threads, so that the answer does not depend on them.
struct BoundedChains<Search: SwapSearch, Bound: Relaxation>: Sendable {
  private var chains: [SwapChain<Search>]
  private(set) var relaxed: Bound

  /// - Parameters:
  ///   - starts: two plans, one a chain; none for the relaxation alone.
  ///   - tolerance: gains up to this are rounding.
  init(starts: [Search], seed: UInt64, tolerance: Double, relaxed: Bound) {
    precondition(starts.isEmpty || starts.count == 2, "two chains or none")
    chains = starts.enumerated().map { chain, start in
      SwapChain(search: start, seed: seed &+ UInt64(chain) &* 0x9E37_79B9, tolerance: tolerance)
    }
    self.relaxed = relaxed
  }

  var chainVisits: Int { chains.reduce(0) { $0 + $1.visits } }
  var visits: Int { relaxed.visits + chainVisits }

  /// The best plan of both chains, ties to the first; nil without chains.
  var best: ScoredPlan? {
    var best = chains.first?.best
    for chain in chains.dropFirst() { best?.take(chain.best) }
    return best
  }

  /// One round, side by side when there are threads for it; each part depends only on what stood before the round.
  /// - Parameters:
  ///   - pairs: that the relaxation looks at, and both chains together.
  ///   - target: value of the best plan known.
  ///   - bounding: false to leave the relaxation as it is.
  mutating func advance(pairs: Int, target: Double, bounding: Bool, _ control: SearchControl) async {
    let before = self
    @Sendable func bounded() -> Bound {
      var relaxed = before.relaxed
      let end = relaxed.visits + pairs
      while bounding, relaxed.visits < end, !relaxed.isSettled, control.interruption == nil {
        relaxed.advance(target: target)
      }
      return relaxed
    }
    @Sendable func searched(_ index: Int) -> SwapChain<Search> {
      var chain = before.chains[index]
      if index == 1, !before.relaxed.offer.isEmpty { chain.consider(before.relaxed.offer) }
      chain.run(pairs: pairs / 2) { control.interruption != nil }
      return chain
    }
    guard control.limits.threads > 1, chains.count == 2 else {
      chains = chains.indices.map { searched($0) }
      relaxed = bounded()
      return
    }
    async let first = searched(0)
    async let second = searched(1)
    relaxed = bounded()
    chains = [await first, await second]
  }
}
