import Analysis
import Geodata
import Model
import Report
import Words

/// Searches for new stations and for what a budget is best spent on, one after the other: one runs, some wait, more are refused.
package struct SitingJobs: Sendable {
  private let towns: Towns
  private let line = JobLine<SitingJob>()

  package init(_ towns: Towns) { self.towns = towns }

  /// Of a town that has no other definitions.
  package init(_ town: Town) { self.init(Towns(town)) }

  /// nil when the path is not `/api/siting…`.
  package func answer(_ question: Question) async -> Answer? {
    guard question.path.starts(with: ["api", "siting"]) else { return nil }
    let rest = Array(question.path.dropFirst(2))
    do {
      switch rest.count {
      case 0:
        try question.needs([.post])
        return try await begin(try question.object())
      case 1:
        try question.needs([.get, .head, .delete])
        let job = try await job(rest[0])
        if question.method == .delete { job.stop() }
        return .json(job.json)
      case 2 where rest[1] == "events":
        try question.needs([.get])
        return events(of: try await job(rest[0]))
      default: return nil
      }
    } catch {
      return MapAnswers.failure(error, told: towns.own.withoutFolders)
    }
  }

  /// Ends all of them, so that the process can end.
  package func stopAll() async { await line.stopAll() }

  private func job(_ id: String) async throws(Refusal) -> SitingJob {
    guard let job = await line.job(id) else {
      throw Refusal(
        404, "unknown-job",
        Bilingual("没有编号为“\(id.shown)”的选址，或早已结束。", "there is no siting “\(id.shown)”, or it ended long ago."))
    }
    return job
  }

  private func begin(_ body: StrictObject) async throws -> Answer {
    try body.knowsOnly(["edits", "new", "budget", "definition"])
    let town = try towns.town(of: body)
    let scenario = try EditReading.scenario(body)
    let file = town.result.file
    guard file.hasCandidates || file.siting.acts != nil else {
      throw Refusal(
        "no-candidates",
        Bilingual(
          "分析文件没有候选点，无从选址。请在inputs.candidates下给出合作网点。",
          "the analysis names no candidates to choose from. Name partner places under inputs.candidates."))
    }
    let new = body.value("new") == nil ? file.siting.new : try body.wholeNumber("new", in: 0...10_000)
    let budget = body.value("budget") == nil ? file.siting.budget : try Self.budget(body, file.siting)
    // What cannot be made is told now.
    _ = try town.stations(under: scenario)
    guard let job = await line.add({ SitingJob(id: $0, scenario, new: new, budget: budget, town) }) else {
      return .fullLine(
        Bilingual("等待的选址已满。请待其结束，或先停止一项。", "enough sitings wait already. Let one end, or stop one first."))
    }
    var answer = Answer.json(job.json, 202)
    answer.headers.append(("Location", "/api/siting/\(job.id)"))
    return answer
  }

  /// Yuan; more is a mistake.
  private static let mostYuan = 1e12

  private static func budget(_ body: StrictObject, _ siting: AnalysisFile.Siting) throws(Refusal) -> Double {
    let yuan = try body.number("budget", in: 0...mostYuan)
    guard let acts = siting.acts else {
      throw Refusal(
        "no-options",
        Bilingual(
          "此分析只选新站，没有写明siting.options。请用“new”给出新建数量。",
          "this analysis chooses new stations alone, without siting.options. Give their number as “new”."))
    }
    guard acts.phases.isEmpty else {
      throw Refusal(
        "has-phases",
        Bilingual(
          "此分析各年有各自的预算（siting.phases）。请去掉“budget”。",
          "the years of this analysis have budgets of their own (siting.phases). Leave “budget” out."))
    }
    return yuan
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
