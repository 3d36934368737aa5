extension ByteSource {
  /// Takes a number as JSON writes it, in plain decimals of at most 15 digits, with its end in this piece.
  ///
  /// - Returns: nil, with nothing taken, when it must be read a byte at a time.
  mutating func takePlainNumber() -> Double? {
    var index = position
    let piece = piece
    let bytes = piece.span
    var digits: UInt64 = 0
    var count = 0
    var whole = -1
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        count += 1
      } else if byte == UInt8(ascii: "."), whole < 0 {
        whole = count
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        break
      } else {
        return nil
      }
      index += 1
    }
    guard index < bytes.count, count > 0, count <= 15, whole != 0, whole < count else { return nil }
    let wholeCount = whole < 0 ? count : whole
    guard wholeCount == 1 || bytes[start] != 0x30 else { return nil }
    take(upTo: index)
    return exactDecimal(digits, places: count - wholeCount, isNegative: isNegative)
  }

  /// Takes a text up to its closing quote, with nothing in it that JSON escapes, all of it in this piece.
  ///
  /// - Returns: nil, with nothing taken, when it must be read a byte at a time, or is no UTF-8.
  mutating func takePlainText() -> String? {
    let piece = piece
    let bytes = piece.span
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        guard let text = try? UTF8Span(validating: bytes.extracting(position..<index)) else { return nil }
        take(upTo: index + 1)
        return String(copying: text)
      }
      guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
      index += 1
    }
    return nil
  }
}
