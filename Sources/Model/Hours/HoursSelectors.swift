import Words

/// The days of a rule: years, dates, weeks, weekdays.
extension HoursParser {
  /// Whether days or dates begin so many pieces on.
  func beginsSelector(at count: Int) -> Bool {
    switch peek(count) {
    case .word(.weekday), .word(.weekdays), .word(.publicHoliday), .word(.schoolHoliday), .word(.dayAfterPublicHoliday),
      .word(.month), .word(.easter), .word(.week):
      true
    case .number(let number, 4): (1900...2200).contains(number)
    default: false
    }
  }

  func beginsDays(at count: Int) -> Bool {
    switch peek(count) {
    case .word(.weekday), .word(.weekdays), .word(.publicHoliday), .word(.schoolHoliday), .word(.dayAfterPublicHoliday):
      true
    default: false
    }
  }

  mutating func selectors(_ days: inout HoursDays) throws(OpeningHoursError) {
    while beginsSelector(at: 0) {
      let start = index
      switch token.kind {
      case .number:
        if isDate(after: 1) {
          days.dates.append(try dates())
        } else {
          guard days.years.isEmpty else {
            throw error(
              Bilingual("一条规则里写了两组年份", "a second list of years stands in one rule"),
              Bilingual("请在规则之间用“;”分开", "“;” between rules"))
          }
          days.years = try years()
        }
      case .word(.month), .word(.easter): days.dates.append(try dates())
      case .word(.week):
        guard days.weeks.isEmpty else {
          throw error(
            Bilingual("一条规则里写了两组周次", "a second list of weeks stands in one rule"),
            Bilingual("请在规则之间用“;”分开", "“;” between rules"))
        }
        days.weeks = try weeks()
      default:
        let list = try dayList()
        if let first = days.days.first {
          let areHolidays = first.allSatisfy {
            if case .weekdays = $0 { false } else if case .nth = $0 { false } else { true }
          }
          guard areHolidays, days.days.count == 1 else {
            index = start
            throw error(
              Bilingual("一条规则里写了两组星期", "a second list of weekdays stands in one rule"),
              Bilingual("请在规则之间用“;”，或在日子之间用“,”", "“;” between rules, or “,” between the days"))
          }
        }
        days.days.append(list)
      }
      if days.dates.count > 2 {
        throw error(
          Bilingual("一条规则里写了三组日期", "a third list of dates stands in one rule"),
          Bilingual("请在规则之间用“;”分开", "“;” between rules"))
      }
      if isSign(":"), !isState(at: 1) { index += 1 }
    }
    try refuseNthBesideMonths(days)
  }

  private func isState(at count: Int) -> Bool {
    switch peek(count) {
    case .word(.open), .word(.closed), .word(.unknown), .comment: true
    default: false
    }
  }

  /// `Aug: Sa[-1] +1 day`: whether September 1 is meant is not clear.
  private func refuseNthBesideMonths(_ days: HoursDays) throws(OpeningHoursError) {
    guard !days.dates.isEmpty else { return }
    for kind in days.days.joined() {
      guard case .nth(_, let places, let offset) = kind, offset != 0 else { continue }
      let leaves = places.contains { offset < 0 ? $0 == 1 || $0 < -3 : $0 == -1 || $0 > 3 }
      let stays = offset < 0 && places.allSatisfy { $0 == 5 }
      if leaves, !stays {
        throw error(
          Bilingual("从星期几推算的日子可能不在当月", "days counted from a weekday may leave the month"),
          Bilingual("请写明日期", "the dates"), at: -1)
      }
    }
  }

  // MARK: Years and weeks

  mutating func year() throws(OpeningHoursError) -> Int {
    guard case .number(let number, 4) = token.kind, (1900...2200).contains(number) else {
      throw error(Bilingual("年份应在1900至2200之间", "a year from 1900 to 2200 is expected"))
    }
    index += 1
    return number
  }

  /// The number behind a `/`, when there is one.
  mutating func step(to most: Int) throws(OpeningHoursError) -> Int? {
    guard isSign("/") else { return nil }
    guard case .number(let step, _) = peek(1), (1...most).contains(step) else {
      throw error(Bilingual("“/”后面的间隔应为1至\(most)", "a step from 1 to \(most) is expected behind “/”"), at: 1)
    }
    index += 2
    return step
  }

  private mutating func years() throws(OpeningHoursError) -> [HoursYears] {
    var list: [HoursYears] = []
    while true {
      let from = try year()
      if take("+") {
        list.append(HoursYears(from: from, to: nil))
      } else if isSign("-") {
        index += 1
        let to = try year()
        guard to >= from else {
          throw error(
            Bilingual("截止年份早于起始年份", "the years run backwards"), Bilingual("请写“\(to)-\(from)”", "\(to)-\(from)"), at: -1)
        }
        list.append(HoursYears(from: from, to: to, step: try step(to: 100) ?? 1))
      } else if let step = try step(to: 100) {
        list.append(HoursYears(from: from, to: nil, step: step))
      } else {
        list.append(HoursYears(from: from, to: from))
      }
      guard isSign(","), case .number(_, 4) = peek(1) else { return list }
      index += 1
    }
  }

  private mutating func weeks() throws(OpeningHoursError) -> [HoursWeeks] {
    index += 1
    var list: [HoursWeeks] = []
    while true {
      let from = try week()
      if isSign("-") {
        index += 1
        let to = try week()
        let step = try step(to: 26) ?? 1
        guard step == 1 || from <= to else {
          throw error(Bilingual("跨年的周次不能再写间隔", "a step over the end of the year has no meaning"), at: -1)
        }
        list.append(HoursWeeks(from: from, to: to, step: step))
      } else {
        list.append(HoursWeeks(from: from, to: from))
      }
      guard isSign(",") else { return list }
      if peek(1) == .word(.week) {
        index += 2
      } else if case .number = peek(1), !isClock(at: 1) {
        index += 1
      } else {
        return list
      }
    }
  }

  private mutating func week() throws(OpeningHoursError) -> Int {
    guard case .number(let number, let digits) = token.kind, digits <= 2, (1...53).contains(number), !isClock(at: 0)
    else {
      throw error(Bilingual("周次应在1至53之间", "a week from 1 to 53 is expected"))
    }
    index += 1
    return number
  }

  // MARK: Weekdays and holidays

  private mutating func dayList() throws(OpeningHoursError) -> [HoursDayKind] {
    var list: [HoursDayKind] = []
    while true {
      list.append(contentsOf: try dayKinds())
      // Sa+Su and Sa/Su are read as Sa,Su.
      guard isSign(",") || isSign("+") || isSign("/") || token.kind == .word(.and), beginsDays(at: 1) else {
        return list
      }
      index += 1
    }
  }

  private mutating func dayKinds() throws(OpeningHoursError) -> [HoursDayKind] {
    defer { skipDot() }
    switch token.kind {
    case .word(.weekdays(let bits)):
      index += 1
      return [.weekdays(bits)]
    case .word(.publicHoliday):
      index += 1
      return [.publicHoliday(offset: try offset(most: 1, of: Bilingual("法定节假日", "a public holiday")) ?? 0)]
    case .word(.dayAfterPublicHoliday):
      index += 1
      return [.publicHoliday(offset: 1)]
    case .word(.schoolHoliday):
      index += 1
      return [.schoolHoliday]
    case .word(.weekday(let from)):
      index += 1
      if isSign("[") {
        let places = try places()
        return [
          .nth(
            weekday: from, places: places,
            offset: try offset(most: 6, of: Bilingual("当月的星期几", "a weekday of the month")) ?? 0)
        ]
      }
      skipDot()
      guard isSign("-") || token.kind == .word(.to) else { return [.weekdays(from: from, to: from)] }
      guard case .word(.weekday(let to)) = peek(1) else {
        throw error(
          Bilingual("连字符后面应写星期几", "a weekday is expected behind the hyphen"),
          Bilingual("请写成“Mo-Fr”的形式，其余日子写在逗号后面", "weekdays such as Mo-Fr, further days behind a comma"), at: 1)
      }
      index += 2
      if isSign("[") {
        throw error(
          Bilingual("“当月第几个”只能写在单个星期几后面", "places in the month stand behind single weekdays"),
          Bilingual("请用逗号逐个列出星期几", "the weekdays with commas"))
      }
      return [.weekdays(from: from, to: to)]
    default: throw unexpected()
    }
  }

  mutating func skipDot() {
    if isSign("."), !token.hasBlankBefore { index += 1 }
  }

  /// `[1]`, `[1,3-4]`, `[-1]`.
  mutating func places() throws(OpeningHoursError) -> [Int] {
    var places: [Int] = []
    index += 1
    while true {
      let isFromEnd = take("-")
      let from = try place()
      if !isFromEnd, take("-") {
        let to = try place()
        guard from <= to else { throw error(Bilingual("序号应从小到大", "the places run backwards"), at: -1) }
        places.append(contentsOf: from...to)
      } else {
        places.append(isFromEnd ? -from : from)
      }
      if take("]") { return places }
      guard take(",") else {
        throw error(Bilingual("序号后面应写“]”或“,”", "“]” or “,” is expected behind a place in the month"))
      }
    }
  }

  private mutating func place() throws(OpeningHoursError) -> Int {
    guard case .number(let place, _) = token.kind, (1...5).contains(place) else {
      throw error(
        Bilingual("序号应为1至5或-1至-5", "a place in the month from 1 to 5, or -1 to -5, is expected"),
        Bilingual("请写明，例如“Th[1]”或“Th[-1]”", "for example Th[1] or Th[-1]"))
    }
    index += 1
    return place
  }

  /// `+1 day`, `-2 days`; nil when there is none.
  mutating func offset(most: Int, of what: Bilingual) throws(OpeningHoursError) -> Int? {
    guard isSign("+") || isSign("-"), case .number(let count, _) = peek(1), peek(2) == .word(.day) else { return nil }
    guard count <= most else {
      throw error(
        Bilingual(
          "从\(what.chinese)起最多推算\(most)天",
          "no more than \(most) day\(most == 1 ? "" : "s") are counted from \(what.english)"), at: 1)
    }
    let sign = isSign("-") ? -1 : 1
    index += 3
    return sign * count
  }
}
