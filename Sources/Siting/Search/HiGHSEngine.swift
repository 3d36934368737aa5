#if HiGHS
import HiGHS
import Words

/// The general solver of this build.
let exactEngine: (any ExactEngine)? = HiGHSEngine()

/// HiGHS on a thread of its own.
private struct HiGHSEngine: ExactEngine {
  func begin(
    _ program: MixedProgram, from start: [Double]?, _ limits: ExactLimits
  ) throws(SitingError) -> any ExactSolve {
    do {
      let solve = try BackgroundSolve(
        ProgramArrays(program), start: start,
        options: SolveOptions(
          absoluteGap: limits.absoluteGap, relativeGap: limits.relativeGap, timeLimit: limits.seconds,
          iterationLimit: limits.iterations, seed: Int(limits.seed % 1_000_000)))
      return HiGHSSolve(solve: solve, constant: program.constant)
    } catch {
      throw SitingError(error)
    }
  }
}

private struct HiGHSSolve: ExactSolve {
  /// How long HiGHS may take to stop after it is told to.
  private static let grace = Duration.milliseconds(400)

  let solve: BackgroundSolve
  let constant: Double

  var objective: Double? { solve.progress.objective.map { $0 + constant } }
  var bound: Double { (solve.progress.bound ?? .infinity) + constant }

  var isSettled: Bool {
    guard case .success(let result) = solve.outcome else { return false }
    return result.ending == .optimal || result.ending == .infeasible
  }

  func offer(_ values: [Double]) { solve.offer(values) }

  func outcome(until isOver: () -> Bool) throws(SitingError) -> ExactOutcome {
    let began = ContinuousClock.now
    while !solve.isDone, !isOver() {
      // Short solves are not kept waiting, long ones not looked at all the time.
      BackgroundSolve.pause(min(.milliseconds(10), max(.microseconds(50), (ContinuousClock.now - began) / 20)))
    }
    solve.stop()
    let end = ContinuousClock.now + Self.grace
    while !solve.isDone, ContinuousClock.now < end { BackgroundSolve.pause(.milliseconds(1)) }
    do {
      if let outcome = solve.outcome { return ExactOutcome(try outcome.get(), solve.progress, constant) }
    } catch {
      throw SitingError(error)
    }
    solve.abandon()
    return ExactOutcome(nil, solve.progress, constant)
  }
}

extension SitingError {
  fileprivate init(_ error: HiGHSError) {
    self.init(code: .defect, message: Bilingual(error).map { "HiGHS: \($0)" }, context: "engine", underlying: error)
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
  fileprivate init(_ result: SolveResult?, _ progress: SolveProgress, _ constant: Double) {
    switch result?.ending {
    case .optimal: ending = .proved
    case .infeasible: ending = .infeasible
    default: ending = .stopped
    }
    values = result?.values ?? progress.values
    let proven = result?.bound ?? progress.bound ?? .infinity
    bound = (proven.isNaN ? .infinity : proven) + constant
    iterations = progress.iterations
  }
}
#else
/// This build is without a general solver.
let exactEngine: (any ExactEngine)? = nil
#endif
