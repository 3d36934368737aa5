import Model
import Words
import Yams

/// The lists of holidays: the key `holidays` of an analysis file, or of a file of its own.
///
///     holidays:
///       public: [2026-10-01..2026-10-07]
///       workdays: [2026-10-10]
enum Holidays {
  static let key = AnalysisKey(
    "holidays",
    .keys([
      AnalysisKey("public", .list(.text), "public holidays: days such as 2026-10-01, or 2026-10-01..2026-10-07"),
      AnalysisKey("workdays", .list(.text), "days at weekends that are worked in exchange"),
      AnalysisKey("school", .list(.text), "days without school"),
    ]), "public holidays and make-up workdays, for opening hours that speak of them")

  /// Nobody keeps a holiday for longer.
  static let longestDays = 400
}

extension AnalysisDocument {
  /// The lists under a key; ``HolidayCalendar/none`` when it is not there.
  ///
  /// - Throws: ``AnalysisError`` `badValue` for what is no day, a range that runs backwards or is longer than
  ///   ``Holidays/longestDays``, a day that is named twice in a list, and a public holiday that is a make-up workday.
  func holidayCalendar(_ path: String = "holidays") throws(AnalysisError) -> HolidayCalendar {
    guard node(path) != nil else { return .none }
    let holidays = try days("\(path).public")
    let workdays = try days("\(path).workdays")
    if let both = holidays.intersection(workdays).min() {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "\(both)既是公共假日，又是调休上班日。请删去其中一个。", "\(both) is a public holiday and a make-up workday. Leave one of them out."),
        at: at("\(path).workdays"))
    }
    return HolidayCalendar(
      publicHolidays: holidays, schoolHolidays: try days("\(path).school"), makeUpWorkdays: workdays)
  }

  private func days(_ path: String) throws(AnalysisError) -> Set<CivilDay> {
    var days: Set<CivilDay> = []
    for item in node(path)?.sequence ?? [] {
      let text = item.scalar?.string ?? ""
      func refuse(_ words: Bilingual) -> AnalysisError {
        error(.badValue, words, at: item, path: path.split(separator: ".").map(String.init))
      }
      let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        .map { CivilDay(parsing: $0.filter { $0 != " " }) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
        throw refuse(
          Bilingual(
            "“\(text)”不是日期。请写2026-10-01；多日请写2026-10-01..2026-10-07。",
            "“\(text)” is no day. Write 2026-10-01, or 2026-10-01..2026-10-07 for several."))
      }
      guard first <= last else {
        throw refuse(Bilingual("“\(text)”起止颠倒。请把较早的一天写在前面。", "“\(text)” runs backwards. Write the earlier day first."))
      }
      guard last.value - first.value < Holidays.longestDays else {
        throw refuse(
          Bilingual(
            "“\(text)”超过\(Holidays.longestDays)天。请更正年份。",
            "“\(text)” is more than \(Holidays.longestDays) days. Correct the years."))
      }
      for value in first.value...last.value where !days.insert(CivilDay(value)).inserted {
        throw refuse(
          Bilingual("\(CivilDay(value))写了两次。每天请只写一次。", "\(CivilDay(value)) is named twice. Name each day once."))
      }
    }
    return days
  }
}

/// The lists in a file of their own, of the shape that an analysis file has under `holidays`.
package func holidayCalendar(file: String) throws(AnalysisError) -> HolidayCalendar {
  try AnalysisDocument(
    file: file, keys: [Holidays.key], named: Bilingual("节假日文件", "file of holidays"),
    starter: Bilingual(
      "文件内容例如`holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}`。",
      "It reads, for example, `holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}`.")
  ).holidayCalendar()
}
