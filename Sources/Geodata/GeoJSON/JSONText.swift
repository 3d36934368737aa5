import Model
import Words

/// A JSON document as a value whose objects keep the order in which they were written down.
///
/// Choose it over an encoder where the text must be the same on every run: the order of keys, the digits of numbers
/// and the layout depend on nothing but the value.
/// ```swift
/// let summary: JSONValue = ["status": "optimal", "value": 12.5, "chosen": ["a", "b"]]
/// try summary.text(.compact)  // {"status":"optimal","value":12.5,"chosen":["a","b"]}
/// ```
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// Written with the shortest digits that read back as the same double.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

extension JSONValue {
  /// Words in both languages: `{"zh": …, "en": …}`.
  package init(_ words: Bilingual) { self = ["zh": .string(words.chinese), "en": .string(words.english)] }
}

/// One key and its value.
package struct JSONMember: Hashable, Sendable {
  package var key: String
  package var value: JSONValue

  package init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  package enum Layout: Sendable {
    /// No white space at all.
    case compact
    /// Two spaces per level, one element per line.
    case pretty
  }

  /// The document as text without a final newline.
  ///
  /// - Throws: ``GeodataError`` code `notFinite` for NaN and infinities, with the path of the value as `field`.
  /// - Complexity: O(length of the text).
  package func text(_ layout: Layout = .compact) throws(GeodataError) -> String {
    String(decoding: try utf8(layout), as: UTF8.self)
  }

  /// The document as UTF-8 bytes without a final newline.
  ///
  /// - Throws: ``GeodataError`` code `notFinite` for NaN and infinities, with the path of the value as `field`.
  package func utf8(_ layout: Layout = .compact) throws(GeodataError) -> [UInt8] {
    var bytes: [UInt8] = []
    try append(to: &bytes, layout)
    return bytes
  }

  /// Appends the document to `bytes`; what `bytes` holds after an error is unspecified.
  package func append(to bytes: inout [UInt8], _ layout: Layout = .compact) throws(GeodataError) {
    try append(to: &bytes, layout, level: 0)
  }

  private func append(to bytes: inout [UInt8], _ layout: Layout, level: Int) throws(GeodataError) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value): try appendShortest(value, to: &bytes)
    case .string(let value): appendQuoted(value, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        layout.appendBreak(level: level + 1, to: &bytes)
        do { try element.append(to: &bytes, layout, level: level + 1) } catch { throw error.inside("[\(index)]") }
      }
      if !elements.isEmpty { layout.appendBreak(level: level, to: &bytes) }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        layout.appendBreak(level: level + 1, to: &bytes)
        appendQuoted(member.key, to: &bytes)
        bytes.append(contentsOf: (layout == .pretty ? ": " : ":").utf8)
        do { try member.value.append(to: &bytes, layout, level: level + 1) } catch { throw error.inside(member.key) }
      }
      if !members.isEmpty { layout.appendBreak(level: level, to: &bytes) }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}

extension JSONValue.Layout {
  fileprivate func appendBreak(level: Int, to bytes: inout [UInt8]) {
    guard self == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }
}

extension GeodataError {
  /// The same error with one more step at the front of the field's path.
  fileprivate func inside(_ step: String) -> GeodataError {
    var copy = self
    let rest = context.field ?? ""
    copy.context.field = rest.isEmpty || rest.hasPrefix("[") ? step + rest : "\(step).\(rest)"
    return copy
  }
}

private func appendShortest(_ value: Double, to bytes: inout [UInt8]) throws(GeodataError) {
  guard value.isFinite else {
    throw GeodataError(
      .notFinite,
      Bilingual("JSON中不能写\(value)；未知的请写null", "\(value) cannot stand in JSON; write null for what is not known"))
  }
  if value == 0 {
    bytes.append(UInt8(ascii: "0"))
    return
  }
  // The standard library prints the shortest digits that round-trip, in notation JSON accepts.
  let text = value.description
  bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
}

/// Appends a JSON string with its quotes; beside what RFC 8259 section 7 demands, what a terminal would obey is escaped.
func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
  guard text.utf8.allSatisfy({ $0 < 0x7F }) || text.unicodeScalars.allSatisfy({ $0.value < 0x20 || $0.isHarmless })
  else {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      guard scalar.value >= 0x20, !scalar.isHarmless else {
        appendInner(String(scalar), to: &bytes)
        continue
      }
      let digits = String(scalar.value, radix: 16)
      bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
    bytes.append(UInt8(ascii: "\""))
    return
  }
  bytes.append(UInt8(ascii: "\""))
  appendInner(text, to: &bytes)
  bytes.append(UInt8(ascii: "\""))
}

/// The characters of a JSON string that RFC 8259 lets stand, and the escapes of those it does not.
private func appendInner(_ text: String, to bytes: inout [UInt8]) {
  let hexadecimal = Array("0123456789abcdef".utf8)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
    case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
    case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
    case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
    case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
    case 0..<0x20:
      bytes.append(contentsOf: #"\u00"#.utf8)
      bytes.append(hexadecimal[Int(byte >> 4)])
      bytes.append(hexadecimal[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(nilLiteral: ()) { self = .null }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map(JSONMember.init)) }
}
