/// What HiGHS found and proved.
package struct SolveResult: Hashable, Sendable {
  /// Why HiGHS ended: not what its result is.
  package enum Ending: Hashable, Sendable {
    /// Proven best, within the gaps allowed.
    case optimal
    case infeasible
    case timeLimit
    /// By a limit on nodes.
    case nodeLimit
    /// Asked to, or out of iterations.
    case interrupted
    /// Any other of HiGHS's model statuses, by its number.
    case other(Int32)
  }

  package var ending: Ending
  /// One per column; nil when there is no solution. Whole numbers are so within HiGHS's tolerance.
  package var values: [Double]?
  /// No solution is better; infinite on the side that says nothing as long as nothing is proven.
  package var bound: Double

  init(ending: Ending, values: [Double]? = nil, bound: Double = .nan) {
    self.ending = ending
    self.values = values
    self.bound = bound
  }
}
