import CPROJ
import Words

/// The one owner of a PROJ context and of what PROJ has to say in it.
///
/// The reason of a failure reaches the caller only through the log callback; the error number alone is a commonplace.
final class Context {
  let pointer: OpaquePointer
  private var lines: [String] = []

  init() {
    guard let pointer = proj_context_create() else { preconditionFailure("proj_context_create: out of memory") }
    self.pointer = pointer
    proj_log_level(pointer, PJ_LOG_ERROR)
    proj_log_func(
      pointer, Unmanaged.passUnretained(self).toOpaque(),
      { context, _, text in
        guard let context, let text else { return }
        Unmanaged<Context>.fromOpaque(context).takeUnretainedValue().lines.append(String(cString: text))
      })
  }

  deinit { proj_context_destroy(pointer) }

  /// PROJ's last words, cleared; the text of the error number when it said nothing.
  func takeMessage(errorNumber: Int32? = nil) -> Bilingual {
    defer { lines = [] }
    if let last = lines.last { return said(last) }
    let number = errorNumber ?? proj_context_errno(pointer)
    guard number != 0, let text = proj_context_errno_string(pointer, number) else {
      return Bilingual("PROJ没有说明原因", "PROJ says: PROJ gave no reason")
    }
    return said(String(cString: text))
  }

  private func said(_ text: String) -> Bilingual { Bilingual("PROJ提示：\(text)", "PROJ says: \(text)") }

  func forgetMessages() { lines = [] }

  /// For calls that return null on failure.
  func object(
    _ result: OpaquePointer?, _ code: PROJError.Code, _ function: StaticString, fix: @autoclosure () -> Bilingual
  ) throws(PROJError) -> OpaquePointer {
    guard let result else {
      throw PROJError(
        code: code, message: fix() + Bilingual("；", "; ") + takeMessage(), at: Bilingual(same: "\(function)"))
    }
    return result
  }
}
