/// A table of the page: headings, rows of cells, and how many rows there would be.
struct ReportTable {
  struct Column {
    var name: Phrase
    var isNumber = false

    init(_ chinese: HTML, _ english: HTML, isNumber: Bool = false) {
      name = Phrase(chinese, english)
      self.isNumber = isNumber
    }
  }

  var columns: [Column]
  /// Each as long as `columns`; the first cell names the row.
  var rows: [[HTML]] = []
  /// Rows that exist; above the shown ones the page says where the rest stands.
  var total: Int
  /// The CSV file that has all of them.
  var file: String
  /// Rows that would hold all of `total`, equal ones in one row; nil where each has its own.
  var foldedRows: Int?

  func html(_ voice: ReportVoice) -> HTML {
    let head = columns.map { column in
      "<th scope=\"col\"\(Self.style(column))>\(voice.inline(column.name))</th>" as HTML
    }
    let body = rows.map { row in
      let cells = zip(columns, row).enumerated().map { index, cell in
        index == 0
          ? "<th scope=\"row\"\(Self.style(cell.0))>\(cell.1)</th>" as HTML
          : "<td\(Self.style(cell.0))>\(cell.1)</td>" as HTML
      }
      return "<tr>\(cells)</tr>\n" as HTML
    }
    let caption: HTML =
      foldedRows != nil
      ? "<caption>\(voice.inline(folding(foldedRows ?? 0)))</caption>"
      : total > rows.count
        ? """
        <caption>\(voice.inline(
        Phrase("仅列前\(rows.count)行，共\(total)行，全部见\(file)", "the first \(rows.count) of \(total) rows; all are in \(file)")))</caption>
        """ : ""
    return """
      <div class="scroll" tabindex="0"><table class="wide">\(caption)<thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody></table></div>

      """
  }

  private func folding(_ all: Int) -> Phrase {
    let isCut = all > rows.count
    return Phrase(
      "共\(total)项，同类合并为\(all)行，对结果影响大的在前\(isCut ? "，仅列前\(rows.count)行" : "" as HTML)；逐项见\(file)",
      """
      \(total) findings in \(all) rows, what moves the result most first\(isCut ? ", of which the first \(rows.count)" : "" as HTML); \
      one by one in \(file)
      """)
  }

  private static func style(_ column: Column) -> HTML { column.isNumber ? " class=\"n\"" : "" }
}
