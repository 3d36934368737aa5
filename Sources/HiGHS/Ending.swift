#if HiGHS
import CHiGHS

extension SolveResult.Ending {
  init(_ status: HighsInt) {
    switch status {
    // An empty program has nothing to decide.
    case kHighsModelStatusOptimal, kHighsModelStatusModelEmpty: self = .optimal
    case kHighsModelStatusInfeasible: self = .infeasible
    case kHighsModelStatusTimeLimit: self = .timeLimit
    case kHighsModelStatusSolutionLimit, kHighsModelStatusIterationLimit: self = .nodeLimit
    case kHighsModelStatusInterrupt: self = .interrupted
    default: self = .other(status)
    }
  }
}
#endif
