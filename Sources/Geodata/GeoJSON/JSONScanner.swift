import Geometry

/// Reads JSON token by token from a ``ByteSource``: only the value asked for is kept in memory.
///
/// Strict about RFC 8259 (no NaN, no comments, no trailing commas) because a lenient reader hides a damaged file.
struct JSONScanner {
  private var source: ByteSource
  /// Context of the errors; the caller keeps the record number current.
  var context: GeodataError.Context
  /// Positions with more than two numbers so far.
  private(set) var heights = 0
  /// Rings so far that did not end where they began.
  var openRings = 0
  private static let deepest = 64

  /// - Parameter encoding: as the user states it; nil to guess it.
  init(path: String, layer: String?, encoding: TextEncoding? = nil) throws(GeodataError) {
    source = try ByteSource(path: path, encoding: encoding)
    try source.skipByteOrderMark()
    context = .init(file: path, layer: layer)
  }

  var encoding: FoundEncoding { source.encoding }

  func error(_ code: GeodataError.Code, _ message: String) -> GeodataError {
    var context = context
    context.line = source.line
    return GeodataError(code, message, at: context)
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
        .malformed, "the file ends where “\(expected)” should stand: it is cut off. Export or copy it again.")
    }
    guard byte == UInt8(ascii: expected) else {
      throw error(.malformed, "“\(Character(Unicode.Scalar(byte)))” stands where “\(expected)” should: not valid JSON.")
    }
    _ = try source.next()
  }

  private mutating func takes(_ byte: Unicode.Scalar) throws(GeodataError) -> Bool {
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
        throw error(.malformed, "the file ends inside a text: it is cut off. Export or copy it again.")
      }
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          throw error(.malformed, "a text is not UTF-8. GeoJSON must be UTF-8: save it so, or state the encoding.")
        }
        return text
      case UInt8(ascii: "\\"): bytes.append(contentsOf: try escape())
      case 0..<0x20: throw error(.malformed, "a line break or control character stands inside a text.")
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
        guard try source.next() == UInt8(ascii: "u") else { throw error(.malformed, "half of a \\u pair is missing.") }
        let low = UInt32(try hexadecimal())
        guard (0xDC00..<0xE000).contains(low) else { throw error(.malformed, "half of a \\u pair is missing.") }
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error(.malformed, "half of a \\u pair is missing.") }
      return Array(String(Character(scalar)).utf8)
    default: throw error(.malformed, "an unknown escape stands inside a text.")
    }
  }

  private mutating func hexadecimal() throws(GeodataError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try source.next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error(.malformed, "\\u needs four hexadecimal digits.")
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  mutating func number() throws(GeodataError) -> Double {
    guard let first = try peek() else {
      throw error(.malformed, "the file ends where a number should stand: it is cut off.")
    }
    guard first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
      let shown = try wordOrValue(first)
      throw error(.badValue, "\(shown) stands where a number should.")
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
      throw error(.malformed, "“\(text)” is not a number as JSON writes it.")
    }
    guard value.isFinite else { throw error(.badValue, "\(text) is too large for a number.") }
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

  private mutating func wordOrValue(_ first: UInt8) throws(GeodataError) -> String {
    switch first {
    case UInt8(ascii: "\""): return "the text “\(try string())”"
    case UInt8(ascii: "{"): return "an object"
    case UInt8(ascii: "["): return "a list"
    default: return try word()
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
      guard let byte = try source.peek() else { throw error(.malformed, "the file ends too early: it is cut off.") }
      throw error(.malformed, "“\(Character(Unicode.Scalar(byte)))” is out of place: not valid JSON.")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Refuses nesting that no real file has, before the stack ends.
  func checkDepth(_ depth: Int) throws(GeodataError) {
    guard depth < Self.deepest else { throw error(.malformed, "values are nested deeper than \(Self.deepest) levels.") }
  }

  /// A whole value as a field value; nested objects are passed over and become null.
  mutating func value(depth: Int = 0) throws(GeodataError) -> FieldValue {
    try checkDepth(depth)
    guard let first = try peek() else { throw error(.malformed, "the file ends where a value should stand: cut off.") }
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
      case let word: throw error(.badValue, "“\(word)” is not a JSON value.")
      }
    }
  }

  /// True when only white space is left.
  mutating func isAtEnd() throws(GeodataError) -> Bool { try peek() == nil }
}

/// The value of a `coordinates` member before the geometry's type is known.
enum NestedCoordinates {
  case nothing
  case position(Coordinate)
  case line([Coordinate])
  case lines([[Coordinate]])
  case polygons([[[Coordinate]]])
}

extension JSONScanner {
  /// Reads nested arrays of positions; heights are dropped.
  mutating func coordinates(depth: Int = 0) throws(GeodataError) -> NestedCoordinates {
    try checkDepth(depth)
    try take("[")
    guard let first = try peek() else { throw error(.malformed, "the file ends inside coordinates: it is cut off.") }
    if first == UInt8(ascii: "]") {
      try take("]")
      return .nothing
    }
    guard first == UInt8(ascii: "[") else { return .position(try positionAfterBracket()) }
    var positions: [Coordinate] = []
    var lines: [[Coordinate]] = []
    var polygons: [[[Coordinate]]] = []
    var hasEmpty = false
    repeat {
      switch try coordinates(depth: depth + 1) {
      case .nothing: hasEmpty = true
      case .position(let position): positions.append(position)
      case .line(let line): lines.append(line)
      case .lines(let rings): polygons.append(rings)
      case .polygons: throw error(.malformed, "coordinates are nested deeper than any geometry needs.")
      }
    } while try takes(",")
    try take("]")
    switch (positions.isEmpty, lines.isEmpty, polygons.isEmpty) {
    case (true, true, true): return .nothing
    case _ where hasEmpty: throw error(.malformed, "coordinates are nested unevenly: an empty list stands among them.")
    case (false, true, true): return .line(positions)
    case (true, false, true): return .lines(lines)
    case (true, true, false): return .polygons(polygons)
    default: throw error(.malformed, "coordinates are nested unevenly.")
    }
  }

  private mutating func positionAfterBracket() throws(GeodataError) -> Coordinate {
    let x = try coordinateNumber()
    guard try takes(",") else {
      throw error(.badCoordinate, "a position has one number only; it needs longitude and latitude.")
    }
    let y = try coordinateNumber()
    if try takes(",") {
      heights += 1
      repeat { _ = try coordinateNumber() } while try takes(",")
    }
    try take("]")
    return Coordinate(x: x, y: y)
  }

  private mutating func coordinateNumber() throws(GeodataError) -> Double {
    do {
      return try number()
    } catch {
      guard error.code == .badValue else { throw error }
      throw GeodataError(
        .badCoordinate, "bad coordinate: \(error.message) Mend this record's geometry.", at: error.context)
    }
  }
}
