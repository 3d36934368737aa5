import Analysis
import Geodata
import Model
import Report
import Synchronization
import Words

/// One search for new stations: what was asked, how far it is, what came out.
final class SitingJob: LinedJob {
  struct Standing: Sendable {
    var state = JobState.queued
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
  private let town: Town
  private let isStopped = Atomic<Bool>(false)

  init(id: String, _ scenario: Scenario, new: Int?, _ town: Town) {
    self.id = id
    self.scenario = scenario
    self.new = new
    self.town = town
    unit = town.result.siting.plan?.unit.rawValue ?? "share"
  }

  private var isCancelled: Bool { isStopped.load(ordering: .relaxed) }

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

extension SitingJob {
  var isWaiting: Bool { standing.withLock { $0.state == .queued } }
  var isOver: Bool { standing.withLock { $0.state.isOver } }
  /// A plan is small.
  var byteCount: Int { 0 }

  func begin() -> Bool {
    standing.withLock { standing in
      guard standing.state == .queued else { return false }
      standing.state = .running
      standing.began = .now
      return true
    }
  }

  /// One that runs keeps its best.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    standing.withLock { standing in
      guard standing.state == .queued else { return }
      standing.state = .stopped
      standing.outcome = [JSONMember("sites", .array([])), JSONMember("reason", .null)]
    }
  }

  func work() async {
    var options = RunOptions(threads: town.threads, isCancelled: { [self] in isCancelled })
    options.searchProgress = { [self] value, bound in
      standing.withLock { ($0.value, $0.bound) = (value, bound) }
    }
    var state = JobState.done
    var outcome: [JSONMember]
    var found: Plan?
    do {
      guard let answer = try await town.session.siting(scenario, new: new, options) else {
        preconditionFailure("only asked where there are candidates")
      }
      found = answer.plan
      outcome = town.result.plan(answer.plan, answer.candidates).members.filter {
        !["value", "bound", "gap", "unit"].contains($0.key)
      }
      let planned = try await town.session.evaluate(scenario.building(answer, town.result.file.siting.buildsWith))
      outcome.append(JSONMember("figures", town.result.figures(planned)))
      if isCancelled { state = .stopped }
    } catch {
      state = isCancelled ? .stopped : .failed
      let words = Bilingual(error)
      outcome = [
        JSONMember("sites", .array([])),
        JSONMember("reason", ["zh": .string(words.chinese), "en": .string(words.english)]),
      ]
    }
    standing.withLock { standing in
      standing.state = state
      standing.ended = .now
      standing.outcome = outcome
      if let found { (standing.value, standing.bound) = (found.value, found.bound) }
    }
  }
}

extension Scenario {
  /// The same with a plan built.
  func building(_ answer: ScenarioPlan, _ what: AnalysisFile.NewStation) -> Scenario {
    Scenario(
      edits
        + answer.plan.proposed.map { site in
          let host = answer.candidates[site.candidate]
          return .add(
            Station(
              // No id that is typed has a control character: an added station may have the host's own.
              id: StationID(rawValue: "\u{1}\(host.id.rawValue)"), name: host.name, kind: host.host,
              services: what.services, hours: what.hours,
              capacity: what.capacity, extraTime: host.extraTime, position: host.position))
        })
  }
}
