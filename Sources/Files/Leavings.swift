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

  /// The first signal; 0 before it.
  private static let signalled = Atomic<Int32>(0)

  /// To be told by a signal handler, before it asks whether an output waits: one of the two then knows of the other.
  package static func note(signal: Int32) { signalled.store(signal, ordering: .sequentiallyConsistent) }

  /// A signal that came while something was being made that is not kept here yet; 0 for none.
  private static let deferred = Atomic<Int32>(0)
  private static let making = Atomic<Int>(0)

  /// Makes something and keeps it: a signal in between is heeded once it is kept.
  ///
  /// - Parameter body: must not wait.
  package static func whileMaking<Made>(_ body: () throws(FilesError) -> Made) throws(FilesError) -> Made {
    making.add(1, ordering: .sequentiallyConsistent)
    defer {
      making.subtract(1, ordering: .sequentiallyConsistent)
      let signal = deferred.exchange(0, ordering: .sequentiallyConsistent)
      if signal != 0 { kill(getpid(), signal) }
    }
    return try body()
  }

  /// Whether a signal must wait because something is being made; it is then sent again. May be called by a signal handler.
  ///
  /// What makes looks here after it counts itself out, and this looks at the count after it has left the signal: one of
  /// the two takes it.
  package static func defers(signal: Int32) -> Bool {
    deferred.store(signal, ordering: .sequentiallyConsistent)
    guard making.load(ordering: .sequentiallyConsistent) == 0 else { return true }
    return deferred.exchange(0, ordering: .sequentiallyConsistent) == 0
  }

  /// Opens a file for writing, and waits for the reader of a pipe: after a signal not any more, which ends the process
  /// where nobody reads.
  static func opened(_ path: String, _ flags: Int32) -> Int32 {
    waiting.add(1, ordering: .sequentiallyConsistent)
    defer { waiting.subtract(1, ordering: .sequentiallyConsistent) }
    let signal = signalled.load(ordering: .sequentiallyConsistent)
    guard signal != 0 else { return open(path, flags) }
    let descriptor = open(path, flags | O_NONBLOCK)
    if descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    } else if errno == ENXIO {
      // To the process: the thread may hear no signals. The handler ends it before the time is over.
      kill(getpid(), signal)
      sleep(2)
    }
    return descriptor
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
  package static func prepare() {
    _ = places.value(isWaiting ? 1 : 0)
    _ = signalled.load(ordering: .relaxed)
    _ = deferred.load(ordering: .relaxed)
    _ = making.load(ordering: .relaxed)
  }

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
