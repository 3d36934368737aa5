import Model

/// Decides when a search ends: the one reader of the cancellation and of the clock that ends it.
struct SearchControl: Sendable {
  private(set) var limits: SolveLimits
  private let deadline: ContinuousClock.Instant?

  /// Cover pairs per unit of ``SolveLimits/work``.
  static var pairsPerUnit: Int { SearchTrace.pairsPerUnit }

  init(limits: SolveLimits) {
    self.limits = limits
    deadline = limits.timeLimit.map { .now + .seconds(min($0.value, 1e9)) }
  }

  /// The same deadline with other limits besides.
  func changed(_ change: (inout SolveLimits) -> Void) -> SearchControl {
    var copy = self
    change(&copy.limits)
    return copy
  }

  /// The same for a part that runs beside another one.
  var sequential: SearchControl { changed { $0.threads = 1 } }

  /// Seconds to the deadline; nil without one.
  var secondsLeft: Double? {
    deadline.map { deadline in
      let left = (deadline - .now).components
      return max(0, Double(left.seconds) + Double(left.attoseconds) / 1e18)
    }
  }

  /// Pairs that may still be looked at.
  func remaining(after visits: Int) -> Int {
    max(0, min(limits.work, Int.max / Self.pairsPerUnit) * Self.pairsPerUnit - visits)
  }

  /// Why the search must end now, nil to go on. What is proven comes first, then what does not depend on the machine.
  func stop(objective: Double, bound: Double, tolerance: Double, visits: Int) -> SitingSolution.Stop? {
    if bound <= objective + tolerance { return .proved }
    if limits.gap > 0, relativeGap(objective: objective, bound: bound) <= limits.gap { return .gap }
    if remaining(after: visits) == 0 { return .work }
    return interruption
  }

  /// The limits of a part of this search that starts now, after `visits`.
  func limits(after visits: Int) -> SolveLimits {
    var rest = limits
    rest.gap = 0
    rest.work = remaining(after: visits) / Self.pairsPerUnit
    if let secondsLeft { rest.timeLimit = Seconds(secondsLeft) }
    return rest
  }

  /// A stop that comes from outside: safe to ask from any task.
  var interruption: SitingSolution.Stop? {
    if limits.isCancelled() || Task.isCancelled { return .interrupted }
    if let deadline, ContinuousClock.now >= deadline { return .time }
    return nil
  }

  func report(_ stage: SearchStage, objective: Double, bound: Double, visits: Int) {
    limits.progress?(
      SitingProgress(stage: stage, objective: objective, bound: bound, work: visits / Self.pairsPerUnit))
  }
}
