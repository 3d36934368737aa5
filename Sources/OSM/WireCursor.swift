/// Bytes that contradict the protocol-buffer wire format; the reader of the blob adds where.
struct MalformedBytes: Error {}

/// A reading position in a protocol-buffer message. Never reads beyond its end.
///
/// Source: Protocol Buffers encoding, protobuf.dev/programming-guides/encoding.
struct WireCursor {
  private(set) var next: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    // A message without bytes has no address; any address with nothing behind it will do.
    next = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
    end = next + bytes.count
  }

  private init(next: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    self.next = next
    self.end = end
  }

  var isAtEnd: Bool { next == end }
  var remaining: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: next, count: end - next) }

  @inline(__always)
  mutating func varint() throws(MalformedBytes) -> UInt64 {
    guard next < end else { throw MalformedBytes() }
    var byte = next.pointee
    next += 1
    if byte < 0x80 { return UInt64(byte) }
    var value = UInt64(byte & 0x7f)
    var shift: UInt64 = 7
    while shift < 64 {
      guard next < end else { throw MalformedBytes() }
      byte = next.pointee
      next += 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw MalformedBytes()
  }

  @inline(__always)
  mutating func zigzag() throws(MalformedBytes) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// The number and wire type of the next field, nil at the end.
  @inline(__always)
  mutating func field() throws(MalformedBytes) -> (number: UInt64, type: UInt64)? {
    guard next < end else { return nil }
    let key = try varint()
    return (key >> 3, key & 7)
  }

  /// The content of a length-delimited field.
  @inline(__always)
  mutating func message() throws(MalformedBytes) -> WireCursor {
    let length = try varint()
    guard length <= UInt64(end - next) else { throw MalformedBytes() }
    let start = next
    next += Int(length)
    return WireCursor(next: start, end: next)
  }

  mutating func skip(type: UInt64) throws(MalformedBytes) {
    switch type {
    case 0: _ = try varint()
    case 1: try advance(8)
    case 2: _ = try message()
    case 5: try advance(4)
    default: throw MalformedBytes()
    }
  }

  /// How many varints are left when the rest holds nothing else: bytes without the continuation bit.
  var varintCount: Int {
    var count = 0
    for byte in remaining where byte < 0x80 { count += 1 }
    return count
  }

  private mutating func advance(_ count: Int) throws(MalformedBytes) {
    guard end - next >= count else { throw MalformedBytes() }
    next += count
  }
}
