import Model
import Words

/// Reads delimited text row by row: RFC 4180 quoting, comma, semicolon or tab, any line end, with or without a byte order
/// mark. Rows with nothing to see in them are passed over, and so are blank cells beyond the header.
///
/// Memory is bounded by the largest row. Text is UTF-8, GB 18030 (GBK) or UTF-16, guessed and confirmed by decoding;
/// anything else is refused with the line.
package struct CSVReader {
  /// A name for each column; `column 5` where the file has none.
  package let header: [String]
  package let delimiter: UInt8
  private var source: ByteSource
  private var context: GeodataError.Context
  private var rowCount = 0
  /// The room of the last row.
  private var spare = CSVRow()
  private var packed = PackedValues()
  /// The named columns of a row of so many cells: a short row lacks its last fields.
  private var headers: [FieldHeader]
  private var shape: TableShape

  /// - Parameter encoding: as the user states it; nil to guess it.
  package init(path: String, layer: String? = nil, encoding: TextEncoding? = nil) throws(GeodataError) {
    context = .init(file: path, layer: layer)
    source = try ByteSource(path: path, encoding: encoding)
    try source.skipByteOrderMark()
    // The header decides the delimiter: whichever of the three stands in it outside quotes, comma first on a tie.
    var delimiters: [UInt8] = [0x2C, 0x3B, 0x09]
    var stated: UInt8?
    var row = CSVRow()
    var used: UInt8?
    while true {
      context.line = source.line
      used = nil
      var ended = true
      guard try Self.take(&row, from: &source, delimiters: delimiters, used: &used, ended: &ended, context) else {
        throw GeodataError(
          .empty, Bilingual("文件是空的。请重新导出表格。", "the file is empty. Export the table again."), at: context)
      }
      if stated == nil, let mark = Self.statedDelimiter(row, used) {
        stated = mark
        delimiters = [mark]
      } else if !row.isBlank {
        break
      }
    }
    delimiter = stated ?? used ?? 0x2C
    let names = (0..<row.cellCount).map { row.text($0).trimmed }
    if let twice = repeatedNames(names.filter { !$0.isEmpty }).first {
      throw GeodataError(
        .malformed, Bilingual("有两列都叫“\(twice)”。请改掉其中一个。", "two columns are called “\(twice)”. Rename one."),
        at: context)
    }
    let taken = Set(names)
    header = names.enumerated().map { index, name in
      guard name.isEmpty else { return name }
      let made = "column \(index + 1)"
      return taken.contains(made) ? "\(made) without a name" : made
    }
    headers = (0...header.count).map { _ in FieldHeader.none }
    shape = TableShape(isNamed: names.map { !$0.isEmpty }, line: context.line)
  }

  /// Excel's `sep=;` before the header.
  private static func statedDelimiter(_ row: CSVRow, _ used: UInt8?) -> UInt8? {
    let text = row.text(0).trimmed.lowercased()
    // The delimiter itself has parted the row where it is one of the usual ones.
    if text == "sep=", row.cellCount == 2, row.isBlank(1) { return used }
    guard row.cellCount == 1, text.hasPrefix("sep="), text.utf8.count == 5 else { return nil }
    return text.utf8.last
  }

  package var encoding: FoundEncoding { source.encoding }

  /// What was seen of the table's shape so far: rows of another width, columns without a name, a torn end.
  package func notes(layer: String) -> [QualityFinding] { shape.notes(layer: layer, header: header) }

  /// The next row as a record without geometry; nil at the end.
  package mutating func next() throws(GeodataError) -> Record? {
    var row = CSVRow()
    swap(&row, &spare)
    defer { swap(&row, &spare) }
    guard try next(into: &row) else { return nil }
    packed.removeAll()
    for cell in 0..<row.cellCount where shape.isWanted(cell) {
      if row.isBlank(cell) { packed.appendNull() } else { packed.append(text: row[cell]) }
    }
    let fields = Fields(header: header(cells: row.cellCount), packed: packed.copy())
    return Record(number: row.number, line: row.line, fields: fields)
  }

  private mutating func header(cells: Int) -> FieldHeader {
    if cells > 0, headers[cells] === FieldHeader.none {
      headers[cells] = FieldHeader((0..<cells).filter(shape.isWanted).map { header[$0] })
    }
    return headers[cells]
  }

  /// Reads the next row that is not blank; false at the end.
  ///
  /// - Throws: ``GeodataError`` `malformed` for a row that is wider than the header.
  mutating func next(into row: inout CSVRow) throws(GeodataError) -> Bool {
    var ended = true
    repeat {
      row.removeAll()
      context.line = source.line
      row.line = source.line
      // Letters lie above all that the fast way looks for.
      if delimiter <= UInt8(ascii: ";"), source.takePlainRow(delimiter: delimiter, into: &row) {
        try Self.checkText(row, context)
      } else {
        var used: UInt8?
        let isMore = try Self.take(
          &row, from: &source, delimiters: [delimiter], used: &used, ended: &ended, context)
        guard isMore else {
          try shape.finish(header: header, context)
          return false
        }
      }
    } while row.isBlank
    rowCount += 1
    row.number = rowCount
    row.dropBlankCells(beyond: header.count)
    guard row.cellCount <= header.count else {
      var place = context
      place.record = "\(rowCount)"
      throw GeodataError(
        .malformed,
        Bilingual(
          "该行有\(row.cellCount)个单元格，而表头只有\(header.count)个。含有分隔符的单元格请加引号。",
          "the row has \(row.cellCount) cells, the header \(header.count). Quote cells that hold the delimiter."),
        at: place)
    }
    if shape.see(row, isTorn: !ended) { headers = headers.map { _ in FieldHeader.none } }
    return true
  }

  private static func checkText(_ row: CSVRow, _ context: GeodataError.Context) throws(GeodataError) {
    guard row.isText else {
      throw GeodataError(
        .wrongFormat,
        Bilingual(
          "文本不是UTF-8，也不是可以确认的中文（GBK）、韩文、日文或西文。请另存为“CSV UTF-8”，或注明`encoding`。",
          "this is not UTF-8 text, and not plainly Chinese in GBK, Korean, Japanese or a Western language. Save the table as "
            + "“CSV UTF-8”, or state `encoding`."), at: context)
    }
  }

  /// Reads a row a byte at a time; false at the end of the file. `ended` tells whether a line end stood behind it.
  private static func take(
    _ row: inout CSVRow, from source: inout ByteSource, delimiters: [UInt8], used: inout UInt8?,
    ended: inout Bool, _ context: GeodataError.Context
  ) throws(GeodataError) -> Bool {
    row.removeAll()
    guard try source.peek() != nil else { return false }
    var delimiters = delimiters
    var quoted = false
    var wasQuoted = false
    var isEmpty = true
    while let byte = try source.next() {
      if quoted {
        if byte != UInt8(ascii: "\"") {
          row.append(byte)
        } else if try source.peek() == UInt8(ascii: "\"") {
          _ = try source.next()
          row.append(byte)
        } else {
          quoted = false
          wasQuoted = true
        }
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r"), try source.peek() == UInt8(ascii: "\n") { _ = try source.next() }
        row.endCell()
        try checkText(row, context)
        return true
      } else if delimiters.contains(byte) {
        used = byte
        delimiters = [byte]
        row.endCell()
        wasQuoted = false
        isEmpty = true
        continue
      } else if wasQuoted, byte != UInt8(ascii: " ") {
        throw GeodataError(
          .malformed,
          Bilingual(
            "单元格的结束引号之后还有文字。属于文字的引号请写两个。",
            "text stands after the quote that ends a cell. Double a quote that belongs to the text."),
          at: context)
      } else if byte == UInt8(ascii: "\""), isEmpty {
        quoted = true
      } else if !wasQuoted {
        row.append(byte)
      }
      isEmpty = false
    }
    guard !quoted else {
      throw GeodataError(
        .malformed,
        Bilingual(
          "从此处开始的带引号单元格没有结束：文件不完整。",
          "a quoted cell that starts here never ends: the file is cut off."), at: context)
    }
    row.endCell()
    try checkText(row, context)
    ended = false
    return true
  }
}
