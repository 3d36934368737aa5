import Words

/// Has processes done over a town, one after the other: one is worked on, some wait, more are refused.
///
/// Nothing is written, and nothing is read but the files that the analysis names. Results stay in memory: the newest, as far
/// as they are neither too many nor too large together.
package struct ProcessJobs: ProcessRunner {
  package static let mostWaiting = 4
  package static let mostKept = 50
  package static let mostBytes = 64 << 20

  private let town: Town
  private let line = JobLine<ProcessTask>(
    .init(mostWaiting: mostWaiting, mostKept: mostKept, mostBytes: mostBytes))

  package init(_ town: Town) { self.town = town }

  package func submit(_ order: ProcessOrder) async throws(ProcessRefusal) -> ProcessJob {
    let work = try ProcessWork(order, town)
    guard let task = await line.add({ ProcessTask(id: $0, order, work, threads: town.threads) }) else { throw .full }
    return task.job
  }

  package func jobs() async -> [ProcessJob] { await line.jobs.reversed().map(\.job) }

  package func job(_ id: String) async -> ProcessJob? { await line.job(id)?.job }

  package func result(of id: String) async -> ProcessResult? { await line.job(id)?.result }

  package func dismiss(_ id: String) async -> ProcessJob? {
    guard let task = await line.job(id) else { return nil }
    task.stop()
    await line.forget(id)
    return task.job
  }

  /// Ends all of them, so that the process can end.
  package func stopAll() async { await line.stopAll() }
}
