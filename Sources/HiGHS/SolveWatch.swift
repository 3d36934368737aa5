#if HiGHS
import CHiGHS
import Synchronization

/// The meeting point of the thread that solves and the one that waits: what HiGHS reports comes in by its callback, the
/// word to stop goes out by it.
final class SolveWatch: Sendable {
  private struct State {
    var progress = SolveProgress()
    var isStopping = false
    var message: String?
    var offered: [Double]?
    var outcome: Result<SolveResult, HiGHSError>?
  }

  private let state = Mutex(State())
  private let iterationLimit: Int

  init(iterationLimit: Int?) { self.iterationLimit = iterationLimit ?? .max }

  var progress: SolveProgress { state.withLock { $0.progress } }
  var outcome: Result<SolveResult, HiGHSError>? { state.withLock { $0.outcome } }

  var isDone: Bool { state.withLock { $0.outcome != nil } }

  func offer(_ values: [Double]) { state.withLock { $0.offered = values } }

  func takeOffer() -> [Double]? {
    state.withLock { state in
      defer { state.offered = nil }
      return state.offered
    }
  }

  func stop() { state.withLock { $0.isStopping = true } }
  func finish(_ outcome: Result<SolveResult, HiGHSError>) { state.withLock { $0.outcome = outcome } }

  /// HiGHS's last complaint, cleared.
  func takeMessage() -> String? {
    state.withLock { state in
      defer { state.message = nil }
      return state.message
    }
  }

  fileprivate func hear(
    _ kind: HighsInt, _ text: UnsafePointer<CChar>?, _ data: HighsCallbackDataOut
  ) -> Bool {
    state.withLock { state in
      switch kind {
      case kHighsCallbackLogging:
        // 4 and up are warnings and errors.
        if data.log_type >= 4, let text { state.message = String(cString: text).trimmed }
        return false
      case kHighsCallbackSimplexInterrupt, kHighsCallbackIpmInterrupt:
        return state.isStopping
      default:
        state.progress.bound = data.mip_dual_bound
        state.progress.nodes = Int(data.mip_node_count)
        state.progress.iterations = Int(data.mip_total_lp_iterations)
        if kind == kHighsCallbackMipImprovingSolution, let solution = data.mip_solution {
          state.progress.objective = data.objective_function_value
          state.progress.values = Array(
            UnsafeBufferPointer(start: solution, count: Int(data.mip_solution_size)))
        }
        guard kind == kHighsCallbackMipInterrupt else { return false }
        return state.isStopping || state.progress.iterations >= iterationLimit
      }
    }
  }
}

extension String {
  /// HiGHS's lines end with a line break and begin with their kind.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last?.isWhitespace ?? false { text.removeLast() }
    for kind in ["ERROR:", "WARNING:"] where text.hasPrefix(kind) { text = text.dropFirst(kind.count) }
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    return String(text)
  }
}

/// HiGHS's callback: runs on the thread that solves.
func hear(
  _ kind: Int32, _ text: UnsafePointer<CChar>?, _ out: UnsafePointer<HighsCallbackDataOut>?,
  _ into: UnsafeMutablePointer<HighsCallbackDataIn>?, _ watch: UnsafeMutableRawPointer?
) {
  guard let watch, let out else { return }
  let listener = Unmanaged<SolveWatch>.fromOpaque(watch).takeUnretainedValue()
  if kind == kHighsCallbackCallbackMipUserSolution {
    guard let into, let values = listener.takeOffer() else { return }
    // A solution HiGHS finds no use for is dropped by it.
    _ = Highs_setCallbackSolution(into, HighsInt(values.count), values)
  } else if listener.hear(kind, text, out.pointee) {
    into?.pointee.user_interrupt = 1
  }
}
#endif
