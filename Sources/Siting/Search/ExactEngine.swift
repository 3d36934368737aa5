/// A general solver of mixed-integer programs. One file registers those that a build has: ``exactEngine``.
protocol ExactEngine: Sendable {
  /// Begins to solve, beside whatever the caller does.
  ///
  /// Equal program, start and limits give an equal outcome as long as no time limit is set and nobody says stop.
  /// - Parameter start: a feasible solution, one value per column; nil for none.
  func begin(
    _ program: MixedProgram, from start: [Double]?, _ limits: ExactLimits
  ) throws(SitingError) -> any ExactSolve
}

/// A solve under way.
protocol ExactSolve: Sendable {
  /// Of the best solution so far; nil without one.
  var objective: Double? { get }
  /// No solution is worth more, as proven so far.
  var bound: Double { get }
  /// Done, and nothing is left open.
  var isSettled: Bool { get }
  /// Offers a feasible solution found elsewhere.
  func offer(_ values: [Double])
  /// Waits until it is done or `isOver` says so, which is asked many times a second.
  /// - Returns: what is known then. A solve that does not end within half a second of being told to is left behind.
  func outcome(until isOver: () -> Bool) throws(SitingError) -> ExactOutcome
}

/// When a general solver stops by itself.
struct ExactLimits: Hashable, Sendable {
  /// Once objective and bound are within this of each other, absolutely or relative to the objective.
  var absoluteGap: Double
  var relativeGap: Double
  /// Seconds left; nil for no limit.
  var seconds: Double?
  /// Steps left in the engine's own measure (iterations of its relaxations), which the machine does not change; nil for
  /// any number.
  var iterations: Int?
  var seed: UInt64
}

struct ExactOutcome: Hashable, Sendable {
  enum Ending: Hashable, Sendable {
    /// The gap is within the limits.
    case proved
    case infeasible
    /// A limit, or asked to.
    case stopped
  }

  var ending: Ending
  /// The best solution, one value per column, whole ones within rounding; nil when none was found.
  var values: [Double]?
  /// No solution is worth more; infinite when nothing is proven.
  var bound: Double
  /// Steps taken.
  var iterations: Int
}
