import Foundation

/// A file read in pieces, a byte at a time, with the line number: memory stays at one piece whatever the file's size.
struct ByteSource {
  let file: String
  private(set) var line = 1
  private let handle: FileHandle
  private var piece: [UInt8] = []
  private var position = 0
  private static let pieceSize = 1 << 18

  init(path: String) throws(GeodataError) {
    file = path
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw GeodataError(.fileMissing, "the file does not exist. Check the path.", at: .init(file: path))
    }
    guard !isDirectory.boolValue else {
      throw GeodataError(.unreadable, "this is a folder. Name a file in it.", at: .init(file: path))
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw GeodataError(
        .unreadable, "the file cannot be opened for reading. Check its permissions.", at: .init(file: path))
    }
    self.handle = handle
  }

  /// The next byte without taking it; nil at the end of the file.
  mutating func peek() throws(GeodataError) -> UInt8? {
    if position == piece.count {
      do {
        piece = Array(try handle.read(upToCount: Self.pieceSize) ?? Data())
      } catch {
        throw GeodataError(.unreadable, "reading stopped: \(error)", at: .init(file: file, line: line))
      }
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

  /// Takes a UTF-8 byte order mark if the file starts with one.
  mutating func skipByteOrderMark() throws(GeodataError) {
    guard try peek() == 0xEF, piece.count >= position + 3, piece[position + 1] == 0xBB, piece[position + 2] == 0xBF
    else { return }
    position += 3
  }
}
