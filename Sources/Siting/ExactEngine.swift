/// A general solver of mixed-integer programs. One file registers those that a build has: ``exactEngine``.
protocol ExactEngine: Sendable {
  /// Solves until proven or told to stop.
  ///
  /// Equal program, start and limits give an equal outcome as long as `isOver` never says true and no time limit is set.
  /// - Parameters:
  ///   - start: a feasible solution, one value per column; nil for none.
  ///   - isOver: asked many times a second with what is known so far; true ends the solve within a second, by leaving
  ///     the engine behind if need be.
  func solve(
    _ program: MixedProgram, from start: [Double]?, _ limits: ExactLimits,
    isOver: (_ objective: Double?, _ bound: Double) -> Bool
  ) throws(SitingError) -> ExactOutcome
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
    /// A limit, or `isOver`.
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
