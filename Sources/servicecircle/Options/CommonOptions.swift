import Analysis
import ArgumentParser
import Foundation
import Model

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
      noteWithoutLine("\r\u{1B}[K\(text.inOneLine)")
    }
  }

  /// Takes the progress line away.
  func clearProgress() {
    guard !quiet, isatty(STDERR_FILENO) == 1 else { return }
    noteWithoutLine("\r\u{1B}[K")
  }

  var runOptions: RunOptions {
    var options = RunOptions(threads: threads, progress: progress, isCancelled: { Interrupt.wasRaised })
    options.resultStands = { Interrupt.keepResult() }
    if !quiet { options.warn = { note("warning: \($0.inOneLine)") } }
    return options
  }
}
