import Analysis
import ArgumentParser
import Foundation
import Synchronization

/// Options every command has.
struct CommonOptions: ParsableArguments {
  @Flag(help: "Print one JSON object on stdout and nothing else.")
  var json = false

  @Flag(help: "No progress on stderr.")
  var quiet = false

  @Option(help: "Worker threads. Results do not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads > 0 else { throw ValidationError("--threads needs a number above 0.") }
  }

  /// Progress on a terminal only, one line that is written over.
  var progress: StepProgress {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return StepProgress() }
    return StepProgress { text in
      FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }
  }

  /// Takes the progress line away.
  func clearProgress() {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  var runOptions: RunOptions {
    var options = RunOptions(threads: threads, progress: progress, isCancelled: { Interrupt.wasRaised })
    if !quiet { options.warn = { note("warning: \($0)") } }
    return options
  }
}

/// Ctrl-C and SIGTERM: the first asks the work to stop with the best so far, the second ends at once.
enum Interrupt {
  private static let raised = Atomic<Bool>(false)

  static var wasRaised: Bool { raised.load(ordering: .relaxed) }

  static func watch() {
    // Touch the flag first: a signal handler must not be the one that makes it.
    _ = wasRaised
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interrupt.raised.exchange(true, ordering: .relaxed) { _exit(Exit.stopped.rawValue) }
      }
    }
  }
}
