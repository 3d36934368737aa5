/// So many at once, some more that wait, the rest is sent away.
actor Gate {
  private let width: Int
  private let mostWaiting: Int
  private var inside = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(width: Int, mostWaiting: Int) {
    self.width = width
    self.mostWaiting = mostWaiting
  }

  /// nil when too many wait already.
  func pass<Value: Sendable>(_ work: @Sendable () async -> Value) async -> Value? {
    if inside < width {
      inside += 1
    } else {
      guard waiting.count < mostWaiting else { return nil }
      // Whoever leaves hands over the place.
      await withCheckedContinuation { waiting.append($0) }
    }
    let value = await work()
    if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
    return value
  }
}
