#if Office
import CXLSX
import Words

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// Version of the library that writes workbooks; nil in a build without.
package let workbookVersion: String? = String(cString: lxw_version())

/// Writes an Excel workbook that opens on its first sheet; equal sheets give equal bytes.
///
/// The heading row of each table stays in sight and has filters, columns are as wide as what they hold, shares have a bar
/// in their cells. Texts are written as texts: none becomes a formula or a link.
/// - Parameter path: of a file to be; an older one is written over.
/// - Throws: a sheet of more rows than workbooks have, and what the library refuses.
/// - Complexity: O(cells).
package func writeWorkbook(_ sheets: [Sheet], to path: String) throws(WorkbookError) {
  for sheet in sheets where sheet.rows.count + sheet.lead.count + 2 > [Sheet].mostRows {
    throw WorkbookError(
      Bilingual(
        "“\(sheet.name)”有\(sheet.rows.count)行，Excel工作表最多\([Sheet].mostRows)行。请改用csv格式。",
        "“\(sheet.name)” has \(sheet.rows.count) rows, and a sheet holds \([Sheet].mostRows). Ask for csv instead."))
  }
  let book = try Book(path)
  var looks = Looks(book.pointer)
  for (sheet, name) in zip(sheets, sheets.soundNames) {
    guard let page = workbook_add_worksheet(book.pointer, name) else {
      throw WorkbookError(Bilingual("无法添加工作表“\(name)”", "the sheet “\(name)” cannot be added"))
    }
    try fill(page, sheet, &looks)
  }
  try book.finish()
}

/// A workbook in the making; given up where it is not finished.
private struct Book: ~Copyable {
  let pointer: UnsafeMutablePointer<lxw_workbook>

  init(_ path: String) throws(WorkbookError) {
    // What the library keeps in files meanwhile stands beside the workbook: where there is room for one there is for both.
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    let made =
      folder.isEmpty
      ? workbook_new(path)
      : folder.withCString { text in
        var options = lxw_workbook_options()
        options.tmpdir = UnsafeMutablePointer(mutating: text)
        return workbook_new_opt(path, &options)
      }
    guard let made else { throw WorkbookError(Bilingual("无法创建工作簿", "the workbook cannot be made")) }
    pointer = made
    // A fixed day: equal runs give equal bytes.
    var properties = lxw_doc_properties()
    properties.created = 946_684_800
    _ = workbook_set_properties(pointer, &properties)
  }

  /// Writes the file.
  consuming func finish() throws(WorkbookError) {
    let outcome = workbook_close(pointer)
    discard self
    try require(outcome)
  }

  deinit { lxw_workbook_free(pointer) }
}

/// - Throws: what the library says of a call that it refused.
private func require(_ outcome: lxw_error) throws(WorkbookError) {
  guard outcome != LXW_NO_ERROR else { return }
  let reason = lxw_strerror(outcome).map { String(cString: $0) } ?? "\(outcome.rawValue)"
  throw WorkbookError(
    Bilingual(
      "工作簿未能写出：\(reason)。请检查磁盘空间。", "the workbook is not written: \(reason). Check that there is room left."))
}

/// Formats of one workbook, each made once.
private struct Looks {
  let book: UnsafeMutablePointer<lxw_workbook>
  let heading: UnsafeMutablePointer<lxw_format>?
  let title: UnsafeMutablePointer<lxw_format>?
  let wrapped: UnsafeMutablePointer<lxw_format>?
  let text: UnsafeMutablePointer<lxw_format>?
  private var numbers: [String: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    self.book = book
    heading = workbook_add_format(book)
    format_set_bold(heading)
    format_set_bg_color(heading, 0xE6EAED)
    format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_text_wrap(heading)
    format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    title = workbook_add_format(book)
    format_set_bold(title)
    format_set_font_size(title, 14)
    wrapped = workbook_add_format(book)
    format_set_text_wrap(wrapped)
    format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    // What looks like a number, such as an id with leading zeros, stays a text when it is typed over.
    text = workbook_add_format(book)
    format_set_num_format(text, "@")
  }

  /// “0.00”, “#,##0”, “0.00%”.
  mutating func number(_ pattern: String) -> UnsafeMutablePointer<lxw_format>? {
    if let known = numbers[pattern] { return known }
    let format = workbook_add_format(book)
    format_set_num_format(format, pattern)
    numbers[pattern] = format
    return format
  }
}

private func fill(_ page: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Sheet, _ looks: inout Looks)
  throws(WorkbookError)
{
  let widths = sheet.columns.indices.map { sheet.width(of: $0) }
  try writeLead(sheet.lead, to: page, widths, looks)
  guard !sheet.columns.isEmpty else {
    try require(worksheet_set_column(page, 0, 0, Double(leadWidth), nil))
    return
  }
  var row = UInt32(sheet.lead.count)
  if row > 0 { row += 1 }
  let head = row
  let last = UInt16(sheet.columns.count - 1)
  for (column, titled) in sheet.columns.enumerated() {
    try require(worksheet_write_string(page, head, UInt16(column), cellText(titled.title), looks.heading))
  }
  for cells in sheet.rows {
    row += 1
    for (column, cell) in cells.enumerated() {
      try write(cell, sheet.columns[column].kind, to: page, row, UInt16(column), &looks)
    }
  }
  // Lines above would fill the screen and stay.
  if head == 0 { worksheet_freeze_panes(page, 1, 0) }
  if row > head { try require(worksheet_autofilter(page, head, 0, row, last)) }
  for (index, column) in sheet.columns.enumerated() {
    let place = UInt16(index)
    let hasList = !column.choices.isEmpty
    try require(worksheet_set_column(page, place, place, Double(widths[index]), hasList ? looks.text : nil))
    if hasList { try offer(column.choices, in: page, place, from: head + 1, to: max(row, head + 500)) }
    if column.kind == .share, row > head { try addBars(page, place, from: head + 1, to: row) }
  }
  // A4 across, the heading row on every page.
  worksheet_set_landscape(page)
  worksheet_set_paper(page, 9)
  worksheet_fit_to_pages(page, 1, 0)
  try require(worksheet_repeat_rows(page, head, head))
}

/// Of a sheet of lines alone, in digits.
private let leadWidth = 100

/// The lines above a table, each across all its columns and as high as it is long.
private func writeLead(
  _ lines: [String], to page: UnsafeMutablePointer<lxw_worksheet>, _ widths: [Int], _ looks: Looks
) throws(WorkbookError) {
  let width = widths.isEmpty ? leadWidth : widths.reduce(0, +)
  for (index, line) in lines.enumerated() {
    let (row, look) = (UInt32(index), index == 0 ? looks.title : looks.wrapped)
    if widths.count > 1 {
      try require(worksheet_merge_range(page, row, 0, row, UInt16(widths.count - 1), cellText(line), look))
    } else {
      try require(worksheet_write_string(page, row, 0, cellText(line), look))
    }
    // A line is 15 points; letters seldom fill the last digits of one.
    let high = line.split(separator: "\n").reduce(0) { $0 + 1 + $1.columnWidth / max(1, width - 4) }
    if index > 0, high > 1 { try require(worksheet_set_row(page, row, 15 * Double(high), nil)) }
  }
}

extension Sheet {
  /// In digits: of the heading with its button, and of what stands beneath.
  fileprivate func width(of column: Int) -> Int {
    let texts = rows.lazy.prefix(200).map { shownWidth($0[column], columns[column].kind) }
    return min(48, max(6, max(shownWidth(columns[column].title) + 3, texts.max() ?? 0) + 1))
  }
}

private func write(
  _ cell: Sheet.Cell, _ kind: Sheet.Column.Kind, to page: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32,
  _ column: UInt16, _ looks: inout Looks
) throws(WorkbookError) {
  switch cell {
  case .empty: break
  case .text(let text): try require(worksheet_write_string(page, row, column, cellText(text), nil))
  case .number(let number) where number.isFinite:
    try require(worksheet_write_number(page, row, column, number, looks.number(pattern(kind))))
  case .share(let share) where share.isFinite:
    try require(worksheet_write_number(page, row, column, share, looks.number(pattern(.share))))
  case .number, .share: break
  }
}

private func pattern(_ kind: Sheet.Column.Kind) -> String {
  switch kind {
  case .text, .number(decimals: 0): "#,##0"
  case .number(let decimals): "#,##0." + String(repeating: "0", count: min(7, decimals))
  case .plainNumber: "General"
  case .share: "0.00%"
  }
}

/// A list to choose from in the cells of a column; other words are asked about, not refused.
private func offer(
  _ choices: [String], in page: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16, from first: UInt32,
  to last: UInt32
) throws(WorkbookError) {
  try withCStrings(choices) { (list) throws(WorkbookError) in
    var validation = lxw_data_validation()
    validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
    validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
    validation.value_list = list
    try require(worksheet_data_validation_range(page, first, column, last, column, &validation))
  }
}

private func addBars(
  _ page: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16, from first: UInt32, to last: UInt32
) throws(WorkbookError) {
  var bars = lxw_conditional_format()
  bars.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
  bars.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
  bars.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
  bars.min_value = 0
  bars.max_value = 1
  bars.bar_color = 0x8DB9DD
  bars.bar_solid = UInt8(LXW_TRUE.rawValue)
  bars.data_bar_2010 = UInt8(LXW_TRUE.rawValue)
  try require(worksheet_conditional_format_range(page, first, column, last, column, &bars))
}

/// As long as a cell can be, without what no cell can hold.
private func cellText(_ text: String) -> String {
  let sound =
    text.unicodeScalars.allSatisfy(isSound)
    ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter(isSound)))
  guard sound.utf16.count > [Sheet].mostCharacters else { return sound }
  var result = String(sound.prefix([Sheet].mostCharacters - 1))
  while result.utf16.count >= [Sheet].mostCharacters { result.removeLast() }
  return result + "…"
}

/// No control but a line break or a tab, and no mark that turns the order of the text.
private func isSound(_ letter: Unicode.Scalar) -> Bool {
  switch letter.value {
  case 0x09, 0x0A: true
  case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: false
  default: true
  }
}

/// In the width of a digit; a Chinese character is two.
private func shownWidth(_ text: String) -> Int {
  let line = text.split(separator: "\n").max { $0.count < $1.count } ?? ""
  return line.columnWidth
}

private func shownWidth(_ cell: Sheet.Cell, _ kind: Sheet.Column.Kind) -> Int {
  switch cell {
  case .empty: 0
  case .text(let text): shownWidth(text)
  case .share: 7
  case .number(let number):
    if case .number(let decimals) = kind {
      "\(Int(max(-1e15, min(1e15, number.isFinite ? number : 0))))".count * 4 / 3 + 1 + decimals
    } else {
      12
    }
  }
}

/// A list that ends with null, as C wants it, for as long as the body runs.
private func withCStrings(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws(WorkbookError) -> Void
) throws(WorkbookError) {
  let copies = texts.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  var list = copies + [nil]
  try list.withUnsafeMutableBufferPointer { (list) throws(WorkbookError) in try body(list.baseAddress!) }
}
#else
/// Version of the library that writes workbooks; nil in a build without.
package let workbookVersion: String? = nil
#endif
