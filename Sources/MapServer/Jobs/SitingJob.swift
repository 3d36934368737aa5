import Analysis
import Geodata
import Model
import Report
import Synchronization
import Words

/// One search for new stations, or for what a budget is best spent on: what was asked, how far it is, what came out.
final class SitingJob: LinedJob {
  struct Standing: Sendable {
    var state = JobState.queued
    var value: Double?
    var bound: Double?
    var began: ContinuousClock.Instant?
    var ended: ContinuousClock.Instant?
    /// Members of the answer that tell the end.
    var outcome: [JSONMember] = []
    /// nil once it is over: a town takes the memory of a run.
    var town: Town?
  }

  let id: String
  let scenario: Scenario
  /// New stations; nil for any number.
  let new: Int?
  /// Yuan; nil for any sum.
  let budget: Double?
  /// Of value and bound, as the plan's `unit` has it: share, stations, minutes…
  let unit: String
  let standing: Mutex<Standing>
  private let spendsOnActs: Bool
  private let isStopped = Atomic<Bool>(false)

  init(id: String, _ scenario: Scenario, new: Int?, budget: Double?, _ town: Town) {
    self.id = id
    self.scenario = scenario
    self.new = new
    self.budget = budget
    standing = Mutex(Standing(town: town))
    spendsOnActs = town.result.file.siting.acts != nil
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
      standing.outcome = nothingFound(.null)
      standing.town = nil
    }
  }

  func work() async {
    guard let town = standing.withLock({ $0.town }) else { return }
    var options = RunOptions(threads: town.threads, isCancelled: { [self] in isCancelled })
    options.searchProgress = { [self] value, bound in
      standing.withLock { ($0.value, $0.bound) = (value, bound) }
    }
    var state = JobState.done
    var found: Found
    do {
      found = try await search(town, options)
      if isCancelled { state = .stopped }
    } catch {
      state = isCancelled ? .stopped : .failed
      found = Found(outcome: nothingFound(JSONValue(town.withoutFolders(Bilingual(error)))))
    }
    standing.withLock { standing in
      standing.state = state
      standing.ended = .now
      standing.outcome = found.outcome
      standing.town = nil
      if found.isPlan { (standing.value, standing.bound) = (found.value, found.bound) }
    }
  }

  /// What a search ended with.
  private struct Found {
    var isPlan = false
    var value: Double?
    var bound: Double?
    var outcome: [JSONMember]

    /// - Parameter plan: what is told apart is left out.
    init(_ value: Double?, _ bound: Double?, _ plan: JSONValue, figures: JSONValue) {
      isPlan = true
      (self.value, self.bound) = (value, bound)
      outcome = plan.members.filter { !["value", "bound", "gap", "unit"].contains($0.key) }
      outcome.append(JSONMember("figures", figures))
    }

    init(outcome: [JSONMember]) { self.outcome = outcome }
  }

  private func nothingFound(_ reason: JSONValue) -> [JSONMember] {
    [JSONMember(spendsOnActs ? "acts" : "sites", .array([])), JSONMember("reason", reason)]
  }

  private func search(_ town: Town, _ options: RunOptions) async throws -> Found {
    let built = town.result.file.siting.buildsWith
    if let answer = try await town.session.acts(scenario, budget: budget, new: new, options) {
      let after = try await town.session.evaluate(scenario.doing(answer, built), with: [.periods, .hours])
      return Found(
        answer.plan.value, answer.plan.bound, town.result.acts(answer),
        figures: town.result.figures(after, with: [.periods, .hours]))
    }
    guard let answer = try await town.session.siting(scenario, new: new, options) else {
      preconditionFailure("only asked where there are candidates")
    }
    let after = try await town.session.evaluate(scenario.building(answer, built))
    return Found(
      answer.plan.value, answer.plan.bound, town.result.plan(answer.plan, answer.candidates),
      figures: town.result.figures(after))
  }
}

extension Scenario {
  /// The same with a plan built.
  func building(_ answer: ScenarioPlan, _ what: AnalysisFile.NewStation) -> Scenario {
    Scenario(
      edits
        + answer.plan.proposed.map { site in
          .add(Station(at: answer.candidates[site.candidate], what.services, what.hours, what))
        })
  }

  /// The same with all acts of a plan done.
  func doing(_ answer: ScenarioActs, _ what: AnalysisFile.NewStation) -> Scenario {
    Scenario(
      edits
        + answer.edits { host, act in Station(at: host, Set(act.services), act.hours ?? what.hours, what) })
  }
}

extension Station {
  /// A new one at a host.
  fileprivate init(
    at host: CandidateSite, _ services: Set<Service>, _ hours: String, _ what: AnalysisFile.NewStation
  ) {
    self.init(
      // No id that is typed has a control character: an added station may have the host's own.
      id: StationID(rawValue: "\u{1}\(host.id.rawValue)"), name: host.name, kind: host.host, services: services,
      hours: hours, capacity: what.capacity, extraTime: host.extraTime, position: host.position)
  }
}
