import Siting

/// Every engine of this build that proves plans: all must pass the same tests.
let engines: [SolveEngine] = SolveEngine.highs.isAvailable ? [.auto, .highs] : [.auto]

extension SolveLimits {
  init(_ engine: SolveEngine) {
    self.init()
    self.engine = engine
  }
}
