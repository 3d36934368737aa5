#if HiGHS
import HiGHS

/// The general solver of this build.
let exactEngine: (any ExactEngine)? = HiGHSEngine()

/// HiGHS on a thread of its own.
private struct HiGHSEngine: ExactEngine {
  /// How long HiGHS may take to stop after it is told to.
  private static let grace = Duration.milliseconds(400)

  func solve(
    _ program: MixedProgram, from start: [Double]?, _ limits: ExactLimits,
    isOver: (_ objective: Double?, _ bound: Double) -> Bool
  ) throws(SitingError) -> ExactOutcome {
    do {
      return try outcome(program, start, limits, isOver)
    } catch {
      throw SitingError(code: .defect, message: "HiGHS: \(error)", context: "engine", underlying: error)
    }
  }

  private func outcome(
    _ program: MixedProgram, _ start: [Double]?, _ limits: ExactLimits,
    _ isOver: (_ objective: Double?, _ bound: Double) -> Bool
  ) throws(HiGHSError) -> ExactOutcome {
    let solve = try BackgroundSolve(
      ProgramArrays(program), start: start,
      options: SolveOptions(
        absoluteGap: limits.absoluteGap, relativeGap: limits.relativeGap, timeLimit: limits.seconds,
        iterationLimit: limits.iterations, seed: Int(limits.seed % 1_000_000)))
    let clock = ContinuousClock()
    let began = clock.now
    var end: ContinuousClock.Instant?
    while true {
      if let outcome = solve.outcome {
        return ExactOutcome(try outcome.get(), solve.snapshot, constant: program.constant)
      }
      let now = clock.now
      if let end, now >= end {
        solve.abandon()
        return ExactOutcome(nil, solve.snapshot, constant: program.constant)
      }
      let snapshot = solve.snapshot
      if end == nil,
        isOver(snapshot.objective.map { $0 + program.constant }, (snapshot.bound ?? .infinity) + program.constant)
      {
        solve.stop()
        end = now + Self.grace
      }
      // Short solves are not kept waiting, long ones not looked at all the time.
      BackgroundSolve.pause(min(.milliseconds(10), max(.microseconds(50), (now - began) / 20)))
    }
  }
}

extension ProgramArrays {
  fileprivate init(_ program: MixedProgram) {
    self.init(
      isMaximum: true, costs: program.columns.map(\.objective), columnLower: program.columns.map(\.lower),
      columnUpper: program.columns.map(\.upper), isWhole: program.columns.map(\.isWhole),
      rowLower: program.rowLower, rowUpper: program.rowUpper, starts: program.rowStarts, columns: program.rowColumns,
      values: program.coefficients)
  }
}

extension ExactOutcome {
  /// - Parameter result: nil when nobody waited for it.
  fileprivate init(_ result: SolveResult?, _ snapshot: SolveSnapshot, constant: Double) {
    switch result?.ending {
    case .optimal: ending = .proved
    case .infeasible: ending = .infeasible
    default: ending = .stopped
    }
    values = result?.values ?? snapshot.values
    let proven = result?.bound ?? snapshot.bound ?? .infinity
    bound = (proven.isNaN ? .infinity : proven) + constant
    iterations = snapshot.iterations
  }
}
#else
/// This build is without a general solver.
let exactEngine: (any ExactEngine)? = nil
#endif
