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
  private var isEUCKR = true
  private var isShiftJIS = true
  private var likeness = TextLikeness()
  private(set) var hasText = false

  mutating func add(_ cell: Cell) {
    guard cell.bytes.contains(where: { $0 >= 0x80 }) else { return }
    hasText = true
    isUTF8 = isUTF8 && Self.text(cell, .utf8) != nil
    isGB18030 = isGB18030 && Self.text(cell, .gb18030) != nil
    isEUCKR = isEUCKR && Self.text(cell, .eucKR) != nil
    isShiftJIS = isShiftJIS && Self.text(cell, .shiftJIS) != nil
    likeness.add(cell.bytes)
  }

  /// What the table itself says of its text.
  enum Claim {
    case nothing
    case encoding(TextEncoding)
    /// One that is not read here.
    case foreign
  }

  /// - Parameter claim: by the `.cpg` file or the table's head.
  /// - Returns: nil when no encoding explains the text.
  func judged(_ claim: Claim) -> FoundEncoding? {
    var claimed: TextEncoding?
    if case .encoding(let encoding) = claim { claimed = encoding }
    // ASCII reads the same in all of them.
    guard hasText else { return FoundEncoding(encoding: claimed ?? .utf8, origin: claimed == nil ? .guessed : .data) }
    if isUTF8 { return FoundEncoding(encoding: .utf8, origin: claimed == .utf8 ? .data : .guessed) }
    if case .foreign = claim { return nil }
    if isGB18030, claimed == .gb18030 || likeness.isChinese {
      return FoundEncoding(encoding: .gb18030, origin: claimed == .gb18030 ? .data : .guessed)
    }
    for (encoding, decodes, isLikely) in [
      (TextEncoding.eucKR, isEUCKR, likeness.isKorean), (.shiftJIS, isShiftJIS, likeness.isJapanese),
    ] where decodes && (claimed == encoding || isLikely) {
      return FoundEncoding(encoding: encoding, origin: claimed == encoding ? .data : .guessed)
    }
    // Any bytes decode so, and tools write it unasked.
    if claimed == .latin1 { return FoundEncoding(encoding: .latin1, origin: .data) }
    return likeness.isWestern ? FoundEncoding(encoding: .latin1, origin: .guessed) : nil
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
    case .gb18030, .eucKR, .shiftJIS:
      let whole = encoding.whole(bytes)
      guard whole == bytes.count || cell.mayBeTorn else { return nil }
      return encoding.text(bytes[..<whole]).map { String(decoding: $0, as: UTF8.self) }
    case .latin1: return TextEncoding.latin1Text(bytes[...]).map { String(decoding: $0, as: UTF8.self) }
    case .utf16:
      return TextEncoding.utf16Text(bytes[...], isBigEndian: false).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
