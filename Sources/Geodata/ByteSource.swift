import Foundation

/// A text file read in pieces, a byte of UTF-8 at a time, with the line number: memory stays at one piece whatever the
/// file's size. Other encodings become UTF-8 on the way.
struct ByteSource {
  let file: String
  let encoding: FoundEncoding
  private(set) var line = 1
  private let handle: FileHandle
  private var piece: [UInt8] = []
  private var position = 0
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
      throw GeodataError(.fileMissing, "the file does not exist. Check the path.", at: .init(file: path))
    }
    guard !isDirectory.boolValue else {
      throw GeodataError(.unreadable, "this is a folder. Name a file in it.", at: .init(file: path))
    }
    try refuseSpecialFile(.init(file: path))
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw GeodataError(
        .unreadable, "the file cannot be opened for reading. Check its permissions.", at: .init(file: path))
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

  private static func read(_ handle: FileHandle, _ file: String, line: Int? = nil) throws(GeodataError) -> [UInt8] {
    do {
      return Array(try handle.read(upToCount: pieceSize) ?? Data())
    } catch {
      throw GeodataError(.unreadable, "reading stopped: \(error)", at: .init(file: file, line: line))
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
          "this is not \(encoding.encoding.displayName) text"
            + (encoding.isStated ? ", as it is said to be. Correct `encoding`." : ". Save it as UTF-8."),
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

  /// Takes a whole row of plain cells into `row`: all of it in this piece, and no quote in it.
  ///
  /// - Returns: false, with nothing taken, when the row must be read a byte at a time.
  mutating func takePlainRow(delimiter: UInt8, into row: inout CSVRow) -> Bool {
    let start = position
    var index = position
    var cellStart = position
    var mix: UInt8 = 0
    var hasZero = false
    let piece = piece
    let bytes = piece.span
    while index < bytes.count {
      let byte = bytes[index]
      // Letters lie above all that matters here.
      if byte > UInt8(ascii: ";") {
        mix |= byte
        index += 1
        continue
      }
      if byte == delimiter {
        row.append(piece[cellStart..<index], mix: mix, hasZero: hasZero)
        row.endCell()
        cellStart = index + 1
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        // Whether a line feed follows a return must be seen.
        if byte == UInt8(ascii: "\r"), index + 1 == bytes.count { break }
        row.append(piece[cellStart..<index], mix: mix, hasZero: hasZero)
        row.endCell()
        position = index + 1
        if byte == UInt8(ascii: "\r"), bytes[index + 1] == UInt8(ascii: "\n") { position += 1 }
        line += 1
        return true
      } else if byte == UInt8(ascii: "\"") {
        break
      } else if byte == 0 {
        hasZero = true
      }
      index += 1
    }
    position = start
    row.removeAll()
    return false
  }

  /// Takes a number as JSON writes it, in plain decimals of at most 15 digits, with its end in this piece.
  ///
  /// - Returns: nil, with nothing taken, when it must be read a byte at a time.
  mutating func takePlainNumber() -> Double? {
    var index = position
    let piece = piece
    let bytes = piece.span
    var digits: UInt64 = 0
    var count = 0
    var whole = -1
    var isNegative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        count += 1
      } else if byte == UInt8(ascii: "."), whole < 0 {
        whole = count
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        break
      } else {
        return nil
      }
      index += 1
    }
    guard index < bytes.count, count > 0, count <= 15, whole != 0, whole < count else { return nil }
    let wholeCount = whole < 0 ? count : whole
    guard wholeCount == 1 || bytes[start] != 0x30 else { return nil }
    position = index
    return exactDecimal(digits, places: count - wholeCount, isNegative: isNegative)
  }

  /// Takes a text up to its closing quote, with nothing in it that JSON escapes, all of it in this piece.
  ///
  /// - Returns: nil, with nothing taken, when it must be read a byte at a time, or is no UTF-8.
  mutating func takePlainText() -> String? {
    let piece = piece
    let bytes = piece.span
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        guard let text = try? UTF8Span(validating: bytes.extracting(position..<index)) else { return nil }
        position = index + 1
        return String(copying: text)
      }
      guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
      index += 1
    }
    return nil
  }

  /// Takes a UTF-8 byte order mark if the file starts with one.
  mutating func skipByteOrderMark() throws(GeodataError) {
    guard try peek() == 0xEF, piece.count >= position + 3, piece[position + 1] == 0xBB, piece[position + 2] == 0xBF
    else { return }
    position += 3
  }
}
