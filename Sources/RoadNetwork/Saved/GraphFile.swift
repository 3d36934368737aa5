import Model

/// The file of a saved graph: a header, a description, then every column at a multiple of 64 bytes, as it lies in memory.
///
/// Header of 64 bytes, numbers of 8 bytes in the machine's order: magic and version, a number that tells the order of
/// bytes, the length of the file, the checksum of everything behind the header, the length of the description.
enum GraphFile {
  static let headerLength = 64
  /// "SCGRAPH" and the version of the layout.
  static let magic: UInt64 = 0x0348_5041_5247_4353
  static let byteOrder: UInt64 = 0x0102_0304_0506_0708

  static func padded(_ count: Int) -> Int { (count + 63) / 64 * 64 }
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

  private func mix(_ lanes: inout SIMD4<UInt64>, _ words: SIMD4<UInt64>) {
    lanes = (lanes ^ words) &* 0x9fb2_1c65_1e98_df25
    lanes ^= lanes &>> 29
  }

  var value: UInt64 {
    (0..<4).reduce(0) { ($0 ^ lanes[$1]) &* 0x9e37_79b9_7f4a_7c15 ^ (($0 ^ lanes[$1]) >> 31) }
  }
}

/// Numbers and texts one after the other.
struct GraphDescriptionWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
  mutating func add(_ number: Double) { add(number.bitPattern) }
  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }
}

struct GraphDescriptionReader {
  private var rest: UnsafeRawBufferPointer.SubSequence

  init(_ bytes: UnsafeRawBufferPointer.SubSequence) { rest = bytes }

  /// Nil at the end.
  mutating func number() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.dropFirst(8) }
    return UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: UInt64.self)
  }

  mutating func count() -> Int? {
    guard let number = number(), number < 1 << 40 else { return nil }
    return Int(number)
  }

  mutating func real() -> Double? { number().map { Double(bitPattern: $0) } }

  mutating func text() -> String? {
    guard let count = count(), rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }
}
