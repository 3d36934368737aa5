import Analysis
import ArgumentParser
import Foundation
import Geodata
import Model
import Words

/// Options every command has.
struct CommonOptions: ParsableArguments {
  @Flag(help: .words("只在标准输出上给出一个JSON对象，不输出其他内容。", "Print one JSON object on stdout and nothing else."))
  var json = false

  @Flag(help: .words("不显示进度。", "No progress on stderr."))
  var quiet = false

  @Option(help: .words("工作线程数，不影响结果。", "Worker threads. Results do not depend on it."))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard threads > 0 else { throw ValidationError("--threads应大于0。", "--threads needs a number above 0.") }
  }

  /// Prints the answer of a command: one JSON object for machines, or words for people.
  func answer(_ object: @autoclosure () -> JSONValue, _ words: @autoclosure () -> Bilingual) throws {
    try json ? say(object().text(.pretty)) : say(words())
  }

  /// On a terminal one line that is written over; otherwise a line now and then while a run lasts.
  var progress: StepProgress {
    guard !quiet else { return StepProgress() }
    return StepProgress { ProgressBoard.shared.begin($0) }
  }

  /// Takes the progress line away.
  func clearProgress() {
    if !quiet { ProgressBoard.shared.end() }
  }

  var runOptions: RunOptions {
    var options = RunOptions(threads: threads, progress: progress, isCancelled: { Interrupt.wasRaised })
    options.resultStands = { Interrupt.keep(.analysis) }
    if !quiet {
      options.warn = { words in
        ProgressBoard.shared.interrupt(Bilingual("注意：", "warning: ") + words.map(\.inOneLine))
      }
    }
    return options
  }
}
