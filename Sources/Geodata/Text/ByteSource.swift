import Foundation
import Words

/// A text file read in pieces, a byte of UTF-8 at a time, with the line number: memory stays at one piece whatever the
/// file's size. Other encodings become UTF-8 on the way.
struct ByteSource {
  let file: String
  let encoding: FoundEncoding
  private(set) var line = 1
  private let handle: FileHandle
  /// What was read last, as UTF-8.
  private(set) var piece: [UInt8] = []
  /// Of the next byte in ``piece``.
  private(set) var position = 0
  private static let pieceSize = 1 << 18
  /// Bytes read and not yet decoded: at first those the encoding was guessed from.
  private var raw: [UInt8]
  private var isBigEndian = false
  private var isAtEnd = false

  /// - Parameter stated: the encoding the user names; nil to guess it.
  init(path: String, encoding stated: TextEncoding? = nil) throws(GeodataError) {
    file = path
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw GeodataError(
        .fileMissing, Bilingual("文件不存在。请检查路径。", "the file does not exist. Check the path."), at: .init(file: path))
    }
    guard !isDirectory.boolValue else {
      throw GeodataError(
        .unreadable, Bilingual("这是文件夹。请指定其中的一个文件。", "this is a folder. Name a file in it."),
        at: .init(file: path))
    }
    try refuseSpecialFile(.init(file: path))
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw GeodataError(
        .unreadable,
        Bilingual("文件无法打开。请检查读取权限。", "the file cannot be opened for reading. Check its permissions."),
        at: .init(file: path))
    }
    self.handle = handle
    raw = try Self.read(handle, path)
    if let advice = FileSignature.advice(for: raw) { throw GeodataError(.wrongFormat, advice, at: .init(file: path)) }
    // What no encoding explains is left to the reader, which names the line.
    encoding = FoundEncoding(
      encoding: stated ?? TextEncoding.guess(raw) ?? .utf8, isStated: stated != nil)
    if encoding.encoding == .utf16 {
      isBigEndian =
        raw.starts(with: [0xFE, 0xFF]) || (!raw.starts(with: [0xFF, 0xFE]) && TextEncoding.isBigEndian(raw))
      if raw.starts(with: [0xFE, 0xFF]) || raw.starts(with: [0xFF, 0xFE]) { raw.removeFirst(2) }
    }
  }

  /// Text that is here already, as UTF-8.
  ///
  /// - Parameter named: what errors call it.
  init(_ bytes: [UInt8], named: String) {
    file = named
    handle = .nullDevice
    raw = bytes
    encoding = FoundEncoding(encoding: .utf8, isStated: true)
  }

  private static func read(_ handle: FileHandle, _ file: String, line: Int? = nil) throws(GeodataError) -> [UInt8] {
    do {
      return Array(try handle.read(upToCount: pieceSize) ?? Data())
    } catch {
      throw GeodataError(
        .unreadable, Bilingual("读取中断：\(error)", "reading stopped: \(error)"), at: .init(file: file, line: line))
    }
  }

  /// The next piece as UTF-8; empty at the end.
  private mutating func decodedPiece() throws(GeodataError) -> [UInt8] {
    while !isAtEnd {
      if encoding.encoding == .utf8 {
        // No copy and no check here: the readers look at the characters anyway.
        if raw.isEmpty { raw = try Self.read(handle, file, line: line) }
        defer { raw = [] }
        isAtEnd = raw.isEmpty
        return raw
      }
      let more = try Self.read(handle, file, line: line)
      isAtEnd = more.isEmpty
      let whole = wholeCharacters
      guard isAtEnd ? whole == raw.count : true, let text = text(raw[..<whole]) else {
        throw GeodataError(
          .wrongFormat,
          encoding.encoding.isNot
            + (encoding.isStated
              ? Bilingual("，与注明的不符。请更正`encoding`。", ", as it is said to be. Correct `encoding`.")
              : Bilingual("。请另存为UTF-8。", ". Save it as UTF-8.")),
          at: .init(file: file, line: line))
      }
      raw = Array(raw[whole...]) + more
      if !text.isEmpty { return text }
    }
    return []
  }

  /// How many of the raw bytes are whole characters, in an encoding other than UTF-8.
  private var wholeCharacters: Int { encoding.encoding == .utf16 ? wholeUTF16 : encoding.encoding.whole(raw) }

  /// As UTF-8; nil when it is not what the encoding says.
  private func text(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    switch encoding.encoding {
    case .utf16: TextEncoding.utf16Text(bytes, isBigEndian: isBigEndian)
    case .utf8: Array(bytes)
    default: encoding.encoding.text(bytes)
    }
  }

  /// Where the last whole character of UTF-16 ends: not within a pair.
  private var wholeUTF16: Int {
    var end = raw.count & ~1
    if end >= 2 {
      let high = raw[isBigEndian ? end - 2 : end - 1]
      if (0xD8...0xDB).contains(high) { end -= 2 }
    }
    return end
  }

  /// The next byte without taking it; nil at the end of the file.
  mutating func peek() throws(GeodataError) -> UInt8? {
    if position == piece.count {
      piece = try decodedPiece()
      position = 0
      if piece.isEmpty { return nil }
    }
    return piece[position]
  }

  /// Takes the next byte; nil at the end of the file.
  mutating func next() throws(GeodataError) -> UInt8? {
    guard let byte = try peek() else { return nil }
    position += 1
    switch byte {
    case UInt8(ascii: "\n"): line += 1
    case UInt8(ascii: "\r"): if try peek() != UInt8(ascii: "\n") { line += 1 }
    default: break
    }
    return byte
  }

  /// Takes the bytes of ``piece`` before `end`, of which so many end lines.
  mutating func take(upTo end: Int, lines: Int = 0) {
    position = end
    line += lines
  }

  /// Takes a UTF-8 byte order mark if the file starts with one.
  mutating func skipByteOrderMark() throws(GeodataError) {
    guard try peek() == 0xEF, piece.count >= position + 3, piece[position + 1] == 0xBB, piece[position + 2] == 0xBF
    else { return }
    position += 3
  }
}
