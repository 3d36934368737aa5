/// Zip archives of files that are stored, not packed. Source: APPNOTE.TXT 6.3.
enum Zip {
  struct Entry {
    var name: String
    var bytes: [UInt8]
    /// What the archive says it unpacks to, when that is a lie.
    var statedSize: UInt32?

    init(name: String, bytes: [UInt8], statedSize: UInt32? = nil) {
      self.name = name
      self.bytes = bytes
      self.statedSize = statedSize
    }
  }

  static func archive(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = UInt32(bytes.count)
      // Version 20, no flags, stored (what lies is said to be packed), 1980-01-01.
      var common =
        little(UInt16(20)) + little(UInt16(0)) + little(UInt16(entry.statedSize == nil ? 0 : 8)) + little(UInt16(0))
        + little(UInt16(0x21))
      common += little(checksum(entry.bytes)) + little(UInt32(entry.bytes.count))
      common += little(entry.statedSize ?? UInt32(entry.bytes.count)) + little(UInt16(entry.name.utf8.count))
      common += little(UInt16(0))
      bytes += [0x50, 0x4B, 3, 4] + common + Array(entry.name.utf8) + entry.bytes
      directory += [0x50, 0x4B, 1, 2] + little(UInt16(20)) + common + [UInt8](repeating: 0, count: 10)
      directory += little(offset) + Array(entry.name.utf8)
    }
    let count = little(UInt16(entries.count))
    return bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + little(UInt32(directory.count))
      + little(UInt32(bytes.count)) + [0, 0]
  }

  /// CRC-32 with the polynomial 0xEDB88320.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder = UInt32.max
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
    }
    return ~remainder
  }
}
