#if canImport(Glibc)
import Glibc
#endif

/// Memory that was freed and that the allocator keeps for later.
package enum FreedMemory {
  /// Gives it back to the system: each of many threads that once took much would keep it for good.
  ///
  /// Does nothing where the system has no such call.
  package static func giveBack() {
    #if canImport(Glibc)
    // Swift's door to the C library leaves malloc_trim out; another library than GNU's does not have it.
    typealias Trim = @convention(c) (Int) -> Int32
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
    #endif
  }
}
