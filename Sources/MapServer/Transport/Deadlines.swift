import Synchronization

/// Ends what takes too long.
///
/// One clock looks after all of it: a task that sleeps until the end of each would stay in memory until then, also when the work was
/// long done.
final class Deadlines: Sendable {
  private struct Standing {
    var next = 0
    var ends: [Int: (time: ContinuousClock.Instant, act: @Sendable () -> Void)] = [:]
    var isTicking = false
  }

  /// How late an end may come.
  private static let tick = Duration.milliseconds(50)
  private let standing = Mutex(Standing())
  private let executor: any TaskExecutor

  /// - Parameter executor: of the clock.
  init(on executor: any TaskExecutor) { self.executor = executor }

  /// What comes first: the value of some work, or the end of its time, at which the work is cancelled.
  ///
  /// - Parameters:
  ///   - late: the value at the end of its time.
  ///   - executor: of the work; nil for the usual one.
  /// - Returns: nil for whoever asks and was cancelled.
  func first<Value: Sendable>(
    within time: Duration, orElse late: Value, on executor: (any TaskExecutor)? = nil,
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let (values, continuation) = AsyncStream.makeStream(of: Value.self)
    let task = Task(executorPreference: executor) { continuation.yield(await work()) }
    let end = add(.now + time) { continuation.yield(late) }
    defer {
      remove(end)
      task.cancel()
    }
    for await value in values { return value }
    return nil
  }

  private func add(_ time: ContinuousClock.Instant, _ act: @escaping @Sendable () -> Void) -> Int {
    let (id, begins) = standing.withLock { standing in
      standing.next += 1
      standing.ends[standing.next] = (time, act)
      defer { standing.isTicking = true }
      return (standing.next, !standing.isTicking)
    }
    if begins { Task(executorPreference: executor) { await self.tickOn() } }
    return id
  }

  private func remove(_ id: Int) { standing.withLock { _ = $0.ends.removeValue(forKey: id) } }

  private func tickOn() async {
    while true {
      try? await Task.sleep(for: Self.tick)
      let due = standing.withLock { standing in
        let now = ContinuousClock.now
        let due = standing.ends.filter { $0.value.time <= now }
        for id in due.keys { standing.ends.removeValue(forKey: id) }
        standing.isTicking = !standing.ends.isEmpty
        return (due.values.map(\.act), standing.isTicking)
      }
      for act in due.0 { act() }
      guard due.1 else { return }
    }
  }
}
