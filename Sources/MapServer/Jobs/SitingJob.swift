import Analysis
import Geodata
import Synchronization

/// One search for new stations: what was asked, how far it is, what came out.
final class SitingJob: Sendable {
  enum State: String, Sendable {
    case queued, running, done, stopped, failed

    var isOver: Bool { self != .queued && self != .running }
  }

  struct Standing: Sendable {
    var state = State.queued
    var value: Double?
    var bound: Double?
    var began: ContinuousClock.Instant?
    var ended: ContinuousClock.Instant?
    /// Members of the answer that tell the end.
    var outcome: [JSONMember] = []
  }

  let id: String
  let scenario: Scenario
  /// nil for any number.
  let new: Int?
  /// Of value and bound, as the plan's `unit` has it: share, stations, minutes…
  let unit: String
  let standing = Mutex(Standing())
  private let isStopped = Atomic<Bool>(false)

  init(id: String, _ scenario: Scenario, new: Int?, unit: String) {
    self.id = id
    self.scenario = scenario
    self.new = new
    self.unit = unit
  }

  var isCancelled: Bool { isStopped.load(ordering: .relaxed) }
  func stop() { isStopped.store(true, ordering: .relaxed) }

  var json: JSONValue {
    let standing = standing.withLock { $0 }
    return .object(
      [JSONMember("id", .string(id)), JSONMember("state", .string(standing.state.rawValue))] + progress(standing)
        + standing.outcome)
  }

  /// Value, bound and their gap as far as they are known.
  func progress(_ standing: Standing) -> [JSONMember] {
    func number(_ value: Double?) -> JSONValue {
      guard let value, value.isFinite else { return .null }
      return .number((value * 1e9).rounded() / 1e9)
    }
    var gap: Double?
    if let value = standing.value, let bound = standing.bound { gap = abs(bound - value) / max(abs(value), 1e-9) }
    let elapsed = standing.began.map { (standing.ended ?? .now) - $0 } ?? .zero
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return [
      JSONMember("elapsed_s", .number((seconds * 1000).rounded() / 1000)), JSONMember("value", number(standing.value)),
      JSONMember("bound", number(standing.bound)), JSONMember("gap", number(gap)), JSONMember("unit", .string(unit)),
    ]
  }
}
