import Files
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM, and the end when there is no memory.
///
/// While there is nothing to keep, in reading and building, a signal ends the process at once, whatever it waits for: a
/// pipe, a slow disk. Once there is, the first signal asks the work to stop with the best so far, which is then written,
/// and the second ends at once.
enum Interrupt {
  private static let raised = Atomic<Bool>(false)
  private static let keepsResult = Atomic<Bool>(false)

  static var wasRaised: Bool { raised.load(ordering: .relaxed) }

  /// From now on the first signal is heeded by the work, which looks at ``wasRaised``.
  static func keepResult() { keepsResult.store(true, ordering: .sequentiallyConsistent) }

  static func watch() {
    // Touch what the handler uses: it must not be the one that makes it.
    _ = wasRaised
    _ = keepsResult.load(ordering: .relaxed)
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
        let isSecond = Interrupt.raised.exchange(true, ordering: .sequentiallyConsistent)
        Leavings.note(signal: number)
        let keeps = Interrupt.keepsResult.load(ordering: .sequentiallyConsistent) && !Leavings.isWaiting
        guard isSecond || !keeps else {
          return Interrupt.tell(
            "stopping: what there is so far is finished and written; a second signal ends at once\n")
        }
        Leavings.remove()
        Interrupt.tell(
          isSecond
            ? "ended at once; nothing was written\n" : "stopped before there was a result; nothing was written\n")
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

  private static func tellOfMemory() {
    tell(
      """
      servicecircle: the system refused memory; nothing was written. Raise the limit (ulimit -v), or take fewer \
      threads or a smaller area.

      """)
  }

  /// Only what a signal handler may do.
  private static func tell(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
