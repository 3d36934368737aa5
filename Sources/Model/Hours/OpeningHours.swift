import Words

/// When something is open: a text in OpenStreetMap's `opening_hours` language, or as offices in China write it.
///
///     let hours = try OpeningHours(parsing: "Mo-Fr 09:00-17:30; PH off")
///     let spans = try hours.spans(from: monday, to: nextMonday, holidays: calendar)
///
/// The language as far as it concerns a calendar. A rule after `;` replaces the earlier ones on the days on which it
/// opens (whole days; `off` closes its times alone), one after `,` adds, one after `||` holds where nothing else does.
/// A stretch over midnight belongs to the day on which it begins; what it reaches into the next day goes by the rules
/// of that day, as in opening_hours.js: a later rule for the next day takes it away, one for the day of its begin
/// leaves it. After an open end (`17:00+`) the state is unknown, until the next stretch of the same rule, else for 8
/// hours from 22:00 on, 10 hours from 17:00 on, to midnight otherwise. A comment without a state makes its rule
/// unknown. What can be read in two ways is refused.
///
/// Not understood: moments (`08:00`) and intervals (`10:00-16:00/01:30`), which are no stretches of time.
/// Source: OpenStreetMap wiki, Key:opening_hours/specification, version 0.7.3.
package struct OpeningHours: Hashable, Sendable {
  /// A stretch of ``CivilMinute`` values, open or in an unknown state.
  package struct Span: Hashable, Sendable {
    package var minutes: Range<Int>
    package var isUnknown: Bool

    package init(_ minutes: Range<Int>, isUnknown: Bool = false) {
      self.minutes = minutes
      self.isUnknown = isUnknown
    }
  }

  let rules: [HoursRule]

  /// - Complexity: O(n).
  /// - Throws: ``OpeningHoursError`` with the place and what to write instead.
  package init(parsing text: String) throws(OpeningHoursError) {
    let letters = HoursLetters(text)
    if letters.areChinese {
      rules = try ChineseHoursParser.rules(letters)
    } else {
      var parser = try HoursParser(letters)
      rules = try parser.rules()
    }
  }

  /// Whether months, dates, weeks, years or places of weekdays in a month matter: a typical week does not say all.
  package var dependsOnDate: Bool { rules.contains(where: \.days.dependsOnDate) }

  /// Whether `PH`, `SH`, 工作日 or 法定节假日 matter. Without a list they are Monday to Friday and no day at all.
  package var needsHolidays: Bool { rules.contains(where: \.days.needsHolidays) }

  /// Whether the text says so in the words of OpenStreetMap, where `PH` means nothing without a list.
  package var namesHolidays: Bool { rules.contains(where: \.days.namesHolidays) }

  /// Whether sunrise, sunset, dawn or dusk matter.
  package var needsPlace: Bool { rules.contains { $0.times.contains(where: \.hasSun) } }

  /// The open and unknown stretches between two minutes: rising, disjoint, touching ones of one state joined; cut at
  /// both ends. Empty when `to` is not after `from`.
  ///
  /// - Parameters:
  ///   - holidays: days that `PH` and the like mean; with ``HolidayCalendar/none`` no day is one.
  ///   - place: where the sun rises and sets.
  /// - Throws: ``OpeningHoursError`` for sun times without a place, or where the sun does not rise or set.
  /// - Complexity: O(days x rules).
  package func spans(
    from: CivilMinute, to: CivilMinute, holidays: HolidayCalendar = .none, place: SunPlace? = nil
  ) throws(OpeningHoursError) -> [Span] {
    guard from < to else { return [] }
    if needsPlace, place == nil {
      throw OpeningHoursError(
        at: 0, Bilingual("开放时间随日出日落而定，但没有给出地点", "the hours follow the sun and no place is given"),
        suggestion: Bilingual("请写明钟点", "times by the clock"))
    }
    var evaluation = HoursEvaluation(rules: rules, holidays: holidays, place: place)
    var spans: [Span] = []
    let lastDay = CivilMinute(to.value - 1).day.value
    for day in from.day.value...lastDay {
      let start = day * CivilMinute.perDay
      for stretch in try evaluation.stretches(on: CivilDay(day)) {
        let low = max(from.value, start + stretch.minutes.lowerBound)
        let high = min(to.value, start + stretch.minutes.upperBound)
        guard low < high else { continue }
        if let last = spans.last, last.minutes.upperBound == low, last.isUnknown == stretch.isUnknown {
          spans[spans.count - 1].minutes = last.minutes.lowerBound..<high
        } else {
          spans.append(Span(low..<high, isUnknown: stretch.isUnknown))
        }
      }
    }
    return spans
  }

  /// Whether there is an open or unknown minute in the ten years from a day, on whatever days holidays fall.
  ///
  /// - Throws: ``OpeningHoursError`` where the sun is asked for and no place given, or it does not rise there.
  package func mayOpen(from day: CivilDay, place: SunPlace? = nil) throws(OpeningHoursError) -> Bool {
    let days = (0..<3653).map { day + $0 }
    func opens(_ holidays: HolidayCalendar) throws(OpeningHoursError) -> Bool {
      var evaluation = HoursEvaluation(rules: rules, holidays: holidays, place: place)
      for day in days where try !evaluation.stretches(on: day).isEmpty { return true }
      return false
    }
    if try opens(.none) { return true }
    guard needsHolidays else { return false }
    let all = Set(days)
    return try opens(HolidayCalendar(publicHolidays: all, schoolHolidays: all, makeUpWorkdays: []))
  }
}
