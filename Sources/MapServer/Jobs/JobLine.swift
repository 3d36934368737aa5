/// Work that takes its time and has to wait its turn.
package protocol LinedJob: AnyObject, Sendable {
  var id: String { get }
  var isWaiting: Bool { get }
  /// Nothing of it changes any more.
  var isOver: Bool { get }
  /// What it keeps in memory once it is over.
  var byteCount: Int { get }

  /// - Returns: false for one that waits no more: it is not worked on.
  func begin() -> Bool
  /// Tells its end itself.
  func work() async
  func stop()
}

/// Jobs in the order in which they came: one is worked on, some wait, more are refused. Of those that are over the newest are
/// kept, so that they can be asked for.
package actor JobLine<Job: LinedJob> {
  package struct Limits: Sendable {
    /// Beside the one that is worked on.
    var mostWaiting: Int
    /// That are over.
    var mostKept: Int
    /// That they keep; the newest stays, however much it is.
    var mostBytes: Int

    package init(mostWaiting: Int = 4, mostKept: Int = 64, mostBytes: Int = .max) {
      self.mostWaiting = mostWaiting
      self.mostKept = mostKept
      self.mostBytes = mostBytes
    }
  }

  private let limits: Limits
  private let executor = JobExecutor()
  /// In the order in which they came.
  package private(set) var jobs: [Job] = []
  private var next = 1
  private var isWorking = false

  package init(_ limits: Limits = Limits()) { self.limits = limits }

  /// - Parameter make: with an id that no other has had.
  /// - Returns: nil when enough wait already.
  package func add(_ make: @Sendable (_ id: String) -> Job) -> Job? {
    guard hasRoom else { return nil }
    let job = make(String(next))
    next += 1
    jobs.append(job)
    startNext()
    return job
  }

  /// The job of the same id that is not over; without one, this comes into the line, in place of those that are.
  ///
  /// - Returns: nil when enough wait already.
  package func join(_ job: Job) -> Job? {
    if let other = jobs.first(where: { $0.id == job.id && !$0.isOver }) { return other }
    guard hasRoom else { return nil }
    forget(job.id)
    jobs.append(job)
    startNext()
    return job
  }

  private var hasRoom: Bool { !isWorking || jobs.count(where: \.isWaiting) < limits.mostWaiting }

  package func job(_ id: String) -> Job? { jobs.first { $0.id == id } }

  package func forget(_ id: String) { jobs.removeAll { $0.id == id } }

  /// Ends all of them, so that the process can end.
  package func stopAll() {
    for job in jobs { job.stop() }
  }

  /// Waits until nothing is worked on any more: what was stopped may still have to clear up behind itself.
  ///
  /// - Parameter longest: how long it is waited for.
  package func rest(_ longest: Duration) async {
    let end = ContinuousClock.now + longest
    while isWorking, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(10)) }
  }

  private func startNext() {
    forgetOld()
    guard !isWorking, let job = jobs.first(where: { $0.begin() }) else { return }
    isWorking = true
    Task(executorPreference: executor) {
      await job.work()
      await self.ended()
    }
  }

  private func ended() {
    isWorking = false
    startNext()
  }

  private func forgetOld() {
    var (count, bytes) = (0, 0)
    var old: Set<String> = []
    for job in jobs.reversed() where job.isOver {
      count += 1
      bytes += job.byteCount
      if count > limits.mostKept || count > 1 && bytes > limits.mostBytes { old.insert(job.id) }
    }
    jobs.removeAll { old.contains($0.id) }
  }
}
