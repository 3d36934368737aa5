/// Reads delimited text row by row: RFC 4180 quoting, comma, semicolon or tab, any line end, with or without a byte order
/// mark. Blank lines are passed over.
///
/// Memory is bounded by the largest row. Text must be UTF-8; anything else is refused with the line.
package struct CSVReader {
  package let header: [String]
  private var source: ByteSource
  private let delimiter: UInt8
  private var context: GeodataError.Context
  private var rowCount = 0

  package init(path: String, layer: String? = nil) throws(GeodataError) {
    context = .init(file: path, layer: layer)
    source = try ByteSource(path: path)
    try source.skipByteOrderMark()
    // The header decides the delimiter: whichever of the three stands in it outside quotes, comma first on a tie.
    var first: (cells: [String], delimiter: UInt8?)
    repeat {
      context.line = source.line
      guard let row = try Self.row(&source, delimiters: [0x2C, 0x3B, 0x09], context) else {
        throw GeodataError(.empty, "the file is empty. Export the table again.", at: context)
      }
      first = row
    } while Self.isBlank(first.cells)
    delimiter = first.delimiter ?? 0x2C
    header = first.cells.map(\.trimmed)
    if let twice = Set(header.filter { name in !name.isEmpty && header.count { $0 == name } > 1 }).sorted().first {
      throw GeodataError(.malformed, "two columns are called “\(twice)”. Rename one.", at: context)
    }
  }

  private static func isBlank(_ cells: [String]) -> Bool { cells.count == 1 && cells[0].trimmed.isEmpty }

  /// The next row as a record without geometry; nil at the end.
  package mutating func next() throws(GeodataError) -> Record? {
    while true {
      let line = source.line
      context.line = line
      guard let row = try Self.row(&source, delimiters: [delimiter], context) else { return nil }
      if Self.isBlank(row.cells) { continue }
      rowCount += 1
      guard row.cells.count <= header.count else {
        var place = context
        place.record = "\(rowCount)"
        throw GeodataError(
          .malformed,
          "the row has \(row.cells.count) cells, the header \(header.count). Quote cells that hold the delimiter.",
          at: place)
      }
      var fields: [String: FieldValue] = [:]
      for (name, cell) in zip(header, row.cells) where !name.isEmpty {
        fields[name] = cell.trimmed.isEmpty ? .null : .text(cell)
      }
      return Record(number: rowCount, line: line, fields: fields)
    }
  }

  private static func row(
    _ source: inout ByteSource, delimiters: [UInt8], _ context: GeodataError.Context
  ) throws(GeodataError) -> (cells: [String], delimiter: UInt8?)? {
    guard try source.peek() != nil else { return nil }
    var delimiters = delimiters
    var used: UInt8?
    var cells: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    var wasQuoted = false

    func finish() throws(GeodataError) {
      guard !cell.contains(0), let text = String(validating: cell, as: UTF8.self) else {
        throw GeodataError(
          .wrongFormat, "this is not UTF-8 text. Save the table as “CSV UTF-8” and try again.", at: context)
      }
      cells.append(text)
      cell = []
      wasQuoted = false
    }

    while let byte = try source.next() {
      if quoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if try source.peek() == UInt8(ascii: "\"") {
          _ = try source.next()
          cell.append(byte)
        } else {
          quoted = false
          wasQuoted = true
        }
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r"), try source.peek() == UInt8(ascii: "\n") { _ = try source.next() }
        try finish()
        return (cells, used)
      } else if delimiters.contains(byte) {
        used = byte
        delimiters = [byte]
        try finish()
      } else if wasQuoted, byte != UInt8(ascii: " ") {
        throw GeodataError(
          .malformed, "text stands after the quote that ends a cell. Double a quote that belongs to the text.",
          at: context)
      } else if byte == UInt8(ascii: "\""), cell.isEmpty {
        quoted = true
      } else if !wasQuoted {
        cell.append(byte)
      }
    }
    guard !quoted else {
      throw GeodataError(.malformed, "a quoted cell that starts here never ends: the file is cut off.", at: context)
    }
    try finish()
    return (cells, used)
  }
}
