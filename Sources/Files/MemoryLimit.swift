import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The limit on a process's memory (`ulimit -v`) and how near it this one is.
///
/// When the system gives no more memory the language ends the process (SIGABRT), or runs into the address 0 where it does
/// not look (SIGSEGV), and says neither what to do nor with which code. A handler of these signals can, when it knows that
/// memory was the reason.
package enum MemoryLimit {
  private static let bytes = Atomic<UInt64>(.max)
  private static let pageSize = UInt64(sysconf(Int32(_SC_PAGESIZE)))

  /// Reads the limit, before a handler asks.
  ///
  /// - Returns: whether there is one.
  package static func prepare() -> Bool {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max, pageSize > 0
    else { return false }
    bytes.store(UInt64(limit.rlim_cur), ordering: .relaxed)
    return true
  }

  /// Whether memory was refused, most likely: what is in use and what the growth of the largest table could ask besides
  /// is more than the limit. May be called by a signal handler.
  package static var isNear: Bool {
    let limit = bytes.load(ordering: .relaxed)
    guard limit != .max else { return false }
    let path: StaticString = "/proc/self/statm"
    let descriptor = path.utf8Start.withMemoryRebound(to: CChar.self, capacity: path.utf8CodeUnitCount + 1) {
      open($0, O_RDONLY)
    }
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var buffer: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var pages: UInt64 = 0
    withUnsafeMutableBytes(of: &buffer) { bytes in
      let count = read(descriptor, bytes.baseAddress, bytes.count)
      for index in 0..<max(0, count) {
        let byte = bytes[index]
        guard byte >= 0x30, byte <= 0x39 else { break }
        pages = pages &* 10 &+ UInt64(byte &- 0x30)
      }
    }
    // A table that doubles takes up to twice of what there is.
    return pages &* pageSize > limit / 4
  }
}
