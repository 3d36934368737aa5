import Words

/// What a word of OpenStreetMap's language means, in its usual spellings; weekdays and months in other languages too.
enum HoursWord: Hashable {
  /// Monday is 0.
  case weekday(Int)
  /// January is 1.
  case month(Int)
  /// Bits as in ``HoursDayKind/weekdays(_:)``.
  case weekdays(UInt8)
  case publicHoliday, schoolHoliday, dayAfterPublicHoliday
  case sun(HoursTime.Sun)
  case easter, week, day
  case open, closed, unknown
  /// A comment without quotes.
  case remark
  case always
  case noon, midnight, late
  case morning, afternoon
  case to, and
  /// Before a time.
  case from
  case daylight
  /// Behind a time: `Uhr`, `h`.
  case clock
  /// `opening hours` before them.
  case label

  static let weekdayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// In small letters.
  static let words: [String: HoursWord] = {
    var words: [String: HoursWord] = [:]
    let weekdays = [
      "mo mon monday mondays montag montags", "tu tue tues tuesday tuesdays di dienstag dienstags",
      "we wed weds wednesday wednesdays mi mittwoch mittwochs",
      "th thu thur thurs thursday thursdays do donnerstag donnerstags", "fr fri friday fridays freitag freitags",
      "sa sat saturday saturdays samstag samstags sonnabend sonnabends", "su sun sunday sundays so sonntag sonntags",
    ]
    for (day, names) in weekdays.enumerated() {
      for name in names.split(separator: " ") { words[String(name)] = .weekday(day) }
    }
    let months = [
      "jan january januar", "feb february februar", "mar march märz mär mrz", "apr april", "may mai", "jun june juni",
      "jul july juli", "aug august", "sep sept september", "oct october okt oktober", "nov november",
      "dec december dez dezember",
    ]
    for (index, names) in months.enumerated() {
      for name in names.split(separator: " ") { words[String(name)] = .month(index + 1) }
    }
    let others: [(String, HoursWord)] = [
      ("ph holiday holidays publicholiday publicholidays feiertag feiertage feiertags", .publicHoliday),
      ("sh schoolholiday schoolholidays ferien schulferien", .schoolHoliday),
      ("dawn", .sun(.dawn)), ("sunrise sonnenaufgang", .sun(.sunrise)), ("sunset sonnenuntergang", .sun(.sunset)),
      ("dusk", .sun(.dusk)), ("daylight", .daylight), ("from von", .from), ("easter ostern", .easter),
      ("week weeks woche wochen kw", .week),
      ("day days tag tage j jour jours", .day),
      ("open opened geöffnet offen", .open), ("off closed geschlossen ruhetag", .closed),
      ("unknown unbekannt", .unknown), ("always anytime nonstop immer", .always), ("noon mittag", .noon),
      ("midnight mitternacht", .midnight), ("late", .late), ("am", .morning), ("pm", .afternoon),
      ("to till til until through thru bis as às á à", .to), ("and und", .and),
      ("öffnungszeit öffnungszeiten", .label),
      ("h hr hrs hours uhr hour o'clock", .clock), ("daily everyday täglich", .weekdays(0b111_1111)),
      ("weekday weekdays wochentags", .weekdays(0b001_1111)), ("weekend weekends wochenende", .weekdays(0b110_0000)),
    ]
    for names in HoursForeignWords.weekdays + HoursForeignWords.shortWeekdays {
      for (day, name) in names.split(separator: " ").enumerated() where name != "-" {
        words[String(name)] = .weekday(day)
      }
    }
    for names in HoursForeignWords.months {
      for (month, name) in names.split(separator: " ").enumerated() where name != "-" {
        words[String(name)] = .month(month + 1)
      }
    }
    for (names, word) in others + HoursForeignWords.states {
      for name in names.split(separator: " ") { words[String(name)] = word }
    }
    return words
  }()

  /// By their first word, the longest first.
  static let phrases: [String: [(phrase: String, word: HoursWord)]] = [
    "segunda": [("segunda-feira", .weekday(0))], "terça": [("terça-feira", .weekday(1))],
    "quarta": [("quarta-feira", .weekday(2))], "quinta": [("quinta-feira", .weekday(3))],
    "sexta": [("sexta-feira", .weekday(4))],
    "opening": [("opening hours", .label), ("opening times", .label)], "open": [("open end", .late)],
    "a": [("a week", .week), ("a.m.", .morning), ("a.m", .morning)], "per": [("per week", .week)],
    "public": [("public holidays", .publicHoliday), ("public holiday", .publicHoliday)],
    "school": [("school holidays", .schoolHoliday), ("school holiday", .schoolHoliday)],
    "day": [("day after public holiday", .dayAfterPublicHoliday)],
    "all": [("all day", .always), ("all week", .weekdays(0b111_1111))],
    "every": [("every day", .weekdays(0b111_1111))],
    "by": [("by appointment only", .remark), ("by appointment", .remark)],
    "on": [("on appointment", .remark), ("on request", .remark)],
    "nach": [("nach vereinbarung", .remark), ("nach absprache", .remark)],
    "auf": [("auf anfrage", .remark)],
    "p": [("p.m.", .afternoon), ("p.m", .afternoon)],
  ]

  /// The nearest word of the language itself; nil when none is near.
  static func suggestion(for word: String) -> Bilingual? {
    let known =
      weekdayNames + monthNames + ["PH", "SH", "off", "open", "unknown", "sunrise", "sunset", "week", "easter"]
    guard word.count > 2 else { return nil }
    return known.first { $0.count > 2 && editDistance($0.lowercased(), word) == 1 }.map {
      Bilingual("如果指的是“\($0)”，请改写", "“\($0)” if that is meant")
    }
  }
}
