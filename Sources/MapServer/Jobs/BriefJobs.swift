import Analysis
import Foundation
import Geodata
import Report
import Words

/// The brief for the word processor under edits: it takes as long as a run, and so it is a job, one after the other.
///
/// `/api/export/N` tells how one stands, `/api/export/N/file` is the file; `DELETE` ends and forgets it. While it is made it has
/// a folder of its own among the system's temporary ones.
package struct BriefJobs: Sendable {
  private let line = JobLine<ProcessTask>(.init(mostWaiting: 4, mostKept: 4))
  /// What is missing to make it; nil when all is there.
  private let lack: Bilingual?

  package init(lack: Bilingual? = AnalysisFile.Format.docx.lack()) { self.lack = lack }

  /// What `as` of an export may say beside the forms of stations.
  package var forms: [String] { lack == nil ? ["docx"] : [] }

  /// - Throws: ``Refusal`` 501 where the programs are missing that make it.
  package func begin(_ edits: Scenario, of town: Town) async throws -> Answer {
    if let lack { throw Refusal(501, "not-installed", lack) }
    // What cannot be made is told now.
    _ = try town.stations(under: edits)
    let order = ProcessOrder(.run, inputs: [:])
    guard
      let task = await line.add({ id in
        ProcessTask(id: id, order, ProcessWork(brief: edits, of: town), threads: town.threads)
      })
    else {
      return .fullLine(
        Bilingual("等待的简报已满。请待其完成，或先停止一项。", "enough briefs wait already. Let one end, or stop one first."))
    }
    var answer = Answer.json(task.told, 202)
    answer.headers.append(("Location", "/api/export/\(task.id)"))
    return answer
  }

  /// nil when the path is not `/api/export/N…`.
  package func answer(_ question: Question) async -> Answer? {
    guard question.path.starts(with: ["api", "export"]) else { return nil }
    let rest = Array(question.path.dropFirst(2))
    do {
      switch rest.count {
      case 1:
        try question.needs([.get, .head, .delete])
        let task = try await task(rest[0])
        if question.method == .delete {
          task.stop()
          await line.forget(task.id)
        }
        return .json(task.told)
      case 2 where rest[1] == "file":
        try question.needs([.get, .head])
        guard let file = try await task(rest[0]).result else {
          throw Refusal(404, "not-done", Bilingual("简报尚未完成。", "the brief is not done."))
        }
        return Answer(
          type: file.type, headers: [("Content-Disposition", "attachment; filename=\"brief.docx\"")], body: file.bytes)
      default: return nil
      }
    } catch {
      return MapAnswers.failure(error)
    }
  }

  /// Ends all of them and takes away what they have laid down, so that the process can end.
  package func stopAll() async {
    await line.stopAll()
    await line.rest(.milliseconds(1500))
  }

  private func task(_ id: String) async throws(Refusal) -> ProcessTask {
    guard let task = await line.job(id) else {
      throw Refusal(
        404, "unknown-job",
        Bilingual("没有编号为“\(id.shown)”的简报，或早已完成。", "there is no brief “\(id.shown)”, or it was made long ago."))
    }
    return task
  }
}
