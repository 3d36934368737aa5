import MapServer
import Synchronization
import Testing

/// Jobs that end when they are told to.
struct JobLineTests {
  private final class Job: LinedJob {
    enum State { case waiting, working, over }

    let id: String
    let byteCount: Int
    private let state = Mutex(State.waiting)
    private let (ends, end) = AsyncStream.makeStream(of: Void.self)

    init(_ id: String, bytes: Int = 0) {
      self.id = id
      byteCount = bytes
    }

    var isWaiting: Bool { state.withLock { $0 == .waiting } }
    var isWorking: Bool { state.withLock { $0 == .working } }
    var isOver: Bool { state.withLock { $0 == .over } }

    func begin() -> Bool {
      state.withLock { state in
        guard state == .waiting else { return false }
        state = .working
        return true
      }
    }

    func work() async {
      for await _ in ends { break }
      state.withLock { $0 = .over }
    }

    func finish() { end.yield() }

    func stop() {
      state.withLock { if $0 == .waiting { $0 = .over } }
      finish()
    }
  }

  private static func wait(until isSo: () async -> Bool) async throws {
    for _ in 0..<2000 where await !isSo() { try await Task.sleep(for: .milliseconds(5)) }
    try #require(await isSo())
  }

  @Test func oneWorksSomeWaitMoreAreRefused() async throws {
    let line = JobLine<Job>(.init(mostWaiting: 2))
    var jobs: [Job] = []
    for _ in 0..<3 { jobs.append(try #require(await line.add { Job($0) })) }
    #expect(jobs.map(\.id) == ["1", "2", "3"])
    #expect(jobs.map(\.isWorking) == [true, false, false] && jobs.map(\.isWaiting) == [false, true, true])
    #expect(await line.add { Job($0) } == nil)
    // One that waits no more leaves its place to another, and is passed over.
    jobs[1].stop()
    jobs.append(try #require(await line.add { Job($0) }))
    #expect(jobs[3].id == "4" && jobs[3].isWaiting)
    jobs[0].finish()
    try await Self.wait { jobs[2].isWorking }
    #expect(jobs[0].isOver && jobs[3].isWaiting)
    #expect(await line.job("3") === jobs[2])
    #expect(await line.job("9") == nil)
    await line.forget("1")
    #expect(await line.jobs.map(\.id) == ["2", "3", "4"])
    await line.stopAll()
    try await Self.wait { jobs.allSatisfy(\.isOver) }
  }

  /// Who comes under the id of one that is at work or waits, gets that one; one that is over gives its place away.
  @Test func jobsOfTheSameID() async throws {
    let line = JobLine<Job>(.init(mostWaiting: 1))
    let (first, second, anew) = (Job("a"), Job("b"), Job("a"))
    #expect(await line.join(first) === first)
    #expect(await line.join(Job("a")) === first)
    #expect(await line.join(second) === second)
    #expect(await line.join(Job("c")) == nil)
    first.finish()
    try await Self.wait { second.isWorking }
    #expect(await line.join(anew) === anew)
    #expect(await line.jobs.map(\.id) == ["b", "a"])
    #expect(await line.job("a") === anew)
    await line.stopAll()
  }

  /// Of those that are over the two newest are kept, and of larger ones as many as 25 bytes hold, but for the newest.
  @Test(arguments: [(0, ["5", "6"]), (10, ["5", "6"]), (20, ["6"]), (100, ["6"])])
  func oldOnesAreForgotten(bytes: Int, kept: [String]) async throws {
    let line = JobLine<Job>(.init(mostKept: 2, mostBytes: 25))
    for _ in 0..<6 {
      let job = try #require(await line.add { Job($0, bytes: bytes) })
      job.finish()
      try await Self.wait { job.isOver }
    }
    try await Self.wait { await line.jobs.map(\.id) == kept }
  }
}
