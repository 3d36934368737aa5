import Words

/// Where the bytes of an XML file come from.
enum XMLSource {
  case plain(InputFile)
  case gzip(InputFile)
}

/// The tags of an XML file one after the other: what OpenStreetMap needs of XML and no more.
///
/// UTF-8 only; text between tags is passed over, comments, processing instructions and a plain DOCTYPE are skipped, the
/// five named and all numeric character references are decoded in attributes. Memory is one window of the file.
struct XMLScanner: ~Copyable {
  enum Kind {
    case opening
    case closing
    case empty
  }

  /// A longer tag is no OpenStreetMap.
  private static let tagLimit = 4 << 20

  let path: String
  private(set) var line = 1
  private(set) var kind = Kind.opening
  /// The line where the current tag begins.
  private(set) var tagLine = 1

  private var window: UnsafeMutableRawBufferPointer
  private var position = 0
  private var filled = 0
  private var offset = 0
  private let plain: InputFile?
  private var gzip: GzipStream?
  private var name = 0..<0
  private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  private var decoded: [UInt8] = []

  init(_ source: XMLSource) throws(OSMError) {
    switch source {
    case .plain(let file):
      path = file.path
      plain = file
      gzip = nil
    case .gzip(let file):
      path = file.path
      plain = nil
      gzip = try GzipStream(file: file)
    }
    window = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  }

  deinit { window.deallocate() }

  /// Goes to the next tag.
  /// - Returns: false at the end of the file.
  mutating func next() throws(OSMError) -> Bool {
    while true {
      guard try skipText() else { return false }
      tagLine = line
      if try looksAt("<!--") {
        try skip(past: "-->", what: Bilingual("注释", "a comment"))
      } else if try looksAt("<![CDATA[") {
        try skip(past: "]]>", what: Bilingual("CDATA段", "a CDATA section"))
      } else if try looksAt("<?") {
        try readInstruction()
      } else if try looksAt("<!") {
        try skip(past: ">", what: Bilingual(same: "DOCTYPE"), refusing: UInt8(ascii: "["))
      } else {
        try readTag()
        return true
      }
    }
  }

  func isNamed(_ text: StaticString) -> Bool { isEqual(name, text) }

  /// Hands the raw value of an attribute to `body`, with character references decoded; nil when it is not there.
  mutating func withAttribute<Result>(
    _ text: StaticString, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) throws(OSMError) -> Result? {
    for attribute in attributes where isEqual(attribute.name, text) {
      let raw = bytes(attribute.value)
      if !raw.contains(UInt8(ascii: "&")) { return body(raw) }
      try decode(raw)
      return decoded.withUnsafeBufferPointer(body)
    }
    return nil
  }

  /// The text between this tag and the next in one line, its first 500 bytes.
  mutating func followingText() throws(OSMError) -> String {
    var length = 0
    while length < 500 {
      if position + length == filled {
        guard try refill() else { break }
      } else if window[position + length] == UInt8(ascii: "<") {
        break
      } else {
        length += 1
      }
    }
    try decode(bytes(position..<(position + length)))
    return String(decoding: decoded, as: UTF8.self).split {
      $0.isWhitespace || $0.isNewline || $0.asciiValue ?? 32 < 32
    }
    .joined(separator: " ")
  }

  func error(_ code: OSMError.Code, _ words: Bilingual) -> OSMError { OSMError(code, words, at: place(line: tagLine)) }

  func place(line: Int) -> Bilingual { Bilingual("\(path)，第\(line)行", "\(path), line \(line)") }

  // MARK: Window

  /// Brings more bytes in, keeping everything from `position` on.
  private mutating func refill() throws(OSMError) -> Bool {
    if position > 0 {
      window.baseAddress!.copyMemory(from: window.baseAddress! + position, byteCount: filled - position)
      filled -= position
      position = 0
    }
    if filled == window.count {
      guard window.count < Self.tagLimit else {
        throw error(
          .oversized,
          Bilingual(
            "有标签超过\(Self.tagLimit)字节；文件在此处已损坏",
            "a tag longer than \(Self.tagLimit) bytes; the file is damaged here"))
      }
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: window.count * 2, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[..<filled]))
      window.deallocate()
      window = larger
    }
    let free = UnsafeMutableRawBufferPointer(rebasing: window[filled...])
    let count = if let plain { try plain.read(at: offset, into: free) } else { try gzip!.read(into: free) }
    offset += count
    filled += count
    return count > 0
  }

  private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: window.baseAddress!.assumingMemoryBound(to: UInt8.self) + range.lowerBound, count: range.count)
  }

  private func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for index in 0..<range.count where window[range.lowerBound + index] != text.utf8Start[index] { return false }
    return true
  }

  // MARK: Markup

  private mutating func skipText() throws(OSMError) -> Bool {
    while true {
      while position < filled {
        let byte = window[position]
        if byte == UInt8(ascii: "<") { return true }
        if byte == 0x0a { line += 1 }
        position += 1
      }
      if try !refill() { return false }
    }
  }

  private mutating func looksAt(_ text: StaticString) throws(OSMError) -> Bool {
    while filled - position < text.utf8CodeUnitCount {
      if try !refill() { return false }
    }
    return isEqual(position..<(position + text.utf8CodeUnitCount), text)
  }

  private mutating func skip(past end: StaticString, what: Bilingual, refusing: UInt8? = nil) throws(OSMError) {
    while true {
      if try looksAt(end) {
        position += end.utf8CodeUnitCount
        return
      }
      if filled - position < end.utf8CodeUnitCount { throw truncated(what) }
      let byte = window[position]
      if byte == refusing {
        throw error(
          .unsupported,
          Bilingual(
            "不支持带声明的DOCTYPE；OpenStreetMap文件中没有这类声明",
            "a DOCTYPE with declarations is not read; OpenStreetMap files have none"))
      }
      if byte == 0x0a { line += 1 }
      position += 1
    }
  }

  /// The XML declaration may name an encoding; any other instruction is passed over.
  private mutating func readInstruction() throws(OSMError) {
    var text: [UInt8] = []
    while try !looksAt("?>") {
      if filled - position < 2 { throw truncated(Bilingual("处理指令", "an instruction")) }
      if window[position] == 0x0a { line += 1 }
      if text.count < 512 { text.append(window[position]) }
      position += 1
    }
    position += 2
    let declaration = String(decoding: text, as: UTF8.self).lowercased()
    guard declaration.hasPrefix("<?xml "), let mark = declaration.split(separator: "encoding").dropFirst().first else {
      return
    }
    let encoding = mark.drop { " =\"'".contains($0) }.prefix { !"\"' ".contains($0) }
    if encoding != "utf-8", encoding != "utf8", encoding != "us-ascii" {
      throw error(
        .unsupported,
        Bilingual("不支持编码\(encoding)；请把文件另存为UTF-8", "encoding \(encoding) is not read; save the file as UTF-8"))
    }
  }

  private func truncated(_ what: Bilingual) -> OSMError {
    OSMError(
      .truncated,
      Bilingual(
        "文件在\(what.chinese)中间就结束了；请重新获取或导出",
        "the file ends inside \(what.english); fetch or export it again"), at: place(line: line))
  }

  /// Finds the end of the tag at `position`, then splits it.
  private mutating func readTag() throws(OSMError) {
    var length = 1
    var quote: UInt8 = 0
    while true {
      if position + length == filled {
        if try !refill() { throw truncated(Bilingual("标签", "a tag")) }
        continue
      }
      let byte = window[position + length]
      length += 1
      if byte == 0x0a { line += 1 }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      } else if byte == UInt8(ascii: "<") {
        throw error(
          .malformed,
          Bilingual("标签内出现“<”；请检查前面是否漏了“>”", "\"<\" inside a tag; is a \">\" missing before it?"))
      }
    }
    let start = position
    position += length
    try split((start + 1)..<(start + length - 1))
  }

  private mutating func split(_ tag: Range<Int>) throws(OSMError) {
    var range = tag
    kind = .opening
    if let first = range.first, window[first] == UInt8(ascii: "/") {
      kind = .closing
      range = (range.lowerBound + 1)..<range.upperBound
    } else if let last = range.last, window[last] == UInt8(ascii: "/") {
      kind = .empty
      range = range.lowerBound..<(range.upperBound - 1)
    }
    var at = range.lowerBound
    while at < range.upperBound, !Self.isSpace(window[at]) { at += 1 }
    name = range.lowerBound..<at
    if name.isEmpty { throw error(.malformed, Bilingual("标签没有名称", "a tag without a name")) }
    attributes.removeAll(keepingCapacity: true)
    while true {
      while at < range.upperBound, Self.isSpace(window[at]) { at += 1 }
      if at == range.upperBound { return }
      let nameStart = at
      while at < range.upperBound, window[at] != UInt8(ascii: "="), !Self.isSpace(window[at]) { at += 1 }
      let nameEnd = at
      while at < range.upperBound, Self.isSpace(window[at]) { at += 1 }
      guard at < range.upperBound, window[at] == UInt8(ascii: "=") else { throw badAttribute(nameStart..<nameEnd) }
      at += 1
      while at < range.upperBound, Self.isSpace(window[at]) { at += 1 }
      guard at < range.upperBound, window[at] == UInt8(ascii: "\"") || window[at] == UInt8(ascii: "'") else {
        throw badAttribute(nameStart..<nameEnd)
      }
      let quote = window[at]
      let valueStart = at + 1
      at = valueStart
      while at < range.upperBound, window[at] != quote { at += 1 }
      guard at < range.upperBound else { throw badAttribute(nameStart..<nameEnd) }
      attributes.append((nameStart..<nameEnd, valueStart..<at))
      at += 1
    }
  }

  private func badAttribute(_ name: Range<Int>) -> OSMError {
    let name = String(decoding: bytes(name), as: UTF8.self)
    return error(
      .malformed, Bilingual("属性“\(name)”的值没有加引号", "attribute \"\(name)\" has no quoted value"))
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  // MARK: Character references

  private mutating func decode(_ raw: UnsafeBufferPointer<UInt8>) throws(OSMError) {
    decoded.removeAll(keepingCapacity: true)
    var at = 0
    while at < raw.count {
      guard raw[at] == UInt8(ascii: "&") else {
        decoded.append(raw[at])
        at += 1
        continue
      }
      guard let end = raw[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
        throw error(
          .malformed,
          Bilingual("“&”之后缺少“;”；要表示该符号本身，请写成&amp;", "\"&\" without \";\"; write &amp; for the sign itself"))
      }
      let reference = String(decoding: raw[(at + 1)..<end], as: UTF8.self)
      guard let scalar = Self.scalar(reference) else {
        throw error(
          .malformed, Bilingual("无法识别的字符引用“&\(reference);”", "unknown character reference \"&\(reference);\""))
      }
      decoded.append(contentsOf: String(Character(scalar)).utf8)
      at = end + 1
    }
  }

  private static func scalar(_ reference: String) -> Unicode.Scalar? {
    switch reference {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    let code =
      if reference.hasPrefix("#x") || reference.hasPrefix("#X") {
        UInt32(reference.dropFirst(2), radix: 16)
      } else if reference.hasPrefix("#") {
        UInt32(reference.dropFirst())
      } else {
        UInt32?.none
      }
    guard let code, code != 0 else { return nil }
    return Unicode.Scalar(code)
  }
}
