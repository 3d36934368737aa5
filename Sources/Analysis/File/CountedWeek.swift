import Coverage
import Model

/// The week in which periods are counted.
struct CountedWeek {
  /// Monday, 00:00.
  let monday: CivilMinute
  let holidays: HolidayCalendar

  init(_ coverage: CoverageDefinition) {
    monday = coverage.monday ?? CoverageDefinition.typicalMonday
    // A typical week has no holiday.
    holidays = coverage.monday == nil ? .none : coverage.holidays
  }

  /// The open minutes of hours, and those of which nobody knows.
  ///
  /// - Parameter place: by whose sun it is, where the sun decides.
  /// - Throws: `OpeningHoursError` where the sun decides and no place is given.
  func minutes(
    _ hours: OpeningHours, at place: SunPlace? = nil
  ) throws(OpeningHoursError) -> (open: WeekMinutes, unknown: WeekMinutes) {
    let end = CivilMinute(monday.value + WeekMinutes.length)
    let spans = try hours.spans(from: monday, to: end, holidays: holidays, place: place)
    func minutes(_ isUnknown: Bool) -> WeekMinutes {
      WeekMinutes(
        spans.filter { $0.isUnknown == isUnknown }
          .map { $0.minutes.lowerBound - monday.value..<$0.minutes.upperBound - monday.value })
    }
    return (minutes(false), minutes(true))
  }
}
