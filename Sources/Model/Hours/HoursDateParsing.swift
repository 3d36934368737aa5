import Words

/// Months and dates of a rule.
extension HoursParser {
  /// Whether a month or easter stands so many pieces on.
  func isDate(after count: Int) -> Bool {
    switch peek(count) {
    case .word(.month), .word(.easter): true
    default: false
    }
  }

  /// A list such as `Jan 23-Feb 11,Feb 20-22,Dec 24,26`, with a year before each of its dates or before none.
  mutating func dates() throws(OpeningHoursError) -> [HoursDates] {
    var list: [HoursDates] = []
    while true {
      let start = index
      let from = try point(mayHaveDay: true)
      if let first = list.first, (first.from.year == nil) != (from.year == nil) {
        index = start
        throw error(
          Bilingual("这些日期有的写了年份，有的没有写", "some dates of the list have a year and some have none"),
          Bilingual("请在每个日期前都写年份", "the year before each of them"))
      }
      list.append(try stretch(from: from))
      while let day = nextDay() {
        // Dec 24,26: further days of the month.
        let last = list[list.count - 1].to ?? from
        guard case .date(let month, _) = last.kind else { throw unexpected() }
        try check(day, month, last.year, at: index + 1)
        index += 2
        list.append(try self.stretch(from: HoursDates.Point(year: last.year, kind: .date(month: month, day: day))))
      }
      guard isSign(","), isDate(after: 1) || isYearAndDate(after: 1) else { return list }
      index += 1
    }
  }

  private func isYearAndDate(after count: Int) -> Bool {
    guard case .number(_, 4) = peek(count) else { return false }
    return isDate(after: count + 1)
  }

  /// The day of the month behind a comma.
  private func nextDay() -> Int? {
    guard isSign(","), case .number(let day, let digits) = peek(1), digits <= 2, !isClock(at: 1) else { return nil }
    return day
  }

  /// - Parameter mayHaveDay: false behind a month and a hyphen, where a number is an hour: `Apr-Sep 8-20`.
  private mutating func point(mayHaveDay: Bool) throws(OpeningHoursError) -> HoursDates.Point {
    let year: Int? = isYearAndDate(after: 0) ? try self.year() : nil
    var point: HoursDates.Point
    switch token.kind {
    case .word(.easter):
      index += 1
      point = HoursDates.Point(year: year, kind: .easter)
    case .word(.month(let month)):
      index += 1
      skipDot()
      if case .number(let day, let digits) = token.kind, digits <= 2, day > 0, mayHaveDay, !isClock(at: 0) {
        try check(day, month, year, at: index)
        index += 1
        point = HoursDates.Point(year: year, kind: .date(month: month, day: day))
      } else if case .word(.weekday(let weekday)) = token.kind, isSign("[", after: 1), let place = try placeOfEnd() {
        point = HoursDates.Point(year: year, kind: .nth(month: month, weekday: weekday, place: place))
      } else {
        return HoursDates.Point(year: year, kind: .month(month))
      }
    default: throw unexpected()
    }
    point.offset = try offset(most: 366, of: Bilingual("日期", "a date")) ?? 0
    return point
  }

  /// The place of `Su[1]` as an end of a stretch of dates; nil, and nothing read, where no stretch is.
  private mutating func placeOfEnd() throws(OpeningHoursError) -> Int? {
    let start = index
    let isEnd = index > 1 && (tokens[index - 2].kind == .sign("-") || isAfterYearOfEnd)
    index += 1
    let places = try places()
    guard places.count == 1 else {
      index = start
      return nil
    }
    let end = index
    _ = try offset(most: 366, of: Bilingual("日期", "a date"))
    let isBegin = isSign("-") && (isDate(after: 1) || isYearAndDate(after: 1))
    index = end
    if isEnd || isBegin { return places[0] }
    index = start
    return nil
  }

  private var isAfterYearOfEnd: Bool {
    guard index > 2, case .number(_, 4) = tokens[index - 2].kind else { return false }
    return tokens[index - 3].kind == .sign("-")
  }

  private mutating func stretch(from: HoursDates.Point) throws(OpeningHoursError) -> HoursDates {
    if isSign("+"), !isNumber(after: 1) {
      if case .month = from.kind {
        throw error(
          Bilingual("“+”前的起始日期只有月份", "an open end stands behind a date"), Bilingual("请写明几日", "the date with its day"))
      }
      index += 1
      return HoursDates(from, to: nil)
    }
    guard isSign("-") || token.kind == .word(.to) else {
      guard isSign("/") else { return HoursDates(from) }
      throw error(
        Bilingual("间隔“/”前面应是一段日期", "a step needs a stretch of dates"),
        Bilingual("请写明，例如“Jan 01-31/8”", "for example Jan 01-31/8"))
    }
    var to: HoursDates.Point
    if isDate(after: 1) || isYearAndDate(after: 1) {
      index += 1
      let start = index
      if case .month = from.kind { to = try point(mayHaveDay: false) } else { to = try point(mayHaveDay: true) }
      if to.year != nil, from.year == nil {
        index = start
        throw error(
          Bilingual("截止日期写了年份，起始日期没有写", "the stretch ends with a year and begins without one"),
          Bilingual("请在起止日期前都写年份", "the year before both dates"))
      }
      try checkEnds(from, to, at: start)
    } else if case .number(let day, let digits) = peek(1), digits <= 2, case .date(let month, let first) = from.kind,
      from.offset == 0, !isClock(at: 1)
    {
      index += 1
      try check(day, month, from.year, at: index)
      guard day >= first else {
        throw error(
          Bilingual("截止日早于起始日", "the days of the month run backwards"),
          Bilingual("请在两个日子前都写月份", "the month before both days"))
      }
      index += 1
      to = HoursDates.Point(year: from.year, kind: .date(month: month, day: day))
      to.offset = try offset(most: 366, of: Bilingual("日期", "a date")) ?? 0
    } else {
      throw error(
        Bilingual("连字符后面应写日期", "a date is expected behind the hyphen"),
        Bilingual("请写明，例如“Jan 23-Feb 11”", "for example Jan 23-Feb 11"), at: 1)
    }
    return HoursDates(from, to: to, step: try step(to: 366) ?? 1)
  }

  private func checkEnds(
    _ from: HoursDates.Point, _ to: HoursDates.Point, at place: Int
  ) throws(OpeningHoursError) {
    func refuse(_ words: Bilingual, _ suggestion: Bilingual) -> OpeningHoursError {
      OpeningHoursError(at: tokens[place].place, words, suggestion: suggestion)
    }
    if case .month = from.kind {
      guard case .month = to.kind else {
        throw refuse(
          Bilingual("起始只有月份，截止却写了几日", "a month ends at a date"),
          Bilingual("请给起始的月份也写明几日", "the day with the first month too"))
      }
    } else if case .month = to.kind {
      throw refuse(
        Bilingual("起始写了几日，截止却只有月份", "a date ends at a month"),
        Bilingual("请给截止的月份也写明几日", "the day with the second month too"))
    }
    if case .easter = to.kind {
      // By the specification the last day counts; opening_hours.js leaves it out.
      throw refuse(
        Bilingual(
          "看不出以复活节（easter）截止的一段是否包括当天", "it is not clear whether a stretch that ends at easter takes in its last day"),
        Bilingual("请写明日子，例如“easter +1 day”", "its days, such as easter +1 day")
      )
    }
    for end in [from, to] {
      if case .nth(_, _, let place) = end.kind, place.magnitude == 5 {
        throw refuse(
          Bilingual("有的月份没有第五个这样的日子", "not every month has a fifth weekday"), Bilingual("请写“[4]”或“[-1]”", "[4] or [-1]")
        )
      }
    }
    guard let year = from.year, to.year == nil || to.year == year else {
      if let first = from.year, let last = to.year, last < first {
        throw refuse(Bilingual("截止年份早于起始年份", "the years run backwards"), Bilingual("请把较早的写在前面", "the earlier first"))
      }
      return
    }
    guard let low = from.key(asEnd: false), let high = to.key(asEnd: true) else {
      if to.year == nil {
        throw refuse(
          Bilingual("起始日期写了年份，截止日期没有写", "the stretch begins with a year and ends without one"),
          Bilingual("请在起止日期前都写年份", "the year before both"))
      }
      return
    }
    if low > high, to.year != nil {
      throw refuse(Bilingual("截止日期早于起始日期", "the dates run backwards"), Bilingual("请把较早的写在前面", "the earlier first"))
    }
    if low > high, case .month = from.kind {
      throw refuse(
        Bilingual("看不出截止的月份是哪一年的", "it is not clear in which year the months end"),
        Bilingual("请在两个月份前都写年份", "the year before both months"))
    }
  }

  private func check(_ day: Int, _ month: Int, _ year: Int?, at place: Int) throws(OpeningHoursError) {
    guard day >= 1, day <= CivilDay.days(ofMonth: month, year: year ?? 2000) else {
      throw OpeningHoursError(
        at: tokens[place].place,
        Bilingual(
          "\(year.map { "\($0)年" } ?? "")\(month)月没有\(day)日",
          "\(HoursWord.monthNames[month - 1]) has no day \(day)\(year.map { " in \($0)" } ?? "")")
      )
    }
  }

  func isNumber(after count: Int) -> Bool {
    if case .number = peek(count) { true } else { false }
  }
}
