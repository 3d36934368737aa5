/// So many at once, some more that wait, the rest is sent away.
///
/// Addresses take turns, and none has all places, neither of those at once nor of those that wait: who asks seldom waits for one
/// question of others at the most, however many there are.
package actor Gate {
  /// The questions of one address that wait, in the order in which they came.
  private struct Line {
    let peer: String
    var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)]
  }

  private let width: Int
  private let widthOfOne: Int
  private let mostWaiting: Int
  private let mostWaitingOfOne: Int
  private var inside: [String: Int] = [:]
  /// Whose turn it is comes first; none is empty.
  private var lines: [Line] = []
  private var nextNumber = 0

  /// - Parameters:
  ///   - width: at once, 2 or more; of one address one less.
  ///   - mostWaiting: beside them; of one address half as many.
  package init(width: Int, mostWaiting: Int) {
    self.width = width
    widthOfOne = width - 1
    self.mostWaiting = mostWaiting
    mostWaitingOfOne = mostWaiting / 2
  }

  /// nil when too many wait already, and for one that was cancelled before its turn.
  ///
  /// - Parameter peer: the address that asks.
  package func pass<Value: Sendable>(_ peer: String, _ work: @Sendable () async -> Value) async -> Value? {
    if hasPlace(peer) {
      inside[peer, default: 0] += 1
    } else {
      guard lines.reduce(0, { $0 + $1.waiting.count }) < mostWaiting else { return nil }
      guard (lines.first { $0.peer == peer }?.waiting.count ?? 0) < mostWaitingOfOne else { return nil }
      guard await wait(peer) else { return nil }
    }
    let value = await work()
    leave(peer)
    return value
  }

  /// - Returns: false for one that was cancelled while it stood in line.
  private func wait(_ peer: String) async -> Bool {
    let number = nextNumber
    nextNumber += 1
    return await withTaskCancellationHandler {
      // Whoever leaves hands over the place.
      await withCheckedContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(returning: false) }
        let own = lines.firstIndex { $0.peer == peer }
        if own == nil { lines.append(Line(peer: peer, waiting: [])) }
        lines[own ?? lines.count - 1].waiting.append((number, continuation))
      }
    } onCancel: {
      Task { await self.giveUp(number) }
    }
  }

  private func giveUp(_ number: Int) {
    for line in lines.indices {
      guard let place = lines[line].waiting.firstIndex(where: { $0.number == number }) else { continue }
      let (_, continuation) = lines[line].waiting.remove(at: place)
      if lines[line].waiting.isEmpty { lines.remove(at: line) }
      return continuation.resume(returning: false)
    }
  }

  private func hasPlace(_ peer: String) -> Bool {
    inside.values.reduce(0, +) < width && inside[peer, default: 0] < widthOfOne
  }

  private func leave(_ peer: String) {
    let left = inside[peer, default: 0] - 1
    inside[peer] = left > 0 ? left : nil
    while let turn = lines.firstIndex(where: { hasPlace($0.peer) }) {
      var line = lines.remove(at: turn)
      let next = line.waiting.removeFirst()
      if !line.waiting.isEmpty { lines.append(line) }
      inside[line.peer, default: 0] += 1
      next.continuation.resume(returning: true)
    }
  }
}
