/// The search for better plans beside a proof: swaps and regions, with equal shares of the work.
struct PlanWork: Sendable {
  private(set) var chains: BoundedChains<CoverSwap, Lagrangian>
  private var regions: RegionSearch
  private let before: Int

  init(chains: BoundedChains<CoverSwap, Lagrangian>, regions: RegionSearch) {
    self.chains = chains
    self.regions = regions
    before = chains.visits
  }

  var best: ScoredPlan { chains.best }
  var visits: Int { chains.visits + regions.visits }
  /// Since the proof began.
  var proofVisits: Int { visits - before }

  mutating func take(_ plan: ScoredPlan) { chains.take(plan) }

  /// - Parameter pairs: for swaps and regions together.
  mutating func advance(pairs: Int, _ control: SearchControl) async {
    var searched = regions
    searched.take(best)
    let start = searched
    @Sendable func bettered() -> RegionSearch {
      var regions = start
      regions.run(pairs: pairs / 2, control)
      return regions
    }
    if control.limits.threads > 1 {
      async let next = bettered()
      await chains.advance(pairs: pairs / 2, bounding: false, control.sequential)
      regions = await next
    } else {
      regions = bettered()
      await chains.advance(pairs: pairs / 2, bounding: false, control)
    }
    take(regions.plan)
  }
}
