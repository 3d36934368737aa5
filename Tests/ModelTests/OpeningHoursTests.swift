import Model
import Testing

/// Texts in OpenStreetMap's language, with the week from Monday 2026-11-30 worked out by hand.
struct OpeningHoursTests {
  @Test(arguments: [
    ("Mo-Fr 09:00-17:30", "Mo,Tu,We,Th,Fr 09:00-17:30"),
    ("Mo-Fr 09:00-17:30; We off", "Mo,Tu,Th,Fr 09:00-17:30"),
    // The later rule takes the whole day.
    ("Mo-Su 08:00-20:00; We 10:00-12:00", "Mo,Tu,Th,Fr,Sa,Su 08:00-20:00|We 10:00-12:00"),
    ("Mo-Fr 08:00-12:00, We 14:00-16:00", "Mo,Tu,Th,Fr 08:00-12:00|We 08:00-12:00 14:00-16:00"),
    ("Mo-Fr 08:00-12:00, We 11:00-16:00", "Mo,Tu,Th,Fr 08:00-12:00|We 08:00-16:00"),
    // off with times closes these alone.
    ("Mo-We 08:00-18:00; 12:00-13:00 off", "Mo,Tu,We 08:00-12:00 13:00-18:00"),
    ("Mo-We 08:00-18:00; Tu 12:00-13:00 off", "Mo,We 08:00-18:00|Tu 08:00-12:00 13:00-18:00"),
    ("24/7; We off", "Mo 00:00-Tu 24:00|Th 00:00-Su 24:00"),
    ("Sa-Su,We 10:00-12:00", "We,Sa,Su 10:00-12:00"),
    ("Fr-Mo 10:00-12:00", "Mo,Fr,Sa,Su 10:00-12:00"),
    ("Fr 22:00-02:00", "Fr 22:00-Sa 02:00"),
    ("Fr 22:00-26:00", "Fr 22:00-Sa 02:00"),
    ("Su 22:00-02:00", "Mo 00:00-02:00|Su 22:00-24:00"),
    // Saturday is the later rule's, with what Friday reaches over.
    ("Fr 22:00-02:00; Sa 10:00-12:00", "Fr 22:00-24:00|Sa 10:00-12:00"),
    ("Fr 22:00-02:00, Sa 10:00-12:00", "Fr 22:00-Sa 02:00|Sa 10:00-12:00"),
    // After an open end: 8 hours from 22:00 on, 10 from 17:00 on, else to midnight.
    ("We 12:00+", "We 12:00-24:00?"), ("We 18:00+", "We 18:00-Th 04:00?"), ("We 22:00+", "We 22:00-Th 06:00?"),
    ("We 10:00-17:00+", "We 10:00-17:00 17:00-Th 03:00?"), ("We 20:00-24:00+", "We 20:00-24:00|Th 00:00-08:00?"),
    ("We 10:00+,14:00-16:00", "We 10:00-14:00? 14:00-16:00"),
    ("Tu 08:00-10:00 || \"call us\"", "Mo 00:00-Tu 08:00?|Tu 08:00-10:00 10:00-Su 24:00?"),
    ("Tu 08:00-10:00 || Tu-We 09:00-12:00", "Tu 08:00-12:00|We 09:00-12:00"),
    ("\"by appointment\"", "Mo 00:00-Su 24:00?"), ("Tu \"by appointment\"", "Tu 00:00-24:00?"),
    ("Tu 08:00-10:00 unknown", "Tu 08:00-10:00?"), ("Tu 08:00-10:00 open \"ring\"", "Tu 08:00-10:00"),
    ("off", ""), ("24/7 closed \"moved\"", ""), ("Mo off", ""),
    ("Nov 10:00-12:00", "Mo 10:00-12:00"), ("Nov-Feb Tu 10:00-12:00", "Tu 10:00-12:00"),
    ("Dec 02 10:00-12:00", "We 10:00-12:00"), ("Dec 02-04 10:00-12:00", "We,Th,Fr 10:00-12:00"),
    ("Nov 30-Dec 02 10:00-12:00", "Mo,Tu,We 10:00-12:00"), ("Dec 02,04 10:00-12:00", "We,Fr 10:00-12:00"),
    ("2026 Dec 02 10:00-12:00", "We 10:00-12:00"), ("2025 Dec 02 10:00-12:00", ""),
    ("2025-2027 Tu 10:00-12:00", "Tu 10:00-12:00"), ("2024/2 Tu 10:00-12:00", "Tu 10:00-12:00"),
    ("2025/2 Tu 10:00-12:00", ""), ("2026 Dec 05+", "Sa 00:00-Su 24:00"),
    ("Dec 01-31/3 10:00-12:00", "Tu,Fr 10:00-12:00"),
    // 2026-11-30 is in week 49.
    ("week 49 Tu 10:00-12:00", "Tu 10:00-12:00"), ("week 48 Tu 10:00-12:00", ""),
    ("week 01-53/2 Tu 10:00-12:00", "Tu 10:00-12:00"), ("week 02-52/2 Tu 10:00-12:00", ""),
    ("week 50-01 Tu 10:00-12:00", ""), ("week 45-02 Tu 10:00-12:00", "Tu 10:00-12:00"),
    // December's first Tuesday is the 1st, November's last Monday the 30th.
    ("Tu[1] 10:00-12:00", "Tu 10:00-12:00"), ("Tu[2] 10:00-12:00", ""), ("Mo[-1] 10:00-12:00", "Mo 10:00-12:00"),
    ("Mo[5] 10:00-12:00", "Mo 10:00-12:00"), ("Tu[1] +1 day 10:00-12:00", "We 10:00-12:00"),
    ("Dec Tu[1]-Dec Th[1] 10:00-12:00", "Tu,We,Th 10:00-12:00"),
    ("Dec 25 -23 days 10:00-12:00", "We 10:00-12:00"),
    // Easter Sunday is 2026-04-05, 240 days before December 1.
    ("easter +240 days 10:00-12:00", "Tu 10:00-12:00"), ("easter 10:00-12:00", ""),
  ])
  func aWeek(text: String, expected: String) throws {
    #expect(try WrittenWeek.spans(text) == WrittenWeek.expanded(expected))
  }

  /// The writings that people use for one thing.
  @Test(arguments: [
    "mo-fr 9:00-17:30", "Mo - Fr 09:00 - 17:30", "Monday-Friday 9:00am-5:30pm", "Mo-Fr: 09.00-17.30",
    "Mo-Fr 9:00–17:30",
    "Ｍｏ－Ｆｒ　９：００－１７：３０", "Mo,Tu,We,Th,Fr 09:00-17:30", "Mo-Fr 9⁰⁰-17³⁰", "Montag bis Freitag 9:00-17:30 Uhr",
    "lundi-vendredi 09:00-17:30", "weekdays 09:00 to 17:30", "Mo-Fr 09:00:00-17:30:00", "Mo-Fr 9h-17h30",
    "  MON-FRI\t09:00-17:30  ", "Mo-Fr 09:00-17:30;", "opening hours: Mo-Fr 09:00-17:30", "Mo.-Fr. 9:00-17:30",
  ])
  func writings(text: String) throws {
    #expect(try WrittenWeek.spans(text) == WrittenWeek.expanded("Mo,Tu,We,Th,Fr 09:00-17:30"))
  }

  @Test(arguments: [
    ("", 0, "no text"), (";", 0, "“;” has no meaning"), ("08:00", 0, "moment"),
    ("Mo-Fr 10:00-16:00/01:30", 17, "moments"),
    ("Mo-Tr 10:00-12:00", 3, "“Tr” is not understood"), ("Mo 25:00-49:00", 3, ""),
    ("Mo 24:00-26:00", 3, "before 24:00"),
    ("Mo 10:75-12:00", 3, "minutes"), ("Mo,,Th 10:00-12:00", 2, ""), ("Jun 31 10:00-12:00", 4, "no day 31"),
    ("week 54 10:00-12:00", 5, "1 to 53"), ("Th[0] 10:00-12:00", 3, "1 to 5"), ("Mo \"unended", 3, "does not end"),
    ("easter -2 days-easter +1 day", 15, "last day"), ("Mo-Fr 08:00-12:00; 14:00-16:00", 19, "for which days"),
    ("Mo-Fr 08:00-18:00, \"else call\"", 19, "all time"), ("9-5pm", 0, "am or pm"), ("08:00-08:00", 0, "ends when"),
    ("Mo-Fr 10:00-12:00 Sa 10:00-12:00", 18, "nothing parts it"), ("Mo-Fr 0900-1700", 6, ""),
    ("Su-PH 10:00-12:00", 3, "weekday is expected"), ("PH +2 days", 4, "no more than 1 day"), ("12-24-2026", 0, ""),
  ])
  func whatIsRefused(text: String, position: Int, reason: String) throws {
    let error = #expect(throws: OpeningHoursError.self) { try OpeningHours(parsing: text) }
    #expect(error?.position == position && error?.reason.contains(reason) ?? false || reason.isEmpty, "\(error as Any)")
  }

  /// Without a list no day is a holiday; with one, October 1 to 7 of 2026 are, and Saturday the 10th is worked.
  @Test(arguments: [
    ("Mo-Fr 09:00-17:00; PH off", "Th,Fr 09:00-17:00"), ("PH 10:00-12:00", "Mo,Tu,We 10:00-12:00"),
    ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "Mo,Tu,We 10:00-12:00|Th,Fr 09:00-17:00"),
    ("PH -1 day 10:00-12:00", "Mo,Tu 10:00-12:00"), ("PH +1 day 10:00-12:00", "Mo,Tu,We,Th 10:00-12:00"),
    ("PH Mo-Tu 10:00-12:00", "Mo,Tu 10:00-12:00"), ("Su,PH 10:00-12:00", "Mo,Tu,We,Su 10:00-12:00"),
    // The calendar's weekdays, make-up workday or not.
    ("Mo-Fr 09:00-17:00", "Mo,Tu,We,Th,Fr 09:00-17:00"), ("Sa-Su 09:00-17:00", "Sa,Su 09:00-17:00"),
    ("SH 10:00-12:00", "Fr 10:00-12:00"),
    ("工作日9:00-17:00", "Th,Fr,Sa 09:00-17:00"), ("周一至周五9:00-17:00，法定节假日休息", "Th,Fr 09:00-17:00"),
    ("工作日9:00-17:30，周末10:00-16:00", "Th,Fr,Sa 09:00-17:30|Su 10:00-16:00"),
    ("工作日9:00-17:30，周末及法定节假日10:00-16:00", "Mo,Tu,We,Su 10:00-16:00|Th,Fr,Sa 09:00-17:30"),
    ("周一至周五9:00-17:00，周末10:00-16:00", "Mo,Tu,We,Th,Fr 09:00-17:00|Sa,Su 10:00-16:00"),
    ("每天8:00-20:00，法定节假日10:00-16:00", "Mo,Tu,We 10:00-16:00|Th,Fr,Sa,Su 08:00-20:00"),
    ("工作日9:00-17:00，周末休息", "Th,Fr,Sa 09:00-17:00"),
    ("每天8:00-20:00（节假日除外）", "Th,Fr,Sa,Su 08:00-20:00"),
  ])
  func holidays(text: String, expected: String) throws {
    func days(_ range: ClosedRange<Int>) -> Set<CivilDay> {
      Set(range.compactMap { CivilDay(year: 2026, month: 10, day: $0) })
    }
    let calendar = HolidayCalendar(
      publicHolidays: days(1...7), schoolHolidays: days(9...9), makeUpWorkdays: days(10...10))
    let spans = try WrittenWeek.spans(text, from: "2026-10-05", holidays: calendar)
    #expect(spans == WrittenWeek.expanded(expected))
  }

  @Test func withoutAList() throws {
    #expect(try WrittenWeek.spans("工作日9:00-17:00", from: "2026-10-05").count == 5)
    #expect(try WrittenWeek.spans("PH 10:00-12:00", from: "2026-10-05").isEmpty)
    let named = try OpeningHours(parsing: "Mo-Fr 09:00-17:00; PH off")
    let plain = try OpeningHours(parsing: "Mo-Fr 09:00-17:00")
    #expect(named.needsHolidays && named.namesHolidays && !plain.needsHolidays)
    let workdays = try OpeningHours(parsing: "工作日9:00-17:00")
    #expect(workdays.needsHolidays && !workdays.namesHolidays && !workdays.dependsOnDate)
    #expect(try OpeningHours(parsing: "Th[1] 10:00-12:00").dependsOnDate)
    #expect(!HolidayCalendar.none.isGiven && HolidayCalendar(publicHolidays: []).isGiven)
  }

  /// Almanacs give for Beijing (116.4° E, 39.9° N): 2026-06-21 sunrise 4:45, sunset 19:46; 2026-12-22 7:32 and 16:53.
  @Test func theSun() throws {
    let beijing = SunPlace(longitude: 116.4, latitude: 39.9, zone: .fixed(minutes: 480))
    let hours = try OpeningHours(parsing: "sunrise-sunset")
    #expect(hours.needsPlace)
    for (date, rise, set) in [("2026-06-21", 285, 1186), ("2026-12-22", 452, 1013)] {
      let day = try #require(CivilDay(parsing: date))
      let spans = try hours.spans(from: CivilMinute(day), to: CivilMinute(day + 1), place: beijing)
      #expect(spans.count == 1)
      let start = CivilMinute(day).value
      #expect(
        abs(spans[0].minutes.lowerBound - start - rise) <= 1 && abs(spans[0].minutes.upperBound - start - set) <= 1)
    }
    let monday = try #require(CivilMinute(parsing: "2026-11-30"))
    #expect(throws: OpeningHoursError.self) { try hours.spans(from: monday, to: CivilMinute(monday.value + 1440)) }
    // The sun does not set in June at 80° north.
    let polar = SunPlace(longitude: 20, latitude: 80, zone: .fixed(minutes: 60))
    let june = try #require(CivilMinute(parsing: "2026-06-21"))
    #expect(throws: OpeningHoursError.self) {
      try hours.spans(from: june, to: CivilMinute(june.value + 1440), place: polar)
    }
  }

  @Test func whatNeverOpens() throws {
    let day = try #require(CivilDay(parsing: "2026-01-01"))
    for (text, opens) in [
      ("off", false), ("Mo-Fr off; PH off", false), ("PH 10:00-12:00", true), ("Feb 29 10:00-12:00", true),
      ("2020 Mo 10:00-12:00", false), ("PH We 10:00-12:00", true), ("\"by appointment\"", true), ("暂停营业", false),
      ("Mo 10:00-12:00; 10:00-12:00 off", false),
    ] {
      #expect(try OpeningHours(parsing: text).mayOpen(from: day) == opens, "\(text)")
    }
  }

  /// 2000-02-29 is day 11,016, and 1970-01-01 was a Thursday.
  @Test func days() throws {
    #expect(CivilDay(year: 2000, month: 2, day: 29)?.value == 11_016 && CivilDay(0).weekday == 3)
    #expect(CivilDay(year: 2001, month: 2, day: 29) == nil && CivilDay(parsing: "2026-13-01") == nil)
    for value in [-800_000, -1, 0, 11_016, 20_787, 2_000_000] {
      let (year, month, day) = CivilDay(value).date
      #expect(year < 0 || CivilDay(year: year, month: month, day: day)?.value == value)
    }
    #expect(CivilMinute(parsing: "2026-11-30 24:00") == CivilMinute(parsing: "2026-12-01"))
    #expect(CivilMinute(parsing: "2026-11-30 24:01") == nil && CivilMinute(parsing: "2026-11-30 9:00") == nil)
    #expect(CivilMinute(parsing: "2026-11-30 09:05").map { "\($0)" } == "2026-11-30 09:05")
    #expect(CivilMinute(-1).description == "1969-12-31 23:59" && CivilMinute(-1).weekday == 2)
  }
}

/// Spans of a week as people write them.
enum WrittenWeek {
  private static let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  /// From a Monday on: `Mo 09:00-17:30`, `Fr 22:00-Sa 02:00`, unknown ones with `?`; an end at midnight is 24:00.
  static func spans(
    _ text: String, from monday: String = "2026-11-30", holidays: HolidayCalendar = .none
  ) throws -> [String] {
    let start = try #require(CivilMinute(parsing: monday))
    let spans = try OpeningHours(parsing: text)
      .spans(from: start, to: CivilMinute(start.value + 7 * 1440), holidays: holidays)
    return spans.map { span in
      let from = span.minutes.lowerBound - start.value
      let last = span.minutes.upperBound - start.value - 1
      let to = last % 1440 + 1
      let isSameDay = from / 1440 == last / 1440
      return "\(names[from / 1440]) \(clock(from % 1440))-\(isSameDay ? "" : names[last / 1440] + " ")\(clock(to))"
        + (span.isUnknown ? "?" : "")
    }
  }

  /// `Mo,Tu 08:00-12:00 13:00-18:00|We 10:00-Th 12:00` as such spans, rising.
  static func expanded(_ text: String) -> [String] {
    var spans: [(day: Int, text: String)] = []
    for line in text.split(separator: "|") {
      let parts = line.split(separator: " ").map(String.init)
      var times = Array(parts.dropFirst())
      for index in times.indices.reversed()
      where times[index].hasSuffix("-Mo") || names.contains(String(times[index].suffix(2))) {
        times[index] += " " + times.remove(at: index + 1)
      }
      for day in parts[0].split(separator: ",") {
        for time in times { spans.append((names.firstIndex(of: String(day))!, "\(day) \(time)")) }
      }
    }
    return spans.sorted { $0.day < $1.day }.map(\.text)
  }

  private static func clock(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
