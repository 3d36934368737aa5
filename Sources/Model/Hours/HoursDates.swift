/// A stretch of dates: `Jan`, `Nov-Feb`, `Dec 24-26`, `2026 Jan 23-2027 Feb 11`, `Jan Su[1] +2 days-easter`.
struct HoursDates: Hashable, Sendable {
  /// A date that every year has: as the begin of a stretch a month is its first day, as the end its last.
  struct Point: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      case month(Int)
      case date(month: Int, day: Int)
      case nth(month: Int, weekday: Int, place: Int)
      case easter
    }

    var year: Int?
    var kind: Kind
    /// Days after it.
    var offset = 0

    /// As month times 32 plus day, comparable within a year; nil when it moves.
    func key(asEnd: Bool) -> Int? {
      guard offset == 0 else { return nil }
      switch kind {
      case .month(let month): return month * 32 + (asEnd ? 31 : 1)
      case .date(let month, let day): return month * 32 + day
      case .nth, .easter: return nil
      }
    }

    /// nil in a year that does not have it. February 29 as the end of a stretch is then the 28th, as its begin March 1.
    func day(in year: Int, asEnd: Bool, alone: Bool) -> Int? {
      switch kind {
      case .month(let month):
        return CivilDay.value(year, month, asEnd ? CivilDay.days(ofMonth: month, year: year) : 1) + offset
      case .date(let month, let day):
        let last = CivilDay.days(ofMonth: month, year: year)
        if day <= last { return CivilDay.value(year, month, day) + offset }
        return alone ? nil : CivilDay.value(year, month, asEnd ? last : last + 1) + offset
      case .nth(let month, let weekday, let place):
        let last = CivilDay.days(ofMonth: month, year: year)
        let edge = CivilDay(CivilDay.value(year, month, place > 0 ? 1 : last))
        let day =
          place > 0
          ? 1 + CivilDay.remainder(weekday - edge.weekday, 7) + (place - 1) * 7
          : last - CivilDay.remainder(edge.weekday - weekday, 7) + (place + 1) * 7
        return (1...last).contains(day) ? CivilDay.value(year, month, day) + offset : nil
      case .easter: return easterSunday(year).value + offset
      }
    }
  }

  var from: Point
  /// nil: for ever, or to the end of each year.
  var to: Point?
  /// Every so many days from the begin.
  var step = 1

  init(_ from: Point, to: Point?, step: Int = 1) {
    self.from = from
    self.to = to
    self.step = step
  }

  /// One date.
  init(_ point: Point) { self.init(point, to: point) }

  func contains(_ day: HoursDay) -> Bool {
    if let year = from.year {
      guard let first = from.day(in: year, asEnd: false, alone: isSingle) else { return false }
      return isWithin(day.civil.value, first, year)
    }
    if step == 1, let low = from.key(asEnd: false), let to, let high = to.key(asEnd: true) {
      let key = day.month * 32 + day.day
      return low <= high ? key >= low && key <= high : key >= low || key <= high
    }
    for year in day.year - 2...day.year + 1 {
      if let first = from.day(in: year, asEnd: false, alone: isSingle), isWithin(day.civil.value, first, year) {
        return true
      }
    }
    return false
  }

  private var isSingle: Bool { from == to }

  /// - Parameter year: of the begin.
  private func isWithin(_ day: Int, _ first: Int, _ year: Int) -> Bool {
    guard day >= first, (day - first) % step == 0 else { return false }
    guard let to else { return from.year != nil || day <= CivilDay.value(year, 12, 31) }
    guard let last = to.day(in: to.year ?? year, asEnd: true, alone: isSingle) else { return false }
    if last >= first { return day <= last }
    guard to.year == nil || to.year == from.year, let next = to.day(in: year + 1, asEnd: true, alone: false) else {
      return false
    }
    return day <= next
  }
}

/// Easter Sunday of the western churches.
///
/// Source: Meeus, J. (1991), Astronomical Algorithms, chapter 8 (after the Nature correspondent of 1876).
func easterSunday(_ year: Int) -> CivilDay {
  let a = year % 19
  let (b, c) = (year / 100, year % 100)
  let (d, e) = (b / 4, b % 4)
  let g = (b - (b + 8) / 25 + 1) / 3
  let h = (19 * a + b - d - g + 15) % 30
  let (i, k) = (c / 4, c % 4)
  let l = (32 + 2 * e + 2 * i - h - k) % 7
  let m = (a + 11 * h + 22 * l) / 451
  let sum = h + l - 7 * m + 114
  return CivilDay(CivilDay.value(year, sum / 31, sum % 31 + 1))
}
