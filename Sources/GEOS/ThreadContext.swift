import CGEOS
import Glibc

/// GEOS's context of the running thread, made at first use and finished with the thread.
///
/// A context holds only the error handler, so a handle made on one thread may be used on another: every call asks for
/// the context of the thread it runs on. The converters below are the only readers of a raw status; they take GEOS's
/// message and clear it.
final class ThreadContext {
  let handle: GEOSContextHandle_t
  private var message: String?

  private init() {
    guard let handle = GEOS_init_r() else { preconditionFailure("GEOS_init_r: out of memory") }
    self.handle = handle
    GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, context in
        guard let text, let context else { return }
        Unmanaged<ThreadContext>.fromOpaque(context).takeUnretainedValue().message = String(cString: text)
      },
      Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { GEOS_finish_r(handle) }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { context in
      guard let context else { return }
      Unmanaged<ThreadContext>.fromOpaque(context).release()
    }
    precondition(status == 0, "pthread_key_create failed with \(status)")
    return key
  }()

  static var current: ThreadContext {
    if let context = pthread_getspecific(key) {
      return Unmanaged<ThreadContext>.fromOpaque(context).takeUnretainedValue()
    }
    let context = ThreadContext()
    let status = pthread_setspecific(key, Unmanaged.passRetained(context).toOpaque())
    precondition(status == 0, "pthread_setspecific failed with \(status)")
    return context
  }

  private func error(_ function: StaticString) -> GEOSError {
    defer { message = nil }
    return GEOSError(geosText: message, function: function)
  }

  /// For calls that return null on failure.
  func pointer(_ function: StaticString, _ result: OpaquePointer?) throws(GEOSError) -> OpaquePointer {
    guard let result else { throw error(function) }
    return result
  }

  /// For predicates: 0, 1, and 2 on failure.
  func truth(_ function: StaticString, _ result: CChar) throws(GEOSError) -> Bool {
    guard result == 0 || result == 1 else { throw error(function) }
    return result == 1
  }

  /// For calls that return 0 on failure.
  func success(_ function: StaticString, _ status: Int32) throws(GEOSError) {
    guard status != 0 else { throw error(function) }
  }

  /// For counts and types: -1 on failure.
  func count(_ function: StaticString, _ result: Int32) throws(GEOSError) -> Int {
    guard result >= 0 else { throw error(function) }
    return Int(result)
  }

  /// For calls that return nothing and leave only a message.
  func finished(_ function: StaticString) throws(GEOSError) {
    guard message == nil else { throw error(function) }
  }

  /// For C strings, which are copied and given back to GEOS.
  func string(_ function: StaticString, _ text: UnsafeMutablePointer<CChar>?) throws(GEOSError) -> String {
    guard let text else { throw error(function) }
    defer { GEOSFree_r(handle, text) }
    return String(cString: text)
  }
}
