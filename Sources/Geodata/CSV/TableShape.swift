import Model
import Words

/// What the rows of a text table look like: their widths, columns without a name, how the file ends.
struct TableShape {
  private let isNamed: [Bool]
  private let headerLine: Int?
  /// Of columns without a name: those with values, their first one.
  private var unnamed: [Int: String] = [:]
  /// Those without any so far.
  private var unnamedAndBlank: [Int]
  /// A first column without a name numbers the rows, from 0 or 1, as tables of analysts do.
  private var firstIndex: Int?
  private var isIndexed = true
  private var shortRows = 0
  private var firstShort: (record: Int, line: Int, cells: Int)?
  private var rows = 0
  /// The fewest bytes of a last cell, of all rows but the last one.
  private var shortestEnd = Int.max
  private var lastEnd: (bytes: Int, text: String) = (Int.max, "")
  private var last: (record: Int, cells: Int) = (0, 0)
  private var isTorn = false

  init(isNamed: [Bool], line: Int?) {
    self.isNamed = isNamed
    headerLine = line
    unnamedAndBlank = isNamed.indices.filter { !isNamed[$0] }
  }

  /// Columns without a name count once they have a value.
  func isWanted(_ column: Int) -> Bool { isNamed[column] || unnamed[column] != nil }

  /// - Parameter isTorn: no line end stands behind the row.
  /// - Returns: true when one more column is wanted.
  mutating func see(_ row: CSVRow, isTorn: Bool) -> Bool {
    rows += 1
    self.isTorn = isTorn
    shortestEnd = min(shortestEnd, lastEnd.bytes)
    last = (row.number, row.cellCount)
    lastEnd.bytes = row[row.cellCount - 1].count
    if isTorn { lastEnd.text = row.text(row.cellCount - 1) }
    if row.cellCount < isNamed.count {
      shortRows += 1
      if firstShort == nil { firstShort = (row.number, row.line, row.cellCount) }
    }
    if isIndexed, !isNamed[0] {
      let number = Int(row.text(0).trimmed)
      firstIndex = firstIndex ?? number.flatMap { (0...1).contains($0) ? $0 : nil }
      isIndexed = number != nil && number == firstIndex.map { $0 + rows - 1 }
    }
    guard !unnamedAndBlank.isEmpty else { return false }
    let filled = unnamedAndBlank.filter { $0 < row.cellCount && !row.isBlank($0) }
    for column in filled { unnamed[column] = row.text(column).trimmed }
    if !filled.isEmpty { unnamedAndBlank.removeAll { unnamed[$0] != nil } }
    return !filled.isEmpty
  }

  /// - Throws: ``GeodataError`` `malformed` when the first row is plainly no header.
  func finish(header: [String], _ context: GeodataError.Context) throws(GeodataError) {
    guard unnamed.count > 1, isNamed.count(where: \.self) == 1 else { return }
    var place = context
    place.line = headerLine
    let name = header[isNamed.firstIndex(of: true) ?? 0]
    throw GeodataError(
      .malformed,
      Bilingual(
        "共\(isNamed.count)列，第一行只有一列写了名称：“\(name)”。第一行必须写明每一列的名称。请删去上方的标题，并拆分合并的单元格。",
        "the first row names one column of \(isNamed.count): “\(name)”. It must hold a "
          + "name for each column. Remove titles above it and take merged cells apart."), at: place)
  }

  func notes(layer: String, header: [String]) -> [QualityFinding] {
    var notes: [QualityFinding] = []
    for (column, example) in unnamed.sorted(by: { $0.key < $1.key }).prefix(20) {
      if column == 0, isIndexed, rows > 1 {
        notes.append(
          QualityFinding(
            .note, layer: layer, field: header[0],
            message: Bilingual("第1列没有名称，只是行号，未使用", "column 1 has no name and numbers the rows; it is not used"),
            fix: Bilingual("无需处理", "nothing to do")))
        continue
      }
      notes.append(
        QualityFinding(
          .warning, layer: layer, field: header[column], value: example,
          message: Bilingual(
            "第\(column + 1)列有内容而没有名称，只有指定“\(header[column])”时才使用",
            "column \(column + 1) has values and no name; it is used only where “\(header[column])” is asked for"),
          fix: Bilingual(
            "请补写名称，或说明其含义，例如`fields: {weight: \(header[column])}`",
            "write a name over it, or say what it is, for example `fields: {weight: \(header[column])}`")))
    }
    let isShort = last.cells < isNamed.count
    if let first = firstShort, !(isTorn && isShort && shortRows == 1) {
      notes.append(
        QualityFinding(
          .warning, layer: layer, record: "\(first.record)", value: "\(shortRows)",
          message: Bilingual(
            "有些行的单元格少于表头的\(isNamed.count)个；首例在第\(first.line)行，只有\(first.cells)个",
            "rows with fewer cells than the header's \(isNamed.count); the first, in line \(first.line), has "
              + "\(first.cells)"),
          fix: Bilingual("请补齐各行，或删去不是记录的行", "fill the rows up, or remove lines that are no records")))
    }
    guard isTorn, rows > 0 else { return notes }
    // Of recorded tracks nothing is repeated: the last cell may be where somebody lives.
    let end = layer == "tracks" ? nil : lastEnd.text
    let words =
      end.map { Bilingual("，止于“\($0)”", ", after “\($0)”") } ?? Bilingual(same: "")
    if isShort || (rows > 2 && lastEnd.bytes < shortestEnd) {
      notes.append(
        QualityFinding(
          .warning, layer: layer, record: "\(last.record)", value: end,
          message: Bilingual(
            "文件在一行中间结束\(words.chinese)"
              + (isShort ? "（\(isNamed.count)个单元格中的第\(last.cells)个）" : "") + "，可能不完整",
            "the file ends in the middle of a line\(words.english)"
              + (isShort ? ", \(last.cells) of \(isNamed.count) cells" : "") + ": it may be cut off"),
          fix: Bilingual(
            "请重新复制或导出，并核对记录数（此处为\(rows)条）",
            "copy or export it again and compare the number of records (\(rows) here)")))
    } else {
      notes.append(
        QualityFinding(
          .note, layer: layer, record: "\(last.record)", value: end,
          message: Bilingual(
            "最后一行没有换行符" + (end.map { "，该行止于“\($0)”" } ?? ""),
            "no line end stands behind the last row" + (end.map { ", which ends with “\($0)”" } ?? "")),
          fix: Bilingual(
            "请确认没有缺漏：共读取\(rows)条记录", "make sure that nothing is missing: \(rows) records were read")))
    }
    return notes
  }
}
