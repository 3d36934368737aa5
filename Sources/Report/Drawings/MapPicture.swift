import Analysis
import Geometry
import Words

/// The map as a picture file of its own, for slides and briefs: the page's drawing with its legend beneath.
///
/// It asks for nothing beside it: every style stands on what it is for.
package struct MapPicture {
  private static let lineHeight = 26.0
  private static let textSize = 13.0
  private let map: ReportMap
  private let result: AnalysisResult
  private let voice: ReportVoice

  package init(_ result: AnalysisResult) {
    self.result = result
    voice = ReportVoice(language: result.file.language)
    map = ReportMap(result, voice)
  }

  /// In pixels.
  package var size: (width: Int, height: Int) {
    (Int(MapFrame.pageWidth), map.height + Int(Double(lines.count) * Self.lineHeight) + 10)
  }

  package var svg: String {
    let title = voice.line(Phrase(result.file.title))
    var rows: HTML = ""
    for (row, line) in lines.enumerated() {
      let top = Double(map.height) + 6 + Double(row) * Self.lineHeight
      for entry in line {
        rows += """
          <g transform="translate(\(trimmedNumber(entry.x, decimals: 1)) \(trimmedNumber(top, decimals: 1)))">\(entry.symbol)\
          <text x="\(entry.symbol.isEmpty ? 0 : 32)" y="12.5" font-size="\(trimmedNumber(Self.textSize))" fill="#1f2a33">\(entry.words)</text></g>

          """
      }
    }
    let picture: HTML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size.width)" height="\(size.height)" \
      viewBox="0 0 \(size.width) \(size.height)" \
      font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif">
      <title>\(title)</title>
      <rect width="\(size.width)" height="\(size.height)" fill="#fff"/>
      \(map.drawing)\(rows)</svg>

      """
    return picture.markup
  }

  /// The legend and whose data it is, as many in a line as there is room for.
  private var lines: [[(x: Double, symbol: HTML, words: HTML)]] {
    let entries =
      map.legendEntries.map { ($0.symbol, voice.line($0.words)) }
      + result.attribution.map { ("" as HTML, HTML(escaping: $0)) }
    var lines: [[(x: Double, symbol: HTML, words: HTML)]] = []
    var x = 0.0
    for (symbol, words) in entries {
      let width = (symbol.isEmpty ? 0 : 32) + MapLabels.width(words.markup, size: Self.textSize) + 22
      if lines.isEmpty || x + width > MapFrame.pageWidth {
        lines.append([])
        x = 8
      }
      lines[lines.count - 1].append((x, symbol, words))
      x += width
    }
    return lines
  }
}
