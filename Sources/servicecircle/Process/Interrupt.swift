import Files
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM, and the end when there is no memory.
///
/// While there is nothing to keep, in reading and building, a signal ends the process at once, whatever it waits for: a
/// pipe, a slow disk. Once there is, the first signal asks the work to stop with the best so far, which is then written,
/// says so, and the second ends at once.
enum Interrupt {
  /// What a signal leaves.
  enum Kept: Int {
    case nothing
    /// The search has a plan that can be written.
    case plan
    /// Coverage is known, and a plan where one is sought.
    case analysis
    /// The work is done; only writing and printing are left.
    case result
    /// Nothing: questions are answered until a signal comes.
    case service
  }

  private static let raised = Atomic<Bool>(false)
  private static let kept = Atomic<Int>(Kept.nothing.rawValue)

  static var wasRaised: Bool { raised.load(ordering: .relaxed) }

  /// From now on the first signal is heeded by the work, which looks at ``wasRaised``.
  static func keep(_ what: Kept) { kept.store(what.rawValue, ordering: .sequentiallyConsistent) }

  private static let withPlan = ReadyWords(
    "正在停止：保留目前最好的方案，写完后结束；再发一次信号则立即结束，不再写入\n",
    "stopping: the best plan so far is kept and written; a second signal ends at once\n")
  private static let withAnalysis = ReadyWords(
    "正在停止：保留已算出的覆盖情况和目前最好的方案（如有），写完后结束；再发一次信号则立即结束，不再写入\n",
    "stopping: coverage and the best plan so far, if any, are kept and written; a second signal ends at once\n")
  private static let withResult = ReadyWords(
    "正在停止：结果已经得出，写完后结束；再发一次信号则立即结束，不再写入\n",
    "stopping: the result stands and is written to its end; a second signal ends at once\n")
  private static let withService = ReadyWords("正在结束\n", "ending\n")
  private static let atOnce = ReadyWords("已立即结束，没有写入任何文件\n", "ended at once; nothing was written\n")
  private static let withNothing = ReadyWords(
    "尚未得出结果即已停止，没有写入任何文件\n", "stopped before there was a result; nothing was written\n")
  private static let withoutMemory = ReadyWords(
    "servicecircle：系统拒绝提供内存，没有写入任何文件。请提高上限（ulimit -v），或减少线程数，或缩小范围。\n",
    """
    servicecircle: the system refused memory; nothing was written. Raise the limit (ulimit -v), or take fewer \
    threads or a smaller area.

    """)

  static func watch() {
    // Touch what the handler uses: it must not be the one that makes it.
    _ = wasRaised
    _ = kept.load(ordering: .relaxed)
    _ = Speech.language
    for words in [withPlan, withAnalysis, withResult, withService, atOnce, withNothing, withoutMemory] {
      _ = words.spoken
    }
    Leavings.prepare()
    if MemoryLimit.prepare() {
      if MemoryLimit.isTooSmall {
        tellOfMemory()
        _exit(Exit.noMemory.rawValue)
      }
      for number in [SIGABRT, SIGSEGV, SIGILL, SIGTRAP] {
        signal(number) { Interrupt.endWithoutMemory($0) }
      }
      // A thread that cannot be made is waited for without end.
      signal(SIGALRM) { _ in
        guard MemoryLimit.isStuck else { return }
        Leavings.remove()
        Interrupt.tellOfMemory()
        _exit(Exit.noMemory.rawValue)
      }
      var timer = itimerval(
        it_interval: timeval(tv_sec: 3, tv_usec: 0), it_value: timeval(tv_sec: 3, tv_usec: 0))
      setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    }
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        guard !Leavings.defers(signal: number) else { return }
        let isSecond = Interrupt.raised.exchange(true, ordering: .sequentiallyConsistent)
        Leavings.note(signal: number)
        let kept = Interrupt.kept.load(ordering: .sequentiallyConsistent)
        if !isSecond, !Leavings.isWaiting {
          switch kept {
          case Kept.plan.rawValue: return Interrupt.tell(Interrupt.withPlan)
          case Kept.analysis.rawValue: return Interrupt.tell(Interrupt.withAnalysis)
          case Kept.result.rawValue: return Interrupt.tell(Interrupt.withResult)
          case Kept.service.rawValue: return Interrupt.tell(Interrupt.withService)
          default: break
          }
        }
        Leavings.remove()
        Interrupt.tell(isSecond ? Interrupt.atOnce : Interrupt.withNothing)
        _exit(Exit.stopped.rawValue)
      }
    }
  }

  private static func endWithoutMemory(_ number: Int32) {
    guard MemoryLimit.isNear else {
      signal(number, SIG_DFL)
      raise(number)
      return
    }
    Leavings.remove()
    tellOfMemory()
    _exit(Exit.noMemory.rawValue)
  }

  private static func tellOfMemory() { tell(withoutMemory) }

  /// Only what a signal handler may do.
  private static func tell(_ words: ReadyWords) {
    let text = words.spoken
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
