/// Two chains of local search, whatever the threads, so that the answer does not depend on them.
struct CoverWalks: Sendable {
  private var chains: [CoverWalk]
  private let step: CostStep

  init(_ problem: CostedRows, _ step: CostStep, from start: [Int32], seed: UInt64) {
    self.step = step
    chains = (0..<2).map { CoverWalk(problem, step, from: start, seed: seed &+ UInt64($0) &* 0x9E37_79B9) }
  }

  var visits: Int { chains.reduce(0) { $0 + $1.visits } }
  /// Pairs looked at since the best plan was found.
  var idleVisits: Int {
    visits - chains.reduce(0) { max($0, $1.bestVisits) } * chains.count
  }

  /// Of both chains, ties to the first.
  var best: [Int32] { chains[0].bestCost <= chains[1].bestCost ? chains[0].best : chains[1].best }
  var bestCost: Double { min(chains[0].bestCost, chains[1].bestCost) }

  /// Looks only for plans cheaper than this from now on.
  mutating func aim(below cost: Double) {
    for index in chains.indices { chains[index].aim(below: min(cost, bestCost)) }
  }

  /// One round, side by side when there are threads for it.
  /// - Parameters:
  ///   - pairs: for each chain.
  ///   - enough: a cost that no plan is below.
  mutating func run(pairs: Int, enough: Double, _ control: SearchControl) async {
    let before = chains
    @Sendable func searched(_ index: Int) -> CoverWalk {
      var chain = before[index]
      chain.run(pairs: pairs, enough: enough) { control.interruption != nil }
      return chain
    }
    guard control.limits.threads > 1, pairs > 100_000 else {
      chains = [searched(0), searched(1)]
      return
    }
    async let first = searched(0)
    let second = searched(1)
    chains = [await first, second]
  }
}
