extension StringProtocol {
  /// Without blanks (also ideographic ones) at both ends.
  package var trimmed: String {
    let text = String(self)
    let bytes = text.utf8
    if let first = bytes.first, let last = bytes.last, isPlainlyVisible(first) {
      if last < 0x80 {
        if isPlainlyVisible(last) { return text }
      } else if bytes.count >= 3 {
        // A Chinese character is three bytes.
        let lead = bytes[bytes.index(bytes.endIndex, offsetBy: -3)]
        if lead >= 0x80, isPlainlyVisible(lead) { return text }
      }
    }
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}

/// Whether a character that begins with this byte of UTF-8 is surely no blank: visible ASCII, or Chinese (U+4000 to
/// U+9FFF), where most cells begin and end. False says nothing.
func isPlainlyVisible(_ byte: UInt8) -> Bool {
  (byte > 0x20 && byte < 0x7F) || (byte >= 0xE4 && byte <= 0xE9)
}
