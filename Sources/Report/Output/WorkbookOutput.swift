import Analysis
import Geodata
import Words
import Workbook

/// The tables of a result as sheets of one workbook, for people: a summary first, headings and words in her language.
struct WorkbookOutput {
  static let fileName = "tables.xlsx"

  let result: AnalysisResult
  let layers: [OutputLayer]
  let voice: ReportVoice

  init(_ result: AnalysisResult, _ layers: [OutputLayer]) {
    self.result = result
    self.layers = layers
    voice = ReportVoice(language: result.file.language)
  }

  var sheets: [Sheet] {
    [summary]
      + layers.map { layer in
        Sheet(
          name: (tableTitles[layer.name] ?? Bilingual(same: layer.name)).text(in: voice.language.alone),
          columns: layer.sheetColumns(voice), rows: layer.sheetRows(in: voice.language.alone))
      }
  }

  /// The answer, its proof, what it rests on, and the figures as the page has them.
  private var summary: Sheet {
    let hasPlan = result.coverage.withPlan != nil
    let sentences = [result.todaySentence, result.planSentence, result.gapSentence] + result.planNotes
    let lead =
      [result.file.title.text(in: voice.language)]
      + (result.inputs.isIllustrative ? [(Wording.illustrativeNote).text(in: voice.language)] : [])
      + (sentences + result.assumptions.map { Phrase($0.words) } + [result.dataVerdict]).map { voice.plain($0) }
    return Sheet(
      name: Bilingual("汇总", "summary").text(in: voice.language.alone), lead: lead,
      columns: [
        Sheet.Column((Bilingual("指标", "figure")).text(in: voice.language)),
        Sheet.Column((Bilingual("说明", "of what")).text(in: voice.language)),
        Sheet.Column((Bilingual("现状", "today")).text(in: voice.language), .share),
      ]
        + (hasPlan
          ? [
            Sheet.Column((Bilingual("方案后", "with plan")).text(in: voice.language), .share),
            Sheet.Column((Bilingual("提高（百分点）", "points")).text(in: voice.language), .number(decimals: 1)),
          ] : []),
      rows: result.figures.map { figure in
        let cells: [Sheet.Cell] = [
          .text((figure.isPart ? "    " : "") + voice.plain(figure.name)), .text(voice.plain(figure.note)),
          figure.today.map { .share($0) } ?? .empty,
        ]
        guard hasPlan else { return cells }
        let change = figure.today.flatMap { today in figure.withPlan.map { ($0 - today) * 100 } }
        return cells + [figure.withPlan.map { .share($0) } ?? .empty, change.map { .number($0) } ?? .empty]
      })
  }
}

extension OutputLayer {
  func sheetColumns(_ voice: ReportVoice) -> [Sheet.Column] {
    columns.map { column in
      let kind: Sheet.Column.Kind =
        switch column.kind {
        case .string, .boolean: .text
        case .integer: .number(decimals: 0)
        case .number: column.isShare ? .share : .number(decimals: column.decimals)
        }
      return Sheet.Column(
        (columnTitle(column.name, in: name) ?? Bilingual(same: column.name)).text(in: voice.language.alone), kind)
    }
      + (hasGeometry
        ? [
          Sheet.Column(Bilingual("经度", "longitude").text(in: voice.language.alone), .number(decimals: 7)),
          Sheet.Column(Bilingual("纬度", "latitude").text(in: voice.language.alone), .number(decimals: 7)),
        ] : [])
  }

  /// As the CSV file has them, machine words said for people: read again they mean the same.
  func sheetRows(in language: Language) -> [[Sheet.Cell]] {
    let level = columns.firstIndex { $0.name == "level" }
    return rows.map { row in
      let isOfTrade = if let level, case .text("trade") = row.values[level] { true } else { false }
      let cells: [Sheet.Cell] = zip(row.values, columns).map { value, column in
        switch value {
        case .empty: .empty
        case .text(let text):
          .text(
            cellWords(text, column: isOfTrade && column.name == "name" ? "trade" : column.name, in: name)?
              .text(in: language) ?? text)
        case .integer(let number): .number(Double(number))
        case .number(let number): .number(rounded(number, column.decimals))
        case .boolean(let flag): .text((flag ? Bilingual("是", "true") : Bilingual("否", "false")).text(in: language))
        }
      }
      guard hasGeometry else { return cells }
      return cells + [row.position?.x, row.position?.y].map { $0.map { .number(rounded($0, 7)) } ?? .empty }
    }
  }
}
