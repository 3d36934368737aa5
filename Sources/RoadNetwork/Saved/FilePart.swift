import Model
import Words

/// A part of a file: a header, a description, then every column at a multiple of 64 bytes, as it lies in memory.
///
/// Header of 64 bytes, numbers of 8 bytes in the machine's order: magic and version, a number that tells the order of
/// bytes, the length of the part, the checksum of everything behind the header, the length of the description, and the
/// checksum of the part to which this one belongs (0 for the first).
struct FilePart {
  static let headerLength = 64
  static let byteOrder: UInt64 = 0x0102_0304_0506_0708
  /// The bits of a magic that are no version.
  private static let name: UInt64 = 0xff_ffff_ffff_ffff

  static func padded(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  var magic: UInt64
  var byteOrder: UInt64
  var length: Int
  var checksum: UInt64
  var descriptionLength: Int
  var owner: UInt64

  /// - Parameter header: 64 bytes.
  private init(header: UnsafeRawBufferPointer) {
    func number(_ index: Int) -> UInt64 { header.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
    magic = number(0)
    byteOrder = number(1)
    length = Int(clamping: number(2))
    checksum = number(3)
    descriptionLength = Int(clamping: number(4))
    owner = number(5)
  }

  /// - Returns: nil where the file ends before the header does.
  init?(_ file: OpenFile, at offset: Int) throws(RoadNetworkError) {
    guard file.byteCount - offset >= Self.headerLength else { return nil }
    self = try file.values(UInt8.self, count: Self.headerLength, at: offset).withUnsafeBytes { FilePart(header: $0) }
  }

  func isNamed(_ magic: UInt64) -> Bool { self.magic & Self.name == magic & Self.name }
  var version: UInt64 { magic >> 56 }

  /// Hands out the bytes of a part, piece by piece.
  ///
  /// - Returns: its checksum.
  @discardableResult
  static func write<E: Error>(
    _ magic: UInt64, _ description: [UInt8], _ columns: [KeptColumn], of owner: UInt64 = 0,
    _ write: ([UInt8]) throws(E) -> Void
  ) throws(E) -> UInt64 {
    let description = filled(description)
    let length = columns.reduce(headerLength + description.count) { $0 + padded($1.byteCount) }
    let checksum = checksum(description, columns)
    var header = GraphDescriptionWriter()
    header.add(magic)
    header.add(byteOrder)
    header.add(length)
    header.add(checksum)
    header.add(description.count)
    header.add(owner)
    try write(header.bytes + [UInt8](repeating: 0, count: headerLength - header.bytes.count))
    try write(description)
    let piece = 1 << 20
    for column in columns {
      try column.withBytes { (span) throws(E) in
        try span.withUnsafeBytes { (bytes) throws(E) in
          for start in stride(from: 0, to: bytes.count, by: piece) {
            try write(Array(bytes[start..<min(start + piece, bytes.count)]))
          }
        }
      }
      let rest = padded(column.byteCount) - column.byteCount
      if rest > 0 { try write([UInt8](repeating: 0, count: rest)) }
    }
    return checksum
  }

  /// Of everything behind the header; the same for equal contents.
  static func checksum(_ description: [UInt8], _ columns: [KeptColumn]) -> UInt64 {
    var checksum = GraphChecksum()
    filled(description).withUnsafeBytes { checksum.add($0) }
    for column in columns { column.withBytes { $0.withUnsafeBytes { checksum.add(column: $0) } } }
    return checksum.value
  }

  private static func filled(_ description: [UInt8]) -> [UInt8] {
    description + [UInt8](repeating: 0, count: padded(description.count) - description.count)
  }
}

/// Tells torn and flipped bytes; no defence against intent.
///
/// Four lanes of 8-byte words, each multiplied by an odd constant and folded; pieces must be multiples of 32 bytes, all
/// but the last.
struct GraphChecksum {
  private var lanes = SIMD4<UInt64>(
    0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0x2545_f491_4f6c_dd1d)

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var lanes = self.lanes
    let whole = bytes.count / 32 * 32
    for start in stride(from: 0, to: whole, by: 32) {
      mix(&lanes, bytes.loadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self))
    }
    if whole < bytes.count {
      var rest = SIMD32<UInt8>(repeating: 0)
      for index in whole..<bytes.count { rest[index - whole] = bytes[index] }
      mix(&lanes, unsafeBitCast(rest, to: SIMD4<UInt64>.self))
    }
    self.lanes = lanes
  }

  /// A column with the zeros that fill it up to 64 bytes.
  mutating func add(column: UnsafeRawBufferPointer) {
    add(column)
    // The last piece was filled up to 32 bytes, the file is to 64.
    if (column.count + 31) / 32 % 2 == 1 { [UInt8](repeating: 0, count: 32).withUnsafeBytes { add($0) } }
  }

  private func mix(_ lanes: inout SIMD4<UInt64>, _ words: SIMD4<UInt64>) {
    lanes = (lanes ^ words) &* 0x9fb2_1c65_1e98_df25
    lanes ^= lanes &>> 29
  }

  var value: UInt64 {
    (0..<4).reduce(0) { ($0 ^ lanes[$1]) &* 0x9e37_79b9_7f4a_7c15 ^ (($0 ^ lanes[$1]) >> 31) }
  }
}
