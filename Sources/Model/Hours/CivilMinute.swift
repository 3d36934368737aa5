/// A day of the Gregorian calendar, counted from 1970-01-01.
///
/// Source: Hinnant, H. (2013), chrono-Compatible Low-Level Date Algorithms, `days_from_civil` and `civil_from_days`:
/// years that begin in March, eras of 400 years. Complexity: O(1).
package struct CivilDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var value: Int

  package init(_ value: Int) { self.value = value }

  /// nil for a day that the calendar does not have.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(ofMonth: month, year: year)
    else { return nil }
    self.init(Self.value(year, month, day))
  }

  /// nil unless the text is a day of the calendar as `YYYY-MM-DD`.
  package init?(parsing text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package static func < (left: CivilDay, right: CivilDay) -> Bool { left.value < right.value }

  /// Monday is 0, Sunday 6.
  package var weekday: Int { Self.remainder(value + 3, 7) }

  package var date: (year: Int, month: Int, day: Int) {
    let shifted = value + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isEarly = month >= 10
    return (
      yearOfEra + era * 400 + (isEarly ? 1 : 0), isEarly ? month - 9 : month + 3,
      dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  package var description: String {
    let (year, month, day) = date
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package static func + (day: CivilDay, count: Int) -> CivilDay { CivilDay(day.value + count) }

  static func days(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Also of days beyond the end of their month, which fall into the next.
  static func value(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Never negative.
  static func remainder(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

/// Minutes of local civil time since 1970-01-01 00:00: no time zone, no daylight saving, every day has 1440.
package struct CivilMinute: Hashable, Comparable, Sendable, CustomStringConvertible {
  package static let perDay = 1440

  package var value: Int

  package init(_ value: Int) { self.value = value }

  package init(_ day: CivilDay, minute: Int = 0) { value = day.value * Self.perDay + minute }

  /// nil unless the text is `YYYY-MM-DD HH:MM` (24:00 is the end of the day) or `YYYY-MM-DD`.
  package init?(parsing text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
    guard (1...2).contains(parts.count), let day = CivilDay(parsing: String(parts[0])) else { return nil }
    guard parts.count == 2 else {
      self.init(day)
      return
    }
    let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 2, clock.map(\.utf8.count) == [2, 2],
      clock.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(clock[0]), let minute = Int(clock[1]), minute < 60, hour * 60 + minute <= Self.perDay
    else { return nil }
    self.init(day, minute: hour * 60 + minute)
  }

  package static func < (left: CivilMinute, right: CivilMinute) -> Bool { left.value < right.value }

  package var day: CivilDay {
    CivilDay(value >= 0 ? value / Self.perDay : (value - Self.perDay + 1) / Self.perDay)
  }

  package var minuteOfDay: Int { value - day.value * Self.perDay }

  /// Monday is 0, Sunday 6.
  package var weekday: Int { day.weekday }

  package var date: (year: Int, month: Int, day: Int) { day.date }

  package var description: String { "\(day) \(clockText(minuteOfDay))" }
}

/// Minutes since midnight as `HH:MM`.
func clockText(_ minutes: Int) -> String { "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))" }

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = "\(number)"
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
