import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The limits on a process's memory (`ulimit -v`, `ulimit -d`) and how near them this one is.
///
/// When the system gives no more memory the language ends the process (SIGABRT), or runs into the address 0 where it does
/// not look (SIGSEGV), and says neither what to do nor with which code. A handler of these signals can, when it knows that
/// memory was the reason.
package enum MemoryLimit {
  private static let all = Atomic<UInt64>(.max)
  private static let data = Atomic<UInt64>(.max)
  private static let pageSize = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))

  /// Reads the limits, before a handler asks.
  ///
  /// - Returns: whether there is one.
  package static func prepare() -> Bool {
    func pages(_ kind: __rlimit_resource) -> UInt64 {
      var limit = rlimit()
      let isTold = getrlimit(__rlimit_resource_t(kind.rawValue), &limit) == 0
      guard isTold, limit.rlim_cur != rlim_t.max else { return .max }
      return UInt64(limit.rlim_cur) / pageSize
    }
    all.store(pages(RLIMIT_AS), ordering: .relaxed)
    data.store(pages(RLIMIT_DATA), ordering: .relaxed)
    return all.load(ordering: .relaxed) != .max || data.load(ordering: .relaxed) != .max
  }

  /// Whether there is no room for the stacks of threads: without them the program would wait for ever.
  package static var isTooSmall: Bool { lacks(bytes: 48 << 20) }

  /// Whether the program waits for a thread that cannot be made: it has not worked since this was last asked, and there
  /// is no room for one more stack. May be called by a signal handler.
  package static var isStuck: Bool {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return false }
    func microseconds(_ time: timeval) -> UInt64 { UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_usec) }
    let now = microseconds(usage.ru_utime) + microseconds(usage.ru_stime)
    let before = worked.exchange(now, ordering: .relaxed)
    return now - min(now, before) < 20_000 && lacks(bytes: 10 << 20)
  }

  /// Microseconds of the processor until ``isStuck`` was last asked.
  private static let worked = Atomic<UInt64>(0)

  private static func lacks(bytes: UInt64) -> Bool {
    guard let used = used() else { return false }
    let needed = bytes / pageSize
    func isTooSmall(_ limit: UInt64, _ used: UInt64) -> Bool { limit != .max && limit < used + needed }
    return isTooSmall(all.load(ordering: .relaxed), used.all) || isTooSmall(data.load(ordering: .relaxed), used.data)
  }

  /// Whether memory was refused, most likely: what is in use and what the growth of the largest table could ask besides
  /// is more than the limit. May be called by a signal handler.
  package static var isNear: Bool {
    guard let used = used() else { return true }
    // A table that doubles takes up to twice of what there is.
    return used.all > all.load(ordering: .relaxed) / 4 || used.data > data.load(ordering: .relaxed) / 4
  }

  /// Pages in use, all and those of data; nil when the system does not tell. Allocates nothing.
  private static func used() -> (all: UInt64, data: UInt64)? {
    let path: StaticString = "/proc/self/statm"
    let descriptor = path.utf8Start.withMemoryRebound(to: CChar.self, capacity: path.utf8CodeUnitCount + 1) {
      open($0, O_RDONLY)
    }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Seven numbers of pages, one behind the other: the first is all, the sixth data and stack.
    var buffer: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
    var used: (all: UInt64, data: UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &buffer) { bytes in
      let count = read(descriptor, bytes.baseAddress, bytes.count)
      var field = 0
      for index in 0..<max(0, count) {
        let byte = bytes[index]
        if byte == UInt8(ascii: " ") { field += 1 }
        guard byte >= 0x30, byte <= 0x39 else { continue }
        if field == 0 { used.all = used.all &* 10 &+ UInt64(byte &- 0x30) }
        if field == 5 { used.data = used.data &* 10 &+ UInt64(byte &- 0x30) }
      }
    }
    return used
  }
}
