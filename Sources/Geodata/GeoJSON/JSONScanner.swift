import Words

/// Reads JSON token by token from a ``ByteSource``: only the value asked for is kept in memory.
///
/// Strict about RFC 8259 (no NaN, no comments, no trailing commas) because a lenient reader hides a damaged file.
struct JSONScanner {
  private var source: ByteSource
  /// Context of the errors; the caller keeps the record number current.
  var context: GeodataError.Context
  /// Positions with more than two numbers so far.
  var heights = 0
  /// Rings so far that did not end where they began.
  var openRings = 0
  private static let deepest = 64

  /// - Parameter encoding: as the user states it; nil to guess it.
  init(path: String, layer: String?, encoding: TextEncoding? = nil) throws(GeodataError) {
    source = try ByteSource(path: path, encoding: encoding)
    try source.skipByteOrderMark()
    context = .init(file: path, layer: layer)
  }

  /// A document that is here already, as UTF-8.
  init(_ bytes: [UInt8], named: String) throws(GeodataError) {
    source = ByteSource(bytes, named: named)
    try source.skipByteOrderMark()
    context = .init(file: named)
  }

  var encoding: FoundEncoding { source.encoding }

  func error(_ code: GeodataError.Code, _ words: Bilingual) -> GeodataError {
    var context = context
    context.line = source.line
    return GeodataError(code, words, at: context)
  }

  /// The next byte that is not white space, not taken.
  mutating func peek() throws(GeodataError) -> UInt8? {
    while let byte = try source.peek() {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: _ = try source.next()
      default: return byte
      }
    }
    return nil
  }

  mutating func take(_ expected: Unicode.Scalar) throws(GeodataError) {
    guard let byte = try peek() else {
      throw error(
        .malformed,
        Bilingual(
          "文件在应有“\(expected)”之处就结束了，内容不完整。请重新导出或复制。",
          "the file ends where “\(expected)” should stand: it is cut off. Export or copy it again."))
    }
    guard byte == UInt8(ascii: expected) else {
      let found = Character(Unicode.Scalar(byte))
      throw error(
        .malformed,
        Bilingual(
          "应为“\(expected)”之处是“\(found)”：不符合JSON格式。",
          "“\(found)” stands where “\(expected)” should: not valid JSON."))
    }
    _ = try source.next()
  }

  mutating func takes(_ byte: Unicode.Scalar) throws(GeodataError) -> Bool {
    guard try peek() == UInt8(ascii: byte) else { return false }
    _ = try source.next()
    return true
  }

  /// Calls `body` for each member of an object, after its key; `body` must consume the value.
  mutating func object(
    _ body: (inout JSONScanner, String) throws(GeodataError) -> Void
  ) throws(GeodataError) {
    try take("{")
    if try takes("}") { return }
    repeat {
      let key = try string()
      try take(":")
      try body(&self, key)
    } while try takes(",")
    try take("}")
  }

  /// Calls `body` for each element of an array; `body` must consume it.
  mutating func array(_ body: (inout JSONScanner) throws(GeodataError) -> Void) throws(GeodataError) {
    try take("[")
    if try takes("]") { return }
    repeat { try body(&self) } while try takes(",")
    try take("]")
  }

  mutating func string() throws(GeodataError) -> String {
    try take("\"")
    if let text = source.takePlainText() { return text }
    var bytes: [UInt8] = []
    while true {
      guard let byte = try source.next() else {
        throw error(
          .malformed,
          Bilingual(
            "文件在一段文字中间就结束了，内容不完整。请重新导出或复制。",
            "the file ends inside a text: it is cut off. Export or copy it again."))
      }
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw error(
            .malformed,
            Bilingual(
              "有文字不是UTF-8编码。GeoJSON必须是UTF-8：请另存为UTF-8，或注明编码。",
              "a text is not UTF-8. GeoJSON must be UTF-8: save it so, or state the encoding."))
        }
        return text
      case UInt8(ascii: "\\"): bytes.append(contentsOf: try escape())
      case 0..<0x20:
        throw error(
          .malformed,
          Bilingual("文字中有换行符或控制字符。", "a line break or control character stands inside a text."))
      default: bytes.append(byte)
      }
    }
  }

  private mutating func escape() throws(GeodataError) -> [UInt8] {
    switch try source.next() {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""): return [0x22]
    case UInt8(ascii: "\\"): return [0x5C]
    case UInt8(ascii: "/"): return [0x2F]
    case UInt8(ascii: "u"):
      var code = UInt32(try hexadecimal())
      if (0xD800..<0xDC00).contains(code), try source.peek() == UInt8(ascii: "\\") {
        _ = try source.next()
        guard try source.next() == UInt8(ascii: "u") else { throw halfPair }
        let low = UInt32(try hexadecimal())
        guard (0xDC00..<0xE000).contains(low) else { throw halfPair }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw halfPair }
      return Array(String(Character(scalar)).utf8)
    default: throw error(.malformed, Bilingual("文字中有无法识别的转义符。", "an unknown escape stands inside a text."))
    }
  }

  private var halfPair: GeodataError {
    error(.malformed, Bilingual("成对的\\u缺少一半。", "half of a \\u pair is missing."))
  }

  private mutating func hexadecimal() throws(GeodataError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try source.next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error(.malformed, Bilingual("\\u之后应有四位十六进制数字。", "\\u needs four hexadecimal digits."))
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  mutating func number() throws(GeodataError) -> Double {
    guard let first = try peek() else {
      throw error(
        .malformed,
        Bilingual(
          "文件在应有数值之处就结束了，内容不完整。", "the file ends where a number should stand: it is cut off."))
    }
    guard first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
      let shown = try wordOrValue(first)
      throw error(
        .badValue,
        Bilingual("应为数值之处是\(shown.chinese)。", "\(shown.english) stands where a number should."))
    }
    if let number = source.takePlainNumber() { return number }
    return try writtenNumber().value
  }

  /// A number; a whole one of so many digits that a number would lose some stays as it is written, since it is what
  /// something is called by.
  private mutating func numberOrDigits() throws(GeodataError) -> FieldValue {
    if let number = source.takePlainNumber() { return .number(number) }
    let (text, value) = try writtenNumber()
    guard value.magnitude >= 0x1p53, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
    else { return .number(value) }
    return .text(text)
  }

  private mutating func writtenNumber() throws(GeodataError) -> (text: String, value: Double) {
    var bytes: [UInt8] = []
    loop: while let byte = try source.peek() {
      switch byte {
      case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        bytes.append(byte)
        _ = try source.next()
      default: break loop
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard Self.isNumber(bytes), let value = Double(text) else {
      throw error(
        .malformed, Bilingual("“\(text)”不符合JSON的数值写法。", "“\(text)” is not a number as JSON writes it."))
    }
    guard value.isFinite else {
      throw error(.badValue, Bilingual("数值\(text)过大。", "\(text) is too large for a number."))
    }
    return (text, value)
  }

  /// RFC 8259, section 6: no leading zero, digits on both sides of the point. A lenient parser takes “01” and “1.”.
  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func wordOrValue(_ first: UInt8) throws(GeodataError) -> Bilingual {
    switch first {
    case UInt8(ascii: "\""):
      let text = try string()
      return Bilingual("文字“\(text)”", "the text “\(text)”")
    case UInt8(ascii: "{"): return Bilingual("对象", "an object")
    case UInt8(ascii: "["): return Bilingual("列表", "a list")
    default: return Bilingual(same: try word())
    }
  }

  /// A bare word such as null, true, NaN.
  private mutating func word() throws(GeodataError) -> String {
    var bytes: [UInt8] = []
    while let byte = try source.peek(), (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
      bytes.append(byte)
      _ = try source.next()
    }
    guard !bytes.isEmpty else {
      guard let byte = try source.peek() else {
        throw error(
          .malformed, Bilingual("文件过早结束，内容不完整。", "the file ends too early: it is cut off."))
      }
      let found = Character(Unicode.Scalar(byte))
      throw error(
        .malformed,
        Bilingual("此处不应有“\(found)”：不符合JSON格式。", "“\(found)” is out of place: not valid JSON."))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Refuses nesting that no real file has, before the stack ends.
  func checkDepth(_ depth: Int) throws(GeodataError) {
    guard depth < Self.deepest else {
      throw error(
        .malformed,
        Bilingual("嵌套超过\(Self.deepest)层。", "values are nested deeper than \(Self.deepest) levels."))
    }
  }

  /// A whole value as a field value; nested objects are passed over and become null.
  mutating func value(depth: Int = 0) throws(GeodataError) -> FieldValue {
    try checkDepth(depth)
    guard let first = try peek() else {
      throw error(
        .malformed,
        Bilingual(
          "文件在应有内容之处就结束了，内容不完整。", "the file ends where a value should stand: cut off."))
    }
    switch first {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "{"):
      try object { (scanner, _) throws(GeodataError) in _ = try scanner.value(depth: depth + 1) }
      return .null
    case UInt8(ascii: "["):
      var values: [FieldValue] = []
      try array { (scanner) throws(GeodataError) in values.append(try scanner.value(depth: depth + 1)) }
      return .list(values)
    case UInt8(ascii: "-"), 0x30...0x39: return try numberOrDigits()
    default:
      switch try word() {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let word: throw error(.badValue, Bilingual("“\(word)”不是JSON的值。", "“\(word)” is not a JSON value."))
      }
    }
  }

  /// True when only white space is left.
  mutating func isAtEnd() throws(GeodataError) -> Bool { try peek() == nil }
}
