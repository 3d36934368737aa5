#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How two paths change places.
package enum Exchange: Sendable {
  /// In one step, where the file system can.
  case system
  /// Never in one step: for tests of what is done then. The closure is called between the two renames.
  case twoSteps(@Sendable () throws(FilesError) -> Void)

  /// - Returns: 0, or the system's number; ENOTSUP where there is no such step.
  func swap(_ a: String, _ b: String) -> Int32 {
    guard case .system = self else { return ENOTSUP }
    #if canImport(Glibc)
    // Swift's door to the C library leaves renameat2 out; an older library may not have it.
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return ENOTSUP }
    let exchange: UInt32 = 2
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, exchange) == 0 ? 0 : errno
    #else
    return renamex_np(a, b, UInt32(RENAME_SWAP)) == 0 ? 0 : errno
    #endif
  }

  /// Whether the number says that this file system has no such step.
  static func isMissing(_ number: Int32) -> Bool { [ENOTSUP, EOPNOTSUPP, ENOSYS, EINVAL].contains(number) }
}
