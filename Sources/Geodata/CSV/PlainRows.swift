extension ByteSource {
  /// Takes a whole row of plain cells into `row`: all of it in this piece, and no quote in it.
  ///
  /// - Returns: false, with nothing taken, when the row must be read a byte at a time.
  mutating func takePlainRow(delimiter: UInt8, into row: inout CSVRow) -> Bool {
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
        let isPair = byte == UInt8(ascii: "\r") && bytes[index + 1] == UInt8(ascii: "\n")
        take(upTo: index + (isPair ? 2 : 1), lines: 1)
        return true
      } else if byte == UInt8(ascii: "\"") {
        break
      } else if byte == 0 {
        hasZero = true
      }
      index += 1
    }
    row.removeAll()
    return false
  }
}
