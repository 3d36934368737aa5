import Foundation

/// Writes just enough of the pbf format to try the reader with bytes whose meaning is known.
struct TinyPBF {
  var bytes: [UInt8] = []

  // MARK: Protocol buffers

  static func varint(_ value: UInt64) -> [UInt8] {
    var value = value
    var bytes: [UInt8] = []
    while value >= 0x80 {
      bytes.append(UInt8(value & 0x7f) | 0x80)
      value >>= 7
    }
    return bytes + [UInt8(value)]
  }

  static func zigzag(_ value: Int64) -> [UInt8] {
    varint(UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63))
  }

  static func field(_ number: UInt64, _ content: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(content.count)) + content
  }

  static func field(_ number: UInt64, text: String) -> [UInt8] { field(number, Array(text.utf8)) }
  static func field(_ number: UInt64, value: Int64) -> [UInt8] {
    varint(number << 3) + varint(UInt64(bitPattern: value))
  }
  static func field(_ number: UInt64, signed: Int64) -> [UInt8] { varint(number << 3) + zigzag(signed) }

  /// Values as differences to the one before.
  static func deltas(_ values: [Int64]) -> [UInt8] {
    zip(values, [0] + values).flatMap { zigzag($0 - $1) }
  }

  // MARK: Blobs

  enum Packing {
    case raw
    /// A zlib stream of one stored block.
    case stored
    /// Any content field with any claimed size.
    case field(UInt64, [UInt8], claimedSize: Int64)
  }

  mutating func append(_ type: String, _ content: [UInt8], _ packing: Packing = .raw) {
    let blob: [UInt8] =
      switch packing {
      case .raw: Self.field(1, content)
      case .stored: Self.field(2, value: Int64(content.count)) + Self.field(3, Self.stored(content))
      case .field(let number, let bytes, let size): Self.field(2, value: size) + Self.field(number, bytes)
      }
    appendRaw(type, blob, size: Int64(blob.count))
  }

  mutating func appendRaw(_ type: String, _ blob: [UInt8], size: Int64) {
    let header = Self.field(1, text: type) + Self.field(3, value: size)
    bytes += [0, 0, UInt8(header.count >> 8), UInt8(header.count & 0xff)] + header + blob
  }

  mutating func appendHeader(features: [String] = ["OsmSchema-V0.6", "DenseNodes"]) {
    append("OSMHeader", features.flatMap { Self.field(4, text: $0) })
  }

  static func stored(_ content: [UInt8]) -> [UInt8] {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in content {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    let count = UInt16(content.count)
    let lengths = [UInt8(count & 0xff), UInt8(count >> 8), UInt8(~count & 0xff), UInt8(~count >> 8)]
    let check = b << 16 | a
    let tail = (0..<4).map { UInt8(check >> (24 - 8 * $0) & 0xff) }
    return [0x78, 0x01, 0x01] + lengths + content + tail
  }

  // MARK: Blocks

  static func block(strings: [String], group: [UInt8], rest: [UInt8] = []) -> [UInt8] {
    field(1, strings.flatMap { field(1, text: $0) }) + field(2, group) + rest
  }

  static func denseNodes(ids: [Int64], latitudes: [Int64], longitudes: [Int64], tags: [UInt64] = []) -> [UInt8] {
    field(
      2,
      field(1, deltas(ids)) + field(8, deltas(latitudes)) + field(9, deltas(longitudes))
        + (tags.isEmpty ? [] : field(10, tags.flatMap(varint))))
  }

  static func plainNode(id: Int64, latitude: Int64, longitude: Int64, tags: [(UInt64, UInt64)] = []) -> [UInt8] {
    field(
      1,
      field(1, signed: id) + field(2, tags.flatMap { varint($0.0) }) + field(3, tags.flatMap { varint($0.1) })
        + field(8, signed: latitude) + field(9, signed: longitude))
  }

  static func way(id: Int64, refs: [Int64], tags: [(UInt64, UInt64)] = []) -> [UInt8] {
    field(
      3,
      field(1, value: id) + field(2, tags.flatMap { varint($0.0) }) + field(3, tags.flatMap { varint($0.1) })
        + field(8, deltas(refs)))
  }
}

/// A file that lives as long as the closure runs.
func withFile<Result>(_ bytes: [UInt8], named name: String = "tiny", _ body: (String) throws -> Result) throws -> Result
{
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)-\(name)")
  defer { try? FileManager.default.removeItem(at: file) }
  try Data(bytes).write(to: file)
  return try body(file.path)
}

func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
  try withFile(Array(text.utf8), body)
}
