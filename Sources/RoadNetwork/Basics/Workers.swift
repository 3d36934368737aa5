/// Called now and then with the share of the work done, 0...1, from any worker.
public typealias Progress = @Sendable (Double) -> Void

/// Runs the same work in `count` tasks at a time and waits for all.
func withWorkers(_ count: Int, _ work: @escaping @Sendable () async -> Void) async {
  if count <= 1 { return await work() }
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<count { group.addTask { await work() } }
  }
}
