import Analysis
import ArgumentParser
import Foundation
import Geodata
import Model

extension Exit {
  /// Prints an error for people on stderr and ends the process.
  static func end(with error: any Error) -> Never {
    if let exit = error as? Exit { Foundation.exit(exit.rawValue) }
    if case let library = ServiceCircle.exitCode(for: error), isFromParser(error) {
      let text = ServiceCircle.fullMessage(for: error)
      if library == .success {
        do throws(GeodataError) { try say(text) } catch { end(with: error) }
        Foundation.exit(0)
      }
      note(text)
      Foundation.exit(Exit.usage.rawValue)
    }
    let code = code(for: error)
    switch code {
    case .stopped: note("stopped before there was a result; nothing was written")
    case .defect: note("servicecircle: a defect of ours, please report it: \(error)")
    // The list of findings has lines of its own.
    case _ where error is AnalysisError: note("servicecircle: \(error)")
    default: note("servicecircle: \("\(error)".asMessage)")
    }
    Foundation.exit(code.rawValue)
  }

  /// Help, version and mistakes in the arguments come from the parser.
  private static func isFromParser(_ error: any Error) -> Bool {
    error is CleanExit || error is ValidationError || error is ExitCode
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }
}
