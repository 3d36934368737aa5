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
    /// nil when nothing is offered below `/ogc`.
    var about: ServiceText?
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
      about: about)
    self.open.withLock { $0 = open }
  }

  /// Ends what runs, so that the process can end.
  package func end() async {
    guard let open = open.withLock({ $0 }) else { return }
    await open.definitions.stopAll()
    await open.sitings.stopAll()
    await open.processes.stopAll()
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
    // Jobs have queues of their own.
    if let answer = await open.definitions.answer(question) { return answer }
    if let answer = await open.sitings.answer(question) { return answer }
    if let answer = await open.briefs.answer(question) { return answer }
    if let about = open.about, let answer = await processesAnswer(question, open.processes, about: about) {
      return answer
    }
    guard ["api", "ogc"].contains(question.path[0]) else { return .notFound }
    // What is there already waits for nobody.
    if ["town", "layers"].contains(question.path.dropFirst().first) {
      return await open.map.answer(question) ?? .notFound
    }
    return await Self.answer(within: Self.longest) { [gate] in
      await gate.pass {
        // Nobody waits any more for what its time has run out on.
        guard !Task.isCancelled else { return Self.late }
        if let about = open.about, let answer = ogcAnswer(question, open.town.layers, about: about) { return answer }
        return await open.map.answer(question) ?? .notFound
      }
        ?? Self.unavailable("busy", Bilingual("请求过多，请稍后再试。", "too many questions at once: ask again soon."))
    }
  }

  private static let longest = Duration.seconds(60)

  private static func unavailable(_ code: String, _ words: Bilingual) -> Answer {
    var answer = Answer.failure(503, code, words)
    answer.headers.append(("Retry-After", "2"))
    return answer
  }

  private static let late = unavailable(
    "too-long", Bilingual("计算时间过长，已不再等待。请减少修改。", "it took too long. Ask with fewer edits."))

  /// What comes first: the answer, or the end of the time, at which the work is asked to stop.
  package static func answer(
    within time: Duration, _ work: @escaping @Sendable () async -> Answer
  ) async -> Answer {
    let (answers, continuation) = AsyncStream.makeStream(of: Answer.self)
    let task = Task { continuation.yield(await work()) }
    let clock = Task {
      try await Task.sleep(for: time)
      continuation.yield(late)
    }
    defer {
      clock.cancel()
      task.cancel()
    }
    for await answer in answers { return answer }
    return unavailable("stopped", Bilingual("计算已停止。请重试。", "the work was stopped. Ask again."))
  }
}
