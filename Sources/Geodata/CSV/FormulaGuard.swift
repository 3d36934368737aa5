/// Text in a table that a spreadsheet would run, and its way there and back.
///
/// A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break and is no plain number is a formula to office programs.
/// An apostrophe before it makes it text there; our reader takes the apostrophe away again, so that ids survive.
/// ```swift
/// FormulaGuard.guarded("=1+1")    // '=1+1
/// FormulaGuard.guarded("'=1+1")   // ''=1+1
/// FormulaGuard.guarded("-12.5")   // -12.5
/// ```
/// Source: OWASP, CSV Injection.
package enum FormulaGuard {
  private static let apostrophe = UInt8(ascii: "'")
  /// The full-width signs of Chinese and Japanese keyboards are taken for the narrow ones.
  private static let wideSigns: [[UInt8]] = ["＝", "＋", "－", "＠"].map { Array($0.utf8) }

  package static func guarded(_ text: String) -> String {
    guard let first = text.utf8.first, first == 0xEF || "'=+-@\t\r\n".utf8.contains(first) else { return text }
    return isRun(Array(text.utf8)[...].drop { $0 == apostrophe }) ? "'" + text : text
  }

  /// The bytes of a cell without the apostrophe of ``guarded(_:)``.
  static func unguarded(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard cell.first == apostrophe, isRun(cell.drop { $0 == apostrophe }) else { return cell }
    return cell.dropFirst()
  }

  private static func isRun(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if "=+-@\t\r\n".utf8.contains(first) { return !isPlainNumber(text) }
    return first == 0xEF && wideSigns.contains { text.starts(with: $0) }
  }

  /// Digits with at most one sign, point and exponent.
  private static func isPlainNumber(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(String(decoding: text, as: UTF8.self)) != nil
  }
}
