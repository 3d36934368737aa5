import Words

/// One cell of a table.
package enum CSVCell: Hashable, Sendable {
  /// Not known: nothing between the commas.
  case empty
  case text(String)
  case int(Int)
  /// Rounded to a fixed number of decimals (0...15), trailing zeros kept so that columns line up.
  case number(Double, decimals: Int)
  /// Degrees with 7 decimals, without trailing zeros, as in GeoJSON.
  case degrees(Double)
}

extension CSVCell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(nilLiteral: ()) { self = .empty }
  package init(_ value: String?) { self = value.map(CSVCell.text) ?? .empty }
  package init(_ value: Int?) { self = value.map(CSVCell.int) ?? .empty }
  package init(_ value: Double?, decimals: Int) { self = value.map { .number($0, decimals: decimals) } ?? .empty }
}

/// Writes a table that Excel, LibreOffice and every CSV reader open alike: UTF-8 with byte order mark, CRLF, quotes
/// only where needed.
///
/// Text that a spreadsheet would run as a formula gets a leading apostrophe (``FormulaGuard``), because names come from
/// files of strangers and the tables go to offices. Switch it off for files that only programs read.
/// Source: Shafranovich (2005), RFC 4180.
package struct CSVWriter: Sendable {
  private let columns: [String]
  private let guardsFormulas: Bool
  private var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
  private var rowCount = 0

  /// - Parameter columns: names with their unit (`minutes_min`, `cost_yuan`), at least one.
  package init(columns: [String], guardsFormulas: Bool = true) {
    precondition(!columns.isEmpty, "a table has at least one column")
    self.columns = columns
    self.guardsFormulas = guardsFormulas
    for (index, column) in columns.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendText(column)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  /// Adds one row.
  ///
  /// - Parameter cells: one per column.
  /// - Throws: ``GeodataError`` code `notFinite` with the row (the first is 1) and the column. The writer is as it was
  ///   before.
  package mutating func append(_ cells: [CSVCell]) throws(GeodataError) {
    precondition(cells.count == columns.count, "a row has \(cells.count) cells for \(columns.count) columns")
    let start = bytes.count
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .empty: break
      case .text(let text): appendText(text)
      case .int(let value): bytes.append(contentsOf: String(value).utf8)
      case .number(let value, _) where !value.isFinite, .degrees(let value) where !value.isFinite:
        bytes.removeSubrange(start...)
        throw GeodataError(
          .notFinite,
          Bilingual(
            "表格中不能写\(value)；未知的请留空", "\(value) cannot stand in a table; leave the cell empty for what is not known"),
          at: .init(record: String(rowCount + 1), field: columns[index]))
      case .number(let value, let decimals): appendDecimal(value, places: decimals, trimmed: false, to: &bytes)
      case .degrees(let value): appendDegrees(value, to: &bytes)
      }
    }
    bytes.append(contentsOf: "\r\n".utf8)
    rowCount += 1
  }

  /// The whole table, ending in CRLF.
  package consuming func finish() -> [UInt8] { bytes }

  private mutating func appendText(_ text: String) {
    let guarded = guardsFormulas ? FormulaGuard.guarded(text) : text
    let needsQuotes = guarded.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    guard needsQuotes || guarded.first == " " || guarded.last == " " else {
      bytes.append(contentsOf: guarded.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in guarded.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
