import Analysis
import Geodata
import Model
import Report
import Words

/// Searches for new stations, one after the other: one runs, some wait, more are refused.
package actor SitingJobs {
  package static let mostWaiting = 4
  /// Ended ones that can still be asked for.
  private static let mostKept = 64

  private let town: Town
  private let executor = JobExecutor()
  private var jobs: [SitingJob] = []
  private var next = 1
  private var isRunning = false

  package init(_ town: Town) { self.town = town }

  /// nil when the path is not `/api/siting…`.
  package func answer(_ question: Question) -> Answer? {
    guard question.path.starts(with: ["api", "siting"]) else { return nil }
    let rest = Array(question.path.dropFirst(2))
    do {
      switch rest.count {
      case 0:
        try question.needs([.post])
        return try begin(try question.object())
      case 1:
        try question.needs([.get, .head, .delete])
        let job = try job(rest[0])
        if question.method == .delete { stop(job) }
        return .json(job.json)
      case 2 where rest[1] == "events":
        try question.needs([.get])
        return events(of: try job(rest[0]))
      default: return nil
      }
    } catch {
      return (error as? WrongMethod).map { .notAllowed($0.allowed) } ?? MapAnswers.failure(error)
    }
  }

  /// Ends all of them, so that the process can end.
  package func stopAll() {
    for job in jobs { stop(job) }
  }

  private func job(_ id: String) throws(Refusal) -> SitingJob {
    guard let job = jobs.first(where: { $0.id == id }) else {
      throw Refusal(
        404, "unknown-job",
        Bilingual("没有编号为“\(id.shown)”的选址，或早已结束。", "there is no siting “\(id.shown)”, or it ended long ago."))
    }
    return job
  }

  private func begin(_ body: StrictObject) throws -> Answer {
    try body.knowsOnly(["edits", "new"])
    let scenario = try EditReading.scenario(body)
    let file = town.result.file
    guard file.hasCandidates else {
      throw Refusal(
        "no-candidates",
        Bilingual(
          "分析文件没有候选点，无从选址。请在inputs.candidates下给出合作网点。",
          "the analysis names no candidates to choose from. Name partner places under inputs.candidates."))
    }
    guard file.siting.acts == nil else {
      throw Refusal(
        "has-acts",
        Bilingual(
          "此分析的资金用于多种事项，请用`servicecircle run`求解。",
          "this analysis spends on more than new stations: `servicecircle run` solves it."))
    }
    let new = body.value("new") == nil ? file.siting.new : try body.wholeNumber("new", in: 0...10_000)
    // What cannot be made is told now.
    _ = try town.stations(under: scenario)
    let waiting = jobs.count { $0.standing.withLock { $0.state == .queued } }
    guard waiting < Self.mostWaiting || !isRunning else {
      var answer = Refusal(
        429, "queue-full",
        Bilingual(
          "已有\(waiting)项选址在等待。请待其结束，或先停止一项。", "\(waiting) sitings wait already. Let one end, or stop one first.")
      ).answer
      answer.headers.append(("Retry-After", "10"))
      return answer
    }
    let job = SitingJob(id: String(next), scenario, new: new, unit: town.result.siting.plan?.unit.rawValue ?? "share")
    next += 1
    jobs.append(job)
    forgetOld()
    startNext()
    var answer = Answer.json(job.json, 202)
    answer.headers.append(("Location", "/api/siting/\(job.id)"))
    return answer
  }

  private func forgetOld() {
    let over = jobs.filter { $0.standing.withLock { $0.state.isOver } }
    guard over.count > Self.mostKept else { return }
    let old = Set(over.prefix(over.count - Self.mostKept).map(\.id))
    jobs.removeAll { old.contains($0.id) }
  }

  private func stop(_ job: SitingJob) {
    job.stop()
    job.standing.withLock { standing in
      guard standing.state == .queued else { return }
      standing.state = .stopped
      standing.outcome = [JSONMember("sites", .array([])), JSONMember("reason", .null)]
    }
  }

  private func startNext() {
    guard !isRunning, let job = jobs.first(where: { $0.standing.withLock { $0.state == .queued } }) else { return }
    isRunning = true
    job.standing.withLock {
      $0.state = .running
      $0.began = .now
    }
    Task(executorPreference: executor) { [town] in
      await Self.run(job, town)
      await self.ended()
    }
  }

  private func ended() {
    isRunning = false
    startNext()
  }

  private static func run(_ job: SitingJob, _ town: Town) async {
    var options = RunOptions(threads: town.threads, isCancelled: { job.isCancelled })
    options.searchProgress = { value, bound in
      job.standing.withLock { ($0.value, $0.bound) = (value, bound) }
    }
    var state = SitingJob.State.done
    var outcome: [JSONMember]
    var found: Plan?
    do {
      guard let answer = try await town.session.siting(job.scenario, new: job.new, options) else {
        preconditionFailure("only asked where there are candidates")
      }
      found = answer.plan
      outcome = town.result.plan(answer.plan, answer.candidates).members.filter {
        !["value", "bound", "gap", "unit"].contains($0.key)
      }
      let planned = try await town.session.evaluate(job.scenario.building(answer, town.result.file.siting.buildsWith))
      outcome.append(JSONMember("figures", town.result.figures(planned)))
      if job.isCancelled { state = .stopped }
    } catch {
      state = job.isCancelled ? .stopped : .failed
      let words = Bilingual(error)
      outcome = [
        JSONMember("sites", .array([])),
        JSONMember("reason", ["zh": .string(words.chinese), "en": .string(words.english)]),
      ]
    }
    job.standing.withLock { standing in
      standing.state = state
      standing.ended = .now
      standing.outcome = outcome
      if let found { (standing.value, standing.bound) = (found.value, found.bound) }
    }
  }

  /// Progress whenever it changes, and the end.
  private func events(of job: SitingJob) -> Answer {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let task = Task {
      var told: [JSONMember] = []
      var quiet = 0
      while !Task.isCancelled {
        let standing = job.standing.withLock { $0 }
        if standing.state.isOver { break }
        let progress = job.progress(standing)
        let changing = progress.filter { $0.key != "elapsed_s" }
        if changing != told {
          told = changing
          quiet = 0
          continuation.yield(Self.event("progress", .object(progress)))
        } else if quiet >= 20 {
          quiet = 0
          // So that whoever stands between does not end the connection.
          continuation.yield(Array(": \n\n".utf8))
        }
        quiet += 1
        try? await Task.sleep(for: .milliseconds(250))
      }
      if !Task.isCancelled { continuation.yield(Self.event("end", job.json)) }
      continuation.finish()
    }
    continuation.onTermination = { _ in task.cancel() }
    var answer = Answer(type: "text/event-stream; charset=utf-8", body: [])
    answer.stream = stream
    return answer
  }

  private static func event(_ name: String, _ value: JSONValue) -> [UInt8] {
    Array("event: \(name)\ndata: ".utf8) + ((try? value.utf8()) ?? []) + Array("\n\n".utf8)
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
