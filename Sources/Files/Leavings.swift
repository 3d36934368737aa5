import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Hidden files and empty folders to take away when a signal ends the process at once.
///
/// A signal handler may neither allocate nor lock, so the paths lie ready as C strings.
package enum Leavings {
  private static let places = Slots()
  private static let waiting = Atomic<Int>(0)

  /// Whether an output waits for the reader of a pipe, who may never come. May be asked by a signal handler.
  package static var isWaiting: Bool { waiting.load(ordering: .sequentiallyConsistent) > 0 }

  static func wait<Value>(_ body: () -> Value) -> Value {
    waiting.add(1, ordering: .sequentiallyConsistent)
    defer { waiting.subtract(1, ordering: .sequentiallyConsistent) }
    return body()
  }

  /// - Returns: the number to ``forget(_:)`` it by; nil when too many are kept already.
  static func keep(_ path: String) -> Int? {
    guard let text = strdup(path) else { return nil }
    if let slot = places.take(UInt(bitPattern: text)) { return slot }
    free(text)
    return nil
  }

  static func forget(_ slot: Int?) {
    // The string stays: a signal handler may be reading it.
    if let slot { places.clear(slot) }
  }

  /// Removes all of them, the last first. May be called by a signal handler.
  package static func remove() {
    for slot in (0..<Slots.count).reversed() {
      guard let text = UnsafePointer<CChar>(bitPattern: places.value(slot)) else { continue }
      if unlink(text) != 0 { rmdir(text) }
    }
  }

  /// Makes what a signal handler will use, before it can be called.
  package static func prepare() { _ = places.value(isWaiting ? 1 : 0) }

  private final class Slots: Sendable {
    static let count = 64
    private let values: [Slot] = (0..<count).map { _ in Slot() }

    private final class Slot: Sendable {
      let value = Atomic<UInt>(0)
    }

    func take(_ value: UInt) -> Int? {
      values.firstIndex {
        $0.value.compareExchange(expected: 0, desired: value, ordering: .sequentiallyConsistent).exchanged
      }
    }

    func clear(_ slot: Int) { values[slot].value.store(0, ordering: .sequentiallyConsistent) }
    func value(_ slot: Int) -> UInt { values[slot].value.load(ordering: .sequentiallyConsistent) }
  }
}
