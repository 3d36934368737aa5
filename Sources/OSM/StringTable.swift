/// Distinct strings as dense numbers: the tags of a city hold few different texts many times over.
struct StringTable: Sendable {
  private var bytes: [UInt8] = []
  /// String `i` is `bytes[starts[i] ..< starts[i + 1]]`.
  private var starts: [Int] = [0]
  /// Open addressing; -1 is empty. A power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 1024)

  var count: Int { starts.count - 1 }

  /// All texts one after the other, with their starts: the form of ``OSMBlock``.
  var text: [UInt8] { bytes }
  var textStarts: [Int32] { starts.map { Int32($0) } }

  func string(_ id: Int32) -> String {
    String(decoding: bytes[starts[Int(id)]..<starts[Int(id) + 1]], as: UTF8.self)
  }

  func id(of text: String) -> Int32? {
    var text = text
    let slot = text.withUTF8 { find($0).slot }
    return slots[slot] < 0 ? nil : slots[slot]
  }

  mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let (slot, found) = find(text)
    if found { return slots[slot] }
    let id = Int32(count)
    bytes.append(contentsOf: text)
    starts.append(bytes.count)
    slots[slot] = id
    if count * 2 > slots.count { grow() }
    return id
  }

  private func find(_ text: UnsafeBufferPointer<UInt8>) -> (slot: Int, found: Bool) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(text)) & mask
    return bytes.withUnsafeBufferPointer { bytes in
      while slots[slot] >= 0 {
        let id = Int(slots[slot])
        let start = starts[id]
        if starts[id + 1] - start == text.count {
          var index = 0
          while index < text.count, bytes[start + index] == text[index] { index += 1 }
          if index == text.count { return (slot, true) }
        }
        slot = (slot + 1) & mask
      }
      return (slot, false)
    }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    bytes.withUnsafeBufferPointer { bytes in
      for id in 0..<count {
        let text = UnsafeBufferPointer(rebasing: bytes[starts[id]..<starts[id + 1]])
        var slot = Int(truncatingIfNeeded: Self.hash(text)) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(id)
      }
    }
  }

  /// FNV-1a with a final mix; tags are short, so byte by byte is fast enough.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 29)
  }
}
