/// The days on which a rule applies: those that every part names, each part by one of its members; empty parts name
/// all.
struct HoursDays: Hashable, Sendable {
  var years: [HoursYears] = []
  var dates: [[HoursDates]] = []
  var weeks: [HoursWeeks] = []
  var days: [[HoursDayKind]] = []

  var isEmpty: Bool { years.isEmpty && dates.isEmpty && weeks.isEmpty && days.isEmpty }

  var dependsOnDate: Bool {
    !years.isEmpty || !dates.isEmpty || !weeks.isEmpty
      || days.contains {
        $0.contains { kind in
          if case .nth = kind { return true }
          return false
        }
      }
  }

  var needsHolidays: Bool {
    days.contains {
      $0.contains { kind in
        switch kind {
        case .weekdays, .nth: false
        default: true
        }
      }
    }
  }

  var namesHolidays: Bool {
    days.contains {
      $0.contains { kind in
        switch kind {
        case .publicHoliday, .schoolHoliday: true
        default: false
        }
      }
    }
  }

  func contains(_ day: HoursDay, _ holidays: HolidayCalendar) -> Bool {
    for part in days where !part.contains(where: { $0.contains(day, holidays) }) { return false }
    if !years.isEmpty, !years.contains(where: { $0.contains(day.year) }) { return false }
    for part in dates where !part.contains(where: { $0.contains(day) }) { return false }
    if !weeks.isEmpty {
      let week = day.week
      if !weeks.contains(where: { $0.contains(week) }) { return false }
    }
    return true
  }
}

/// A day with its date taken apart.
struct HoursDay {
  let civil: CivilDay
  let year: Int
  let month: Int
  let day: Int
  let weekday: Int

  init(_ civil: CivilDay) {
    self.civil = civil
    (year, month, day) = civil.date
    weekday = civil.weekday
  }

  /// By ISO 8601: the week, Monday to Sunday, whose Thursday lies in the year; the first is 1.
  var week: Int {
    let thursday = civil + (3 - weekday)
    return (thursday.value - CivilDay.value(thursday.date.year, 1, 1)) / 7 + 1
  }
}

/// `2026`, `2026-2030/2`, `2026/2`, `2026+`.
struct HoursYears: Hashable, Sendable {
  var from: Int
  /// nil: for ever.
  var to: Int?
  var step = 1

  func contains(_ year: Int) -> Bool {
    year >= from && year <= to ?? .max && (year - from) % step == 0
  }
}

/// `week 01`, `week 02-52/2`; over the end of the year without a step.
struct HoursWeeks: Hashable, Sendable {
  var from: Int
  var to: Int
  var step = 1

  func contains(_ week: Int) -> Bool {
    from <= to ? week >= from && week <= to && (week - from) % step == 0 : week >= from || week <= to
  }
}

/// Weekdays, holidays and workdays.
enum HoursDayKind: Hashable, Sendable {
  /// A bit for each, Monday the lowest.
  case weekdays(UInt8)
  /// `Th[1,-1] +1 day`: in their month, counted from its begin or its end; days after those.
  case nth(weekday: Int, places: [Int], offset: Int)
  case publicHoliday(offset: Int)
  case schoolHoliday
  /// 工作日 and 法定节假日.
  case workday, officialHoliday
  /// Weekdays in a text that speaks of 工作日: without make-up workdays.
  case weekdaysOffWork(UInt8)

  static func weekdays(from: Int, to: Int) -> HoursDayKind {
    var bits: UInt8 = 0
    for step in 0...(from <= to ? to - from : to - from + 7) { bits |= 1 << ((from + step) % 7) }
    return .weekdays(bits)
  }

  func contains(_ day: HoursDay, _ holidays: HolidayCalendar) -> Bool {
    switch self {
    case .weekdays(let bits): return bits & (1 << day.weekday) != 0
    case .nth(let weekday, let places, let offset):
      let base = offset == 0 ? day : HoursDay(day.civil + -offset)
      guard base.weekday == weekday else { return false }
      let fromEnd = (CivilDay.days(ofMonth: base.month, year: base.year) - base.day) / 7 + 1
      return places.contains((base.day - 1) / 7 + 1) || places.contains(-fromEnd)
    case .publicHoliday(let offset): return holidays.publicHolidays.contains(day.civil + -offset)
    case .schoolHoliday: return holidays.schoolHolidays.contains(day.civil)
    case .workday: return holidays.isWorkday(day.civil)
    case .officialHoliday: return holidays.publicHolidays.contains(day.civil)
    case .weekdaysOffWork(let bits):
      return bits & (1 << day.weekday) != 0 && !holidays.makeUpWorkdays.contains(day.civil)
    }
  }
}
