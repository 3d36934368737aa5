import Analysis

/// Who makes a file of the markup.
package enum BriefReader: Sendable {
  /// Takes its styles from `data-custom-style`, and the title from the head.
  case wordProcessor
  /// Prints it by ``BriefSheet``.
  case browser
}

/// The document as markup that a converter to a word processor's file reads, and a browser prints.
extension BriefDocument {
  func html(_ voice: ReportVoice, for reader: BriefReader) -> String {
    let heading: HTML = reader == .browser ? "<div class=\"title\"><p>\(voice.line(title))</p></div>\n" : ""
    // A word processor told that all text is Chinese would break words of Latin letters anywhere; its styles say which is which.
    let language: HTML = reader == .browser ? " lang=\"\(voice.rootLanguage)\"" : ""
    let page: HTML = """
      <!DOCTYPE html>
      <html\(language) xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8"/>
      <title>\(voice.line(title))</title>
      <style>\(BriefSheet.sheet)</style>
      </head>
      <body>
      \(heading)<div data-custom-style="Brief Subtitle" class="subtitle"><p>\(voice.line(subtitle))</p></div>
      \(blocks.map { Self.html($0, voice) })</body>
      </html>

      """
    return page.markup
  }

  private static func html(_ block: Block, _ voice: ReportVoice) -> HTML {
    switch block {
    case .heading(let words, let level):
      return level == 1 ? "<h1>\(voice.line(words))</h1>\n" : "<h2>\(voice.line(words))</h2>\n"
    case .paragraph(let words, let style): return paragraph(words, style, voice)
    case .list(let items):
      return "<ul>\n\(items.map { "<li><p>\(lines($0, voice, apart: "</p><p>"))</p></li>\n" as HTML })</ul>\n"
    case .table(let table): return html(table, voice)
    case .figure(let figure):
      let width = trimmedNumber(figure.widthCentimeters, decimals: 1)
      return """
        <div data-custom-style="Brief Figure" class="figure"><p><img alt="\(voice.line(figure.caption))" \
        width="\(width)cm" style="width:\(width)cm" src="\(figure.picture.file)"/>\
        <br/>\(lines(figure.caption, voice))</p></div>

        """
    }
  }

  private static let mostRowsKept = 14

  private static func paragraph(_ words: Phrase, _ style: BriefStyle, _ voice: ReportVoice) -> HTML {
    let kind: HTML =
      switch style {
      case .text: "text"
      case .notice: "notice"
      case .note: "note"
      }
    func one(_ text: HTML, _ language: HTML) -> HTML {
      style == .text
        ? "<p lang=\"\(language)\">\(text)</p>\n"
        : "<div data-custom-style=\"\(style.rawValue)\" class=\"\(kind)\"><p lang=\"\(language)\">\(text)</p></div>\n"
    }
    switch voice.language {
    case .chinese: return one(words.chinese, "zh-CN")
    case .english: return one(words.english, "en")
    case .both:
      guard words.chinese != words.english else { return one(words.chinese, "zh-CN") }
      return "\(one(words.chinese, "zh-CN"))\(one(words.english, "en"))"
    }
  }

  /// Both languages in one cell or item, Chinese above English where that has words of its own.
  private static func lines(_ words: Phrase, _ voice: ReportVoice, apart: HTML = "<br/>") -> HTML {
    guard voice.language == .both, words.chinese != words.english else { return voice.line(words) }
    return words.english.markup.contains(where: \.isLetter) ? "\(words.chinese)\(apart)\(words.english)" : words.chinese
  }

  private static func html(_ table: BriefTable, _ voice: ReportVoice) -> HTML {
    let whole = table.columns.reduce(0) { $0 + $1.width }
    let widths = table.columns.map { column in
      "<col style=\"width:\(trimmedNumber(column.width / whole * 100, decimals: 1))%\"/>" as HTML
    }
    func cell(_ name: HTML, _ words: Phrase, _ column: BriefTable.Column, _ style: HTML) -> HTML {
      """
      <\(name) style="text-align:\(column.isNumber ? "right" : "left" as HTML)"><div data-custom-style="\(style)">\
      <p>\(lines(words, voice))</p></div></\(name)>
      """
    }
    // In two languages rows are twice as high.
    let mostKept = voice.language == .both ? mostRowsKept / 2 : mostRowsKept
    let heads = table.columns.map { cell("th", $0.name, $0, "Brief Head") }
    let rows = table.rows.enumerated().map { index, row in
      // A short table is not parted over two pages: each row stays with the next.
      let isKept = table.rows.count <= mostKept && index + 1 < table.rows.count
      let cells = zip(table.columns, row).map { cell("td", $1, $0, isKept ? "Brief Cell Kept" : "Brief Cell") }
      return "<tr>\(cells)</tr>\n" as HTML
    }
    return """
      <table\(table.rows.count <= mostKept ? " class=\"kept\"" : "" as HTML) style="width:100%">
      <caption>\(voice.line(table.caption))</caption>
      <colgroup>\(widths)</colgroup>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>

      """
  }
}

/// How a browser prints the document: A4, numbered pages, no row torn, no heading left alone.
enum BriefSheet {
  static let sheet: HTML = """
    @page{size:A4;margin:20mm 20mm 18mm;@bottom-center{content:counter(page) " / " counter(pages);
    font:9pt "Noto Sans CJK SC",sans-serif;color:#555}}
    *{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}
    body{margin:0;color:#000;font-size:10.5pt;line-height:17pt;
    font-family:SimSun,"Songti SC","Noto Serif CJK SC","Source Han Serif SC","Noto Sans CJK SC",serif}
    p{margin:0 0 3pt;text-align:justify;orphans:2;widows:2}
    .title p{text-align:center;font-size:19pt;line-height:1.3;font-weight:700;margin:0 0 4pt}
    .subtitle p{text-align:center;color:#444;font-size:10.5pt;margin:0 0 12pt}
    .title,h1,h2,th,caption{font-family:SimHei,"Heiti SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
    .notice{border:.75pt solid #b06a00;background:#fff6e0;padding:4pt 8pt;margin:0 0 8pt}
    .notice p{margin:0}
    .note p{font-size:9pt;color:#444;line-height:13pt}
    .note{break-before:avoid}
    h1{font-size:14pt;line-height:1.3;margin:10pt 0 4pt;color:#1f3f66;break-after:avoid}
    h2{font-size:11.5pt;line-height:1.3;margin:10pt 0 4pt;break-after:avoid}
    ul{margin:0 0 4pt;padding-left:1.4em}
    li{margin:0 0 2pt;break-inside:avoid}
    table{border-collapse:collapse;table-layout:fixed;margin:0 0 8pt;font-size:9pt;line-height:12.5pt;
    font-variant-numeric:tabular-nums;border-top:1.2pt solid #1f3f66;border-bottom:1.2pt solid #1f3f66}
    caption{font-size:9.5pt;font-weight:700;text-align:left;padding:3pt 0 2pt;break-after:avoid}
    thead{display:table-header-group}
    tr,table.kept{break-inside:avoid}
    td p,th p{margin:0;text-align:inherit}
    li p{margin:0}
    th{background:#e6edf5;font-weight:700;vertical-align:bottom}
    th,td{padding:1pt 4pt;border-bottom:.4pt solid #aab4c0;overflow-wrap:anywhere}
    td{vertical-align:top}
    .figure{break-inside:avoid;break-after:avoid}
    .figure p{margin:0 0 2pt;text-align:center}
    .figure img{max-width:100%;height:auto}
    """
}
