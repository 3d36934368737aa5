/// Finds its way in the JSON of a feature without reading it whole.
///
/// What stands there was written by us and is valid; on anything else it finds nothing.
struct FeatureBytes {
  let bytes: [UInt8]

  /// Where the value of a key begins, in the object that begins at `start`.
  ///
  /// - Parameter key: with its quotes, escaped as our writer does it.
  func value(of key: [UInt8], inObjectAt start: Int = 0) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var index = space(from: start + 1)
    while index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      let keyEnd = end(ofValueAt: index)
      let isSought = bytes[index..<keyEnd].elementsEqual(key)
      index = space(from: space(from: keyEnd) + 1)
      if isSought { return index < bytes.count ? index : nil }
      index = space(from: end(ofValueAt: index))
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return nil }
      index = space(from: index + 1)
    }
    return nil
  }

  /// Where the elements of an array begin.
  func elements(ofArrayAt start: Int) -> [Int] {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return [] }
    var found: [Int] = []
    var index = space(from: start + 1)
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
      found.append(index)
      index = space(from: end(ofValueAt: index))
      guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { break }
      index = space(from: index + 1)
    }
    return found
  }

  /// One past the value that begins at `start`.
  func end(ofValueAt start: Int) -> Int {
    var index = start
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = endOfText(from: index)
        if depth == 0 { return index }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return index
  }

  func text(ofValueAt start: Int) -> String {
    String(decoding: bytes[start..<end(ofValueAt: start)], as: UTF8.self)
  }

  private func endOfText(from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  private func space(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    return index
  }
}
