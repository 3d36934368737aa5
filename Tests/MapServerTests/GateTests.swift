import MapServer
import Synchronization
import Testing

/// Whose turn it is.
struct GateTests {
  /// What was worked on, in order, and what keeps the work from ending.
  private final class Log: Sendable {
    private let names = Mutex<[String]>([])
    private let holds = Mutex<[String: CheckedContinuation<Void, Never>]>([:])

    var began: [String] { names.withLock { $0 } }

    func hold(_ name: String) async {
      await withCheckedContinuation { continuation in
        holds.withLock { $0[name] = continuation }
        names.withLock { $0.append(name) }
      }
    }

    func letGo(_ name: String) { holds.withLock { $0.removeValue(forKey: name) }?.resume() }
  }

  private let gate = Gate(width: 2, mostWaiting: 8)
  private let log = Log()

  /// Asks in the name of the address before the number.
  private func ask(_ name: String) -> Task<Bool, Never> {
    Task { [gate, log] in await gate.pass(String(name.prefix(1))) { await log.hold(name) } != nil }
  }

  private func settled(_ count: Int) async throws {
    while log.began.count < count { try await Task.sleep(for: .milliseconds(1)) }
    // Nobody more may come in.
    try await Task.sleep(for: .milliseconds(20))
    #expect(log.began.count == count)
  }

  @Test(.timeLimit(.minutes(20))) func addressesTakeTurns() async throws {
    var tasks: [Task<Bool, Never>] = []
    for name in ["a1", "a2", "a3"] {
      tasks.append(ask(name))
      try await Task.sleep(for: .milliseconds(20))
    }
    // One of two places is kept for others.
    try await settled(1)
    tasks.append(ask("b1"))
    try await settled(2)
    for name in ["b2", "c1"] {
      tasks.append(ask(name))
      try await Task.sleep(for: .milliseconds(20))
    }
    for (name, count) in [("b1", 3), ("a1", 4), ("b2", 5), ("a2", 6)] {
      log.letGo(name)
      try await settled(count)
    }
    // Though a2 and a3 came before all of b and c.
    #expect(log.began == ["a1", "b1", "b2", "a2", "c1", "a3"])
    for name in ["c1", "a3"] { log.letGo(name) }
    for task in tasks { #expect(await task.value) }
  }

  /// Who is no longer waited for gives up its place in the line, too.
  @Test(.timeLimit(.minutes(20))) func whoGivesUpWaitsNoMore() async throws {
    let first = ask("a1")
    try await settled(1)
    let waiting = (2...5).map { ask("a\($0)") }
    try await Task.sleep(for: .milliseconds(50))
    #expect(await ask("a6").value == false)
    for task in waiting {
      task.cancel()
      #expect(await task.value == false)
    }
    let last = ask("a7")
    try await Task.sleep(for: .milliseconds(20))
    log.letGo("a1")
    try await settled(2)
    #expect(log.began == ["a1", "a7"])
    log.letGo("a7")
    for task in [first, last] { #expect(await task.value) }
  }

  @Test(.timeLimit(.minutes(20))) func noAddressTakesAllThatMayWait() async throws {
    var tasks = [ask("a0")]
    try await settled(1)
    for number in 1...4 { tasks.append(ask("a\(number)")) }
    try await Task.sleep(for: .milliseconds(50))
    // A fifth of one address is sent away at once, one of another comes in or waits.
    #expect(await ask("a5").value == false)
    tasks.append(ask("b0"))
    try await settled(2)
    for number in 1...4 { tasks.append(ask("b\(number)")) }
    try await Task.sleep(for: .milliseconds(50))
    // Eight wait now, which is all.
    #expect(await ask("c0").value == false)
    for round in 2...10 {
      for name in log.began { log.letGo(name) }
      while log.began.count < min(round + 1, 10) { try await Task.sleep(for: .milliseconds(1)) }
    }
    for name in log.began { log.letGo(name) }
    for task in tasks { #expect(await task.value) }
  }
}
