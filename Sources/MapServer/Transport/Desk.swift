import Synchronization
import Words

/// Where questions are asked, whoever carries them: page, map, siting and open interfaces behind one door.
package final class Desk: Sendable {
  /// What there is once the town is ready.
  private struct Open: Sendable {
    var town: Town
    var map: MapAnswers
    var definitions: DefinitionJobs
    var sitings: SitingJobs
    var processes: ProcessJobs
    var briefs: BriefJobs
    var published: PublishedScenarios
    /// nil when nothing is offered below `/ogc`.
    var about: ServiceText?

    func answer(_ question: Question) async -> Answer {
      // Jobs have queues of their own.
      if let answer = await definitions.answer(question) { return answer }
      if let answer = await sitings.answer(question) { return answer }
      if let answer = await briefs.answer(question) { return answer }
      if let answer = await published.answer(question) { return answer }
      if let about {
        if let answer = await processesAnswer(question, processes, about: about) { return answer }
        if let answer = ogcAnswer(question, town.layers + published.layers, about: about) { return answer }
      }
      return await map.answer(question) ?? .notFound
    }
  }

  private let open = Mutex<Open?>(nil)
  private let gate = Gate(width: 4, mostWaiting: 64)

  package init() {}

  /// From now on questions about the town are answered.
  ///
  /// - Parameter about: what the open interfaces say of themselves; nil to offer none.
  package func begin(_ town: Town, tiles: String? = nil, about: ServiceText? = nil) {
    let (towns, briefs) = (Towns(town), BriefJobs())
    let open = Open(
      town: town, map: MapAnswers(towns, tiles: tiles, forms: briefs.forms, brief: briefs.begin(_:of:)),
      definitions: DefinitionJobs(towns), sitings: SitingJobs(towns), processes: ProcessJobs(town), briefs: briefs,
      published: PublishedScenarios(towns), about: about)
    self.open.withLock { $0 = open }
  }

  /// Ends what runs, so that the process can end.
  package func end() async {
    guard let open = open.withLock({ $0 }) else { return }
    await open.definitions.stopAll()
    await open.sitings.stopAll()
    await open.processes.stopAll()
    await open.published.stopAll()
    await open.briefs.stopAll()
  }

  package func answer(_ question: Question) async -> Answer {
    if question.path.isEmpty || question.path[0] == "assets" {
      return pageAnswer(question, assets: PageFile.mapLibre) ?? .notFound
    }
    guard let open = open.withLock({ $0 }) else {
      return Self.unavailable(
        "not-ready", Bilingual("正在读取和计算，请稍后再试。", "still reading and computing: ask again soon."))
    }
    // What is only looked up waits for nobody.
    guard question.takesTime else { return await open.answer(question) }
    return await Self.answer(within: Self.longest) { [gate] in
      await gate.pass(question.peer) {
        // Nobody waits any more for what its time has run out on.
        guard !Task.isCancelled else { return Self.late }
        return await open.answer(question)
      }
        ?? Self.unavailable("busy", Bilingual("请求过多，请稍后再试。", "too many questions at once: ask again soon."))
    }
  }

  private static let longest = Duration.seconds(60)
  /// Who asks for the page alone does not wait for what others have counted.
  private static let executor = JobExecutor()
  private static let deadlines = Deadlines(on: executor)

  private static func unavailable(_ code: String, _ words: Bilingual) -> Answer {
    .failure(503, code, words, retryAfter: 2)
  }

  private static let late = unavailable(
    "too-long", Bilingual("计算时间过长，已不再等待。请减少修改。", "it took too long. Ask with fewer edits."))

  /// What comes first: the answer, or the end of the time, at which the work is asked to stop.
  package static func answer(
    within time: Duration, _ work: @escaping @Sendable () async -> Answer
  ) async -> Answer {
    await deadlines.first(within: time, orElse: late, on: executor, work)
      ?? unavailable("stopped", Bilingual("计算已停止。请重试。", "the work was stopped. Ask again."))
  }
}

extension Question {
  /// What is counted, or read out of a long body, or picked from thousands of features.
  fileprivate var takesTime: Bool { method == .post || path.starts(with: ["ogc", "collections"]) }
}
