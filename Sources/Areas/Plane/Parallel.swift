import Dispatch

/// The values of a function at `0 ..< count`, found in runs by several threads, in the order of the positions.
///
/// - Parameter append: appends what belongs to the positions of a run.
func inRuns<Value: Sendable>(
  _ count: Int, threads: Int, _ append: @Sendable (Range<Int>, inout [Value]) -> Void
) -> [Value] {
  let runs = threads > 1 && count > 4096 ? min(threads, 64) : 1
  guard runs > 1 else {
    var all: [Value] = []
    append(0..<count, &all)
    return all
  }
  let parts = UnsafeMutableBufferPointer<[Value]>.allocate(capacity: runs)
  parts.initialize(repeating: [])
  defer {
    parts.deinitialize()
    parts.deallocate()
  }
  nonisolated(unsafe) let slots = parts
  DispatchQueue.concurrentPerform(iterations: runs) { run in
    var part: [Value] = []
    append((run * count / runs)..<((run + 1) * count / runs), &part)
    // Each run has a slot of its own.
    slots[run] = part
  }
  var all: [Value] = []
  all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
  for part in parts { all.append(contentsOf: part) }
  return all
}
