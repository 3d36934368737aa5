#if HiGHS
import Glibc
import Synchronization
import Words

/// A solve on a thread of its own, so that whoever waits for it need not wait longer than it wants to.
///
/// HiGHS looks at its callback between the steps of its search and at its clock within them, but not everywhere: a solve
/// that is told to stop ends soon, mostly. One that is late can be left behind: it ends when HiGHS next looks, its
/// memory is freed then, and nobody reads its result.
package final class BackgroundSolve: Sendable {
  private let program: ProgramArrays
  private let start: [Double]?
  private let options: SolveOptions
  private let watch: SolveWatch

  /// Begins to solve.
  /// - Parameter start: a feasible solution, one value per column.
  /// - Throws: ``HiGHSError`` code `failed` when no thread is to be had.
  package init(_ program: ProgramArrays, start: [Double]?, options: SolveOptions) throws(HiGHSError) {
    self.program = program
    self.start = start
    self.options = options
    watch = SolveWatch(iterationLimit: options.iterationLimit)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 64 << 20)
    var thread = pthread_t()
    // The thread holds on to this object until it ends.
    let held = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, &attributes,
      { context in
        if let context { Unmanaged<BackgroundSolve>.fromOpaque(context).takeRetainedValue().solve() }
        return nil
      }, held.toOpaque())
    guard code == 0 else {
      held.release()
      let reason = String(cString: strerror(code))
      throw HiGHSError(
        code: .failed,
        message: Bilingual("无法为HiGHS建立线程：\(reason)", "no thread for HiGHS: \(reason)"), context: "pthread_create")
    }
  }

  /// What HiGHS has found and proved so far.
  package var progress: SolveProgress { watch.progress }

  /// The end; nil while HiGHS works.
  package var outcome: Result<SolveResult, HiGHSError>? { watch.outcome }

  package var isDone: Bool { watch.isDone }

  /// Offers a feasible solution, one value per column; HiGHS takes it up when it next asks, if it is better.
  package func offer(_ values: [Double]) { watch.offer(values) }

  /// Tells HiGHS to end at the next occasion.
  package func stop() { watch.stop() }

  /// Tells HiGHS to end, and that nobody waits for it.
  ///
  /// A process that ends while it still works must not tear HiGHS's global data down under it.
  package func abandon() {
    stop()
    endWithoutTeardown
  }

  /// Lets the calling thread rest.
  package static func pause(_ duration: Duration) {
    let parts = duration.components
    var wait = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
    nanosleep(&wait, nil)
  }

  private func solve() {
    let options = options
    do {
      let instance = try Instance.make(heardBy: watch)
      try instance.set("threads", 1)
      try instance.set("parallel", "off")
      try instance.set("random_seed", options.seed)
      try instance.set("mip_abs_gap", options.absoluteGap)
      try instance.set("mip_rel_gap", options.relativeGap)
      try instance.set("mip_feasibility_tolerance", options.feasibilityTolerance)
      if let limit = options.timeLimit { try instance.set("time_limit", limit) }
      // The interior point method is the faster one on large relaxations.
      if program.values.count > 50_000 { try instance.set("mip_lp_solver", "ipm") }
      try instance.load(program)
      if let start { try instance.start(from: start) }
      watch.finish(.success(try instance.run(columnCount: program.costs.count)))
    } catch {
      watch.finish(.failure(error))
    }
  }
}

/// Registered once, when a solve is first abandoned: the end of the process flushes its streams and leaves the rest.
private let endWithoutTeardown: Void = {
  on_exit(
    { status, _ in
      fflush(nil)
      _exit(status)
    }, nil)
}()
#endif
