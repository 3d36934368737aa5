import Allocation
import Words
import Workbook

extension SplitResult {
  /// Of `allocation.xlsx`, which a build with workbooks writes; none where there is no split.
  package var sheets: [Sheet] { split.map { SplitWorkbook(self, $0).sheets } ?? [] }
}

/// A split as sheets of one workbook, for people: the proof first, then counties, totals and years.
struct SplitWorkbook {
  let result: SplitResult
  let split: CountySplit
  private let voice: ReportVoice

  init(_ result: SplitResult, _ split: CountySplit) {
    self.result = result
    self.split = split
    voice = ReportVoice(language: result.job.language)
  }

  var sheets: [Sheet] {
    [summary, sheet(result.table(split))] + (result.changes.isEmpty ? [] : [changes])
      + (result.years.isEmpty ? [] : [years])
  }

  private func cell(_ words: Bilingual) -> String { words.text(in: voice.language.alone) }

  private func sheet(_ table: OutputLayer) -> Sheet {
    Sheet(
      name: cell(tableTitles[table.name] ?? Bilingual(same: table.name)), columns: table.sheetColumns(voice),
      rows: table.sheetRows(in: voice.language.alone))
  }

  private var summary: Sheet {
    let (what, proof) = result.verdictPhrases(split)
    let notes = [result.differingNote].compactMap(\.self) + result.attribution.map { Phrase(same: $0) }
    return Sheet(
      name: cell(Bilingual("汇总", "summary")),
      lead: [voice.plain(Phrase("各县分配方案", "One total split over counties"))]
        + (result.isIllustrative ? [Wording.illustrativeNote.text(in: voice.language)] : [])
        + ([what, proof] + notes).map(voice.plain),
      columns: [
        .init(Bilingual("指标", "figure").text(in: voice.language)),
        .init(Bilingual("数值", "value").text(in: voice.language)),
      ],
      rows: result.figureRows(split).map { [.text(voice.plain($0.name)), .text(voice.plain($0.value))] })
  }

  private func title(_ chinese: String, _ english: String) -> String {
    cell(result.job.unit == .yuan ? Bilingual("\(chinese)（元）", "\(english), yuan") : Bilingual(chinese, english))
  }

  private var sizes: Sheet.Column.Kind { .number(decimals: result.job.unit == .yuan ? 2 : 0) }

  /// A row for each total, a column for each county.
  private var changes: Sheet {
    Sheet(
      name: cell(Bilingual("各总量的分法", "splits of totals")),
      columns: [
        .init(title("总量", "total"), sizes), .init(cell(Bilingual("覆盖人数", "people covered")), .number(decimals: 0)),
        .init(cell(Bilingual("上界", "bound")), .number(decimals: 0)),
        .init(cell(Bilingual("覆盖率", "share covered")), .share),
        .init(cell(Bilingual("最低覆盖率", "least share")), .share),
      ] + result.counties.map { .init(cell($0.name), sizes) },
      rows: result.changes.map { change in
        let split = change.split
        let figures: [Sheet.Cell] = [
          .number(result.amount(change.total)), .number(rounded(split.value, 0)), .number(rounded(split.bound, 0)),
          .share(min(1, split.value / result.people)), .share(split.worst.share),
        ]
        return figures + split.counties.map { .number(result.amount($0.size)) }
      })
  }

  private var years: Sheet {
    Sheet(
      name: cell(Bilingual("分年实施", "years")),
      columns: [
        .init(cell(Bilingual("年度", "year")), .number(decimals: 0)), .init(title("累计", "up to then"), sizes),
        .init(cell(Bilingual("覆盖人数", "people covered")), .number(decimals: 0)),
        .init(cell(Bilingual("上界", "bound")), .number(decimals: 0)),
        .init(cell(Bilingual("最低覆盖率", "least share")), .share),
      ],
      rows: result.years.enumerated().map { index, year in
        [
          .number(Double(index + 1)), .number(result.amount(year.used)), .number(rounded(year.value, 0)),
          .number(rounded(year.bound, 0)), .share(year.worst),
        ]
      })
  }
}
