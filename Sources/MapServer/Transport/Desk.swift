import Synchronization
import Words

/// Where questions are asked, whoever carries them: page, map, siting and open interfaces behind one door.
package final class Desk: Sendable {
  /// Answers of `/ogc`; nil for other paths.
  package typealias OpenAnswers = @Sendable (Question) -> Answer?

  /// What there is once the town is ready.
  private struct Open: Sendable {
    var map: MapAnswers
    var jobs: SitingJobs
    var ogc: OpenAnswers
  }

  private let open = Mutex<Open?>(nil)
  private let gate = Gate(width: 4, mostWaiting: 64)

  package init() {}

  /// From now on questions about the town are answered.
  package func begin(_ town: Town, tiles: String? = nil, ogc: @escaping OpenAnswers = { _ in nil }) {
    let open = Open(map: MapAnswers(town, tiles: tiles), jobs: SitingJobs(town), ogc: ogc)
    self.open.withLock { $0 = open }
  }

  /// Ends what runs, so that the process can end.
  package func end() async { await open.withLock({ $0 })?.jobs.stopAll() }

  package func answer(_ question: Question) async -> Answer {
    if question.path.isEmpty || question.path[0] == "assets" {
      guard let answer = pageAnswer(question) else { return .notFound }
      guard question.method == .get || question.method == .head else { return .notAllowed([.get, .head]) }
      return answer
    }
    guard let open = open.withLock({ $0 }) else {
      var answer = Answer.failure(
        503, "not-ready", Bilingual("正在读取和计算，请稍后再试。", "still reading and computing: ask again soon."))
      answer.headers.append(("Retry-After", "2"))
      return answer
    }
    if let answer = open.ogc(question) { return answer }
    if let answer = await open.jobs.answer(question) { return answer }
    guard question.path[0] == "api" else { return .notFound }
    let found = await gate.pass { await open.map.answer(question) ?? .notFound }
    guard let found else {
      var answer = Answer.failure(503, "busy", Bilingual("请求过多，请稍后再试。", "too many questions at once: ask again soon."))
      answer.headers.append(("Retry-After", "1"))
      return answer
    }
    return found
  }
}
