import Dispatch
import Synchronization

/// The values of a function at `0 ..< count`, by several threads, each taking the next position that is free.
package func inParallel<Value: Sendable>(_ count: Int, threads: Int, _ make: @Sendable (Int) -> Value) -> [Value] {
  let workers = min(threads, count)
  guard workers > 1 else { return (0..<count).map(make) }
  let values = UnsafeMutableBufferPointer<Value?>.allocate(capacity: count)
  values.initialize(repeating: nil)
  defer {
    values.deinitialize()
    values.deallocate()
  }
  nonisolated(unsafe) let slots = values
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      // Each position has a slot of its own.
      slots[index] = make(index)
    }
  }
  return values.map { $0! }
}

/// The values of a function at `0 ..< count`, found in runs by several threads, in the order of the positions.
///
/// - Parameter append: appends what belongs to the positions of a run.
func inRuns<Value: Sendable>(
  _ count: Int, threads: Int, _ append: @Sendable (Range<Int>, inout [Value]) -> Void
) -> [Value] {
  // More runs than threads: where streets are dense a run takes longer.
  let runs = threads > 1 && count > 4096 ? min(8 * threads, 64) : 1
  let parts = inParallel(runs, threads: threads) { run in
    var part: [Value] = []
    append((run * count / runs)..<((run + 1) * count / runs), &part)
    return part
  }
  guard runs > 1 else { return parts[0] }
  var all: [Value] = []
  all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
  for part in parts { all.append(contentsOf: part) }
  return all
}

/// The values at `0 ..< count`, each run of them filled in where it stays, by several threads.
///
/// - Parameter fill: sets every value of a run.
func filled<Value: Sendable>(
  _ count: Int, threads: Int, _ fill: @Sendable (Range<Int>, UnsafeMutableBufferPointer<Value>) -> Void
) -> [Value] where Value: BitwiseCopyable {
  Array(unsafeUninitializedCapacity: count) { values, used in
    let runs = threads > 1 && count > 4096 ? min(8 * threads, 64) : 1
    nonisolated(unsafe) let slots = values
    _ = inParallel(runs, threads: threads) { run in fill((run * count / runs)..<((run + 1) * count / runs), slots) }
    used = count
  }
}
