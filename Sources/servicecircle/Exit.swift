import Analysis
import ArgumentParser
import Coverage
import Foundation
import GEOS
import Geodata
import Model
import OSM
import PROJ
import RoadNetwork
import Siting

/// The exit codes of the contract.
enum Exit: Int32, Error {
  case badInput = 1
  case usage = 2
  case qualityGate = 3
  case infeasible = 4
  case stopped = 5
  case defect = 70
  /// The system refused memory.
  case noMemory = 71

  /// The one table from errors to exit codes.
  private static func code(for error: any Error) -> Exit {
    switch error {
    case let exit as Exit: exit
    case let error as RoadNetworkError where error.code == .cancelled: .stopped
    case let error as SitingError where error.code == .defect: .defect
    case is AnalysisError, is GeodataError, is OSMError, is RoadNetworkError, is CoverageError, is SitingError,
      is GEOSError,
      is PROJError:
      .badInput
    case is CancellationError: .stopped
    default: .defect
    }
  }

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
