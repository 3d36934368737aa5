/// Field values one after the other as bytes: a mark each, then the length and UTF-8 of a text, the eight bytes of a
/// number, the count and the values of a list.
struct PackedValues: Sendable {
  /// A value as it lies.
  enum Item {
    case null
    case bool(Bool)
    case number(Double)
    /// Valid UTF-8.
    case text(ArraySlice<UInt8>)
    case list([FieldValue])

    var value: FieldValue {
      switch self {
      case .null: .null
      case .bool(let value): .bool(value)
      case .number(let value): .number(value)
      case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
      case .list(let values): .list(values)
      }
    }
  }

  private enum Mark {
    static let null: UInt8 = 0
    static let no: UInt8 = 1
    static let yes: UInt8 = 2
    static let number: UInt8 = 3
    static let list: UInt8 = 4
    static let text: UInt8 = 5
  }

  private var bytes: [UInt8] = []

  init() {}

  /// Empty, with room kept.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The same in no more memory than it takes.
  func copy() -> PackedValues {
    var copy = PackedValues()
    copy.bytes.reserveCapacity(bytes.count)
    copy.bytes.append(contentsOf: bytes)
    return copy
  }

  mutating func append(_ value: FieldValue) {
    switch value {
    case .null: appendNull()
    case .bool(let value): bytes.append(value ? Mark.yes : Mark.no)
    case .number(let value):
      bytes.append(Mark.number)
      var bits = value.bitPattern
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
      }
    case .text(let text):
      bytes.append(Mark.text)
      append(length: text.utf8.count)
      bytes.append(contentsOf: text.utf8)
    case .list(let values):
      bytes.append(Mark.list)
      append(length: values.count)
      for value in values { append(value) }
    }
  }

  mutating func appendNull() { bytes.append(Mark.null) }

  /// - Parameter text: valid UTF-8.
  mutating func append(text: ArraySlice<UInt8>) {
    bytes.append(Mark.text)
    append(length: text.count)
    bytes.append(contentsOf: text)
  }

  /// Seven bits a byte, the lowest first.
  private mutating func append(length: Int) {
    var rest = length
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  // MARK: Reading

  func value(at place: Int) -> FieldValue {
    var position = start(of: place)
    return value(&position)
  }

  func plainNumber(at place: Int) -> Double? {
    var position = start(of: place)
    guard bytes[position] == Mark.text else { return nil }
    position += 1
    let count = length(&position)
    return plainDecimal(bytes[position..<position + count])
  }

  func forEach(_ body: (Int, Item) -> Void) {
    var position = 0
    var place = 0
    while position < bytes.count {
      body(place, item(&position))
      place += 1
    }
  }

  private func start(of place: Int) -> Int {
    var position = 0
    for _ in 0..<place { pass(&position) }
    return position
  }

  private func pass(_ position: inout Int) {
    let mark = bytes[position]
    position += 1
    switch mark {
    case Mark.number: position += 8
    case Mark.text:
      let count = length(&position)
      position += count
    case Mark.list:
      let count = length(&position)
      for _ in 0..<count { pass(&position) }
    default: break
    }
  }

  private func length(_ position: inout Int) -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  private func item(_ position: inout Int) -> Item {
    let mark = bytes[position]
    position += 1
    switch mark {
    case Mark.no: return .bool(false)
    case Mark.yes: return .bool(true)
    case Mark.number:
      var bits: UInt64 = 0
      for place in 0..<8 { bits |= UInt64(bytes[position + place]) << (8 * place) }
      position += 8
      return .number(Double(bitPattern: bits))
    case Mark.text:
      let count = length(&position)
      defer { position += count }
      return .text(bytes[position..<position + count])
    case Mark.list:
      let count = length(&position)
      var values: [FieldValue] = []
      for _ in 0..<count { values.append(value(&position)) }
      return .list(values)
    default: return .null
    }
  }

  private func value(_ position: inout Int) -> FieldValue { item(&position).value }
}
