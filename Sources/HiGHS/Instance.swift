#if HiGHS
import CHiGHS
import Words

/// The one owner of a HiGHS instance. It lives and dies on one thread.
struct Instance: ~Copyable {
  private let pointer: UnsafeMutableRawPointer
  private let watch: SolveWatch

  private init(owning pointer: UnsafeMutableRawPointer, _ watch: SolveWatch) {
    self.pointer = pointer
    self.watch = watch
  }

  /// - Parameter watch: hears what HiGHS reports; outlives the instance.
  static func make(heardBy watch: SolveWatch) throws(HiGHSError) -> Instance {
    guard let pointer = Highs_create() else {
      throw HiGHSError(
        code: .failed,
        message: Bilingual("内存不足，HiGHS无法启动", "HiGHS could not be started: out of memory"), context: "Highs_create")
    }
    let instance = Instance(owning: pointer, watch)
    try instance.listen()
    return instance
  }

  deinit { Highs_destroy(pointer) }

  private borrowing func listen() throws(HiGHSError) {
    try require(
      Highs_setCallback(pointer, hear, Unmanaged.passUnretained(watch).toOpaque()), .failed, "Highs_setCallback")
    for kind in [
      kHighsCallbackLogging, kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt,
      kHighsCallbackMipImprovingSolution, kHighsCallbackMipLogging, kHighsCallbackMipInterrupt,
      kHighsCallbackCallbackMipUserSolution,
    ] {
      try require(Highs_startCallback(pointer, kind), .failed, "Highs_startCallback")
    }
    try set("log_to_console", false)
  }

  /// The one reader of HiGHS's statuses: an error becomes one of ours, a warning is none.
  private func require(
    _ status: HighsInt, _ code: HiGHSError.Code, _ function: String
  ) throws(HiGHSError) {
    let message = watch.takeMessage()
    guard status == kHighsStatusError else { return }
    throw HiGHSError(
      code: code,
      message: message.map { Bilingual(same: $0) } ?? Bilingual("HiGHS没有说明原因", "HiGHS gave no reason"),
      context: function)
  }

  borrowing func set(_ option: String, _ value: Bool) throws(HiGHSError) {
    try require(Highs_setBoolOptionValue(pointer, option, value ? 1 : 0), .badOption, "\(option) = \(value)")
  }

  borrowing func set(_ option: String, _ value: Int) throws(HiGHSError) {
    try require(
      Highs_setIntOptionValue(pointer, option, HighsInt(clamping: value)), .badOption, "\(option) = \(value)")
  }

  borrowing func set(_ option: String, _ value: Double) throws(HiGHSError) {
    try require(Highs_setDoubleOptionValue(pointer, option, value), .badOption, "\(option) = \(value)")
  }

  borrowing func set(_ option: String, _ value: String) throws(HiGHSError) {
    try require(Highs_setStringOptionValue(pointer, option, value), .badOption, "\(option) = \(value)")
  }

  borrowing func load(_ program: ProgramArrays) throws(HiGHSError) {
    try program.validate()
    let kinds = program.isWhole.map { $0 ? kHighsVarTypeInteger : kHighsVarTypeContinuous }
    let status = Highs_passMip(
      pointer, HighsInt(program.costs.count), HighsInt(program.rowLower.count), HighsInt(program.values.count),
      kHighsMatrixFormatRowwise, program.isMaximum ? kHighsObjSenseMaximize : kHighsObjSenseMinimize, 0,
      program.costs, program.columnLower, program.columnUpper, program.rowLower, program.rowUpper, program.starts,
      program.columns, program.values, kinds)
    try require(status, .malformed, "Highs_passMip")
  }

  /// Hands over a solution to start from, one value per column. HiGHS drops one that is not feasible.
  borrowing func start(from values: [Double]) throws(HiGHSError) {
    try require(Highs_setSolution(pointer, values, nil, nil, nil), .malformed, "Highs_setSolution")
  }

  /// - Parameter columnCount: as loaded.
  borrowing func run(columnCount: Int) throws(HiGHSError) -> SolveResult {
    try require(Highs_run(pointer), .failed, "Highs_run")
    var result = SolveResult(ending: SolveResult.Ending(Highs_getModelStatus(pointer)))
    var hasSolution: HighsInt = 0
    try require(
      Highs_getIntInfoValue(pointer, "primal_solution_status", &hasSolution), .failed, "Highs_getIntInfoValue")
    if hasSolution == kHighsSolutionStatusFeasible {
      var values = [Double](repeating: 0, count: columnCount)
      try require(Highs_getSolution(pointer, &values, nil, nil, nil), .failed, "Highs_getSolution")
      result.values = values
    }
    try require(Highs_getDoubleInfoValue(pointer, "mip_dual_bound", &result.bound), .failed, "mip_dual_bound")
    return result
  }
}
#endif
