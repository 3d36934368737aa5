/// The days that a list names: public holidays (`PH`, 法定节假日), school holidays (`SH`) and the days at weekends that a
/// government makes workdays in exchange (调休).
///
/// A make-up workday counts for 工作日 alone. In OpenStreetMap's language `Mo-Fr` and `Sa-Su`, and 周一 to 周日 in
/// Chinese, are the calendar's weekdays whatever any list says.
package struct HolidayCalendar: Hashable, Sendable {
  package var publicHolidays: Set<CivilDay>
  package var schoolHolidays: Set<CivilDay>
  package var makeUpWorkdays: Set<CivilDay>
  /// Whether anybody gave a list. Without one no day is known to be a holiday, which is not the same as there being
  /// none: see ``OpeningHours/needsHolidays``.
  package private(set) var isGiven: Bool

  package static let none: HolidayCalendar = {
    var calendar = HolidayCalendar(publicHolidays: [])
    calendar.isGiven = false
    return calendar
  }()

  package init(
    publicHolidays: Set<CivilDay>, schoolHolidays: Set<CivilDay> = [], makeUpWorkdays: Set<CivilDay> = []
  ) {
    self.publicHolidays = publicHolidays
    self.schoolHolidays = schoolHolidays
    self.makeUpWorkdays = makeUpWorkdays
    isGiven = true
  }

  /// Monday to Friday without public holidays, and the make-up workdays.
  package func isWorkday(_ day: CivilDay) -> Bool {
    makeUpWorkdays.contains(day) || day.weekday < 5 && !publicHolidays.contains(day)
  }
}
