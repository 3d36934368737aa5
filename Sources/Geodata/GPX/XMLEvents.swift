import Words

/// The tags and the text of an XML file one after the other: what GPX needs of XML and no more.
///
/// Comments, processing instructions and a plain DOCTYPE are skipped, entities of one's own refused; the five named and
/// all numeric character references and CDATA are decoded. Names lose their prefix. Memory is one tag or text.
struct XMLEvents {
  enum Event: Equatable {
    case opening(String)
    case closing(String)
    case text(String)
  }

  /// A longer tag or text, or deeper nesting, is no GPX.
  private static let lengthLimit = 1 << 20
  private static let depthLimit = 200

  private var source: ByteSource
  /// The elements that are open.
  private(set) var path: [String] = []
  /// Of the last opening tag.
  private(set) var attributes: [String: String] = [:]
  /// Where the last event begins.
  private(set) var line = 1
  /// An element without content is also to be closed.
  private var isEmpty = false
  private var hasRoot = false

  init(path: String, encoding: TextEncoding? = nil) throws(GeodataError) {
    source = try ByteSource(path: path, encoding: encoding)
    try source.skipByteOrderMark()
  }

  /// - Returns: nil at the end of the file.
  mutating func next() throws(GeodataError) -> Event? {
    if isEmpty {
      isEmpty = false
      return .closing(path.removeLast())
    }
    while let byte = try source.peek() {
      line = source.line
      guard byte == UInt8(ascii: "<") else {
        let text = try read(before: UInt8(ascii: "<"))
        if path.isEmpty {
          guard text.allSatisfy(Self.isBlank) else {
            throw error(Bilingual("根元素之外还有文字", "text stands outside the root element"))
          }
          continue
        }
        return .text(try decoded(text))
      }
      _ = try source.next()
      switch try source.peek() {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"): if let text = try declaration() { return .text(text) }
      case UInt8(ascii: "/"): return .closing(try closingTag())
      default: return .opening(try openingTag())
      }
    }
    line = source.line
    if let open = path.last {
      throw error(
        Bilingual(
          "文件在<\(open)>中间就结束了，内容不完整：请重新导出或获取",
          "the file ends inside <\(open)>. It is cut off: export or fetch it again"))
    }
    guard hasRoot else {
      throw GeodataError(.empty, Bilingual("文件中没有XML内容。", "the file holds no XML."), at: .init(file: source.file))
    }
    return nil
  }

  /// - Parameter words: without a full stop.
  func error(_ words: Bilingual, _ code: GeodataError.Code = .malformed) -> GeodataError {
    GeodataError(code, words + Bilingual("。", "."), at: .init(file: source.file, line: line))
  }

  private mutating func openingTag() throws(GeodataError) -> String {
    var tag = try readTag()
    isEmpty = tag.last == UInt8(ascii: "/")
    if isEmpty { tag.removeLast() }
    var rest = tag[...]
    let name = Self.name(&rest)
    guard !name.isEmpty else { throw error(Bilingual("“<”之后不是标签", "“<” begins no tag")) }
    if path.isEmpty, hasRoot { throw error(Bilingual("出现了第二个根元素<\(name)>", "a second root element <\(name)>")) }
    guard path.count < Self.depthLimit else {
      throw error(Bilingual("元素嵌套超过\(Self.depthLimit)层", "elements lie deeper than \(Self.depthLimit)"))
    }
    hasRoot = true
    attributes = [:]
    while true {
      rest = rest.drop(while: Self.isBlank)
      if rest.isEmpty { break }
      let key = Self.name(&rest)
      rest = rest.drop(while: Self.isBlank)
      guard !key.isEmpty, rest.first == UInt8(ascii: "=") else {
        throw error(Bilingual("<\(name)>的一个属性没有值", "an attribute of <\(name)> has no value"))
      }
      rest = rest.dropFirst().drop(while: Self.isBlank)
      guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = rest.dropFirst().firstIndex(of: quote)
      else {
        throw error(
          Bilingual("<\(name)>中“\(key)”的值没有加引号", "the value of “\(key)” in <\(name)> stands in no quotes"))
      }
      attributes[key] = try decoded(rest[(rest.startIndex + 1)..<end])
      rest = rest[(end + 1)...]
    }
    path.append(name)
    return name
  }

  private mutating func closingTag() throws(GeodataError) -> String {
    _ = try source.next()
    var rest = try readTag()[...]
    let name = Self.name(&rest)
    guard path.last == name, rest.allSatisfy(Self.isBlank) else {
      throw error(
        Bilingual(
          path.last.map { "</\(name)>与<\($0)>不配对" } ?? "</\(name)>没有与之配对的开始标签",
          "</\(name)> closes \(path.last.map { "<\($0)>" } ?? "nothing")"))
    }
    return path.removeLast()
  }

  /// - Returns: the text of a CDATA section.
  private mutating func declaration() throws(GeodataError) -> String? {
    _ = try source.next()
    if try source.peek() == UInt8(ascii: "-") {
      try skip(past: "-->")
      return nil
    }
    if try source.peek() == UInt8(ascii: "[") {
      for wanted in "[CDATA[".utf8 {
        guard try source.next() == wanted else {
          throw error(Bilingual("“<![”之后不是CDATA", "“<![” begins no CDATA"))
        }
      }
      return String(decoding: try skip(past: "]]>"), as: UTF8.self)
    }
    if try readTag().contains(UInt8(ascii: "[")) {
      throw error(Bilingual("不支持自带实体声明的DOCTYPE", "a DOCTYPE with entities of its own is not read"))
    }
    return nil
  }

  /// To the “>” outside quotes, which is taken.
  private mutating func readTag() throws(GeodataError) -> [UInt8] {
    var bytes: [UInt8] = []
    var quote: UInt8?
    while let byte = try source.next() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return bytes
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        throw error(Bilingual("标签内出现“<”", "“<” inside a tag"))
      }
      try append(byte, to: &bytes)
    }
    throw error(
      Bilingual(
        "文件在标签中间就结束了，内容不完整：请重新导出或获取",
        "the file ends inside a tag. It is cut off: export or fetch it again"))
  }

  private mutating func read(before end: UInt8) throws(GeodataError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = try source.peek(), byte != end {
      try append(byte, to: &bytes)
      _ = try source.next()
    }
    return bytes
  }

  /// - Returns: what was skipped, without the end.
  @discardableResult
  private mutating func skip(past end: String) throws(GeodataError) -> [UInt8] {
    let end = Array(end.utf8)
    var bytes: [UInt8] = []
    while let byte = try source.next() {
      try append(byte, to: &bytes)
      if bytes.suffix(end.count) == end[...] { return bytes.dropLast(end.count) }
    }
    let mark = String(decoding: end, as: UTF8.self)
    throw error(
      Bilingual(
        "文件在“\(mark)”之前就结束了，内容不完整：请重新获取",
        "the file ends before “\(mark)”. It is cut off: fetch it again"))
  }

  private func append(_ byte: UInt8, to bytes: inout [UInt8]) throws(GeodataError) {
    guard bytes.count < Self.lengthLimit else {
      throw error(Bilingual("有标签或文字超过1兆字节", "a tag or text is longer than a megabyte"))
    }
    bytes.append(byte)
  }

  /// Takes a name and drops its prefix.
  private static func name(_ rest: inout ArraySlice<UInt8>) -> String {
    let name = rest.prefix { !isBlank($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/") }
    rest = rest[name.endIndex...]
    let own = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    return String(decoding: own, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func decoded(_ bytes: some Collection<UInt8>) throws(GeodataError) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    for (index, part) in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).enumerated() {
      guard index > 0 else {
        text += String(decoding: part, as: UTF8.self)
        continue
      }
      let words = String(decoding: part, as: UTF8.self).split(
        separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, let character = Self.character(words[0]) else {
        throw error(
          Bilingual(
            "“&”之后不是字符引用；要表示该符号本身，请写成“&amp;”",
            "“&” begins no character reference; write “&amp;” for the sign itself"))
      }
      text.append(character)
      text += words[1]
    }
    return text
  }

  private static func character(_ reference: Substring) -> Character? {
    let named: [Substring: Character] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    if let character = named[reference] { return character }
    guard reference.hasPrefix("#") else { return nil }
    let digits = reference.dropFirst()
    let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map(Character.init)
  }
}
