/// How HiGHS solves.
package struct SolveOptions: Hashable, Sendable {
  /// Stop once the bound is within this of the solution: absolutely, or relative to the solution.
  package var absoluteGap: Double
  package var relativeGap: Double
  /// How far a row or a whole number may be off.
  package var feasibilityTolerance: Double
  /// Seconds; nil for no limit.
  package var timeLimit: Double?
  /// LP iterations of the whole search, asked for between steps of the search: a limit that does not depend on the
  /// machine. nil for none.
  package var iterationLimit: Int?
  package var seed: Int

  package init(
    absoluteGap: Double, relativeGap: Double = 0, feasibilityTolerance: Double = 1e-6, timeLimit: Double? = nil,
    iterationLimit: Int? = nil, seed: Int = 0
  ) {
    self.absoluteGap = absoluteGap
    self.relativeGap = relativeGap
    self.feasibilityTolerance = feasibilityTolerance
    self.timeLimit = timeLimit
    self.iterationLimit = iterationLimit
    self.seed = seed
  }
}
