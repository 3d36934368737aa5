import Model

/// The moment at which several solves must be done together: each is given what is left, or a share of it.
package struct SolveDeadline: Sendable {
  private let instant: ContinuousClock.Instant?

  /// - Parameter timeLimit: from now on; nil for none.
  package init(_ timeLimit: Seconds?) { instant = timeLimit.map { .now + .seconds(min($0.value, 1e9)) } }

  /// nil without a limit.
  package var left: Seconds? {
    instant.map { instant in
      let left = (instant - .now).components
      return Seconds(max(0, Double(left.seconds) + Double(left.attoseconds) / 1e18))
    }
  }

  package var isPast: Bool { instant.map { ContinuousClock.now >= $0 } ?? false }
}

extension SolveLimits {
  /// The same limits for a part that has a share of what is left of the time.
  package func within(_ deadline: SolveDeadline, share: Double = 1) -> SolveLimits {
    var limits = self
    limits.timeLimit = deadline.left.map { Seconds($0.value * share) }
    return limits
  }
}
