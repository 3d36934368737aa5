import Words

/// Dates as they are written in Chinese: 5月-9月, 6、7、8月, 2026年10月1日至7日, 10月至次年4月.
extension ChineseHoursParser {
  /// Whether the numbers here lead to 月 or 年.
  var beginsDate: Bool {
    var parser = self
    if case .number(_, 4) = token.kind { return isSign("年", after: 1) }
    while parser.number() != nil {
      if parser.isSign("月") { return true }
      guard parser.token.kind == .word(.list) || parser.isSign("-") || parser.token.kind == .word(.through) else {
        return false
      }
      parser.index += 1
    }
    return false
  }

  mutating func dates() throws(OpeningHoursError) -> [HoursDates] {
    var list: [HoursDates] = []
    let year = try year()
    // 6、7、8月 and 5-9月: the months before the one that says so.
    var months: [Int] = []
    while true {
      let start = index
      guard let month = number() else { throw error(Bilingual("这里应写月份", "a month is expected")) }
      guard (1...12).contains(month) else {
        index = start
        throw error(Bilingual("月份应在1至12之间", "there are months from 1 to 12"))
      }
      months.append(month)
      if isSign("月") { break }
      if months.count == 1, isSign("-") || token.kind == .word(.through) {
        index += 1
        let place = index
        guard let last = number(), (1...12).contains(last), isSign("月") else {
          index = place
          throw error(Bilingual("这里应写月份", "a month is expected"), Bilingual("请写明，例如“5月-9月”", "for example 5月-9月"))
        }
        index += 1
        guard !isNumber(at: 0) || !isDay else {
          throw error(
            Bilingual("起止一端只有月份，另一端有日子", "a stretch from a month to a day"),
            Bilingual("请在两端都写明几日", "both with their days"))
        }
        return [HoursDates(.init(year: year, kind: .month(month)), to: .init(year: year, kind: .month(last)))]
      }
      guard token.kind == .word(.list) else { throw error(Bilingual("这里应写“月”", "月 is expected")) }
      index += 1
    }
    index += 1
    for month in months.dropLast() { list.append(HoursDates(.init(year: year, kind: .month(month)))) }
    let month = months[months.count - 1]
    guard let day = try day(of: month, year) else {
      list.append(try stretch(.init(year: year, kind: .month(month))))
      return list
    }
    guard months.count == 1 else {
      throw error(
        Bilingual("几个月份后面只有一个日子", "a day stands behind several months"),
        Bilingual("请在每个日子前都写明月份", "the month before each day"), at: -1)
    }
    list.append(try stretch(.init(year: year, kind: .date(month: month, day: day))))
    return list
  }

  private mutating func year() throws(OpeningHoursError) -> Int? {
    guard case .number(let year, 4) = token.kind, isSign("年", after: 1) else { return nil }
    guard (1900...2200).contains(year) else {
      throw error(Bilingual("年份应在1900至2200之间", "a year from 1900 to 2200 is expected"))
    }
    index += 2
    guard isNumber(at: 0) else {
      throw error(
        Bilingual("年份后面应写月份", "a month is expected behind the year"),
        Bilingual("请写明，例如“2026年10月”", "for example 2026年10月"))
    }
    return year
  }

  /// Whether the number here is a day of the month.
  private var isDay: Bool {
    var parser = self
    return parser.number() != nil && (parser.isSign("日") || parser.isSign("号"))
  }

  /// 1日, 1号; nil when there is none.
  private mutating func day(of month: Int, _ year: Int?) throws(OpeningHoursError) -> Int? {
    guard isDay else { return nil }
    let start = index
    guard let day = number() else { return nil }
    guard day >= 1, day <= CivilDay.days(ofMonth: month, year: year ?? 2000) else {
      index = start
      throw error(Bilingual("\(month)月没有\(day)日", "month \(month) has no day \(day)"))
    }
    index += 1
    return day
  }

  private mutating func stretch(_ from: HoursDates.Point) throws(OpeningHoursError) -> HoursDates {
    guard isSign("-") || token.kind == .word(.through) else { return HoursDates(from) }
    let start = index
    index += 1
    // It changes nothing where the stretch goes over the end of the year anyway.
    let isNextYear = token.kind == .word(.nextYear)
    if isNextYear { index += 1 }
    var to = HoursDates.Point(year: from.year, kind: from.kind)
    if case .date(let month, let first) = from.kind, isDay, let day = try day(of: month, from.year) {
      guard day >= first else {
        index = start
        throw error(Bilingual("截止日早于起始日", "the days of the month run backwards"))
      }
      to.kind = .date(month: month, day: day)
      return HoursDates(from, to: to)
    }
    if let year = try year() {
      guard let first = from.year, year >= first else {
        throw error(Bilingual("起始日期没有写年份，或晚于截止日期", "the stretch begins without a year, or after its end"))
      }
      to.year = year
    }
    guard let month = number(), (1...12).contains(month), isSign("月") else {
      index = start
      throw error(
        Bilingual("这里应写月份或日期", "a month or a date is expected"),
        Bilingual("请写明，例如“5月1日-9月30日”", "for example 5月1日-9月30日"), at: 1)
    }
    index += 1
    let day = try day(of: month, to.year)
    switch (from.kind, day) {
    case (.month, nil): to.kind = .month(month)
    case (.date, let day?): to.kind = .date(month: month, day: day)
    default:
      index = start
      throw error(
        Bilingual("起止一端写了几日，另一端没有写", "one end of the stretch has a day and the other has none"),
        Bilingual("请在两端都写明几日", "both with their days"))
    }
    if let low = from.key(asEnd: false), let high = to.key(asEnd: true), low > high, to.year == from.year {
      if from.year != nil { to.year = nil }
      if from.year != nil, case .month = from.kind {
        throw error(Bilingual("看不出截止的月份是哪一年的", "it is not clear in which year the months end"), at: -1)
      }
    } else if isNextYear {
      throw error(Bilingual("起止日期在同一年", "the dates lie in one year"), Bilingual("请去掉“次年”", "them without 次年"), at: -1)
    }
    return HoursDates(from, to: to)
  }
}
