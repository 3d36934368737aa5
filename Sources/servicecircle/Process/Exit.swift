import Analysis
import Coverage
import GEOS
import Geodata
import Model
import OSM
import PROJ
import RoadNetwork
import Siting

#if Server
import MapServer
#endif

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
  static func code(for error: any Error) -> Exit {
    switch error {
    case let exit as Exit: exit
    case let error as RoadNetworkError where error.code == .cancelled: .stopped
    case let error as SitingError where error.code == .defect: .defect
    case is AnalysisError, is GeodataError, is OSMError, is RoadNetworkError, is CoverageError, is SitingError,
      is GEOSError, is PROJError, is OpeningHoursError:
      .badInput
    #if Server
    case let error as Refusal where error.code == "cannot-listen": .badInput
    #endif
    case is CancellationError: .stopped
    default: .defect
    }
  }
}
