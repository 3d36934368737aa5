/// The encoding of the text of a dBase table, judged by all of it.
///
/// What the table says of its encoding is believed only if the text decodes so.
package struct TableText {
  /// Text beyond ASCII that fills its cell may have been cut within its last character.
  struct Cell {
    var bytes: [UInt8]
    var mayBeTorn: Bool
  }

  /// Kinds of text that say something, seen so far.
  private var isUTF8 = true
  private var isGB18030 = true
  /// Bytes beyond ASCII stand in pairs of the part of GBK that Chinese text uses.
  private var isInPairs = true
  private(set) var hasText = false

  mutating func add(_ cell: Cell) {
    guard cell.bytes.contains(where: { $0 >= 0x80 }) else { return }
    hasText = true
    isUTF8 = isUTF8 && Self.text(cell, .utf8) != nil
    isGB18030 = isGB18030 && Self.text(cell, .gb18030) != nil
    isInPairs = isInPairs && Self.isInPairs(cell)
  }

  /// - Parameter claim: what the `.cpg` file or the table's head says; nil when nothing or nothing known.
  /// - Returns: nil when no encoding explains the text.
  func judged(claim: TextEncoding?) -> FoundEncoding? {
    // ASCII reads the same in all of them.
    guard hasText else { return FoundEncoding(encoding: claim ?? .utf8, origin: claim == nil ? .guessed : .data) }
    switch claim {
    case .utf8 where isUTF8: return FoundEncoding(encoding: .utf8, origin: .data)
    case .gb18030 where isGB18030 && !isUTF8: return FoundEncoding(encoding: .gb18030, origin: .data)
    // Any bytes decode so, and tools write it unasked.
    case .latin1 where !isUTF8 && !(isGB18030 && isInPairs): return FoundEncoding(encoding: .latin1, origin: .data)
    default: break
    }
    if isUTF8 { return FoundEncoding(encoding: .utf8, origin: .guessed) }
    return isGB18030 ? FoundEncoding(encoding: .gb18030, origin: .guessed) : nil
  }

  /// nil when the bytes are something else.
  static func text(_ cell: Cell, _ encoding: TextEncoding) -> String? {
    let bytes = cell.bytes
    switch encoding {
    case .utf8:
      for cut in 0...(cell.mayBeTorn ? min(3, bytes.count) : 0) {
        guard bytes.suffix(cut).allSatisfy({ $0 >= 0x80 }) else { return nil }
        if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
      }
      return nil
    case .gb18030:
      let whole = TextEncoding.wholeGB18030(bytes)
      guard whole == bytes.count || cell.mayBeTorn else { return nil }
      return TextEncoding.gb18030Text(bytes[..<whole]).map { String(decoding: $0, as: UTF8.self) }
    case .latin1: return TextEncoding.latin1Text(bytes[...]).map { String(decoding: $0, as: UTF8.self) }
    case .utf16:
      return TextEncoding.utf16Text(bytes[...], isBigEndian: false).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func isInPairs(_ cell: Cell) -> Bool {
    var run = 0
    for byte in cell.bytes {
      if byte >= 0xA1 {
        run += 1
      } else if byte >= 0x80 || run % 2 == 1 {
        return false
      } else {
        run = 0
      }
    }
    return run % 2 == 0 || cell.mayBeTorn
  }
}
