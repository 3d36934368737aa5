import Analysis
import Geodata
import Model
import Words

/// Other definitions of the service circle that are asked for, prepared one after the other: some wait, more are refused.
package struct DefinitionJobs: Sendable {
  private let towns: Towns
  private let line = JobLine<DefinitionJob>()

  package init(_ towns: Towns) { self.towns = towns }

  /// nil when the path is not `/api/definitions…`.
  package func answer(_ question: Question) async -> Answer? {
    guard question.path.starts(with: ["api", "definitions"]), question.path.count <= 3 else { return nil }
    do {
      guard let id = question.path.dropFirst(2).first else {
        try question.needs([.post])
        return try await begin(try DefinitionReading.definition(try question.object(), towns.own.result.file))
      }
      try question.needs([.get, .head, .delete])
      let job = await line.job(id)
      if question.method == .delete { job?.giveUp() }
      // Used, so that it stays while it is looked at.
      if towns.town(id) == nil, job?.isDone ?? true { throw Refusal.unknownDefinition(id) }
      return .json(job?.json ?? Self.kept(id))
    } catch {
      return MapAnswers.failure(error, told: towns.own.withoutFolders)
    }
  }

  /// Ends all of them, so that the process can end.
  package func stopAll() async { await line.stopAll() }

  private func begin(_ definition: TownDefinition) async throws -> Answer {
    let place = ("Location", "/api/definitions/\(ogcEncoded(definition.id))")
    if towns.town(definition.id) != nil { return .json(Self.kept(definition.id), 202, headers: [place]) }
    let job: DefinitionJob
    do throws(AnalysisError) {
      job = try DefinitionJob(definition, towns)
    } catch {
      throw Refusal(error.code.rawValue, towns.own.withoutFolders(error.told))
    }
    guard let lined = await line.join(job) else {
      return .fullLine(
        Bilingual(
          "等待准备的定义已满。请待其结束，或先停止一项。", "enough definitions wait already. Let one end, or stop one first."))
    }
    lined.join()
    return .json(lined.json, 202, headers: [place])
  }

  /// Of one whose work was done so long ago that the line has forgotten it.
  private static func kept(_ id: String) -> JSONValue {
    [
      "id": .string(id), "state": .string(JobState.done.rawValue), "elapsed_s": .number(0), "step": .null,
      "reason": .null,
    ]
  }
}
