import Words

extension JSONValue {
  /// Reads a whole JSON file, such as the summary that a run wrote; objects keep the order of their keys.
  ///
  /// Whole numbers come as ``int(_:)``, all others as ``number(_:)``. Memory is that of the document: layers are read
  /// feature by feature by ``GeoJSONReader``.
  /// - Throws: ``GeodataError`` with file and line for what is no JSON, or nested deeper than any of our files.
  /// - Complexity: linear in the file.
  package init(file path: String) throws(GeodataError) {
    var scanner = try JSONScanner(path: path, layer: nil)
    try self.init(&scanner)
  }

  /// The same of bytes that are here already.
  ///
  /// - Parameter named: what errors call them.
  package init(_ bytes: [UInt8], named: String) throws(GeodataError) {
    var scanner = try JSONScanner(bytes, named: named)
    try self.init(&scanner)
  }

  private init(_ scanner: inout JSONScanner) throws(GeodataError) {
    self = try scanner.document()
    guard try scanner.isAtEnd() else {
      throw scanner.error(
        .malformed, Bilingual("JSON内容结束之后还有文字。", "more text follows after the end of the JSON value."))
    }
  }

  /// The value of an object's key; nil without it, and for what is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var members: [JSONMember] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  package var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var isTrue: Bool { self == .bool(true) }
}

extension JSONScanner {
  fileprivate mutating func document(depth: Int = 0) throws(GeodataError) -> JSONValue {
    try checkDepth(depth)
    switch try peek() {
    case UInt8(ascii: "{"):
      var members: [JSONMember] = []
      try object { (scanner, key) throws(GeodataError) in
        members.append(JSONMember(key, try scanner.document(depth: depth + 1)))
      }
      return .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try array { (scanner) throws(GeodataError) in elements.append(try scanner.document(depth: depth + 1)) }
      return .array(elements)
    default:
      switch try value(depth: depth) {
      case .null, .list: return .null
      case .bool(let flag): return .bool(flag)
      case .text(let text): return .string(text)
      case .number(let number): return Int(exactly: number).map { .int($0) } ?? .number(number)
      }
    }
  }
}
