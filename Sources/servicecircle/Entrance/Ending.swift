import Analysis
import ArgumentParser
import Foundation
import Geodata
import Model
import Words

extension Exit {
  /// Prints an error for people on stderr and ends the process.
  static func end(with error: any Error) -> Never {
    ProgressBoard.shared.end()
    if let exit = error as? Exit { Foundation.exit(exit.rawValue) }
    if case let library = ServiceCircle.exitCode(for: error), isFromParser(error) {
      let text = parserText(error)
      if library == .success {
        do throws(GeodataError) { try say(text) } catch { end(with: error) }
        Foundation.exit(0)
      }
      note(text)
      Foundation.exit(Exit.usage.rawValue)
    }
    let code = code(for: error)
    let program = Bilingual("servicecircle：", "servicecircle: ")
    switch code {
    case .stopped:
      note(Bilingual("尚未得出结果即已停止，没有写入任何文件", "stopped before there was a result; nothing was written"))
    case .defect:
      note(program + Bilingual("这是程序自身的缺陷，请告知我们：", "a defect of ours, please report it: ") + Bilingual(error))
    // The list of findings has lines of its own.
    case _ where error is AnalysisError: note(program + Bilingual(error))
    default: note(program + Bilingual(error).asMessage)
    }
    Foundation.exit(code.rawValue)
  }

  /// Help, version and mistakes in the arguments come from the parser.
  private static func isFromParser(_ error: any Error) -> Bool {
    error is CleanExit || error is ValidationError || error is ExitCode
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func parserText(_ error: any Error) -> String {
    switch Speech.language {
    case .english: ServiceCircle.fullMessage(for: error)
    case .chinese:
      ParserWords.chinese(
        // The parser takes every character for one column, and breaks at spaces alone: lines are broken afterwards.
        ServiceCircle.fullMessage(for: error, columns: 1 << 20), message: ServiceCircle.message(for: error),
        columns: Columns.width(STDOUT_FILENO))
    }
  }
}
