import Model
import Words

/// What a solver reports while it works.
public struct SitingProgress: Hashable, Sendable {
  package var stage: SearchStage
  /// Value of the best plan so far.
  public var objective: Double
  /// What no plan can beat, as proven so far.
  public var bound: Double
  /// Work done so far, in the unit of ``SolveLimits/work``.
  package var work: Int
}

/// When a solver stops, and how it reports.
///
/// With only `gap` and `work` set, equal input gives equal output, bit for bit, on any number of threads. A time limit
/// or a cancellation ends the search at a moment that depends on the machine; the answer is still valid.
public struct SolveLimits: Sendable {
  /// Stop once |bound - objective| / max(|objective|, 1e-9) is at most this. 0 goes on until proven.
  package var gap: Double
  /// Work allowed, in millions of cover pairs looked at: deterministic, roughly a millisecond each.
  package var work: Int
  /// Wall time allowed; nil is no limit.
  package var timeLimit: Seconds?
  /// Seed of the local search.
  package var seed: UInt64
  /// Workers; results do not depend on it.
  package var threads: Int
  /// Who proves the plan.
  public var engine = SolveEngine.auto
  /// Whether ``SitingSolution/trace`` tells the seconds of each stage: they are never the same twice.
  package var isTimed = false
  /// Whether it is found out what would mend a problem without a plan.
  package var findsRepairs = true
  /// Asked between steps; true ends the search with the best plan so far.
  package var isCancelled: @Sendable () -> Bool
  package var progress: (@Sendable (SitingProgress) -> Void)?

  /// - Parameters:
  ///   - gap: 0 or more; 0 goes on until proven.
  ///   - work: in millions of cover pairs looked at.
  ///   - timeLimit: nil for none.
  ///   - threads: 1 or more; results do not depend on it.
  ///   - isCancelled: asked between steps.
  ///   - progress: told value and bound while they meet.
  public init(
    gap: Double = 0, work: Int = 4_000, timeLimit: Seconds? = nil, seed: UInt64 = 1, threads: Int = 2,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (SitingProgress) -> Void)? = nil
  ) {
    self.gap = gap
    self.work = work
    self.timeLimit = timeLimit
    self.seed = seed
    self.threads = threads
    self.isCancelled = isCancelled
    self.progress = progress
  }

  func validate() throws(SitingError) {
    try engine.validate()
    guard gap >= 0 else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual("差距为\(gap)；请填写0或以上的数，例如0.01", "gap is \(gap); give 0 or more, such as 0.01"), context: "gap")
    }
    guard work >= 0 else {
      throw SitingError(
        code: .badParameter, message: Bilingual("计算量上限为\(work)；请填写0或以上的数", "work is \(work); give 0 or more"),
        context: "work")
    }
    guard threads >= 1 else {
      throw SitingError(
        code: .badParameter, message: Bilingual("线程数为\(threads)；请填写1或以上的数", "threads is \(threads); give 1 or more"),
        context: "threads")
    }
    if let timeLimit, !(timeLimit.value >= 0) {
      throw SitingError(
        code: .badParameter,
        message: Bilingual("时限为\(timeLimit.value)秒；请填写0或以上的数", "time limit is \(timeLimit.value) s; give 0 or more"),
        context: "timeLimit")
    }
  }
}
