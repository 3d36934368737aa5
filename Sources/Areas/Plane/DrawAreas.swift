import PROJ

/// Draws many areas, each worker in a frame of its own; the order is that of the positions `0 ..< count`.
package func drawAreas<Drawing: Sendable>(
  _ count: Int, _ metric: LocalMetricCRS, threads: Int,
  _ draw: @escaping @Sendable (Int, borrowing MetricFrame) throws -> Drawing
) async throws -> [Drawing] {
  try await withThrowingTaskGroup(of: [(Int, Drawing)].self) { group in
    let workers = max(1, min(threads, count))
    for worker in 0..<workers {
      group.addTask {
        let frame = try MetricFrame(metric)
        return try stride(from: worker, to: count, by: workers).map { ($0, try draw($0, frame)) }
      }
    }
    var drawings = [Drawing?](repeating: nil, count: count)
    for try await part in group {
      for (index, drawing) in part { drawings[index] = drawing }
    }
    return drawings.map { $0! }
  }
}
