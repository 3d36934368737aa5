#if GDAL
import CGDAL
import Words

/// What GDAL has to say while a body runs on this thread.
final class MessageLog {
  /// In the order of their first appearance, each once.
  private(set) var warnings: [String] = []
  private(set) var failures: [String] = []

  /// GDAL may have one to say for each of a million records.
  private static let most = 50

  /// Listens while the body runs; nothing reaches the standard error stream.
  func listen<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    CPLPushErrorHandlerEx(
      { kind, _, text in
        guard let text, let context = CPLGetErrorHandlerUserData() else { return }
        Unmanaged<MessageLog>.fromOpaque(context).takeUnretainedValue().hear(kind, String(cString: text))
      }, Unmanaged.passUnretained(self).toOpaque())
    defer { CPLPopErrorHandler() }
    return try body()
  }

  private func hear(_ kind: CPLErr, _ text: String) {
    // A sentence of GDAL's goes into one of ours.
    let text = String(text.reversed().drop { $0 == "." || $0.isWhitespace }.reversed())
    switch kind {
    case CE_Warning: Self.note(text, in: &warnings)
    case CE_Failure, CE_Fatal: Self.note(text, in: &failures)
    default: break
    }
  }

  private static func note(_ text: String, in list: inout [String]) {
    if list.count < most, !list.contains(text) { list.append(text) }
  }

  /// The first failure, of which later ones are consequences; all are forgotten. GDAL's warnings may hold the reason
  /// when it calls nothing a failure.
  func takeFailure() -> Bilingual {
    defer { failures = [] }
    guard let said = failures.first ?? warnings.last else { return Bilingual("GDAL没有说明原因", "GDAL gave no reason") }
    return Bilingual(same: said)
  }

  /// Warnings and the failures that stopped nothing, which are forgotten.
  func takeNotes() -> [String] {
    defer {
      warnings = []
      failures = []
    }
    return warnings + failures.filter { !warnings.contains($0) }
  }
}

/// GDAL's drivers, registered when first needed: it takes longer than many a run.
let drivers: Void = GDALAllRegister()

/// Options of GDAL that hold for this thread while the body runs.
func withOptions<Result, Failure: Error>(
  _ options: [String: String], _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  for (key, value) in options { CPLSetThreadLocalConfigOption(key, value) }
  defer { for key in options.keys { CPLSetThreadLocalConfigOption(key, nil) } }
  return try body()
}

/// The one owner of a list of texts in GDAL's memory.
struct StringList: ~Copyable {
  private(set) var pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  init(_ texts: [String]) {
    for text in texts { pointer = CSLAddString(pointer, text) }
  }

  init(owning pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
    self.pointer = pointer
  }

  deinit { CSLDestroy(pointer) }

  /// What open and creation options look like to GDAL's reading functions.
  borrowing func lend<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    body(UnsafeRawPointer(pointer)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self))
  }

  borrowing func texts() -> [String] { StringList.texts(pointer) }

  static func texts(_ pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    (0..<Int(CSLCount(pointer))).compactMap { pointer?[$0].map { String(cString: $0) } }
  }
}
#endif
