import Synchronization

/// Work numbered `0 ..< count`, handed out in order, its results kept by number: never in the order of arrival.
final class Slots<Result: Sendable>: Sendable {
  let count: Int
  private let taken = Atomic(0)
  private let results: Mutex<[Result?]>
  private let finished = Atomic(0)

  init(count: Int) {
    self.count = count
    results = Mutex(Array(repeating: nil, count: count))
  }

  /// The next piece of work, nil when all are handed out.
  func next() -> Int? {
    let index = taken.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  /// - Returns: how many results are there now.
  @discardableResult
  func fill(_ index: Int, _ result: Result) -> Int {
    results.withLock { $0[index] = result }
    return finished.add(1, ordering: .relaxed).newValue
  }

  /// All results in the order of their numbers; those not filled are left out.
  func all() -> [Result] { results.withLock { $0.compactMap { $0 } } }
}
